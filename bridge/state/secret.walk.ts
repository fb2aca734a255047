import type { Json, JsonObject } from "#core";
import { isSecretPath } from "./secret.ts";

/** What is shown in the place of a secret. */
export const HIDDEN: JsonObject = { value: null, secret: true };

/** Members that name a parameter beside the member that holds its value, over our own and both protocols' messages. */
const NAMES = ["path", "name", "Name", "param", "Param", "paramPath"] as const;
const VALUES = new Set(["value", "Value", "paramValue"]);
/** Members that name the object whose parameters stand beside or below them. */
const OBJECTS = ["path", "objPath", "affectedPath", "resolvedPath"] as const;

/** What becomes of a text or a number; `secret`: it is the value of a secret parameter. */
type Change = (scalar: string | number, secret: boolean) => Json;

/**
 * The same message with every text and number changed; what a boolean tells is no secret. A value is a secret by its own
 * name, by the name beside it, or by the name beside what it stands in: `{Name, Value: {type, value}}`. `HIDDEN` becomes
 * `null` and `secret: true` where it stands beside a name.
 */
export function mapScalars(json: Json, change: Change): Json {
  return walk(json, change, "", false);
}

function walk(json: Json, change: Change, object: string, secret: boolean): Json {
  if (typeof json === "string" || typeof json === "number") return change(json, secret);
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map((item) => walk(item, change, object, secret));
  const below = textsOf(json, OBJECTS)[0] ?? object;
  const named = secret || json["secret"] === true || textsOf(json, NAMES).some(isSecretIn(below));
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, member]): readonly (readonly [string, Json])[] => {
      if (member === undefined) return [];
      const beside = named && VALUES.has(key);
      const own = key !== "type" && (secret || isSecretIn(below)(key));
      const changed = walk(member, change, below, beside || own);
      return beside && changed === HIDDEN ? Object.entries({ [key]: null, secret: true }) : [[key, changed]];
    }),
  );
}

function textsOf(json: JsonObject, names: readonly string[]): readonly string[] {
  return names.map((name) => json[name]).filter((text) => typeof text === "string");
}

function isSecretIn(object: string): (name: string) => boolean {
  return (name) => isSecretPath(object + name);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
