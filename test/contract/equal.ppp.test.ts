import { afterAll, beforeAll, test } from "vitest";
import { EQUAL_PATHS, expectEqualSets } from "./equal.contract.ts";
import { openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(903);
}, 30_000);
afterAll(() => stand.stop());

test.each(EQUAL_PATHS)("a home on PPPoE reads the same on all kinds of device: %s", (path) =>
  expectEqualSets(stand, path, "&limit=1000"),
);

test.each(EQUAL_PATHS)("a home on PPPoE reads the same live from all kinds of device: %s", (path) =>
  expectEqualSets(stand, path, "&limit=1000&maxAge=0"),
);

test("a home on PPPoE reads the same page by page", () => expectEqualSets(stand, "Device.WiFi.", "&limit=7"));
