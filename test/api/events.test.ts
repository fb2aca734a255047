import { get, type ClientRequest, type IncomingMessage } from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { DeviceEvent, DeviceId } from "#core";
import { ADMIN, apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
let device: DeviceId;
const open = new Set<ClientRequest>();
beforeAll(async () => {
  rig = await apiRig({ limits: { sweepMs: 50, feedEvents: 200 } });
  device = await rig.device();
});
afterEach(() => {
  for (const request of open) request.destroy();
  open.clear();
});
afterAll(() => rig.close());

interface Frame {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

interface Stream {
  readonly frames: Frame[];
  /** Comments, such as heartbeats. */
  readonly comments: string[];
  ended(): boolean;
}

/** A reader of server-sent events, as a browser's. */
async function follow(
  query = "",
  headers: Record<string, string> = {},
  token = ADMIN,
  url = rig.url,
): Promise<Stream> {
  const frames: Frame[] = [];
  const comments: string[] = [];
  let ended = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const authorization = `Bearer ${token}`;
    const request = get(
      `${url}/v1/events/stream${query}`,
      { headers: { authorization, ...headers } },
      resolve,
    );
    request.on("error", reject);
    open.add(request);
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/event-stream");
  let text = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      if (lines[0]?.startsWith(":")) comments.push(lines[0]);
      const frame = Object.fromEntries(
        lines.map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]),
      );
      if (frame["data"] !== undefined) frames.push(frame);
    }
  });
  response.on("error", () => undefined);
  response.on("close", () => {
    ended = true;
  });
  return { frames, comments, ended: () => ended };
}

let count = 0;
/** Something that happens on a device; gives its name. */
async function happen(of: DeviceId = device, event: Partial<DeviceEvent> = {}): Promise<string> {
  const name = `Happened${count++}!`;
  const at = rig.clock.now();
  const told = {
    id: `e${count}`,
    at,
    type: "event",
    path: "Device.X.",
    name,
    params: {},
    ...event,
  } as DeviceEvent;
  await rig.bridge.gateway.report({ device: of, protocol: "usp", at, events: [told] });
  return name;
}

const names = ({ frames }: Stream): unknown[] =>
  frames.map(({ data }) => JSON.parse(data ?? "{}").data?.name);
const stored = (query: string) => rig.admin("GET", `/v1/events?${query}`);

async function listed(
  query = "",
): Promise<{ readonly sequence: string; readonly data: { readonly name?: string } }[]> {
  return (await stored(`limit=1000&${query}`)).json.items;
}

test("events are CloudEvents with the device as subject", async () => {
  const name = await happen();
  await expect.poll(async () => (await stored("limit=1000")).text).toContain(name);
  const { json } = await stored("order=desc&limit=1");
  expect(json.items[0]).toMatchObject({
    specversion: "1.0",
    source: "/causeway",
    type: "causeway.device.event",
    subject: device,
    datacontenttype: "application/json",
    data: { path: "Device.X.", name },
  });
});

test("the list goes by pages, both ways, by types, devices, times and filters", async () => {
  const other = await rig.device();
  const theirs = await happen(other);
  await expect.poll(async () => (await stored("limit=1000")).text).toContain(theirs);
  const start = rig.clock.now() + 1;
  for (let i = 0; i < 4; i++) await happen();
  const last = await happen();
  await expect.poll(async () => (await stored("limit=1000")).text).toContain(last);
  const all = await listed();
  expect((await listed("order=desc")).map(({ sequence }) => sequence)).toEqual(
    all.map(({ sequence }) => sequence).toReversed(),
  );
  const seen: string[] = [];
  for (let cursor = ""; ;) {
    const { json } = await stored(`limit=4${cursor}`);
    seen.push(...json.items.map((one: { sequence: string }) => one.sequence));
    if (json.next === undefined) break;
    cursor = `&cursor=${json.next}`;
  }
  expect(seen).toEqual(all.map(({ sequence }) => sequence));
  const mine = await listed(`device=${other}&type=causeway.device.event`);
  expect(mine.map(({ data }) => data.name)).toEqual([theirs]);
  const own = await rig.admin("GET", `/v1/devices/${other}/events?type=causeway.device.event`);
  expect(own.json.items).toHaveLength(1);
  const filter = encodeURIComponent(`subject="${other}" AND type:"event"`);
  expect((await listed(`filter=${filter}`)).map(({ data }) => data.name)).toEqual([theirs]);
  const later = await listed(`from=${new Date(start).toISOString()}&type=causeway.device.event`);
  expect(later.length).toBeGreaterThan(0);
  expect(later.some(({ data }) => data.name === theirs)).toBe(false);
});

