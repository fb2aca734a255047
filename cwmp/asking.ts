import type { Answer, Call } from "./ops/step.ts";
import { pathPatterns, type PathPatterns } from "./profile/paths.ts";
import type { Quirks } from "./profile/quirk.table.ts";

/** What devices of a make are never asked for. */
export function unreadOf({ neverRead }: Quirks): PathPatterns | undefined {
  return neverRead === undefined ? undefined : pathPatterns(neverRead);
}

/** What becomes of a GetParameterValues that must not be sent. */
export const NEVER_ASKED: Extract<Answer, { kind: "fault" }> = {
  kind: "fault",
  fault: {
    code: 0,
    message: "the profile of its vendor says never to ask the device for it",
    parameters: [],
  },
};

/**
 * A GetParameterValues without what a device must never be asked for: such names are left out, a partial path above one is
 * taken apart into what is known to lie below it. Undefined: nothing of it may be asked. Other calls go as they are.
 */
export function askable(call: Call, never: PathPatterns, known: Iterable<string>): Call | undefined {
  if (call.rpc !== "GetParameterValues") return call;
  const { ParameterNames: names } = call.args;
  if (!names.some((name) => never.covers(name) || (name.endsWith(".") && never.reaches(name)))) return call;
  const leaves = [...known];
  const kept = names.flatMap((name) => allowed(name, never, leaves));
  return kept.length === 0 ? undefined : { rpc: call.rpc, args: { ParameterNames: kept } };
}

/** The names of a reading that may be asked for, partial paths taken apart so that each of what they become can fail alone. */
export function askableNames(
  names: readonly string[],
  never: PathPatterns,
  known: Iterable<string>,
): { readonly names: readonly string[]; readonly never: readonly string[] } {
  const leaves = [...known];
  return {
    names: names.flatMap((name) => allowed(name, never, leaves)),
    never: names.filter((name) => never.covers(name)),
  };
}

function allowed(name: string, never: PathPatterns, leaves: readonly string[]): readonly string[] {
  if (never.covers(name)) return [];
  if (!name.endsWith(".") || !never.reaches(name)) return [name];
  const below = leaves.filter((leaf) => leaf.startsWith(name) && !leaf.endsWith("."));
  // Nothing is known of it: it cannot be taken apart.
  if (below.length === 0) return [name];
  const children = new Set(below.map((leaf) => leaf.slice(0, childEnd(leaf, name.length))));
  return [...children].flatMap((child) => allowed(child, never, below));
}

/** Where the next segment ends, with its dot when it is an object. */
function childEnd(leaf: string, from: number): number {
  const dot = leaf.indexOf(".", from);
  return dot < 0 ? leaf.length : dot + 1;
}
