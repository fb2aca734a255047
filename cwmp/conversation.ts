import {
  Fault,
  asFault,
  background,
  operationOfCommandKey,
  type Admission,
  type Contact,
  type DeviceEvent,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Knowledge,
} from "#core";
import { explained } from "./bootstrap.ts";
import { bootEnds, withEnds } from "./completions.ts";
import { Challenged } from "./challenged.ts";
import { answerTo, eventsOf, isCpeRequest, type CpeRequest } from "./cpe.requests.ts";
import {
  changesOf,
  connectionRequestUrl,
  contactOf,
  identityOf,
  jabberId,
  tellsChanges,
  tellsRows,
  wasRung,
  type InformArgs,
} from "./inform.ts";
import { sessionIds } from "./cookie.ts";
import type { CwmpParts } from "./parts.ts";
import type { Recorder } from "./record/recorder.ts";
import { jabberIdNotes, PROVEN } from "./wakeup/jabberid.ts";
import { next, type CloseReason, type SessionEffect, type SessionInput } from "./session.machine.ts";
import { newSession, type Opener, type Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { encodeFault, encodeResponse } from "./soap/codec.ts";
import type { Decoded } from "./soap/message.ts";
import { versionFor } from "./version.ts";
import type { Work } from "./work.ts";

/** The HTTP answer to one message. `cookie`: a session id to set. */
export interface Reply {
  readonly status: 200 | 204 | 302 | 307 | 400 | 401 | 403 | 503;
  readonly body?: string;
  /** Of 302 and 307. */
  readonly location?: string;
  readonly cookie?: string;
  /** 401 for nothing but a nonce that was used before. */
  readonly stale?: true;
  /** What was wrong with the message. */
  readonly refused?: "unknownMethod" | "wrongId" | "protocol" | "notAdmitted";
}

interface Parts extends Omit<CwmpParts, "recorder" | "rings" | "post"> {
  readonly recorder?: Recorder | undefined;
  readonly sessions: Sessions;
  readonly work: Work;
  /** A device came because it was rung. */
  came(device: DeviceId): void;
}

interface Done {
  readonly input?: SessionInput;
  readonly reply?: Reply;
}

const NOTHING: Done = {};
const EMPTY_KNOWLEDGE: Knowledge = { protocol: "cwmp", values: new Map(), memory: {}, secrets: {} };
/** Drives the session machine: turns messages into inputs, performs effects, gives one HTTP answer for each message. */
export class Conversation {
  readonly #parts: Parts;
  readonly #challenged: Challenged;
  readonly #newId = sessionIds();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#challenged = new Challenged(parts.clock);
  }

  /** Takes one message of the CPE. `message` undefined: an empty POST, or `garbage` when it could not be decoded. */
  take(session: Session, message: Decoded | undefined, garbage = false): Reply | Promise<Reply> {
    const input: SessionInput = garbage ? { on: "garbage" } : inputOf(message);
    const { state, effects } = next(session.state, input);
    const [only, more] = effects;
    if (only === undefined || more !== undefined || !isAnswering(only))
      return this.#worked(session, input, message);
    // Half of all messages of a fleet: the empty POST of a device that nothing waits for.
    session.state = state;
    const reply = replyTo(session, only, message);
    session.heardAt = this.#parts.clock.now();
    if (state.at === "ended") this.#ended(session, true);
    return reply;
  }

  async #worked(session: Session, input: SessionInput, message: Decoded | undefined): Promise<Reply> {
    session.busy = true;
    try {
      return (await this.#run(session, input, message)) ?? { status: 400 };
    } finally {
      session.busy = false;
      session.heardAt = this.#parts.clock.now();
    }
  }

  /** Ends a session from outside. What it had sent is given to the device's next session. */
  close(session: Session, why: CloseReason): void {
    background(this.#parts.log, "close session", this.#run(session, { on: "closed", why }, undefined));
  }

  /** Tells a session that its device has work; false when it will not ask for it any more. */
  work(session: Session): boolean {
    if (session.detached || session.state.at === "ended" || session.state.at === "polite") return false;
    session.state = next(session.state, { on: "work" }).state;
    this.#parts.recorder?.work(session);
    return true;
  }

  async #run(
    session: Session,
    first: SessionInput,
    message: Decoded | undefined,
  ): Promise<Reply | undefined> {
    let reply: Reply | undefined;
    let input: SessionInput | undefined = first;
    while (input !== undefined) {
      const { state, effects } = next(session.state, input);
      session.state = state;
      input = undefined;
      for (const effect of effects) {
        try {
          const performing = this.#perform(session, effect, message);
          const done: Done = performing instanceof Promise ? await performing : performing;
          reply = done.reply ?? reply;
          input = done.input ?? input;
        } catch (error) {
          const failed = this.#failed(session, error);
          reply = failed.reply ?? reply;
          input = failed.input;
          break;
        }
      }
    }
    if (session.state.at === "ended") this.#ended(session, session.busy);
    return reply;
  }

  #failed(session: Session, error: unknown): Done {
    const fault = asFault(error);
    if (fault.code === "lease.lost")
      return { input: { on: "closed", why: "fenced" }, reply: { status: 400 } };
    if (fault.code === "internal") this.#parts.log.error({ error, device: session.device }, "session failed");
    // Nothing was stored, so nothing is acknowledged: the CPE repeats it in its next session.
    return { input: { on: "unavailable" } };
  }

  /** @param answered the end comes with an answer, and is recorded with it */
  #ended(session: Session, answered: boolean): void {
    const { sessions, metrics, recorder } = this.#parts;
    sessions.remove(session);
    if (!answered) recorder?.ended(session);
    if (session.state.at === "ended") metrics.count("cwmp_sessions_total", { end: session.state.why });
  }

  #perform(session: Session, effect: SessionEffect, message: Decoded | undefined): Done | Promise<Done> {
    if (isAnswering(effect)) return { reply: replyTo(session, effect, message) };
    const { work } = this.#parts;
    switch (effect.do) {
      case "admit":
        return this.#admit(session, message);
      case "report":
        return this.#report(session, message);
      case "choose":
        this.#gatewayOf(session);
        return work.choose(session).then((input) => ({ input }));
      case "deliver":
        return work.deliver(session, answerOf(effect.answer, message)).then((input) => ({ input }));
      case "break":
        return work.break(session, effect.detail).then(() => NOTHING);
      case "abandon":
        return effect.stray === true && work.givesUp(session)
          ? work.break(session, "answers with an ID of its own").then(() => NOTHING)
          : this.#abandon(session);
      case "release":
        return this.#release(session);
      case "send":
        return work.send(session).then((body) => ({ reply: { status: 200, body } }));
    }
  }

  async #admit(session: Session, message: Decoded | undefined): Promise<Done> {
    const { gateway, clock, sessions, recorder } = this.#parts;
    const inform = informIn(message);
    if (inform === undefined) return { input: { on: "unavailable" } };
    session.identity = identityOf(inform.DeviceId);
    session.namespace = message?.namespace ?? "";
    if (message?.header.sessionTimeout !== undefined) session.timeout = message.header.sessionTimeout;
    const contact = await this.#contact(session, inform, clock.now());
    if (contact.events.some(({ type }) => type === "boot")) session.booted = true;
    const admission = await gateway.contact(contact);
    recorder?.gave(session, "contact", admission);
    if (admission.verdict !== "accepted") return this.#notAccepted(session, admission);
    if (admission.unproven === true && this.#challenged.asksProvisioned(session.proof, admission.device))
      return { input: { on: "admitted", verdict: "challenge" } };
    session.device = admission.device;
    if (wasRung(inform)) this.#parts.came(admission.device);
    if (admission.lease !== undefined) session.lease = admission.lease;
    // The new Inform wins: its lease fences the older session already, this only tidies up.
    const older = sessions.add(session);
    if (older !== undefined) this.close(older, "replaced");
    return { input: { on: "admitted", verdict: "accepted", work: admission.work } };
  }

  #notAccepted(session: Session, admission: Exclude<Admission, { verdict: "accepted" }>): Done {
    const { config, sessions } = this.#parts;
    if (admission.verdict === "quarantined") {
      session.device = admission.device;
      if (config.groupCredentials && this.#challenged.asksStranger(session.proof, session.identity))
        return { input: { on: "admitted", verdict: "challenge" } };
      sessions.add(session);
    }
    if (admission.verdict === "redirected")
      return { input: { on: "admitted", verdict: "redirected", to: admission } };
    if (admission.verdict === "challenge" && admission.stale === true) session.replayed = true;
    return { input: { on: "admitted", verdict: admission.verdict } };
  }

  #contact(session: Session, inform: InformArgs, at: number): Contact | Promise<Contact> {
    const { config, work } = this.#parts;
    const { identity, proof, nonce, address } = session;
    const interval = config.informInterval;
    const contact = contactOf(inform, identity, { proof, at, address, interval, hides: work.hides });
    const complete = {
      ...contact,
      memory: ringOf(contact, address),
      ...(nonce === undefined ? {} : { nonce }),
    };
    return contact.reset || tellsChanges(inform) || contact.events.some(isOwnBoot)
      ? this.#told(session, inform, complete)
      : complete;
  }

  /** What is understood only beside what is known of the device: changes and resets. */
  async #told(session: Session, inform: InformArgs, contact: Contact): Promise<Contact> {
    const { work } = this.#parts;
    const gateway = this.#gatewayOf(session);
    const device = await gateway.find(contact.identity);
    const asks = device !== undefined && (contact.reset || tellsChanges(inform));
    const knowledge = asks ? await gateway.knowledge(device, "cwmp") : undefined;
    const ends = device === undefined ? [] : await bootEnds(contact.events, device, gateway);
    const known = contact.reset ? explained(contact, knowledge?.memory) : contact;
    const understood = ends.length === 0 ? known : { ...known, events: [...known.events, ...ends] };
    if (!tellsChanges(inform)) return understood;
    const changes = changesOf(inform, contact, knowledge, work.translation(knowledge ?? EMPTY_KNOWLEDGE));
    const events = [...understood.events, ...changes];
    return { ...understood, events, ...(tellsRows(contact, knowledge) ? { subscribe: true } : {}) };
  }

  async #report(session: Session, message: Decoded | undefined): Promise<Done> {
    const { clock, log } = this.#parts;
    const gateway = this.#gatewayOf(session);
    const request = requestIn(message);
    const { device, lease } = session;
    if (request === undefined || device === undefined) throw new Fault("internal");
    const at = clock.now();
    const told = await withEnds(eventsOf(request, session.identity, at), request, device, gateway, at);
    await gateway.report({
      device,
      protocol: "cwmp",
      at,
      ...(lease === undefined ? {} : { lease }),
      ...told,
    });
    // What goes on is looked at in this very session.
    if (told.ready === true) {
      if (session.running === undefined) session.knowledge = undefined;
      this.work(session);
    }
    log.info({ device, rpc: request.rpc }, "request of the device stored");
    return { input: { on: "reported" } };
  }

  #abandon(session: Session): Done {
    const { log } = this.#parts;
    const gateway = this.#gatewayOf(session);
    const { lease } = session;
    const fenced = session.state.at === "ended" && session.state.why === "fenced";
    if (lease !== undefined && !fenced) background(log, "release", gateway.release(lease));
    session.lease = undefined;
    session.running = undefined;
    return NOTHING;
  }

  async #release(session: Session): Promise<Done> {
    if (session.lease !== undefined) await this.#gatewayOf(session).release(session.lease);
    return NOTHING;
  }

  #gatewayOf(session: Session): Gateway {
    const { gateway, recorder } = this.#parts;
    session.gateway ??= recorder?.overheard(session) ?? gateway;
    return session.gateway;
  }

  /** A session for an Inform that comes now. */
  open(...opener: Opener): Session {
    const session = newSession(this.#newId(), this.#parts.clock.now(), ...opener);
    this.#parts.recorder?.begin(session);
    return session;
  }
}

