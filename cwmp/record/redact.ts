import { isSecretPath, mapScalars, WITHHELD, withoutTransferTokens, type Json } from "#core";
import { toUtf8 } from "../soap/charset.ts";
import { decodeEnvelope } from "../soap/codec.ts";
import type { Body } from "../soap/message.ts";
import { Warnings } from "../soap/warnings.ts";

type Hides = (native: string) => boolean;

/** Secrets of one session that were seen: none of them may stand in what is kept of it. */
export type Secrets = Set<string>;

/** Shorter ones are found by their place alone: taken out everywhere they would garble what is none. */
const TELLING = 6;

/** Elements whose content is a secret by their own name, and values beside the name of a secret parameter. */
const CONTENT = String.raw`((?:<!\[CDATA\[[^]*?\]\]>|[^<])*)(?=<\/)`;
const open = (name: string): string => String.raw`<(?:[\w.-]+:)?${name}(?:\s[^<>]*)?>`;
const LEAF = new RegExp(String.raw`(<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>)${CONTENT}`, "g");
const NAMED = new RegExp(
  String.raw`(${open("Name")}\s*(?:<!\[CDATA\[)?\s*)([^<\]]*?)(\s*(?:\]\]>)?\s*<\/(?:[\w.-]+:)?Name\s*>\s*${open("Value")})${CONTENT}`,
  "g",
);

/**
 * A body as it may be kept: what stands where a secret stands becomes asterisks, and so do the secrets themselves wherever
 * else they are. The rest stays as it was, byte for byte. The body is in UTF-8. Of what cannot be read nobody knows where its secrets are: only
 * its shape is kept. What was found is added to `secrets`.
 */
export function redactedBody(
  body: Buffer,
  contentType: string | undefined,
  hides: Hides,
  secrets: Secrets,
): Buffer {
  if (body.length === 0) return body;
  const message = bodyOf(body, contentType);
  const bytes = body.toString("latin1");
  if (message === undefined) return Buffer.from(bytes.replaceAll(/[A-Za-z0-9\u0080-\u00ff]/g, "x"), "latin1");
  collect(message, hides, secrets);
  const text = bytes
    .replaceAll(LEAF, (whole, before: string, name: string, content: string) =>
      isSecretPath(name) ? before + masked(content) : whole,
    )
    .replaceAll(NAMED, (whole, before: string, name: string, between: string, content: string) =>
      isSecretPath(name.trim()) || hidden(name.trim(), hides)
        ? before + name + between + masked(content)
        : whole,
    );
  return Buffer.from(withoutTransferTokens(withoutSecrets(text, secrets)), "latin1");
}

const ENCODING = /^(\ufeff?\s*<\?xml\b[^>]*?)\sencoding\s*=\s*(?:"[^"]*"|'[^']*')/;

/** A message in UTF-8, whatever it came in: what stands in it is found by its bytes. What cannot be read stays as it is. */
export function inUtf8(
  body: Buffer,
  contentType: string | undefined,
): { readonly body: Buffer; readonly contentType: string | undefined } {
  try {
    const utf8 = toUtf8(body, contentType, new Warnings());
    if (utf8 === body) return { body, contentType };
    const text = utf8.toString("utf8").replace(ENCODING, "$1");
    return { body: Buffer.from(text), contentType: "text/xml; charset=utf-8" };
  } catch {
    return { body, contentType };
  }
}

function bodyOf(body: Buffer, contentType: string | undefined): Body | undefined {
  try {
    return decodeEnvelope(body, contentType).body;
  } catch {
    return undefined;
  }
}

/** JSON as it may be kept; see `redactedBody`. Secrets become asterisks, as they are in what is known of a device. */
export function redactedJson(json: Json, secrets: Secrets): Json {
  return mapScalars(json, (scalar, secret) => {
    if (!secret) return typeof scalar === "string" ? withoutTransferTokens(scalar) : scalar;
    const text = String(scalar);
    if (text === "") return scalar;
    if (text.length >= TELLING && text !== WITHHELD) secrets.add(text);
    return WITHHELD;
  });
}

/** Whether a secret that was seen stands in a text all the same. */
export function tells(text: string, secrets: Secrets): boolean {
  for (const secret of secrets) for (const form of formsOf(secret)) if (text.includes(form)) return true;
  return false;
}

/** The secrets taken out of a text of bytes (latin1). */
export function withoutSecrets(text: string, secrets: Secrets): string {
  let out = text;
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const bytes = Buffer.from(form).toString("latin1");
      if (out.includes(bytes)) out = out.replaceAll(bytes, WITHHELD);
    }
  }
  return out;
}

/** How a secret may be spelt: as it is, in XML, in JSON. */
function formsOf(secret: string): readonly string[] {
  const xml = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = xml.replaceAll('"', "&quot;").replaceAll("'", "&apos;");
  const numbered = xml.replaceAll('"', "&#34;").replaceAll("'", "&#39;");
  return [...new Set([secret, xml, quoted, numbered, JSON.stringify(secret).slice(1, -1)])];
}

function masked(content: string): string {
  return content.trim() === "" ? content : WITHHELD;
}

function hidden(native: string, hides: Hides): boolean {
  return native.includes(".") && hides(native);
}

/** The secrets of a message, in clear. */
function collect(message: Body, hides: Hides, secrets: Secrets): void {
  if (message.kind === "unknown" || message.kind === "fault") return;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- arguments are texts, numbers, booleans, lists and structs
  redactedJson(message.args as unknown as Json, secrets);
  for (const { Name, Value } of valuesOf(message)) {
    if (hidden(Name, hides) && Value.value.length >= TELLING && Value.value !== WITHHELD)
      secrets.add(Value.value);
  }
}

interface Told {
  readonly Name: string;
  readonly Value: { readonly value: string };
}

function valuesOf(message: Exclude<Body, { readonly kind: "unknown" | "fault" }>): readonly Told[] {
  const list = "ParameterList" in message.args ? message.args.ParameterList : [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- lists of names and attributes have no Value
  return (list as readonly Partial<Told>[]).filter(
    (row): row is Told => typeof row?.Value?.value === "string",
  );
}
