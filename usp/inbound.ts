import {
  asFault,
  background,
  type Admission,
  type Clock,
  type Contact,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Log,
  type Metrics,
  type Proof,
} from "#core";
import { addressNotes, FIRST_VERSION, type Agent, type Agents } from "./agents.ts";
import type { Asker } from "./ask.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import { factsOf, type EndpointId } from "./endpointid.ts";
import { decodeMsg, decodeRecord, type Msg } from "./message/codec.ts";
import type { Address, Inbound, Mtp } from "./mtp/mtp.ts";
import { topicAllowed } from "./mtp/topic.ts";
import type { Models } from "./model.ts";
import { noticeId, noticeOf, type Notice, type Notify } from "./notify.ts";
import type { Presence } from "./presence.ts";
import { disconnectRecord, judge, noSessionRecord, SESSION_NOT_ALLOWED, type Verdict } from "./record.ts";
import { Recent } from "./recent.ts";
import { errorAnswer, refusal } from "./refuse.ts";
import type { Sessions } from "./session.ts";

export interface InboundParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly asker: Asker;
  readonly controller: Controller;
  readonly sessions: Sessions;
  readonly presence: Presence;
  readonly models: Models;
  readonly mtp: Mtp;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Faults after which the message must come again: the broker keeps it. Anything else is logged and acknowledged. */
const HELD = new Set(["store.unavailable", "gateway.overloaded", "gateway.stopping"]);

type Connect = Extract<Verdict, { kind: "connect" }>;
type Message = Extract<Verdict, { kind: "message" }>;

/** What agents send: decoded, judged, made durable, and only then acknowledged. */
export class InboundHandler {
  readonly #parts: InboundParts;
  readonly #recent: Recent;

  constructor(parts: InboundParts) {
    this.#parts = parts;
    this.#recent = new Recent(10_000);
  }

