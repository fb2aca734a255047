import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { silent, unmetered } from "#core";
import { USP_DEFAULTS } from "#usp";
import { Admissions } from "../../usp/admission.ts";
import { Agents } from "../../usp/agents.ts";
import { Asker } from "../../usp/ask.ts";
import { Controller } from "../../usp/controller.ts";
import { asEndpointId } from "../../usp/endpointid.ts";
import { InboundHandler } from "../../usp/inbound.ts";
import { decodeMsg, decodeRecord } from "../../usp/message/codec.ts";
import { Messages } from "../../usp/messages.ts";
import { Models } from "../../usp/model.ts";
import { Mtps } from "../../usp/mtp/mtps.ts";
import type { Inbound, Mtp, Route } from "../../usp/mtp/mtp.ts";
import { topicAllowed } from "../../usp/mtp/topic.ts";
import { Registrations } from "../../usp/registrations.ts";
import { Alarm } from "../../usp/trust/alarm.ts";
import { Sightings } from "../../usp/doctor/sightings.ts";
import { Records } from "../../usp/records.ts";
import { Replies } from "../../usp/replies.ts";
import { Routes } from "../../usp/routes.ts";
import { Sessions } from "../../usp/session.ts";
import { MovableClock } from "../clock.ts";
import { MemoryPost } from "../cwmp/post.ts";
import { MemoryGateway } from "./gateway.ts";

const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };

interface Line {
  readonly from: string;
  readonly topic: string;
  readonly bytes: Buffer;
}

