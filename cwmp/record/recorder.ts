import {
  asFault,
  background,
  WITHHELD,
  isSecretPath,
  type Clock,
  type Gateway,
  type Json,
  type Knowledge,
  type Log,
  type SessionKeeper,
} from "#core";
import type { Answer } from "../answer.ts";
import type { CwmpConfig } from "../config.ts";
import { asJson } from "../ops/json.ts";
import type { Session } from "../session.ts";
import type { EndReason } from "../session.machine.ts";
import { messageLine, type Head } from "./recording.ts";
import { Trace, type Entry } from "./trace.ts";
import { inUtf8, redactedBody, redactedJson, tells, withoutSecrets, type Secrets } from "./redact.ts";

interface Parts {
  readonly keeper: SessionKeeper;
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CwmpConfig;
  readonly hides: (native: string) => boolean;
}

/** What one session may hold in memory, and all together: beyond it a recording is cut, or not begun. Bytes. */
const SESSION_BYTES = 1024 * 1024;
const ALL_BYTES = 64 * 1024 * 1024;
/** Recordings kept in one second: when a whole fleet fails, some tell as much as all. */
const KEPT_PER_SECOND = 20;

/** Ends of sessions that say nothing of the device. */
const PLAIN: ReadonlySet<EndReason> = new Set(["done", "challenged", "quarantined", "stopping"]);

/** Calls whose answers decide nothing of the messages. */
const SILENT: ReadonlySet<string> = new Set([
  "renew",
  "sending",
  "rotateCredential",
  "report",
  "credentials",
  "route",
]);

/** The flight recorder: follows every session in memory, keeps those that went wrong and those of chosen devices. */
export class Recorder {
  readonly #parts: Parts;
  #bytes = 0;
  #second = 0;
  #kept = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(session: Session): void {
    if (this.#bytes > ALL_BYTES) return;
    session.trace = new Trace(this.#parts.clock.now());
  }

  /** What the gateway answered a call that was made past `overheard`: the one call of most sessions. */
  gave({ trace }: Session, call: "contact", gave: unknown): void {
    if (trace !== undefined) this.#add(trace, { t: this.#parts.clock.now(), d: "gateway", call, gave }, 0);
  }

  /** The session was told that an operation waits. */
  work({ trace, busy }: Session): void {
    if (trace === undefined) return;
    this.#add(trace, { t: this.#parts.clock.now(), d: "work" }, 0);
    if (!busy) trace.from = trace.entries.length;
  }

  /** One message of the CPE and its answer. `type`: the Content-Type. `fault`: one of them tells a fault. */
  exchange(session: Session, type: string | undefined, body: Buffer, answer: Answer, fault: boolean): void {
    const { trace, heardAt } = session;
    if (trace === undefined) return;
    const told = answer.body ?? "";
    trace.exchanges++;
    if (fault) trace.faulty = true;
    this.#add(trace, { t: heardAt, d: "cpe", type, body }, body.length, trace.from);
    this.#add(
      trace,
      { t: this.#parts.clock.now(), d: "acs", status: answer.status, body: told },
      told.length,
    );
    trace.from = trace.entries.length;
    if (session.state.at === "ended") this.ended(session);
  }

  /** The session is over and its last answer noted: it is kept or forgotten. */
  ended(session: Session): void {
    const { trace, device, state } = session;
    if (trace === undefined || state.at !== "ended") return;
    session.trace = undefined;
    this.#bytes -= trace.bytes;
    if (device === undefined || trace.exchanges === 0) return;
    const faulty = trace.faulty || !PLAIN.has(state.why);
    if (!(faulty || this.#parts.keeper.follows(device)) || !this.#mayKeep()) return;
    background(this.#parts.log, "keep recording", this.#keep(session, trace, state.why, faulty));
  }

  #add(trace: Trace, entry: Entry, bytes: number, at = trace.entries.length): void {
    if (trace.cut) return;
    if (trace.bytes + bytes > SESSION_BYTES) {
      trace.cut = true;
      trace.entries.length = trace.from;
      return;
    }
    trace.bytes += bytes;
    this.#bytes += bytes;
    if (at === trace.entries.length) trace.entries.push(entry);
    else trace.entries.splice(at, 0, entry);
  }

  #mayKeep(): boolean {
    const second = Math.floor(this.#parts.clock.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#kept = 0;
    }
    this.#kept++;
    return this.#kept <= KEPT_PER_SECOND;
  }

  /** The gateway as the session sees it, every answer noted; undefined: nothing is recorded of it. */
  overheard({ trace }: Session): Gateway | undefined {
    if (trace === undefined) return undefined;
    const { gateway, clock } = this.#parts;
    return new Proxy(gateway, {
      get: (target, name: string) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]): unknown => {
          if (name === "release") return Reflect.apply(method, target, args);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every method of the port gives a promise
          const answer = Reflect.apply(method, target, args) as Promise<unknown>;
          return answer.then(
            (gave) => {
              if (!SILENT.has(name)) this.#add(trace, { t: clock.now(), d: "gateway", call: name, gave }, 0);
              return gave;
            },
            (error: unknown) => {
              this.#add(trace, { t: clock.now(), d: "gateway", call: name, threw: asFault(error).code }, 0);
              throw error;
            },
          );
        };
      },
    });
  }

  async #keep(session: Session, trace: Trace, ended: EndReason, faulty: boolean): Promise<void> {
    const { keeper, clock, config, log, hides } = this.#parts;
    const { device } = session;
    if (device === undefined) return;
    const { startedAt, exchanges } = trace;
    const endedAt = clock.now();
    const secrets: Secrets = new Set();
    const { informInterval, provisionCredentials, limits } = config;
    const head: Head = {
      recording: "cwmp",
      version: 1,
      device,
      startedAt,
      endedAt,
      ended,
      address: session.address,
      proof: asJsonObject(session.proof),
      config: { informInterval, provisionCredentials, parametersPerRpc: limits.parametersPerRpc },
      ...(trace.cut ? { cut: true as const } : {}),
    };
    let rows = trace.entries.map((entry) => lineOf(entry, hides, secrets));
    // A secret that a later line gives away is taken out of the earlier ones too.
    if (secrets.size > 0) rows = trace.entries.map((entry) => lineOf(entry, hides, secrets));
    const lines = [JSON.stringify(head), ...rows].join("\n");
    if (tells(lines, secrets)) {
      log.error({ device, ended }, "a recording held a secret and was not kept");
      return;
    }
    await keeper.keep({ device, protocol: "cwmp", startedAt, endedAt, ended, faulty, exchanges, lines });
  }
}

