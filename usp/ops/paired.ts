import type { PathFault } from "#core";

/**
 * The answer to each question: the one that names it, else, where an agent spells paths in its own way, the one that stands
 * at its place. No answer is given twice, none to a question that another one names. [TR-369 R-MSG.3]
 */
export function paired<T>(
  questions: readonly string[],
  answers: readonly T[],
  nameOf: (answer: T) => string,
): readonly (T | undefined)[] {
  const named = new Map<string, T[]>();
  for (const answer of answers) named.set(nameOf(answer), [...(named.get(nameOf(answer)) ?? []), answer]);
  const spelt = questions.map((question) => named.get(question)?.shift());
  if (answers.length !== questions.length) return spelt;
  const taken = new Set(spelt);
  return spelt.map((answer, i) => answer ?? (taken.has(answers[i]) ? undefined : answers[i]));
}

/** What is said of a path that the agent did not answer. */
export function leftOut(path: string): PathFault {
  return { path, code: "device.protocol", detail: "the agent left the path out of its answer" };
}

/** The path that most results are of. */
export function namedPath(answer: { readonly requestedPath: string }): string {
  return answer.requestedPath;
}
