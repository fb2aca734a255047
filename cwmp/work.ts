import { randomBytes } from "node:crypto";
import {
  Fault,
  asFault,
  background,
  sleep,
  UNSLICED,
  type Claimed,
  type Clock,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Knowledge,
  type Lease,
  type Log,
  type NativeValue,
  type Outcome,
  type Sliced,
  type Slicer,
} from "#core";
import type { CwmpConfig } from "./config.ts";
import { named } from "./completions.ts";
import type { Notes } from "./onboard/pair.ts";
import { starting, stepping, type OperationProgress } from "./ops/machines.ts";
import type { Answer, Call, Onboarding, OperationContext, Step } from "./ops/step.ts";
import { joining } from "./ops/step.ts";
import { RPC } from "./soap/rpc.table.ts";
import { encodeRequest } from "./soap/codec.ts";
import type { SessionInput } from "./session.machine.ts";
import type { Session } from "./session.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { ModelEntry } from "./catalog/entry.ts";
import { Models, type Model } from "./catalog/model.ts";
import { modelKey } from "./catalog/key.ts";
import { askable, NEVER_ASKED } from "./asking.ts";
import type { Profiles } from "./profiles.ts";
import type { Translation } from "./translation.ts";

interface Parts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CwmpConfig;
  readonly profiles: Profiles;
  readonly slicer?: Slicer;
  /** Keeps what devices tell of their model; absent: nothing is kept. */
  readonly catalog?: Catalog;
}

/** How long a CPE is kept waiting while its box is in a session over USP; they wait for answers 30 s and more. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 200;

/** Sessions in which a CPE may answer an operation with IDs that were not asked for. */
const LAST_ATTEMPT = 3;

/** Renewed when less than this is left of a lease. */
export const RENEW_MS = 15_000;

/** The operations of a session: takes them from the ledger, walks their step machines, settles them. */
export class Work {
  readonly #gateway: Gateway;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #config: CwmpConfig;
  readonly #profiles: Profiles;
  readonly #slicer: Slicer;
  readonly #catalog: Catalog | undefined;
  readonly #models = new Models();

  constructor(parts: Parts) {
    this.#gateway = parts.gateway;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#config = parts.config;
    this.#profiles = parts.profiles;
    this.#slicer = parts.slicer ?? UNSLICED;
    this.#catalog = parts.catalog;
  }

  translation(knowledge: Knowledge): Translation {
    return this.#profiles.translation(knowledge);
  }

  /** Whether a native leaf is a secret. */
  readonly hides = (native: string): boolean => this.#profiles.hides(native);

