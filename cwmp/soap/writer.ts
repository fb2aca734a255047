/* oxlint-disable typescript/no-unsafe-type-assertion -- values come typed by the RPC table that is walked here */
import { Fault } from "#core";
import type { AnyValue, ArrayShape, Fields, RepeatedShape, ScalarShape, Shape } from "./shape.ts";

const SPECIAL = /[&<>"\r]/g;
const ESCAPES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\r", "&#13;"],
]);
const ILLEGAL = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ILLEGALS = new RegExp(ILLEGAL.source, "gu");

/**
 * Text for an element or an attribute.
 * @throws Fault `parameter.unrepresentable` when XML has no such character
 */
export function escapeText(text: string): string {
  if (ILLEGAL.test(text))
    throw new Fault("parameter.unrepresentable", { detail: "XML cannot hold one of the characters" });
  return text.replace(SPECIAL, (found) => ESCAPES.get(found) ?? found);
}

/** A text without the characters that XML has not. */
export function legalText(text: string): string {
  return text.replace(ILLEGALS, "\ufffd");
}

/** One element, its content ready-made. */
export function tag(name: string, attributes: string, content: string): string {
  return `<${name}${attributes}>${content}</${name}>`;
}

/** The elements of a struct or of a method's arguments, in table order. */
export function writeFields(fields: Fields, values: Readonly<Record<string, unknown>>): string {
  let out = "";
  for (const [name, shape] of Object.entries(fields)) out += writeValue(name, shape, values[name]);
  return out;
}

function writeValue(name: string, shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case "scalar":
      return tag(name, "", writeScalar(shape, value));
    case "any":
      return writeAny(name, value as AnyValue);
    case "struct":
      return tag(name, "", writeFields(shape.fields, value as Readonly<Record<string, unknown>>));
    case "array":
      return writeArray(name, shape, value as readonly unknown[]);
    case "repeated":
      return writeRepeated(name, shape, value as readonly unknown[]);
    case "choice": {
      const chosen = value as Readonly<Record<string, unknown>> & { readonly type: string };
      return tag(
        name,
        ` xsi:type="cwmp:${chosen.type}"`,
        writeFields(shape.structs[chosen.type]?.fields ?? {}, chosen),
      );
    }
    case "optional":
      return value === undefined ? "" : tag(name, "", writeScalar(shape.of, value));
  }
}

function writeScalar(shape: ScalarShape, value: unknown): string {
  if (shape.type === "boolean") return value === true ? "1" : "0";
  return escapeText(String(value));
}

function writeAny(name: string, { type, value }: AnyValue): string {
  return tag(name, ` xsi:type="xsd:${escapeText(type === "" ? "string" : type)}"`, escapeText(value));
}

function writeArray(name: string, shape: ArrayShape, items: readonly unknown[]): string {
  let content = "";
  for (const item of items) content += writeValue(shape.item, shape.of, item);
  return tag(name, ` soap-enc:arrayType="${shape.type}[${items.length}]"`, content);
}

function writeRepeated(name: string, shape: RepeatedShape, items: readonly unknown[]): string {
  return items.map((item) => writeValue(name, shape.of, item)).join("");
}
