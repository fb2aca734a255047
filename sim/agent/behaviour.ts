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
    /** Sends each notification twice. */
    | { readonly do: "duplicateNotify" }
    /** Takes no notice of NotifyResp, and so repeats what asks for one. */
    | { readonly do: "ignoreNotifyResp" }
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
