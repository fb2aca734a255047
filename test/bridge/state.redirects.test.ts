import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { Fault } from "#core";
import { createRedirects, type RedirectParts } from "../../bridge/state/redirects.ts";
import { redisUrl } from "../services.ts";
import { deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

/** Marking and taking back, broken off in the middle. */
let rig: StateRig;
beforeAll(async () => {
  rig = await stateRig(redisUrl());
});
afterAll(() => rig.close());

const SEED = "0".repeat(26);
const TARGET = { url: "http://acs.example/", status: 307, by: "tester", reason: "move" } as const;
const REACH = { filter: 'serialNumber:"M"', expectCount: 6 } as const;

/** The registry as it is, that looks for devices so often and then is gone, as with a killed process. */
function breaking(looks: number): RedirectParts {
  let left = looks;
  return {
    list: async (query) => {
      if (left-- <= 0) throw new Fault("store.unavailable");
      return rig.state.list(query);
    },
    counts: async (filter) => {
      const { groups } = await rig.state.aggregate({ groupBy: ["redirect.state"], filter });
      return new Map(groups.map(({ key, count }) => [key["redirect.state"] ?? "", count]));
    },
    resolve: (ref) => rig.state.resolve(ref),
  };
}

test("a redirect whose making or taking back was broken off is finished by the same request once more", async () => {
  const serials = Array.from({ length: 6 }, (_, i) => `M${i}`);
  const ids: DeviceId[] = [];
  for (const serial of serials) ids.push(deviceOf(await rig.state.contact(inform(rig.clock, serial))));
  const whole = createRedirects(rig.context, breaking(1000));
  await expect(createRedirects(rig.context, breaking(1)).make(TARGET, REACH, SEED)).rejects.toMatchObject({
    code: "store.unavailable",
  });
  const [begun] = await whole.list();
  expect(begun).toMatchObject({ phase: "marking", counts: { waiting: 0 } });
  const made = await whole.make(TARGET, REACH, SEED);
  expect(made).toMatchObject({
    id: begun?.id,
    phase: "active",
    counts: { waiting: 6, sent: 0, returning: 0 },
  });
  const told = await rig.state.contact(inform(rig.clock, "M0"));
  expect(told).toMatchObject({ verdict: "redirected", status: 307 });
  // Made once more it marks nobody anew.
  expect((await whole.make(TARGET, REACH, SEED)).counts).toEqual({ waiting: 5, sent: 1, returning: 0 });

  await expect(createRedirects(rig.context, breaking(0)).lift(made.id)).rejects.toMatchObject({
    code: "store.unavailable",
  });
  expect(await whole.get(made.id)).toMatchObject({ phase: "lifting" });
  expect((await whole.lift(made.id)).toSorted()).toEqual(ids.toSorted());
  await expect(whole.get(made.id)).rejects.toMatchObject({ code: "request.notFound" });
  expect(await rig.state.contact(inform(rig.clock, "M0"))).toMatchObject({ verdict: "accepted" });
  expect(await whole.unmark(ids[0] as DeviceId)).toBe(false);
});

test("no more devices are reached than were expected, and a device that is gone is passed over", async () => {
  const redirects = createRedirects(rig.context, breaking(1000));
  const device = deviceOf(await rig.state.contact(inform(rig.clock, "N1")));
  await expect(redirects.make(TARGET, { deviceIds: [device], expectCount: 2 })).rejects.toMatchObject({
    code: "redirect.count",
  });
  const gone = deviceOf(await rig.state.contact(inform(rig.clock, "N2")));
  await rig.state.remove(gone);
  const made = await redirects.make(TARGET, { deviceIds: [device, gone] });
  expect(made.counts.waiting).toBe(1);
  expect(await redirects.unmark(device)).toBe(true);
  expect((await redirects.get(made.id)).counts.waiting).toBe(0);
});
