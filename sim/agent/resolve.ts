import { parsePath, type Constant, type Path, type RelativePath, type Term } from "#core";
import { pattern } from "../tree/plan.ts";
import type { Tree } from "../tree/tree.ts";
import { uspFault, type UspFault } from "./fault.ts";

/** What a path names now. `objects` end in a dot; `leaf` is the parameter, command or event at its end. */
export interface Resolved {
  readonly objects: readonly string[];
  readonly leaf?: { readonly kind: "parameter" | "command" | "event"; readonly name: string };
  /** It searched: matching nothing is a success. */
  readonly search: boolean;
}

/** Resolves a path of the instantiated data model; 7008 syntax, 7026 not in the model, `absent` for a missing row. */
export function resolve(tree: Tree, text: string, absent: 7016 | 7026): Resolved | UspFault {
  const path = parsed(text);
  if (path === undefined) return uspFault(7008, text);
  let at: Walk = { objects: [tree.plan.root], model: tree.plan.root, search: false };
  for (const step of path.steps.slice(1)) {
    const next = walk(tree, at, step);
    if (typeof next === "number") return uspFault(next === 0 ? absent : next, text);
    at = next;
  }
  return {
    objects: [...new Set(at.objects)],
    search: at.search,
    ...(path.leaf === undefined ? {} : { leaf: path.leaf }),
  };
}

/** Where a path has come to. `model` is the place in the supported model, empty where a reference led to nothing. */
interface Walk {
  readonly objects: readonly string[];
  readonly model: string;
  readonly search: boolean;
}

/** One step on; 7008, 7026, or 0 for a row that is not there. */
function walk(tree: Tree, at: Walk, step: Path["steps"][number]): Walk | number {
  if (step.kind === "placeholder") return 7008;
  if (step.kind === "follow") {
    const objects = advance(tree, at, step);
    return { objects, model: pattern(objects[0] ?? ""), search: true };
  }
  const model = at.model === "" ? "" : `${at.model}${step.kind === "name" ? step.name : "{i}"}.`;
  if (model !== "" && !tree.plan.patterns.has(model)) return 7026;
  const objects = advance(tree, at, step);
  if (step.kind === "instance" && objects.length === 0 && !at.search) return 0;
  return { objects, model, search: at.search || step.kind === "any" || step.kind === "where" };
}

function advance(tree: Tree, at: Walk, step: SearchStep): string[] {
  return at.objects.flatMap((object) => below(tree, object, step)).filter((object) => tree.hasObject(object));
}

type SearchStep = Exclude<Path["steps"][number], { kind: "placeholder" }>;

function below(tree: Tree, object: string, step: SearchStep): string[] {
  switch (step.kind) {
    case "instance":
      return [`${object}${step.number}.`];
    case "name":
      return [`${object}${step.name}.`];
    case "any":
      return tree.instances(object).map((number) => `${object}${number}.`);
    case "where":
      return tree
        .instances(object)
        .map((number) => `${object}${number}.`)
        .filter((row) => step.terms.every((term) => holds(tree, row, term)));
    case "follow":
      return references(tree, object + step.name, step.item);
  }
}

/** The objects a reference parameter names; item 1 is the first. */
function references(tree: Tree, parameter: string, item: number | "*"): string[] {
  const items = tree
    .value(parameter)
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const chosen = item === "*" ? items : items.slice(item - 1, item);
  return chosen.map((text) => (text.endsWith(".") ? text : `${text}.`));
}

function holds(tree: Tree, row: string, term: Term): boolean {
  return parametersOf(tree, row, term.param).some((parameter) => {
    const leaf = tree.leaf(parameter);
    return leaf !== undefined && leaf.secret !== true && compare(tree.value(parameter), term);
  });
}

function parametersOf(tree: Tree, row: string, param: RelativePath): string[] {
  let objects = [row];
  for (const step of param.slice(0, -1)) {
    objects = objects.flatMap((object) =>
      step.kind === "name" ? [`${object}${step.name}.`] : references(tree, object + step.name, step.item),
    );
  }
  return objects.map((object) => object + (param.at(-1)?.name ?? ""));
}

function compare(value: string, { op, value: constant }: Term): boolean {
  if (op === "~=") return value.split(",").some((item) => item.trim() === textOf(constant));
  if (op === "==" || op === "!=") return equal(value, constant) === (op === "==");
  const [left, right] =
    constant.kind === "dateTime"
      ? [Date.parse(value), Date.parse(constant.text)]
      : [Number(value), Number(textOf(constant))];
  if (op === "<") return left < right;
  if (op === ">") return left > right;
  return op === "<=" ? left <= right : left >= right;
}

function equal(value: string, constant: Constant): boolean {
  if (constant.kind === "number") return value !== "" && Number(value) === Number(constant.text);
  if (constant.kind === "boolean") return (value === "true" || value === "1") === constant.value;
  if (constant.kind === "dateTime") return Date.parse(value) === Date.parse(constant.text);
  return value === constant.text;
}

function textOf(constant: Constant): string {
  return constant.kind === "boolean" ? String(constant.value) : constant.text;
}

function parsed(text: string): Path | undefined {
  try {
    return parsePath(text);
  } catch {
    return undefined;
  }
}
