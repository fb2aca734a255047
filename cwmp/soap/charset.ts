import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { CHARSETS } from "./charset.table.ts";
import type { Warnings } from "./warnings.ts";
import { xmlFault } from "./xmlfault.ts";

/**
 * The body as UTF-8 bytes. The byte order mark and the bytes themselves outrank what is said of them.
 * @param contentType the HTTP header, if there was one
 * @throws Fault `cwmp.xml` {reason: "charset"} when the encoding is not supported, or said to be another kind than it is
 */
export function toUtf8(body: Buffer, contentType: string | undefined, warnings: Warnings): Buffer {
  const wide = wideEncoding(body);
  if (wide !== undefined) return fromUtf16(body, wide, contentType, warnings);
  const header = contentType === undefined ? undefined : named(headerCharset(contentType));
  const declared =
    body[0] === 0x3c && body[1] !== 0x3f ? undefined : declaredCharset(body.toString("latin1", 0, 256));
  const inside = declared === undefined ? undefined : CHARSETS.get(declared.toLowerCase());
  if (declared !== undefined && inside === undefined && header === undefined) throw xmlFault("charset", 0);
  if (header === "utf-16" || inside === "utf-16") throw xmlFault("charset", 0);
  return fromBytes(body, header ?? inside ?? "utf-8", inside, warnings);
}

function fromBytes(body: Buffer, outside: string, inside: string | undefined, warnings: Warnings): Buffer {
  if (outside === "utf-8" && inside === undefined) return body;
  if (inside !== undefined && outside !== inside)
    warnings.add(`charset ${outside} outside, ${inside} inside`);
  if ((outside === "utf-8" || inside === "utf-8") && isUtf8(body)) return body;
  const single = outside === "utf-8" ? (inside ?? outside) : outside;
  if (single === "utf-8") return body;
  const text = iconv.decode(body, single);
  if (text.includes("\ufffd")) warnings.add(`not ${single}`);
  return Buffer.from(text, "utf8");
}

function wideEncoding(body: Buffer): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = body;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  return undefined;
}

function fromUtf16(
  body: Buffer,
  encoding: "utf-16le" | "utf-16be",
  contentType: string | undefined,
  warnings: Warnings,
): Buffer {
  const text = iconv.decode(body, encoding);
  const claims = [named(headerCharset(contentType ?? "")), named(declaredCharset(text.slice(0, 256)))];
  if (claims.some((claim) => claim !== undefined && claim !== "utf-16")) throw xmlFault("charset", 0);
  // Half a surrogate pair becomes U+FFFD in UTF-8.
  if (/[\ud800-\udfff]/u.test(text) || body.length % 2 === 1) warnings.add("not UTF-16");
  return Buffer.from(text, "utf8");
}

function headerCharset(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1];
}

/** What the XML declaration names. */
function declaredCharset(start: string): string | undefined {
  return /^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"']*)["']/.exec(
    start,
  )?.[1];
}

function named(charset: string | undefined): string | undefined {
  if (charset === undefined) return undefined;
  const known = CHARSETS.get(charset.toLowerCase());
  if (known === undefined) throw xmlFault("charset", 0);
  return known;
}
