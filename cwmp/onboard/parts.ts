/**
 * Partial paths that cover the tree, packed so that no answer has many more than `limit` parameters: a subtree that is larger
 * is asked for by its own children.
 */
export function partsOf(
  leaves: readonly string[],
  root: string,
  limit: number,
): readonly (readonly string[])[] {
  const parts: { readonly names: string[]; size: number }[] = [];
  for (const [name, size] of subtrees(leaves, root, limit)) {
    const last = parts.at(-1);
    if (last !== undefined && last.size + size <= limit) {
      last.names.push(name);
      last.size += size;
    } else parts.push({ names: [name], size });
  }
  return parts.map(({ names }) => names);
}

function subtrees(
  leaves: readonly string[],
  prefix: string,
  limit: number,
): readonly (readonly [name: string, size: number])[] {
  const children = new Map<string, string[]>();
  for (const leaf of leaves) {
    const dot = leaf.indexOf(".", prefix.length);
    const child = dot < 0 ? leaf : leaf.slice(0, dot + 1);
    const below = children.get(child);
    if (below === undefined) children.set(child, [leaf]);
    else below.push(leaf);
  }
  return [...children].flatMap(([child, below]) =>
    below.length > limit && child.endsWith(".")
      ? subtrees(below, child, limit)
      : [[child, below.length] as const],
  );
}
