import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId, DeviceRecord } from "#core";
import { overdueScript } from "../../bridge/state/presence.script.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

const DEVICES = 300;
const SEED = 77;

let rig: StateRig;

beforeAll(async () => {
  rig = await stateRig(redisUrl(), { partitions: 1, config: { indexedAttributes: ["pop"] } });
});
afterAll(() => rig.close());

const FIELDS = {
  softwareVersion: (device: DeviceRecord) => [device.softwareVersion ?? ""],
  modelName: (device: DeviceRecord) => [device.modelName ?? ""],
  tags: (device: DeviceRecord) => device.tags,
  presence: (device: DeviceRecord) => [device.presence],
  enrolment: (device: DeviceRecord) => [device.enrolment],
  "attributes.pop": (device: DeviceRecord) => [device.attributes["pop"] ?? ""],
} as const satisfies Record<string, (device: DeviceRecord) => readonly string[]>;

async function agree(ids: readonly DeviceId[]): Promise<void> {
  const devices = (await rig.state.devices(ids)).filter((device) => device !== undefined);
  for (const [field, of] of Object.entries(FIELDS)) {
    const wanted: Record<string, number> = {};
    for (const device of devices) for (const value of of(device)) wanted[value] = (wanted[value] ?? 0) + 1;
    const { groups } = await rig.state.aggregate({ groupBy: [field] });
    expect(Object.fromEntries(groups.map(({ key, count }) => [key[field], count]))).toEqual(wanted);
    const filtered = await rig.state.aggregate({ groupBy: [field], filter: "NOT tags:nobody" });
    expect(Object.fromEntries(filtered.groups.map(({ key, count }) => [key[field], count]))).toEqual(wanted);
  }
}

test("indexes follow every change of every device, also where a value grows from a set to a bitmap and back", async () => {
  const { state, clock, client, keys } = rig;
  let seed = SEED;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (seed >>> 8) % n;
  };
  const serials = Array.from({ length: DEVICES }, (_, i) => `I${i}`);
  let ids: DeviceId[] = [];
  for (const versions of [1, 2, 40, 3]) {
    clock.move(600_000);
    const said = serials.map((serial) => {
      const base = inform(clock, serial, { interval: [60, 3600][random(2)] ?? 60 });
      const facts = { ...base.facts, softwareVersion: `v${random(versions)}`, modelName: `M${random(3)}` };
      return state.contact({ ...base, facts });
    });
    ids = (await Promise.all(said)).map(deviceOf);
    for (let i = 0; i < 60; i++) {
      const id = ids[random(ids.length)] as DeviceId;
      await state.patch(id, {
        tags: [`t${random(3)}`],
        attributes: { pop: random(2) === 0 ? `p${random(4)}` : null },
      });
    }
    await agree(ids);
    clock.move(200_000);
    await agree(ids);
    await state.tick();
    await agree(ids);
    const gone = serials.splice(0, 5);
    await Promise.all(
      gone.map(async (serial) => state.remove(await state.resolve(`00256D-HG8245-${serial}`))),
    );
    await agree(ids);
  }
  expect(
    (await rig.scripts.run(
      overdueScript,
      [`${keys.tag(0)}:pdue`],
      [keys.tag(0), clock.now(), 9, 9],
    )) as number,
  ).toBe(0);
  await Promise.all(
    serials.map(async (serial) => state.remove(await state.resolve(`00256D-HG8245-${serial}`))),
  );
  const kinds = new Set((await rig.allKeys()).map((key) => key.split(":")[2]));
  for (const kind of ["ix", "vals", "text", "seen", "first", "boot", "pdue", "dn", "dev", "id"]) {
    expect(kinds).not.toContain(kind);
  }
  expect(await client.bitcount(`${keys.tag(0)}:all`)).toBe(0);
});

test("dense ids of removed devices are given again: the bitmaps do not grow with the devices that ever were", async () => {
  const { state, clock, client, keys } = rig;
  const before = Number(await client.get(`${keys.tag(0)}:next`));
  for (let i = 0; i < 20; i++) await state.remove(deviceOf(await state.contact(inform(clock, `R${i}`))));
  expect(Number(await client.get(`${keys.tag(0)}:next`))).toBe(before);
});