function lineOf(entry: Entry, hides: (native: string) => boolean, secrets: Secrets): string {
  const { t } = entry;
  switch (entry.d) {
    case "cpe": {
      const { body, contentType } = inUtf8(entry.body, entry.type);
      const type = contentType === undefined ? [] : [`Content-Type: ${contentType}`];
      return messageLine(t, "cpe", "POST / HTTP/1.1", type, redactedBody(body, contentType, hides, secrets));
    }
    case "acs": {
      const body = redactedBody(Buffer.from(entry.body), undefined, hides, secrets);
      return messageLine(t, "acs", `HTTP/1.1 ${entry.status} `, [], body);
    }
    case "gateway": {
      const { call, threw } = entry;
      if (threw !== undefined) return JSON.stringify({ t, d: "gateway", call, threw });
      const gave = redactedJson(plain(entry.gave, hides, secrets), secrets);
      return JSON.stringify({ t, d: "gateway", call, ...(gave === null ? {} : { gave }) });
    }
    case "work":
      return JSON.stringify({ t, d: "work" });
  }
}

/** What the gateway gave, as JSON: of what is known of a device the values and notes, never the secrets. */
function plain(gave: unknown, hides: (native: string) => boolean, secrets: Secrets): Json {
  if (gave === undefined || gave === null) return null;
  // A word that is somebody's secret may stand in names too; the messages are without it as well.
  if (typeof gave === "string") return withoutSecrets(gave, secrets);
  if (!isKnowledge(gave)) return asJson(gave);
  const { protocol, values, memory, facts } = gave;
  for (const secret of Object.values(gave.secrets)) if (secret.length >= 6) secrets.add(secret);
  const rows = Array.from(values.values(), ({ path, value, type, at, writable }): Json => {
    const secret = value !== "" && (isSecretPath(path) || hides(path));
    if (secret && value !== WITHHELD && value.length >= 6) secrets.add(value);
    return [path, secret ? WITHHELD : value, type, at, writable ?? null];
  });
  return { protocol, values: rows, memory, ...(facts === undefined ? {} : { facts: asJson(facts) }) };
}

function isKnowledge(gave: unknown): gave is Knowledge {
  return typeof gave === "object" && gave !== null && "values" in gave && gave.values instanceof Map;
}

function asJsonObject(value: object): Head["proof"] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a proof is a struct of texts
  return asJson(value) as Head["proof"];
}
