import { Fault } from "./fault.ts";
import type { ScalarType, ValueType } from "./parameter.ts";
import { canonicalDateTime } from "./value.date.ts";
import { rawItems } from "./value.list.ts";
import { canonicalDecimal, canonicalInteger } from "./value.number.ts";
import { isList, kindOf, scalarOf } from "./value.type.ts";

/**
 * The canonical TR-106 form of a value: `true`, `-5`, `2021-06-06T08:00:00Z`, upper-case hex, list items without blanks
 * around commas. Strings stay as they are. Throws `parameter.type` {detail} when the text is no value of the type.
 */
export function canonical(type: ValueType, text: string): string {
  const form = formOf(type, text);
  // The text itself may be a secret: no fault shows it.
  if (form === undefined) throw new Fault("parameter.type", { detail: `the value is not of type ${type}` });
  return form;
}

/** The canonical form, or the text itself: for what a device says, which may be wrong and must still be shown. */
export function canonicalOrText(type: ValueType, text: string): string {
  const form = formOf(type, text);
  if (form !== undefined || type !== "boolean") return form ?? text;
  const lower = text.trim().toLowerCase();
  return lower === "true" || lower === "false" ? lower : text;
}

function formOf(type: ValueType, text: string): string | undefined {
  return isList(type) ? canonicalList(scalarOf(type), text) : canonicalScalar(scalarOf(type), text);
}

function canonicalList(type: ScalarType, text: string): string | undefined {
  const items = rawItems(text);
  if (type === "string") return items.join(",");
  const forms = items.map((item) => canonicalScalar(type, item));
  return forms.includes(undefined) ? undefined : forms.join(",");
}

/** White space around a value counts only in a string (XML Schema's `collapse`). */
function canonicalScalar(type: ScalarType, text: string): string | undefined {
  switch (kindOf(type)) {
    case "text":
      return text;
    case "boolean":
      return canonicalBoolean(text.trim());
    case "integer":
      return canonicalInteger(type, text.trim());
    case "decimal":
      return canonicalDecimal(text.trim());
    case "time":
      return canonicalDateTime(text.trim());
    case "binary":
      return type === "base64" ? canonicalBase64(text) : canonicalHex(text.trim());
  }
}

function canonicalBoolean(text: string): string | undefined {
  if (text === "true" || text === "1") return "true";
  return text === "false" || text === "0" ? "false" : undefined;
}

function canonicalBase64(text: string): string | undefined {
  const packed = text.replaceAll(/[ \t\r\n]/g, "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64").toString("base64");
}

function canonicalHex(text: string): string | undefined {
  return text.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(text) ? text.toUpperCase() : undefined;
}
