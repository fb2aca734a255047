import { isUtf8 } from "node:buffer";
import { SLICE_BYTES, type Sliced } from "#core";
import { CAPS, type Caps } from "./caps.ts";
import type { Element } from "./element.ts";
import { cleanText, resolveAttribute, resolveText } from "./text.ts";
import type { Warnings } from "./warnings.ts";
import { xmlFault } from "./xmlfault.ts";

const NONE: never[] = [];
const [BANG, QUOTE, AMP, APOS, SLASH, COLON, LT, EQ, GT, ASK] = [
  33, 34, 38, 39, 47, 58, 60, 61, 62, 63,
] as const;
/** Lengths of names that are told apart. */
const SEEN = 64;
const REFERENCE = 1;
const UNCLEAN = 2;
const FOREIGN = 4;
/** What each byte of character data needs before it is text. CR is unclean: XML reads it as LF. */
const CARE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === AMP) return REFERENCE;
  if (byte > 127) return FOREIGN;
  return byte < 32 && byte !== 9 && byte !== 10 ? UNCLEAN : 0;
});
/** Bytes of names: any beyond ASCII, and of ASCII what XML allows anywhere in a name. */
const NAME = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 127 || /[\w.:-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Reads one XML document of UTF-8 bytes into a tree, in one pass and without recursion.
 *
 * Refused with Fault `cwmp.xml` {reason, offset in bytes}: what is over a cap, DTDs, entities, NUL, broken tags, duplicate
 * attributes. Borne with a warning: raw `&`, control characters (dropped), undeclared prefixes, bytes that are not UTF-8.
 */
export function scan(bytes: Buffer, warnings: Warnings, caps: Caps = CAPS): Element {
  const scanner = scannerOf(bytes, warnings, caps);
  scanner.advance(bytes.length);
  return scanner.document();
}

/** As `scan`, in slices. */
export function* scanning(bytes: Buffer, warnings: Warnings, caps: Caps = CAPS): Sliced<Element> {
  const scanner = scannerOf(bytes, warnings, caps);
  for (let end = SLICE_BYTES; end < bytes.length; end += SLICE_BYTES) {
    scanner.advance(end);
    yield;
  }
  scanner.advance(bytes.length);
  return scanner.document();
}

function scannerOf(bytes: Buffer, warnings: Warnings, caps: Caps): Scanner {
  if (bytes.length > caps.bytes) throw xmlFault("size", caps.bytes);
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw xmlFault("nul", nul);
  return new Scanner(bytes, warnings, caps);
}

class Node implements Element {
  readonly name: string;
  readonly prefix: string;
  /** Where its qualified name stands in the bytes. */
  readonly start: number;
  readonly end: number;
  attributes: string[] = NONE;
  children: Node[] = NONE;
  text = "";

  constructor(name: string, prefix: string, start: number, end: number) {
    this.name = name;
    this.prefix = prefix;
    this.start = start;
    this.end = end;
  }
}

class Scanner {
  /** The document and one `<` behind it, so that every loop ends without looking at the length. */
  readonly #bytes: Buffer;
  /** One character a byte: positions are the same as in the bytes, and slices of it are cheap. */
  readonly #latin1: string;
  readonly #length: number;
  readonly #warnings: Warnings;
  readonly #caps: Caps;
  /** Prefixes declared so far. Scopes are not kept: they decide over a warning only. */
  readonly #declared = new Set<string>();
  readonly #stack: Node[] = [];
  /** The last element whose name has so many bytes: documents have few names, and many elements of each. */
  readonly #seen: (Node | undefined)[] = [];
  /** The last attribute name with a declared prefix: it is usually the next one too. */
  #trusted = "";
  /** All bytes are UTF-8; not known before it matters. */
  #valid: boolean | undefined;
  /** The last name has bytes beyond ASCII. */
  #foreign = false;
  #at = 0;
  #open: Node | undefined;
  #root: Node | undefined;
  #elements = 0;
  /** Character data of the open element since its last tag. */
  #run = "";

  constructor(bytes: Buffer, warnings: Warnings, caps: Caps) {
    this.#bytes = Buffer.allocUnsafe(bytes.length + 1);
    bytes.copy(this.#bytes);
    this.#bytes[bytes.length] = LT;
    this.#latin1 = bytes.toString("latin1");
    this.#length = bytes.length;
    this.#warnings = warnings;
    this.#caps = caps;
    if (this.#latin1.startsWith("\xef\xbb\xbf")) this.#at = 3;
  }

  /** Reads on, to the end of the tag that reaches this position or lies behind it. */
  advance(end: number): void {
    const length = this.#length;
    while (this.#at < end) {
      if (this.#open === undefined) this.#outside();
      else this.#characters(this.#open);
      if (this.#at < length) this.#markup();
    }
  }

  /** The document, once all of it was read. */
  document(): Element {
    const length = this.#length;
    if (this.#open !== undefined) throw xmlFault("truncated", length);
    if (this.#root === undefined) throw xmlFault("empty", length);
    return this.#root;
  }

  /** Around the root element only white space may stand. */
  #outside(): void {
    this.#space();
    if (this.#at < this.#length && this.#bytes[this.#at] !== LT) throw xmlFault("syntax", this.#at);
  }

  /** Character data up to the next `<`. */
  #characters(node: Node): void {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let byte = bytes[at]!;
    while (byte === 32 || byte === 10 || byte === 9) byte = bytes[++at]!;
    let seen = 0;
    const blank = byte === LT;
    for (; byte !== LT; byte = bytes[++at]!) {
      if (byte <= AMP || byte >= 128) seen |= CARE[byte]!;
    }
    this.#at = at;
    if (at === this.#length) throw xmlFault("truncated", at);
    if (!blank) this.#append(this.#read(start, at, seen));
    else if (at !== start) this.#blank(node, start, bytes[at + 1]!);
  }

  /** Text between two positions; `seen`: what its bytes need. */
  #read(start: number, end: number, seen: number): string {
    const raw = (seen & FOREIGN) === 0 ? this.#latin1.slice(start, end) : this.#decode(start, end);
    if (seen === 0) return raw;
    if ((seen & REFERENCE) !== 0) return resolveText(raw, start, this.#warnings);
    return cleanText(raw, start, this.#warnings);
  }

  #decode(start: number, end: number): string {
    this.#valid ??= isUtf8(this.#bytes);
    if (!this.#valid && !isUtf8(this.#bytes.subarray(start, end))) this.#warnings.add("not UTF-8", start);
    return this.#bytes.toString("utf8", start, end);
  }

  /** White space alone is text in an element without children, and nothing between tags. */
  #blank(node: Node, start: number, next: number): void {
    const leaf = next === SLASH && node.children === NONE;
    if (leaf || this.#run !== "" || next === BANG || next === ASK)
      this.#append(this.#latin1.slice(start, this.#at));
  }

  #append(text: string): void {
    this.#run = this.#run === "" ? text : this.#run + text;
    if (this.#run.length > this.#caps.text) throw xmlFault("text", this.#at);
  }

  /** Ends a stretch of character data at a tag. */
  #flush(node: Node): void {
    const run = this.#run;
    this.#run = "";
    if (node.children !== NONE && !/[^ \t\r\n]/.test(run)) return;
    if (node.text.length + run.length > this.#caps.text) throw xmlFault("text", this.#at);
    node.text += run;
  }

  #markup(): void {
    const byte = this.#bytes[this.#at + 1];
    if (byte === SLASH) this.#close();
    else if (byte === BANG) this.#declaration();
    else if (byte === ASK) this.#skip("?>", 2);
    else this.#element();
  }

  #declaration(): void {
    if (this.#latin1.startsWith("<!--", this.#at)) return this.#skip("-->", 4);
    if (!this.#latin1.startsWith("<![CDATA[", this.#at)) throw xmlFault("doctype", this.#at);
    if (this.#open === undefined) throw xmlFault("syntax", this.#at);
    const start = this.#at + 9;
    this.#skip("]]>", 9);
    this.#append(cleanText(this.#decode(start, this.#at - 3), start, this.#warnings));
  }

  #skip(end: string, from: number): void {
    const found = this.#latin1.indexOf(end, this.#at + from);
    if (found === -1) throw xmlFault("truncated", this.#at);
    this.#at = found + end.length;
  }

  #close(): void {
    const node = this.#open;
    const start = this.#at;
    if (node === undefined) throw xmlFault("mismatch", start);
    const bytes = this.#bytes;
    let at = start + 2;
    for (let from = node.start; from < node.end; from++, at++) {
      if (bytes[from] !== bytes[at]) throw xmlFault(at < this.#length ? "mismatch" : "truncated", start);
    }
    this.#at = at;
    if (bytes[at] === GT) this.#at++;
    else this.#closeSlowly(start);
    if (this.#run !== "") this.#flush(node);
    this.#open = this.#stack.pop();
  }

  #closeSlowly(start: number): void {
    if (NAME[this.#bytes[this.#at]!] === 1) throw xmlFault("mismatch", start);
    this.#space();
    this.#expect(GT);
  }

  #element(): void {
    const start = this.#at++;
    const node = this.#begin();
    this.#adopt(node, start);
    let byte = this.#bytes[this.#at];
    if (byte !== GT && byte !== SLASH) {
      node.attributes = this.#attributes();
      byte = this.#bytes[this.#at];
    }
    if (node.prefix !== "" && !this.#declared.has(node.prefix))
      this.#warnings.add("undeclared prefix", start);
    this.#at++;
    if (byte === SLASH) return this.#expect(GT);
    if (this.#open !== undefined) this.#stack.push(this.#open);
    if (this.#stack.length >= this.#caps.depth) throw xmlFault("depth", start);
    this.#open = node;
  }

  #begin(): Node {
    const start = this.#at;
    const colon = this.#name();
    const end = this.#at;
    const like = this.#seen[(end - start) % SEEN];
    if (like !== undefined && this.#same(like, start, end))
      return new Node(like.name, like.prefix, start, end);
    const node =
      colon === -1
        ? new Node(this.#word(start, end), "", start, end)
        : new Node(this.#word(colon + 1, end), this.#word(start, colon), start, end);
    this.#seen[(end - start) % SEEN] = node;
    return node;
  }

  /** Whether an element has the qualified name that stands here. */
  #same(node: Node, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const offset = node.start - start;
    if (node.end - end !== offset) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== bytes[at + offset]) return false;
    return true;
  }

  /** The text of a part of the name just passed. */
  #word(start: number, end: number): string {
    return this.#foreign ? this.#decode(start, end) : this.#latin1.slice(start, end);
  }

  /** Hangs an element under the open one. */
  #adopt(node: Node, start: number): void {
    if (++this.#elements > this.#caps.elements) throw xmlFault("elements", start);
    const parent = this.#open;
    if (parent !== undefined) {
      // Most lists have one or two members: pushing would reserve room for 16 more.
      const { children } = parent;
      if (children === NONE) parent.children = [node];
      else if (children.length === 1) parent.children = [children[0]!, node];
      else children.push(node);
      if (this.#run !== "") this.#flush(parent);
    } else if (this.#root === undefined) this.#root = node;
    else throw xmlFault("roots", start);
  }

  /** Attributes up to `>` or `/`. */
  #attributes(): string[] {
    let attributes: string[] = NONE;
    let prefixed = false;
    for (;;) {
      const before = this.#at;
      this.#space();
      const start = this.#at;
      const byte = this.#bytes[start];
      if (byte === GT || byte === SLASH) break;
      if (before === start) throw this.#broken();
      const colon = this.#name();
      const name = this.#word(start, this.#at);
      if (colon !== -1 && name !== this.#trusted && !this.#declares(start, colon)) prefixed = true;
      if (attributes !== NONE && isAttribute(attributes, name)) throw xmlFault("duplicateAttribute", start);
      if (attributes.length >= 2 * this.#caps.attributes) throw xmlFault("attributes", start);
      this.#space();
      this.#expect(EQ);
      this.#space();
      if (attributes === NONE) attributes = [name, this.#value()];
      else attributes.push(name, this.#value());
    }
    if (prefixed) this.#prefixes(attributes);
    return attributes;
  }

  /** Takes note when the attribute is `xmlns:…`. */
  #declares(start: number, colon: number): boolean {
    if (colon - start !== 5 || !this.#latin1.startsWith("xmlns", start)) return false;
    this.#declared.add(this.#latin1.slice(colon + 1, this.#at));
    return true;
  }

  #prefixes(attributes: readonly string[]): void {
    for (let i = 0; i < attributes.length; i += 2) {
      const name = attributes[i]!;
      const colon = name.indexOf(":");
      if (colon === -1 || name.startsWith("xml")) continue;
      if (this.#declared.has(name.slice(0, colon))) this.#trusted = name;
      else this.#warnings.add("undeclared prefix", this.#at);
    }
  }

  #value(): string {
    const bytes = this.#bytes;
    const quote = bytes[this.#at];
    if (quote !== QUOTE && quote !== APOS) throw this.#broken();
    const start = ++this.#at;
    let at = start;
    let seen = 0;
    let byte = bytes[at]!;
    for (; byte !== quote && byte !== LT; byte = bytes[++at]!) {
      if (byte < 32 || byte === AMP || byte >= 128) seen = 1;
    }
    this.#at = at;
    if (byte === LT) throw this.#broken();
    if (at - start > this.#caps.text) throw xmlFault("text", start);
    this.#at++;
    if (seen === 0) return this.#latin1.slice(start, at);
    return resolveAttribute(this.#decode(start, at), start, this.#warnings);
  }

  /** Passes a name; tells where its first colon is, or -1. */
  #name(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let colon = -1;
    let foreign = false;
    for (; ; at++) {
      const byte = bytes[at]!;
      if (byte > 96 && byte < 123) continue;
      if (NAME[byte] === 0) break;
      if (byte === COLON && colon === -1) colon = at;
      else if (byte > 127) foreign = true;
    }
    if (at === start) throw this.#broken();
    this.#at = at;
    this.#foreign = foreign;
    return colon;
  }

  #space(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let byte = bytes[at]!;
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++at]!;
    this.#at = at;
  }

  #expect(byte: number): void {
    if (this.#bytes[this.#at] !== byte) throw this.#broken();
    this.#at++;
  }

  #broken(): Error {
    return xmlFault(this.#at < this.#length ? "syntax" : "truncated", this.#at);
  }
}

function isAttribute(attributes: readonly string[], name: string): boolean {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return true;
  return false;
}
