/** One XML element as the scanner found it. Names are plain data: nothing is ever keyed by them. */
export interface Element {
  /** Local name. */
  readonly name: string;
  /** Prefix as written; empty when there was none. */
  readonly prefix: string;
  /** Qualified name and value in turn: `["xsi:type", "xsd:string", …]`. */
  readonly attributes: readonly string[];
  readonly children: readonly Element[];
  /** The element's own character data. Beside child elements, stretches of mere white space are left out. */
  readonly text: string;
}

/** The value of the first attribute with this local name, whatever its prefix. */
export function attribute(element: Element, name: string): string | undefined {
  const { attributes } = element;
  for (let i = 0; i < attributes.length; i += 2) {
    const qname = attributes[i]!;
    const rest = qname.length - name.length;
    if (qname.endsWith(name) && (rest === 0 || qname.charCodeAt(rest - 1) === 58)) return attributes[i + 1];
  }
  return undefined;
}

/** The first child with this local name. */
export function child(element: Element, name: string): Element | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** A qualified name without its prefix. */
export function local(qname: string): string {
  return qname.slice(qname.indexOf(":") + 1);
}
