import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silent, unmetered, type DeviceStack } from "#core";
import { createUspStack, USP_DEFAULTS, type UspConfig } from "#usp";
import { systemClock as clock } from "../../../src/platform/clock.ts";
import { MemoryPost } from "../../cwmp/post.ts";
import { mqttUrl } from "../../services.ts";
import { MemoryGateway } from "../gateway.ts";
import { entry, fixed32, len, message, num, read, text, type Fields } from "../wire.ts";
import { SOON } from "./rig.ts";

/** A record of the gateway as its agent sees it, written out by hand. */
interface Heard {
  readonly session: number;
  readonly sequence: number;
  readonly expected: number;
  readonly retransmit: number;
  /** `request 9`, `response 8`, `part` of a message, or `empty`; `alone`: in no session. */
  readonly what: string;
  readonly msgId: string;
}

const name = `example${process.pid}`;
const endpoint = `os::012345-${name.toUpperCase()}`;
const topic = `usp/agent/${name}/${endpoint}`;
const gateway = new MemoryGateway();
const config: UspConfig = {
  ...USP_DEFAULTS,
  brokerUrl: mqttUrl(),
  replica: name,
  topic: `usp/controller/${name}`,
  agentTopic: `usp/agent/${name}/{endpointId}`,
  requestTimeoutMs: 20_000,
  sessions: "require",
};
let stack: DeviceStack;
let agent: MqttClient;
const heard: Heard[] = [];

beforeAll(async () => {
  const post = new MemoryPost(name);
  stack = createUspStack({ gateway, clock, log: silent, metrics: unmetered, post, config });
  await stack.start();
  agent = await mqtt.connectAsync(mqttUrl(), { protocolVersion: 5 });
  agent.on("message", (_topic, bytes) => heard.push(heardOf(read(bytes))));
  await agent.subscribeAsync(topic, { qos: 1 });
});
afterAll(async () => {
  await agent.endAsync(true);
  await stack.stop(AbortSignal.abort());
});

function heardOf(record: Fields): Heard {
  const context = message(record, 8);
  const inner = context === undefined ? message(record, 7) : context;
  const numberIn = (field: number) =>
    [...(context?.get(field)?.[0] ?? [0])].reduceRight((sum, byte) => sum * 128 + (byte & 127), 0);
  const payload = inner?.get(context === undefined ? 2 : 7)?.[0];
  const msg = payload === undefined || numberIn(5) !== 0 ? undefined : read(payload);
  const [kind, member] = [
    ...((msg === undefined ? undefined : message(msg, 2)) ?? new Map<number, Uint8Array[]>()),
  ].map(
    ([field, [body]]) =>
      [field === 1 ? "request" : "response", [...read(body ?? Buffer.alloc(0)).keys()][0]] as const,
  )[0] ?? ["", undefined];
  const what = payload === undefined ? "empty" : msg === undefined ? "part" : `${kind} ${member}`;
  return {
    session: numberIn(1),
    sequence: numberIn(2),
    expected: numberIn(3),
    retransmit: numberIn(4),
    what: context === undefined ? `alone ${what}` : what,
    msgId: msg === undefined ? "" : text(message(msg, 1) ?? new Map(), 1),
  };
}

const publish = (content: Uint8Array, replyTo = topic) =>
  agent.publishAsync(
    config.topic,
    Buffer.concat([len(1, "1.3"), len(2, config.endpointId), len(3, endpoint), content]),
    { qos: 1, properties: { contentType: "usp.msg", responseTopic: replyTo } },
  );
const say = (session: number, sequence: number, expected: number, payload?: Uint8Array, sar = 0) =>
  publish(
    len(
      8,
      num(1, session),
      num(2, sequence),
      num(3, expected),
      num(5, sar),
      num(6, sar),
      ...(payload === undefined ? [] : [len(7, payload)]),
    ),
  );
const connectRecord = () => publish(len(10, num(1, 1), len(2, topic)));
const disconnect = (code: number) => publish(len(12, len(1, "session"), fixed32(2, code)));
const notify = (id: string, event: string) =>
  Buffer.concat([
    len(1, len(1, id), num(2, 3)),
    len(
      2,
      len(
        1,
        len(
          8,
          len(1, "s-1"),
          num(2, 1),
          len(3, len(1, "Device."), len(2, event), entry(3, "Cause", "LocalReboot")),
        ),
      ),
    ),
  ]);
