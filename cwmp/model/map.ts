import { bind } from "./bind.ts";
import { compile } from "./compile.ts";
import { hides, unmapped, view } from "./forward.ts";
import { planSet } from "./inverse.ts";
import type { Binding, Derived, MappedDevice, Mapping, Values } from "./mapping.ts";
import type { VendorProfile } from "./profile.ts";
import { nativePaths, targetsOf } from "./reach.ts";
import { planAdd, planDelete } from "./rows.ts";
import { type Snapshot, snapshotAt, snapshotOf } from "./snapshot.ts";

/** The door of the data-model mapping TR-098 to TR-181, for the rest of the CWMP room. */
export type { Binding, Derived, MappedDevice, Mapping, NativeSetting, SetPlan, Values } from "./mapping.ts";
export type { VendorProfile } from "./profile.ts";

/** Compiles a rule set (some ten milliseconds); keep the result, one per vendor profile. */
export function createMapping(profile?: VendorProfile): Mapping {
  const set = compile(profile);
  const at = (values: Values, binding: Binding) => mapped(snapshotOf(set, values, binding), binding);
  return {
    open: (values, previous) => {
      const { binding, layout } = bind(set, values, previous);
      return mapped(snapshotAt(set, values, layout), binding);
    },
    bind: (values, previous) => bind(set, values, previous).binding,
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

function mapped(snapshot: Snapshot, binding: Binding): MappedDevice {
  let shown: readonly Derived[] | undefined;
  return {
    binding,
    view: () => (shown ??= view(snapshot)),
    unmapped: () => unmapped(snapshot),
    nativePaths: (paths) => nativePaths(paths, snapshot),
    targetsOf: (path) => targetsOf(path, snapshot),
    planSet: (updates) => planSet(updates, snapshot),
    planAdd: (object) => planAdd(object, snapshot),
    planDelete: (path) => planDelete(path, snapshot),
  };
}
