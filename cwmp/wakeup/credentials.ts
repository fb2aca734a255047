import type { Json, Knowledge } from "#core";

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
  { memory, secrets }: Pick<Knowledge, "memory" | "secrets">,
  shared: readonly RingCredential[],
): readonly RingCredential[] {
  const own = ["", "Previous", "Bootstrap"].flatMap((which) => {
    const username = text(memory[`connectionRequestUsername${which}`]);
    const password = secrets[`connectionRequestPassword${which}`];
    return username === undefined || password === undefined ? [] : [{ username, password }];
  });
  const all = [...own, ...shared];
  const isNew = ({ username, password }: RingCredential, i: number): boolean =>
    i === all.findIndex((other) => other.username === username && other.password === password);
  return all.filter(isNew).slice(0, TRIED);
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
