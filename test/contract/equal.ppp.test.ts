import { afterAll, beforeAll, expect, test } from "vitest";
import { EQUAL_PATHS, setsOf } from "./equal.contract.ts";
import { openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(903);
}, 30_000);
afterAll(() => stand.stop());

test.each(EQUAL_PATHS)("a home on PPPoE reads the same on all kinds of device: %s", async (path) => {
  const [first, ...others] = await setsOf(stand, path, "&limit=1000");
  expect(first).not.toEqual({});
  expect(others).toEqual([first, first]);
});

test.each(EQUAL_PATHS)("a home on PPPoE reads the same live from all kinds of device: %s", async (path) => {
  const [first, ...others] = await setsOf(stand, path, "&limit=1000&maxAge=0");
  expect(first).not.toEqual({});
  expect(others).toEqual([first, first]);
});

test("a home on PPPoE reads the same page by page", async () => {
  const [first, ...others] = await setsOf(stand, "Device.WiFi.", "&limit=7");
  expect(others).toEqual([first, first]);
});
