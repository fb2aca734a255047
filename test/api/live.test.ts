import { expect, test } from "vitest";
import { newDeviceId, newOperationId, type DeviceStack, type Knowledge, type OperationRecord } from "#core";
import { readParameters, type LiveParts } from "../../bridge/api/live.ts";

const device = newDeviceId(0, 0);
const id = newOperationId(device, 0);
const PATH = "Device.DeviceInfo.UpTime";

function parts(came: boolean) {
  let views = 0;
  const knowledge: Knowledge = {
    protocol: "usp",
    values: new Map([[PATH, { path: PATH, value: "7", type: "unsignedInt", at: 1 }]]),
    memory: {},
    secrets: {},
  };
  const view: DeviceStack["view"] = ({ values }) => {
    views++;
    return [...values.values()].map(({ path, value, at }) => ({
      path,
      value,
      at,
      type: "unsignedInt",
      writable: false,
      source: { path, protocol: "usp", kind: "exact" },
    }));
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what a reading asks for
  const record = { id, state: "succeeded" } as OperationRecord;
  const live: LiveParts = {
    clock: { now: () => 1_000_000, after: () => () => undefined },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what a reading asks for
    stacks: () => new Map([["usp", { view } as DeviceStack]]),
    knowledge: () => Promise.resolve(knowledge),
    read: () => Promise.resolve(came ? { id, record } : { id }),
  };
  return { live, views: () => views };
}

test.each([
  ["of the snapshot", undefined, true],
  ["live", 0, true],
  ["live, of a device that does not come", 0, false],
  ["of a snapshot that is young enough", 31_536_000, true],
] as const)("a reading %s computes one view", async (_how, maxAge, came) => {
  const { live, views } = parts(came);
  const asked = { paths: [PATH], maxAge, depth: 0, actor: "a", waitMs: 1, signal: AbortSignal.abort() };
  const answer = await readParameters(live, device, asked);
  expect(answer.items).toMatchObject([{ path: PATH, value: "7" }]);
  expect(answer.unreached).toBe(came ? undefined : id);
  expect(views()).toBe(1);
});
