import { readFileSync } from "node:fs";
import { silent, unmetered } from "#core";
import { USP_DEFAULTS } from "#usp";
import { Admissions } from "../../usp/admission.ts";
import { Agents } from "../../usp/agents.ts";
import { Asker } from "../../usp/ask.ts";
import { Controller } from "../../usp/controller.ts";
import { InboundHandler } from "../../usp/inbound.ts";
import { decodeRecord } from "../../usp/message/codec.ts";
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

export const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };

export interface Line {
  readonly from: "agent" | "controller";
  readonly topic: string;
  readonly bytes: Buffer;
}

/** A recording, in order. */
export function recording(name: string): Line[] {
  const text = readFileSync(new URL(`../fixtures/captures/usp/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => ({
      from: line.includes('"from":"agent"') ? "agent" : "controller",
      topic: /"topic":"([^"]+)"/.exec(line)?.[1] ?? "",
      bytes: Buffer.from(/"b64":"([^"]+)"/.exec(line)?.[1] ?? "", "base64"),
    }));
}

/** What the recorded agents sent, in order. */
export function recorded(name: string): Line[] {
  return recording(name).filter(({ from }) => from === "agent");
}

/** A transport that only notes what leaves. */
export class NotingMtp implements Mtp {
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

export function handler(endpointId: string) {
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
  const outside = { config, clock, log: silent, metrics: unmetered, post: new MemoryPost() };
  const base = { gateway, agents, controller, mtps, ...outside };
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
  return { inbound, gateway, mtp, agents, asker, controller, config, clock };
}

export function inboundOf(topic: string, bytes: Uint8Array): Inbound {
  const version = topic.includes("/reply-to=") ? "3.1.1" : "5";
  return byMqtt(bytes, `usp/agent/${decodeRecord(bytes, LIMITS).fromId}`, version);
}

export function byMqtt(bytes: Uint8Array, topic?: string, version: "5" | "3.1.1" = "5"): Inbound {
  const returnRoute = topic === undefined ? {} : { returnRoute: { mtp: "mqtt", topic, version } as const };
  return { mtp: "mqtt", bytes, standing: { kind: "claimed" }, ...returnRoute };
}
