import {
  type Json,
  type JsonObject,
  type OperationRecord,
  type OperationResult,
  type Parameter,
  type Sliced,
  toJson,
  HIDDEN,
  mapped,
  mappingScalars,
  mapScalars,
  whole,
} from "#core";
import { SEALED } from "../state/secret.ts";
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
  return whole(showing(record));
}

/** The same in slices. */
export function* showing(record: OperationRecord): Sliced<JsonObject> {
  const { id, device, actor, operation, priority, state, attempts, commandKey } = record;
  return {
    id,
    device,
    actor,
    type: operation.type,
    request: withoutSecrets(operation as unknown as Json),
    priority,
    state,
    attempts,
    createdAt: time(record.createdAt),
    sentAt: record.sentAt === undefined ? null : time(record.sentAt),
    finishedAt: record.finishedAt === undefined ? null : time(record.finishedAt),
    expiresAt: time(record.expiresAt),
    result: record.result === undefined ? null : yield* showResult(record.result),
    problem: record.problem === undefined ? null : (describe(record.problem) as unknown as Json),
    commandKey,
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  };
}

function* showResult(result: OperationResult): Sliced<Json> {
  if (result.type !== "get")
    return yield* mappingScalars(result as unknown as Json, (scalar, secret) =>
      secret || isSealed(scalar) ? HIDDEN : scalar,
    );
  const results: JsonObject[] = [];
  for (const { requestedPath, items, fault } of result.results)
    results.push({
      requestedPath,
      items: yield* mapped(items, showParameter),
      ...(fault === undefined ? {} : { fault: fault as unknown as Json }),
    });
  return { type: "get", results };
}

/** ms since the epoch as RFC 3339 UTC. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * A message of an operation with the secrets in it blanked: a request as the ledger keeps it, a result, what a dry run
 * tells. Devices answer secrets empty: that an empty one is empty says nothing, so it is blanked too.
 */
export function withoutSecrets(message: Json): Json {
  return mapScalars(message, (scalar, secret) => (secret || isSealed(scalar) ? HIDDEN : scalar));
}

function isSealed(scalar: string | number): boolean {
  return typeof scalar === "string" && scalar.startsWith(SEALED);
}

/** The data of an event; of a secret it tells that it changed, not to what. */
export function showEventData(data: Json): Json {
  return withoutSecrets(data);
}
