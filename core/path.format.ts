import type { Constant, FollowStep, Path, RelativePath, Step, Term } from "./path.step.ts";

/** The wire form of a path: what was read, without blanks around operators. [TR-369 R-ARC.9b] */
export function formatPath(path: Path): string {
  return path.steps.map((step) => `${formatStep(step)}.`).join("") + formatLeaf(path.leaf);
}

/** The object a path names, with `{i}` for every row however it is named; undefined when it follows a reference. */
export function objectPattern({ steps }: Path): string | undefined {
  if (steps.some(({ kind }) => kind === "follow")) return undefined;
  return steps.map((step) => (step.kind === "name" ? `${step.name}.` : "{i}.")).join("");
}

function formatStep(step: Step): string {
  switch (step.kind) {
    case "name":
      return step.name;
    case "instance":
      return String(step.number);
    case "any":
      return "*";
    case "where":
      return `[${step.terms.map(formatTerm).join("&&")}]`;
    case "follow":
      return formatFollow(step);
    case "placeholder":
      return "{i}";
  }
}

function formatLeaf(leaf: Path["leaf"]): string {
  if (leaf === undefined) return "";
  const marks = { parameter: "", command: "()", event: "!" } as const;
  return leaf.name + marks[leaf.kind];
}

/** `Ref#1+` and `Ref+` are the same; the short one is older and understood by every agent. */
function formatFollow(step: FollowStep): string {
  return step.item === 1 ? `${step.name}+` : `${step.name}#${step.item}+`;
}

function formatTerm(term: Term): string {
  return formatRelative(term.param) + term.op + formatConstant(term.value);
}

/** A parameter of an expression as it is written: `Recipient+.EndpointID`. */
export function formatRelative(param: RelativePath): string {
  return param.map((step) => (step.kind === "name" ? step.name : formatFollow(step))).join(".");
}

/** A constant as it is written in an expression. */
export function formatConstant(value: Constant): string {
  switch (value.kind) {
    case "string":
      return `"${value.text.replaceAll("%", "%25").replaceAll('"', "%22")}"`;
    case "boolean":
      return String(value.value);
    case "number":
    case "dateTime":
      return value.text;
  }
}
