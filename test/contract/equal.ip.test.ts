import { afterAll, beforeAll, expect, test } from "vitest";
import { EQUAL_PATHS, setsOf } from "./equal.contract.ts";
import { openStand, type Stand } from "./rig.ts";

/** There is no PPP interface in this home. */
const PATHS = EQUAL_PATHS.filter((path) => path !== "Device.PPP.");
let stand: Stand;
beforeAll(async () => {
  stand = await openStand(904);
}, 30_000);
afterAll(() => stand.stop());

test.each(PATHS)("a home on DHCP reads the same on all kinds of device: %s", async (path) => {
  const [first, ...others] = await setsOf(stand, path, "&limit=1000");
  expect(first).not.toEqual({});
  expect(others).toEqual([first, first]);
});

test.each(PATHS)("a home on DHCP reads the same live from all kinds of device: %s", async (path) => {
  const [first, ...others] = await setsOf(stand, path, "&limit=1000&maxAge=0");
  expect(first).not.toEqual({});
  expect(others).toEqual([first, first]);
});

test("a home on DHCP reads the same page by page", async () => {
  const [first, ...others] = await setsOf(stand, "Device.WiFi.", "&limit=7");
  expect(others).toEqual([first, first]);
});
