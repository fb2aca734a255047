import { asFault, badInput, type Log, type Metrics } from "#core";
import type { Admissions } from "./admission.ts";
import type { Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import { readSighting, type Outside } from "./doctor/sighting.ts";
import type { Sightings } from "./doctor/sightings.ts";
import type { EndpointId } from "./endpointid.ts";
import { decodeRecord, type UspRecord } from "./message/codec.ts";
import { tellBad, type Messages } from "./messages.ts";
import type { Inbound, Received, Route, Standing } from "./mtp/mtp.ts";
import { judge, SESSION_NOT_ALLOWED, type Presented, type Verdict } from "./record.ts";
import type { Records } from "./records.ts";
import type { Replies } from "./replies.ts";
import type { Alarm } from "./trust/alarm.ts";

export interface InboundParts {
  readonly agents: Agents;
  readonly messages: Messages;
  readonly admissions: Admissions;
  readonly replies: Replies;
  readonly records: Records;
  readonly sightings: Sightings;
  readonly alarm: Alarm;
  readonly config: UspConfig;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Faults of the sender: its record is refused. Any other is ours, and the record must not be lost by it. */
const REFUSED = new Set(["usp.record", "usp.message"]);

type Connect = Extract<Verdict, { kind: "connect" }>;
type Disconnect = Extract<Verdict, { kind: "disconnect" }>;
type Session = Extract<Verdict, { kind: "session" }>;

/** The records agents send: decoded, judged, what they say made durable, and only then acknowledged. */
export class InboundHandler {
  readonly #parts: InboundParts;

  constructor(parts: InboundParts) {
    this.#parts = parts;
  }

  /** Resolves when the record may be acknowledged; rejects when the broker must keep it. Never throws on bad bytes. */
  async receive(inbound: Inbound): Promise<Received> {
    try {
      const record = decodeRecord(inbound.bytes, this.#limits());
      const verdict = judge(record, this.#parts.config.endpointId, this.#parts.config.trials);
      if (isForged(verdict, inbound.standing)) {
        const { standing } = inbound;
        if (verdict.kind === "message" && standing.kind === "stranger")
          if (await this.#parts.messages.introduction(verdict.from, verdict.payload, inbound)) return "taken";
        return this.#refuseForged(record, inbound);
      }
      if (verdict.kind !== "drop") this.#parts.agents.spoke(verdict.from, record.version);
      const done = await this.#act(verdict, inbound);
      if (verdict.kind === "drop") this.#note(record, inbound, verdict.reason);
      else if (verdict.kind === "connect")
        this.#note(record, inbound, done === "refused" ? "route" : undefined);
      return done;
    } catch (error) {
      const fault = asFault(error);
      if (!REFUSED.has(fault.code)) throw fault;
      // Dropped. [TR-369 R-ENC.4]
      tellBad(this.#parts, fault, inbound);
      return "refused";
    }
  }

  /** The sender is another one than the record says. [TR-369 R-SEC.0a] [TR-369 R-SEC.10a] */
  #refuseForged(record: UspRecord, inbound: Inbound): "refused" {
    const { standing, mtp } = inbound;
    const proven = "endpoint" in standing ? standing.endpoint : undefined;
    badInput(this.#parts, "usp", "sender", { peer: proven, claimed: record.fromId.slice(0, 150), mtp });
    this.#note(record, inbound, "sender");
    if (standing.kind === "proven")
      this.#parts.alarm.raise({ claimed: record.fromId, proven: standing.endpoint, mtp });
    return "refused";
  }

  /** For whoever asks why an agent does not show up. */
  #note(record: UspRecord, { returnRoute, standing }: Inbound, refused: string | undefined): void {
    const outside: Outside = {
      ...(returnRoute?.mtp === "mqtt" ? { responseTopic: returnRoute.topic, mqtt: returnRoute.version } : {}),
      ...("endpoint" in standing && standing.endpoint !== undefined ? { sender: standing.endpoint } : {}),
    };
    const seen = readSighting(record, outside);
    this.#parts.sightings.note(refused === undefined ? seen : { ...seen, refused });
  }

  async #act(verdict: Verdict, inbound: Inbound): Promise<Received> {
    switch (verdict.kind) {
      case "message":
        this.#parts.records.heard(verdict.from);
        return await this.#parts.messages.take(verdict.from, verdict.payload, inbound);
      case "connect":
        return await this.#connect(verdict, inbound);
      case "session":
        return await this.#session(verdict, inbound);
      case "refuse":
        this.#parts.replies.refuse(verdict.from, inbound, verdict.code);
        return "taken";
      case "disconnect":
        this.#disconnect(verdict, inbound);
        return "taken";
      case "drop":
        badInput(this.#parts, "usp", verdict.reason, { peer: verdict.from?.slice(0, 150) });
        return "refused";
    }
  }

  /** Believed only from where the agent itself can be reached: another one could end its requests. [TR-369 R-MTP.7] */
  #disconnect({ from, code, reason }: Disconnect, { returnRoute }: Inbound): void {
    const { replies, log, records } = this.#parts;
    if (returnRoute !== undefined && !replies.isAllowed(from, returnRoute))
      return replies.refuseRoute(from, returnRoute);
    log.info({ endpoint: from, code, reason }, "agent disconnected");
    records.disconnected(from, code);
  }

  /** A record of a session context: the messages it completes, each as if it had come alone. */
  async #session({ from, record }: Session, inbound: Inbound): Promise<Received> {
    const { config, records, replies } = this.#parts;
    if (config.sessions === "refuse") {
      replies.refuse(from, inbound, SESSION_NOT_ALLOWED); // [TR-369 R-E2E.6a]
      return "taken";
    }
    const route = replies.returnRoute(from, inbound);
    // Believed only from the agent's own places: another one could end its session.
    const { returnRoute } = inbound;
    if (route === undefined || (returnRoute !== undefined && !replies.isAllowed(from, returnRoute))) {
      replies.refuseRoute(from, returnRoute);
      return "refused";
    }
    records.heard(from);
    if (await records.passOn(from, record, inbound)) return "taken";
    let done: Received = "taken";
    const taken = await records.take(from, route, record, async (payload) => {
      const one = await this.#inSession(from, payload, { ...inbound, inSession: true });
      if (one === "admitted") done = one;
    });
    return taken === "taken" ? done : taken;
  }

  /** A bad message is one that was taken: its session goes on. */
  async #inSession(from: EndpointId, payload: Uint8Array, inbound: Inbound): Promise<Received> {
    try {
      return await this.#parts.messages.take(from, payload, inbound);
    } catch (error) {
      const fault = asFault(error);
      if (!REFUSED.has(fault.code)) throw fault;
      tellBad(this.#parts, fault, inbound);
      return "taken";
    }
  }

  /** The agent's first record on a connection says where it can be reached. [TR-369 R-MTP.6] */
  async #connect({ from, by }: Connect, inbound: Inbound): Promise<Received> {
    const { replies, admissions } = this.#parts;
    if (inbound.standing.kind === "stranger") {
      await admissions.introduction(from, inbound);
      return "taken";
    }
    const route = presentedRoute(by, inbound);
    if (route === undefined || !replies.isAllowed(from, route)) {
      replies.refuseRoute(from, route ?? inbound.returnRoute);
      return "refused";
    }
    this.#parts.records.connected(from);
    const nothing = { facts: {}, events: [], values: [], reset: false };
    const { verdict } = await admissions.contact(from, route, nothing, inbound.standing);
    return verdict === "accepted" || verdict === "quarantined" ? "admitted" : "refused";
  }

  #limits() {
    const { recordBytes, elements } = this.#parts.config.limits;
    return { bytes: recordBytes, elements };
  }
}

/** A transport that vouches for its senders knows who they are; one that it does not know may introduce itself, and no more. */
function isForged(verdict: Verdict, standing: Standing): boolean {
  if (verdict.kind === "drop") return false;
  if (standing.kind === "stranger") return verdict.kind !== "connect";
  return standing.endpoint !== undefined && standing.endpoint !== verdict.from;
}

/** Where the agent is reached from now on; undefined when the record does not fit the transport it came by. */
function presentedRoute(by: Presented, { mtp, returnRoute }: Inbound): Route | undefined {
  if (by.mtp !== mtp) return undefined;
  switch (by.mtp) {
    case "mqtt": {
      // [TR-369 R-MQTT.26a]: its version must be that of its connection.
      const heard = returnRoute?.mtp === "mqtt" ? returnRoute : undefined;
      if (by.version !== (heard?.version ?? "5")) return undefined;
      const topic = by.topic === "" ? heard?.topic : by.topic;
      return topic === undefined ? undefined : { mtp: "mqtt", topic, version: by.version };
    }
    case "websocket":
      return returnRoute;
    case "stomp":
      return by.destination === "" ? returnRoute : { mtp: "stomp", destination: by.destination };
  }
}
