import { Fault, type Json, type Operation } from "#core";
import { startOperation, stepOperation } from "./ops/machines.ts";
import type { Answer, Call, OperationContext } from "./ops/step.ts";
import type { ResponseBody } from "./soap/message.ts";

/** No operation needs more RPCs than this to show what it does. */
const LONGEST = 50;

/**
 * The RPCs an operation would send, in order, to a device that answers each with plain success and holds what is known of it.
 * @throws Fault the operation is refused with before anything is sent
 */
export function rehearse(operation: Operation, context: OperationContext): readonly Json[] {
  const calls: Json[] = [];
  let instance = 0;
  let step = startOperation(operation, context);
  while (step.do === "send" && calls.length < LONGEST) {
    calls.push({ rpc: step.call.rpc, args: step.call.args as unknown as Json });
    instance++;
    step = stepOperation(operation, step.state, pretended(step.call, instance, context), context);
  }
  if (step.do === "end" && calls.length === 0 && step.outcome.state === "failed") {
    const { problem } = step.outcome;
    throw new Fault(problem.code, { ...problem });
  }
  return calls;
}

function pretended(call: Call, instance: number, context: OperationContext): Answer {
  return {
    kind: "response",
    body: { kind: "response", rpc: call.rpc, args: successOf(call, instance, context) } as ResponseBody,
  };
}

function successOf(call: Call, instance: number, context: OperationContext): Json {
  const { values } = context.knowledge;
  switch (call.rpc) {
    case "GetParameterValues":
      return {
        ParameterList: [...values.values()]
          .filter(({ path }) => call.args.ParameterNames.some((name) => isAt(path, name)))
          .map(({ path, value, type }) => ({ Name: path, Value: { type, value } })),
      };
    case "GetParameterNames":
      return {
        ParameterList: [...values.values()]
          .filter(({ path }) => path.startsWith(call.args.ParameterPath))
          .map(({ path, writable }) => ({ Name: path, Writable: writable ?? false })),
      };
    case "GetRPCMethods":
      return { MethodList: [] };
    case "AddObject":
      return { InstanceNumber: instance, Status: 0 };
    default:
      return { Status: 0 };
  }
}

function isAt(path: string, name: string): boolean {
  return path === name || (name.endsWith(".") && path.startsWith(name));
}
