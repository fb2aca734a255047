import {
  Fault,
  ParameterTree,
  isNativePath,
  limitDepth,
  parsePath,
  select,
  type Knowledge,
  type NativeValue,
  type Operation,
  type Outcome,
  type Parameter,
  type Path,
  type PathFault,
  type Sliced,
} from "#core";
import type { ModelEntry } from "../catalog/entry.ts";
import { telling } from "../catalog/told.ts";
import { rootName } from "../onboard/discover.ts";
import { parameterOf } from "../translation.identity.ts";
import { paceNote } from "../reading/pace.ts";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { goneAfter, verdictsOf, type Verdicts } from "../reading/verdicts.ts";
import { judged, unreadFault } from "./fault.ts";
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
    return yield* proceed(operation, { names, reading: reading(names, context) }, context);
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
  const values = readValues(state.reading);
  const verdicts = verdictsOf(state.reading);
  const removed = goneAfter(state.names, state.reading, context.knowledge.values);
  const knowledge = yield* joining(context.knowledge, values, removed);
  const memory = {
    ...(yield* context.translation.remembering(knowledge, false)),
    ...paceNote(state.reading.pace, knowledge.memory),
  };
  const tree = ParameterTree.from(yield* context.translation.viewing(knowledge));
  const results: PathResult[] = [];
  for (const path of operation.paths) {
    if (path.endsWith(".")) yield* tree.indexing();
    results.push(
      isNativePath(path)
        ? nativeResult(path, operation.maxDepth, knowledge, verdicts, context)
        : resultOf(path, operation.maxDepth, tree, verdicts, context),
    );
    yield;
  }
  const outcome: Outcome = {
    ...judged(results.map(({ fault }) => fault)),
    values,
    removed,
    ...(Object.keys(memory).length === 0 ? {} : { memory }),
    result: { type: "get", results },
  };
  return end(outcome, yield* othersIn(values, context));
}

/** Names that were not known of the device, for its model to have. */
function* othersIn(
  values: readonly NativeValue[],
  context: OperationContext,
): Sliced<ModelEntry | undefined> {
  const { values: known } = context.knowledge;
  const others = values.filter(({ path }) => !known.has(path));
  return others.length === 0
    ? undefined
    : yield* telling({ root: rootName(context), named: [], values: others, whole: false });
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
  readonly errors?: readonly PathFault[];
  readonly fault?: PathFault;
}

/** Parts of one path that are told as unread. */
const MOST_ERRORS = 100;

function resultOf(
  requestedPath: string,
  maxDepth: number,
  tree: ParameterTree,
  verdicts: Verdicts,
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
  const sources = sourcesOf(requestedPath, context);
  // What the device did not give is not answered out of the snapshot.
  const given = selection.parameters.filter(
    ({ source }) => verdicts.of(source.path) === undefined && !verdicts.isUnanswered(source.path),
  );
  const items = withinDepth(selection.objects, given, maxDepth);
  const errors = errorsOf(requestedPath, sources, verdicts, context);
  if (items.length > 0) return { requestedPath, items, ...(errors.length === 0 ? {} : { errors }) };
  const fault = faultOf(requestedPath, sources, verdicts) ?? errors[0];
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
  verdicts: Verdicts,
  context: OperationContext,
): PathResult {
  const { translation } = context;
  const failed = translation.exact ? undefined : faultOf(requestedPath, [requestedPath], verdicts);
  const below = requestedPath.endsWith(".");
  const items: Parameter[] = [];
  const errors = translation.exact ? [] : errorsOf(requestedPath, [requestedPath], verdicts, context);
  const given = (path: string): boolean => verdicts.of(path) === undefined && !verdicts.isUnanswered(path);
  if (!translation.exact && failed === undefined)
    for (const native of knowledge.values.values())
      if (
        (below ? native.path.startsWith(requestedPath) : native.path === requestedPath) &&
        given(native.path)
      )
        items.push({ ...parameterOf(native), ...(translation.hides(native.path) ? { secret: true } : {}) });
  if (items.length > 0)
    return {
      requestedPath,
      items: below ? limitDepth(requestedPath, items, maxDepth) : items,
      ...(errors.length === 0 ? {} : { errors }),
    };
  return { requestedPath, items, fault: failed ?? { path: requestedPath, code: "path.unknown" } };
}

/** Why the device gave nothing of a path, by the first of its native names that has none. */
function faultOf(path: string, names: readonly string[], verdicts: Verdicts): PathFault | undefined {
  for (const name of names) {
    const failure = verdicts.of(name);
    if (failure !== undefined) return unreadFault(path, failure);
    if (verdicts.isUnanswered(name)) return leftOut(path, name);
  }
  return undefined;
}

function leftOut(path: string, name: string): PathFault {
  return { path, code: "device.protocol", detail: `the device left ${name} out of its answer` };
}

/** The parts of a path that could not be read; by the device's own names where those are TR-181 names. */
function errorsOf(
  path: string,
  names: readonly string[],
  verdicts: Verdicts,
  { translation }: OperationContext,
): readonly PathFault[] {
  const errors: PathFault[] = [];
  for (const name of names)
    for (const [part, failure] of name.endsWith(".") ? verdicts.below(name) : []) {
      if (errors.length >= MOST_ERRORS) return errors;
      const message = translation.exact ? failure.message : `${part}: ${failure.message}`;
      errors.push(unreadFault(translation.exact ? part : path, { ...failure, message }));
    }
  return errors;
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
