import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeviceId, fileIdOf, newOperationId } from "#core";
import { createTransfers, type Transfer } from "../../bridge/files/transfers.ts";
import { rig as ledgerRig, type Rig } from "../bridge/operate.rig.ts";
import { redisUrl } from "../services.ts";

let rig: Rig;
let device: DeviceId;
beforeAll(async () => {
  rig = await ledgerRig(redisUrl());
  device = await rig.device(1);
});
afterAll(() => rig.close());

/** A running operation with a transfer that may serve so much. */
async function opened(most: number): Promise<{ readonly transfer: Transfer; readonly token: string }> {
  const operation = newOperationId(device, rig.clock.now());
  await rig.client.hset(rig.keys.operation(operation), "state", "running");
  const transfer: Transfer = {
    operation,
    device,
    actor: "test",
    file: fileIdOf(operation),
    kind: "firmware",
    name: "fw.bin",
    most,
    until: rig.clock.now() + 1000,
  };
  const transfers = createTransfers(rig.context);
  const token = `token of ${operation}`;
  expect(await transfers.open(transfer, token)).toBe(true);
  return { transfer, token };
}

test("never is more served than may be, whoever takes and gives back in what order, and it can be opened again", async () => {
  const transfers = createTransfers(rig.context);
  const step = fc.oneof(
    fc.record({ take: fc.integer({ min: 1, max: 60 }), sends: fc.integer({ min: 0, max: 60 }) }),
    fc.constant("open" as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 0, max: 100 }),
      async (steps, most) => {
        const { transfer, token } = await opened(most);
        let sent = 0;
        // All at once, as readers come.
        await Promise.all(
          steps.map(async (one) => {
            if (one === "open") {
              await transfers.open(transfer, token);
              return;
            }
            const taken = await transfers.take(transfer.operation, one.take).then(
              () => true,
              () => false,
            );
            if (!taken) return;
            const part = Math.min(one.take, one.sends);
            sent += part;
            await transfers.giveBack(transfer.operation, one.take - part);
          }),
        );
        expect(sent).toBeLessThanOrEqual(most);
        const left = most - sent;
        // Exactly the rest can be had.
        if (left > 0) await transfers.take(transfer.operation, left);
        await expect(transfers.take(transfer.operation, 1)).rejects.toMatchObject({ code: "file.gone" });
      },
    ),
    { numRuns: 100 },
  );
});

test("a transfer is found by its own token, in its time, while its operation runs", async () => {
  const transfers = createTransfers(rig.context);
  const { transfer, token } = await opened(10);
  expect(await transfers.find(transfer.operation, token)).toEqual(transfer);
  expect(await transfers.find(transfer.operation, "another")).toBeUndefined();
  expect(await transfers.using(fileIdOf(transfer.operation))).toBe(1);
  rig.clock.move(1001);
  expect(await transfers.find(transfer.operation, token)).toBeUndefined();
  const over = newOperationId(device, rig.clock.now());
  await rig.client.hset(rig.keys.operation(over), "state", "succeeded");
  expect(await transfers.open({ ...transfer, operation: over }, token)).toBe(false);
});
