import { afterAll, beforeAll, test } from "vitest";
import { EQUAL_PATHS, expectEqualSets } from "./equal.contract.ts";
import { openStand, type Stand } from "./rig.ts";

/** There is no PPP interface in this home. */
const PATHS = EQUAL_PATHS.filter((path) => path !== "Device.PPP.");
let stand: Stand;
beforeAll(async () => {
  stand = await openStand(904);
}, 30_000);
afterAll(() => stand.stop());

test.each(PATHS)("a home on DHCP reads the same on all kinds of device: %s", (path) =>
  expectEqualSets(stand, path, "&limit=1000"),
);

test.each(PATHS)("a home on DHCP reads the same live from all kinds of device: %s", (path) =>
  expectEqualSets(stand, path, "&limit=1000&maxAge=0"),
);

test("a home on DHCP reads the same page by page", () => expectEqualSets(stand, "Device.WiFi.", "&limit=7"));
