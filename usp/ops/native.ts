import { Fault, type Json, type Operation, type Outcome } from "#core";
import type { REQUEST } from "../controller.ts";
import { requestFromJson } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import type { OpContext } from "./context.ts";

type Native = Extract<Operation, { type: "native" }>;
type RequestName = keyof typeof REQUEST;

/** Requests that a controller sends; the other kinds go the other way. */
const SENDABLE: ReadonlySet<RequestName> = new Set<RequestName>([
  "get",
  "set",
  "add",
  "delete",
  "operate",
  "getInstances",
  "getSupportedDm",
  "getSupportedProtocol",
]);
const WRITES: ReadonlySet<RequestName> = new Set<RequestName>(["set", "add", "delete", "operate"]);

/** `Get`, `GET_SUPPORTED_DM`, `getSupportedDm`: all name the same request. Throws `operation.unsupported`. */
export function nativeName(rpc: string): RequestName {
  for (const name of SENDABLE) if (plain(name) === plain(rpc)) return name;
  throw new Fault("operation.unsupported", {
    detail: `there is no USP request ${rpc} for a controller to send`,
  });
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase().replace("protocol", "proto");
}

/** Reading requests can be repeated without harm. */
export function nativeWrites(rpc: string): boolean {
  return WRITES.has(nativeName(rpc));
}

export function nativeRequest(operation: Native): Draft<"Request"> {
  return requestFromJson({ [nativeName(operation.rpc)]: operation.args });
}

/** One raw request; `args` and the response are the schema's messages as JSON, names in camel case. */
export async function native(operation: Native, context: OpContext): Promise<Outcome> {
  if (operation.protocol !== "usp")
    throw new Fault("operation.unsupported", { detail: "this device speaks USP" });
  const request = nativeRequest(operation);
  if (nativeWrites(operation.rpc)) await context.sending();
  const response = await context.ask(request);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- strings, numbers, booleans, lists and maps only
  return { state: "succeeded", result: { type: "native", response: response as unknown as Json } };
}
