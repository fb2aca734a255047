import { asFault, parsePath, type NativeValue, type Operation, type PathFault } from "#core";
import { methodsOf } from "./commands.ts";
import { supportedBelow, supportedObjects } from "../supported.ts";
import { judged, pathFaultOf } from "./fault.ts";
import { end, send, withValues, type OperationContext, type Step, type StepMachine } from "./step.ts";

type GetSupportedDM = Extract<Operation, { type: "getSupportedDM" }>;

/**
 * GetParameterNames tells what there is and what can be written, the schema the rest. A mapped model is told from what is
 * known of it. [TR-069a6 A.3.2.3]
 */
export const getSupportedDM: StepMachine<GetSupportedDM, null> = {
  start(operation, context) {
    if (!context.translation.exact) return finish(operation, [], context);
    return send({ rpc: "GetParameterNames", args: { ParameterPath: "Device.", NextLevel: false } }, null);
  },
  step(operation, _state, answer, context) {
    if (answer.kind === "response" && answer.body.rpc === "GetParameterNames") {
      const named = answer.body.args.ParameterList.filter(({ Name }) => !Name.endsWith(".")).map(
        ({ Name, Writable }) => namedValue(Name, Writable, context),
      );
      return finish(operation, named, context);
    }
    const code = answer.kind === "fault" ? answer.fault.code : 9000;
    const message = answer.kind === "fault" ? answer.fault.message : "";
    const { path: _path, ...problem } = pathFaultOf("Device.", code, message);
    return end({ state: "failed", problem });
  },
};

/** A name as a value, for the view to tell its type; the value itself is not known by it. */
function namedValue(path: string, writable: boolean, context: OperationContext): NativeValue {
  const { value = "", type = "" } = context.knowledge.values.get(path) ?? {};
  return { path, value, type, writable, at: context.at };
}

function finish(
  operation: GetSupportedDM,
  named: readonly NativeValue[],
  context: OperationContext,
): Step<null> {
  const view = context.translation.view(withValues(context.knowledge, named));
  const objects = supportedObjects(view, methodsOf(context.knowledge));
  const results = operation.paths.map((requestedPath) => {
    const fault = faultOf(requestedPath);
    if (fault !== undefined) return { requestedPath, objects: [], fault };
    const found = supportedBelow(objects, requestedPath, operation.firstLevelOnly);
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
