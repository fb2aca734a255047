/** A deviation of a simulated agent. `message` narrows it to one request (`get`, `set`, `operate`, …), `times` to so many uses. */
export type AgentBehaviour = { readonly message?: string; readonly times?: number } &
  /** Answers with an Error message without executing. */
  (
    | { readonly do: "fault"; readonly code: number }
    /** Executes nothing and answers nothing. */
    | { readonly do: "silence" }
    /** Executes and answers nothing. */
    | { readonly do: "loseAnswer" }
    /** Waits before it executes. */
    | { readonly do: "slow"; readonly ms: number }
    /** Executes and cuts its connection to the broker before it answers. */
    | { readonly do: "drop" }
    /** Executes and answers twice. */
    | { readonly do: "duplicateAnswer" }
    /** Executes and answers with another msg_id. */
    | { readonly do: "wrongId" }
    /** Executes and answers with bytes that are no record. */
    | { readonly do: "badRecord" }
    /** Executes, loses power without an answer, and boots. */
    | { readonly do: "reboot" }
    /** Does not know paths that hold this text, as the reference agent does not know `~=` (7008) and `#` (7026). */
    | { readonly do: "refusePath"; readonly contains: string; readonly code: number }
    /** Sends each notification twice. */
    | { readonly do: "duplicateNotify" }
    /** Sends its messages without a Content Type. */
    | { readonly do: "noContentType" }
    /** Its Connect record tells the other MQTT version than its connection has. */
    | { readonly do: "connectVersion" }
    /** Its records are of another version of USP. */
    | { readonly do: "recordVersion"; readonly version: string }
    /** Takes no notice of NotifyResp, and so repeats what asks for one. */
    | { readonly do: "ignoreNotifyResp" }
    /** A record of its session is lost, is sent twice, or leaves after the next one; one that comes to it is lost. */
    | { readonly do: "loseRecord" }
    | { readonly do: "repeatRecord" }
    | { readonly do: "holdRecord" }
    | { readonly do: "missRecord" }
    /** Executes what a record of its session brings again when it comes again. */
    | { readonly do: "takeAgain" }
    /** Takes a record of its session at once although one before it is missing. */
    | { readonly do: "takeGaps" }
    /** Sends no record again: ends the session when it is asked for one by a record without payload. */
    | { readonly do: "refuseRepeat" }
    /** Ends its session at a record outside of it, and at one of another session that does not begin it. */
    | { readonly do: "strictSession" }
    /** Begins at once what it was asked for, and answers so much later: the end may overtake the answer. */
    | { readonly do: "lateAnswer"; readonly ms: number }
    /** Does not tell this: `OperationComplete`, or an event by its name. */
    | { readonly do: "untold"; readonly what: string }
    /** Goes on with a command for ever. */
    | { readonly do: "stall" }
    /** Refuses an image it has fetched. */
    | { readonly do: "badImage"; readonly status: "ValidationFailed" | "InstallationFailed" }
    /** An image does not come up: the old one runs again. */
    | { readonly do: "bootFailure" }
    /** Has an image and never starts it. */
    | { readonly do: "noStart" }
    /** Boot! says neither which command it comes from nor whether the firmware was updated. */
    | { readonly do: "plainBoot" }
    /** Fails a command with this code. */
    | { readonly do: "commandFault"; readonly code: number; readonly text: string }
    /** Fails the change of a deployment unit with this code. */
    | { readonly do: "unitFault"; readonly code: number }
    /** Writes the path of a Request row with a final dot, as the standard's example does. */
    | { readonly do: "dottedRequests" }
  );

type Do = AgentBehaviour["do"];

/** The deviations an agent still has. */
export class AgentBehaviours {
  #left: { readonly behaviour: AgentBehaviour; uses: number }[] = [];

  constructor(behaviours: readonly AgentBehaviour[]) {
    this.add(...behaviours);
  }

  add(...behaviours: readonly AgentBehaviour[]): void {
    this.#left.push(...behaviours.map((behaviour) => ({ behaviour, uses: behaviour.times ?? Infinity })));
  }

  clear(): void {
    this.#left = [];
  }

  /** The code a path is refused with. */
  refusal(path: string): number | undefined {
    for (const { behaviour } of this.#left) {
      if (behaviour.do === "refusePath" && path.includes(behaviour.contains)) return behaviour.code;
    }
    return undefined;
  }

  /** Whether it keeps this to itself; used up by one. */
  untold(what: string): boolean {
    const found = this.#left.find(
      ({ behaviour, uses }) => behaviour.do === "untold" && behaviour.what === what && uses > 0,
    );
    if (found !== undefined) found.uses--;
    return found !== undefined;
  }

  /** The deviation of this kind that acts now, used up by one. */
  take<D extends Do>(kind: D, message?: string): Extract<AgentBehaviour, { readonly do: D }> | undefined {
    const found = this.#left.find(
      ({ behaviour, uses }) =>
        behaviour.do === kind &&
        uses > 0 &&
        (behaviour.message === undefined || message === undefined || behaviour.message === message),
    );
    if (found === undefined) return undefined;
    found.uses--;
    return found.behaviour as Extract<AgentBehaviour, { readonly do: D }>;
  }
}

/** How the reference agent, built with its experimental sessions, deviates in them. */
export const REFERENCE_SESSIONS: readonly AgentBehaviour[] = [
  { do: "takeAgain" },
  { do: "takeGaps" },
  { do: "refuseRepeat" },
  { do: "strictSession" },
];

/** What the reference agent does not understand of the path grammar. */
export const REFERENCE_AGENT: readonly AgentBehaviour[] = [
  { do: "refusePath", contains: "~=", code: 7008 },
  { do: "refusePath", contains: "#", code: 7026 },
];