  /** Resolves when the record may be acknowledged; rejects when the broker must keep it. Never throws on bad bytes. */
  async receive(inbound: Inbound): Promise<void> {
    try {
      const verdict = judge(decodeRecord(inbound.bytes, this.#limits()), this.#parts.config.endpointId);
      await this.#act(verdict, inbound);
    } catch (error) {
      const fault = asFault(error);
      const { reason, detail, offset, uspCode } = fault.facts;
      if (HELD.has(fault.code)) throw fault;
      this.#parts.metrics.count("usp_records_refused_total", {
        reason: typeof reason === "string" ? reason : fault.code,
      });
      this.#parts.log.warn(
        { fault: fault.code, detail, offset, uspCode, bytes: inbound.bytes.length },
        "record refused",
      );
    }
  }

  async #act(verdict: Verdict, inbound: Inbound): Promise<void> {
    switch (verdict.kind) {
      case "message":
        return await this.#message(verdict, inbound);
      case "connect":
        return await this.#connect(verdict, inbound);
      case "session":
        return this.#refuseSession(verdict.from, inbound);
      case "disconnect":
        this.#parts.log.info(
          { endpoint: verdict.from, code: verdict.code, reason: verdict.reason },
          "agent disconnected",
        );
        this.#parts.controller.forget(verdict.from); // [TR-369 R-MTP.7]
        return;
      case "drop":
        this.#parts.metrics.count("usp_records_refused_total", { reason: verdict.reason });
        this.#parts.log.warn(
          { endpoint: verdict.from?.slice(0, 150), reason: verdict.reason },
          "record dropped",
        );
        return;
    }
  }

  /** The agent's first record on a connection says where it can be reached. [TR-369 R-MTP.6] */
  async #connect(connect: Connect, inbound: Inbound): Promise<void> {
    const { from } = connect;
    const topic = connect.topic === "" ? inbound.returnPath : connect.topic;
    // [TR-369 R-MQTT.26a]: its version must be that of its connection.
    if (topic === undefined || connect.version !== inbound.version || !this.#isAllowed(from, topic))
      return this.#refuseTopic(from, topic);
    const address: Address = { topic, version: connect.version };
    await this.#contact(from, address, { facts: {}, events: [], values: [], reset: false });
  }

  async #message({ from, payload }: Message, inbound: Inbound): Promise<void> {
    let msg: Msg;
    try {
      msg = decodeMsg(payload, this.#limits());
    } catch (error) {
      const answer = errorAnswer(payload, asFault(error));
      if (answer !== undefined) this.#reply(from, inbound, answer);
      throw error;
    }
    const { request, response, error } = msg.body;
    if (response !== undefined || error !== undefined) this.#answer(from, msg);
    else if (request?.notify !== undefined) await this.#notify(from, msg, request.notify, payload, inbound);
    else if (request !== undefined) this.#reply(from, inbound, refusal(msg.header.msgId, request));
  }

  #answer(from: EndpointId, msg: Msg): void {
    if (this.#parts.controller.answer(from, msg)) return;
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
  ): Promise<void> {
    const { config, clock, models } = this.#parts;
    const { msgId } = msg.header;
    const id = noticeId(from, msgId, payload);
    const model = models.of(this.#parts.agents.cached(from)?.model);
    const { valueChars } = config.limits;
    const notice = noticeOf(notify, { id, at: clock.now(), valueChars, model });
    const answered = await this.#store(from, notice, id, inbound);
    this.#parts.metrics.count("usp_notifications_total", { contact: notice.contact });
    if (!notify.sendResp || !answered) return; // [TR-369 R-NOT.8]
    const { subscriptionId } = notify;
    // [TR-369 R-NOT.10] [TR-369 R-MSG.9]
    this.#reply(from, inbound, {
      header: { msgId, msgType: "NOTIFY_RESP" },
      body: { response: { notifyResp: { subscriptionId } } },
    });
  }

  /** True when the agent is to be answered: not when it is refused. */
  async #store(from: EndpointId, notice: Notice, id: string, inbound: Inbound): Promise<boolean> {
    if (this.#recent.has(id)) return true;
    const stored = await this.#storeOnce(from, notice, inbound);
    // The device was deleted or merged since it was cached: look it up anew.
    const answered = stored === "gone" ? await this.#storeOnce(from, notice, inbound) : stored;
    if (answered === "accepted") this.#recent.add(id);
    return answered === "accepted" || answered === "quarantined";
  }

  async #storeOnce(
    from: EndpointId,
    notice: Notice,
    inbound: Inbound,
  ): Promise<Admission["verdict"] | "gone"> {
    const agent = await this.#parts.agents.byEndpoint(from);
    const moved = this.#newAddress(from, agent, inbound);
    const address = moved ?? agent?.address;
    if (agent !== undefined && notice.contact === "none") return await this.#report(agent, notice, moved);
    if (address !== undefined) return (await this.#contact(from, address, notice)).verdict;
    this.#refuseTopic(from, inbound.returnPath);
    return "refused";
  }

  async #report(agent: Agent, notice: Notice, moved: Address | undefined): Promise<"accepted" | "gone"> {
    const { gateway, agents, clock, presence } = this.#parts;
    const { device, endpoint } = agent;
    const { events, values, facts } = notice;
    const memory: { memory?: JsonObject } =
      moved === undefined ? {} : { memory: addressNotes(endpoint, moved) };
    try {
      const at = clock.now();
      await gateway.report({ device, protocol: "usp", at, events, values, facts, seen: true, ...memory });
    } catch (error) {
      if (asFault(error).code !== "device.notFound") throw error;
      agents.forget(device);
      return "gone";
    }
    if (moved !== undefined) agents.remember({ ...agent, address: moved });
    await presence.set(device, "up");
    return "accepted";
  }

  /** An agent made itself known: one commit, then perhaps a session. */
  async #contact(
    from: EndpointId,
    address: Address,
    what: Pick<Contact, "facts" | "events" | "values" | "reset">,
  ): Promise<Admission> {
    const { gateway, agents, clock, config, log, presence, sessions, controller } = this.#parts;
    const known = await agents.byEndpoint(from);
    if (known?.address !== undefined && known.address.topic !== address.topic)
      log.warn({ endpoint: from, was: known.address.topic, is: address.topic }, "agent's topic changed");
    if (what.events.some((event) => event.type === "boot")) controller.forget(from);
    // A session of this replica goes on; one held elsewhere is fenced, its agent has started anew.
    const running = known !== undefined && sessions.isRunning(known.device);
    const admission = await gateway.contact({
      protocol: "usp",
      identity: { scheme: "usp", value: from },
      proof: this.#proof(from),
      at: clock.now(),
      mtp: this.#parts.mtp.name,
      ...(this.#isPeriodic(known) ? { interval: config.periodicIntervalSeconds } : {}),
      memory: addressNotes(from, address),
      session: !running || what.reset,
      events: what.events,
      values: what.values,
      reset: what.reset,
      facts: { dataModel: "TR-181", ...factsOf(from), ...what.facts },
    });
    if (admission.verdict !== "accepted") {
      log.info({ endpoint: from, verdict: admission.verdict }, "agent not accepted");
      if (admission.verdict === "quarantined")
        agents.hold({ device: admission.device, endpoint: from, address, version: FIRST_VERSION });
      return admission;
    }
    const { device, lease } = admission;
    const kept = known?.device === device && !what.reset ? known : undefined;
    agents.remember({ version: FIRST_VERSION, ...kept, device, endpoint: from, address });
    presence.heard(device);
    this.#go(device, admission.work || admission.first || what.reset, lease);
    return admission;
  }

  /** Onboarding asks for a heartbeat; only an agent that is known to have none is never due. */
  #isPeriodic(agent: Agent | undefined): boolean {
    const model = this.#parts.models.of(agent?.model);
    return model.objects.length === 0 || model.has("Device.LocalAgent.Periodic!");
  }

  #go(device: DeviceId, hasWork: boolean, lease: Extract<Admission, { verdict: "accepted" }>["lease"]): void {
    const { sessions, gateway, log } = this.#parts;
    if (lease !== undefined && hasWork) sessions.start(lease);
    else if (lease !== undefined) background(log, "release lease", gateway.release(lease));
    else if (hasWork) background(log, "open session", sessions.open(device));
  }

  /** The return path of a Notify, when it is allowed and another than the known one. A change is never silent. */
  #newAddress(from: EndpointId, agent: Agent | undefined, inbound: Inbound): Address | undefined {
    const { returnPath: topic, version } = inbound;
    const known = agent?.address;
    if (topic === undefined || (known?.topic === topic && known.version === version)) return undefined;
    if (!this.#isAllowed(from, topic)) {
      this.#refuseTopic(from, topic);
      return undefined;
    }
    if (known !== undefined)
      this.#parts.log.warn({ endpoint: from, was: known.topic, is: topic }, "agent's topic changed");
    return { topic, version };
  }

  /** Answers leave in the background: waiting for their acknowledgement would hold up the one it arrives after. */
  #reply(from: EndpointId, inbound: Inbound, msg: Parameters<Asker["send"]>[1]): void {
    const address = this.#returnAddress(from, inbound);
    if (address === undefined) return;
    const record = noSessionRecord(this.#ends(from), msg); // [TR-369 R-MSG.0a]
    this.#send(from, address, record);
  }

  #send(to: EndpointId, address: Address, record: Uint8Array): void {
    this.#parts.mtp.send(address, record).catch((error: unknown) => {
      // Not lost: an agent that wants an answer asks again.
      this.#parts.log.info({ endpoint: to, fault: asFault(error).code }, "answer not sent");
    });
  }

  /** [TR-369 R-E2E.6a] */
  #refuseSession(from: EndpointId, inbound: Inbound): void {
    this.#parts.metrics.count("usp_sessions_refused_total");
    this.#parts.log.warn({ endpoint: from }, "session context refused");
    const address = this.#returnAddress(from, inbound);
    if (address === undefined) return;
    const record = disconnectRecord(this.#ends(from), SESSION_NOT_ALLOWED, "session context not allowed");
    this.#send(from, address, record);
  }

  /** Where the agent is known to be, else where it says, when that is one of its own topics. */
  #returnAddress(from: EndpointId, { returnPath: topic, version }: Inbound): Address | undefined {
    const known = this.#parts.agents.cached(from)?.address;
    if (known !== undefined) return known;
    return topic !== undefined && this.#isAllowed(from, topic) ? { topic, version } : undefined;
  }

  #isAllowed(from: EndpointId, topic: string): boolean {
    return (
      topicAllowed(this.#parts.config.agentTopic, from, topic) && !topic.startsWith(this.#parts.config.topic)
    );
  }

  #refuseTopic(from: EndpointId, topic: string | undefined): void {
    this.#parts.metrics.count("usp_topics_refused_total");
    this.#parts.log.warn(
      { endpoint: from, topic: topic?.slice(0, 200) },
      "topic refused: not one of this endpoint's",
    );
  }

  #ends(peer: EndpointId) {
    const version = this.#parts.agents.cached(peer)?.version ?? FIRST_VERSION;
    return { own: this.#parts.config.endpointId, peer, version };
  }

  #proof(from: EndpointId): Proof {
    return this.#parts.config.brokerEnforcesTopics ? { kind: "broker", username: from } : { kind: "none" };
  }

  #limits() {
    const { recordBytes, elements } = this.#parts.config.limits;
    return { bytes: recordBytes, elements };
  }
}
