import {
  type Json,
  type JsonObject,
  type OperationRecord,
  type OperationResult,
  type Parameter,
  schemaOf,
  toJson,
} from "#core";
import { isSecretPath } from "../state/secret.ts";
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

/** ms since the epoch as RFC 3339 UTC. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}

const SECRET: JsonObject = { value: null, secret: true };
/** What the ledger keeps in the place of a secret: sealed texts begin with this. */
const SEALED = "\u0001";
/** Members that name a parameter beside the member that holds its value, over both protocols' messages. */
const NAMES = ["path", "name", "Name", "param", "Param"] as const;
const VALUES = new Set(["value", "Value"]);

/** The same JSON with the value of every parameter that is a secret blanked; `object` is the path it stands below. */
function withoutSecrets(json: Json, object: string): Json {
  if (typeof json === "string") return json.startsWith(SEALED) ? SECRET : json;
  if (Array.isArray(json)) return json.map((item: Json) => withoutSecrets(item, object));
  if (typeof json !== "object" || json === null) return json;
  const fields = json as JsonObject;
  const below = typeof fields["path"] === "string" ? fields["path"] : object;
  const named = NAMES.some((name) => typeof fields[name] === "string" && isSecretParameter("", fields[name]));
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => hidden(name, value, below, named)),
  );
}

/** One member; what stands beside a parameter's name becomes null and is told to be a secret. */
function hidden(name: string, value: Json, below: string, named: boolean): readonly [string, Json][] {
  const plain = typeof value !== "object" && value !== "";
  if (plain && named && VALUES.has(name))
    return [
      [name, null],
      ["secret", true],
    ];
  if (plain && isSecretParameter(below, name)) return [[name, SECRET]];
  return [[name, withoutSecrets(value, below)]];
}

function isSecretParameter(object: string, name: string): boolean {
  const known = schemaOf(name.startsWith("Device.") ? name : object + name);
  return known === undefined ? isSecretPath(name) : known.secret === true;
}

/** The data of an event; of a secret it tells that it changed, not to what. */
export function showEventData(data: Json): Json {
  return withoutSecrets(data, "");
}
