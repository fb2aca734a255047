import { asFault } from "#core";
import type { Adopted, Adoption, Newcomer } from "../state/adopt.ts";
import { identityText } from "../state/keys.ts";
import { problem, type RowProblem } from "./problem.table.ts";
import type { Row } from "./reader.ts";
import type { ReportEntry } from "./row.ts";

/** What became of some rows. */
export interface Taken {
  readonly outcomes: readonly Adoption[];
  /** In the order of the rows. */
  readonly entries: readonly ReportEntry[];
}

/** Rows that are taken in at the same time. */
const TOGETHER = 64;

/**
 * Takes in rows, several at a time; those that name the same device, or the same user name, one after the other. Faults of the
 * store end it: the rows are taken in once more.
 */
export async function takeIn(
  rows: readonly Row[],
  adopt: (newcomer: Newcomer, line: number) => Promise<Adopted>,
): Promise<Taken> {
  const results: { readonly outcome: Adoption; readonly entries: readonly ReportEntry[] }[] = [];
  const before = new Map<string, Promise<unknown>>();
  let next = 0;
  const one = async (row: Row): Promise<(typeof results)[number]> => {
    const { newcomer, line, problems } = row;
    if (newcomer === undefined)
      return { outcome: "refused", entries: problems.map((found) => entry(row, found)) };
    const { outcome, problem: left } = await adopted(newcomer, line, adopt);
    const found = left === undefined ? problems : [...problems, left];
    return { outcome, entries: found.map((about) => entry(row, about)) };
  };
  const worker = async (): Promise<void> => {
    while (next < rows.length) {
      const at = next++;
      const row = rows[at] as Row;
      const done = afterwards(before, row, () => one(row));
      try {
        results[at] = await done;
      } catch (error) {
        next = rows.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(TOGETHER, rows.length) }, worker));
  return {
    outcomes: results.map(({ outcome }) => outcome),
    entries: results.flatMap(({ entries }) => entries),
  };
}

async function adopted(
  newcomer: Newcomer,
  line: number,
  adopt: (newcomer: Newcomer, line: number) => Promise<Adopted>,
): Promise<{ readonly outcome: Adoption; readonly problem?: RowProblem }> {
  try {
    const { outcome, problem: left } = await adopt(newcomer, line);
    return { outcome, ...(left === undefined ? {} : { problem: problem(left) }) };
  } catch (error) {
    // More tags or attributes than a device may have, together with those it has.
    if (asFault(error).code !== "request.unprocessable") throw error;
    return { outcome: "refused", problem: problem("limits") };
  }
}

/** Does the work of a row once those before it that name its device have been done, and the first that has its user name. */
function afterwards<T>(
  before: Map<string, Promise<unknown>>,
  { newcomer }: Row,
  work: () => Promise<T>,
): Promise<T> {
  if (newcomer === undefined) return work();
  const names = newcomer.identities.map(identityText);
  const user = newcomer.credentials === undefined ? [] : [`user ${newcomer.credentials.username}`];
  const waits = [...names, ...user].map((name) => before.get(name) ?? Promise.resolve());
  const done = Promise.allSettled(waits).then(work);
  for (const name of names) before.set(name, done);
  for (const name of user) if (!before.has(name)) before.set(name, done);
  return done;
}

function entry({ line, newcomer }: Row, { code, column, detail }: RowProblem): ReportEntry {
  const [first] = newcomer?.identities ?? [];
  return {
    line,
    code,
    column,
    ...(first === undefined ? {} : { device: identityText(first) }),
    ...(detail === undefined ? {} : { detail }),
  };
}
