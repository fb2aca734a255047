import { expect, test } from "vitest";
import { Rates } from "../../usp/rate.ts";
import { MovableClock } from "../clock.ts";

test("a flood is told of once, its peer is served again in time, and others never notice [MSG-16] [MQTT-15]", () => {
  const clock = new MovableClock();
  const rates = new Rates<string>(clock, { perSecond: 50, burst: 500, peers: 10 });
  const taken = Array.from({ length: 1000 }, () => rates.take("A"));
  expect(taken.filter((one) => one === "within").length).toBe(500);
  expect(taken.indexOf("first")).toBe(500);
  expect(taken.filter((one) => one === "first").length).toBe(1);
  expect(rates.take("B")).toBe("within");
  clock.move(1000);
  const later = Array.from({ length: 60 }, () => rates.take("A"));
  expect(later.filter((one) => one === "within").length).toBe(50);
  expect(later).not.toContain("first");
  clock.move(60_000);
  expect(rates.take("A")).toBe("within");
  expect(Array.from({ length: 500 }, () => rates.take("A"))).toContain("first");
});

test("only so many peers are kept", () => {
  const rates = new Rates<number>(new MovableClock(), { perSecond: 1, burst: 1, peers: 3 });
  for (let peer = 0; peer < 10; peer++) expect(rates.take(peer)).toBe("within");
  expect(rates.take(9)).toBe("first");
  expect(rates.take(0)).toBe("within");
});
