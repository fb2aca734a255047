import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId, DeviceRecord } from "#core";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

const DEVICES = 2000;
const SEED = 20260601;

let rig: StateRig;
let all: DeviceRecord[];

beforeAll(async () => {
  rig = await stateRig(redisUrl(), { partitions: 4, config: { indexedAttributes: ["pop"] } });
  const { state, clock } = rig;
  const random = mulberry(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const ids: DeviceId[] = [];
  for (let done = 0; done < DEVICES; done += 100) {
    clock.move(60_000 + Math.floor(random() * 60_000));
    const said = Array.from({ length: 100 }, (_, i) => {
      const usp = random() < 0.4;
      const serial = `SN${done + i}`;
      const base = inform(clock, serial, { interval: pick([60, 600, 86_400]), session: false });
      return {
        ...base,
        ...(usp
          ? {
              protocol: "usp" as const,
              identity: { scheme: "usp" as const, value: `self::${serial}` },
              mtp: "mqtt",
            }
          : {}),
        facts: {
          ...base.facts,
          manufacturer: pick(["Acme", "Bell", "Core Net"]),
          modelName: pick(["M1", "M2", "M10", "Xtreme 5"]),
          softwareVersion: pick(["1.9", "1.10", "2.0", "2.0.1", "10.0"]),
          oui: pick(["00256D", "0019C7"]),
          productClass: pick(["HG", "RG", "Z"]),
          address: `10.${i % 7}.0.${done / 100}`,
        },
      };
    });
    ids.push(...(await Promise.all(said.map((contact) => state.contact(contact)))).map(deviceOf));
  }
  for (let i = 0; i < ids.length; i += 7) {
    const patch = {
      tags: [pick(["pilot", "lab", "vip"]), pick(["north", "south"])],
      label: `Label ${i}`,
      attributes: { pop: pick(["ams", "ber"]) },
    };
    await state.patch(ids[i] as DeviceId, patch);
  }
  for (let i = 3; i < ids.length; i += 97) await state.quarantine(ids[i] as DeviceId);
  for (let i = 5; i < ids.length; i += 211) await state.remove(ids[i] as DeviceId);
  const records = await state.devices(ids);
  all = records.filter((record) => record !== undefined);
}, 60_000);
afterAll(() => rig.close());

type Test = readonly [text: string, holds: (device: DeviceRecord) => boolean];

const HOUR = 3_600_000;
const now = (): number => rig.clock.now();
const seen = (device: DeviceRecord): number => Date.parse(device.lastSeenAt ?? "");

/** Comparisons with what they mean, said without any of our code. */
const ATOMS: readonly Test[] = [
  ['activeProtocol="usp"', (d) => d.activeProtocol === "usp"],
  ['protocols:"cwmp"', (d) => d.protocols.includes("cwmp")],
  ['manufacturer="Core Net"', (d) => d.manufacturer === "Core Net"],
  ['manufacturer:"O"', (d) => (d.manufacturer ?? "").toLowerCase().includes("o")],
  ['modelName!="M1"', (d) => d.modelName !== "M1"],
  ['modelName="M1*"', (d) => (d.modelName ?? "").startsWith("M1")],
  ['softwareVersion<"1.10"', (d) => d.softwareVersion === "1.9"],
  ['softwareVersion>="2.0"', (d) => ["2.0", "2.0.1", "10.0"].includes(d.softwareVersion ?? "")],
  ['oui="0019C7"', (d) => d.oui === "0019C7"],
  ['tags:"pilot"', (d) => d.tags.includes("pilot")],
  ["tags:*", (d) => d.tags.length > 0],
  ['attributes.pop="ams"', (d) => d.attributes["pop"] === "ams"],
  ['enrolment="quarantined"', (d) => d.enrolment === "quarantined"],
  ['presence="online"', (d) => d.presence === "online"],
  ['presence!="offline"', (d) => d.presence !== "offline"],
  ['lastSeenAt<"-15m"', (d) => seen(d) < now() - HOUR / 4],
  ['lastSeenAt>="-10m"', (d) => seen(d) >= now() - HOUR / 6],
  ['firstSeenAt<="-20m"', (d) => Date.parse(d.firstSeenAt ?? "") <= now() - HOUR / 3],
  ['lastBootAt<"-1s"', () => false],
  ['serialNumber="sn77"', (d) => d.serialNumber === "SN77"],
  ['serialNumber:"SN19"', (d) => (d.serialNumber ?? "").startsWith("SN19")],
  ['label:"label 1"', (d) => (d.label ?? "").startsWith("Label 1")],
  ['identities="self::SN4"', (d) => d.identities.some(({ value }) => value === "self::SN4")],
  ['modelName="none such"', () => false],
];

const question = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom(...ATOMS),
    tie("test").map(([text, holds]): Test => [`NOT (${text})`, (d) => !holds(d)]),
    fc
      .tuple(tie("test"), tie("test"))
      .map(([a, b]): Test => [`(${a[0]}) AND (${b[0]})`, (d) => a[1](d) && b[1](d)]),
    fc
      .tuple(tie("test"), tie("test"))
      .map(([a, b]): Test => [`(${a[0]}) OR (${b[0]})`, (d) => a[1](d) || b[1](d)]),
  ),
})).test;

