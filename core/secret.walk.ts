import type { Json, JsonObject } from "./json.ts";
import { isSecretPath } from "./secret.ts";
import type { Sliced } from "./slices.ts";

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
  return new Walk(change).walk(json, "", false);
}

/** The same in slices. */
export function mappingScalars(json: Json, change: Change): Sliced<Json> {
  return new Walk(change).slices(json, "", false);
}

/** Items of a list between two yields. */
const ITEMS = 64;

/** A member of an object, and what is known of it. */
interface Member {
  readonly key: string;
  readonly member: Json;
  /** It is the value of a secret that is named beside it. */
  readonly beside: boolean;
  readonly secret: boolean;
}

/** One message, of which there may be many thousand members with few names. */
class Walk {
  readonly #change: Change;
  readonly #names = new Map<string, boolean>();

  constructor(change: Change) {
    this.#change = change;
  }

  /** `object`: the path the member stands below; `secret`: all of it is one. */
  walk(json: Json, object: string, secret: boolean): Json {
    if (typeof json === "string" || typeof json === "number") return this.#change(json, secret);
    if (typeof json !== "object" || json === null) return json;
    if (isList(json)) return json.map((item) => this.walk(item, object, secret));
    const below = objectOf(json) ?? object;
    return built(
      this.#members(json, below, secret).map((one) => [one, this.walk(one.member, below, one.secret)]),
    );
  }

  /** As `walk`; lists are what is long in a message. */
  *slices(json: Json, object: string, secret: boolean): Sliced<Json> {
    if (typeof json !== "object" || json === null) return this.walk(json, object, secret);
    if (isList(json)) return yield* this.#items(json, object, secret);
    const below = objectOf(json) ?? object;
    const changed: [Member, Json][] = [];
    for (const one of this.#members(json, below, secret))
      changed.push([one, yield* this.slices(one.member, below, one.secret)]);
    return built(changed);
  }

  *#items(list: readonly Json[], object: string, secret: boolean): Sliced<Json[]> {
    const out: Json[] = [];
    for (const item of list) {
      // Of a long list the items are short.
      out.push(
        list.length > ITEMS ? this.walk(item, object, secret) : yield* this.slices(item, object, secret),
      );
      if (out.length % ITEMS === 0) yield;
    }
    return out;
  }

  #members(json: JsonObject, below: string, secret: boolean): Member[] {
    const named = secret || json["secret"] === true || namesSecret(json, below);
    const members: Member[] = [];
    for (const key of Object.keys(json)) {
      const member = json[key];
      if (member === undefined) continue;
      const beside = named && VALUES.has(key);
      const own = key !== "type" && (secret || this.#isSecret(key, below));
      members.push({ key, member, beside, secret: beside || own });
    }
    return members;
  }

  /** All but `Value` are secrets, or not, by their own name. */
  #isSecret(key: string, object: string): boolean {
    if (key === "Value") return isSecretPath(object + key);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const secret = isSecretPath(key);
    this.#names.set(key, secret);
    return secret;
  }
}

/** `HIDDEN` says beside a name that the value is a secret. */
function built(members: readonly (readonly [Member, Json])[]): Json {
  const out: [string, Json][] = [];
  for (const [{ key, beside }, changed] of members) {
    if (beside && changed === HIDDEN) out.push([key, null], ["secret", true]);
    else out.push([key, changed]);
  }
  return Object.fromEntries(out);
}

function objectOf(json: JsonObject): string | undefined {
  for (const name of OBJECTS) {
    const text = json[name];
    if (typeof text === "string") return text;
  }
  return undefined;
}

function namesSecret(json: JsonObject, object: string): boolean {
  for (const name of NAMES) {
    const text = json[name];
    if (typeof text === "string" && isSecretPath(text === "Value" ? object + text : text)) return true;
  }
  return false;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
