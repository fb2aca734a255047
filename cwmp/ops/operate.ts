import { Fault, type Operation } from "#core";
import { TOLD_TO_RESET } from "../bootstrap.ts";
import { NO_ANSWER, problemOf } from "./fault.ts";
import { end, send, type Call, type OperationContext, type StepMachine } from "./step.ts";

type Operate = Extract<Operation, { type: "operate" }>;

/**
 * Commands. Accepted is succeeded: the boot that follows comes as an event of its own. Sent and unanswered is never sent
 * again: the device may have rebooted before it could answer.
 */
export const operate: StepMachine<Operate, null> = {
  start(operation, context) {
    const call = callOf(operation, context);
    if (context.reconcile) return end({ state: "unknownOutcome", problem: NO_ANSWER });
    return send(call, null);
  },
  step(operation, _state, answer) {
    const memory = operation.command === "Device.FactoryReset()" ? TOLD_TO_RESET : {};
    switch (answer.kind) {
      case "response":
        return end({
          state: "succeeded",
          memory,
          result: { type: "operate", results: [{ command: operation.command, output: {} }] },
        });
      case "fault":
        return end({ state: "failed", problem: problemOf(answer.fault) });
      case "silence":
        return end({ state: "unknownOutcome", memory, problem: NO_ANSWER });
    }
  },
};

/** The RPC of a command; commands without arguments whose leaf the device has are a write of `true` to it. */
function callOf(operation: Operate, context: OperationContext): Call {
  switch (operation.command) {
    case "Device.Reboot()":
      return { rpc: "Reboot", args: { CommandKey: context.commandKey } };
    case "Device.FactoryReset()":
      return { rpc: "FactoryReset", args: {} };
    default:
      return trigger(operation, context);
  }
}

function trigger(operation: Operate, context: OperationContext): Call {
  const leaf = operation.command.replace(/\(\)$/, "");
  const known = context.knowledge.values.get(leaf);
  if (known?.writable !== true || Object.keys(operation.input).length > 0)
    throw unsupported(operation.command);
  return {
    rpc: "SetParameterValues",
    args: {
      ParameterList: [{ Name: leaf, Value: { type: "boolean", value: "true" } }],
      ParameterKey: context.commandKey,
    },
  };
}

function unsupported(path: string): Fault {
  const detail = `${path} has no CWMP counterpart here`;
  return new Fault("operation.unsupported", {
    detail,
    errors: [{ path, code: "operation.unsupported", detail }],
  });
}
