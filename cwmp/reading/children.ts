import type { Answer } from "../ops/step.ts";

/** What a CPE tells of a name: an object ends in a dot. */
export type Named = readonly [path: string, writable: boolean];

/** The names in an answer; undefined when it is none to GetParameterNames. */
export function namesIn(answer: Answer): readonly Named[] | undefined {
  return answer.kind === "response" && answer.body.rpc === "GetParameterNames"
    ? answer.body.args.ParameterList.map(({ Name, Writable }) => [Name, Writable] as const)
    : undefined;
}

/** The direct children of an object among names: some CPEs tell all levels, or the object itself. */
export function childrenOf(object: string, names: readonly Named[]): readonly string[] {
  const children = new Set<string>();
  for (const [name] of names) {
    if (!name.startsWith(object) || name === object) continue;
    const dot = name.indexOf(".", object.length);
    children.add(dot < 0 ? name : name.slice(0, dot + 1));
  }
  return [...children];
}
