import {
  type Clock,
  type DeviceId,
  type DeviceStack,
  Fault,
  isNativePath,
  type Knowledge,
  limitDepth,
  type NativeValue,
  type OperationId,
  type OperationRecord,
  type Parameter,
  ParameterTree,
  parsePath,
  type Path,
  type PathFault,
  type Protocol,
  select,
  type Selection,
  type Sliced,
  type Slicer,
  UNSLICED,
} from "#core";
import { underNativeName } from "./native.ts";

/** What reading parameters needs of the rest of the bridge. */
export interface LiveParts {
  readonly clock: Clock;
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
  /** Absent: nothing is sliced. */
  readonly slicer?: Slicer | undefined;
  knowledge(device: DeviceId): Promise<Knowledge>;
  /** Submits a live read and waits for its end; without `record` the device did not come in time. */
  read(
    device: DeviceId,
    paths: readonly string[],
    how: Pick<LiveQuery, "actor" | "waitMs" | "signal">,
  ): Promise<{ readonly id: OperationId; readonly record?: OperationRecord }>;
}

export interface LiveQuery {
  readonly paths: readonly string[];
  /** Seconds a value may be old; undefined = the snapshot answers whatever its age. */
  readonly maxAge: number | undefined;
  readonly depth: number;
  /** Who asks: the actor of the live read. */
  readonly actor: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

export interface LiveAnswer {
  readonly items: readonly Parameter[];
  readonly missing: readonly PathFault[];
  /** The live read that could not be finished in time: `items` are the last known ones. */
  readonly unreached?: OperationId;
}

/**
 * TR-181 parameters of a device from its snapshot, or from the device itself when the snapshot is older than `maxAge`.
 * One round trip to the device at most.
 */
export async function readParameters(
  parts: LiveParts,
  device: DeviceId,
  query: LiveQuery,
): Promise<LiveAnswer> {
  const paths = query.paths.map((text) => (isNativePath(text) ? text : parsePath(text)));
  const { slicer = UNSLICED } = parts;
  const known = (knowledge: Knowledge) =>
    slicer.run(answering(paths, knowledge, parts.stacks(), query.depth));
  return refreshed(parts, device, query, known, () => query.paths);
}

/** What one question found among what is known. */
interface Found {
  readonly items: readonly { readonly at: number }[];
  readonly missing: readonly PathFault[];
}

/** Asks what is known, or the device first when that is too old. `sources`: the paths to read then. */
async function refreshed<T extends Found>(
  parts: LiveParts,
  device: DeviceId,
  query: LiveQuery,
  known: (knowledge: Knowledge) => Promise<T>,
  sources: (knowledge: Knowledge) => readonly string[],
): Promise<T & { readonly unreached?: OperationId }> {
  const knowledge = await parts.knowledge(device);
  const { maxAge } = query;
  if (maxAge === undefined) return known(knowledge);
  // What is to be read anyway is not looked up before.
  if (maxAge > 0) {
    const before = await known(knowledge);
    if (isFresh(before, parts.clock.now() - maxAge * 1000)) return before;
  }
  // A device of the other data model has no such names, and need not be asked.
  const wanted = sources(knowledge).filter((path) => !isNativePath(path) || isNativePath(rootOf(knowledge)));
  if (wanted.length === 0) return known(knowledge);
  const { id, record } = await parts.read(device, wanted, query);
  if (record === undefined) return { ...(await known(knowledge)), unreached: id };
  if (record.state !== "succeeded" && !namesNothing(record)) throw failure(record);
  return known(await parts.knowledge(device));
}

export interface NativeAnswer {
  readonly protocol: Protocol;
  readonly items: readonly NativeValue[];
  readonly missing: readonly PathFault[];
  /** As in a `LiveAnswer`. */
  readonly unreached?: OperationId;
}

/** `Device.` alone stands for all of a device, whatever its root. */
const EVERYTHING = "Device.";

/** The device's own names and spellings, from the snapshot or from the device itself. */
export function readNative(parts: LiveParts, device: DeviceId, query: LiveQuery): Promise<NativeAnswer> {
  const everything = query.paths.length === 1 && query.paths[0] === EVERYTHING;
  const known = (knowledge: Knowledge): Promise<NativeAnswer> =>
    Promise.resolve({
      protocol: knowledge.protocol,
      ...(everything
        ? { items: [...knowledge.values.values()], missing: [] }
        : nativeParameters(knowledge, query.paths)),
    });
  const sources = (knowledge: Knowledge): readonly string[] =>
    everything ? [rootOf(knowledge)] : query.paths;
  return refreshed(parts, device, query, known, sources);
}

function rootOf({ values }: Knowledge): string {
  const [first = EVERYTHING] = values.keys();
  return first.slice(0, first.indexOf(".") + 1);
}

/** The device answered, and has none of the paths: they are missing, and nothing went wrong. */
function namesNothing({ state, result }: OperationRecord): boolean {
  return (
    state === "failed" &&
    result?.type === "get" &&
    result.results.every(({ fault }) => fault?.code === "path.unknown" || fault?.code === "path.noInstance")
  );
}

/** A path that ends in a dot stands for everything below it. */
function nativeParameters({ values }: Knowledge, paths: readonly string[]): Omit<NativeAnswer, "protocol"> {
  const found = new Set<string>();
  const items = [...values.values()].filter(({ path }) => {
    const hits = paths.filter((text) => (text.endsWith(".") ? path.startsWith(text) : path === text));
    for (const hit of hits) found.add(hit);
    return hits.length > 0;
  });
  const missing = paths
    .filter((path) => !found.has(path))
    .map((path) => ({ path, code: "path.unknown" as const }));
  return { items, missing };
}

/** The stack whose view of a device counts. */
export function stackOf(stacks: ReadonlyMap<Protocol, DeviceStack>, knowledge: Knowledge): DeviceStack {
  const stack = stacks.get(knowledge.protocol);
  if (stack === undefined)
    throw new Fault("operation.unsupported", { detail: "the device was not heard of over any protocol yet" });
  return stack;
}

/** The TR-181 tree of what is known of a device; empty for one that was announced and never came. */
export function treeOf(
  { stacks, slicer = UNSLICED }: Pick<LiveParts, "stacks" | "slicer">,
  knowledge: Knowledge,
): Promise<ParameterTree> {
  return slicer.run(treeing(stacks(), knowledge));
}

function* treeing(stacks: ReadonlyMap<Protocol, DeviceStack>, knowledge: Knowledge): Sliced<ParameterTree> {
  if (knowledge.values.size === 0) return ParameterTree.from([]);
  const stack = stackOf(stacks, knowledge);
  const view = stack.viewing === undefined ? stack.view(knowledge) : yield* stack.viewing(knowledge);
  return ParameterTree.from(view);
}

/** `paths`: those of the USP grammar, parsed, and native ones as they are. */
function* answering(
  paths: readonly (Path | string)[],
  knowledge: Knowledge,
  stacks: ReadonlyMap<Protocol, DeviceStack>,
  depth: number,
): Sliced<LiveAnswer> {
  const tree = yield* treeing(stacks, knowledge);
  // One parameter is found without the objects.
  if (paths.some((path) => typeof path !== "string" && path.leaf === undefined)) yield* tree.indexing();
  const items = new Map<string, Parameter>();
  const missing: PathFault[] = [];
  for (const path of paths) {
    yield;
    const { shown, problem } =
      typeof path === "string" ? natively(knowledge, path, depth) : selected(path, tree, depth);
    for (const parameter of shown) items.set(parameter.path, parameter);
    if (problem === undefined) continue;
    const code = problem === "unknown" ? "path.unknown" : "path.noInstance";
    missing.push({ path: typeof path === "string" ? path : path.text, code });
  }
  return { items: [...items.values()], missing };
}

interface Shown {
  readonly shown: readonly Parameter[];
  readonly problem?: Selection["problem"] | undefined;
}

function selected(path: Path, tree: ParameterTree, depth: number): Shown {
  const { objects, parameters, problem } = select(path, tree);
  const shown =
    depth === 0 || path.leaf !== undefined
      ? parameters
      : objects.flatMap((object) => limitDepth(object, parameters, depth));
  return { shown, problem };
}

function natively(knowledge: Knowledge, path: string, depth: number): Shown {
  const shown = underNativeName(knowledge, path);
  if (shown.length === 0) return { shown, problem: "unknown" };
  return { shown: path.endsWith(".") ? limitDepth(path, shown, depth) : shown };
}

/** Nothing known is not fresh: the device may have what the snapshot lacks. */
function isFresh({ items, missing }: Found, since: number): boolean {
  return items.length > 0 && missing.length === 0 && items.every(({ at }) => at >= since);
}

function failure(record: OperationRecord): Fault {
  const problem = record.problem ?? { code: "device.fault" as const };
  return new Fault(problem.code, { ...problem, operation: record.id });
}
