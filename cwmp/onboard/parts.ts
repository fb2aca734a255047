import { SLICE, type Sliced } from "#core";
import type { Wanted } from "../reading/queue.ts";

/**
 * Partial paths that cover the tree, none with more than `limit` leaves; a subtree that is larger stands as its children. In
 * slices.
 */
export function* partsOf(leaves: readonly string[], root: string, limit: number): Sliced<readonly Wanted[]> {
  if (leaves.length <= limit) return [[root, leaves.length]];
  const children = new Map<string, string[]>();
  let seen = 0;
  for (const leaf of leaves) {
    if (++seen % SLICE === 0) yield;
    const dot = leaf.indexOf(".", root.length);
    const child = dot < 0 ? leaf : leaf.slice(0, dot + 1);
    const below = children.get(child);
    if (below === undefined) children.set(child, [leaf]);
    else below.push(leaf);
  }
  const parts: Wanted[] = [];
  for (const [child, below] of children)
    if (child.endsWith(".")) parts.push(...(yield* partsOf(below, child, limit)));
    else parts.push([child, below.length]);
  return parts;
}