test("the life of an operation is told", async () => {
  const body = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };
  const { json } = await rig.admin("POST", `/v1/devices/${device}/operations`, body, { prefer: "wait=5" });
  await expect
    .poll(
      async () =>
        (await listed("type=causeway.operation."))
          .map((one) => JSON.stringify(one))
          .filter((text) => text.includes(json.id)).length,
    )
    .toBeGreaterThan(0);
});

test("the stream gives events as they happen, each with its position", async () => {
  const stream = await follow("?type=causeway.device.event");
  const name = await happen();
  await expect.poll(() => names(stream)).toEqual([name]);
  const [frame] = stream.frames;
  expect(frame?.event).toBe("causeway.device.event");
  expect(frame?.id).toBe(JSON.parse(frame?.data ?? "{}").sequence);
});

test("Last-Event-ID resumes without loss or repetition", async () => {
  const first = await follow("?type=causeway.device.event");
  const before = await happen();
  await expect.poll(() => names(first)).toEqual([before]);
  for (const request of open) request.destroy();
  const missed = [await happen(), await happen(), await happen()];
  const again = await follow("?type=causeway.device.event", { "last-event-id": first.frames[0]?.id ?? "" });
  const now = await happen();
  await expect.poll(() => names(again)).toEqual([...missed, now]);
});

test("after does the same for clients that cannot set headers; a forged position is refused", async () => {
  const all = await listed("type=causeway.device.event");
  const after = all.at(-2)?.sequence ?? "";
  const stream = await follow(`?type=causeway.device.event&after=${after}`);
  await expect.poll(() => names(stream)).toEqual([all.at(-1)?.data.name]);
  expect((await rig.admin("GET", "/v1/events/stream?after=forged")).status).toBe(422);
  const forged = await rig.admin("GET", "/v1/events/stream", undefined, { "last-event-id": "forged" });
  expect(forged.status).toBe(400);
});

test("filter, types and devices choose what a stream gives", async () => {
  const other = await rig.device();
  const filter = encodeURIComponent(`type="causeway.device.event"`);
  const stream = await follow(`?device=${other}&filter=${filter}`);
  await happen();
  const name = await happen(other);
  await expect.poll(() => names(stream)).toEqual([name]);
  expect((await rig.admin("GET", "/v1/events/stream?filter=bogus%3D1")).json).toMatchObject({
    code: "filter.field",
  });
});

test("heartbeats come at regular times, also while events that do not match go by", async () => {
  const stream = await follow("?type=causeway.nothing");
  for (let beat = 1; beat <= 3; beat++) {
    rig.clock.move(8000);
    await happen();
    rig.clock.move(8000);
    await expect.poll(() => stream.comments.length).toBeGreaterThanOrEqual(beat);
  }
  expect(stream.frames).toEqual([]);
});

test("the stream of a token that was revoked ends within a minute [API-25]", async () => {
  const { json } = await rig.admin("POST", "/v1/tokens", { name: "listener", role: "viewer" });
  const stream = await follow("", {}, json.token);
  rig.clock.move(16_000);
  await expect.poll(() => stream.comments.length).toBe(1);
  expect(stream.ended()).toBe(false);
  await rig.admin("DELETE", `/v1/tokens/${json.id}`);
  rig.clock.move(16_000);
  await expect.poll(() => stream.ended()).toBe(true);
});

test("a position beyond the newest is of a feed that is no more: a gap, then what comes [API-25]", async () => {
  const beyond = `${rig.clock.now() + 3_600_000}-0`;
  expect((await stored(`after=${beyond}`)).json).toMatchObject({ items: [], gap: true });
  const stream = await follow("?type=causeway.device.event", { "last-event-id": beyond });
  const name = await happen();
  await expect.poll(() => names(stream)).toEqual([undefined, name]);
  expect(stream.frames[0]).toMatchObject({ event: "gap", data: JSON.stringify({ after: beyond }) });
});

test("a position that was trimmed away gives a gap event, then what is left [API-25]", async () => {
  const old = (await listed())[0]?.sequence ?? "";
  const { client } = rig.bridge.parts().scripts;
  const { keys } = rig.bridge.parts();
  const told = async () => (await listed("type=causeway.device.event")).length;
  const before = await told();
  for (let i = 0; i < 5; i++) await happen();
  await expect.poll(told).toBe(before + 5);
  await client.xtrim(keys.feed("stream"), "MAXLEN", 3);
  // Another replica has not seen them either.
  const second = await apiRig({}, keys.prefix);
  const stream = await follow("", { "last-event-id": old }, ADMIN, second.url);
  await expect.poll(() => stream.frames.length).toBe(4);
  expect(stream.frames[0]).toMatchObject({ event: "gap", data: JSON.stringify({ after: old }) });
  expect((await stored(`after=${old}`)).json.gap).toBe(true);
  await second.close();
});

test("HEAD of the stream ends at once", async () => {
  const { status, headers } = await rig.call("HEAD", "/v1/events/stream", { token: ADMIN });
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/event-stream");
});
