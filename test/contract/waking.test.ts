import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "./api.ts";
import { wakingStand, type WakingStand } from "./waking.rig.ts";

let stand: WakingStand;
beforeAll(async () => {
  stand = await wakingStand();
});
afterAll(() => stand.stop());

test("a box behind a NAT, which no HTTP connection request reaches, is woken by UDP [TR-069a6 G.2.2.3]", async () => {
  const { cpe, bind, read, ring, wake } = await stand.box();
  expect(await ring()).toMatchObject({ state: "unreachable" });
  expect(await wake()).toMatchObject({ method: "http", lastResult: "unreachable" });
  await bind("one");
  expect(cpe.tree.value("Device.ManagementServer.NATDetected")).toBe("true");
  expect(await read()).toBe(200);
  expect(cpe.journal.of("udpRequest")).toHaveLength(1);
  expect(cpe.journal.of("udpRefused")).toEqual([]);
  await until("it has come", async () => ((await wake())["lastResult"] === "ok" ? true : undefined));
  expect(await wake()).toMatchObject({ method: "udp" });
  expect(await read()).toBe(200);
  const [first, second] = cpe.journal.of("udpRequest").map(({ facts }) => facts);
  expect(Number(second?.["ts"])).toBeGreaterThan(Number(first?.["ts"]));
});

test("the binding of another replica: the request leaves from there; and after its restart, again", async () => {
  await stand.start("two");
  const { cpe, bind, read, wake } = await stand.box();
  await bind("two");
  expect(await read()).toBe(200);
  expect(cpe.journal.of("natDropped")).toEqual([]);
  await until("it has come", async () => ((await wake())["lastResult"] === "ok" ? true : undefined));
  await stand.stopOne("two");
  await stand.start("two");
  expect(await read()).toBe(200);
  expect(cpe.journal.of("natDropped")).toEqual([]);
  expect(cpe.journal.of("udpRequest")).toHaveLength(2);
});
