/** One element of a document as the simulator reads it: names without prefix, nothing validated. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The root element of a document, or undefined when it is none. A small reader of its own, as devices have. */
export function readXml(document: string): Element | undefined {
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const stack: Open[] = [root];
  for (const token of document.matchAll(TOKEN)) {
    const [, cdata, close, open, attributes, empty, text] = token;
    const top = stack.at(-1) ?? root;
    if (text !== undefined) top.text += unescapeXml(text);
    else if (cdata !== undefined) top.text += cdata;
    else if (close !== undefined) {
      if (local(close) !== top.name) return undefined;
      stack.pop();
    } else if (open !== undefined) {
      const element: Open = {
        name: local(open),
        attributes: readAttributes(attributes ?? ""),
        children: [],
        text: "",
      };
      top.children.push(element);
      if (empty !== "/") stack.push(element);
    }
  }
  return stack.length === 1 ? root.children[0] : undefined;
}

/** The first element of that name at any depth. */
export function find(element: Element | undefined, name: string): Element | undefined {
  if (element === undefined || element.name === name) return element;
  for (const child of element.children) {
    const found = find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a direct child, or an empty string. */
export function textOf(element: Element | undefined, child: string): string {
  return element?.children.find(({ name }) => name === child)?.text ?? "";
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return NAMED[name ?? ""] ?? whole;
    },
  );
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[local(name)] = unescapeXml(double ?? single ?? "");
  }
  return attributes;
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
