import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { ADMIN, apiRig, type ApiRig } from "./api.rig.ts";

const PREFIX = `tbt${randomBytes(4).toString("hex")}`;
const USP = 24;
const CWMP = 6;
let rig: ApiRig;
let usp: string[];
let cwmp: string[];

beforeAll(async () => {
  rig = await apiRig({}, PREFIX);
  usp = await Promise.all(Array.from({ length: USP }, () => rig.device("usp")));
  cwmp = await Promise.all(Array.from({ length: CWMP }, () => rig.device("cwmp")));
});
afterAll(() => rig.close());

const GET = { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] };
const ALL = 'manufacturer="Acme"';

const make = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  rig.admin("POST", "/v1/operations", { filter: ALL, rate: 1000, operation: GET, ...body }, headers);
const shown = async (id: string) => (await rig.admin("GET", `/v1/batches/${id}`)).json;
const outcomes = async (id: string, query = "") =>
  (await rig.admin("GET", `/v1/batches/${id}/operations${query}`)).json.items;

/** When every device is done. */
const ended = (id: string) =>
  until(`${id} has ended`, async () => {
    const batch = await shown(id);
    return batch.endedAt === null ? undefined : batch;
  });

/** Boxes come and take what waits for them. */
async function serve(devices: readonly string[] = [...usp, ...cwmp]): Promise<void> {
  for (const device of devices) {
    const protocol = cwmp.includes(device) ? "cwmp" : "usp";
    const lease = await rig.bridge.gateway.open(device as never, protocol);
    if (lease !== undefined) await rig[protocol].session(lease);
  }
}

test("one request reaches every device of a filter, over both protocols, and tells of each", async () => {
  const made = await make({ expectCount: USP + CWMP, reason: "look" });
  expect(made).toMatchObject({ status: 202, json: { state: "running", total: USP + CWMP, reason: "look" } });
  expect(made.headers.location).toBe(`/v1/batches/${made.json.id}`);
  await until("all are queued or done", async () =>
    (await shown(made.json.id)).counts.waiting === 0 ? true : undefined,
  );
  await serve();
  const batch = await ended(made.json.id);
  expect(batch).toMatchObject({
    state: "finished",
    failures: [],
    counts: { succeeded: USP + CWMP, waiting: 0 },
  });
  const items = await outcomes(made.json.id);
  expect(new Set(items.map(({ device }: { device: string }) => device))).toEqual(new Set([...usp, ...cwmp]));
  for (const { device, state, operation } of items) {
    expect(state).toBe("succeeded");
    expect(operation).toMatchObject({ device, state, priority: "background", reason: "look", attempts: 1 });
    expect(operation.result.results[0].items[0]).toMatchObject({ value: "1.0" });
  }
  expect((await rig.admin("GET", "/v1/batches")).json.items[0]).toMatchObject({ id: made.json.id });
});

test("operations of a batch begin at its rate, and never faster", async () => {
  const started = rig.clock.now();
  const { json } = await make({ rate: 20 });
  await until(
    "all have begun",
    async () => ((await shown(json.id)).counts.waiting === 0 ? true : undefined),
    20_000,
  );
  await serve();
  await ended(json.id);
  const begun = (await outcomes(json.id))
    .map(({ operation }: { operation: { createdAt: string } }) => Date.parse(operation.createdAt) - started)
    .toSorted((a: number, b: number) => a - b);
  // The n-th not before its time, but for what a late timer may make up for.
  for (const [n, at] of begun.entries()) expect(at).toBeGreaterThanOrEqual(n * 50 - 250);
});

