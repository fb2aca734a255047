import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId, SessionRecording } from "#core";
import { createRecordings, type Recordings } from "../../bridge/record/recordings.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

let rig: StateRig;
let recordings: Recordings;
beforeAll(async () => {
  rig = await stateRig(redisUrl(), { partitions: 2, limits: { recorderBytes: 40_000 } });
  recordings = createRecordings(rig.context);
});
afterAll(() => rig.close());

let made = 0;
async function device(): Promise<DeviceId> {
  return deviceOf(await rig.state.contact(inform(rig.clock, `REC${made++}`, { session: false })));
}

function recording(of: DeviceId, over: Partial<SessionRecording> = {}): SessionRecording {
  rig.clock.move(1000);
  const endedAt = rig.clock.now();
  return {
    device: of,
    protocol: "cwmp",
    startedAt: endedAt - 100,
    endedAt,
    ended: "timeout",
    faulty: true,
    exchanges: 3,
    lines: `{"n":${made++}}`,
    ...over,
  };
}

/** Does not become smaller when it is packed. */
const noise = (bytes: number): string => randomBytes(bytes).toString("base64");

test("of a device only the last session that went wrong is kept, and read back as it was", async () => {
  const id = await device();
  await recordings.keep(recording(id));
  const last = recording(id, { ended: "protocol" });
  await recordings.keep(last);
  const items = await recordings.list(id);
  expect(items).toMatchObject([
    { device: id, ended: "protocol", faulty: true, exchanges: 3, endedAt: last.endedAt },
  ]);
  expect(await recordings.lines(id, items[0]?.id ?? "")).toBe(last.lines);
  // Kept by whoever comes after a restart.
  expect(await createRecordings(rig.context).list(id)).toEqual(items);
  await expect(recordings.lines(await device(), items[0]?.id ?? "")).rejects.toMatchObject({
    code: "request.notFound",
  });
});

test("a device that is followed keeps its newest 50, also when it is followed from another replica", async () => {
  const id = await device();
  const other = createRecordings(rig.context);
  const until = await other.start(id, 3_600_000);
  expect(recordings.follows(id)).toBe(false);
  await recordings.refresh();
  expect([recordings.follows(id), await recordings.until(id)]).toEqual([true, until]);
  for (let i = 0; i < 55; i++) await recordings.keep(recording(id, { faulty: false, ended: "done" }));
  expect(await recordings.list(id)).toHaveLength(50);
  await recordings.stop(id);
  expect([recordings.follows(id), await recordings.until(id)]).toEqual([false, undefined]);
  await recordings.keep(recording(id));
  await recordings.keep(recording(id));
  expect((await recordings.list(id)).filter(({ faulty }) => faulty)).toHaveLength(1);
});

test("following ends by itself", async () => {
  const id = await device();
  await recordings.start(id, 60_000);
  rig.clock.move(60_001);
  expect([recordings.follows(id), await recordings.until(id)]).toEqual([false, undefined]);
});

test("over the budget the oldest recordings leave, whosever they are; what is counted is what there is", async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, () => device()));
  for (const id of ids) await recordings.keep(recording(id, { lines: noise(4000) }));
  const lists = await Promise.all(ids.map((id) => recordings.list(id)));
  expect(lists.at(-1)).toHaveLength(1);
  expect(lists[0]).toHaveLength(0);
  for (const tag of rig.keys.tags()) {
    const kept = await rig.client.zrange(`${tag}:reca`, "0", "-1");
    const sizes = await Promise.all(kept.map((one) => rig.client.strlen(`${tag}:rec:${one}`)));
    const bytes = sizes.reduce((a, b) => a + b, 0);
    expect(Number(await rig.client.get(`${tag}:recb`))).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(20_000);
    expect(await rig.client.hlen(`${tag}:recm`)).toBe(kept.length);
  }
});

test("with its device a recording is gone, and none is kept of a device that is not there", async () => {
  const id = await device();
  await recordings.keep(recording(id));
  await rig.state.remove(id);
  await recordings.keep(recording(id));
  const left = (await rig.allKeys()).filter((key) => key.includes(id) && !key.includes(":ops"));
  expect(left).toEqual([]);
});
