import { Fault } from "./fault.ts";
import type { Parameter } from "./parameter.ts";
import { formatPath, formatRelative } from "./path.format.ts";
import type { FollowStep, Path, RelativePath, Step, Term, WhereStep } from "./path.step.ts";
import { genericPath, objectSchemaOf, schemaOf } from "./schema.ts";
import { misfit, satisfies } from "./value.compare.ts";
import { listItems } from "./value.list.ts";
import type { ParameterTree } from "./tree.ts";

/**
 * What a path names on one device. `objects`: concrete paths, ending in a dot; for a parameter path the objects that
 * have it, for a command or event the objects it would run on. `parameters`: everything below the objects, or the named
 * parameters, or none for a command or event.
 *
 * `problem`: `unknown`, the path is not in the device's data model; `noInstance`, a row that it names by number or a
 * reference that it follows is not there. A search without a match has no problem and no objects.
 * [TR-369 R-GET.0] [TR-369 R-GET.1a] [TR-369 R-GET.1b] [TR-369 R-MSG.4a]
 */
export interface Selection {
  readonly objects: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly problem?: "unknown" | "noInstance";
}

/** The objects reached so far; `search`: they were searched for, so that none is no mistake. */
interface Reach {
  readonly objects: readonly string[];
  readonly search: boolean;
  readonly problem?: "unknown" | "noInstance";
}

/**
 * Resolves a path of the `instance` context. Throws `path.syntax` {path, offset, detail} when an operator or constant
 * does not fit the type of its parameter.
 */
export function select(path: Path, tree: ParameterTree): Selection {
  return selectConcrete(path, tree) ?? selectSteps(path, tree);
}

/** Whether a path may name any number of objects. An expression over a whole unique key is a search, too. [TR-369 R-MSG.4a] */
export function isSearch(path: Path): boolean {
  return path.steps.some(isSearchStep);
}

/**
 * Whether a path names at most one object: no wildcard, and every expression compares all parameters of a unique key
 * with `==`.
 */
export function isAddress(path: Path): boolean {
  let table = "";
  return path.steps.every((step) => {
    if (step.kind === "name") table += `${step.name}.`;
    else if (step.kind !== "follow") table += "{i}.";
    return step.kind === "where" ? isUniqueKey(table, step) : !isSearchStep(step);
  });
}

/** The common case, without building the objects of the tree: a parameter by name and number. */
function selectConcrete(path: Path, tree: ParameterTree): Selection | undefined {
  if (path.leaf?.kind !== "parameter" || !path.steps.every(isConcrete)) return undefined;
  const text = formatPath(path);
  const parameter = tree.get(text);
  if (parameter === undefined) return undefined;
  return { objects: [text.slice(0, -path.leaf.name.length)], parameters: [parameter] };
}

function selectSteps(path: Path, tree: ParameterTree): Selection {
  const reach = walk(path, tree);
  const selection = reach.problem === undefined ? finish(path, reach, tree) : failed(reach.problem);
  // What names nothing may be a row that is not there or a thing that cannot be: the model decides.
  const empty = selection.objects.length === 0 && selection.problem !== "unknown";
  return empty && !isSupported(path, tree) ? failed("unknown") : selection;
}

function failed(problem: "unknown" | "noInstance"): Selection {
  return { objects: [], parameters: [], problem };
}

function finish(path: Path, reach: Reach, tree: ParameterTree): Selection {
  const { leaf } = path;
  if (leaf === undefined)
    return { objects: reach.objects, parameters: reach.objects.flatMap((object) => tree.under(object)) };
  if (leaf.kind !== "parameter") return { objects: reach.objects, parameters: [] };
  const objects = [];
  const parameters = [];
  for (const object of reach.objects) {
    const parameter = tree.get(object + leaf.name);
    if (parameter === undefined) continue;
    objects.push(object);
    parameters.push(parameter);
  }
  return objects.length === 0 && reach.objects.length > 0 ? failed("unknown") : { objects, parameters };
}

