import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { NativeValue, Operation, Outcome } from "#core";
import { authFields } from "../../core/auth.fields.ts";
import { digestResponse } from "../../core/digest.ts";
import { QUIRKS, type QuirkName, type Quirks } from "../../cwmp/profile/quirk.table.ts";
import { startAcs } from "./acs.ts";
import { bell } from "./bell.ts";
import { Cpe, envelope, fault, inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

const TREE = {
  "Device.DeviceInfo.DeviceLog": "never to be asked for",
  "Device.DeviceInfo.ModelName": "Box 9",
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.X_Debug.Dump": "hangs the box",
  "Device.NAT.PortMapping.1.Description": "web",
  "Device.NAT.PortMapping.1.Enable": "1",
  "Device.WiFi.SSID.1.Enable": "1",
  "Device.WiFi.SSID.1.SSID": "home",
  "Device.WiFi.SSID.2.Enable": "0",
  "Device.WiFi.SSID.2.SSID": "guest",
} as const;

function natives(tree: Readonly<Record<string, string>>): NativeValue[] {
  return Object.entries(tree).map(([path, value]) => ({
    path,
    value,
    type: "string",
    writable: true,
    at: 1,
  }));
}

/** A simulated box of a make that has these quirks, known to the gateway, on a real socket. */
async function box(quirks: Quirks, deviation?: Cpe["override"]) {
  const profile = { name: "box", title: "The box of this test", match: [{ productClass: ["Box"] }], quirks };
  const acs = await startAcs({}, undefined, undefined, [
    { file: "box.json", text: JSON.stringify(profile), shipped: false },
  ]);
  const cpe = new Cpe(TREE);
  const bodies: string[] = [];
  cpe.override = (rpc, body, id) => {
    bodies.push(body);
    return deviation?.(rpc, body, id);
  };
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.remember(device, natives(TREE));
  const operate = async (operation: Operation): Promise<Outcome | undefined> => {
    const id = acs.gateway.submit(device, operation);
    expect((await cpe.session(acs.address)).status).toBe(204);
    return acs.gateway.outcome(id);
  };
  return { ...acs, cpe, device, bodies, operate };
}

function names(body: string): string[] {
  return [...body.matchAll(/<string>([^<]*)<\/string>/g)].map((found) => found[1] ?? "");
}

function textIn(body: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1];
}

function values(outcome: Outcome | undefined): readonly string[] {
  if (outcome?.state !== "succeeded" || outcome.result.type !== "get") return [];
  return outcome.result.results.flatMap(({ items }) => items.map(({ path }) => path));
}

const refusing = (id: string, code = 9002): string => envelope(fault(code, "Internal error"), id);

test("namesPerGet: a box that faults with 9002 when it is asked for many names is asked for few from the start", async () => {
  const greedy = (rpc: string, body: string, id: string) =>
    rpc === "GetParameterValues" && names(body).length > 2 ? refusing(id) : undefined;
  const paths = [
    "Device.WiFi.SSID.1.SSID",
    "Device.WiFi.SSID.1.Enable",
    "Device.WiFi.SSID.2.SSID",
    "Device.WiFi.SSID.2.Enable",
  ];
  const get: Operation = { type: "get", paths, maxDepth: 0 };
  const plain = await box({}, greedy);
  expect(values(await plain.operate(get))).toHaveLength(4);
  expect(plain.bodies.map((body) => names(body).length)).toEqual([4, 2, 2]);
  const { bodies, operate } = await box({ namesPerGet: 2 }, greedy);
  expect(values(await operate(get))).toHaveLength(4);
  expect(bodies.map((body) => names(body).length)).toEqual([2, 2]);
});

test("answerSeconds: a box that takes minutes for an answer keeps its session", async () => {
  const open = async (quirks: Quirks) => {
    const acs = await box(quirks);
    acs.gateway.submit(acs.device, { type: "operate", command: "Device.Reboot()", input: {} });
    const wire = await Wire.open(acs.address);
    await wire.post(inform());
    expect((await wire.post("")).body).toContain("cwmp:Reboot");
    for (let second = 0; second < 100; second++) acs.clock.move(1000);
    return (await wire.post(envelope("<cwmp:RebootResponse/>", "late"))).status;
  };
  expect(await open({})).not.toBe(200);
  expect(await open({ answerSeconds: 300 })).toBe(200);
});

