import { SLICE, type NativeValue, type Sliced } from "#core";
import type { RuleSet } from "./compile.ts";
import type { Values } from "./mapping.ts";
import type { Draft, Rule } from "./rule.ts";
import { comparePaths, ROOT } from "./template.ts";
import type { Layout, NativeObject, Placed } from "./placed.ts";

interface OpenDraft {
  readonly target: string;
  rule: Rule;
  placed?: Placed;
  readonly sources: NativeValue[];
}

/** Which native leaves feed which TR-181 leaves, by TR-181 path. Nothing is computed yet. */
export function* drafting(set: RuleSet, values: Values, layout: Layout): Sliced<ReadonlyMap<string, Draft>> {
  const drafts = new Map<string, OpenDraft>();
  let object: NativeObject | undefined;
  let leaves: ReadonlyMap<string, readonly Rule[]> | undefined;
  let seen = 0;
  for (const native of values.values()) {
    if (++seen % SLICE === 0) yield;
    const cut = native.path.lastIndexOf(".") + 1;
    const parent = native.path.slice(ROOT.length, cut);
    if (object?.path !== parent) {
      object = layout.objects.get(parent);
      leaves = object === undefined ? undefined : set.bySource.get(object.template);
    }
    const rules = leaves?.get(native.path.slice(cut));
    if (object === undefined || rules === undefined) continue;
    for (const rule of rules) {
      if (rule.chosenBy === undefined || isChosen(rule.chosenBy, object, values))
        feed(drafts, rule, native, object, layout);
    }
  }
  for (const draft of drafts.values())
    if (draft.sources.length > 1) draft.sources.sort((a, b) => comparePaths(a.path, b.path));
  return drafts;
}

/** Whether an object is the one row of its table that counts. */
function isChosen(leaf: string, object: NativeObject, values: Values): boolean {
  const owner = object.prefixes.at(-3) ?? "";
  const wanted = leaf === "" ? undefined : values.get(ROOT + owner + leaf)?.value.trim();
  return object.path.endsWith(`.${wanted ?? "1"}.`);
}

function feed(
  drafts: Map<string, OpenDraft>,
  rule: Rule,
  native: NativeValue,
  object: NativeObject,
  layout: Layout,
): void {
  if (rule.row === undefined) {
    feedOne(drafts, rule.rest, rule, native);
    return;
  }
  for (const placed of placesOf(rule, rule.row, object, layout))
    feedOne(drafts, placed.target + rule.rest, rule, native, placed);
}

/** The TR-181 rows a source leaf in this object belongs to. */
function placesOf(rule: Rule, row: number, object: NativeObject, layout: Layout): readonly Placed[] {
  const prefix = rule.depth === 0 ? "" : (object.prefixes[rule.depth - 1] ?? "");
  if (!rule.scan) return layout.at(row, prefix);
  return layout.of(row).filter((placed) => placed.source.startsWith(prefix));
}

function feedOne(
  drafts: Map<string, OpenDraft>,
  target: string,
  rule: Rule,
  native: NativeValue,
  placed?: Placed,
): void {
  const draft = drafts.get(target);
  if (draft === undefined) {
    drafts.set(target, { target, rule, sources: [native], ...(placed === undefined ? {} : { placed }) });
    return;
  }
  if (rule.transform.gathers && draft.rule.via === rule.via) {
    if (comparePaths(native.path, draft.sources[0]?.path ?? "") < 0 && placed !== undefined)
      draft.placed = placed;
    draft.sources.push(native);
    return;
  }
  if (!wins(rule, native, draft)) return;
  draft.rule = rule;
  if (placed !== undefined) draft.placed = placed;
  draft.sources.splice(0, draft.sources.length, native);
}

/** The more specific object, then the rule that comes first, then the lower instance. */
function wins(rule: Rule, native: NativeValue, draft: OpenDraft): boolean {
  if (rule.rank !== draft.rule.rank) return rule.rank > draft.rule.rank;
  if (rule !== draft.rule) return rule.order < draft.rule.order;
  return comparePaths(native.path, draft.sources[0]?.path ?? "") < 0;
}