function walk(path: Path, tree: ParameterTree): Reach {
  let reach: Reach = { objects: [""], search: false };
  for (const step of path.steps) {
    reach = advance(path, reach, step, tree);
    if (reach.problem !== undefined || reach.objects.length === 0) return reach;
  }
  return reach;
}

function advance(path: Path, reach: Reach, step: Step, tree: ParameterTree): Reach {
  switch (step.kind) {
    case "name":
      return named(reach, step.name, tree);
    case "instance":
      return numbered(reach, step.number, tree);
    case "any":
      return rowsOf(reach, tree);
    case "where":
      return filtered(path, reach, step, tree);
    case "follow":
      return followed(reach, step, tree);
    case "placeholder":
      throw new Fault("path.syntax", {
        path: path.text,
        offset: 0,
        detail: "{i} stands only in supported paths",
      });
  }
}

function named(reach: Reach, name: string, tree: ParameterTree): Reach {
  const objects = reach.objects
    .map((object) => `${object}${name}.`)
    .filter((object) => tree.hasObject(object) || isEmptyTable(object, tree));
  return objects.length === 0 ? { ...reach, objects, problem: "unknown" } : { ...reach, objects };
}

function numbered(reach: Reach, number: number, tree: ParameterTree): Reach {
  const objects = reach.objects.map((table) => `${table}${number}.`).filter((row) => tree.hasObject(row));
  if (objects.length > 0) return { ...reach, objects };
  if (!reach.objects.some((table) => isTable(table, tree))) return { ...reach, objects, problem: "unknown" };
  return reach.search ? { ...reach, objects } : { ...reach, objects, problem: "noInstance" };
}

function rowsOf(reach: Reach, tree: ParameterTree): Reach {
  const tables = reach.objects.filter((object) => isTable(object, tree));
  const objects = tables.flatMap((table) => tree.instances(table).map((number) => `${table}${number}.`));
  return tables.length === 0 ? { objects, search: true, problem: "unknown" } : { objects, search: true };
}

function filtered(path: Path, reach: Reach, step: WhereStep, tree: ParameterTree): Reach {
  const rows = rowsOf(reach, tree);
  if (rows.problem !== undefined) return rows;
  const sample = `${reach.objects[0] ?? ""}{i}.`;
  let objects = rows.objects;
  for (const term of step.terms) {
    if (!isKnownTerm(rows.objects, sample, term, tree)) return { ...rows, objects: [], problem: "unknown" };
    const standard = schemaOf(sample + formatRelative(term.param));
    if (standard !== undefined) refuseMisfit(path, term, misfit(standard.type, term.op, term.value));
    objects = objects.filter((row) =>
      parametersOf(row, term.param, tree).some((parameter) => holds(path, term, parameter)),
    );
  }
  return { ...rows, objects };
}

/** A term names something when a row has it, or when the standard has it; what lies behind a reference is not judged. */
function isKnownTerm(rows: readonly string[], sample: string, term: Term, tree: ParameterTree): boolean {
  if (term.param.some((step) => step.kind === "follow")) return true;
  const relative = formatRelative(term.param);
  if (schemaOf(sample + relative) !== undefined) return true;
  if (rows.length === 0) return objectSchemaOf(sample) === undefined;
  return rows.some((row) => tree.get(row + relative) !== undefined);
}

function holds(path: Path, term: Term, parameter: Parameter): boolean {
  refuseMisfit(path, term, misfit(parameter.type, term.op, term.value));
  const reference = schemaOf(parameter.path)?.reference !== undefined;
  // A secret reads empty: a search must not find out what it is.
  const value = parameter.secret === true ? "" : parameter.value;
  return satisfies(parameter.type, value, term.op, term.value, reference);
}

function refuseMisfit(path: Path, term: Term, detail: string | undefined): void {
  if (detail !== undefined) throw new Fault("path.syntax", { path: path.text, offset: term.offset, detail });
}

