import {
  Fault,
  ParameterTree,
  isNativePath,
  limitDepth,
  parsePath,
  select,
  type Knowledge,
  type Operation,
  type Parameter,
  type Path,
  type PathFault,
  type Sliced,
} from "#core";
import { parameterOf } from "../translation.identity.ts";
import { judged, pathFaultOf } from "./fault.ts";
import { goneAfter, readAnswer, readCall, reading, type Reading } from "./read.ts";
import { end, joining, send, type OperationContext, type Step, type StepMachine } from "./step.ts";

type Get = Extract<Operation, { type: "get" }>;

export interface GetState {
  readonly names: readonly string[];
  readonly reading: Reading;
}

/** Reads from the device, then answers each path out of the refreshed view. Reading again does no harm, so it never reconciles. */
export const get: StepMachine<Get, GetState> = {
  *start(operation, context) {
    yield* prepared(operation, context);
    const names = [...new Set(operation.paths.flatMap((path) => sourcesOf(path, context)))];
    return yield* proceed(operation, { names, reading: reading(names, context.parametersPerRpc) }, context);
  },
  *step(operation, state, answer, context) {
    const read = readAnswer(state.reading, answer, context);
    return yield* proceed(operation, { ...state, reading: read }, context);
  },
};

/** Makes what the paths need of what is known, in slices: the view for those that search. */
function* prepared(operation: Get, { translation, knowledge }: OperationContext): Sliced<void> {
  const paths = operation.paths.filter((path) => !isNativePath(path)).map(parsed);
  if (paths.some((path) => path !== undefined && !isPlain(path))) yield* translation.viewing(knowledge);
  else if (paths.length > 0) yield* translation.opening(knowledge);
}

function* proceed(operation: Get, state: GetState, context: OperationContext): Sliced<Step<GetState>> {
  const call = readCall(state.reading);
  if (call !== undefined) return send(call, state);
  yield* prepared(operation, context);
  const removed = goneAfter(state.names, state.reading, context.knowledge.values);
  const knowledge = yield* joining(context.knowledge, state.reading.values, removed);
  const memory = yield* context.translation.remembering(knowledge, false);
  const tree = ParameterTree.from(yield* context.translation.viewing(knowledge));
  const results: PathResult[] = [];
  for (const path of operation.paths) {
    if (path.endsWith(".")) yield* tree.indexing();
    results.push(
      isNativePath(path)
        ? nativeResult(path, operation.maxDepth, knowledge, state, context)
        : resultOf(path, operation.maxDepth, tree, state, context),
    );
    yield;
  }
  return end({
    ...judged(results.map(({ fault }) => fault)),
    values: state.reading.values,
    removed,
    ...(memory === undefined ? {} : { memory }),
    result: { type: "get", results },
  });
}

/** Native names that make a path fresh; none when the path cannot be read. */
export function sourcesOf(text: string, context: OperationContext): readonly string[] {
  // A device of the other data model has no such names.
  if (isNativePath(text)) return context.translation.exact ? [] : [text];
  const path = parsed(text);
  if (path === undefined) return [];
  return context.translation.sources(concretePaths(path, context), context.knowledge);
}

/**
 * The concrete TR-181 paths a path asks for. Search paths are resolved over the snapshot; when it knows nothing of them the
 * longest part without a search is read instead.
 */
function concretePaths(path: Path, context: OperationContext): readonly string[] {
  if (isPlain(path)) return [path.text];
  const { parameters, objects } = select(
    path,
    ParameterTree.from(context.translation.view(context.knowledge)),
  );
  if (parameters.length > 0) return parameters.map((parameter) => parameter.path);
  if (objects.length > 0) return objects;
  return [prefixOf(path)];
}

function isPlain(path: Path): boolean {
  return path.steps.every(({ kind }) => kind === "name" || kind === "instance");
}

/** `Device.WiFi.SSID.` of `Device.WiFi.SSID.*.Enable` */
function prefixOf(path: Path): string {
  let prefix = "";
  for (const step of path.steps) {
    if (step.kind === "name") prefix += `${step.name}.`;
    else if (step.kind === "instance") prefix += `${String(step.number)}.`;
    else break;
  }
  return prefix;
}

