import { SLICE, genericPath, mapped, type JsonObject, type NativeValue, type Sliced } from "#core";
import { accessOf, isFar, type ModelEntry } from "../catalog/entry.ts";
import { telling } from "../catalog/told.ts";
import type { Answer, Call, OperationContext } from "../ops/step.ts";
import type { Named } from "../reading/children.ts";
import { weigher } from "../reading/weigh.ts";
import { naming, namesOf, namingAnswer, namingCall, type Naming } from "../reading/naming.ts";
import { paceFor, paceNote } from "../reading/pace.ts";
import { readAnswer, readCall, readingOf, readValues, weighed, type Reading } from "../reading/reading.ts";
import { partsOf } from "./parts.ts";
import type { Discovered } from "./setup.ts";

/**
 * The methods a device knows, then all its names, then all its values. Of a model that is known the names are not asked for,
 * only those that turn up beside it. JSON.
 */
export type Discovery =
  | { readonly phase: "methods" }
  | { readonly phase: "names"; readonly methods: readonly string[]; readonly naming: Naming }
  | (Read & { readonly phase: "values" })
  | (Read & { readonly phase: "others" });

interface Read {
  readonly methods: readonly string[];
  readonly naming: Naming;
  readonly reading: Reading;
  /** What can be written was told by others of its model. */
  readonly borrowed?: true;
}

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
    case "others":
      return namingCall(state.naming);
  }
}

/** Takes the answer to the current RPC. What a device does not tell is left out. */
export function* discovered(state: Discovery, answer: Answer, context: OperationContext): Sliced<Discovery> {
  switch (state.phase) {
    case "methods": {
      const methods =
        answer.kind === "response" && answer.body.rpc === "GetRPCMethods" ? answer.body.args.MethodList : [];
      return yield* toNames(methods, context);
    }
    case "names": {
      const next = { ...state, naming: namingAnswer(state.naming, answer) };
      yield;
      return namingCall(next.naming) === undefined ? yield* toValues(next, context) : next;
    }
    case "values": {
      const listed = namesOf(state.naming);
      const weigh = listed.length === 0 ? undefined : weigher(() => leavesIn(listed).toSorted());
      const next = { ...state, reading: readAnswer(state.reading, answer, context, weigh) };
      return readCall(next.reading) === undefined && next.borrowed === true
        ? yield* toOthers(next, context)
        : next;
    }
    case "others":
      return { ...state, naming: namingAnswer(state.naming, answer) };
  }
}

