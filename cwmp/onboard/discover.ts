import { SLICE, type NativeValue, type Sliced } from "#core";
import { readAnswer, readCall, reading, type Reading } from "../ops/read.ts";
import type { Answer, Call, OperationContext } from "../ops/step.ts";
import { partsOf } from "./parts.ts";
import type { Discovered } from "./setup.ts";

/** The methods a device knows, then all its names, then all its values. JSON. */
export interface Discovery {
  readonly phase: "methods" | "names" | "values";
  readonly methods: readonly string[];
  readonly named: readonly (readonly [path: string, writable: boolean])[];
  /** Present: the tree is listed branch by branch. The one that is being listed, the root first, and those after it. */
  readonly branches?: readonly [now: string, ...later: readonly string[]];
  readonly reading?: Reading;
}

export const UNDISCOVERED: Discovery = { phase: "methods", methods: [], named: [] };

/** The next RPC; undefined: all is read. */
export function discoveryCall(state: Discovery, context: OperationContext): Call | undefined {
  switch (state.phase) {
    case "methods":
      return { rpc: "GetRPCMethods", args: {} };
    case "names":
      return namesCall(state, rootName(context));
    case "values":
      return state.reading === undefined ? undefined : readCall(state.reading);
  }
}

/** Takes the answer to the current RPC. What a device does not tell is left out. */
export function discovered(state: Discovery, answer: Answer, context: OperationContext): Discovery {
  switch (state.phase) {
    case "methods": {
      const methods =
        answer.kind === "response" && answer.body.rpc === "GetRPCMethods" ? answer.body.args.MethodList : [];
      return toNames({ ...state, methods }, context);
    }
    case "names":
      return listed(state, namesIn(answer), context);
    case "values": {
      const read = state.reading;
      return read === undefined ? state : { ...state, reading: readAnswer(read, answer, context) };
    }
  }
}

function namesCall({ branches }: Discovery, root: string): Call {
  const [path] = branches ?? [root];
  return {
    rpc: "GetParameterNames",
    args: { ParameterPath: path, NextLevel: branches !== undefined && path === root },
  };
}

/** As devices of its make can tell their names: the whole tree at once, branch by branch, not at all. */
function toNames(state: Discovery, context: OperationContext): Discovery {
  switch (context.quirks?.listNames) {
    case "never":
      return toValues(state, context);
    case "branches":
      return { ...state, phase: "names", branches: [rootName(context)] };
    case undefined:
      return { ...state, phase: "names" };
  }
}

function listed(state: Discovery, list: Discovery["named"], context: OperationContext): Discovery {
  const { branches } = state;
  if (branches === undefined) return toValues({ ...state, named: list }, context);
  // The first list is of the branches themselves, each further one of what is in one of them.
  const [now, ...later] = branches;
  const isRoot = now === rootName(context);
  const all = [...state.named, ...(isRoot ? list.filter(([path]) => !path.endsWith(".")) : list)];
  const [next, ...rest] = isRoot ? list.map(([path]) => path).filter((path) => path.endsWith(".")) : later;
  if (next === undefined) return toValues({ ...state, named: all }, context);
  return { ...state, named: all, branches: [next, ...rest] };
}

/** The forced parameters of the Inform already tell the root. */
export function rootName({ translation }: OperationContext): string {
  return translation.exact ? "Device." : "InternetGatewayDevice.";
}

function namesIn(answer: Answer): Discovery["named"] {
  return answer.kind === "response" && answer.body.rpc === "GetParameterNames"
    ? answer.body.args.ParameterList.map(({ Name, Writable }) => [Name, Writable] as const)
    : [];
}

/** A CPE that cannot list its names still tells its values when the root itself is asked for. */
function toValues(state: Discovery, context: OperationContext): Discovery {
  const leaves = state.named.map(([path]) => path).filter((path) => !path.endsWith("."));
  const root = rootName(context);
  const parts = leaves.length === 0 ? [[root]] : partsOf(leaves, root, context.parametersPerRpc);
  return { ...state, phase: "values", reading: { ...reading([], 1), batches: parts } };
}

/** The native names that could not be read. */
export function unreadIn({ reading: read }: Discovery): readonly string[] {
  return Object.keys(read?.failed ?? {});
}

/** The device as it was read, with what GetParameterNames told; what came with the Inform stays when a part could not be read. */
export function* foundBy(state: Discovery, context: OperationContext): Sliced<Discovered> {
  const named = new Map(state.named);
  yield;
  const values = new Map<string, NativeValue>();
  const known = unreadIn(state).length > 0 ? context.knowledge.values.values() : [];
  for (const source of [known, state.reading?.values ?? []])
    for (const value of source) {
      values.set(value.path, withAccess(value, named.get(value.path)));
      if (values.size % SLICE === 0) yield;
    }
  return {
    root: rootName(context),
    methods: state.methods,
    values,
    has: (path) => values.has(path) || named.has(path),
  };
}

function withAccess(native: NativeValue, writable: boolean | undefined): NativeValue {
  if (writable === undefined) return native;
  const { path, value, type, at } = native;
  return { path, value, type, at, writable };
}
