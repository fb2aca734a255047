import { expect, test } from "vitest";
import type { DeviceId, RingMemory, Rings, RingTurn, WakeResult } from "#core";
import type { MovableClock } from "../clock.ts";

export interface RingStand {
  /** Two replicas. */
  readonly rings: readonly [Rings, Rings];
  readonly clock: MovableClock;
  /** A device nobody rang so far. */
  readonly device: () => Promise<DeviceId>;
}

const HOLD = { holdMs: 20_000, restMs: 2000 };

/** What every keeper of turns does. */
export function ringsContract(name: string, stand: () => RingStand): void {
  async function begun(rings: Rings, device: DeviceId): Promise<Extract<RingTurn, { may: true }>> {
    const turn = await rings.turn(device, HOLD.holdMs);
    return turn.may ? turn : expect.unreachable("no turn");
  }

  async function rung(
    rings: Rings,
    device: DeviceId,
    tried: readonly string[],
    state: WakeResult["state"] = "rung",
  ): Promise<RingMemory> {
    const { stamp, memory } = await begun(rings, device);
    const result = { state, method: tried.at(-1) ?? "http" };
    await rings.done(device, { stamp, tried, result, restMs: HOLD.restMs });
    return memory;
  }

  test(`${name}: one turn at a time over all replicas, and none for two seconds after it`, async () => {
    const { rings, clock, device } = stand();
    const [one, two] = rings;
    const id = await device();
    const turns = await Promise.all([one, two, one, two].map((each) => each.turn(id, HOLD.holdMs)));
    expect(turns.filter(({ may }) => may)).toHaveLength(1);
    const turn = turns.find((each) => each.may);
    const result = { state: "rung", method: "http" } as const;
    await one.done(id, { stamp: turn?.stamp ?? 0, tried: ["http"], result, restMs: HOLD.restMs });
    expect(await two.turn(id, HOLD.holdMs)).toEqual({ may: false, method: "http" });
    clock.move(HOLD.restMs + 1);
    const again = await begun(two, id);
    expect(await one.turn(id, HOLD.holdMs)).toEqual({ may: false, method: "http" });
    const vain = { state: "unreachable", method: "http" } as const;
    await two.done(id, { stamp: again.stamp, tried: ["http"], result: vain, restMs: HOLD.restMs });
    expect(await one.turn(id, HOLD.holdMs)).toEqual({ may: false, vain: true });
  });

  test(`${name}: stamps rise strictly, even within one second`, async () => {
    const { rings, device } = stand();
    const id = await device();
    const stamps: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { stamp } = await begun(rings[i % 2 === 0 ? 0 : 1], id);
      stamps.push(stamp);
      await rings[0].done(id, {
        stamp,
        tried: ["udp"],
        result: { state: "rung", method: "udp" },
        restMs: HOLD.restMs,
      });
      await rings[1].came(id);
    }
    expect(new Set(stamps).size).toBe(5);
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
  });

  test(`${name}: what was tried counts as in vain until the device comes`, async () => {
    const { rings, clock, device } = stand();
    const [one, two] = rings;
    const id = await device();
    expect(await rung(one, id, ["http"])).toEqual({ inVain: {} });
    clock.move(5000);
    expect(await rung(two, id, ["http", "udp"])).toEqual({ inVain: { http: 1 } });
    clock.move(5000);
    await one.came(id);
    const { memory, stamp } = await begun(two, id);
    expect(memory).toEqual({ inVain: { http: 2, udp: 0 }, worked: "udp" });
    const result = { state: "unreachable", method: "udp" } as const;
    await two.done(id, { stamp, tried: ["udp"], result, restMs: HOLD.restMs });
    // It was asked by nobody, so it came by itself.
    await one.came(id);
    clock.move(5000);
    expect(await rung(one, id, ["udp"])).toEqual({ inVain: { http: 2, udp: 1 }, worked: "udp" });
  });

  test(`${name}: a device that comes while it is still being rung has come, and may be rung again`, async () => {
    const { rings, device } = stand();
    const id = await device();
    const { stamp } = await begun(rings[0], id);
    await rings[1].came(id);
    const end = { stamp, tried: ["http"], result: { state: "rung", method: "http" }, restMs: 2000 } as const;
    expect(await rings[0].done(id, end)).toBe(true);
    expect((await begun(rings[1], id)).memory).toEqual({ inVain: { http: 0 }, worked: "http" });
  });

  test(`${name}: the turn of a dead replica ends, and it cannot end the next one`, async () => {
    const { rings, clock, device } = stand();
    const id = await device();
    const dead = await begun(rings[0], id);
    clock.move(HOLD.holdMs + 1);
    await begun(rings[1], id);
    const result = { state: "rung", method: "http" } as const;
    await rings[0].done(id, { stamp: dead.stamp, tried: ["http"], result, restMs: 0 });
    expect(await rings[0].turn(id, HOLD.holdMs)).toMatchObject({ may: false });
  });

  test(`${name}: where a device listens for UDP is known to all replicas, and at a new place it may be rung at once`, async () => {
    const { rings, device } = stand();
    const id = await device();
    const binding = { address: "2001:db8::7", port: 40_000, replica: "two" };
    await rung(rings[0], id, ["http"], "unreachable");
    await rings[1].bind(id, binding, 3_600_000);
    expect((await rung(rings[0], id, ["udp"])).binding).toEqual(binding);
    await rings[1].bind(id, binding, 3_600_000);
    expect(await rings[0].turn(id, HOLD.holdMs)).toMatchObject({ may: false });
  });

  test(`${name}: news is later than the last one, or of its second with another nonce, over all replicas`, async () => {
    const { rings, device } = stand();
    const [one, two] = rings;
    const id = await device();
    expect(await one.isNews(id, 100, "a b")).toBe(true);
    expect(await two.isNews(id, 100, "a b")).toBe(true);
    await one.tookNews(id, 100, "a b");
    expect(await two.isNews(id, 100, "a b")).toBe(false);
    expect(await two.isNews(id, 99, "c")).toBe(false);
    expect(await two.isNews(id, 100, "c")).toBe(true);
    await two.tookNews(id, 100, "c");
    expect(await Promise.all(["a b", "c", ""].map((nonce) => one.isNews(id, 100, nonce)))).toEqual([
      false,
      false,
      true,
    ]);
    await two.tookNews(id, 101, "a b");
    expect(await one.isNews(id, 100, "")).toBe(false);
  });
}
