import { Fault, type Json, type NativeValue, type Operation, type Outcome } from "#core";
import type { REQUEST } from "../controller.ts";
import { requestFromJson, type Response } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { secretsSet } from "../secret.ts";
import { nativeValue } from "../values.ts";
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

/** Throws `operation.unsupported` for an Operate that wants no answer: how it ended would never be known. */
export function nativeRequest(operation: Native): Draft<"Request"> {
  const name = nativeName(operation.rpc);
  if (name !== "operate") return requestFromJson({ [name]: operation.args });
  if (operation.args["sendResp"] === false)
    throw new Fault("operation.unsupported", {
      detail: "the gateway asks for every answer: sendResp is true",
    });
  return requestFromJson({ operate: { ...operation.args, sendResp: true } });
}

/** One raw request; `args` and the response are the schema's messages as JSON, names in camel case. */
export async function native(operation: Native, context: OpContext): Promise<Outcome> {
  if (operation.protocol !== "usp")
    throw new Fault("operation.unsupported", { detail: "this device speaks USP" });
  const request = nativeRequest(operation);
  if (nativeWrites(operation.rpc)) await context.sending();
  const response = await context.ask(request);
  const values = secretsWritten(request, response, context);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- strings, numbers, booleans, lists and maps only
  return { state: "succeeded", values, result: { type: "native", response: response as unknown as Json } };
}

/** The secrets that a Set wrote: agents do not tell them again. */
function secretsWritten(
  { set }: Draft<"Request">,
  { setResp }: Response,
  context: OpContext,
): readonly NativeValue[] {
  return (setResp?.updatedObjResults ?? []).flatMap(({ operStatus: { operSuccess } }, i) => {
    const settings = set?.updateObjs?.[i]?.paramSettings ?? [];
    const sent = Object.fromEntries(settings.map(({ param = "", value = "" }) => [param, value]));
    return (operSuccess?.updatedInstResults ?? []).flatMap(({ affectedPath, paramErrs }) =>
      Object.entries(secretsSet(affectedPath, sent, paramErrs)).map(([name, value]) =>
        nativeValue(`${affectedPath}${name}`, value, context.now(), context.model),
      ),
    );
  });
}