/** What the recorded agents sent, in order. */
function recorded(name: string): Line[] {
  const text = readFileSync(new URL(`../fixtures/captures/usp/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .filter((line) => line.includes('"from":"agent"'))
    .map((line) => ({
      from: "agent",
      topic: /"topic":"([^"]+)"/.exec(line)?.[1] ?? "",
      bytes: Buffer.from(/"b64":"([^"]+)"/.exec(line)?.[1] ?? "", "base64"),
    }));
}

/** A transport that only notes what leaves. */
class NotingMtp implements Mtp {
  readonly name = "mqtt";
  readonly sent: { readonly route: Route; readonly record: Uint8Array }[] = [];
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  isUp(): boolean {
    return true;
  }
  reaches(): boolean {
    return true;
  }
  allows(endpoint: string, route: Route): boolean {
    return route.mtp === "mqtt" && topicAllowed("usp/agent/{endpointId}", endpoint, route.topic);
  }
  async send(_to: string, route: Route, record: Uint8Array): Promise<"sent"> {
    this.sent.push({ route, record });
    return "sent";
  }
}

function handler(endpointId: string) {
  const clock = new MovableClock();
  const gateway = new MemoryGateway(() => clock.now());
  const config = {
    ...USP_DEFAULTS,
    endpointId,
    brokerUrl: "mqtt://127.0.0.1:1",
    agentTopic: "usp/agent/{endpointId}",
  };
  const mtp = new NotingMtp();
  const agents = new Agents(gateway, 1000);
  const models = new Models();
  const controller = new Controller(clock);
  const mtps = new Mtps([mtp]);
  const routes = new Routes({ gateway, clock, log: silent, mtps });
  const base = {
    gateway,
    agents,
    controller,
    mtps,
    config,
    clock,
    log: silent,
    metrics: unmetered,
    post: new MemoryPost(),
  };
  const records = new Records(base);
  const asker = new Asker({ controller, mtps, records, routes, timeoutMs: 1000 });
  const common = { gateway, agents, asker, models, routes, config, clock, log: silent };
  const sessions = new Sessions(common);
  const sightings = new Sightings(clock, 100);
  const alarm = new Alarm({ gateway, clock, log: silent });
  const parts = { ...common, ...base, records, sightings, alarm };
  const replies = new Replies(parts);
  const admissions = new Admissions({ ...parts, sessions, replies, moved() {} });
  const registrations = new Registrations(parts);
  const messages = new Messages({ ...parts, admissions, registrations, replies });
  const inbound = new InboundHandler({ ...parts, messages, admissions, replies });
  return { inbound, gateway, mtp };
}

function inboundOf(topic: string, bytes: Uint8Array): Inbound {
  const version = topic.includes("/reply-to=") ? "3.1.1" : "5";
  return byMqtt(bytes, `usp/agent/${decodeRecord(bytes, LIMITS).fromId}`, version);
}

function byMqtt(bytes: Uint8Array, topic?: string, version: "5" | "3.1.1" = "5"): Inbound {
  const returnRoute = topic === undefined ? {} : { returnRoute: { mtp: "mqtt", topic, version } as const };
  return { mtp: "mqtt", bytes, standing: { kind: "claimed" }, ...returnRoute };
}

test.each([["mqtt5-basic"], ["mqtt5-firmware"], ["mqtt311-basic"]])(
  "%s: the recorded agent becomes one device, each Notify is stored once and answered if asked [TR-369 R-NOT.6a]",
  async (name) => {
    const lines = recorded(name);
    const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
    const { inbound, gateway, mtp } = handler(controllerId);
    for (const { topic, bytes } of lines) await inbound.receive(inboundOf(topic, bytes));
    const stored = gateway.events.size;
    expect(gateway.devices.size).toBe(1);
    expect(stored).toBeGreaterThan(0);
    const asked = lines.flatMap(({ bytes }) => {
      const payload = decodeRecord(bytes, LIMITS).noSessionContext?.payload;
      const msg = payload && decodeMsg(payload, LIMITS);
      return msg?.body.request?.notify?.sendResp === true ? msg.header.msgId : [];
    });
    const answered = mtp.sent.flatMap(({ record }) => {
      const payload = decodeRecord(record, LIMITS).noSessionContext?.payload;
      const msg = payload && decodeMsg(payload, LIMITS);
      return msg?.body.response?.notifyResp === undefined ? [] : msg.header.msgId;
    });
    expect(answered).toEqual(asked);
    // All of it once more: nothing new.
    for (const { topic, bytes } of lines) await inbound.receive(inboundOf(topic, bytes));
    expect(gateway.events.size).toBe(stored);
    expect(gateway.devices.size).toBe(1);
  },
);

test("hostile records never reject, never send to a foreign topic and never make a device without an endpoint id", async () => {
  const lines = recorded("mqtt5-basic");
  const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
  const edits = fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 5 });
  const paths = fc.constantFrom(
    undefined,
    "usp/agent/victim",
    "$SYS/x",
    "a/#",
    controllerId,
    "usp/agent/os::012345-OBUSPA0001",
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lines), edits, paths, async ({ bytes }, changes, path) => {
      const { inbound, gateway, mtp } = handler(controllerId);
      const mutated = Buffer.from(bytes);
      for (const [at, byte] of changes) mutated[at % mutated.length] = byte;
      await inbound.receive(byMqtt(mutated, path));
      for (const { identity } of gateway.devices.values()) expect(asEndpointId(identity.value)).toBeDefined();
      for (const { route, record } of mtp.sent)
        expect(route).toMatchObject({ topic: `usp/agent/${decodeRecord(record, LIMITS).toId}` });
    }),
    { numRuns: 1000 },
  );
});

test("while the store is away a Notify is not acknowledged, garbage is", async () => {
  const lines = recorded("mqtt5-basic");
  const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
  const { inbound, gateway, mtp } = handler(controllerId);
  gateway.down = true;
  const [connect] = lines;
  const bytes = connect?.bytes ?? new Uint8Array();
  await expect(inbound.receive(byMqtt(bytes))).rejects.toMatchObject({ code: "store.unavailable" });
  await expect(inbound.receive(byMqtt(Buffer.from("garbage")))).resolves.toBe("refused");
  expect(mtp.sent).toEqual([]);
});