/** As devices of its make can tell their names: the whole tree at once, branch by branch, not at all. */
function* toNames(methods: readonly string[], context: OperationContext): Sliced<Discovery> {
  const { attempt = 1, quirks } = context;
  const root = rootName(context);
  // What must never be asked for is taken out of what the device itself lists.
  if (context.model?.entry.whole === true && context.unread === undefined)
    return { ...(yield* toValues({ phase: "names", methods, naming: naming([]) }, context)), borrowed: true };
  switch (quirks?.listNames) {
    case "never":
      return yield* toValues({ phase: "names", methods, naming: naming([]) }, context);
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
function* toValues(
  state: Discovery & { phase: "names" },
  context: OperationContext,
): Sliced<Read & { readonly phase: "values" }> {
  const root = rootName(context);
  const { limit } = paceFor(context.knowledge.memory, context.attempt ?? 1, context.model?.entry.pace);
  const listed = namesOf(state.naming);
  yield;
  const leaves = [...new Set(leavesIn(listed).filter((path) => path.startsWith(root)))];
  yield;
  const weigh = weighed(context);
  const unlisted = leaves.length === 0 ? [root] : state.naming.failed.map(([path]) => path);
  const parts = leaves.length === 0 ? [] : yield* partsOf(leaves, root, limit);
  const wanted = [...parts, ...unlisted.map((path) => [path, weigh(path)] as const)];
  return { ...state, phase: "values", reading: readingOf(wanted, context) };
}

function leavesIn(names: readonly Named[]): readonly string[] {
  return names.map(([path]) => path).filter((path) => !path.endsWith("."));
}

/** Objects with names that others of the model do not have: of so few each is listed, of more the whole tree is. */
const FEW = 4;

/** The names that the model does not have yet are asked for: what the device can write there is its own to say. */
function* toOthers(state: Read & { phase: "values" }, context: OperationContext): Sliced<Discovery> {
  const others = new Set<string>();
  // Rows of a table may differ: each name is listed where it is found first.
  const objects = new Set<string>();
  let seen = 0;
  for (const { path } of readValues(state.reading)) {
    if (++seen % SLICE === 0) yield;
    if (context.model?.trait(path) !== undefined) continue;
    const name = genericPath(path);
    if (others.has(name)) continue;
    others.add(name);
    objects.add(path.slice(0, path.lastIndexOf(".") + 1));
  }
  if (objects.size === 0) return state;
  const few = objects.size <= FEW;
  const listing = naming(few ? [...objects] : [rootName(context)], context.attempt, few);
  return { ...state, phase: "others", naming: listing };
}

/** What the device told that its model is to have; undefined: nothing new. */
export function* toldIn(state: Discovery, context: OperationContext): Sliced<ModelEntry | undefined> {
  if (state.phase === "methods" || state.phase === "names") return undefined;
  const { naming: listing, reading: read, borrowed } = state;
  const named = namesOf(listing);
  const values = readValues(read);
  const entry = context.model?.entry;
  const root = rootName(context);
  const like =
    entry !== undefined && !isFar(values.length, entry.weights[root]) && !isFar(read.pace.limit, entry.pace);
  if (borrowed === true && named.length === 0 && like) return undefined;
  const failed = listing.failed.length + read.failed.length;
  const whole = failed === 0 && values.length > 0;
  return yield* telling({ root, named, values, whole, pace: read.pace.limit });
}

/** The device told values when it was read. */
export function tellsValues(state: Discovery): boolean {
  return "reading" in state && state.reading.told.some((values) => values.length > 0);
}

/** The native names that could not be read. */
export function unreadIn(state: Discovery): readonly string[] {
  return "reading" in state ? state.reading.failed.map(([name]) => name) : [];
}

/** The note of how much the device bore at a time. */
export function paceIn(state: Discovery, { knowledge }: OperationContext): JsonObject {
  return ("reading" in state ? paceNote(state.reading.pace, knowledge.memory) : undefined) ?? {};
}

/** What can be written was told by others of its model alone. */
export function isBorrowed(state: Discovery): boolean {
  return "borrowed" in state && state.borrowed !== undefined;
}

/**
 * The device as it was read, with what GetParameterNames told; what came with the Inform stays when a part could not be read.
 * Of what others of its model told only what can be written counts here: they forbid nothing.
 */
export function* foundBy(state: Discovery, context: OperationContext): Sliced<Discovered> {
  const named = new Map("naming" in state ? namesOf(state.naming) : []);
  yield;
  const values = new Map<string, NativeValue>();
  const known = unreadIn(state).length > 0 ? context.knowledge.values.values() : [];
  const read = "reading" in state ? readValues(state.reading) : [];
  const model = isBorrowed(state) ? context.model : undefined;
  // Of names that only this device has, one row was listed for all.
  const others = new Map(
    model === undefined ? [] : [...named].map(([path, may]) => [genericPath(path), may]),
  );
  const writable = (path: string): boolean | undefined => {
    const own = named.get(path);
    if (own !== undefined || model === undefined) return own;
    const listed = others.size === 0 ? undefined : others.get(genericPath(path));
    return listed ?? (accessOf(model.trait(path)) === "w" ? true : undefined);
  };
  for (const source of [known, read])
    for (const value of source) {
      values.set(value.path, withAccess(value, writable(value.path)));
      if (values.size % SLICE === 0) yield;
    }
  return {
    root: rootName(context),
    methods: state.phase === "methods" ? [] : state.methods,
    values,
    has: (path) => values.has(path) || named.has(path),
  };
}

/** The values of a device whose model is known, with what its model cannot write. */
export function* withModel(
  values: readonly NativeValue[],
  { model }: OperationContext,
): Sliced<readonly NativeValue[]> {
  return yield* mapped(values, (value) =>
    value.writable === undefined && accessOf(model?.trait(value.path)) === "r"
      ? withAccess(value, false)
      : value,
  );
}

function withAccess(native: NativeValue, writable: boolean | undefined): NativeValue {
  if (writable === undefined) return native;
  const { path, value, type, at } = native;
  return { path, value, type, at, writable };
}
