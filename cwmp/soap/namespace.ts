import type { Element } from "./element.ts";
import type { Warnings } from "./warnings.ts";

const CWMP = "urn:dslforum-org:cwmp-";
const NEWEST = "urn:dslforum-org:cwmp-1-2";
const OLDEST = "urn:dslforum-org:cwmp-1-0";

/** Texts of our own for what every CPE sends: a part of a document holds the whole document in memory. */
const KNOWN = new Map([0, 1, 2, 3, 4].map((minor) => [`${CWMP}1-${minor}`, `${CWMP}1-${minor}`]));

/** The CWMP namespace of a message: that of the method, else any that is declared on the way to it; empty if none. */
export function cwmpNamespace(envelope: Element, body: Element, method: Element, warnings: Warnings): string {
  const scope = [method, body, envelope];
  const own = method.prefix === "" ? "xmlns" : `xmlns:${method.prefix}`;
  const namespace =
    declaration(scope, (name, value) => name === own && value.startsWith(CWMP)) ??
    declaration(scope, (_, value) => value.startsWith(CWMP)) ??
    "";
  const known = KNOWN.get(namespace);
  if (known !== undefined) return known;
  if (!/^urn:dslforum-org:cwmp-1-\d+$/.test(namespace)) warnings.add("unknown CWMP namespace");
  return namespace;
}

function declaration(
  scope: readonly Element[],
  wanted: (name: string, value: string) => boolean,
): string | undefined {
  for (const { attributes } of scope) {
    for (let i = 0; i < attributes.length; i += 2) {
      const value = attributes[i + 1]!;
      if (wanted(attributes[i]!, value)) return value;
    }
  }
  return undefined;
}

/**
 * The namespace to answer in: the CPE's own when it is one of CWMP 1.x, the newest known one when it is another version, the
 * oldest when there was none.
 */
export function answerNamespace(namespace: string): string {
  if (/^urn:dslforum-org:cwmp-1-\d{1,3}$/.test(namespace)) return namespace;
  return namespace === "" ? OLDEST : NEWEST;
}
