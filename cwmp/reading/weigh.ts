import { genericPath } from "#core";

/** About how many parameters lie at or below a native name. */
export type Weigh = (name: string) => number;

/** Parameters below an object nobody knows. */
export const UNKNOWN = 16;

/**
 * `known`: paths a device is known to have, sorted; asked for when they are needed. `ofModel`: parameters below objects of its model, with `{i}`;
 * whichever is more counts.
 */
export function weigher(known: () => readonly string[], ofModel?: Readonly<Record<string, number>>): Weigh {
  let paths: readonly string[] | undefined;
  return (name) => {
    if (!name.endsWith(".")) return 1;
    paths ??= known();
    const own = firstFrom(paths, `${name}\uffff`) - firstFrom(paths, name);
    const theirs = ofModel === undefined ? 0 : (ofModel[genericPath(name)] ?? 0);
    return Math.max(own, theirs) || UNKNOWN;
  };
}

/** The place of the first path that is not before the text. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
