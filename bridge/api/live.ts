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
} from "#core";
import { underNativeName } from "./native.ts";

/** What reading parameters needs of the rest of the bridge. */
export interface LiveParts {
  readonly clock: Clock;
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
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
  const known = async (): Promise<LiveAnswer> =>
    answer(paths, await parts.knowledge(device), parts.stacks(), query.depth);
  const before = await known();
  if (query.maxAge === undefined) return before;
  if (query.maxAge > 0 && isFresh(before, parts.clock.now() - query.maxAge * 1000)) return before;
  const { id, record } = await parts.read(device, query.paths, query);
  if (record === undefined) return { ...before, unreached: id };
  if (record.state !== "succeeded" && !namesNothing(record)) throw failure(record);
  return known();
}

/** The device answered, and has none of the paths: they are missing, and nothing went wrong. */
function namesNothing({ state, result }: OperationRecord): boolean {
  return (
    state === "failed" &&
    result?.type === "get" &&
    result.results.every(({ fault }) => fault?.code === "path.unknown" || fault?.code === "path.noInstance")
  );
}

/** The device's own names and spellings; a path that ends in a dot stands for everything below it. */
export function nativeParameters(knowledge: Knowledge, paths: readonly string[]): readonly NativeValue[] {
  const wanted = (path: string): boolean =>
    paths.some((text) => (text.endsWith(".") ? path.startsWith(text) : path === text));
  return [...knowledge.values.values()].filter(({ path }) => wanted(path));
}

/** The stack whose view of a device counts. */
export function stackOf(stacks: ReadonlyMap<Protocol, DeviceStack>, knowledge: Knowledge): DeviceStack {
  const stack = stacks.get(knowledge.protocol);
  if (stack === undefined)
    throw new Fault("operation.unsupported", { detail: "the device was not heard of over any protocol yet" });
  return stack;
}

/** The TR-181 tree of what is known of a device; empty for one that was announced and never came. */
export function treeOf(stacks: ReadonlyMap<Protocol, DeviceStack>, knowledge: Knowledge): ParameterTree {
  if (knowledge.values.size === 0) return ParameterTree.from([]);
  return ParameterTree.from(stackOf(stacks, knowledge).view(knowledge));
}

/** `paths`: those of the USP grammar, parsed, and native ones as they are. */
function answer(
  paths: readonly (Path | string)[],
  knowledge: Knowledge,
  stacks: ReadonlyMap<Protocol, DeviceStack>,
  depth: number,
): LiveAnswer {
  const tree = treeOf(stacks, knowledge);
  const items = new Map<string, Parameter>();
  const missing: PathFault[] = [];
  for (const path of paths) {
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
function isFresh({ items, missing }: LiveAnswer, since: number): boolean {
  return items.length > 0 && missing.length === 0 && items.every(({ at }) => at >= since);
}

function failure(record: OperationRecord): Fault {
  const problem = record.problem ?? { code: "device.fault" as const };
  return new Fault(problem.code, { ...problem, operation: record.id });
}
