import { Fault, type CredentialKind, type Operation, type Outcome } from "#core";
import { rootName } from "../onboard/discover.ts";
import { renewed, type ManagedState } from "../onboard/managed.ts";
import type { Discovered, SetupStep } from "../onboard/setup.ts";
import { NO_ANSWER, problemOf } from "./fault.ts";
import { end, type OperationContext, type Step, type StepMachine } from "./step.ts";

type Renewal = Extract<Operation, { type: "onboard" }>;

/**
 * New credentials of one kind, and nothing else. Safe to repeat: what was sent without an answer is sent again. It fails
 * when the device does not take them; then it keeps those it has.
 */
export const renew: StepMachine<Renewal, ManagedState> = {
  start(operation, context) {
    const kind = kindOf(operation);
    const found = knownOf(context);
    const first = renewed(kind).start(found, context);
    if (first.do === "done") throw new Fault("operation.unsupported", { detail: LACKING[kind] });
    return taken(first);
  },
  step: (operation, state, answer, context) =>
    taken(renewed(kindOf(operation)).step(state, answer, knownOf(context), context)),
};

const LACKING = {
  login: "the device has no user name and password that can be written, or the gateway gives none",
  connectionRequest: "the device takes no credentials of connection requests, or the gateway gives none",
  stun: "the device knows no STUN, or the gateway has no STUN server (CAUSEWAY_PUBLIC_STUN)",
} as const satisfies Record<CredentialKind, string>;

function kindOf({ only }: Renewal): CredentialKind {
  if (only === undefined) throw new Fault("internal", { detail: "an onboarding is no renewal" });
  return only;
}

/** As it was read last. Some devices leave passwords out of what they tell. */
function knownOf(context: OperationContext): Discovered {
  const { values } = context.knowledge;
  return {
    root: rootName(context),
    methods: [],
    values,
    has: (path) => values.has(path) || values.has(path.replace(/Password$/, "Username")),
  };
}

function taken(step: SetupStep<ManagedState>): Step<ManagedState> {
  if (step.do === "send") return step;
  const { summary, values = [], memory = {}, secrets = {}, events = [] } = step.outcome;
  const learned = { values, memory, secrets, events };
  const result = { type: "onboard", summary } as const;
  return end({ ...learned, ...endOf(step.outcome), result });
}

function endOf({ summary }: (SetupStep<ManagedState> & { do: "done" })["outcome"]) {
  const [refused] = summary["refused"] as readonly { readonly path: string; readonly code: number }[];
  if (refused !== undefined) {
    const problem = problemOf({ code: refused.code, message: "", parameters: [] });
    return { state: "failed", problem } as const;
  }
  if (summary["provisioning"] === "unknown") return { state: "unknownOutcome", problem: NO_ANSWER } as const;
  return { state: "succeeded" } as const satisfies Pick<Outcome, "state">;
}