test("a cancelled batch starts nothing more, and what is queued never runs", async () => {
  for (const device of usp) rig.usp.asleep.add(device as never);
  for (const device of cwmp) rig.cwmp.asleep.add(device as never);
  const { json } = await make({ rate: 10 });
  await until("some are queued", async () => ((await shown(json.id)).counts.queued >= 3 ? true : undefined));
  const answered = await rig.admin("POST", `/v1/batches/${json.id}:cancel`, { reason: "enough" });
  expect(answered.status).toBe(200);
  expect(answered.json.counts.waiting).toBe(0);
  const before = rig.usp.did.length + rig.cwmp.did.length;
  rig.usp.asleep.clear();
  rig.cwmp.asleep.clear();
  await serve();
  const batch = await ended(json.id);
  expect(batch).toMatchObject({
    state: "cancelled",
    counts: { cancelled: USP + CWMP, queued: 0, succeeded: 0 },
  });
  expect(rig.usp.did.length + rig.cwmp.did.length).toBe(before);
  for (const verb of ["cancel", "pause", "resume"])
    expect(await rig.admin("POST", `/v1/batches/${json.id}:${verb}`, {})).toMatchObject({
      status: 409,
      json: { code: "batch.over" },
    });
});

test("a paused batch begins with no further device until it is resumed", async () => {
  const { json } = await make({ rate: 10 });
  await until("some have begun", async () => ((await shown(json.id)).counts.waiting < 28 ? true : undefined));
  expect((await rig.admin("POST", `/v1/batches/${json.id}:pause`, {})).json).toMatchObject({
    state: "paused",
  });
  const waiting = await until("it stands still", async () => {
    const one = (await shown(json.id)).counts.waiting as number;
    rig.clock.move(2000);
    const two = (await shown(json.id)).counts.waiting as number;
    return one === two && one > 0 ? one : undefined;
  });
  expect(waiting).toBeGreaterThan(0);
  expect((await rig.admin("POST", `/v1/batches/${json.id}:resume`, {})).json).toMatchObject({
    state: "running",
  });
  await until(
    "all have begun",
    async () => ((await shown(json.id)).counts.waiting === 0 ? true : undefined),
    20_000,
  );
  await serve();
  expect((await ended(json.id)).counts.succeeded).toBe(USP + CWMP);
});

test("devices that cannot be asked are left out with the reason, failures are told by code with samples", async () => {
  const [shut = "", ...others] = usp.slice(0, 4);
  await rig.admin("POST", `/v1/devices/${shut}:quarantine`, {});
  const deviceIds = [shut, ...others, "d_00zzzzzzzzzzzzzzzzzzzzzzzzzz", others[0]];
  const operation = { type: "get", paths: ["Device.Nothing.Here"] };
  const { json, status } = await make({ filter: undefined, deviceIds, operation });
  expect([status, json.total]).toEqual([202, 5]);
  await until("all have begun", async () => ((await shown(json.id)).counts.waiting === 0 ? true : undefined));
  await serve(others);
  const batch = await ended(json.id);
  expect(batch.counts.skipped).toBe(2);
  expect(batch.skipped).toEqual({ "device.quarantined": 1, "device.notFound": 1 });
  const skipped = await outcomes(json.id, "?state=skipped");
  expect(skipped.map(({ reason }: { reason: string }) => reason).toSorted()).toEqual([
    "device.notFound",
    "device.quarantined",
  ]);
  expect(skipped.every(({ operation: none }: { operation: unknown }) => none === null)).toBe(true);
  await rig.admin("POST", `/v1/devices/${shut}:approve`, {});
  await serve([shut]);
});

test("what fails is counted by its code", async () => {
  const operation = { type: "operate", command: "Device.SelfTestDiagnostics()", input: { Fail: "no" } };
  const { json } = await make({ filter: `${ALL} AND protocols="cwmp"`, operation });
  await until("all have begun", async () => ((await shown(json.id)).counts.waiting === 0 ? true : undefined));
  await serve(cwmp);
  const batch = await ended(json.id);
  expect(batch.counts.failed).toBe(CWMP);
  const [failure] = batch.failures;
  expect(failure).toMatchObject({ code: "device.fault", count: CWMP, advice: expect.any(String) });
  expect(failure.samples[0]).toMatchObject({ detail: "no", protocolCode: "usp:7022" });
  expect(failure.samples).toHaveLength(3);
  for (const { operation: id } of failure.samples) {
    const { json: one } = await rig.admin("GET", `/v1/operations/${id}`);
    expect(one).toMatchObject({ state: "failed", problem: { code: failure.code } });
  }
});

