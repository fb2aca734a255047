import { Fault } from "#core";
import { askedOf, needed, unsupported, type Asked, type Operate } from "./asked.ts";
import { NO_ANSWER, problemOf } from "./fault.ts";
import { faultsOf, setCall } from "./set.ts";
import { end, send, type OperationContext, type StepMachine } from "./step.ts";
import type { NativeSetting } from "../model/map.ts";

/** Commands whose one argument CWMP has as a parameter of the same name. */
export const WRITES: Readonly<Record<string, string>> = {
  "Device.SoftwareModules.ExecutionUnit.{i}.SetRequestedState()": "RequestedState",
  "Device.SoftwareModules.ExecEnv.{i}.SetRunLevel()": "RequestedRunLevel",
};

/**
 * Commands that are a parameter in CWMP: the argument is written, or `true` into the leaf of the command's own name.
 * Accepted is succeeded.
 */
export const leaf: StepMachine<Operate, null> = {
  start(operation, context) {
    const settings = settingsOf(operation, context);
    if (context.reconcile) return end({ state: "unknownOutcome", problem: NO_ANSWER });
    return send(setCall(settings, context), null);
  },
  step(operation, _state, answer, context) {
    switch (answer.kind) {
      case "response": {
        const results = [{ command: operation.command, output: {} }];
        return end({ state: "succeeded", result: { type: "operate", results } });
      }
      case "fault": {
        const errors = faultsOf(answer.fault, settingsOf(operation, context));
        return end({ state: "failed", problem: problemOf(answer.fault, errors) });
      }
      case "silence":
        return end({ state: "unknownOutcome", problem: NO_ANSWER });
    }
  },
};

function settingsOf(operation: Operate, context: OperationContext): readonly NativeSetting[] {
  const asked = askedOf(operation, context);
  const argument = WRITES[asked.generic];
  const params = argument === undefined ? trigger(asked) : { [argument]: needed(asked, argument) };
  const { settings, faults } = context.translation.planSet(
    [{ path: asked.object, params }],
    context.knowledge,
  );
  const [fault] = faults;
  if (fault !== undefined && argument !== undefined && fault.code !== "path.unknown")
    throw new Fault(fault.code, { ...fault, errors: faults });
  if (fault !== undefined || settings.length === 0)
    throw unsupported(asked, `${asked.command} has no CWMP counterpart here`);
  return settings;
}

function trigger(asked: Asked): Readonly<Record<string, string>> {
  if (Object.keys(asked.input).length > 0 || !asked.name.endsWith("()"))
    throw unsupported(asked, `${asked.command} has no CWMP counterpart here`);
  return { [asked.name.slice(0, -2)]: "true" };
}
