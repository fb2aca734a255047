import { afterEach, expect, test } from "vitest";
import { silent, unmetered, type Operation, type OperationResult } from "#core";
import { createUspStack, USP_DEFAULTS } from "#usp";
import { spokenBy, type UspVersion } from "../../sim/agent/version.ts";
import { createAgent } from "../../sim/agent.ts";
import { homeOf } from "../../sim/tree/home.ts";
import { devicePlan } from "../../sim/tree/tr181.ts";
import { Tree } from "../../sim/tree/tree.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { agreedVersion, firstVersion } from "../../usp/version.ts";
import { MemoryPost } from "../cwmp/post.ts";
import { mqttUrl } from "../services.ts";
import { MemoryGateway } from "./gateway.ts";

const SOON = { timeout: 15_000, interval: 10 };
const undo: (() => Promise<unknown>)[] = [];
let serial = 0;

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** An agent of one version that was taken on board, and a way to run operations on it. */
async function onboarded(speaks: UspVersion) {
  const name = `v${process.pid}-${++serial}`;
  const topic = `usp/controller/${name}`;
  const gateway = new MemoryGateway(() => systemClock.now());
  const config = {
    ...USP_DEFAULTS,
    brokerUrl: mqttUrl(),
    replica: name,
    topic,
    agentTopic: `usp/agent/${name}/{endpointId}`,
  };
  const post = new MemoryPost(name);
  const parts = { gateway, post, clock: systemClock, log: silent, metrics: unmetered, config };
  const stack = createUspStack(parts);
  await stack.start();
  undo.push(() => stack.stop(AbortSignal.abort()));
  const home = homeOf(0);
  const endpointId = `os::${home.model.oui}-${name.toUpperCase()}`;
  const side = {
    endpointId,
    controllerId: config.endpointId,
    controllerTopic: topic,
    agentTopic: `usp/agent/${name}/${endpointId}`,
    brokerHost: "127.0.0.1",
    brokerPort: 1883,
    protocolVersion: "5.0" as const,
  };
  const tree = new Tree(devicePlan(home, { cwmp: false, agent: side }));
  const agent = createAgent({ mqttUrl: mqttUrl(), clock: systemClock, tree, speaks, onBoards: true });
  undo.push(async () => agent.stop());
  await agent.start();
  const device = () => gateway.deviceOf(endpointId);
  await expect
    .poll(() => device() && gateway.row(device() ?? expect.unreachable()).memory["version"], SOON)
    .toBeDefined();
  const found = device() ?? expect.unreachable();
  const run = async (operation: Operation): Promise<OperationResult | undefined> => {
    const id = gateway.submit(found, operation, false);
    await stack.wake(found, AbortSignal.timeout(5000));
    await expect.poll(() => gateway.isSettled(id), SOON).toBe(true);
    return gateway.ledger.get(id)?.result;
  };
  const supported = async () => stack.supported(await gateway.knowledge(found));
  return { gateway, device: found, agent, run, supported };
}

test("the highest version that both speak is agreed, and nothing above what an unknown agent used is tried", () => {
  expect(agreedVersion(["1.0", "1.1"])).toBe("1.1");
  expect(agreedVersion(["1.3", "1.4", "2.0"])).toBe("1.4");
  expect(agreedVersion(["2.0"], "1.1")).toBe("1.1");
  expect(["1.0", "1.2", "1.3", "1.4", "1.9", undefined].map(firstVersion)).toEqual([
    "1.0",
    "1.2",
    "1.3",
    "1.3",
    "1.3",
    "1.3",
  ]);
});

const OBJECT = "Device.WiFi.Radio.1.";
test.each(["1.0", "1.1", "1.2", "1.3", "1.4"] as const)(
  "an agent of %s is taken on board and answers as one of any other version",
  async (speaks) => {
    const { gateway, device, agent, run, supported } = await onboarded(speaks);
    const { memory } = gateway.row(device);
    expect(memory).toMatchObject({ version: speaks, versions: spokenBy(speaks) });
    const asked = agent.journal.entries.filter(({ what }) => what === "asked");
    expect(asked.length).toBeGreaterThan(2);
    // An agent of before 1.2 knows no max_depth and tells rows within their object.
    const shallow = await run({ type: "get", paths: ["Device.WiFi."], maxDepth: 1 });
    const own = agent.tree.under("Device.WiFi.").filter((path) => path.split(".").length === 3);
    expect(pathsOf(shallow)).toEqual(own.toSorted());
    const radios = await run({ type: "get", paths: ["Device.WiFi.Radio."], maxDepth: 2 });
    const rows = agent.tree.under("Device.WiFi.Radio.").filter((path) => path.split(".").length <= 5);
    expect(pathsOf(radios)).toEqual(rows.toSorted());
    const set = await run({
      type: "set",
      allowPartial: false,
      updates: [{ path: OBJECT, params: { Enable: "false" } }],
    });
    expect(set).toMatchObject({ results: [{ updated: [{ params: { Enable: "false" } }] }] });
    // What GetSupportedDM does not tell yet comes from the data model.
    const objects = await supported();
    const root = objects.find(({ path }) => path === "Device.");
    expect(root?.commands.find((command) => command.name === "Reboot()")).toMatchObject({ async: false });
    const radio = objects.find(({ path }) => path === "Device.WiFi.Radio.{i}.");
    expect(radio?.parameters.find((one) => one.name === "Enable")).toMatchObject({ type: "boolean" });
  },
);

function pathsOf(result: OperationResult | undefined): readonly string[] {
  if (result?.type !== "get") return [];
  return result.results.flatMap(({ items }) => items.map(({ path }) => path)).toSorted();
}