test("outcomes are read page by page, each device once", async () => {
  const { json } = await make({});
  await until("all have begun", async () => ((await shown(json.id)).counts.waiting === 0 ? true : undefined));
  await serve();
  await ended(json.id);
  const seen: string[] = [];
  for (let path = `/v1/batches/${json.id}/operations?limit=7&state=succeeded`; path !== "";) {
    const { json: found, headers } = await rig.admin("GET", path);
    expect(found.items.length).toBeLessThanOrEqual(7);
    seen.push(...found.items.map(({ device }: { device: string }) => device));
    path = /<([^>]+)>/.exec(String(headers["link"] ?? ""))?.[1] ?? "";
  }
  expect(seen.toSorted()).toEqual([...usp, ...cwmp].toSorted());
  expect((await rig.admin("GET", `/v1/batches/${json.id}/operations?cursor=bogus`)).status).toBe(400);
  expect((await rig.admin("GET", "/v1/batches?cursor=bogus")).status).toBe(400);
  const first = (await rig.admin("GET", "/v1/batches?limit=1")).json;
  const second = (await rig.admin("GET", `/v1/batches?limit=1&cursor=${first.next}`)).json;
  expect(second.items[0].id).not.toBe(first.items[0].id);
});

test("a dry run tells how many, who would refuse and what would be sent, and sends nothing", async () => {
  const before = (await rig.admin("GET", "/v1/batches")).json.items.length;
  await rig.admin("POST", `/v1/devices/${usp[0]}:quarantine`, {});
  const { status, json } = await make({ dryRun: true });
  expect(status).toBe(200);
  expect(json).toMatchObject({ count: USP + CWMP, looked: USP + CWMP });
  expect(json.refused).toEqual([
    expect.objectContaining({ code: "device.quarantined", count: 1, devices: [usp[0]] }),
  ]);
  expect(json.messages).toHaveLength(5);
  expect((await rig.admin("GET", "/v1/batches")).json.items.length).toBe(before);
  await rig.admin("POST", `/v1/devices/${usp[0]}:approve`, {});
  await serve([usp[0] ?? ""]);
});

test.each([
  [{ expectCount: 3 }, 409, "batch.count"],
  [{ filter: undefined, deviceIds: ["nobody"] }, 404, "device.notFound"],
  [{ filter: undefined }, 422, "request.unprocessable"],
  [{ deviceIds: ["a"] }, 422, "request.unprocessable"],
  [{ filter: "manufacturer=" }, 400, "filter.syntax"],
  [{ filter: 'bogus="1"' }, 400, "filter.field"],
  [{ filter: "" }, 422, "request.unprocessable"],
  [{ rate: 0 }, 422, "request.unprocessable"],
  [{ rate: 1e9 }, 422, "request.unprocessable"],
  [{ rate: "fast" }, 422, "request.unprocessable"],
  [{ operation: { type: "get", paths: [] } }, 422, "request.unprocessable"],
  [{ operation: { ...GET, priority: "interactive" } }, 422, "request.unprocessable"],
  [{ operation: { type: "get", paths: ["Device..X"] } }, 400, "path.syntax"],
  [{ operation: null }, 422, "request.unprocessable"],
  [{ bogus: 1 }, 422, "request.unprocessable"],
  [{ expectCount: -1 }, 422, "request.unprocessable"],
  [{ expiresIn: 0 }, 422, "request.unprocessable"],
])("refused before anything is listed: %j", async (body, status, code) => {
  const before = (await rig.admin("GET", "/v1/batches")).json.items[0]?.id;
  const reply = await make(body);
  expect([reply.status >= 500, reply.json.code]).toEqual([false, code]);
  expect(reply.status === status || (status === 422 && reply.status === 400)).toBe(true);
  expect((await rig.admin("GET", "/v1/batches")).json.items[0]?.id).toBe(before);
});

test("credentials of an ACS are changed only by who may take devices over, also of many at once", async () => {
  const token = await rig.token("operator");
  const operation = {
    type: "set",
    updates: [{ path: "Device.ManagementServer.", params: { URL: "http://192.0.2.1/" } }],
  };
  const reply = await rig.call("POST", "/v1/operations", { token, body: { filter: ALL, operation } });
  expect([reply.status, reply.json.code]).toEqual([403, "auth.forbidden"]);
});

