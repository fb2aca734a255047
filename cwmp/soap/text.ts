import type { Warnings } from "./warnings.ts";
import { xmlFault } from "./xmlfault.ts";

/** What XML has not; surrogates come in pairs here. */
const CONTROL = /[^\t\n\r -\ufffd]/;
const CONTROLS = new RegExp(CONTROL.source, "g");
const BREAK = /\r\n?/g;
const REFERENCE = /&(?:#(x?)([0-9a-zA-Z]*)(;?)|([A-Za-z_:][\w.:-]*);)/g;
const RAW = /&(?!#|[A-Za-z_:][\w.:-]*;)/;
const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Character data without references: line breaks become `\n`, characters that XML has not are dropped. */
export function cleanText(raw: string, offset: number, warnings: Warnings): string {
  const text = raw.includes("\r") ? raw.replace(BREAK, "\n") : raw;
  if (!CONTROL.test(text)) return text;
  warnings.add("control character", offset);
  return text.replace(CONTROLS, "");
}

/**
 * Character data with its references resolved. A `&` that begins no reference stays as it is, with a warning.
 * @throws Fault `cwmp.xml` on a reference to no character (`characterReference`) or to an entity that only a DTD could have
 *   declared (`entity`)
 */
export function resolveText(raw: string, offset: number, warnings: Warnings): string {
  const text = cleanText(raw, offset, warnings);
  if (!text.includes("&")) return text;
  if (RAW.test(text)) warnings.add("raw ampersand", offset);
  return text.replace(REFERENCE, (_, hex: string, digits: string, end: string, name: string | undefined) =>
    name === undefined ? character(hex, digits, end, offset, warnings) : namedEntity(name, offset),
  );
}

/** An attribute value: as text, and white space becomes blanks. */
export function resolveAttribute(raw: string, offset: number, warnings: Warnings): string {
  return resolveText(raw.replace(/\r\n|[\t\n\r]/g, " "), offset, warnings);
}

function namedEntity(name: string, offset: number): string {
  const found = NAMED.get(name);
  if (found === undefined) throw xmlFault("entity", offset);
  return found;
}

function character(hex: string, digits: string, end: string, offset: number, warnings: Warnings): string {
  const valid = end === ";" && (hex === "x" ? /^[0-9a-fA-F]+$/ : /^[0-9]+$/).test(digits);
  const code = valid ? Number.parseInt(digits, hex === "x" ? 16 : 10) : 0;
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw xmlFault("characterReference", offset);
  const found = String.fromCodePoint(code);
  if (!CONTROL.test(found)) return found;
  warnings.add("control character", offset);
  return "";
}
