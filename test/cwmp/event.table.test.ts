import { expect, test } from "vitest";
import { eventRow, METHODS, NUMBERED } from "../../cwmp/event.table.ts";
import { faultCodeOf } from "../../cwmp/ops/fault.ts";

test.each([...Object.values(NUMBERED), ...Object.values(METHODS)])(
  "event $name is read by its first words, whatever the case [TR-069a6 3.7.1.5]",
  (row) => {
    expect(eventRow(row.name)).toBe(row);
    expect(eventRow(` ${row.name.toLowerCase()} `)).toBe(row);
  },
);

test("the events are those of the standard", () => {
  expect(Object.keys(NUMBERED).map(Number)).toEqual(Array.from({ length: 15 }, (_, number) => number));
  expect(Object.keys(METHODS)).toHaveLength(6);
  for (const [number, row] of Object.entries(NUMBERED)) expect(row.name.split(" ")[0]).toBe(number);
});

test.each(["M X_000000_Wash", "X 00D09E Cup full", "99 BOTTLES", "", "toString", "M constructor", "M"])(
  "event code %j is a vendor's own",
  (code) => expect(eventRow(code)).toBeUndefined(),
);

test.each([
  [9001, "device.denied"],
  [9005, "path.unknown"],
  [9855, "device.fault"],
  [0, "device.fault"],
  // An ACS's own codes mean nothing in the mouth of a CPE.
  [8001, "device.fault"],
  [8005, "device.fault"],
])("a CPE's fault %d is %s [TR-069a6 A.5.1]", (code, fault) => {
  expect(faultCodeOf(code)).toBe(fault);
});
