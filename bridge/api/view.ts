import {
  type Json,
  type JsonObject,
  type OperationRecord,
  type OperationResult,
  type Parameter,
  schemaOf,
  toJson,
} from "#core";
import { describe } from "./problem.ts";

/** A parameter as the API shows it; a secret's value never leaves the gateway. */
export function showParameter(parameter: Parameter): JsonObject {
  const { path, type, writable, at, source } = parameter;
  const shown = { path, type, writable, at: time(at), source: { ...source } };
  return parameter.secret === true
    ? { ...shown, value: null, secret: true }
    : { ...shown, value: toJson(type, parameter.value) };
}

/** A ledger record as the API shows it. */
export function showOperation(record: OperationRecord): JsonObject {
  const { id, device, actor, operation, priority, state, attempts, commandKey } = record;
  return {
    id,
    device,
    actor,
    type: operation.type,
    request: withoutSecrets(operation as unknown as JsonObject, ""),
    priority,
    state,
    attempts,
    createdAt: time(record.createdAt),
    sentAt: record.sentAt === undefined ? null : time(record.sentAt),
    finishedAt: record.finishedAt === undefined ? null : time(record.finishedAt),
    expiresAt: time(record.expiresAt),
    result: record.result === undefined ? null : showResult(record.result),
    problem: record.problem === undefined ? null : (describe(record.problem) as unknown as Json),
    commandKey,
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  };
}

function showResult(result: OperationResult): JsonObject {
  if (result.type !== "get") return withoutSecrets(result as unknown as JsonObject, "") as JsonObject;
  return {
    type: "get",
    results: result.results.map(({ requestedPath, items, fault }) => ({
      requestedPath,
      items: items.map(showParameter),
      ...(fault === undefined ? {} : { fault: fault as unknown as Json }),
    })),
  };
}

export function time(ms: number): string {
  return new Date(ms).toISOString();
}

const SECRET: JsonObject = { value: null, secret: true };
/** Names that hold a secret wherever they stand, for paths the schema does not know (vendor and native ones). */
const SECRET_NAME = /(?:password|passphrase|presharedkey|wepkey|secret|sharedkey|privatekey)\d*$/i;

/** The same JSON with the value of every parameter that is a secret blanked; `object` is the path it stands below. */
function withoutSecrets(json: Json, object: string): Json {
  if (Array.isArray(json)) return json.map((item: Json) => withoutSecrets(item, object));
  if (typeof json !== "object" || json === null) return json;
  const fields = json as JsonObject;
  const below = typeof fields["path"] === "string" ? fields["path"] : object;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecret(below, name, value) ? SECRET : withoutSecrets(value, below),
    ]),
  );
}

/** Tells by its last name whether a native path holds a secret. */
export function isSecretName(path: string): boolean {
  return SECRET_NAME.test(path);
}

function isSecret(object: string, name: string, value: Json): boolean {
  if (typeof value === "object" || value === "") return false;
  const known = schemaOf(name.startsWith("Device.") ? name : object + name);
  return known === undefined ? SECRET_NAME.test(name) : known.secret === true;
}

/** The data of an event; of a secret it tells that it changed, not to what. */
export function showEventData(data: Json): Json {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  const fields = data as JsonObject;
  const { path } = fields;
  const secret =
    typeof path === "string" && "value" in fields && (schemaOf(path)?.secret ?? SECRET_NAME.test(path));
  return withoutSecrets(secret ? { ...fields, ...SECRET } : data, "");
}