  /** The RPC that was prepared, or the first one of the next operation. */
  async choose(session: Session): Promise<SessionInput> {
    const { running } = session;
    if (running !== undefined) return chosen(running.envelope, session);
    if (!(await this.#mayTalk(session))) return { on: "nothing" };
    const lease = await this.#lease(session);
    return this.#begin(session, await this.#gatewayOf(session).claim(lease));
  }

  /**
   * A session that began without work holds the device no longer, and one that came while the device's agent was in a
   * session never did: both take it now, or wait for the end of the other one as long as a CPE does.
   */
  async #mayTalk(session: Session): Promise<boolean> {
    const { device } = session;
    const until = this.#clock.now() + PATIENCE_MS;
    if (session.lease !== undefined && session.lease.until > this.#clock.now()) return true;
    session.lease = undefined;
    while (session.lease === undefined) {
      if (device === undefined || session.state.at === "ended") return false;
      const lease = await this.#gatewayOf(session).open(device, "cwmp");
      if (lease !== undefined) session.lease = lease;
      else if (this.#clock.now() >= until) return false;
      else await sleep(this.#clock, AGAIN_MS);
    }
    if (session.state.at !== "ended") return true;
    await this.#gatewayOf(session).release(session.lease);
    return false;
  }

  /** Gives the device's answer to the operation. */
  async deliver(session: Session, answer: Answer): Promise<SessionInput> {
    const { running } = session;
    if (running === undefined) return this.choose(session);
    await this.#lease(session);
    const { record, progress } = running;
    learnNames(session, answer);
    const context = await this.#context(session, running);
    const step = stepping(record.operation, progress, answer, context);
    return this.#advance(session, running, await this.#computed(session, step));
  }

  /** An operation that was tried so often that its device will not answer it the next time either. */
  givesUp({ running, state }: Session): boolean {
    const fenced = state.at === "ended" && (state.why === "fenced" || state.why === "stopping");
    return running !== undefined && !fenced && running.record.attempts >= LAST_ATTEMPT;
  }

  /** The device broke the protocol: what was only read has failed, what was written may have been done. */
  async break(session: Session, detail: string): Promise<void> {
    const { running, lease } = session;
    if (running === undefined || lease === undefined) return;
    const problem = { code: "device.protocol" as const, detail };
    // What is read back was written before.
    const writes = running.reconcile || RPC[running.call.rpc].effect === "writes";
    const outcome: Outcome = { state: writes ? "unknownOutcome" : "failed", problem };
    session.running = undefined;
    await this.#gatewayOf(session).settle(lease, running.record.id, outcome);
    await this.#gatewayOf(session).release(lease);
  }

  /** Makes durable what must be before the prepared RPC leaves; gives its envelope. */
  async send(session: Session): Promise<string> {
    const { running, lease } = session;
    if (running === undefined || lease === undefined) return "";
    if (RPC[running.call.rpc].effect === "writes")
      await this.#gatewayOf(session).sending(lease, running.record.id);
    if (running.rotate !== undefined) {
      const { username, password } = running.rotate;
      await this.#gatewayOf(session).rotateCredential(lease.device, username, password);
    }
    if (running.keep !== undefined) await this.#keep(session, lease, running.keep);
    session.running = { ...running, prepared: false };
    return running.envelope;
  }

  /** Notes that must outlive the process before the device may have what they tell. */
  async #keep(session: Session, lease: Lease, { memory, secrets }: Notes): Promise<void> {
    const [{ device, protocol }, at] = [lease, this.#clock.now()];
    await this.#gatewayOf(session).report({ device, protocol, at, lease, events: [], memory, secrets });
    const { knowledge } = session;
    if (knowledge !== undefined) session.knowledge = noted(knowledge, memory, secrets);
  }

  async #begin(session: Session, claimed: Claimed | undefined): Promise<SessionInput> {
    if (claimed === undefined) return { on: "nothing" };
    return this.#advance(session, claimed, await this.#started(session, claimed));
  }

  async #started(session: Session, claimed: Claimed): Promise<Step<OperationProgress>> {
    const context = await this.#context(session, claimed);
    return this.#computed(session, starting(claimed.record.operation, context));
  }

  /** A step whose slices may have let others end the session: without its lease nothing of it counts. */
  async #computed(session: Session, step: Sliced<Step<OperationProgress>>): Promise<Step<OperationProgress>> {
    const computed = await this.#slicer.run(step);
    await this.#lease(session);
    return computed;
  }

  /** Walks until an RPC is to be sent or nothing waits any more. */
  async #advance(session: Session, from: Claimed, first: Step<OperationProgress>): Promise<SessionInput> {
    let claimed = from;
    let step = first;
    for (;;) {
      const { record, reconcile, accepted, wanted } = claimed;
      if (step.do === "send") {
        const call = this.#permitted(step.call, session);
        if (call === undefined) {
          const context = await this.#context(session, claimed);
          const next = stepping(record.operation, step.state, NEVER_ASKED, context);
          step = await this.#computed(session, next);
          continue;
        }
        const id = rpcId(session);
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a call pairs an RPC with its own arguments
          const envelope = encodeRequest(call.rpc, call.args as never, {
            id,
            namespace: session.namespace,
          });
          const { state: progress, rotate, keep } = step;
          session.running = {
            record,
            reconcile,
            ...(accepted === undefined ? {} : { accepted }),
            ...(wanted === undefined ? {} : { wanted }),
            progress,
            call,
            envelope,
            ...(rotate === undefined ? {} : { rotate }),
            ...(keep === undefined ? {} : { keep }),
            prepared: true,
          };
          return chosen(envelope, session);
        } catch (error) {
          step = { do: "end", outcome: { state: "failed", problem: asFault(error).problem() } };
        }
      }
      session.running = undefined;
      const lease = await this.#lease(session);
      this.#log.info(
        {
          device: record.device,
          operation: record.id,
          type: record.operation.type,
          state: step.outcome.state,
        },
        "operation ended",
      );
      const outcome = await named(step.outcome, record.device, this.#gatewayOf(session));
      if (step.told !== undefined) this.#learns(session, step.told);
      const following = await this.#gatewayOf(session).settle(lease, record.id, outcome);
      if (following === undefined) {
        // Most often nothing follows: what was learned is read again if it does.
        session.knowledge = undefined;
        return { on: "nothing" };
      }
      await this.#slicer.run(learning(session, outcome));
      claimed = following;
      step = await this.#started(session, following);
    }
  }

  async #context(
    session: Session,
    { record, reconcile, accepted, wanted }: Claimed,
  ): Promise<OperationContext> {
    const { device, commandKey } = record;
    session.knowledge ??= await this.#gatewayOf(session).knowledge(device, "cwmp");
    const username = session.identity.value;
    const proven = session.proof.kind !== "none";
    const context = this.contextOf(session.knowledge, device, commandKey, { reconcile, username, proven });
    const model = record.operation.type === "onboard" ? await this.#model(session) : undefined;
    return {
      ...context,
      ...(model === undefined ? {} : { model }),
      ...(wanted === undefined ? {} : { wanted }),
      // What the device had accepted waited for it: no session was lost over that.
      ...(accepted === undefined ? { attempt: record.attempts } : { accepted }),
      ...(session.booted === undefined ? {} : { booted: session.booted }),
    };
  }

  /** What others of its model told, the same all session long. */
  async #model(session: Session): Promise<Model | undefined> {
    if (session.model !== undefined) return session.model ?? undefined;
    const key = session.knowledge === undefined ? undefined : modelKey(session.knowledge);
    const text = key === undefined ? undefined : await this.#gatewayOf(session).model("cwmp", key);
    session.model = text === undefined ? null : this.#models.of(text);
    return session.model ?? undefined;
  }

  #learns({ knowledge }: Session, told: ModelEntry): void {
    const key = knowledge === undefined ? undefined : modelKey(knowledge);
    if (key !== undefined && this.#catalog !== undefined)
      background(this.#log, "learn model", this.#catalog.learn(key, told));
  }

  /** What the steps of an operation may know; `username`: the name the device gets for its own credentials. */
  contextOf(
    knowledge: Knowledge,
    device: DeviceId,
    commandKey: string,
    session: { readonly reconcile: boolean; readonly username: string; readonly proven: boolean },
  ): OperationContext {
    const { quirks, unread, unwritten } = this.#profiles.of(knowledge.facts);
    const { reconcile, username, proven } = session;
    const { informInterval, provisionCredentials, limits, publicStun, xmpp } = this.#config;
    return {
      device,
      knowledge,
      translation: this.translation(knowledge),
      commandKey,
      at: this.#clock.now(),
      reconcile,
      quirks,
      ...(unread === undefined ? {} : { unread }),
      ...(unwritten === undefined ? {} : { unwritten }),
      parametersPerRpc: Math.min(limits.parametersPerRpc, quirks.namesPerGet ?? Infinity),
      onboarding: onboardingOf(provisionCredentials ? username : undefined, {
        informInterval,
        proven,
        ...(publicStun === undefined ? {} : { stun: publicStun }),
        ...(xmpp === undefined ? {} : { xmpp: { jid: xmpp.jid } }),
      }),
    };
  }

  /** The call as the device may be sent it; undefined: not at all. */
  #permitted(call: Call, { knowledge, names }: Session): Call | undefined {
    const { unread } = this.#profiles.of(knowledge?.facts);
    if (unread === undefined) return call;
    return askable(call, unread, new Set([...(names ?? []), ...(knowledge?.values.keys() ?? [])]));
  }

  #gatewayOf(session: Session): Gateway {
    return session.gateway ?? this.#gateway;
  }

  /** The session's lease, renewed when it runs short. */
  async #lease(session: Session) {
    const { lease } = session;
    if (lease === undefined) throw new Fault("lease.lost");
    if (lease.until - this.#clock.now() > RENEW_MS) return lease;
    session.lease = await this.#gatewayOf(session).renew(lease);
    return session.lease;
  }
}

