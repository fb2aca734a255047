import { Fault, type NativeValue, type Operation, type PathFault } from "#core";
import type { CwmpFault } from "../soap/message.ts";
import { RPC, isRpcName, type AcsRpc, type Request } from "../soap/rpc.table.ts";
import { keptValue } from "../secret.ts";
import { NO_ANSWER, pathFaultOf, problemOf } from "./fault.ts";
import { asJson } from "./json.ts";
import { end, send, type Answer, type Call, type OperationContext, type StepMachine } from "./step.ts";

type Native = Extract<Operation, { type: "native" }>;

/** Any one RPC of the table, as it is. The codec checks the arguments when it encodes them. */
export const native: StepMachine<Native, null> = {
  start(operation, context) {
    const rpc = acsRpc(operation.rpc);
    if (context.reconcile && RPC[rpc].effect === "writes")
      return end({ state: "unknownOutcome", problem: NO_ANSWER });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the codec refuses arguments that do not fit
    return send({ rpc, args: operation.args } as unknown as Call, null);
  },
  step(operation, _state, answer, context) {
    switch (answer.kind) {
      case "response":
        return end({
          state: "succeeded",
          values: secretsSet(operation, context),
          result: { type: "native", response: asJson(argsOf(answer, context)) },
        });
      case "fault":
        return end({ state: "failed", problem: problemOf(answer.fault, pathFaults(answer.fault)) });
      case "silence":
        return RPC[acsRpc(operation.rpc)].effect === "writes"
          ? end({ state: "unknownOutcome", problem: NO_ANSWER })
          : end({ state: "failed", problem: { code: "operation.unsupported" } });
    }
  },
};

/** Per parameter what the device has against it, with the paths it was asked with. */
function pathFaults({ parameters }: CwmpFault): readonly PathFault[] {
  return parameters.map(({ name, code, message }) => pathFaultOf(name, code, message));
}

/** What the device answered, without the secrets it may tell. */
function argsOf({ body }: Answer & { readonly kind: "response" }, { translation }: OperationContext) {
  if (body.rpc !== "GetParameterValues") return body.args;
  const { ParameterList } = body.args;
  return {
    ParameterList: ParameterList.map(({ Name, Value }) => ({
      Name,
      Value: { ...Value, value: keptValue(Name, Value, translation.hides) },
    })),
  };
}

/** The secrets that were written: no device tells them again. The codec has looked at the arguments. */
function secretsSet({ rpc, args }: Native, { at, translation }: OperationContext): readonly NativeValue[] {
  if (acsRpc(rpc) !== "SetParameterValues") return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const { ParameterList } = args as unknown as Request<"SetParameterValues">;
  return ParameterList.filter(({ Name }) => translation.hides(Name)).map(({ Name, Value }) => ({
    path: Name,
    value: Value.value,
    type: Value.type,
    at,
  }));
}

function acsRpc(name: string): AcsRpc {
  if (!isRpcName(name) || RPC[name].from === "cpe")
    throw new Fault("operation.unsupported", { detail: `${name} is not an RPC that an ACS can send` });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `from` was looked at
  return name as AcsRpc;
}
