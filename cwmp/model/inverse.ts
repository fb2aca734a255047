import { asFault, checkValue, Fault, type ObjectUpdate, type PathFault, schemaOf, whole } from "#core";
import { Basket } from "./basket.ts";
import { isWritable } from "./forward.ts";
import type { SetPlan } from "./mapping.ts";
import type { Draft, Write } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";
import { synthesising } from "./synthesise.ts";
import { parentOf } from "./template.ts";

/** What a request wants of one parameter: canonical value, or why it cannot be had. */
type Wanted = { readonly draft: Draft; readonly value: string } | { readonly fault: PathFault };

/** One SetParameterValues for all updates; what is not possible is refused before the device is woken. */
export function planSet(updates: readonly ObjectUpdate[], snapshot: Snapshot): SetPlan {
  const wanted = new Map<string, Wanted>();
  for (const update of updates) {
    for (const [name, value] of Object.entries(update.params)) {
      const target = withDot(update.path) + name;
      const want = accept(target, value, snapshot);
      const earlier = wanted.get(target);
      wanted.set(target, earlier === undefined ? want : agreed(earlier, want, target));
    }
  }
  const values = new Map(
    [...wanted].flatMap(([target, want]) => ("draft" in want ? [[target, want.value] as const] : [])),
  );
  const basket = new Basket(snapshot.values, snapshot.model);
  const faults: PathFault[] = [];
  for (const [target, want] of wanted) {
    const fault =
      "fault" in want
        ? want.fault
        : attempt(target, () => basket.add(target, writesOf(want.draft, want.value, values, snapshot)));
    if (fault !== undefined) faults.push(fault);
  }
  return { settings: basket.settings(), faults };
}

export function withDot(path: string): string {
  return path.endsWith(".") ? path : `${path}.`;
}

function accept(target: string, text: string, snapshot: Snapshot): Wanted {
  const draft = snapshot.drafts.get(target);
  if (draft === undefined) return { fault: missing(target, snapshot) };
  if (!isWritable(draft, snapshot)) return { fault: { path: target, code: "parameter.readOnly" } };
  let value = "";
  const fault = attempt(target, () => {
    value = checkValue(draft.rule.schema, text);
  });
  return fault === undefined ? { draft, value } : { fault };
}

/** A parameter named twice must be given the same value. */
function agreed(earlier: Wanted, later: Wanted, path: string): Wanted {
  if ("fault" in earlier) return earlier;
  if ("fault" in later || later.value === earlier.value) return later;
  return { fault: { path, code: "parameter.conflict", detail: "the request gives it two values" } };
}

function missing(path: string, snapshot: Snapshot): PathFault {
  if (schemaOf(path) === undefined) return { path, code: "path.unknown" };
  if (whole(synthesising(snapshot)).some((made) => made.path === path))
    return { path, code: "parameter.readOnly" };
  return { path, code: "path.unknown", detail: "this device has no counterpart of it" };
}

function writesOf(
  draft: Draft,
  value: string,
  values: ReadonlyMap<string, string>,
  snapshot: Snapshot,
): readonly Write[] {
  onlyOneKey(draft.target, values);
  return (
    draft.rule.transform.write?.(value, draft, { ...snapshot, wanted: (target) => values.get(target) }) ?? []
  );
}

/** PreSharedKey and KeyPassphrase are two forms of one key: the device would keep the last one it reads. */
function onlyOneKey(target: string, values: ReadonlyMap<string, string>): void {
  if (target.endsWith(".Security.KeyPassphrase") && values.has(`${parentOf(target)}PreSharedKey`)) {
    throw new Fault("parameter.conflict", {
      detail: "PreSharedKey and KeyPassphrase are one key; write one of them",
    });
  }
}

/** Runs a step of one parameter; its fault as a row of the result. */
export function attempt(path: string, step: () => void): PathFault | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    const { code, facts } = asFault(error);
    return { path, code, ...(facts.detail === undefined ? {} : { detail: facts.detail }) };
  }
}