test("listNames branches: a box that cannot list its whole tree is asked for each branch", async () => {
  const { cpe, bodies, operate } = await box({ listNames: "branches" }, (rpc, body, id) =>
    rpc === "GetParameterNames" && /<ParameterPath>Device\.<[\s\S]*<NextLevel>(?:0|false)</.test(body)
      ? refusing(id)
      : undefined,
  );
  const outcome = await operate({ type: "onboard", protocol: "cwmp" });
  const listed = bodies.map((body) => textIn(body, "ParameterPath")).filter((path) => path !== undefined);
  expect(listed).toEqual(["Device.", "Device.DeviceInfo.", "Device.NAT.", "Device.WiFi."]);
  expect(outcome).toMatchObject({ state: "succeeded", complete: true });
  const learned = new Map(outcome?.values?.map(({ path, writable }) => [path, writable]));
  expect([...learned.keys()].toSorted()).toEqual([...cpe.tree.keys()].toSorted());
  expect([...learned.values()].every((writable) => writable === true)).toBe(true);
});

test("listNames never: a box that answers the list with nothing is not asked for it", async () => {
  const { cpe, operate } = await box({ listNames: "never" }, (rpc) =>
    rpc === "GetParameterNames" ? "" : undefined,
  );
  expect(await operate({ type: "onboard", protocol: "cwmp" })).toMatchObject({ state: "succeeded" });
  expect(cpe.log).toEqual(["GetRPCMethods", "GetParameterValues"]);
});

/** Falls over whatever asks for its debug dump. */
const touchy = (rpc: string, body: string, id: string): string | undefined =>
  rpc === "GetParameterValues" &&
  names(body).some((name) => "Device.DeviceInfo.X_Debug.Dump".startsWith(name))
    ? refusing(id)
    : undefined;

test("neverRead: what must not be read is in no request, neither by its name nor by an object above it", async () => {
  const quirks: Quirks = { neverRead: ["Device.*.X_Debug.", "Device.DeviceInfo.DeviceLog"] };
  const { bodies, operate, stack, gateway, device } = await box(quirks, touchy);
  const get: Operation = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 };
  await operate(get);
  const read = bodies.flatMap(names);
  expect(read).toContain("Device.DeviceInfo.ModelName");
  expect(read.filter((name) => /DeviceLog|X_Debug|\.$/.test(name))).toEqual([]);
  const shown = stack.dryRun(get, await gateway.knowledge(device));
  expect(JSON.stringify(shown)).not.toContain("DeviceLog");
  const sent = bodies.length;
  const refused = await operate({ type: "get", paths: ["Device.DeviceInfo.DeviceLog"], maxDepth: 0 });
  expect(refused).toMatchObject({
    state: "failed",
    problem: { errors: [{ path: "Device.DeviceInfo.DeviceLog" }] },
  });
  expect(JSON.stringify(refused)).toContain("never to ask");
  expect(bodies).toHaveLength(sent);
});

test("neverRead: a box is onboarded without what must not be read", async () => {
  const { operate, bodies } = await box({ neverRead: ["Device.DeviceInfo.X_Debug."] }, touchy);
  const outcome = await operate({ type: "onboard", protocol: "cwmp" });
  expect(outcome).toMatchObject({ state: "succeeded" });
  const read = bodies.flatMap(names);
  expect(read.length).toBeGreaterThan(0);
  expect(read.some((name) => "Device.DeviceInfo.X_Debug.Dump".startsWith(name))).toBe(false);
  expect(outcome?.values?.map(({ path }) => path)).toContain("Device.DeviceInfo.ModelName");
});

