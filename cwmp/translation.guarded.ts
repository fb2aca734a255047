import { SLICE, whole, type Knowledge, type Parameter, type PathFault, type Sliced } from "#core";
import type { NativeSetting } from "./model/map.ts";
import { pathPatterns, type PathPatterns } from "./profile/paths.ts";
import type { Quirks } from "./profile/quirk.table.ts";
import type { RowPlan, Translation } from "./translation.ts";

const REASON = "the profile of its vendor says never to write it";

/** What devices of a make are never written. */
export function unwrittenOf({ neverWrite }: Quirks): PathPatterns | undefined {
  return neverWrite === undefined ? undefined : pathPatterns(neverWrite);
}

/** A translation that plans no write of the native parameters that must never be written. */
export function guarded(inner: Translation, unwritten: PathPatterns | undefined): Translation {
  return unwritten === undefined ? inner : without(inner, unwritten);
}

function without(inner: Translation, never: PathPatterns): Translation {
  const fits = ({ name }: NativeSetting): boolean => !never.covers(name);
  const refused = (settings: readonly NativeSetting[]): readonly PathFault[] =>
    settings
      .filter((setting) => !fits(setting))
      .flatMap(({ targets }) =>
        targets.map((path) => ({ path, code: "parameter.readOnly" as const, detail: REASON })),
      );
  function* viewing(knowledge: Knowledge): Sliced<readonly Parameter[]> {
    const shown: Parameter[] = [];
    for (const parameter of yield* inner.viewing(knowledge)) {
      const locked = parameter.writable && never.covers(parameter.source.path);
      shown.push(locked ? { ...parameter, writable: false } : parameter);
      if (shown.length % SLICE === 0) yield;
    }
    return shown;
  }
  return {
    ...inner,
    view: (knowledge) => whole(viewing(knowledge)),
    viewing,
    planSet: (updates, knowledge) => {
      const { settings, faults } = inner.planSet(updates, knowledge);
      return { settings: settings.filter(fits), faults: [...faults, ...refused(settings)] };
    },
    planAdd: (object, knowledge) => {
      const plan = inner.planAdd(object, knowledge);
      if (!plan.possible) return plan;
      const named = Object.keys(object.params);
      const refusals = refused(plan.row(1).settings);
      const leaves = new Set(refusals.map(({ path }) => path.slice(path.lastIndexOf(".") + 1)));
      const faults = named
        .filter((name) => leaves.has(name))
        .map((name): PathFault => ({ path: object.path + name, code: "parameter.readOnly", detail: REASON }));
      if (faults.some(({ path }) => (object.required ?? []).some((name) => path === object.path + name)))
        return { possible: false, faults };
      const row: Extract<RowPlan, { possible: true }>["row"] = (instance) => {
        const made = plan.row(instance);
        return { ...made, settings: made.settings.filter(fits) };
      };
      return { ...plan, faults: [...plan.faults, ...faults], row };
    },
  };
}
