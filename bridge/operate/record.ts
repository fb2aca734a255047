import {
  Fault,
  type DeviceId,
  type Operation,
  type OperationId,
  type OperationRecord,
  type OperationResult,
  type OperationState,
  type Priority,
  type Problem,
} from "#core";

import type { Vault } from "../state/secret.ts";
import { unpackedText, unpackText } from "./packed.ts";
import { openSecrets } from "./secrets.ts";

/** A hash reply of Redis: name, value, name, value, … */
export type FlatHash = readonly string[];

/** As `recordOf`, with a long result unpacked beside the event loop. */
export async function recordIn(
  id: OperationId,
  flat: FlatHash,
  vault: Vault | undefined,
): Promise<OperationRecord | undefined> {
  const at = flat.findIndex((name, i) => i % 2 === 0 && name === "result") + 1;
  const kept = at === 0 ? undefined : flat[at];
  return recordOf(id, kept === undefined ? flat : flat.with(at, await unpackedText(kept)), vault);
}

/**
 * The ledger record in a hash reply; undefined when the hash is empty. With the vault its secret values are those that
 * were asked for; without, they stay sealed.
 */
export function recordOf(
  id: OperationId,
  flat: FlatHash,
  vault: Vault | undefined,
): OperationRecord | undefined {
  if (flat.length === 0) return undefined;
  const field = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) field.set(flat[i] as string, flat[i + 1] as string);
  const text = (name: string): string => {
    const value = field.get(name);
    if (value === undefined) throw new Fault("internal", { detail: `operation ${id} has no ${name}` });
    return value;
  };
  const stored = JSON.parse(text("operation")) as Operation;
  const sentAt = field.get("sentAt");
  const finishedAt = field.get("finishedAt");
  const result = field.get("result");
  const problem = field.get("problem");
  const reason = field.get("reason");
  return {
    id,
    device: text("device") as DeviceId,
    actor: text("actor"),
    operation: vault === undefined ? stored : openSecrets(stored, vault, text("device")),
    priority: text("priority") as Priority,
    state: text("state") as OperationState,
    attempts: Number(text("attempts")),
    createdAt: Number(text("createdAt")),
    expiresAt: Number(text("expiresAt")),
    commandKey: text("commandKey"),
    ...(sentAt === undefined ? {} : { sentAt: Number(sentAt) }),
    ...(finishedAt === undefined ? {} : { finishedAt: Number(finishedAt) }),
    ...(result === undefined ? {} : { result: JSON.parse(unpackText(result)) as OperationResult }),
    ...(problem === undefined ? {} : { problem: JSON.parse(problem) as Problem }),
    ...(reason === undefined || reason === "" ? {} : { reason }),
  };
}
