import fc from "fast-check";
import { expect, test } from "vitest";
import { silent } from "#core";
import { Catalog } from "../../cwmp/catalog/catalog.ts";
import { accessOf, entryIn, extended, type ModelEntry } from "../../cwmp/catalog/entry.ts";
import { modelKey } from "../../cwmp/catalog/key.ts";
import { toldBy } from "../../cwmp/catalog/told.ts";
import { MemoryGateway } from "./gateway.ts";

const names = fc.constantFrom("Device.A", "Device.B.{i}.X", "Device.B.{i}.Y", "Device.C.D.E");
const entries: fc.Arbitrary<ModelEntry> = fc.record(
  {
    whole: fc.boolean(),
    names: fc.dictionary(names, fc.constantFrom("w", "r", "-", "wstring", "rboolean", "-int")),
    weights: fc.dictionary(fc.constant("Device."), fc.nat(5000)),
    pace: fc.integer({ min: 1, max: 2048 }),
  },
  { requiredKeys: ["whole", "names", "weights"] },
);

test("no device takes a name from its model, nor makes less writable what another one can write", () => {
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 5 }), (first, others) => {
      let known = first;
      for (const told of others) {
        const next = extended(known, told);
        for (const [name, trait] of [...Object.entries(known.names), ...Object.entries(told.names)]) {
          expect(next.names[name]).toBeDefined();
          if (accessOf(trait) === "w") expect(accessOf(next.names[name])).toBe("w");
          if (accessOf(trait) === "r") expect(accessOf(next.names[name])).not.toBe("-");
        }
        expect(next.whole).toBe(known.whole || told.whole);
        // Once told, it is nothing new, and nothing is written for it.
        const again = extended(next, { ...told, weights: next.weights });
        expect(again.names).toEqual(next.names);
        known = next;
      }
    }),
  );
});

test("a device tells a model its names without instances, what any row has, and how large its objects are", () => {
  const value = (path: string, type: string) => ({ path, type, value: "", at: 1 });
  const told = toldBy({
    root: "Device.",
    named: [
      ["Device.T.", true],
      ["Device.T.1.", true],
      ["Device.T.1.X", false],
      ["Device.T.2.X", true],
      ["__proto__", true],
      ["constructor", true],
    ],
    values: [
      value("Device.T.1.X", "string"),
      value("Device.T.2.X", "int"),
      value("Device.T.2.Y", "int"),
      value("toString", ""),
    ],
    whole: true,
    pace: 100,
  });
  expect(told).toEqual({
    whole: true,
    names: { "Device.T.": "w", "Device.T.{i}.": "w", "Device.T.{i}.X": "wstring", "Device.T.{i}.Y": "-int" },
    weights: { "Device.": 3, "Device.T.": 3, "Device.T.{i}.": 2 },
    pace: 100,
  });
  expect(extended(undefined, told)).toBe(told);
  expect(extended(told, told)).toBe(told);
});

test("a model is the vendor's product with its hardware and firmware, in one data model", () => {
  const facts = { oui: "001122", productClass: "Box", hardwareVersion: "1", softwareVersion: "2" };
  const key = (over: object) =>
    modelKey({ protocol: "cwmp", values: new Map(), memory: {}, secrets: {}, facts: { ...facts, ...over } });
  expect(key({})).toBe(key({ serialNumber: "other" }));
  const keys = [
    {},
    { oui: "001123" },
    { productClass: "" },
    { hardwareVersion: "1.1" },
    { softwareVersion: "3" },
  ].map(key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(key({ softwareVersion: undefined })).toBeUndefined();
});

test("a part of a tree begins no model, and adds to one", async () => {
  const gateway = new MemoryGateway();
  const catalog = new Catalog({ gateway, log: silent });
  const part: ModelEntry = { whole: false, names: { "Device.X": "-int" }, weights: {} };
  await catalog.learn("k", part);
  expect(gateway.models.size).toBe(0);
  await catalog.learn("k", { whole: true, names: { "Device.A": "wint" }, weights: { "Device.": 1 } });
  await catalog.learn("k", part);
  expect(entryIn(gateway.models.get("k") ?? "").names).toEqual({ "Device.A": "wint", "Device.X": "-int" });
  const calls = gateway.calls.length;
  await catalog.learn("k", part);
  expect(gateway.calls.slice(calls)).toEqual(["model"]);
  gateway.up = false;
  await expect(catalog.learn("k", part)).resolves.toBeUndefined();
});
