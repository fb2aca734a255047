import type { Proof } from "#core";

/** How much a proof is worth against another one's of the same endpoint: none, one that several share, its own. */
export type Rank = 0 | 1 | 2;

export function rankOf(proof: Proof | undefined): Rank {
  if (proof === undefined || proof.kind === "none") return 0;
  if (proof.kind === "password") return proof.generation === "group" ? 1 : 2;
  return proof.kind === "certificate" && proof.of === "group" ? 1 : 2;
}
