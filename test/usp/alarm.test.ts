import { expect, test } from "vitest";
import { silent } from "#core";
import { Sightings } from "../../usp/doctor/sightings.ts";
import { Alarm } from "../../usp/trust/alarm.ts";
import { MovableClock } from "../clock.ts";
import { until } from "../contract/api.ts";
import { connectOf, MemoryGateway } from "./gateway.ts";

const VICTIM = "os::0A8D8C-1";
const RIVAL = "os::0A8D8C-2";
const WINDOW_MS = 600_000;

async function withVictim() {
  const clock = new MovableClock();
  const gateway = new MemoryGateway(() => clock.now());
  await gateway.contact(connectOf(VICTIM, clock.now()));
  const alarm = new Alarm({ gateway, clock, log: silent });
  const raise = (claimed = VICTIM) => alarm.raise({ claimed, proven: RIVAL, mtp: "mqtt" });
  const events = () => [...gateway.events.values()];
  return { clock, gateway, alarm, raise, events };
}

test("a record in another one's name is one event of the device whose name was taken, once in a while [TR-369 R-SEC.0a]", async () => {
  const { clock, gateway, raise, events } = await withVictim();
  for (let i = 0; i < 50; i++) raise();
  await until("it is told", () => (events().length > 0 ? true : undefined));
  expect(events()).toMatchObject([
    { type: "impersonated", claimed: VICTIM, proven: RIVAL, device: gateway.deviceOf(VICTIM) },
  ]);
  clock.move(WINDOW_MS);
  raise();
  await until("it is told again", () => (events().length > 1 ? true : undefined));
  expect(gateway.reports.length).toBe(2);
});

test("of two that are no devices there is no event", async () => {
  const { gateway, raise } = await withVictim();
  raise("os::0A8D8C-3");
  await until("it has looked", () => Promise.resolve(true));
  expect(gateway.reports).toEqual([]);
});

test("what goes on is a condition until it has been quiet for an hour", async () => {
  const { clock, alarm, raise } = await withVictim();
  raise();
  raise();
  expect(alarm.warnings()).toEqual([]);
  const since = clock.now();
  raise();
  expect(alarm.warnings()).toMatchObject([{ kind: "security.endpoint-mismatch", count: 1, since }]);
  clock.move(3_600_000);
  expect(alarm.warnings()).toEqual([]);
});

test("what was seen of endpoints is bounded: in number, of each, and in time", () => {
  const clock = new MovableClock();
  const sightings = new Sightings(clock, 3);
  const seen = (from: string, refused: string) =>
    ({ from, to: "self::x", version: "1.3", kind: "message", refused }) as const;
  for (let i = 0; i < 5; i++) sightings.note(seen(`self::${i}`, "wrongTo"));
  expect([0, 1, 2, 3, 4].map((i) => sightings.of(`self::${i}`).length)).toEqual([0, 0, 1, 1, 1]);
  for (let i = 0; i < 100; i++) sightings.note(seen("self::4", `r${i}`));
  for (let i = 0; i < 100; i++) sightings.note(seen("self::4", "same"));
  const kept = sightings.of("self::4");
  expect([kept.length, kept.at(-1)?.refused, kept.at(-2)?.refused]).toEqual([16, "same", "r99"]);
  sightings.note({ ...seen("self::4", "route"), kind: "connect" });
  expect(sightings.of("self::4")).toMatchObject([{ kind: "connect", refused: "route" }]);
  sightings.note(seen("", "undecodable"));
  expect(sightings.of("")).toEqual([]);
  clock.move(25 * 3_600_000);
  expect(sightings.of("self::4")).toEqual([]);
});