function parsed(text: string): Path | undefined {
  try {
    return parsePath(text);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

interface PathResult {
  readonly requestedPath: string;
  readonly items: readonly Parameter[];
  readonly fault?: PathFault;
}

function resultOf(
  requestedPath: string,
  maxDepth: number,
  tree: ParameterTree,
  state: GetState,
  context: OperationContext,
): PathResult {
  let path: Path;
  try {
    path = parsePath(requestedPath);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { detail } = error.facts;
    return {
      requestedPath,
      items: [],
      fault: { path: requestedPath, code: error.code, ...(detail === undefined ? {} : { detail }) },
    };
  }
  const selection = select(path, tree);
  const missing = new Map<string, PathFault>();
  for (const name of sourcesOf(requestedPath, context)) {
    const fault = faultOf(name, requestedPath, state.reading);
    if (fault !== undefined) missing.set(name, fault);
  }
  // What the device did not give is not answered out of the snapshot.
  const given = selection.parameters.filter(({ source }) => !isMissing(source.path, missing));
  const items = withinDepth(selection.objects, given, maxDepth);
  if (items.length > 0) return { requestedPath, items };
  const [fault] = missing.values();
  if (fault !== undefined) {
    const absent = fault.code === "path.unknown" && selection.problem === "noInstance";
    return { requestedPath, items, fault: absent ? { ...fault, code: "path.noInstance" } : fault };
  }
  // A search without matches is an answer, a path that names nothing is not. [TR-369 R-GET.1a]
  if (selection.problem === undefined || !isPlain(path)) return { requestedPath, items };
  const code = selection.problem === "noInstance" ? "path.noInstance" : "path.unknown";
  return { requestedPath, items, fault: { path: requestedPath, code } };
}

/** What the device calls by its own names, which no TR-181 name need stand for. */
function nativeResult(
  requestedPath: string,
  maxDepth: number,
  knowledge: Knowledge,
  { reading: read }: GetState,
  { translation }: OperationContext,
): PathResult {
  const failed = translation.exact ? undefined : faultOf(requestedPath, requestedPath, read);
  const below = requestedPath.endsWith(".");
  const items: Parameter[] = [];
  if (!translation.exact && failed === undefined)
    for (const native of knowledge.values.values())
      if (below ? native.path.startsWith(requestedPath) : native.path === requestedPath)
        items.push({ ...parameterOf(native), ...(translation.hides(native.path) ? { secret: true } : {}) });
  if (items.length > 0)
    return { requestedPath, items: below ? limitDepth(requestedPath, items, maxDepth) : items };
  return { requestedPath, items, fault: failed ?? { path: requestedPath, code: "path.unknown" } };
}

/** Why the device gave nothing for a name, or for the partial path it was read with; undefined: it gave what it has. */
function faultOf(name: string, path: string, { failed, unanswered }: Reading): PathFault | undefined {
  const refused =
    failed[name] ??
    failed[Object.keys(failed).find((one) => one.endsWith(".") && name.startsWith(one)) ?? ""];
  if (refused !== undefined) return pathFaultOf(path, refused.code, refused.message);
  if (!unanswered.includes(name)) return undefined;
  return { path, code: "device.protocol", detail: `the device left ${name} out of its answer` };
}

function isMissing(source: string, missing: ReadonlyMap<string, unknown>): boolean {
  if (missing.has(source)) return true;
  for (const name of missing.keys()) if (name.endsWith(".") && source.startsWith(name)) return true;
  return false;
}

function withinDepth(
  objects: readonly string[],
  parameters: readonly Parameter[],
  maxDepth: number,
): readonly Parameter[] {
  if (maxDepth === 0 || objects.length === 0) return parameters;
  return objects.flatMap((object) =>
    limitDepth(
      object,
      parameters.filter(({ path }) => path.startsWith(object)),
      maxDepth,
    ),
  );
}
