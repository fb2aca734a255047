import { whole, type Sliced } from "#core";
import { bound, numbering } from "./bind.ts";
import { compile, type RuleSet } from "./compile.ts";
import { hides, unmapped, viewing } from "./forward.ts";
import { planSet } from "./inverse.ts";
import { placing } from "./layout.ts";
import type { Binding, Derived, MappedDevice, Mapping, Values } from "./mapping.ts";
import type { Overlay } from "./overlay.ts";
import { nativePaths, targetsOf } from "./reach.ts";
import { planAdd, planDelete } from "./rows.ts";
import type { Layout } from "./placed.ts";
import { type Snapshot, snapshotting } from "./snapshot.ts";

/** The door of the data-model mapping TR-098 to TR-181, for the rest of the CWMP room. */
export type { Binding, Derived, MappedDevice, Mapping, NativeSetting, SetPlan, Values } from "./mapping.ts";
export type { Overlay } from "./overlay.ts";

/** Compiles a rule set (some ten milliseconds); keep the result, one per overlay. */
export function createMapping(overlay?: Overlay): Mapping {
  const set = compile(overlay);
  const at = (values: Values, binding: Binding) =>
    mapped(set, values, whole(placing(set, values, bound(binding))), binding);
  function* opening(values: Values, previous?: Binding): Sliced<MappedDevice> {
    const { binding, layout } = yield* numbering(set, values, previous);
    return mapped(set, values, layout, binding);
  }
  return {
    opening,
    bind: (values, previous) => whole(numbering(set, values, previous)).binding,
    hides: (path) => hides(path, set),
    view: (values, binding) => at(values, binding).view(),
    unmapped: (values, binding) => at(values, binding).unmapped(),
    nativePaths: (paths, values, binding) => at(values, binding).nativePaths(paths),
    targetsOf: (path, values, binding) => at(values, binding).targetsOf(path),
    planSet: (updates, values, binding) => at(values, binding).planSet(updates),
    planAdd: (object, values, binding) => at(values, binding).planAdd(object),
    planDelete: (path, values, binding) => at(values, binding).planDelete(path),
  };
}

/** Nothing is computed before it is asked for: most of what is opened is asked for one thing only. */
function mapped(set: RuleSet, values: Values, layout: Layout, binding: Binding): MappedDevice {
  let known: Snapshot | undefined;
  let shown: readonly Derived[] | undefined;
  function* snapshots(): Sliced<Snapshot> {
    known ??= yield* snapshotting(set, values, layout);
    return known;
  }
  function* shows(): Sliced<readonly Derived[]> {
    shown ??= yield* viewing(yield* snapshots());
    return shown;
  }
  const snapshot = (): Snapshot => whole(snapshots());
  return {
    binding,
    preparing: function* prepare() {
      yield* snapshots();
    },
    viewing: shows,
    view: () => whole(shows()),
    unmapped: () => unmapped(snapshot()),
    nativePaths: (paths) => nativePaths(paths, snapshot()),
    targetsOf: (path) => targetsOf(path, snapshot()),
    planSet: (updates) => planSet(updates, snapshot()),
    planAdd: (object) => planAdd(object, snapshot()),
    planDelete: (path) => planDelete(path, snapshot()),
  };
}