test.each(ATOMS)("%s finds what it says", async (text, holds) => {
  const wanted = all.filter(holds).map(({ id }) => id);
  const { items, total } = await rig.state.list({ filter: text, limit: 1000, count: true });
  expect(total).toBe(wanted.length);
  const found = items.map(({ id }) => id);
  expect(found.length).toBe(Math.min(1000, wanted.length));
  expect(found.every((id) => wanted.includes(id))).toBe(true);
});

test("any combination finds the devices that a scan finds, and counts them", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ([filter, holds]) => {
      const wanted = all.filter(holds).length;
      const { total, items } = await rig.state.list({ filter, limit: 5, count: true });
      expect(total).toBe(wanted);
      expect(items.every(holds)).toBe(true);
      expect(items.length).toBe(Math.min(5, wanted));
    }),
    { numRuns: 60, seed: SEED },
  );
});

test.each(["id", "lastSeenAt desc", "lastSeenAt", "firstSeenAt desc", "lastBootAt desc"])(
  "pages in the order of %s give every device once, in order",
  async (orderBy) => {
    for (const filter of ["", 'modelName="M1"', 'tags:"pilot" AND attributes.pop="ams"']) {
      const found: DeviceRecord[] = [];
      let cursor: string | undefined;
      do {
        const page = await rig.state.list({
          filter,
          orderBy,
          limit: 90,
          ...(cursor === undefined ? {} : { cursor }),
        });
        found.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      const { total } = await rig.state.list({ filter, limit: 0 });
      expect(found).toHaveLength(total ?? -1);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const key = (d: DeviceRecord): string =>
        (orderBy.startsWith("first") ? d.firstSeenAt : d.lastSeenAt) ?? "";
      if (orderBy === "id" || orderBy.startsWith("lastBoot")) continue;
      const keys = found.map(key);
      const inOrder = orderBy.endsWith("desc") ? keys.toSorted().toReversed() : keys.toSorted();
      expect(keys).toEqual(inOrder);
    }
  },
);

test.each([["modelName"], ["presence"], ["tags"], ["attributes.pop"], ["enrolment"]])(
  "devices are counted by %s from the indexes",
  async (field) => {
    const filter = 'manufacturer="Acme"';
    const { groups, total } = await rig.state.aggregate({ groupBy: [field], filter });
    const wanted = new Map<string, number>();
    for (const device of all.filter(({ manufacturer }) => manufacturer === "Acme")) {
      for (const value of valuesIn(device, field)) wanted.set(value, (wanted.get(value) ?? 0) + 1);
    }
    expect(total).toBe(all.filter(({ manufacturer }) => manufacturer === "Acme").length);
    expect(Object.fromEntries(groups.map(({ key, count }) => [key[field], count]))).toEqual(
      Object.fromEntries(wanted),
    );
  },
);

test("devices are counted by two fields at once", async () => {
  const { groups } = await rig.state.aggregate({ groupBy: ["modelName", "attributes.pop"] });
  const wanted = new Map<string, number>();
  for (const device of all) {
    const cell = `${device.modelName}/${device.attributes["pop"] ?? ""}`;
    wanted.set(cell, (wanted.get(cell) ?? 0) + 1);
  }
  const found = groups.map(({ key, count }) => [`${key["modelName"]}/${key["attributes.pop"]}`, count]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
});

test("q finds a device by the beginning of its serial number, address, endpoint id or label, in any case", async () => {
  for (const q of ["sn1234", "10.3.0.7", "self::sn4", "LABEL 70", "00256d-hg8245-sn55"]) {
    const { items } = await rig.state.list({ q, limit: 1000 });
    const wanted = all.filter((device) => {
      const names = device.identities.map(({ value }) => value);
      const texts = [device.serialNumber, device.address, device.label, ...names];
      return texts.some((text) => (text ?? "").toLowerCase().startsWith(q.toLowerCase()));
    });
    expect(items.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    expect(wanted.length).toBeGreaterThan(0);
  }
});

test("the values of a field come with their counts, most frequent first", async () => {
  const values = await rig.state.values("softwareVersion", "2");
  expect(values.map(({ value }) => value).toSorted()).toEqual(["2.0", "2.0.1"]);
  expect(values[0]?.count).toBeGreaterThanOrEqual(values[1]?.count ?? 0);
});

test("a cursor of another order, or none of ours, is refused", async () => {
  const { next } = await rig.state.list({ limit: 1 });
  const ask = rig.state.list({ limit: 1, orderBy: "lastSeenAt", cursor: next ?? "" });
  await expect(ask).rejects.toMatchObject({ code: "request.invalid" });
  for (const cursor of ["", "e30", "bnVsbA", "!!"]) {
    await expect(rig.state.list({ limit: 1, cursor })).rejects.toMatchObject({ code: "request.invalid" });
  }
});

test("a question leaves no key behind", async () => {
  const before = (await rig.allKeys()).length;
  await rig.state.list({
    filter: 'NOT (modelName="M1" OR lastSeenAt<"-1h")',
    q: "sn1",
    limit: 10,
    count: true,
  });
  const keys = await rig.allKeys();
  expect(keys.length).toBe(before);
  expect(keys.filter((key) => key.includes(":tmp:"))).toEqual([]);
});

function valuesIn(device: DeviceRecord, field: string): readonly string[] {
  if (field === "tags") return device.tags;
  if (field === "attributes.pop") return [device.attributes["pop"] ?? ""];
  const value = device[field as "modelName" | "presence" | "enrolment"];
  return [value ?? ""];
}

/** A small seeded generator of numbers in 0..1. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