test("neverRead: what was listed for something else hides no name of the snapshot", async () => {
  const { gateway, device, bodies, operate } = await box(
    { neverRead: ["Device.DeviceInfo.X_Debug."] },
    touchy,
  );
  gateway.submit(device, { type: "getInstances", paths: ["Device.NAT.PortMapping."], firstLevelOnly: false });
  const outcome = await operate({ type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 });
  // What the box does not have of it is nobody else's fault.
  expect(values(outcome)).toContain("Device.DeviceInfo.ModelName");
  expect(bodies.flatMap(names)).toContain("Device.DeviceInfo.ModelName");
  expect(bodies.flatMap(names).filter((name) => "Device.DeviceInfo.X_Debug.Dump".startsWith(name))).toEqual(
    [],
  );
});

test("neverWrite: what must not be written is refused before it is sent, and reads as read-only", async () => {
  const { bodies, operate, stack, gateway, device } = await box({
    neverWrite: ["Device.WiFi.SSID.*.Enable"],
  });
  const set = (allowPartial: boolean): Operation => ({
    type: "set",
    allowPartial,
    updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "new", Enable: "false" } }],
  });
  expect(await operate(set(false))).toMatchObject({
    state: "failed",
    problem: { code: "parameter.readOnly", errors: [{ path: "Device.WiFi.SSID.1.Enable" }] },
  });
  expect(bodies).toEqual([]);
  expect(await operate(set(true))).toMatchObject({ state: "succeeded" });
  expect(bodies.join("")).toContain("Device.WiFi.SSID.1.SSID");
  expect(bodies.join("")).not.toContain("Enable");
  const view = stack.view(await gateway.knowledge(device));
  const writable = new Map(view.map((parameter) => [parameter.path, parameter.writable]));
  expect(writable.get("Device.WiFi.SSID.1.Enable")).toBe(false);
  expect(writable.get("Device.WiFi.SSID.1.SSID")).toBe(true);
});

test("neverWrite: a row is added without what must not be written", async () => {
  const { bodies, operate } = await box({ neverWrite: ["Device.NAT.PortMapping.*.Enable"] });
  const objects = [{ path: "Device.NAT.PortMapping.", params: { Description: "ssh", Enable: "true" } }];
  await operate({ type: "add", allowPartial: true, objects });
  const set = bodies.find((body) => body.includes("SetParameterValues")) ?? "";
  expect(set).toContain("Description");
  expect(set).not.toContain("Enable");
  const required = [{ path: "Device.NAT.PortMapping.", params: { Enable: "true" }, required: ["Enable"] }];
  expect(await operate({ type: "add", allowPartial: false, objects: required })).toMatchObject({
    state: "failed",
  });
});

test("neverWrite: a box is set up without what must not be written", async () => {
  const interval = "Device.ManagementServer.PeriodicInformInterval";
  const onboarded = async (quirks: Quirks): Promise<string> => {
    const { cpe, bodies, operate } = await box(quirks);
    for (const [name, value] of [
      ["PeriodicInformEnable", "0"],
      ["PeriodicInformInterval", "86400"],
    ] as const)
      cpe.tree.set(`Device.ManagementServer.${name}`, { value, writable: true });
    expect(await operate({ type: "onboard", protocol: "cwmp" })).toMatchObject({ state: "succeeded" });
    return bodies.filter((body) => body.includes("cwmp:SetParameterValues")).join("");
  };
  expect(await onboarded({})).toContain(interval);
  const written = await onboarded({ neverWrite: [interval] });
  expect(written).toContain("PeriodicInformEnable");
  expect(written).not.toContain(interval);
});

const download = (input: Readonly<Record<string, string>> = {}): Operation => ({
  type: "operate",
  command: "Device.DeviceInfo.FirmwareImage.1.Download()",
  input: { URL: "http://192.0.2.1/f/box%202.1.bin?t=1", ...input },
});

test("needsFileSize: a Download without it is not sent to a box that refuses it", async () => {
  const { bodies, operate } = await box({ needsFileSize: true });
  expect(await operate(download())).toMatchObject({ state: "failed", problem: { code: "parameter.value" } });
  expect(bodies).toEqual([]);
  await operate(download({ FileSize: "1000" }));
  expect(bodies[0]).toContain("<FileSize>1000</FileSize>");
  const plain = await box({});
  await plain.operate(download());
  expect(plain.bodies[0]).toContain("<FileSize>0</FileSize>");
});

