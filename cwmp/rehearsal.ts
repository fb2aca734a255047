import { Fault, type Json, type Operation } from "#core";
import { askable, NEVER_ASKED } from "./asking.ts";
import { startOperation, stepOperation } from "./ops/machines.ts";
import { asJson } from "./ops/json.ts";
import type { Answer, Call, OperationContext } from "./ops/step.ts";
import type { ResponseBody } from "./soap/message.ts";

const UNKNOWN_TIME = "0001-01-01T00:00:00Z";
/** No operation needs more RPCs than this to show what it does. */
const LONGEST = 50;

/**
 * The RPCs an operation would send, in order, to a device that answers each with plain success and holds what is known of it.
 * @throws Fault the operation is refused with before anything is sent
 */
export function rehearse(operation: Operation, facts: OperationContext): readonly Json[] {
  const context: OperationContext = { ...facts, rehearsed: true };
  const calls: Json[] = [];
  let instance = 0;
  let step = startOperation(operation, context);
  const run = (facing: OperationContext): void => {
    while (step.do === "send" && calls.length < LONGEST) {
      const call = permitted(step.call, facing);
      if (call !== undefined) calls.push({ rpc: call.rpc, args: asJson(call.args) });
      instance++;
      const answer = call === undefined ? NEVER_ASKED : pretended(call, instance, facing);
      step = stepOperation(operation, step.state, answer, facing);
    }
  };
  run(context);
  // What is read once the device says that it is ready belongs to the operation.
  if (
    step.do === "end" &&
    step.outcome.state === "pending" &&
    step.outcome.resume?.includes("ready") === true
  ) {
    const later: OperationContext = { ...context, reconcile: true, accepted: true };
    step = startOperation(operation, later);
    run(later);
  }
  if (step.do === "end" && calls.length === 0 && step.outcome.state === "failed") {
    const { problem } = step.outcome;
    throw new Fault(problem.code, { ...problem });
  }
  return calls;
}

function permitted(call: Call, { unread, knowledge }: OperationContext): Call | undefined {
  return unread === undefined ? call : askable(call, unread, knowledge.values.keys());
}

function pretended(call: Call, instance: number, context: OperationContext): Answer {
  const body = { kind: "response", rpc: call.rpc, args: successOf(call, instance, context) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments are of the RPC's own response
  return { kind: "response", body: body as ResponseBody };
}

function successOf(call: Call, instance: number, context: OperationContext): Json {
  const { values } = context.knowledge;
  if (call.rpc === "GetParameterValues")
    return {
      ParameterList: [...values.values()]
        .filter(({ path }) => call.args.ParameterNames.some((name) => isAt(path, name)))
        .map(({ path, value, type }) => ({ Name: path, Value: { type, value } })),
    };
  if (call.rpc === "GetParameterNames")
    return {
      ParameterList: [...values.values()]
        .filter(({ path }) => path.startsWith(call.args.ParameterPath))
        .map(({ path, writable }) => ({ Name: path, Writable: writable ?? false })),
    };
  if (call.rpc === "GetRPCMethods") return { MethodList: [] };
  // Begun, not done: what ends a transfer comes later.
  if (call.rpc === "Download" || call.rpc === "Upload")
    return { Status: 1, StartTime: UNKNOWN_TIME, CompleteTime: UNKNOWN_TIME };
  return call.rpc === "AddObject" ? { InstanceNumber: instance, Status: 0 } : { Status: 0 };
}

function isAt(path: string, name: string): boolean {
  return path === name || (name.endsWith(".") && path.startsWith(name));
}