const ANSWERS = {
  answerInform: true,
  answerRequest: true,
  answerFault: true,
  repeat: true,
  noContent: true,
  challenge: true,
  redirect: true,
  refuse: true,
} as const satisfies Partial<Record<SessionEffect["do"], true>>;
type Answering = Extract<SessionEffect, { readonly do: keyof typeof ANSWERS }>;

function isAnswering(effect: SessionEffect): effect is Answering {
  return effect.do in ANSWERS;
}

/** The HTTP answers that need nothing but the session and the message. */
function replyTo(session: Session, effect: Answering, message: Decoded | undefined): Reply {
  switch (effect.do) {
    case "answerInform":
      return answerInform(session, message);
    case "answerRequest":
      return answerRequest(session, message);
    case "answerFault":
      return answerFault(session, effect.code, message);
    case "repeat":
      return { status: 200, body: session.running?.envelope ?? "" };
    case "noContent":
      return { status: 204 };
    case "challenge":
      return { status: 401, ...(session.replayed === true ? { stale: true } : {}) };
    case "redirect":
      return { status: effect.to.status, location: effect.to.url };
    case "refuse":
      return effect.status === 503
        ? { status: 503 }
        : { status: effect.status, refused: effect.status === 400 ? "protocol" : "notAdmitted" };
  }
}

