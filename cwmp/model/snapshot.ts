import type { Sliced } from "#core";
import type { RuleSet } from "./compile.ts";
import { drafting } from "./drafts.ts";
import type { Values } from "./mapping.ts";
import type { DeviceView, Draft } from "./rule.ts";
import { ROOT } from "./template.ts";
import type { Layout } from "./placed.ts";

/** One device's values with the rows and leaves they make, before any value is computed. */
export interface Snapshot extends DeviceView {
  readonly set: RuleSet;
  readonly drafts: ReadonlyMap<string, Draft>;
}

export function* snapshotting(set: RuleSet, values: Values, layout: Layout): Sliced<Snapshot> {
  return {
    set,
    values,
    layout,
    model: set.model,
    drafts: yield* drafting(set, values, layout),
    text: (path) => values.get(ROOT + path)?.value,
  };
}
