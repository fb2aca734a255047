import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalOrText, checkValue, schemaOf, whole } from "#core";
import type { Derived, Values } from "../../cwmp/model/map.ts";
import { Dice, randomDevice } from "./model.device.ts";
import { exampleBinding, exampleValues, mapping, valuesOf } from "./model.fixture.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const runs = { numRuns: 8 };

function holds(parameter: Derived): boolean {
  const schema = schemaOf(parameter.path);
  try {
    return schema !== undefined && checkValue(schema, parameter.value) !== undefined;
  } catch {
    return false;
  }
}

/** Leaves that read exactly and can be written what they read. */
function invertible(values: Values, binding = mapping.bind(values)): Derived[] {
  return mapping
    .view(values, binding)
    .filter(({ writable, secret, source }) => writable && secret !== true && source.kind === "exact")
    .filter((parameter) => !parameter.path.endsWith(".DiagnosticsState") && holds(parameter));
}

/** Leaves written along with another; they change the device on purpose, as the cipher of a security mode does. */
const COMPANION =
  /\.(?:AutoChannelEnable|BeaconAdvertisementEnabled|MACAddressOverride|DHCPServerConfigurable|BasicAuthenticationMode)$/;

function writtenBack(parameter: Derived, values: Values): string[] {
  const binding = mapping.bind(values);
  const cut = parameter.path.lastIndexOf(".") + 1;
  const update = {
    path: parameter.path.slice(0, cut),
    params: { [parameter.path.slice(cut)]: parameter.value },
  };
  const { settings, faults } = mapping.planSet([update], values, binding);
  const wrong = settings.filter(({ name, value, type }) => {
    if (COMPANION.test(name) || (parameter.path.endsWith("ModeEnabled") && name.endsWith("EncryptionModes")))
      return false;
    const current = values.get(name)?.value ?? "";
    return type === "xsd:boolean"
      ? canonicalOrText("boolean", current) !== canonicalOrText("boolean", value)
      : current !== value;
  });
  return [
    ...wrong.map(
      ({ name, value }) =>
        `${parameter.path}: ${name} = ${value}, was ${values.get(name)?.value ?? "absent"}`,
    ),
    ...faults.map(({ code, detail = "" }) => `${parameter.path} = ${parameter.value}: ${code} ${detail}`),
  ];
}

test("writing back what an exact writable leaf reads gives the device what it holds: worked example", () => {
  const leaves = invertible(exampleValues, exampleBinding);
  expect(leaves.length).toBeGreaterThan(80);
  expect(leaves.flatMap((leaf) => writtenBack(leaf, exampleValues))).toEqual([]);
});

test("writing back what an exact writable leaf reads gives the device what it holds: any device", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const values = randomDevice(seed);
      const dice = new Dice(seed);
      const leaves = invertible(values).filter(() => dice.roll(20) === 0);
      expect(leaves.flatMap((leaf) => writtenBack(leaf, values))).toEqual([]);
    }),
    runs,
  );
});

test.each([
  [1_071_958_201, "different ciphers for WPA and WPA2"],
  [625_526_673, "different ciphers for WPA and WPA2, the other way round"],
  [827_082_633, "WEP with a key of one length"],
])("writing back what an exact writable leaf reads gives the device what it holds: device %d, %s", (seed) => {
  const values = randomDevice(seed);
  const leaves = invertible(values).filter(({ path }) => path.includes(".Security."));
  expect(leaves.flatMap((leaf) => writtenBack(leaf, values))).toEqual([]);
});

test("every parameter shows once, with a type of its own schema and sources the device has", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const values = randomDevice(seed);
      const view = mapping.view(values, mapping.bind(values));
      expect(new Set(view.map(({ path }) => path)).size).toBe(view.length);
      expect(view.filter(({ path, type }) => schemaOf(path)?.type !== type).map(({ path }) => path)).toEqual(
        [],
      );
      expect(view.flatMap(({ sources }) => sources).filter((path) => !values.has(path))).toEqual([]);
    }),
    runs,
  );
});

test("what the view does not show is unmapped, and nothing is both", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const values = randomDevice(seed);
      const binding = mapping.bind(values);
      const shown = new Set(mapping.view(values, binding).flatMap(({ sources }) => sources));
      const left = mapping.unmapped(values, binding).map(({ native }) => native.path);
      expect(left.filter((path) => shown.has(path))).toEqual([]);
      const counted = [...values.keys()].filter((path) => !shown.has(path) && !left.includes(path));
      expect(counted.filter((path) => !/NumberOfEntries$|\.Reset$/.test(path))).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

test("a binding does not depend on the order of discovery, and finding the same again changes nothing", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const values = randomDevice(seed);
      const dice = new Dice(seed);
      const binding = mapping.bind(values);
      const shuffled = [...values.values()]
        .map((native) => ({ native, at: dice.roll(1_000_000) }))
        .toSorted((a, b) => a.at - b.at);
      const again = valuesOf(shuffled.map(({ native }) => native));
      expect(mapping.bind(again)).toEqual(binding);
      expect(mapping.bind(again, binding)).toBe(binding);
      const stored: typeof binding = JSON.parse(JSON.stringify(binding));
      expect(mapping.bind(again, stored)).toBe(stored);
      expect(mapping.view(again, stored)).toEqual(mapping.view(values, binding));
      expect(whole(mapping.opening(again, stored)).view()).toEqual(mapping.view(again, stored));
    }),
    runs,
  );
});

test("rows that stay keep their numbers, rows that come get greater ones", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const all = [...randomDevice(seed).values()];
      const dice = new Dice(seed);
      const few = valuesOf(all.filter(() => dice.roll(3) > 0));
      const before = mapping.bind(few);
      const after = mapping.bind(valuesOf(all), before);
      const wrong = Object.entries(before.tables).flatMap(([path, { rows, last }]) =>
        Object.entries(after.tables[path]?.rows ?? {})
          // Rows of one radio share its number.
          .filter(([key, number]) =>
            rows[key] === undefined ? number <= last && path !== "Device.WiFi.Radio." : number !== rows[key],
          )
          .map(([key]) => path + key),
      );
      expect(wrong).toEqual([]);
    }),
    runs,
  );
});

const covers = (read: string, source: string) =>
  source === read || (read.endsWith(".") && source.startsWith(read));

test("the native paths of a leaf cover its sources, and none is covered twice", () => {
  const wrong = mapping.view(exampleValues, exampleBinding).filter(({ path, sources }) => {
    const paths = mapping.nativePaths([path], exampleValues, exampleBinding);
    const twice = paths.some((read) => paths.some((other) => other !== read && covers(other, read)));
    return twice || sources.some((source) => !paths.some((read) => covers(read, source)));
  });
  expect(wrong).toEqual([]);
});
