import { SLICE, type NativeValue, type Sliced } from "#core";
import type { Answer, Call, OperationContext } from "../ops/step.ts";
import { naming, namesOf, namingAnswer, namingCall, type Naming } from "../reading/naming.ts";
import { paceFor } from "../reading/pace.ts";
import { readAnswer, readCall, readingOf, readValues, weighed, type Reading } from "../reading/reading.ts";
import { partsOf } from "./parts.ts";
import type { Discovered } from "./setup.ts";

/** The methods a device knows, then all its names, then all its values. JSON. */
export type Discovery =
  | { readonly phase: "methods" }
  | { readonly phase: "names"; readonly methods: readonly string[]; readonly naming: Naming }
  | {
      readonly phase: "values";
      readonly methods: readonly string[];
      readonly naming: Naming;
      readonly reading: Reading;
    };

export const UNDISCOVERED: Discovery = { phase: "methods" };

/** The next RPC; undefined: all is read. */
export function discoveryCall(state: Discovery): Call | undefined {
  switch (state.phase) {
    case "methods":
      return { rpc: "GetRPCMethods", args: {} };
    case "names":
      return namingCall(state.naming);
    case "values":
      return readCall(state.reading);
  }
}

/** Takes the answer to the current RPC. What a device does not tell is left out. */
export function discovered(state: Discovery, answer: Answer, context: OperationContext): Discovery {
  switch (state.phase) {
    case "methods": {
      const methods =
        answer.kind === "response" && answer.body.rpc === "GetRPCMethods" ? answer.body.args.MethodList : [];
      return toNames(methods, context);
    }
    case "names": {
      const next = { ...state, naming: namingAnswer(state.naming, answer) };
      return namingCall(next.naming) === undefined ? toValues(next, context) : next;
    }
    case "values":
      return { ...state, reading: readAnswer(state.reading, answer, context) };
  }
}

/** As devices of its make can tell their names: the whole tree at once, branch by branch, not at all. */
function toNames(methods: readonly string[], context: OperationContext): Discovery {
  const { attempt = 1, quirks } = context;
  const root = rootName(context);
  switch (quirks?.listNames) {
    case "never":
      return toValues({ phase: "names", methods, naming: naming([]) }, context);
    case "branches":
      return { phase: "names", methods, naming: naming([root], Math.max(2, attempt)) };
    case undefined:
      return { phase: "names", methods, naming: naming([root], attempt) };
  }
}

/** The forced parameters of the Inform already tell the root. */
export function rootName({ translation }: Pick<OperationContext, "translation">): string {
  return translation.exact ? "Device." : "InternetGatewayDevice.";
}

/** A CPE that cannot list its names still tells its values when the object itself is asked for. */
function toValues(state: Discovery & { phase: "names" }, context: OperationContext): Discovery {
  const root = rootName(context);
  const { limit } = paceFor(context.knowledge.memory, context.attempt ?? 1, context.model?.pace);
  const leaves = namesOf(state.naming)
    .map(([path]) => path)
    .filter((path) => path.startsWith(root) && !path.endsWith("."));
  const weigh = weighed(context);
  const unlisted = leaves.length === 0 ? [root] : state.naming.failed.map(([path]) => path);
  const listed = leaves.length === 0 ? [] : partsOf([...new Set(leaves)], root, limit);
  const wanted = [...listed, ...unlisted.map((path) => [path, weigh(path)] as const)];
  return { ...state, phase: "values", reading: readingOf(wanted, context) };
}

/** The device told values when it was read. */
export function tellsValues(state: Discovery): boolean {
  return state.phase === "values" && state.reading.told.some((values) => values.length > 0);
}

/** The native names that could not be read. */
export function unreadIn(state: Discovery): readonly string[] {
  return state.phase === "values" ? state.reading.failed.map(([name]) => name) : [];
}

/** The device as it was read, with what GetParameterNames told; what came with the Inform stays when a part could not be read. */
export function* foundBy(state: Discovery, context: OperationContext): Sliced<Discovered> {
  const named = new Map(state.phase === "values" ? namesOf(state.naming) : []);
  yield;
  const values = new Map<string, NativeValue>();
  const known = unreadIn(state).length > 0 ? context.knowledge.values.values() : [];
  const read = state.phase === "values" ? readValues(state.reading) : [];
  for (const source of [known, read])
    for (const value of source) {
      values.set(value.path, withAccess(value, named.get(value.path)));
      if (values.size % SLICE === 0) yield;
    }
  return {
    root: rootName(context),
    methods: state.phase === "methods" ? [] : state.methods,
    values,
    has: (path) => values.has(path) || named.has(path),
  };
}

function withAccess(native: NativeValue, writable: boolean | undefined): NativeValue {
  if (writable === undefined) return native;
  const { path, value, type, at } = native;
  return { path, value, type, at, writable };
}
