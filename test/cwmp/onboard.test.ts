import { expect, test } from "vitest";
import type { Outcome } from "#core";
import { createCpe, fault, homeOf, igdPlan, strain, stumble, Tree, type CpeBehaviour, type Plan } from "#sim";
import { replayRecording } from "#cwmp";
import { systemClock } from "../../src/platform/clock.ts";
import { keeper, startAcs, type Acs } from "./acs.ts";

const ROOT = "InternetGatewayDevice.";

/** The simulated TR-098 home with hosts in its LAN until it has this many parameters. */
function grown(parameters: number, home = 1): Plan {
  const plan = igdPlan(homeOf(home));
  const leaves = new Map(plan.leaves);
  const objects = new Set(plan.objects);
  const like = leaves.get(`${ROOT}DeviceInfo.ModelName`) ?? never();
  for (let host = 10; leaves.size < parameters; host++) {
    const row = `${ROOT}LANDevice.1.Hosts.Host.${String(host)}.`;
    objects.add(row);
    for (const name of ["IPAddress", "AddressSource", "MACAddress", "HostName", "InterfaceType", "Active"])
      if (leaves.size < parameters) leaves.set(row + name, { ...like, value: `${name}-${String(host)}` });
  }
  return { ...plan, leaves, objects };
}

function never(): never {
  throw new TypeError("the simulated home has no such leaf");
}

/** One first contact of a simulated device; what it was asked, by its own journal. */
async function firstContact(acs: Acs, plan: Plan, behaviours: readonly CpeBehaviour[] = []) {
  const { host, port } = acs.address;
  const cpe = createCpe({
    acsUrl: `http://${host}:${String(port)}/`,
    clock: systemClock,
    tree: new Tree(plan),
    behaviours,
    retries: false,
  });
  await cpe.start();
  cpe.stop();
  const asked = cpe.journal.of("asked").map(({ facts }) => String(facts["rpc"]));
  return { asked, outcome: acs.gateway.settled.at(-1)?.outcome };
}

async function fresh(): Promise<Acs> {
  const acs = await startAcs();
  acs.gateway.onboards = true;
  return acs;
}

test("an unknown device of 800 parameters is onboarded with four RPCs, the next of its model with three", async () => {
  const acs = await fresh();
  const first = await firstContact(acs, grown(800, 2));
  expect(first.asked).toEqual([
    "GetRPCMethods",
    "GetParameterNames",
    "GetParameterValues",
    "SetParameterValues",
  ]);
  expect(first.outcome).toMatchObject({ state: "succeeded", complete: true });
  expect(first.outcome?.values).toHaveLength(800);
  await expect.poll(() => acs.gateway.models.size).toBe(1);
  const next = await firstContact(acs, grown(800, 6));
  expect(next.asked).toEqual(["GetRPCMethods", "GetParameterValues", "SetParameterValues"]);
  expect(next.outcome?.values).toHaveLength(800);
  const access = (outcome: Outcome | undefined) =>
    new Map(outcome?.values?.map(({ path, writable }) => [path, writable]));
  expect(access(next.outcome)).toEqual(access(first.outcome));
});

/** Parameters in each answer the device gave to a GetParameterValues. */
function sizes(outcome: Outcome | undefined): number {
  return new Set(outcome?.values?.map(({ path }) => path)).size;
}

test(
  "a tree of 20,000 parameters is read in answers of about 2,000 at most",
  { timeout: 90_000 },
  async () => {
    const acs = await fresh();
    const bound = strain({ parameters: 2048 }, 9004, "GetParameterValues");
    const first = await firstContact(acs, grown(20_000, 2), [bound]);
    expect(sizes(first.outcome)).toBe(20_000);
    expect(first.asked.length).toBeLessThanOrEqual(25);
    await expect.poll(() => acs.gateway.models.size).toBe(1);
    const next = await firstContact(acs, grown(20_000, 6), [bound]);
    expect(sizes(next.outcome)).toBe(20_000);
    expect(next.asked.length).toBeLessThanOrEqual(30);
    // What it is asked to list is a level of a large table, never the tree.
    expect(next.asked.filter((rpc) => rpc === "GetParameterNames").length).toBeLessThanOrEqual(8);
  },
);

test.each<[string, readonly CpeBehaviour[], number]>([
  ["faults with 9004 above 100 values", [strain({ parameters: 100 }, 9004, "GetParameterValues")], 40],
  ["faults with 9002 above 100 values", [strain({ parameters: 100 }, 9002, "GetParameterValues")], 40],
  // Each row of its tables is listed by itself, once for its model.
  ["faults with 9004 above 100 values or names", [strain({ parameters: 100 })], 300],
  ["takes no more than 16 names", [strain({ names: 16 })], 20],
  ["cannot tell its names", [fault(9002, "GetParameterNames")], 12],
])("a device that %s is read whole all the same", async (_what, behaviours, most) => {
  const acs = await fresh();
  const { asked, outcome } = await firstContact(acs, grown(800, 2), behaviours);
  expect(outcome).toMatchObject({ state: "succeeded", complete: true });
  expect(sizes(outcome)).toBe(800);
  expect(asked.length).toBeLessThanOrEqual(most);
});

