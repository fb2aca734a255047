import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "./api.ts";
import { wakingStand, type Box, type WakingStand } from "./waking.rig.ts";

let stand: WakingStand;
beforeAll(async () => {
  stand = await wakingStand();
  await stand.start("two");
});
afterAll(() => stand.stop());

async function came({ wake }: Box): Promise<void> {
  await until("it has come", async () => ((await wake())["lastResult"] === "ok" ? true : undefined));
}

test("a box behind a NAT, which no HTTP connection request reaches, is woken by UDP as its onboarding set it up [TR-069a6 G.2.2.3]", async () => {
  const box = await stand.box();
  const { cpe, bound, read, wake } = box;
  await bound();
  expect(cpe.tree.value("Device.ManagementServer.NATDetected")).toBe("true");
  expect(await read()).toBe(200);
  await came(box);
  expect(await wake()).toMatchObject({ method: "udp" });
  expect(await read()).toBe(200);
  expect(cpe.journal.of("udpRefused").filter(({ facts }) => facts["why"] !== "signature")).toEqual([]);
  const [first, second] = cpe.journal.of("udpRequest").map(({ facts }) => facts);
  expect(Number(second?.["ts"])).toBeGreaterThan(Number(first?.["ts"]));
});

test("a box that is off was rung, and does not count as come", async () => {
  const { cpe, bound, ring, wake } = await stand.box();
  await bound();
  cpe.stop();
  expect(await ring()).toMatchObject({ state: "rung", method: "udp" });
  expect(await wake()).toMatchObject({ method: "udp", lastResult: "rung" });
});

test("the binding of another replica: the request leaves from there, and again after its restart", async () => {
  const box = await stand.box();
  const { cpe, bound, move, read } = box;
  await bound();
  await move("two");
  const before = cpe.journal.of("udpRequest").length;
  expect(await read()).toBe(200);
  expect(cpe.journal.of("natDropped")).toEqual([]);
  await came(box);
  await stand.stopOne("two");
  await stand.start("two");
  expect(await read()).toBe(200);
  expect(cpe.journal.of("natDropped")).toEqual([]);
  expect(cpe.journal.of("udpRequest")).toHaveLength(before + 2);
});
