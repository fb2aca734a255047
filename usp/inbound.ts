import { asFault, badInput, type Clock, type Fault, type Gateway, type Log, type Metrics } from "#core";
import type { Admissions } from "./admission.ts";
import type { Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import type { EndpointId } from "./endpointid.ts";
import { readSighting, type Outside } from "./doctor/sighting.ts";
import type { Sightings } from "./doctor/sightings.ts";
import { decodeMsg, decodeRecord, type Msg, type UspRecord } from "./message/codec.ts";
import { withEndings } from "./endings.ts";
import type { Models } from "./model.ts";
import type { Inbound, Received, Route, Standing } from "./mtp/mtp.ts";
import { noticeId, noticeOf, type Notify } from "./notify.ts";
import { judge, SESSION_NOT_ALLOWED, type Presented, type Verdict } from "./record.ts";
import { errorAnswer, refusal } from "./refuse.ts";
import { Rates } from "./rate.ts";
import type { Registrations } from "./registrations.ts";
import type { Records } from "./records.ts";
import type { Replies } from "./replies.ts";
import type { Alarm } from "./trust/alarm.ts";

export interface InboundParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly models: Models;
  readonly controller: Controller;
  readonly admissions: Admissions;
  readonly registrations: Registrations;
  readonly replies: Replies;
  readonly records: Records;
  readonly sightings: Sightings;
  readonly alarm: Alarm;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Faults of the sender: its record is refused. Any other is ours, and the record must not be lost by it. */
const REFUSED = new Set(["usp.record", "usp.message"]);

type Connect = Extract<Verdict, { kind: "connect" }>;
type Disconnect = Extract<Verdict, { kind: "disconnect" }>;
type Session = Extract<Verdict, { kind: "session" }>;

/** What agents send: decoded, judged, made durable, and only then acknowledged. */
export class InboundHandler {
  readonly #parts: InboundParts;
  readonly #rates: Rates<EndpointId>;

  constructor(parts: InboundParts) {
    this.#parts = parts;
    const { notifiesPerSecond: perSecond, notifyBurst: burst, agents: peers } = parts.config.limits;
    this.#rates = new Rates(parts.clock, { perSecond, burst, peers });
  }

  /** Resolves when the record may be acknowledged; rejects when the broker must keep it. Never throws on bad bytes. */
  async receive(inbound: Inbound): Promise<Received> {
    try {
      const record = decodeRecord(inbound.bytes, this.#limits());
      const verdict = judge(record, this.#parts.config.endpointId, this.#parts.config.trials);
      if (isForged(verdict, inbound.standing)) {
        if (await this.#introduced(verdict, inbound)) return "taken";
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
      this.#tellBad(fault, inbound);
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

  /** An OnBoardRequest introduces a stranger as its Connect record does, and is answered. [TR-369 R-NOT.5] */
  async #introduced(verdict: Verdict, inbound: Inbound): Promise<boolean> {
    if (verdict.kind !== "message" || inbound.standing.kind !== "stranger") return false;
    const { from, payload } = verdict;
    const { header, body } = decodeMsg(payload, this.#limits());
    const notify = body.request?.notify;
    if (notify?.onBoardReq === undefined || this.#isFlooding(from)) return false;
    const { facts } = this.#noticeOf(from, header.msgId, notify, payload).notice;
    const answered = await this.#parts.admissions.introduction(from, inbound, facts);
    if (answered && notify.sendResp) this.#acknowledge(from, inbound, header.msgId, notify);
    return true;
  }

  #tellBad({ code, facts: { reason, offset, uspCode } }: Fault, inbound: Inbound): void {
    badInput(this.#parts, "usp", typeof reason === "string" ? reason : code, {
      peer: placeOf(inbound)?.slice(0, 200),
      code,
      offset,
      uspCode,
      bytes: inbound.bytes.length,
    });
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
        return await this.#message(verdict.from, verdict.payload, inbound);
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
      return await this.#message(from, payload, inbound);
    } catch (error) {
      const fault = asFault(error);
      if (!REFUSED.has(fault.code)) throw fault;
      this.#tellBad(fault, inbound);
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

  async #message(from: EndpointId, payload: Uint8Array, inbound: Inbound): Promise<Received> {
    let msg: Msg;
    try {
      msg = decodeMsg(payload, this.#limits());
    } catch (error) {
      const answer = errorAnswer(payload, asFault(error));
      if (answer === undefined) throw error;
      // The record was good: who is told what was wrong in it keeps its connection. [TR-369 R-MTP.5]
      this.#parts.replies.reply(from, inbound, answer);
      this.#tellBad(asFault(error), inbound);
      return "taken";
    }
    const { request, response, error } = msg.body;
    if (response !== undefined || error !== undefined) this.#answer(from, msg);
    else if (this.#isFlooding(from)) return "taken";
    else if (request?.notify !== undefined)
      return await this.#notify(from, msg, request.notify, payload, inbound);
    else if (request?.register !== undefined || request?.deregister !== undefined) {
      const answer = await this.#parts.registrations.answer(from, msg.header.msgId, request);
      this.#parts.replies.reply(from, inbound, answer);
    } else if (request !== undefined) {
      badInput(this.#parts, "usp", "request", { peer: from, request: msg.header.msgType });
      this.#parts.replies.reply(from, inbound, refusal(msg.header.msgId, request));
    }
    return "taken";
  }

  /** What comes above the limit is neither stored nor answered: an agent that wants an answer sends it again. */
  #isFlooding(from: EndpointId): boolean {
    const taken = this.#rates.take(from);
    if (taken === "first") badInput(this.#parts, "usp", "rate", { peer: from });
    else if (taken === "over")
      this.#parts.metrics.count("causeway_rejected_total", { surface: "usp", reason: "rate" });
    return taken !== "within";
  }

  #answer(from: EndpointId, msg: Msg): void {
    if (this.#parts.controller.answer(from, msg) || this.#parts.records.passAnswer(from, msg)) return;
    this.#parts.metrics.count("usp_answers_late_total");
    this.#parts.log.info(
      { endpoint: from, msgId: msg.header.msgId.slice(0, 64) },
      "answer that nobody waits for",
    );
  }

  /** Durable first, then the answer, then the acknowledgement to the broker. */
  async #notify(
    from: EndpointId,
    msg: Msg,
    notify: Notify,
    payload: Uint8Array,
    inbound: Inbound,
  ): Promise<Received> {
    const { msgId } = msg.header;
    const { notice: told, id, model } = this.#noticeOf(from, msgId, notify, payload);
    const { agents, gateway } = this.#parts;
    const notice = await withEndings(told, () => agents.byEndpoint(from), model, gateway);
    const answered = await this.#parts.admissions.store(from, notice, { msgId, id }, inbound);
    this.#parts.metrics.count("usp_notifications_total", { contact: notice.contact });
    if (notify.sendResp && answered) this.#acknowledge(from, inbound, msgId, notify); // [TR-369 R-NOT.8]
    return answered ? "admitted" : "taken";
  }

  #noticeOf(from: EndpointId, msgId: string, notify: Notify, payload: Uint8Array) {
    const { config, clock, models, agents } = this.#parts;
    const id = noticeId(from, msgId, payload);
    const model = models.of(agents.cached(from)?.model);
    const { valueChars } = config.limits;
    return { id, model, notice: noticeOf(notify, { id, at: clock.now(), valueChars, model }) };
  }

  /** [TR-369 R-NOT.10] [TR-369 R-MSG.9] */
  #acknowledge(from: EndpointId, inbound: Inbound, msgId: string, { subscriptionId }: Notify): void {
    this.#parts.replies.reply(from, inbound, {
      header: { msgId, msgType: "NOTIFY_RESP" },
      body: { response: { notifyResp: { subscriptionId } } },
    });
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

function placeOf({ returnRoute: route, standing }: Inbound): string | undefined {
  if (route?.mtp === "mqtt") return route.topic;
  if (route?.mtp === "stomp") return route.destination;
  return "endpoint" in standing ? standing.endpoint : undefined;
}
