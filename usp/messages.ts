import { asFault, badInput, type Clock, type Fault, type Gateway, type Log, type Metrics } from "#core";
import type { Admissions } from "./admission.ts";
import type { Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import type { EndpointId } from "./endpointid.ts";
import { withEndings } from "./endings.ts";
import { decodeMsg, type Msg } from "./message/codec.ts";
import type { Models } from "./model.ts";
import type { Inbound, Received } from "./mtp/mtp.ts";
import { noticeId, noticeOf, type Notify } from "./notify.ts";
import { errorAnswer, refusal } from "./refuse.ts";
import { Rates } from "./rate.ts";
import type { Registrations } from "./registrations.ts";
import type { Records } from "./records.ts";
import type { Replies } from "./replies.ts";

export interface MessagesParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly models: Models;
  readonly controller: Controller;
  readonly admissions: Admissions;
  readonly registrations: Registrations;
  readonly replies: Replies;
  readonly records: Records;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What agents say in their records: answers to requests, notifications, requests of their own. */
export class Messages {
  readonly #parts: MessagesParts;
  readonly #rates: Rates<EndpointId>;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
    const { notifiesPerSecond: perSecond, notifyBurst: burst, agents: peers } = parts.config.limits;
    this.#rates = new Rates(parts.clock, { perSecond, burst, peers });
  }

  /** Every request is answered, a Notify when it asks for that. Throws Fault `usp.message` for one that cannot be. [TR-369 R-MSG.0] */
  async take(from: EndpointId, payload: Uint8Array, inbound: Inbound): Promise<Received> {
    let msg: Msg;
    try {
      msg = decodeMsg(payload, this.#limits());
    } catch (error) {
      const answer = errorAnswer(payload, asFault(error));
      if (answer === undefined) throw error;
      // The record was good: who is told what was wrong in it keeps its connection. [TR-369 R-MTP.5]
      this.#parts.replies.reply(from, inbound, answer);
      tellBad(this.#parts, asFault(error), inbound);
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

  /** An OnBoardRequest introduces a stranger as its Connect record does, and is answered. [TR-369 R-NOT.5] */
  async introduction(from: EndpointId, payload: Uint8Array, inbound: Inbound): Promise<boolean> {
    const { header, body } = decodeMsg(payload, this.#limits());
    const notify = body.request?.notify;
    if (notify?.onBoardReq === undefined || this.#isFlooding(from)) return false;
    const { facts } = this.#noticeOf(from, header.msgId, notify, payload).notice;
    const answered = await this.#parts.admissions.introduction(from, inbound, facts);
    if (answered && notify.sendResp) this.#acknowledge(from, inbound, header.msgId, notify);
    return true;
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

/** One line for bytes that were refused, or for a message in them. */
export function tellBad(
  parts: Pick<MessagesParts, "log" | "metrics">,
  { code, facts: { reason, offset, uspCode } }: Fault,
  inbound: Inbound,
): void {
  badInput(parts, "usp", typeof reason === "string" ? reason : code, {
    peer: placeOf(inbound)?.slice(0, 200),
    code,
    offset,
    uspCode,
    bytes: inbound.bytes.length,
  });
}

function placeOf({ returnRoute: route, standing }: Inbound): string | undefined {
  if (route?.mtp === "mqtt") return route.topic;
  if (route?.mtp === "stomp") return route.destination;
  return "endpoint" in standing ? standing.endpoint : undefined;
}
