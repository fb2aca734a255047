const FIRST_MS = 250;
const LAST_MS = 30_000;

/** The wait before the n-th try (from 1): doubling, capped, and spread so that replicas do not come back as one. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
