import type { Json } from "./json.ts";
import type { Sliced } from "./slices.ts";

/** Items of a list written at once: a parameter and its provenance have some ten members. */
const ITEMS = 64;

/** The JSON text that `JSON.stringify` gives, in slices: lists are what grows in a document. */
export function* writing(json: Json): Sliced<string> {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  if (isList(json)) return yield* listText(json);
  const members: string[] = [];
  for (const [name, member] of Object.entries(json)) {
    if (member === undefined) continue;
    members.push(`${JSON.stringify(name)}:${yield* writing(member)}`);
  }
  return `{${members.join(",")}}`;
}

function* listText(list: readonly Json[]): Sliced<string> {
  const parts: string[] = [];
  if (list.length <= ITEMS) {
    for (const item of list) parts.push(yield* writing(item));
  } else {
    for (let at = 0; at < list.length; at += ITEMS) {
      parts.push(JSON.stringify(list.slice(at, at + ITEMS)).slice(1, -1));
      yield;
    }
  }
  return `[${parts.join(",")}]`;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
