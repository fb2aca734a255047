import { commandKeyOf, newOperationId, type DeviceId, type Operation, type OperationRecord } from "#core";

/** An operation that was just submitted and can wait for a quarter of an hour. */
export function queuedRecord(device: DeviceId, operation: Operation, now: number): OperationRecord {
  const id = newOperationId(device, now);
  return {
    id,
    device,
    actor: "test",
    operation,
    priority: "interactive",
    state: "queued",
    attempts: 0,
    createdAt: now,
    expiresAt: now + 900_000,
    commandKey: commandKeyOf(id),
  };
}
