import type { RingMemory } from "#core";

/**
 * The order in which methods are tried on a device. First those that were least often in vain since they last brought it;
 * among equals the one that brought it last, then as listed. One that fails once stands behind all others, and is first
 * again when they have failed as often.
 */
export function ordered(methods: readonly string[], { worked, inVain }: RingMemory): readonly string[] {
  const vain = (method: string): number => inVain[method] ?? 0;
  const last = (method: string): number => (method === worked ? 0 : 1);
  return methods.toSorted((a, b) => vain(a) - vain(b) || last(a) - last(b));
}
