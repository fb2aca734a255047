import type { Json } from "#core";

/** Arguments of an RPC as JSON: the RPC table has texts, numbers, booleans, lists and structs only. */
export function asJson(value: unknown): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above; the codec made the value
  return value as Json;
}
