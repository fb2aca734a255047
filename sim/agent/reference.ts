import { pattern } from "../tree/plan.ts";
import type { Tree } from "../tree/tree.ts";
import { resolve } from "./resolve.ts";
import type { ParamError, Setting } from "./setting.ts";

/**
 * What is wrong with the ReferenceList of a new subscription; the same paths are refused as by the reference agent:
 * the whole device for values (7005), what is no table or row (7018), what is no command or event (7026).
 */
export function subscriptionObjection(tree: Tree, settings: readonly Setting[]): ParamError | undefined {
  const value = (name: string) => settings.find(({ param }) => param === name)?.value ?? "";
  const type = value("NotifType");
  for (const item of itemsOf(value("ReferenceList"))) {
    const code = RULES[type]?.(tree, item);
    if (code !== undefined) return { param: "ReferenceList", code };
  }
  return undefined;
}

type Rule = (tree: Tree, item: string) => number | undefined;

const RULES: Readonly<Record<string, Rule>> = {
  ValueChange: (_, item) => (item === "Device." ? 7005 : /[!)]$/.test(item) ? 7026 : undefined),
  ObjectCreation: (tree, item) =>
    !item.endsWith(".") || item === "Device." || isSingle(tree, item) ? 7018 : undefined,
  ObjectDeletion: (tree, item) => (!item.endsWith(".") || isSingle(tree, item) ? 7018 : undefined),
  OperationComplete: (_, item) => (item === "Device." || item.endsWith("()") ? undefined : 7026),
  Event: (_, item) => (item === "Device." || item.endsWith("!") ? undefined : 7026),
};

function isSingle(tree: Tree, item: string): boolean {
  const model = pattern(item).replaceAll(/\.(?:\*|\[[^\]]*\])(?=\.)/g, ".{i}");
  return tree.plan.patterns.has(model) && !model.endsWith("{i}.") && !tree.plan.tables.has(`${model}{i}.`);
}

/** Whether an item of a ReferenceList names a concrete path: a parameter, a row, `…!` or `…()`. */
export function refersTo(tree: Tree, item: string, path: string): boolean {
  if (item.includes("[") || item.includes("+")) return resolvesTo(tree, item, path);
  const expression = item.replaceAll(/[.*+?^${}()|[\]\\]/g, (sign) => (sign === "*" ? "\\d+" : `\\${sign}`));
  return new RegExp(item.endsWith(".") ? `^${expression}` : `^${expression}$`).test(path);
}

function resolvesTo(tree: Tree, item: string, path: string): boolean {
  const found = resolve(tree, item, 7026);
  if ("code" in found) return false;
  const suffix =
    found.leaf === undefined ? undefined : { parameter: "", command: "()", event: "!" }[found.leaf.kind];
  return found.objects.some((object) =>
    suffix === undefined ? path.startsWith(object) : path === `${object}${found.leaf?.name ?? ""}${suffix}`,
  );
}

export function itemsOf(list: string): string[] {
  return list
    .split(/,(?![^[]*\])/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
