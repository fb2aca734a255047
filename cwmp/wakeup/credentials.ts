import type { Knowledge } from "#core";
import { pairOf, pairsOf } from "../onboard/pair.ts";

/** A user name and password of connection requests. */
export interface RingCredential {
  readonly username: string;
  readonly password: string;
}

/** A device is not asked more often than this with one credential after the other. */
const TRIED = 4;

/**
 * What a device may take: what it was given last, what it had before (the set may not have run), what it came with, and
 * those that many devices share.
 */
export function ringCredentials(
  known: Pick<Knowledge, "memory" | "secrets">,
  shared: readonly RingCredential[],
): readonly RingCredential[] {
  const first = pairOf("connectionRequest", known, "Bootstrap");
  const all = [...pairsOf("connectionRequest", known), ...(first === undefined ? [] : [first]), ...shared];
  const isNew = ({ username, password }: RingCredential, i: number): boolean =>
    i === all.findIndex((other) => other.username === username && other.password === password);
  return all.filter(isNew).slice(0, TRIED);
}
