import { expect, test } from "vitest";
import { StunCredentials } from "../../cwmp/stun/credentials.ts";
import { MovableClock } from "../clock.ts";
import { MemoryGateway } from "./gateway.ts";

const BOX = "00256D-Box-S1";
const MINUTES = 60_000;

test("both generations of a STUN password are good until the new one was shown, and the old one goes minutes later", async () => {
  const gateway = new MemoryGateway();
  const clock = new MovableClock();
  const device = gateway.enrol(BOX);
  gateway.remember(
    device,
    [],
    { stunUsername: BOX, stunUsernamePrevious: BOX, stunBy: "rotation" },
    { stunPassword: "new", stunPasswordPrevious: "old" },
  );
  const credentials = new StunCredentials(gateway, clock);
  const shows = async (given: string): Promise<boolean> =>
    (await credentials.fitting(BOX, (password) => password === given)).credential !== undefined;
  expect(await shows("old")).toBe(true);
  expect(gateway.reports).toEqual([]);
  expect(await shows("new")).toBe(true);
  expect(gateway.reports).toHaveLength(1);
  clock.move(6 * MINUTES);
  expect(await shows("new")).toBe(true);
  expect(await shows("old")).toBe(false);
  expect(await shows("new")).toBe(true);
  expect(gateway.reports).toHaveLength(1);
});
