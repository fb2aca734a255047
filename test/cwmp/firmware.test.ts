import { expect, test } from "vitest";
import type { DeviceEvent, Outcome } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope } from "./cpe.ts";

const COMMAND = "Device.DeviceInfo.FirmwareImage.1.Download()";
const VERSION = "Device.DeviceInfo.SoftwareVersion";
const HOUR = 3600_000;

/** A CPE with firmware 1.0 that takes a Download with this Status. */
async function box(status: 0 | 1, input: Readonly<Record<string, string>> = {}) {
  const acs = await startAcs();
  const tree = { [VERSION]: "1.0" };
  const cpe = new Cpe(tree, { values: tree });
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.remember(device, [{ path: VERSION, value: "1.0", type: "string", at: 1 }]);
  const url = { URL: "http://192.0.2.1/fw.bin" };
  const id = acs.gateway.submit(device, { type: "operate", command: COMMAND, input: { ...url, ...input } });
  const key = id.slice(2);
  const times =
    "<StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime>";
  cpe.override = (rpc, _body, message) =>
    rpc === "Download"
      ? envelope(
          `<cwmp:DownloadResponse><Status>${String(status)}</Status>${times}</cwmp:DownloadResponse>`,
          message,
        )
      : undefined;
  const runs = (version: string): void => {
    Object.assign(cpe.options, { values: { [VERSION]: version } });
  };
  return {
    ...acs,
    cpe,
    device,
    key,
    runs,
    outcome: () => acs.gateway.outcome(id) as Outcome,
    /** A session in which it tells these events and nothing of its own. */
    session: async (...codes: string[]) => {
      const events = codes.map((code) => [code, code.startsWith("M ") ? key : ""] as const);
      expect((await cpe.session(acs.address, codes.length === 0 ? undefined : events)).status).toBe(204);
      return acs.gateway.outcome(id) as Outcome;
    },
    /** A session in which it tells the end of the transfer. */
    complete: async (faultCode: number, ...codes: string[]) => {
      const events = codes.map((code) => [code, code.startsWith("M ") ? key : ""] as const);
      Object.assign(cpe.options, { events });
      const fault = `<FaultStruct><FaultCode>${String(faultCode)}</FaultCode><FaultString></FaultString></FaultStruct>`;
      await cpe.say(
        acs.address,
        `<cwmp:TransferComplete><CommandKey>${key}</CommandKey>${fault}${times}</cwmp:TransferComplete>`,
      );
      return acs.gateway.outcome(id) as Outcome;
    },
    reported: (): readonly DeviceEvent[] => acs.gateway.reports.at(-1)?.events ?? [],
  };
}

const outputOf = (outcome: Outcome): unknown =>
  "result" in outcome && outcome.result?.type === "operate" ? outcome.result.results[0]?.output : undefined;
const NEW = { SoftwareVersion: "2.0", FirmwareUpdated: "true" };
const OLD = { SoftwareVersion: "1.0", FirmwareUpdated: "false" };
const TOLD = ["1 BOOT", "7 TRANSFER COMPLETE", "M Download"];

test("firmware has succeeded when the device runs another version, told once [TR-069a6 A.3.2.8]", async () => {
  const { session, complete, runs, key, reported } = await box(1);
  expect((await session()).state).toBe("pending");
  runs("2.0");
  const outcome = await complete(0, ...TOLD);
  expect(outcome).toMatchObject({
    state: "succeeded",
    events: [{ type: "commandComplete", commandKey: key, output: NEW }],
  });
  expect(outputOf(outcome)).toEqual(NEW);
  expect(reported()).toMatchObject([{ type: "transferComplete", commandKey: key, goesOn: true }]);
});

test("a transfer that is complete, a start, and the same version: the result says so", async () => {
  const { session, complete } = await box(1);
  await session();
  const outcome = await complete(0, ...TOLD);
  expect(outcome.state).toBe("succeeded");
  expect(outputOf(outcome)).toEqual(OLD);
});

test("where the version is known that was sent, another one fails the command", async () => {
  const same = await box(1, { Version: "2.0" });
  await same.session();
  expect(await same.complete(0, ...TOLD)).toMatchObject({
    state: "failed",
    problem: { code: "device.firmware", detail: "it runs 1.0, not 2.0" },
    events: [{ type: "commandComplete", problem: { code: "device.firmware" } }],
  });
  const other = await box(1, { Version: "2.0" });
  await other.session();
  other.runs("1.5");
  expect(await other.complete(0, ...TOLD)).toMatchObject({
    state: "failed",
    problem: { detail: "it runs 1.5, not 2.0" },
  });
  const right = await box(1, { Version: "2.0" });
  await right.session();
  right.runs("2.0");
  expect(outputOf(await right.complete(0, ...TOLD))).toEqual(NEW);
});

