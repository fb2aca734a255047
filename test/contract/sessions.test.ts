import { afterAll, beforeAll, expect, test } from "vitest";
import { openStand, type Stand } from "./rig.ts";
import { stackContract } from "./stack.contract.ts";

let stand: Stand;

/** The whole gateway with an agent that requires a session context, in records of 1024 bytes. */
beforeAll(async () => {
  stand = await openStand(906, [], undefined, { session: { mode: "Require", maxRecordBytes: 1024 } });
}, 60_000);
afterAll(() => stand.stop());

stackContract("USP agent", () => stand, "0906");

test("all of it went in sessions, in records that fit, and nothing was executed that was not asked", () => {
  const { journal } = stand.of("USP agent");
  const heard = journal.of("heard").map(({ facts }) => Number(facts["bytes"]));
  expect(heard.length).toBeGreaterThan(50);
  expect(Math.max(...heard)).toBeLessThanOrEqual(1024);
  const ids = (what: string) => journal.of(what).map(({ facts }) => String(facts["msgId"]));
  const executed = [...ids("executed"), ...ids("faulted")];
  expect(new Set(executed).size).toBe(executed.length);
});
