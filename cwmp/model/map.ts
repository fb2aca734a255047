import { bind } from "./bind.ts";
import { compile } from "./compile.ts";
import { hides, unmapped, view } from "./forward.ts";
import { planSet } from "./inverse.ts";
import type { Mapping } from "./mapping.ts";
import type { VendorProfile } from "./profile.ts";
import { nativePaths, targetsOf } from "./reach.ts";
import { planAdd, planDelete } from "./rows.ts";
import { snapshotOf } from "./snapshot.ts";

/** The door of the data-model mapping TR-098 to TR-181, for the rest of the CWMP room. */
export type {
  AddPlan,
  Binding,
  DeletePlan,
  Derived,
  Mapping,
  NativeSetting,
  SetPlan,
  Unmapped,
  Values,
} from "./mapping.ts";
export type { VendorProfile } from "./profile.ts";

/** Compiles a rule set (some 10 ms); keep the result, one per vendor profile. */
export function createMapping(profile?: VendorProfile): Mapping {
  const set = compile(profile);
  return {
    bind: (values, previous) => bind(set, values, previous),
    view: (values, binding) => view(snapshotOf(set, values, binding)),
    unmapped: (values, binding) => unmapped(snapshotOf(set, values, binding)),
    nativePaths: (paths, values, binding) => nativePaths(paths, snapshotOf(set, values, binding)),
    targetsOf: (path, values, binding) => targetsOf(path, snapshotOf(set, values, binding)),
    hides: (path) => hides(path, set),
    planSet: (updates, values, binding) => planSet(updates, snapshotOf(set, values, binding)),
    planAdd: (object, values, binding) => planAdd(object, snapshotOf(set, values, binding)),
    planDelete: (path, values, binding) => planDelete(path, snapshotOf(set, values, binding)),
  };
}