/** How to ring the device. Told each time: the gateway writes what is new to it. */
function ringOf({ values, proof }: Contact, peer: string): JsonObject {
  const url = connectionRequestUrl(values);
  const jid = jabberId(values);
  // Outside an onboarding nothing ties who proves nothing to the device.
  const proven = proof.kind !== "none";
  return {
    peer,
    ...(url === undefined ? {} : { connectionRequestUrl: url }),
    ...(proven ? PROVEN : {}),
    ...(proven && jid !== undefined ? jabberIdNotes(jid, proven) : {}),
  };
}

/** A boot that an operation of ours asked for. */
function isOwnBoot(event: DeviceEvent): boolean {
  return event.type === "boot" && operationOfCommandKey(event.commandKey) !== undefined;
}

function inputOf(message: Decoded | undefined): SessionInput {
  if (message === undefined) return { on: "empty" };
  const { body, header } = message;
  const id = message.id === undefined ? {} : { id: message.id };
  const hold = header.holdRequests === true;
  switch (body.kind) {
    case "request":
      if (body.rpc === "Inform") return { on: "inform" };
      return isCpeRequest(body) ? { on: "request", rpc: body.rpc } : { on: "unknownRequest" };
    case "response":
      return { on: "response", ...id, rpc: body.rpc, hold };
    case "fault":
      return { on: "fault", ...id, hold };
    case "unknown":
      return { on: "unknownRequest" };
  }
}

