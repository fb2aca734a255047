import { expect, test } from "vitest";
import type { FileServer } from "../fileserver.ts";
import { type Answer, type Json, until } from "./api.ts";
import type { Kind, Stand, Subject } from "./rig.ts";

const PING = "Device.IP.Diagnostics.IPPing()";
const IMAGE = "Device.DeviceInfo.FirmwareImage.2.Download()";
const BACKUP = "Device.DeviceInfo.VendorConfigFile.1.Backup()";
const INSTALL = "Device.SoftwareModules.InstallDU()";

/** Commands that go on after they were accepted: every device must end them alike, and tell it alike. */
export function commandContract(kind: Kind, stand: () => Stand, files: () => FileServer): void {
  const device = (): Subject => stand().of(kind);
  const operate = (command: string, input: Json, wait = 10): Promise<Answer> =>
    stand().operate(device(), { type: "operate", command, input }, wait);
  const ended = (answer: Answer): Promise<Json> =>
    until(`${kind}: ${String(answer.body["id"])} has ended`, async () => {
      const { body } = await stand().api.call("GET", `/v1/operations/${String(answer.body["id"])}`);
      return body["finishedAt"] === null ? undefined : body;
    });
  const events = async (type: string, key: unknown): Promise<readonly Json[]> => {
    const where = `/v1/devices/${device().id}/events?order=desc&limit=100&type=causeway.device.${type}`;
    const { body } = await stand().api.call("GET", where);
    const told = (body["items"] as Json[]).map(({ data }) => data as Json);
    return told.filter(({ commandKey }) => commandKey === key);
  };
  const one = (type: string, key: unknown): Promise<Json> =>
    until(`${kind} ${type}`, async () => (await events(type, key))[0]);
  const outputOf = (body: Json): Json => resultOf(body)["output"] as Json;

  test(`${kind}: a ping ends with what it found, as outcome and as event`, async () => {
    const answer = await operate(PING, { Host: "192.0.2.1", NumberOfRepetitions: 3 });
    expect(answer.body).toMatchObject({ state: "succeeded", problem: null });
    expect(outputOf(answer.body)).toMatchObject({
      Status: "Complete",
      SuccessCount: "3",
      FailureCount: "0",
      AverageResponseTime: "12",
      MinimumResponseTime: "10",
      MaximumResponseTime: "17",
    });
    expect(await one("command-complete", answer.body["commandKey"])).toMatchObject({
      path: "Device.IP.Diagnostics.",
      command: "IPPing()",
      output: { Status: "Complete", SuccessCount: "3" },
    });
  });

  test(`${kind}: a ping that comes to no result fails with the state it ended in`, async () => {
    const answer = await operate(PING, { Host: "nowhere.invalid" });
    const problem = { code: "device.fault", detail: "Error_CannotResolveHostName" };
    expect(answer.body).toMatchObject({ state: "failed", problem });
    expect(outputOf(answer.body)).toMatchObject({ Status: "Error_CannotResolveHostName" });
    expect(await one("command-complete", answer.body["commandKey"])).toMatchObject({ problem });
  });

  test(`${kind}: a second ping waits for the end of the first, and everything else passes it`, async () => {
    const before = stand().of(kind).journal.of("aborted").length;
    const [first, second, read] = await Promise.all([
      operate(PING, { Host: "192.0.2.1" }, 0),
      operate(PING, { Host: "192.0.2.2" }, 0),
      stand().operate(device(), { type: "get", paths: ["Device.DeviceInfo.UpTime"] }, 10),
    ]);
    expect(read.body).toMatchObject({ state: "succeeded" });
    const [one_, two] = [await ended(first), await ended(second)];
    expect([one_["state"], two["state"]]).toEqual(["succeeded", "succeeded"]);
    expect(String(two["sentAt"]) >= String(one_["finishedAt"])).toBe(true);
    expect(stand().of(kind).journal.of("aborted").length).toBe(before);
  });

  test(`${kind}: a route is traced hop by hop`, async () => {
    const answer = await operate("Device.IP.Diagnostics.TraceRoute()", { Host: "192.0.2.1" });
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(outputOf(answer.body)).toMatchObject({
      Status: "Complete",
      ResponseTime: "14",
      "RouteHops.1.Host": "gw.isp.example",
      "RouteHops.1.RTTimes": "3,4,3",
    });
  });

  test(`${kind}: firmware is fetched, started, and told as a transfer and as the end of its command`, async () => {
    const version = `7.${String(kind.length)}.1`;
    files().files.set(`/fw-${version}.bin`, `version=${version}\n`);
    const URL = `${files().url}/fw-${version}.bin`;
    const answer = await operate(IMAGE, { URL, AutoActivate: true }, 0);
    expect(await ended(answer)).toMatchObject({ state: "succeeded", problem: null });
    const key = answer.body["commandKey"];
    expect(await one("transfer-complete", key)).toMatchObject({
      faultCode: 0,
      transferType: "Download",
      autonomous: false,
    });
    expect(await one("command-complete", key)).toMatchObject({
      path: "Device.DeviceInfo.FirmwareImage.2.",
      command: "Download()",
    });
    const path = "Device.DeviceInfo.SoftwareVersion";
    await until(`${kind} runs ${version}`, async () => {
      const values = await stand().values(device(), path, true);
      return values[path] === version ? true : undefined;
    });
    await until(`${kind} has told its start`, async () => {
      const where = `/v1/devices/${device().id}/events?order=desc&limit=20&type=causeway.device.boot`;
      const { body } = await stand().api.call("GET", where);
      return (body["items"] as Json[]).find(({ data }) => (data as Json)["firmwareUpdated"] === true);
    });
    expect((await events("transfer-complete", key)).length).toBe(1);
    expect((await events("command-complete", key)).length).toBe(1);
  });

  test(`${kind}: firmware that is not there fails with the device's fault`, async () => {
    const answer = await operate(IMAGE, { URL: `${files().url}/none-1.0.bin`, AutoActivate: true }, 0);
    const body = await ended(answer);
    expect(body).toMatchObject({ state: "failed" });
    const problem = body["problem"] as Json;
    expect(String(problem["protocolCode"])).toMatch(/^(?:cwmp:9016|usp:7022)$/);
    expect(await one("transfer-complete", answer.body["commandKey"])).toMatchObject({
      problem: { protocolCode: problem["protocolCode"] },
    });
  });

  test(`${kind}: the configuration is put where it was asked for`, async () => {
    const path = `/backup-${device().id}`;
    const answer = await operate(BACKUP, { URL: files().url + path });
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(outputOf(answer.body)).toEqual({});
    expect(files().uploads.get(path)).toContain("DeviceInfo.SerialNumber=");
    expect(await one("transfer-complete", answer.body["commandKey"])).toMatchObject({
      transferType: "Upload",
    });
    expect(await one("command-complete", answer.body["commandKey"])).toMatchObject({ command: "Backup()" });
  });

  test(`${kind}: a deployment unit is installed`, async () => {
    files().files.set("/unit-3.2.bin", "a unit");
    const answer = await operate(INSTALL, { URL: `${files().url}/unit-3.2.bin` });
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(outputOf(answer.body)).toMatchObject({
      Version: "3.2",
      UUID: expect.stringMatching(/^[-0-9a-f]{36}$/),
    });
    const key = answer.body["commandKey"];
    expect(await one("command-complete", key)).toMatchObject({ command: "InstallDU()" });
    const where = `/v1/devices/${device().id}/events?order=desc&limit=20&type=causeway.device.event`;
    await until(`${kind} DUStateChange!`, async () => {
      const { body } = await stand().api.call("GET", where);
      return (body["items"] as Json[]).find(({ data }) => (data as Json)["name"] === "DUStateChange!");
    });
    const root = kind === "TR-098 CPE" ? "InternetGatewayDevice." : "Device.";
    expect(device().tree.value(`${root}SoftwareModules.DeploymentUnit.1.Status`)).toBe("Installed");
    // The snapshot of a CPE has the new row with its end; agents are read when they are asked.
    if (kind !== "USP agent")
      expect(await stand().values(device(), "Device.SoftwareModules.DeploymentUnit.1.")).toMatchObject({
        "Device.SoftwareModules.DeploymentUnit.1.Status": "Installed",
      });
  });

  test(`${kind}: what it can be told is in its schema`, async () => {
    const { body } = await stand().api.call("GET", `/v1/devices/${device().id}/schema?path=Device.`);
    const commands = (body["objects"] as Json[]).flatMap((object) =>
      (object["commands"] as Json[]).map(({ name }) => String(object["path"]) + String(name)),
    );
    for (const command of [PING, IMAGE, BACKUP, INSTALL, "Device.Reboot()", "Device.ScheduleTimer()"])
      expect(commands).toContain(command.replaceAll(/\.\d+\./g, ".{i}."));
  });

  test(`${kind}: a dry run of a command shows its messages and sends nothing`, async () => {
    const asked = device().asked().length;
    const { body, status } = await stand().operate(device(), {
      type: "operate",
      command: PING,
      input: { Host: "192.0.2.77" },
      dryRun: true,
    });
    expect(status).toBe(200);
    expect(JSON.stringify(body["messages"])).toContain("192.0.2.77");
    expect(device().asked().length).toBe(asked);
  });

  test(`${kind}: a ping without its host is refused by the name of the argument`, async () => {
    const answer = await operate(PING, {});
    expect(answer.status === 200 ? (answer.body["problem"] as Json) : answer.body).toMatchObject({
      code: "parameter.value",
    });
  });

  test(`${kind}: a timer ends when its time has come`, async () => {
    const answer = await operate("Device.ScheduleTimer()", { DelaySeconds: 1 });
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(await one("command-complete", answer.body["commandKey"])).toMatchObject({
      command: "ScheduleTimer()",
    });
  });
}

function resultOf(body: Json): Json {
  return (body["result"] as { readonly results: readonly Json[] }).results[0] ?? {};
}