/** The names a device lists are known beside those of its snapshot, which may not be there yet. */
function learnNames(session: Session, answer: Answer): void {
  if (answer.kind !== "response" || answer.body.rpc !== "GetParameterNames") return;
  session.names = [...(session.names ?? []), ...answer.body.args.ParameterList.map(({ Name }) => Name)];
}

/** RPC ids are unique over sessions, so that an answer of an old session can never match. */
function rpcId(session: Session): string {
  return `${session.id.slice(0, 10)}.${String(session.state.sent + 1)}`;
}

function chosen(envelope: string, session: Session): SessionInput {
  const { running } = session;
  if (running === undefined || envelope === "") return { on: "nothing" };
  const { rpc } = running.call;
  return { on: "chosen", id: rpcId(session), rpc, effect: RPC[rpc].effect };
}

/** Most steps ask for no credentials: none are made for them. */
function onboardingOf(username: string | undefined, onboarding: Omit<Onboarding, "credentials">): Onboarding {
  let made: Onboarding["credentials"];
  return {
    ...onboarding,
    get credentials() {
      return username === undefined ? undefined : (made ??= newCredentials(username));
    },
  };
}

/** A device has its own user names and passwords: none opens another device. */
function newCredentials(name: string) {
  const username = name.slice(0, 256);
  const pair = () => ({ username, password: newSecret() });
  return { login: pair(), connectionRequest: pair(), stun: pair() };
}

function newSecret(): string {
  return randomBytes(18).toString("base64url");
}

/** Brings the session's copy of the knowledge up to an outcome, as the gateway does with its own. */
function* learning(session: Session, outcome: Outcome): Sliced<void> {
  const { knowledge } = session;
  if (knowledge === undefined) return;
  const base =
    outcome.complete === true ? { ...knowledge, values: new Map<string, NativeValue>() } : knowledge;
  const merged = yield* joining(base, outcome.values ?? [], outcome.removed);
  session.knowledge = noted(merged, outcome.memory, outcome.secrets);
}

function noted(
  knowledge: Knowledge,
  memory: JsonObject | undefined,
  changed: Outcome["secrets"] = {},
): Knowledge {
  const secrets: Record<string, string> = { ...knowledge.secrets };
  for (const [name, secret] of Object.entries(changed)) {
    if (secret === null) delete secrets[name];
    else secrets[name] = secret;
  }
  return { ...knowledge, memory: patched(knowledge.memory, memory), secrets };
}

function patched(memory: JsonObject, patch: JsonObject | undefined): JsonObject {
  if (patch === undefined) return memory;
  return Object.fromEntries(Object.entries({ ...memory, ...patch }).filter(([, value]) => value !== null));
}
