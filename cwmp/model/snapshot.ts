import { bound } from "./bind.ts";
import type { RuleSet } from "./compile.ts";
import { draftsOf } from "./drafts.ts";
import { placeRows } from "./layout.ts";
import type { Binding, Values } from "./mapping.ts";
import type { DeviceView, Draft } from "./rule.ts";
import { ROOT } from "./template.ts";
import type { Layout } from "./placed.ts";

/** One device's values with the rows and leaves they make, before any value is computed. */
export interface Snapshot extends DeviceView {
  readonly set: RuleSet;
  readonly drafts: ReadonlyMap<string, Draft>;
}

export function snapshotOf(set: RuleSet, values: Values, binding: Binding): Snapshot {
  return snapshotAt(set, values, placeRows(set, values, bound(binding)));
}

export function snapshotAt(set: RuleSet, values: Values, layout: Layout): Snapshot {
  return {
    set,
    values,
    layout,
    model: set.model,
    drafts: draftsOf(set, values, layout),
    text: (path) => values.get(ROOT + path)?.value,
  };
}
