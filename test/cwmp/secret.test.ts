import { expect, test } from "vitest";
import type { Operation } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

const CANARY = "canary-7f3e9";

/** Secrets of both models, which these CPEs tell in the clear, beside one leaf of theirs that is none. */
const MODELS = {
  "TR-098": {
    open: "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID",
    secrets: [
      "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.KeyPassphrase",
      "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.PreSharedKey",
      "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.KeyPassphrase",
      "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.WEPKey.1.WEPKey",
      "InternetGatewayDevice.ManagementServer.Password",
      "InternetGatewayDevice.ManagementServer.ConnectionRequestPassword",
      "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Password",
    ],
    asked: ["Device.WiFi.", "Device.PPP.", "Device.ManagementServer."],
  },
  "TR-181": {
    open: "Device.WiFi.SSID.1.SSID",
    secrets: [
      "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
      "Device.WiFi.AccessPoint.1.Security.PreSharedKey",
      "Device.WiFi.AccessPoint.1.Security.SAEPassphrase",
      "Device.ManagementServer.Password",
      "Device.PPP.Interface.1.Password",
      "Device.Users.User.1.Password",
    ],
    asked: ["Device.WiFi.", "Device.PPP.Interface.1.Password", "Device.Users."],
  },
} as const;

test.each(Object.entries(MODELS))(
  "a secret that a %s device tells in the clear is kept nowhere; that it is set is",
  async (_model, { open, secrets, asked }) => {
    const acs = await startAcs();
    acs.gateway.onboards = true;
    const told: unknown[] = [];
    acs.gateway.observe = (call, args) => told.push({ call, args });
    const tree = Object.fromEntries([[open, "home"], ...secrets.map((path) => [path, CANARY])]);
    const cpe = new Cpe(tree, { values: tree });
    await cpe.session(acs.address, [["0 BOOTSTRAP", ""]]);
    const device = acs.gateway.deviceOf("00256D-Box-S1");
    const operations: readonly Operation[] = [
      { type: "get", paths: asked, maxDepth: 0 },
      { type: "get", paths: ["Device."], maxDepth: 0 },
      { type: "getInstances", paths: ["Device.WiFi.SSID."], firstLevelOnly: true },
      {
        type: "native",
        protocol: "cwmp",
        rpc: "GetParameterValues",
        args: { ParameterNames: [open.slice(0, open.indexOf(".") + 1)] },
      },
    ];
    for (const operation of operations) acs.gateway.submit(device, operation);
    await cpe.session(acs.address);
    await cpe.session(acs.address, [["4 VALUE CHANGE", ""]]);
    const wire = await Wire.open(acs.address);
    await wire.post(inform({ values: tree, events: [["4 VALUE CHANGE", ""]], time: "2026-11-27T00:00:00Z" }));
    wire.close();

    expect(acs.gateway.settled.map(({ outcome }) => outcome.state)).toEqual(Array(5).fill("succeeded"));
    expect(told.length).toBeGreaterThan(8);
    expect(JSON.stringify(told)).not.toContain(CANARY);
    const knowledge = await acs.gateway.knowledge(device);
    expect(JSON.stringify([...knowledge.values])).not.toContain(CANARY);
    expect(JSON.stringify(acs.stack.view(knowledge))).not.toContain(CANARY);
    expect(knowledge.values.get(open)?.value).toBe("home");
    for (const path of secrets.filter((secret) => !secret.includes("ManagementServer")))
      expect([path, knowledge.values.get(path)?.value]).not.toEqual([path, ""]);
    expect(acs.lines.join("\n")).not.toContain(CANARY);
  },
);

test.each(["empty", "in the clear"])(
  "a secret that was added or written natively is known, though the CPE answers it %s",
  async (how) => {
    const acs = await startAcs();
    const path = "Device.Users.User.1.Password";
    const tree = { "Device.Users.User.1.Username": "one", [path]: "" };
    const cpe = new Cpe(tree, { values: tree });
    cpe.override = (rpc) => {
      if (rpc === "GetParameterValues" && how === "empty")
        for (const [name, leaf] of cpe.tree) if (name.endsWith("Password")) leaf.value = "";
      return undefined;
    };
    await cpe.session(acs.address);
    const device = acs.gateway.deviceOf("00256D-Box-S1");
    const at = 1;
    acs.gateway.remember(
      device,
      Object.entries(tree).map(([name, value]) => ({
        path: name,
        value,
        type: "string",
        writable: true,
        at,
      })),
    );
    const args = {
      ParameterList: [{ Name: path, Value: { type: "string", value: CANARY } }],
      ParameterKey: "",
    };
    const objects = [{ path: "Device.Users.User.", params: { Username: "two", Password: CANARY } }];
    const operations: readonly Operation[] = [
      { type: "native", protocol: "cwmp", rpc: "SetParameterValues", args },
      { type: "add", allowPartial: false, objects },
      { type: "get", paths: ["Device."], maxDepth: 0 },
    ];
    for (const operation of operations) acs.gateway.submit(device, operation);
    await cpe.session(acs.address);
    expect(acs.gateway.settled.map(({ outcome }) => outcome.state)).toEqual(Array(3).fill("succeeded"));
    const { values } = await acs.gateway.knowledge(device);
    expect(values.get(path)?.value).toBe(CANARY);
    expect(values.get("Device.Users.User.2.Password")?.value).toBe(CANARY);
    expect(acs.lines.join("\n")).not.toContain(CANARY);
  },
);
