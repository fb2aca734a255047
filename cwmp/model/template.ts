/** Root of every TR-098 path. */
export const ROOT = "InternetGatewayDevice.";

const NUMBER = /^[0-9]+$/;

export function isNumber(segment: string): boolean {
  return NUMBER.test(segment);
}

/** A path with its instance numbers or `{name}` variables replaced by `{}`. */
export function templateOf(path: string): string {
  return path.replaceAll(/(?<=\.|^)(?:[0-9]+|\{\w+\})(?=\.|$)/g, "{}");
}

/** Orders paths segment by segment; instance numbers as numbers, a prefix before what it begins. */
export function comparePaths(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === a.length && at === b.length) return 0;
  const start = at === 0 ? 0 : a.lastIndexOf(".", at - 1) + 1;
  const x = segmentAt(a, start);
  const y = segmentAt(b, start);
  if (isNumber(x) && isNumber(y) && Number(x) !== Number(y)) return Number(x) - Number(y);
  return x < y ? -1 : 1;
}

function segmentAt(path: string, start: number): string {
  const end = path.indexOf(".", start);
  return end < 0 ? path.slice(start) : path.slice(start, end);
}

/** `A.1.B.2.` gives `["A.", "A.1.", "A.1.B.", "A.1.B.2."]`: index = number of segments - 1. */
export function prefixesOf(object: string): string[] {
  const prefixes: string[] = [];
  for (let dot = object.indexOf("."); dot >= 0; dot = object.indexOf(".", dot + 1))
    prefixes.push(object.slice(0, dot + 1));
  return prefixes;
}

/** Number of segments of an object path (ends in a dot). */
export function depthOf(object: string): number {
  let depth = 0;
  for (let dot = object.indexOf("."); dot >= 0; dot = object.indexOf(".", dot + 1)) depth++;
  return depth;
}

/** The object a leaf stands in, with its dot; the empty string at the root. */
export function parentOf(leaf: string): string {
  return leaf.slice(0, leaf.lastIndexOf(".") + 1);
}
