import type { SubscriptionProblem, SubscriptionsNote, SubscriptionStatus } from "#core";
import { isOf, wantedBy, type SubscriptionRow } from "./row.ts";

/** What became of a row on one device. `waiting`: the device was not set up since the row was changed. `at`: ms. */
export interface RowStatus {
  readonly state: "waiting" | SubscriptionStatus["state"];
  readonly at?: number;
  readonly problems: readonly (SubscriptionProblem & { readonly subscription: string })[];
}

/** The status of a row by what the device's stack noted. Pure. */
export function statusOf(row: SubscriptionRow, note: SubscriptionsNote | undefined): RowStatus {
  const items = note?.items.filter(({ id }) => isOf(row, id)) ?? [];
  const parts = wantedBy(row).map(({ id }) => items.find((item) => item.id === id));
  if (note === undefined || note.at < row.changedAt || parts.includes(undefined))
    return { state: "waiting", problems: [] };
  const problems = items.flatMap(({ id, problems: own }) =>
    own.map((problem) => ({ subscription: id, ...problem })),
  );
  return { state: together(items.map(({ state }) => state)), at: note.at, problems };
}

/** Of several parts: what all of them came to, else partial. */
function together(states: readonly SubscriptionStatus["state"][]): SubscriptionStatus["state"] {
  const [first = "applied"] = states;
  return states.every((state) => state === first) ? first : "partial";
}
