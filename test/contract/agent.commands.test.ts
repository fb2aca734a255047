import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { laneOf, objectSchemaOf, schemaObjects } from "#core";
import { fileServer, type FileServer } from "../fileserver.ts";
import { type Json, until } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";

/** Every diagnostic of the standard, with the arguments it must be given. */
const DIAGNOSTICS = schemaObjects("Device.").flatMap((object) =>
  (objectSchemaOf(object)?.commands ?? []).flatMap(({ name, async, input, output, arguments: known }) => {
    const command = object + name;
    if (!async || laneOf({ type: "operate", command, input: {} }) === undefined) return [];
    const needed = input.filter((one) => known.get(one)?.mandatory === true && !one.includes("{i}"));
    return [{ command, input: Object.fromEntries(needed.map((one) => [one, "1"])), output }];
  }),
);

let stand: Stand;
let files: FileServer;
beforeAll(async () => {
  files = await fileServer();
  stand = await openStand(880);
}, 60_000);
afterEach(() => stand.fleet.agent.behaveWell());
afterAll(async () => {
  await stand.stop();
  await files.close();
});

async function run(command: string, input: Json): Promise<Json> {
  const { body } = await stand.operate(stand.of("USP agent"), { type: "operate", command, input }, 10);
  return until(`${command} has ended`, async () => {
    const now = (await stand.api.call("GET", `/v1/operations/${String(body["id"])}`)).body;
    return now["finishedAt"] === null ? undefined : now;
  });
}

const outputOf = (body: Json): Json =>
  ((body["result"] as Json)["results"] as readonly Json[])[0]?.["output"] as Json;

test("the standard has these diagnostics", () => {
  expect(DIAGNOSTICS.length).toBeGreaterThanOrEqual(20);
});

test.each(DIAGNOSTICS)(
  "an agent runs $command and its whole result is told",
  async ({ command, input, output }) => {
    const done = await run(
      command,
      command.endsWith("IPPing()") || command.endsWith("TraceRoute()") ? { Host: "192.0.2.1" } : input,
    );
    expect(done).toMatchObject({ state: "succeeded", problem: null });
    expect(outputOf(done)["Status"]).toBe("Complete");
    const told = new Set(Object.keys(outputOf(done)).map((name) => name.replaceAll(/\.\d+\./g, ".{i}.")));
    // The two with results of their own tell what a line without trouble does.
    if (!/IPPing|TraceRoute|SelfTest/.test(command))
      expect([...told].toSorted()).toEqual([...output].toSorted());
  },
  20_000,
);

test("a log of an agent is put here, and a capture with the test that made it", async () => {
  const log = await run("Device.DeviceInfo.VendorLogFile.1.Upload()", { URL: "causeway:" });
  expect(log).toMatchObject({ state: "succeeded" });
  const filter = (id: unknown) => encodeURIComponent(`operation="${String(id)}"`);
  const rows = async (id: unknown) =>
    (await stand.api.call("GET", `/v1/files?filter=${filter(id)}`)).body["items"] as Json[];
  expect(await rows(log["id"])).toMatchObject([{ kind: "log", device: stand.of("USP agent").id }]);
  const capture = await run("Device.PacketCaptureDiagnostics()", {
    Interface: "Device.IP.Interface.1",
    Duration: 1,
    FileTarget: "causeway:",
  });
  expect(capture).toMatchObject({ state: "succeeded" });
  expect(outputOf(capture)["Status"]).toBe("Complete");
  expect(await rows(capture["id"])).toMatchObject([{ kind: "other" }]);
}, 20_000);

test.each([
  [7022, "device.fault"],
  [7023, "operation.cancelled"],
  [7222, "device.fault"],
  [7225, "device.fault"],
  [7227, "device.fault"],
  [7232, "device.fault"],
] as const)("a command that fails with %i is told as %s", async (code, fault) => {
  stand.fleet.agent.behave({ do: "commandFault", code, text: `because of ${code}`, times: 1 });
  const done = await run("Device.SoftwareModules.InstallDU()", { URL: `${files.url}/none-1.0` });
  expect(done).toMatchObject({
    state: "failed",
    problem: { code: fault, detail: `because of ${code}`, protocolCode: `usp:${code}` },
  });
});

test("a deployment unit is installed, updated, stopped and taken away [TR-369 R-SMM.1]", async () => {
  const { agent } = stand.fleet;
  files.files.set("/unit-1.1", "a unit");
  files.files.set("/unit-1.2", "a unit");
  const installed = await run("Device.SoftwareModules.InstallDU()", { URL: `${files.url}/unit-1.1` });
  expect(outputOf(installed)).toMatchObject({ Version: "1.1" });
  const [row] = agent.tree.instances("Device.SoftwareModules.DeploymentUnit.");
  const unit = `Device.SoftwareModules.DeploymentUnit.${String(row)}.`;
  const booted = agent.journal.next("booted");
  agent.reboot();
  await booted;
  expect(agent.tree.value(`${unit}Status`)).toBe("Installed");
  expect(await run(`${unit}Update()`, { URL: `${files.url}/unit-1.2` })).toMatchObject({
    state: "succeeded",
  });
  expect(agent.tree.value(`${unit}Version`)).toBe("1.2");
  const idle = { RequestedState: "Idle" };
  const stopped = await run("Device.SoftwareModules.ExecutionUnit.1.SetRequestedState()", idle);
  expect(stopped).toMatchObject({ state: "succeeded" });
  expect(agent.tree.value("Device.SoftwareModules.ExecutionUnit.1.Status")).toBe("Idle");
  expect(await run(`${unit}Uninstall()`, {})).toMatchObject({ state: "succeeded" });
  expect(agent.tree.instances("Device.SoftwareModules.DeploymentUnit.")).toEqual([]);
}, 30_000);

test("a change of a unit that the agent's own code fails is told with that code", async () => {
  stand.fleet.agent.behave({ do: "unitFault", code: 7226, times: 1 });
  files.files.set("/unit-2.1", "a unit");
  expect(await run("Device.SoftwareModules.InstallDU()", { URL: `${files.url}/unit-2.1` })).toMatchObject({
    state: "failed",
    problem: { protocolCode: "usp:7226" },
  });
});
