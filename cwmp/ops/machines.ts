import { asFault, whole, type Operation, type Outcome, type Sliced } from "#core";
import { add } from "./add.ts";
import { remove } from "./delete.ts";
import { get } from "./get.ts";
import { getInstances } from "./instances.ts";
import { native } from "./native.ts";
import { onboard } from "./onboard.ts";
import { operate } from "./operate.ts";
import { renew } from "./renew.ts";
import { set } from "./set.ts";
import type { Answer, Computed, OperationContext, Step, StepMachine } from "./step.ts";
import { subscribe } from "./subscribe.ts";
import { getSupportedDM } from "./supported.ts";

/** One step machine for each kind of operation. */
const MACHINES = {
  get,
  set,
  add,
  delete: remove,
  operate,
  getInstances,
  getSupportedDM,
  native,
  onboard,
  subscribe,
} as const satisfies Record<Operation["type"], unknown>;

/** The state of an operation in progress: JSON whose shape only its own machine knows. */
export type OperationProgress = unknown;

/** The first step of an operation. Never throws: what it is refused with becomes its outcome. */
export function startOperation(operation: Operation, context: OperationContext): Step<OperationProgress> {
  return whole(starting(operation, context));
}

/** The same in slices. */
export function starting(operation: Operation, context: OperationContext): Sliced<Step<OperationProgress>> {
  return guarded(operation, context, () => machineOf(operation).start(operation, context));
}

/** The step after an answer. Never throws. */
export function stepOperation(
  operation: Operation,
  progress: OperationProgress,
  answer: Answer,
  context: OperationContext,
): Step<OperationProgress> {
  return whole(stepping(operation, progress, answer, context));
}

/** The same in slices. */
export function stepping(
  operation: Operation,
  progress: OperationProgress,
  answer: Answer,
  context: OperationContext,
): Sliced<Step<OperationProgress>> {
  return guarded(operation, context, () => machineOf(operation).step(operation, progress, answer, context));
}

function machineOf(operation: Operation): StepMachine<Operation, OperationProgress> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion -- each machine is only ever handed its own kind of operation and the state it made itself
  return (isRenewal(operation) ? renew : MACHINES[operation.type]) as unknown as StepMachine<
    Operation,
    OperationProgress
  >;
}

function* guarded(
  operation: Operation,
  context: OperationContext,
  run: () => Computed<OperationProgress>,
): Sliced<Step<OperationProgress>> {
  try {
    const { knowledge, translation } = context;
    if (knowledge.values.size >= LARGE && LOOKS.has(operation.type)) yield* translation.viewing(knowledge);
    const step = run();
    return "do" in step ? step : yield* step;
  } catch (error) {
    const outcome: Outcome = { state: "failed", problem: asFault(error).problem() };
    return { do: "end", outcome };
  }
}

/** Parameters from which on a view is made in slices, before a machine asks for it. */
const LARGE = 1000;
/** Operations that look at the view of what was known before. */
const LOOKS: ReadonlySet<Operation["type"]> = new Set(["set", "add", "delete", "operate", "getInstances"]);

function isRenewal(operation: Operation): boolean {
  return operation.type === "onboard" && operation.only !== undefined;
}
