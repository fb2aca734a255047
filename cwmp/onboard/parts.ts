import type { Wanted } from "../reading/queue.ts";

/** Partial paths that cover the tree, none with more than `limit` leaves; a subtree that is larger stands as its children. */
export function partsOf(leaves: readonly string[], root: string, limit: number): readonly Wanted[] {
  if (leaves.length <= limit) return [[root, leaves.length]];
  const children = new Map<string, string[]>();
  for (const leaf of leaves) {
    const dot = leaf.indexOf(".", root.length);
    const child = dot < 0 ? leaf : leaf.slice(0, dot + 1);
    const below = children.get(child);
    if (below === undefined) children.set(child, [leaf]);
    else below.push(leaf);
  }
  return [...children].flatMap(([child, below]) =>
    child.endsWith(".") ? partsOf(below, child, limit) : [[child, below.length] as const],
  );
}