const versions = (id: string) =>
  Buffer.concat([len(1, len(1, id), num(2, 18)), len(2, len(2, len(9, len(1, "1.0,1.1,1.2,1.3"))))]);

async function next(what: string): Promise<Heard> {
  await expect.poll(() => heard.map((one) => one.what), SOON).toContain(what);
  const at = heard.findIndex((one) => one.what === what);
  return heard.splice(0, at + 1).at(-1)!;
}
/** What was given back is due again, as the bridge says. */
async function goOn(): Promise<void> {
  const device = gateway.deviceOf(endpoint)!;
  const row = gateway.row(device);
  for (const { id, state } of gateway.ledger.values())
    if (state === "queued" && !row.queue.includes(id)) row.queue.push(id);
  await stack.wake(device, AbortSignal.timeout(5000));
}

describe("the worked example on a broker, the agent's side by hand", () => {
  let sid = 0;
  let asked: Heard;

  test("1-6: a request opens the session; its answer comes in three segments, the second of which is lost", async () => {
    await connectRecord();
    asked = await next("request 9");
    expect(asked).toMatchObject({ sequence: 1, expected: 1, retransmit: 0 });
    sid = asked.session;
    expect(sid).toBeGreaterThan(1);
    const payload = versions(asked.msgId);
    await say(sid, 1, 2, payload.subarray(0, 10), 1);
    await say(sid, 3, 2, payload.subarray(20), 3);
    // 7: it is asked for, and what was lost is named.
    expect(await next("empty")).toMatchObject({ session: sid, sequence: 2, expected: 2, retransmit: 2 });
    // 8-9: with it the answer is whole; the next request acknowledges all.
    await say(sid, 2, 2, payload.subarray(10, 20), 2);
    expect(await next("request 2")).toMatchObject({ session: sid, sequence: 3, expected: 4, retransmit: 0 });
  });

  test("10-12: a Notify, and the same by another way: one answer, one event", async () => {
    const boot = notify("n-1", "X!");
    await say(sid, 4, 4, boot);
    await say(sid, 4, 4, boot);
    expect(await next("response 8")).toMatchObject({ session: sid, sequence: 4, expected: 5 });
    // What comes after both shows that the second was passed over.
    await say(sid, 5, 5, notify("n-2", "Y!"));
    expect(await next("response 8")).toMatchObject({ session: sid, sequence: 5, expected: 6, msgId: "n-2" });
    expect(
      gateway.reports.flatMap(({ events }) => events).filter(({ type }) => type === "event"),
    ).toHaveLength(2);
  });

  test("13-18: the agent reboots with a request unanswered: session 91, the request again under another id, and nothing of the old one", async () => {
    await say(91, 1, 1, notify("n-3", "Boot!"));
    expect(await next("response 8")).toMatchObject({ session: 91, sequence: 1, expected: 2, msgId: "n-3" });
    await goOn();
    const again = await next("request 9");
    expect(again).toMatchObject({ session: 91, sequence: 2, expected: 2 });
    expect(again.msgId).not.toBe(asked.msgId);
    await say(sid, 6, 6, notify("n-4", "Late!"));
    await say(91, 2, 3, versions(again.msgId));
    expect(await next("request 2")).toMatchObject({ session: 91, sequence: 3, expected: 3 });
    expect(
      gateway.reports
        .flatMap(({ events }) => events)
        .filter((event) => JSON.stringify(event).includes("Late!")),
    ).toEqual([]);
  });

  test("19-21: a Disconnect ends it; nothing comes before the Connect record, then a new session, and without one where that is refused", async () => {
    await disconnect(7105);
    await expect.poll(() => gateway.outcomes.at(-1)?.state, SOON).toBe("retry");
    heard.length = 0;
    await goOn();
    await expect.poll(() => gateway.row(gateway.deviceOf(endpoint)!).lease, SOON).toBeUndefined();
    expect(heard).toEqual([]);
    await connectRecord();
    await goOn();
    const anew = await next("request 9");
    expect(anew).toMatchObject({ sequence: 1, expected: 1 });
    expect([sid, 91]).not.toContain(anew.session);
    await disconnect(7106);
    await connectRecord();
    await expect
      .poll(async () => (await goOn(), heard.map(({ what }) => what)), { ...SOON, interval: 200 })
      .toContain("alone request 9");
  });
});