test("a device that closes the connection under a long answer is read in its next sessions", async () => {
  const acs = await fresh();
  const plan = grown(800, 2);
  const behaviours = [strain({ parameters: 150 }, "drop")];
  let last = await firstContact(acs, plan, behaviours);
  for (let session = 0; session < 5 && last.outcome === undefined; session++)
    last = await firstContact(acs, plan, behaviours);
  expect(last.outcome).toMatchObject({ state: "succeeded", complete: true });
  expect(sizes(last.outcome)).toBe(800);
  // It is not tried again what it bears: that would cost a session.
  const pace = last.outcome?.memory?.["pace"];
  expect(Array.isArray(pace) ? pace[0] : undefined).toBeLessThanOrEqual(150);
});

test("what a device stumbles over is told, and all else of it is read", async () => {
  const acs = await fresh();
  const broken = `${ROOT}DeviceInfo.ModelName`;
  const { outcome, asked } = await firstContact(acs, grown(800, 2), [
    stumble(broken),
    stumble(`${ROOT}LANDevice.1.Hosts.Host.12.`, 9002, "GetParameterNames"),
  ]);
  expect(outcome).toMatchObject({ state: "succeeded", result: { summary: { unread: [broken] } } });
  expect(outcome?.complete).toBeUndefined();
  expect(sizes(outcome)).toBe(799);
  expect(asked.length).toBeLessThanOrEqual(60);
});

/** The model as one device of it made it, with all it says of what can be written turned round. */
function lying(text: string): string {
  return text.replaceAll(/":"w/g, '":"r');
}

test("a device that lies about its model has no device's write refused and no name lost", async () => {
  const acs = await fresh();
  await firstContact(acs, grown(400, 2));
  await expect.poll(() => acs.gateway.models.size).toBe(1);
  const [[key = "", text = ""] = []] = acs.gateway.models;
  const few = JSON.parse(lying(text)) as { names: Record<string, string> };
  few.names = Object.fromEntries(Object.entries(few.names).filter(([name]) => !name.includes("Hosts")));
  acs.gateway.models.set(key, JSON.stringify(few));
  const { outcome, asked } = await firstContact(acs, grown(400, 6));
  // Its own credentials and interval are written although its model says that they cannot be.
  expect(asked).toContain("SetParameterValues");
  expect(outcome).toMatchObject({ result: { summary: { provisioning: "applied", refused: [] } } });
  expect(sizes(outcome)).toBe(400);
  const host = outcome?.values?.find(({ path }) => path.includes("Hosts.Host.12."));
  expect(host?.writable).toBe(false);
  // The names that the model lacked are there again, and what one device can write stays so.
  await expect.poll(() => acs.gateway.models.get(key)).toContain("Hosts.Host.{i}.");
  const device = [...acs.gateway.contacts].at(-1)?.identity.value ?? "";
  const get = acs.gateway.submit(acs.gateway.deviceOf(device), {
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.ManagementServer.", params: { PeriodicInformInterval: "600" } }],
  });
  await firstContact({ ...acs }, grown(400, 6));
  expect(acs.gateway.outcome(get)).toMatchObject({ state: "succeeded" });
});

test("a get of many names has a result for each, though the device takes few at a time and knows not all", async () => {
  const acs = await fresh();
  const plan = grown(400, 2);
  await firstContact(acs, plan);
  const names = [...plan.leaves.keys()].filter((path) => path.includes("Hosts.Host.")).slice(0, 60);
  const [broken = ""] = names.slice(20);
  const paths = [...names.slice(0, 30), `${ROOT}Nothing.Here`, ...names.slice(30)];
  const device = acs.gateway.deviceOf(acs.gateway.contacts[0]?.identity.value ?? "");
  const id = acs.gateway.submit(device, { type: "get", paths, maxDepth: 0 });
  const part = acs.gateway.submit(device, { type: "get", paths: [`${ROOT}LANDevice.1.Hosts.`], maxDepth: 0 });
  const { asked } = await firstContact(acs, plan, [strain({ names: 16 }, 9004), stumble(broken)]);
  const outcome = acs.gateway.outcome(id);
  const results =
    outcome?.state === "succeeded" && outcome.result.type === "get" ? outcome.result.results : [];
  expect(results.map(({ requestedPath }) => requestedPath)).toEqual(paths);
  for (const { requestedPath, items, fault: refused } of results)
    if (requestedPath === broken) expect(refused).toMatchObject({ protocolCode: "cwmp:9002" });
    else if (requestedPath.endsWith("Nothing.Here")) expect(refused).toMatchObject({ code: "path.unknown" });
    else expect(items).toHaveLength(1);
  // An object that could be read in part tells what could not.
  expect(acs.gateway.outcome(part)).toMatchObject({
    state: "succeeded",
    result: { results: [{ errors: [{ code: "device.faultTransient" }] }] },
  });
  expect(asked.length).toBeLessThanOrEqual(80);
});

test("an onboarding that took its names from its model replays as it was", async () => {
  const recorder = keeper();
  const acs = await startAcs({ provisionCredentials: false }, recorder);
  acs.gateway.onboards = true;
  await firstContact(acs, igdPlan(homeOf(1)));
  await expect.poll(() => acs.gateway.models.size).toBe(1);
  const { asked } = await firstContact(acs, igdPlan(homeOf(13)));
  expect(asked).not.toContain("GetParameterNames");
  await expect.poll(() => recorder.kept.length).toBe(2);
  for (const { lines } of recorder.kept) expect(await replayRecording(lines)).toMatchObject({ same: true });
});
