import type { Make } from "#core";
import type { Overlay } from "../model/overlay.ts";
import { globHolds, weightOf } from "./glob.ts";
import type { Conditions, ProfileText } from "./profile.schema.ts";
import type { Quirks } from "./quirk.table.ts";

/** A profile with what it extends laid under it. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  /** The file it was read from. */
  readonly file: string;
  /** It came with the gateway; otherwise it is the operator's. */
  readonly shipped: boolean;
  readonly match: readonly Conditions[];
  readonly quirks: Quirks;
  readonly paths: ProfileText["paths"];
  /** What the mapping of TR-098 takes of it; undefined: nothing. */
  readonly overlay?: Overlay;
  readonly extends?: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly observed: ProfileText["observed"];
}

/** Every condition counts more than any text it is made of. */
const CONDITION = 1000;

/**
 * How closely a profile fits a make: the most specific of its conditions that hold; undefined: none does. More conditions
 * are closer, then more characters that stand for themselves.
 */
export function closeness({ match }: Pick<Profile, "match">, make: Make): number | undefined {
  let closest: number | undefined;
  for (const conditions of match) {
    const score = scoreOf(conditions, make);
    if (score !== undefined && (closest === undefined || score > closest)) closest = score;
  }
  return closest;
}

function scoreOf(conditions: Conditions, make: Make): number | undefined {
  let score = 0;
  for (const [field, patterns] of Object.entries(conditions)) {
    const told = make[field as keyof Make];
    if (told === undefined || patterns === undefined) return undefined;
    const weights = patterns.filter((pattern) => globHolds(pattern, told)).map(weightOf);
    if (weights.length === 0) return undefined;
    score += CONDITION + Math.max(...weights);
  }
  return score;
}

/** The closest profile; of equals the operator's, then the first by name. */
export function chosenFor(make: Make, profiles: readonly Profile[]): Profile | undefined {
  let chosen: Profile | undefined;
  let best = -1;
  for (const profile of profiles) {
    const score = closeness(profile, make);
    if (score === undefined || score < best) continue;
    if (score === best && chosen !== undefined && !precedes(profile, chosen)) continue;
    best = score;
    chosen = profile;
  }
  return chosen;
}

function precedes(a: Profile, b: Profile): boolean {
  return a.shipped === b.shipped ? a.name < b.name : !a.shipped;
}