/** The parameters a relative path names below a row: one, or several where it follows a list of references. */
function parametersOf(row: string, param: RelativePath, tree: ParameterTree): readonly Parameter[] {
  let objects: readonly string[] = [row];
  for (const step of param.slice(0, -1))
    objects =
      step.kind === "name"
        ? objects.map((object) => `${object}${step.name}.`)
        : allTargets(objects, step, tree);
  const name = param.at(-1)?.name ?? "";
  return objects.map((object) => tree.get(object + name)).filter((parameter) => parameter !== undefined);
}

function followed(reach: Reach, step: FollowStep, tree: ParameterTree): Reach {
  const search = reach.search || step.item === "*";
  const known = reach.objects.some((object) => tree.get(object + step.name) !== undefined);
  if (!known) return { objects: [], search, problem: "unknown" };
  const objects = allTargets(reach.objects, step, tree);
  return objects.length === 0 && !search ? { objects, search, problem: "noInstance" } : { objects, search };
}

/** Each object once: references in a circle must not multiply the way. */
function allTargets(objects: readonly string[], step: FollowStep, tree: ParameterTree): string[] {
  return [...new Set(objects.flatMap((object) => targets(object, step, tree)))];
}

/** The objects a reference names and the device has; a reference without or with its final dot. */
function targets(object: string, step: FollowStep, tree: ParameterTree): string[] {
  const items = listItems(tree.get(object + step.name)?.value ?? "");
  const chosen = step.item === "*" ? items : items.slice(step.item - 1, step.item);
  return chosen
    .map((item) => (item.endsWith(".") ? item : `${item}.`))
    .filter((target) => tree.hasObject(target));
}

/** A table, whether it has rows or not. */
function isTable(object: string, tree: ParameterTree): boolean {
  return tree.instances(object).length > 0 || isEmptyTable(object, tree);
}

/** A table without rows leaves no parameter behind: its counter in the parent, or the standard, tells that it is one. */
function isEmptyTable(object: string, tree: ParameterTree): boolean {
  const parent = object.slice(0, object.lastIndexOf(".", object.length - 2) + 1);
  if (!tree.hasObject(parent)) return false;
  if (tree.get(`${object.slice(0, -1)}NumberOfEntries`) !== undefined) return true;
  return objectSchemaOf(`${genericPath(object)}{i}.`) !== undefined;
}

/**
 * Whether the device, or the standard below an object that the device has, knows what a path names: asked only when
 * nothing was found. Every selection by row counts as a wildcard, and what lies behind a reference is not judged.
 */
function isSupported(path: Path, tree: ParameterTree): boolean {
  if (path.steps.some((step) => step.kind === "follow")) return true;
  const steps = path.steps.map((step): Step => (step.kind === "name" ? step : { kind: "any" }));
  const widened = { ...path, steps };
  const reach = walk(widened, tree);
  if (reach.problem !== undefined) return false;
  if (reach.objects.length > 0) return finish(widened, reach, tree).problem === undefined;
  const generic = steps.map((step) => (step.kind === "name" ? `${step.name}.` : "{i}.")).join("");
  if (path.leaf?.kind === "parameter")
    return schemaOf(generic + path.leaf.name) !== undefined || isVendor(generic);
  return objectSchemaOf(generic) !== undefined || isVendor(generic);
}

/** What a vendor adds is in no standard: an empty table of his is believed. */
function isVendor(path: string): boolean {
  return path.includes(".X_");
}

function isUniqueKey(table: string, step: WhereStep): boolean {
  if (step.terms.some((term) => term.op !== "==" || term.param.length !== 1)) return false;
  const names = new Set(step.terms.map((term) => formatRelative(term.param)));
  return objectSchemaOf(table)?.uniqueKeys.some((key) => key.every((name) => names.has(name))) ?? false;
}

function isConcrete(step: Step): boolean {
  return step.kind === "name" || step.kind === "instance";
}

function isSearchStep(step: Step): boolean {
  return step.kind === "any" || step.kind === "where" || (step.kind === "follow" && step.item === "*");
}
