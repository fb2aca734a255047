import { askedOf, type Operate } from "./asked.ts";
import { commandRow } from "./command.table.ts";
import { command, type CommandState } from "./command.ts";
import { diagnostic, type DiagnosticState } from "./diagnostic.ts";
import { diagnosticRow } from "./diagnostic.table.ts";
import { leaf } from "./leaf.ts";
import type { OperationContext, StepMachine } from "./step.ts";

type OperateState = CommandState | DiagnosticState | null;

/** Commands: a diagnostic, an RPC, or a parameter that is written; which, the tables tell. */
export const operate: StepMachine<Operate, OperateState> = {
  start: (operation, context) => machineOf(operation, context).start(operation, context),
  step: (operation, state, answer, context) =>
    machineOf(operation, context).step(operation, state, answer, context),
};

function machineOf(operation: Operate, context: OperationContext): StepMachine<Operate, OperateState> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-assertion -- each machine is only ever handed the state it made itself
  return chosen(operation, context) as unknown as StepMachine<Operate, OperateState>;
}

function chosen(operation: Operate, context: OperationContext) {
  if (diagnosticRow(operation.command) !== undefined) return diagnostic;
  return commandRow(askedOf(operation, context).generic) === undefined ? leaf : command;
}
