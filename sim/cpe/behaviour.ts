/** Where a session stands when a behaviour may act. */
export type Moment = "connect" | "inform" | "informed" | "empty" | "request" | "answer" | "knock";

/**
 * A deviation of a simulated CPE. `rpc` narrows it to one method (`Inform` included), `times` to so many uses (without
 * it, for ever).
 */
export type CpeBehaviour = { readonly rpc?: string; readonly times?: number } &
  /** Answers with a fault without executing; with `parameter`, inside a 9003 of SetParameterValues. */
  (
    | { readonly do: "fault"; readonly code: number; readonly parameter?: string }
    /** Executes nothing, answers nothing, keeps the connection open until it times out or the ACS closes. */
    | { readonly do: "silence" }
    /** Closes the connection: before connecting, instead of or after a message, or instead of executing a request. */
    | { readonly do: "drop"; readonly at: "connect" | "inform" | "informed" | "empty" | "request" }
    /** Executes the request and closes the connection instead of answering. */
    | { readonly do: "loseAnswer" }
    /** Waits before it executes. */
    | { readonly do: "slow"; readonly ms: number }
    /** Bears no request for more names or no answer of more parameters: faults with `by`, or closes the connection. */
    | {
        readonly do: "strain";
        readonly names?: number;
        readonly parameters?: number;
        readonly by: number | "drop";
      }
    /** Faults whenever its answer would hold this parameter, or one below this object. */
    | { readonly do: "stumble"; readonly over: string; readonly by: number }
    /** Posts nothing where an answer is due; with `executes`, after having executed. */
    | { readonly do: "emptyPostInstead"; readonly executes?: true }
    /** Executes and answers with a document that is not XML. */
    | { readonly do: "badXml" }
    /** Executes and answers with another ID than it was asked with. */
    | { readonly do: "wrongId" }
    /** Loses power in the middle of the session, after having executed, and boots. */
    | { readonly do: "reboot" }
    /** Sends its Inform a second time: after the InformResponse, or in the place of an answer. */
    | { readonly do: "duplicateInform"; readonly at: "informed" | "request" }
    /** Speaks before it has informed: an empty POST first. */
    | { readonly do: "wrongOrder" }
    /** Never returns a cookie. */
    | { readonly do: "noCookie" }
    /** A new TCP connection for each POST. */
    | { readonly do: "newConnections" }
    /** Answers a connection request politely and does not come. */
    | { readonly do: "ignoreConnectionRequest" }
    /** Answers a connection request with 503. */
    | { readonly do: "busyConnectionRequest" }
  );

type Do = CpeBehaviour["do"];

/** When each deviation acts. */
const MOMENT: Readonly<Record<Do, readonly Moment[]>> = {
  fault: ["request"],
  silence: ["request"],
  drop: ["connect", "inform", "informed", "empty", "request"],
  loseAnswer: ["answer"],
  slow: ["request"],
  strain: ["answer"],
  stumble: ["answer"],
  emptyPostInstead: ["request", "answer"],
  badXml: ["answer"],
  wrongId: ["answer"],
  reboot: ["answer"],
  duplicateInform: ["informed", "request"],
  wrongOrder: ["inform"],
  noCookie: ["inform", "empty", "request", "answer"],
  newConnections: ["connect"],
  ignoreConnectionRequest: ["knock"],
  busyConnectionRequest: ["knock"],
};

export function fault(
  code: number,
  rpc?: string,
  more: { readonly parameter?: string; readonly times?: number } = {},
): CpeBehaviour {
  return { do: "fault", code, ...(rpc === undefined ? {} : { rpc }), ...more };
}

export function silence(rpc?: string, times?: number): CpeBehaviour {
  return { do: "silence", ...narrowed(rpc, times) };
}

export function drop(
  at: "connect" | "inform" | "informed" | "empty" | "request",
  rpc?: string,
  times?: number,
): CpeBehaviour {
  return { do: "drop", at, ...narrowed(rpc, times) };
}

export function loseAnswer(rpc?: string, times?: number): CpeBehaviour {
  return { do: "loseAnswer", ...narrowed(rpc, times) };
}

export function slow(ms: number, rpc?: string): CpeBehaviour {
  return { do: "slow", ms, ...narrowed(rpc) };
}

export function emptyPostInstead(rpc?: string, times?: number, executes?: true): CpeBehaviour {
  return { do: "emptyPostInstead", ...narrowed(rpc, times), ...(executes === undefined ? {} : { executes }) };
}

export function badXml(rpc?: string, times?: number): CpeBehaviour {
  return { do: "badXml", ...narrowed(rpc, times) };
}

/** `limit`: names of a request or parameters of an answer that it just bears. */
export function strain(
  limit: { readonly names?: number; readonly parameters?: number },
  by: number | "drop" = 9004,
  rpc?: string,
): CpeBehaviour {
  return { do: "strain", by, ...limit, ...narrowed(rpc) };
}

export function stumble(over: string, by = 9002, rpc = "GetParameterValues"): CpeBehaviour {
  return { do: "stumble", over, by, rpc };
}

export const noCookie: CpeBehaviour = { do: "noCookie" };
export const wrongOrder: CpeBehaviour = { do: "wrongOrder", times: 1 };
export const ignoreConnectionRequest: CpeBehaviour = { do: "ignoreConnectionRequest" };
export const duplicateInform: CpeBehaviour = { do: "duplicateInform", at: "informed", times: 1 };
export const rebootInSession: CpeBehaviour = { do: "reboot", times: 1 };

/** The deviations a device still has. */
export class Behaviours {
  #left: { readonly behaviour: CpeBehaviour; uses: number }[];

  constructor(behaviours: readonly CpeBehaviour[]) {
    this.#left = behaviours.map((behaviour) => ({ behaviour, uses: behaviour.times ?? Infinity }));
  }

  add(...behaviours: readonly CpeBehaviour[]): void {
    this.#left.push(...behaviours.map((behaviour) => ({ behaviour, uses: behaviour.times ?? Infinity })));
  }

  clear(): void {
    this.#left = [];
  }

  /** The deviation of this kind that acts now, used up by one; undefined when there is none. */
  take<D extends Do>(
    kind: D,
    moment: Moment,
    rpc?: string,
  ): Extract<CpeBehaviour, { readonly do: D }> | undefined {
    if (!MOMENT[kind].includes(moment)) return undefined;
    const found = this.#left.find(
      ({ behaviour, uses }) => behaviour.do === kind && uses > 0 && fits(behaviour, moment, rpc),
    );
    if (found === undefined) return undefined;
    found.uses--;
    return found.behaviour as Extract<CpeBehaviour, { readonly do: D }>;
  }
}

function fits(behaviour: CpeBehaviour, moment: Moment, rpc: string | undefined): boolean {
  if (behaviour.rpc !== undefined && rpc !== undefined && behaviour.rpc !== rpc) return false;
  if (behaviour.do === "drop" || behaviour.do === "duplicateInform") return behaviour.at === moment;
  if (behaviour.do === "emptyPostInstead")
    return moment === (behaviour.executes === true ? "answer" : "request");
  return true;
}

function narrowed(rpc?: string, times?: number): { rpc?: string; times?: number } {
  return { ...(rpc === undefined ? {} : { rpc }), ...(times === undefined ? {} : { times }) };
}