function informIn(message: Decoded | undefined): InformArgs | undefined {
  const body = message?.body;
  return body?.kind === "request" && body.rpc === "Inform" ? body.args : undefined;
}

function requestIn(message: Decoded | undefined): CpeRequest | undefined {
  const body = message?.body;
  return body?.kind === "request" && isCpeRequest(body) ? body : undefined;
}

function answerOf(answer: "response" | "fault" | "silence", message: Decoded | undefined) {
  const body = message?.body;
  if (answer === "response" && body?.kind === "response") return { kind: "response", body } as const;
  if (answer === "fault" && body?.kind === "fault") return { kind: "fault", fault: body.fault } as const;
  return { kind: "silence" } as const;
}

function envelopeOf(session: Session, message: Decoded | undefined) {
  const namespace = session.namespace;
  return message?.id === undefined ? { namespace } : { id: message.id, namespace };
}

function answerInform(session: Session, message: Decoded | undefined): Reply {
  const useVersion = message === undefined ? undefined : versionFor(message.header);
  const options = envelopeOf(session, message);
  const body = encodeResponse(
    "Inform",
    { MaxEnvelopes: 1 },
    useVersion === undefined ? options : { ...options, useVersion },
  );
  return { status: 200, body, cookie: session.id };
}

function answerRequest(session: Session, message: Decoded | undefined): Reply {
  const request = requestIn(message);
  if (request === undefined) return { status: 400 };
  const { rpc, args } = answerTo(request);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an answer pairs an RPC with its own arguments
  return { status: 200, body: encodeResponse(rpc, args as never, envelopeOf(session, message)) };
}

function answerFault(session: Session, code: 8000 | 8003, message: Decoded | undefined): Reply {
  const text = code === 8000 ? "Method not supported" : "Invalid arguments";
  const fault = { code, message: text, parameters: [] };
  const refused = code === 8000 ? "unknownMethod" : "wrongId";
  return { status: 200, body: encodeFault(fault, envelopeOf(session, message)), refused };
}
