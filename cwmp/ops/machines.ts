import { asFault, type Operation, type Outcome } from "#core";
import { add } from "./add.ts";
import { remove } from "./delete.ts";
import { get } from "./get.ts";
import { getInstances } from "./instances.ts";
import { native } from "./native.ts";
import { onboard } from "./onboard.ts";
import { operate } from "./operate.ts";
import { set } from "./set.ts";
import type { Answer, OperationContext, Step, StepMachine } from "./step.ts";
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
} as const satisfies Record<Operation["type"], unknown>;

/** The state of an operation in progress: JSON whose shape only its own machine knows. */
export type OperationProgress = unknown;

/** The first step of an operation. Never throws: what it is refused with becomes its outcome. */
export function startOperation(operation: Operation, context: OperationContext): Step<OperationProgress> {
  return guarded(() => machineOf(operation).start(operation, context));
}

/** The step after an answer. Never throws. */
export function stepOperation(
  operation: Operation,
  progress: OperationProgress,
  answer: Answer,
  context: OperationContext,
): Step<OperationProgress> {
  return guarded(() => machineOf(operation).step(operation, progress, answer, context));
}

function machineOf(operation: Operation): StepMachine<Operation, OperationProgress> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion -- each machine is only ever handed its own kind of operation and the state it made itself
  return MACHINES[operation.type] as unknown as StepMachine<Operation, OperationProgress>;
}

function guarded(run: () => Step<OperationProgress>): Step<OperationProgress> {
  try {
    return run();
  } catch (error) {
    const outcome: Outcome = { state: "failed", problem: asFault(error).problem() };
    return { do: "end", outcome };
  }
}