test("the version that runs already, sent again, is no failure", async () => {
  const { session, complete } = await box(1, { Version: "1.0" });
  await session();
  const outcome = await complete(0, ...TOLD);
  expect([outcome.state, outputOf(outcome)]).toEqual(["succeeded", OLD]);
});

test("a device that never tells the end of the transfer has ended it when it runs the new version", async () => {
  const { session, runs } = await box(1);
  await session();
  runs("2.0");
  expect(outputOf(await session("1 BOOT"))).toEqual(NEW);
});

test("a start before the end of the transfer ends nothing", async () => {
  const { session, complete, runs, cpe } = await box(1);
  await session();
  const asked = cpe.log.length;
  expect((await session("1 BOOT")).state).toBe("pending");
  expect(cpe.log).toHaveLength(asked);
  runs("2.0");
  expect(outputOf(await complete(0, ...TOLD))).toEqual(NEW);
});

test("Status 0 means that the file was taken: the start shows what runs", async () => {
  const { session, runs, key } = await box(0);
  expect(await session()).toMatchObject({
    state: "pending",
    events: [{ type: "transferComplete", commandKey: key, faultCode: 0, goesOn: true }],
  });
  runs("2.0");
  expect(outputOf(await session("1 BOOT"))).toEqual(NEW);
  const stays = await box(0);
  await stays.session();
  expect(outputOf(await stays.session("1 BOOT"))).toEqual(OLD);
});

test("a device that tells the transfer complete before it starts is waited for, an hour at most", async () => {
  const parts = await box(1);
  await parts.session();
  expect(await parts.complete(0, "7 TRANSFER COMPLETE", "M Download")).toMatchObject({
    state: "pending",
    withinMs: HOUR,
  });
  parts.runs("2.0");
  expect(outputOf(await parts.session("1 BOOT"))).toEqual(NEW);

  const never = await box(1, { Version: "2.0" });
  await never.session();
  await never.complete(0, "7 TRANSFER COMPLETE", "M Download");
  never.clock.move(HOUR);
  // The ledger brings it back when its time is over.
  expect(await never.session("8 DIAGNOSTICS COMPLETE")).toMatchObject({
    state: "failed",
    problem: { detail: "it runs 1.0, not 2.0, and has not started since it told the transfer complete" },
  });
});

test("a transfer that failed fails the command at once, whatever runs", async () => {
  const { session, complete, reported, key, outcome } = await box(1);
  await session();
  await complete(9018, ...TOLD);
  expect(reported()).toMatchObject([
    { type: "commandComplete", commandKey: key, problem: { protocolCode: "cwmp:9018" } },
    { type: "transferComplete", faultCode: 9018 },
  ]);
  expect(outcome().state).toBe("pending");
});

test("an image that is only stored ends with its transfer", async () => {
  const { gateway, device, session, complete, reported, key } = await box(1, { AutoActivate: "false" });
  gateway.remember(device, [
    { path: "Device.DeviceInfo.FirmwareImage.1.Status", value: "Available", type: "string", at: 1 },
  ]);
  expect((await session()).state).toBe("pending");
  await complete(0, "7 TRANSFER COMPLETE", "M Download");
  expect(reported()).toMatchObject([
    { type: "commandComplete", commandKey: key, output: {} },
    { type: "transferComplete", commandKey: key },
  ]);
});

test("a reset in between forgets what ran before: the end of the transfer is the end again", async () => {
  const { session, complete, reported, key } = await box(1);
  await session();
  await complete(0, "0 BOOTSTRAP", ...TOLD);
  expect(reported()).toMatchObject([
    { type: "commandComplete", commandKey: key },
    { type: "transferComplete" },
  ]);
});

test("two images on their way are told apart", async () => {
  const first = await box(1, { Version: "3.0" });
  await first.session();
  const second = first.gateway.submit(first.device, {
    type: "operate",
    command: COMMAND,
    input: { URL: "http://192.0.2.1/other.bin" },
  });
  await first.session();
  first.runs("3.0");
  await first.session("1 BOOT");
  expect(outputOf(first.outcome())).toEqual({ SoftwareVersion: "3.0", FirmwareUpdated: "true" });
  expect(first.gateway.outcome(second)?.state).toBe("succeeded");
  expect((await first.gateway.knowledge(first.device)).memory).not.toHaveProperty("firmware");
});