test("the same Idempotency-Key makes one batch, another body is refused", async () => {
  const headers = { "idempotency-key": `k${PREFIX}` };
  const body = { operation: { type: "get", paths: ["Device.DeviceInfo.UpTime"] } };
  const [one, two] = [await make(body, headers), await make(body, headers)];
  expect([one.status, two.status, two.json.id]).toEqual([202, 202, one.json.id]);
  expect((await make({}, headers)).json.code).toBe("idempotency.mismatch");
  await until("all have begun", async () =>
    (await shown(one.json.id)).counts.waiting === 0 ? true : undefined,
  );
  await serve();
  expect((await ended(one.json.id)).counts.succeeded).toBe(USP + CWMP);
});

test("secrets of a batch are shown to nobody and sealed in the store", async () => {
  const operation = {
    type: "set",
    updates: [{ path: "Device.WiFi.AccessPoint.1.Security.", params: { KeyPassphrase: "canary-batch-1" } }],
  };
  const made = await make({ filter: undefined, deviceIds: [usp[0]], operation });
  expect(made.status).toBe(202);
  await until("it has begun", async () =>
    (await shown(made.json.id)).counts.waiting === 0 ? true : undefined,
  );
  await serve([usp[0] ?? ""]);
  await ended(made.json.id);
  expect(made.text + (await rig.admin("GET", `/v1/batches/${made.json.id}`)).text).not.toContain("canary");
  const kept = await rig.bridge.parts().scripts.client.hgetall(`${PREFIX}:{meta}:batch:${made.json.id}`);
  expect(JSON.stringify(kept)).not.toContain("canary");
  const did = rig.usp.did.at(-1)?.operation;
  expect(JSON.stringify(did)).toContain("canary-batch-1");
});

test("tags, approval, quarantine and deletion of many, with the number that is expected", async () => {
  const some = usp.slice(4, 8);
  const verb = (name: string, body: object) => rig.admin("POST", `/v1/devices:${name}`, body);
  expect((await verb("tag", { filter: ALL, add: ["x"] })).json.code).toBe("request.unprocessable");
  expect((await verb("tag", { filter: ALL, add: ["x"], expectCount: 1 })).json.code).toBe("batch.count");
  expect((await verb("tag", { deviceIds: some })).json.code).toBe("request.unprocessable");
  const tagged = await verb("tag", { deviceIds: some, add: ["pilot", "north"] });
  expect(tagged).toMatchObject({ status: 202, json: { type: "tag", operation: null } });
  expect((await ended(tagged.json.id)).counts.succeeded).toBe(4);
  const again = await verb("tag", { filter: 'tags:"pilot"', remove: ["north"], expectCount: 4, rate: 500 });
  expect((await ended(again.json.id)).counts.succeeded).toBe(4);
  for (const device of some)
    expect((await rig.admin("GET", `/v1/devices/${device}`)).json.tags).toEqual(["pilot"]);
  const shut = await verb("quarantine", { filter: 'tags:"pilot"', expectCount: 4, reason: "test" });
  expect((await ended(shut.json.id)).counts.succeeded).toBe(4);
  expect((await rig.admin("GET", `/v1/devices/${some[0]}`)).json.enrolment).toBe("quarantined");
  const let_ = await verb("approve", { filter: 'enrolment="quarantined" AND tags:"pilot"', expectCount: 4 });
  expect((await ended(let_.json.id)).counts.succeeded).toBe(4);
  const token = await rig.token("operator");
  const body = { deviceIds: some };
  expect((await rig.call("POST", "/v1/devices:delete", { token, body })).status).toBe(403);
  const gone = await verb("delete", { filter: 'tags:"pilot"', expectCount: 4, reason: "test" });
  expect((await ended(gone.json.id)).counts.succeeded).toBe(4);
  for (const device of some) expect((await rig.admin("GET", `/v1/devices/${device}`)).status).toBe(404);
  usp = usp.filter((device) => !some.includes(device));
  const { json } = await rig.call("GET", "/v1/audit?limit=20", { token: ADMIN });
  expect(json.items.some(({ target }: { target?: string }) => target === gone.json.id)).toBe(true);
});