test("needsTargetFileName: a box that refuses an empty one is told the last part of the URL", async () => {
  const picky = (rpc: string, body: string, id: string) =>
    rpc === "Download" && (textIn(body, "TargetFileName") ?? "") === "" ? refusing(id, 9003) : undefined;
  const plain = await box({}, picky);
  expect(await plain.operate(download())).toMatchObject({
    state: "failed",
    problem: { protocolCode: "cwmp:9003" },
  });
  const { bodies, operate } = await box({ needsTargetFileName: true }, picky);
  await operate(download());
  expect(textIn(bodies[0] ?? "", "TargetFileName")).toBe("box 2.1.bin");
});

test.each([
  ["firmware", download(), "Download"],
  ["storedFirmware", download({ AutoActivate: "false" }), "Download"],
  [
    "configuration",
    {
      type: "operate",
      command: "Device.DeviceInfo.VendorConfigFile.1.Restore()",
      input: { URL: "http://192.0.2.1/c" },
    },
    "Download",
  ],
  [
    "configurationBackup",
    {
      type: "operate",
      command: "Device.DeviceInfo.VendorConfigFile.1.Backup()",
      input: { URL: "http://192.0.2.1/c" },
    },
    "Upload",
  ],
  [
    "log",
    {
      type: "operate",
      command: "Device.DeviceInfo.VendorLogFile.1.Upload()",
      input: { URL: "http://192.0.2.1/l" },
    },
    "Upload",
  ],
] as const)("fileTypes: a box with a type of its own for %s is told that one", async (of, operation, rpc) => {
  const type = `X 00256D ${of}`;
  const { bodies, operate, gateway, device } = await box({ fileTypes: { [of]: type } });
  if (of === "storedFirmware")
    gateway.remember(device, natives({ "Device.DeviceInfo.FirmwareImage.1.Status": "Available" }));
  await operate(operation);
  expect(bodies[0]).toContain(`cwmp:${rpc}`);
  expect(textIn(bodies[0] ?? "", "FileType")).toBe(type);
});

test("ringUri: a box whose connection request verifies for / alone is rung [TR-069a6 3.2.2]", async () => {
  const challenge = 'Digest realm="cpe", nonce="abc", qop="auth"';
  const open = async (quirks: Quirks) => {
    const { url } = await bell((authorization) => {
      if (authorization === "") return { status: 401, challenge };
      const { username = "", nc = "", cnonce = "", response } = authFields(authorization.slice(7)).fields;
      const fields = { username, realm: "cpe", nonce: "abc", nc, cnonce, qop: "auth" as const, uri: "/" };
      return { status: response === digestResponse(fields, "acspw", "GET") ? 200 : 401, challenge };
    });
    const { gateway, device, address, stack } = await box(quirks);
    const wire = await Wire.open(address);
    await wire.post(inform({ values: { "Device.ManagementServer.ConnectionRequestURL": url } }));
    await wire.post("");
    wire.close();
    gateway.remember(
      device,
      [],
      { connectionRequestUsername: "acs" },
      { connectionRequestPassword: "acspw" },
    );
    return stack.wake(device, new AbortController().signal);
  };
  expect(await open({})).toMatchObject({ state: "unreachable" });
  expect(await open({ ringUri: "/" })).toMatchObject({ state: "rung" });
});

const ROOT = join(import.meta.dirname, "../..");

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (path === "cwmp/profile") return [];
    return entry.isDirectory() ? sources(path) : path.endsWith(".ts") ? [path] : [];
  });
}

test.each(Object.keys(QUIRKS) as QuirkName[])("%s is honoured at the one place its row names", (quirk) => {
  const honouring = sources("cwmp").filter((file) =>
    new RegExp(String.raw`\b${quirk}\b`).test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(honouring).toEqual([QUIRKS[quirk].honoured]);
});
