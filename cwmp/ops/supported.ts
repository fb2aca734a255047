import { asFault, onlyParts, parsePath, type NativeValue, type Operation, type PathFault } from "#core";
import { toldBy } from "../catalog/told.ts";
import { methodsOf } from "./commands.ts";
import { supportedBelow, supportedObjects } from "../supported.ts";
import { naming, namesOf, namingAnswer, namingCall, type Naming } from "../reading/naming.ts";
import { judged, unreadFault } from "./fault.ts";
import { end, send, withValues, type OperationContext, type Step, type StepMachine } from "./step.ts";

type GetSupportedDM = Extract<Operation, { type: "getSupportedDM" }>;

/**
 * GetParameterNames tells what there is and what can be written, the schema the rest. A mapped model is told from what is
 * known of it. [TR-069a6 A.3.2.3]
 */
export const getSupportedDM: StepMachine<GetSupportedDM, Naming> = {
  start(operation, context) {
    if (!context.translation.exact) return finish(operation, [], context);
    return proceed(operation, naming(["Device."], context.attempt), context);
  },
  step: (operation, state, answer, context) => proceed(operation, namingAnswer(state, answer), context),
};

function proceed(operation: GetSupportedDM, state: Naming, context: OperationContext): Step<Naming> {
  const call = namingCall(state);
  if (call !== undefined) return send(call, state);
  const leaves = namesOf(state).filter(([path]) => !path.endsWith("."));
  const [failed] = state.failed;
  if (leaves.length === 0 && failed !== undefined) {
    const { path: _path, ...problem } = unreadFault(...failed);
    return end({ state: "failed", problem });
  }
  const values = leaves.map(([path, writable]) => namedValue(path, writable, context));
  const told = { root: "Device.", named: namesOf(state), values, whole: failed === undefined };
  return { ...finish(operation, values, context), told: toldBy(told) };
}

/** A name as a value, for the view to tell its type; the value itself is not known by it. */
function namedValue(path: string, writable: boolean, context: OperationContext): NativeValue {
  const { value = "", type = "" } = context.knowledge.values.get(path) ?? {};
  return { path, value, type, writable, at: context.at };
}

function finish(
  operation: GetSupportedDM,
  named: readonly NativeValue[],
  context: OperationContext,
): Step<Naming> & { readonly do: "end" } {
  const view = context.translation.view(withValues(context.knowledge, named));
  const objects = supportedObjects(view, methodsOf(context.knowledge));
  const results = operation.paths.map((requestedPath) => {
    const fault = faultOf(requestedPath);
    if (fault !== undefined) return { requestedPath, objects: [], fault };
    const found = onlyParts(supportedBelow(objects, requestedPath, operation.firstLevelOnly), operation);
    if (found.length > 0) return { requestedPath, objects: found };
    return { requestedPath, objects: [], fault: { path: requestedPath, code: "path.unknown" as const } };
  });
  return end({ ...judged(results.map(({ fault }) => fault)), result: { type: "getSupportedDM", results } });
}

function faultOf(path: string): PathFault | undefined {
  try {
    return parsePath(path, "supported").leaf === undefined ? undefined : { path, code: "path.syntax" };
  } catch (error) {
    return { path, code: asFault(error).code };
  }
}
