import { createHash } from "node:crypto";
import {
  asFault,
  asOperationId,
  background,
  Fault,
  sortableId,
  type DeviceId,
  type Json,
  type OperationId,
} from "#core";
import type { OperateContext } from "./context.ts";
import { beginIdempotentScript, endIdempotentScript } from "./idempotency.script.ts";

/** A request that a client may repeat. `body`: the request in a form that is equal for equal requests. */
export interface IdempotentRequest {
  readonly actor: string;
  readonly key: string;
  readonly body: string;
}

/** What the work answered; `replayed` when an earlier run did it. */
export interface IdempotentAnswer<T extends Json> {
  readonly answer: T;
  readonly replayed: boolean;
}

/**
 * Runs `work` once for an Idempotency-Key and gives later callers its answer. `seed` is 26 characters, the same when a
 * crashed run is repeated: name what the work makes by it (`seededOperationId`). A run that throws leaves the key free,
 * except when Redis was gone in the middle: then the next run goes on with the same seed.
 * Faults: `idempotency.mismatch`, `idempotency.running`, `store.unavailable`, and those of `work`.
 */
export async function idempotent<T extends Json>(
  context: OperateContext,
  request: IdempotentRequest,
  work: (seed: string) => Promise<T>,
): Promise<IdempotentAnswer<T>> {
  const { scripts, clock, limits } = context;
  const key = keyOf(context, request);
  const now = clock.now();
  const [verdict, text = ""] = (await scripts.run(
    beginIdempotentScript,
    [key],
    [now, sha256(request.body), sortableId(now), limits.idempotencyMs, limits.idempotencyRunMs],
  )) as ["run" | "done" | "mismatch" | "running", string?];
  if (verdict === "mismatch") throw new Fault("idempotency.mismatch");
  if (verdict === "running") throw new Fault("idempotency.running");
  if (verdict === "done") return { answer: JSON.parse(text) as T, replayed: true };
  const end = (how: "done" | "forget" | "again", answer = ""): Promise<unknown> =>
    scripts.run(endIdempotentScript, [key], [text, how, answer]);
  let answer: T;
  try {
    answer = await work(text);
  } catch (error) {
    const how = asFault(error).code === "store.unavailable" ? "again" : "forget";
    background(context.log, "idempotency.end", end(how));
    throw error;
  }
  await end("done", JSON.stringify(answer));
  return { answer, replayed: false };
}

/** The id of the one operation that a seeded run makes for a device. */
export function seededOperationId(device: DeviceId, seed: string): OperationId {
  const id = asOperationId(`o_${device.slice(2, 4)}${seed}`);
  if (id === undefined) throw new Fault("internal", { detail: "a seed has 26 characters of base 32" });
  return id;
}

function keyOf(context: OperateContext, request: IdempotentRequest): string {
  const digest = sha256(`${request.actor}\n${request.key}`);
  return `${context.keys.tag(Number.parseInt(digest.slice(0, 4), 16))}:idem:${digest}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
