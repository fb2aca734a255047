import { afterEach, beforeEach, expect, test } from "vitest";
import { createAgent, type Agent, type AgentOptions } from "../../sim/agent.ts";
import { REFERENCE_AGENT } from "../../sim/agent/behaviour.ts";
import type { Wire } from "../../sim/agent/wire.ts";
import { homeOf } from "../../sim/tree/home.ts";
import { devicePlan } from "../../sim/tree/tr181.ts";
import { Tree } from "../../sim/tree/tree.ts";
import { mqttUrl } from "../services.ts";
import { ScriptedAcs } from "./acs.ts";
import { MovableClock } from "../clock.ts";
import { BareController, notifyOf, type Told } from "./controller.ts";

let clock: MovableClock;
let controller: BareController;
let agents: Agent[];
let run = 0;
let topic = "";

beforeEach(async () => {
  clock = new MovableClock();
  agents = [];
  topic = `test/sim/agent/${process.pid}/${++run}`;
  controller = await BareController.open(mqttUrl(), "self::test", `${topic}/controller`);
});

afterEach(async () => {
  for (const agent of agents) agent.stop();
  await controller.close();
});

function agentOf(more: Partial<AgentOptions> & { readonly version?: "5.0" | "3.1.1" } = {}): {
  agent: Agent;
  ask: (request: Wire) => Promise<Wire>;
  at: string;
} {
  const home = homeOf(0);
  const at = more.version === "3.1.1" ? `${topic}/three` : `${topic}/agent`;
  const side = {
    endpointId: `os::${home.model.oui}-${home.serialNumber}-${run}`,
    controllerId: "self::test",
    controllerTopic: `${topic}/controller`,
    agentTopic: at,
    brokerHost: "127.0.0.1",
    brokerPort: 1883,
    protocolVersion: more.version ?? ("5.0" as const),
  };
  const agent = createAgent({
    mqttUrl: mqttUrl(),
    clock,
    tree: new Tree(devicePlan(home, { cwmp: false, agent: side })),
    ...more,
  });
  agents.push(agent);
  return { agent, ask: (request) => controller.ask(agent.endpointId, at, request), at };
}

function response(body: Wire, name: string): Wire {
  const found = (body["response"] as Wire | undefined)?.[name] as Wire | undefined;
  return found ?? expect.unreachable(`no ${name} but ${JSON.stringify(body)}`);
}

function paramsOf(told: Told): Record<string, string> {
  const event = notifyOf(told)?.["event"] as Wire | undefined;
  return (event?.["params"] as Record<string, string> | undefined) ?? {};
}

function list(holder: Wire | undefined, name: string): Wire[] {
  return (holder?.[name] as Wire[] | undefined) ?? [];
}

function update(objPath: string, ...settings: [string, string, boolean][]): Wire {
  return { objPath, paramSettings: settings.map(([param, value, required]) => ({ param, value, required })) };
}

function values(body: Wire): Record<string, string>[] {
  const results = response(body, "getResp")["reqPathResults"] as Wire[];
  return results.map((result) => {
    const flat: Record<string, string> = {};
    for (const resolved of (result["resolvedPathResults"] as Wire[] | undefined) ?? []) {
      for (const [name, value] of Object.entries(
        (resolved["resultParams"] as Record<string, string> | undefined) ?? {},
      ))
        flat[`${String(resolved["resolvedPath"])}${name}`] = value;
    }
    return result["errCode"] === undefined ? flat : { error: JSON.stringify(result["errCode"]) };
  });
}

function subscribe(
  id: string,
  type: string,
  references: string,
  more: readonly [string, string][] = [],
): Wire {
  const settings: [string, string][] = [
    ["ID", id],
    ["NotifType", type],
    ["ReferenceList", references],
    ["Persistent", "true"],
    ["Enable", "true"],
    ...more,
  ];
  return {
    add: {
      createObjs: [
        {
          objPath: "Device.LocalAgent.Subscription.",
          paramSettings: settings.map(([param, value]) => ({ param, value, required: true })),
        },
      ],
    },
  };
}

const named = (id: string) => (told: Told) => notifyOf(told)?.["subscriptionId"] === id;

test.each(["5.0", "3.1.1"] as const)(
  "an MQTT %s agent sends its Connect record first and nothing else [TR-369 R-MTP.6] [TR-369 R-MQTT.22]",
  async (version) => {
    const { agent, ask, at } = agentOf({ version });
    const first = controller.until((told) => told.connect !== undefined);
    await agent.start();
    const told = await first;
    expect(told.connect).toEqual(
      version === "5.0" ? { version: 1, subscribedTopic: at } : { subscribedTopic: at },
    );
    expect(version === "5.0" ? told.responseTopic : told.topic).toBe(
      version === "5.0" ? at : `${topic}/controller/reply-to=${at.replaceAll("/", "%2F")}`,
    );
    const answer = response(
      await ask({ getSupportedProtocol: { controllerSupportedProtocolVersions: "1.4" } }),
      "getSupportedProtocolResp",
    );
    expect(answer).toEqual({ agentSupportedProtocolVersions: "1.0,1.1,1.2,1.3" });
    expect(controller.told).toHaveLength(2);
  },
);

test("Get resolves parameters, partial paths, wildcards, expressions and references, and faults each path alone [TR-369 R-GET.0] [TR-369 R-GET.2] [TR-369 R-GET.3] [TR-369 R-GET.5]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const paths = [
    "Device.DeviceInfo.SerialNumber",
    "Device.WiFi.SSID.*.SSID",
    'Device.WiFi.SSID.[SSID=="Home-0000-5G"&&Enable==true].Status',
    "Device.WiFi.SSID.3.LowerLayers+.Channel",
    'Device.WiFi.SSID.[SSID=="none"].',
    "Device.Nope.",
    "Device.WiFi.SSID.9.SSID",
    "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
    "Device.WiFi.[",
  ];
  expect(values(await ask({ get: { paramPaths: paths } }))).toEqual([
    { "Device.DeviceInfo.SerialNumber": homeOf(0).serialNumber },
    {
      "Device.WiFi.SSID.1.SSID": "Home-0000",
      "Device.WiFi.SSID.2.SSID": "Guest-0000",
      "Device.WiFi.SSID.3.SSID": "Home-0000-5G",
    },
    { "Device.WiFi.SSID.3.Status": "Up" },
    { "Device.WiFi.Radio.2.Channel": "36" },
    {},
    { error: "7026" },
    { error: "7026" },
    { "Device.WiFi.AccessPoint.1.Security.KeyPassphrase": "" },
    { error: "7008" },
  ]);
  const [shallow] = values(await ask({ get: { paramPaths: ["Device.DeviceInfo."], maxDepth: 1 } }));
  expect(Object.keys(shallow ?? {}).every((path) => !path.includes("FirmwareImage."))).toBe(true);
});

test("GetInstances and GetSupportedDM tell rows, keys, types, commands and events", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const instances = response(
    await ask({ getInstances: { objPaths: ["Device.Hosts.Host.", "Device.LocalAgent.Controller."] } }),
    "getInstancesResp",
  );
  const [hosts, controllers] = list(instances, "reqPathResults");
  expect(list(hosts, "currInsts").map((row) => row["instantiatedObjPath"])).toEqual(
    [1, 2, 3].flatMap((n) => [`Device.Hosts.Host.${n}.`, `Device.Hosts.Host.${n}.IPv4Address.1.`]),
  );
  expect(controllers?.["currInsts"]).toEqual([
    {
      instantiatedObjPath: "Device.LocalAgent.Controller.1.",
      uniqueKeys: { Alias: "cpe-1", EndpointID: "self::test" },
    },
    {
      instantiatedObjPath: "Device.LocalAgent.Controller.1.MTP.1.",
      uniqueKeys: { Alias: "cpe-1", Protocol: "MQTT" },
    },
  ]);
  const ask1 = {
    objPaths: ["Device.LocalAgent.Subscription.", "Device.", "Device.X."],
    returnCommands: true,
    returnEvents: true,
    returnParams: true,
    returnUniqueKeySets: true,
  };
  const supported = response(await ask({ getSupportedDm: ask1 }), "getSupportedDmResp")[
    "reqObjResults"
  ] as Wire[];
  const [row] = list(supported[0], "supportedObjs");
  expect(row).toMatchObject({
    supportedObjPath: "Device.LocalAgent.Subscription.{i}.",
    access: 1,
    isMultiInstance: true,
  });
  expect(list(row, "supportedParams").find((param) => param["paramName"] === "Enable")).toEqual({
    paramName: "Enable",
    access: 1,
    valueType: 2,
    valueChange: 1,
  });
  const root = list(supported[1], "supportedObjs")[0];
  expect(list(root, "supportedCommands").map((command) => command["commandName"])).toContain("Reboot()");
  expect(supported[2]?.["errCode"]).toBe(7026);
});

test("Set follows the table of allow_partial and required parameters [TR-369 R-SET.0] [TR-369 R-SET.1] [TR-369 R-SET.2]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const bad = await ask({
    set: {
      updateObjs: [
        update("Device.WiFi.SSID.1.", ["SSID", "New", true], ["Nope", "1", true], ["BSSID", "x", false]),
      ],
    },
  });
  expect(bad["error"]).toMatchObject({
    errCode: 7004,
    paramErrs: [
      { paramPath: "Device.WiFi.SSID.1.Nope", errCode: 7010 },
      { paramPath: "Device.WiFi.SSID.1.BSSID", errCode: 7013 },
    ],
  });
  expect(agent.tree.value("Device.WiFi.SSID.1.SSID")).toBe("Home-0000");
  const partial = await ask({
    set: {
      allowPartial: true,
      updateObjs: [
        update("Device.WiFi.SSID.1.", ["Enable", "maybe", true]),
        update("Device.WiFi.SSID.2.", ["SSID", "Two", true], ["Nope", "1", false]),
        update("Device.WiFi.SSID.*.", ["Enable", "0", true]),
        update("Device.WiFi.Radio.1.", ["Channel", "300", true]),
      ],
    },
  });
  const states = (response(partial, "setResp")["updatedObjResults"] as Wire[]).map(
    (result) => result["operStatus"] as Wire,
  );
  expect(states[0]).toMatchObject({
    operFailure: {
      errCode: 7021,
      updatedInstFailures: [{ paramErrs: [{ param: "Enable", errCode: 7011 }] }],
    },
  });
  expect(states[1]).toMatchObject({
    operSuccess: {
      updatedInstResults: [{ updatedParams: { SSID: "Two" }, paramErrs: [{ param: "Nope", errCode: 7010 }] }],
    },
  });
  expect(
    (states[2] as { operSuccess: { updatedInstResults: Wire[] } }).operSuccess.updatedInstResults,
  ).toHaveLength(3);
  expect(states[3]).toMatchObject({
    operFailure: { updatedInstFailures: [{ paramErrs: [{ param: "Channel", errCode: 7012 }] }] },
  });
  expect(
    (await ask({ set: { updateObjs: [update("Device.WiFi.SSID.9.", ["SSID", "x", true])] } }))["error"],
  ).toMatchObject({ errCode: 7016 });
});

test("a search path is set in all objects or in none, whatever allow_partial says [TR-369 R-SET.2a]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const mode = (number: number) => agent.tree.value(`Device.WiFi.AccessPoint.${number}.Security.ModeEnabled`);
  const before = [1, 2, 3].map(mode);
  // Only the first access point has this mode.
  const settings = update("Device.WiFi.AccessPoint.*.Security.", ["ModeEnabled", "WPA-Personal", true]);
  const answer = response(await ask({ set: { allowPartial: true, updateObjs: [settings] } }), "setResp");
  const [result] = list(answer, "updatedObjResults");
  expect(result).toMatchObject({
    requestedPath: "Device.WiFi.AccessPoint.*.Security.",
    operStatus: {
      operFailure: {
        updatedInstFailures: [2, 3].map((n) => ({ affectedPath: `Device.WiFi.AccessPoint.${n}.Security.` })),
      },
    },
  });
  expect([1, 2, 3].map(mode)).toEqual(before);
});

test("Add and Delete keep to allow_partial and required parameters [TR-369 R-ADD.0] [TR-369 R-ADD.3] [TR-369 R-ADD.4] [TR-369 R-DEL.1]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const rows = () => agent.tree.instances("Device.NAT.PortMapping.");
  const made = (port: string, ...more: Wire[]): Wire => ({
    objPath: "Device.NAT.PortMapping.",
    paramSettings: [
      { param: "ExternalPort", value: port, required: true },
      { param: "Protocol", value: "TCP", required: true },
      ...more,
    ],
  });
  const createObjs = [
    made("1", { param: "Nope", value: "1", required: true }),
    made("2", { param: "Nope", value: "1", required: false }),
  ];
  const before = rows();
  expect((await ask({ add: { allowPartial: false, createObjs } }))["error"]).toMatchObject({ errCode: 7004 });
  expect(rows()).toEqual(before);
  const answer = response(await ask({ add: { allowPartial: true, createObjs } }), "addResp");
  expect(list(answer, "createdObjResults")).toMatchObject([
    { operStatus: { operFailure: { errCode: 7021 } } },
    { operStatus: { operSuccess: { paramErrs: [{ param: "Nope", errCode: 7010 }] } } },
  ]);
  const objPaths = ["Device.NAT.PortMapping.1.", "Device.WiFi.SSID.1."];
  const after = rows();
  expect((await ask({ delete: { allowPartial: false, objPaths } }))["error"]).toMatchObject({
    errCode: 7024,
  });
  expect(rows()).toEqual(after);
});

test("Add and Delete make and take rows, refuse taken keys, and tell subscribers [TR-369 R-ADD.1] [TR-369 R-ADD.5] [TR-369 R-DEL.0] [TR-369 R-DEL.2a]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  await ask(subscribe("made", "ObjectCreation", "Device.NAT.PortMapping."));
  await ask(subscribe("gone", "ObjectDeletion", "Device.NAT.PortMapping.*."));
  const settings = [
    ["ExternalPort", "8080"],
    ["Protocol", "TCP"],
    ["InternalPort", "80"],
  ].map(([param, value]) => ({ param, value, required: true }));
  const added = response(
    await ask({ add: { createObjs: [{ objPath: "Device.NAT.PortMapping.", paramSettings: settings }] } }),
    "addResp",
  );
  const row = {
    instantiatedPath: "Device.NAT.PortMapping.3.",
    uniqueKeys: { RemoteHost: "", ExternalPort: "8080", Protocol: "TCP" },
  };
  expect(added).toMatchObject({ createdObjResults: [{ operStatus: { operSuccess: row } }] });
  const created = notifyOf(await controller.until(named("made")));
  expect(created?.["objCreation"]).toEqual({ objPath: row.instantiatedPath, uniqueKeys: row.uniqueKeys });
  const twice = await ask(subscribe("made", "ObjectCreation", "Device.NAT.PortMapping."));
  expect(twice["error"]).toMatchObject({ errCode: 7004, paramErrs: [{ errCode: 7025 }] });
  const refused = [
    ["Device.DeviceInfo.", 7018],
    ["Device.WiFi.SSID.", 7019],
    ["Device.Nope.", 7026],
  ] as const;
  for (const [objPath, code] of refused)
    expect((await ask({ add: { createObjs: [{ objPath }] } }))["error"]).toMatchObject({ errCode: code });
  const removed = await ask({
    delete: {
      allowPartial: true,
      objPaths: [
        "Device.NAT.PortMapping.3.",
        "Device.NAT.PortMapping.77.",
        "Device.Nope.",
        "Device.WiFi.SSID.1.",
      ],
    },
  });
  const states = (response(removed, "deleteResp")["deletedObjResults"] as Wire[]).map(
    (result) => result["operStatus"] as Wire,
  );
  expect(states).toMatchObject([
    { operSuccess: { affectedPaths: ["Device.NAT.PortMapping.3."] } },
    { operSuccess: {} },
    { operFailure: { errCode: 7026 } },
    { operFailure: { errCode: 7024 } },
  ]);
  expect(notifyOf(await controller.until(named("gone")))?.["objDeletion"]).toEqual({
    objPath: "Device.NAT.PortMapping.3.",
  });
});

test("a command runs in a Request row and its result comes only to who subscribed [TR-369 R-OPR.0] [TR-369 R-OPR.5] [TR-369 R-OPR.6] [TR-369 R-NOT.7]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const ping = {
    command: "Device.IP.Diagnostics.IPPing()",
    commandKey: "p1",
    sendResp: true,
    inputArgs: { Host: "192.0.2.1", Unheard: "of" },
  };
  const begun = response(await ask({ operate: ping }), "operateResp");
  expect(begun).toEqual({
    operationResults: [{ executedCommand: ping.command, reqObjPath: "Device.LocalAgent.Request.1" }],
  });
  expect(agent.tree.value("Device.LocalAgent.Request.1.CommandKey")).toBe("p1");
  clock.move(200);
  await agent.journal.until("completed");
  expect(agent.tree.instances("Device.LocalAgent.Request.")).toEqual([]);
  expect(controller.told.some((told) => notifyOf(told) !== undefined)).toBe(false);
  await ask(subscribe("done", "OperationComplete", "Device.IP.Diagnostics.IPPing()"));
  await ask({ operate: { ...ping, commandKey: "p2" } });
  clock.move(200);
  const told = notifyOf(await controller.until(named("done")));
  expect(told?.["operComplete"]).toMatchObject({
    objPath: "Device.IP.Diagnostics.",
    commandName: "IPPing()",
    commandKey: "p2",
    reqOutputArgs: { outputArgs: { Status: "Complete" } },
  });
  const missing = response(await ask({ operate: { ...ping, inputArgs: {} } }), "operateResp");
  expect(missing).toMatchObject({ operationResults: [{ cmdFailure: { errCode: 7027 } }] });
  expect((await ask({ operate: { command: "Device.Nope()", sendResp: true } }))["error"]).toMatchObject({
    errCode: 7026,
  });
});

test("a command on several objects has a result and a Request row for each [TR-369 R-OPR.1] [TR-369 R-OPR.2]", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  const images = agent.tree.instances("Device.DeviceInfo.FirmwareImage.");
  const operate = {
    command: "Device.DeviceInfo.FirmwareImage.*.Download()",
    sendResp: true,
    inputArgs: { URL: "http://127.0.0.1:9/none", AutoActivate: "false" },
  };
  expect(list(response(await ask({ operate }), "operateResp"), "operationResults")).toEqual(
    images.map((number, at) => ({
      executedCommand: `Device.DeviceInfo.FirmwareImage.${number}.Download()`,
      reqObjPath: `Device.LocalAgent.Request.${at + 1}`,
    })),
  );
  const lacking = response(await ask({ operate: { ...operate, inputArgs: {} } }), "operateResp");
  expect(list(lacking, "operationResults")).toMatchObject(
    images.map(() => ({ cmdFailure: { errCode: 7027 } })),
  );
});

test("Reboot() is answered, then Connect and Boot! come; what was not persistent is gone", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  await ask(subscribe("boot", "Event", "Device.Boot!", [["NotifRetry", "true"]]));
  await ask(subscribe("lost", "Event", "Device.LocalAgent.Periodic!", [["Persistent", "false"]]));
  await ask({
    operate: {
      command: "Device.Reboot()",
      commandKey: "rb-1",
      sendResp: true,
      inputArgs: { Reason: "test" },
    },
  });
  const connect = controller.next((told) => told.connect !== undefined);
  await agent.journal.until("restarting");
  clock.move(1500);
  await connect;
  const boot = notifyOf(await controller.until(named("boot")));
  const params = {
    CommandKey: "rb-1",
    Cause: "RemoteReboot",
    Reason: "test",
    FirmwareUpdated: "false",
    ParameterMap: "{}",
  };
  expect(boot).toMatchObject({ sendResp: true, event: { objPath: "Device.", eventName: "Boot!", params } });
  expect(agent.tree.instances("Device.LocalAgent.Subscription.")).toEqual([1]);
});

test("a notification is repeated with the same msg_id until it is acknowledged [TR-369 R-NOT.0] [TR-369 R-NOT.1]", async () => {
  const { agent, ask, at } = agentOf();
  await agent.start();
  await ask(subscribe("ssid", "ValueChange", "Device.WiFi.SSID.*.SSID", [["NotifRetry", "true"]]));
  await ask({
    set: {
      updateObjs: [
        { objPath: "Device.WiFi.SSID.1.", paramSettings: [{ param: "SSID", value: "X", required: true }] },
      ],
    },
  });
  agent.change("Device.WiFi.SSID.2.SSID", "there");
  agent.change("Device.WiFi.SSID.2.SSID", "Guest-0000");
  clock.move(15_000);
  const first = await controller.until(named("ssid"));
  expect(notifyOf(first)?.["valueChange"]).toEqual({ paramPath: "Device.WiFi.SSID.1.SSID", paramValue: "X" });
  const again = controller.next(named("ssid"));
  clock.move(10_000);
  expect((await again).msgId).toBe(first.msgId);
  await controller.acknowledge(agent.endpointId, at, first);
  await agent.journal.until("acknowledged");
  clock.move(60_000);
  expect(agent.journal.of("notified")).toHaveLength(2);
});

test("Periodic! follows PeriodicNotifInterval, and SendOnBoardRequest() its own message [TR-369 R-NOT.5]", async () => {
  const { agent, ask } = agentOf({ phase: 0 });
  await agent.start();
  await ask(subscribe("tick", "Event", "Device.LocalAgent.Periodic!"));
  await ask({
    set: {
      updateObjs: [
        {
          objPath: "Device.LocalAgent.Controller.1.",
          paramSettings: [{ param: "PeriodicNotifInterval", value: "30", required: true }],
        },
      ],
    },
  });
  clock.move(60_000);
  await controller.until(named("tick"));
  expect(agent.journal.of("notified")).toHaveLength(2);
  await ask({
    operate: {
      command: 'Device.LocalAgent.Controller.[EndpointID=="self::test"].SendOnBoardRequest()',
      sendResp: true,
    },
  });
  const onBoard = notifyOf(await controller.until((told) => notifyOf(told)?.["onBoardReq"] !== undefined));
  expect(onBoard).toMatchObject({
    sendResp: true,
    onBoardReq: { oui: homeOf(0).model.oui, serialNumber: homeOf(0).serialNumber },
  });
});

test("records that are not for it are dropped without a word, and behaviours are acted out", async () => {
  const { agent, ask, at } = agentOf();
  await agent.start();
  void controller.ask("os::other", at, { get: { paramPaths: ["Device."] } });
  agent.behave(
    { do: "fault", code: 7002, message: "get", times: 1 },
    { do: "silence", message: "set", times: 1 },
  );
  expect((await ask({ get: { paramPaths: ["Device."] } }))["error"]).toMatchObject({ errCode: 7002 });
  void ask({
    set: {
      updateObjs: [{ objPath: "Device.WiFi.SSID.1.", paramSettings: [{ param: "SSID", value: "no" }] }],
    },
  });
  expect(values(await ask({ get: { paramPaths: ["Device.WiFi.SSID.1.SSID"] } }))).toEqual([
    { "Device.WiFi.SSID.1.SSID": "Home-0000" },
  ]);
  expect(agent.journal.of("asked").map((entry) => entry.facts["message"])).toEqual(["get", "set", "get"]);
});

test("a firmware image is fetched, told by TransferComplete! and OperationComplete, and active after the restart", async () => {
  const acs = new ScriptedAcs();
  await acs.start();
  try {
    acs.intercept = (_, request, answer) => {
      if (request.url?.endsWith("404") === true) answer.writeHead(404).end();
      else answer.end("version=7.7.7");
      return true;
    };
    const { agent, ask } = agentOf();
    await agent.start();
    await ask(subscribe("tc", "Event", "Device.LocalAgent.TransferComplete!"));
    await ask(subscribe("oc", "OperationComplete", "Device.DeviceInfo.FirmwareImage.*.Download()"));
    await ask(subscribe("boot", "Event", "Device.Boot!"));
    const fetchImage = async (url: string, key: string) => {
      const told = controller.next((message) => named("oc")(message));
      await ask({
        operate: {
          command: "Device.DeviceInfo.FirmwareImage.2.Download()",
          commandKey: key,
          sendResp: true,
          inputArgs: { URL: url, AutoActivate: "true" },
        },
      });
      clock.move(200);
      return notifyOf(await told)?.["operComplete"];
    };
    expect(await fetchImage(`${acs.url}/404`, "bad")).toMatchObject({
      commandKey: "bad",
      cmdFailure: { errCode: 7022 },
    });
    expect(await fetchImage(`${acs.url}/image`, "good")).toMatchObject({
      commandKey: "good",
      reqOutputArgs: {},
    });
    const codes = controller.told.filter(named("tc")).map((told) => paramsOf(told)["FaultCode"]);
    expect(codes).toEqual(["7022", "0"]);
    clock.move(20);
    await agent.journal.until("restarting");
    clock.move(1500);
    const boot = await controller.until(named("boot"));
    expect(paramsOf(boot)).toMatchObject({
      CommandKey: "good",
      Reason: "FirmwareActivation",
      FirmwareUpdated: "true",
    });
    expect(agent.tree.value("Device.DeviceInfo.SoftwareVersion")).toBe("7.7.7");
  } finally {
    await acs.stop();
  }
});

test("after FactoryReset() nothing but the Connect record comes, and nothing is left of what was set", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  await ask(subscribe("boot", "Event", "Device.Boot!"));
  agent.change("Device.WiFi.SSID.1.SSID", "Mine");
  await ask({ operate: { command: "Device.FactoryReset()", sendResp: true } });
  const connect = controller.next((told) => told.connect !== undefined);
  await agent.journal.until("restarting");
  clock.move(1500);
  await connect;
  expect(agent.tree.value("Device.WiFi.SSID.1.SSID")).toBe("Home-0000");
  expect(agent.tree.instances("Device.LocalAgent.Subscription.")).toEqual([]);
  expect(controller.told.filter(named("boot"))).toEqual([]);
});

test("a lost broker connection comes back with a new Connect record", async () => {
  const { agent } = agentOf({ reconnectMs: 20 });
  const first = controller.until((told) => told.connect !== undefined);
  await agent.start();
  await first;
  const again = controller.next((told) => told.connect !== undefined);
  agent.dropConnection();
  await again;
  await expect.poll(() => agent.journal.of("connected").length).toBe(2);
});

test("a running command is cancelled through its Request row", async () => {
  const { agent, ask } = agentOf();
  await agent.start();
  await ask(subscribe("oc", "OperationComplete", "Device.ScheduleTimer()"));
  await ask({
    operate: {
      command: "Device.ScheduleTimer()",
      commandKey: "t",
      sendResp: true,
      inputArgs: { DelaySeconds: "60" },
    },
  });
  await ask({ operate: { command: "Device.LocalAgent.Request.*.Cancel()", sendResp: true } });
  const told = notifyOf(await controller.until(named("oc")));
  expect(told?.["operComplete"]).toMatchObject({ commandKey: "t", cmdFailure: { errCode: 7023 } });
});

test("an agent may know as little of the grammar as the reference agent", async () => {
  const { agent, ask } = agentOf({ behaviours: REFERENCE_AGENT });
  await agent.start();
  const paths = [
    'Device.WiFi.Radio.[OperatingStandards~="n"].Channel',
    "Device.WiFi.SSID.3.LowerLayers#1+.Channel",
  ];
  expect(values(await ask({ get: { paramPaths: paths } }))).toEqual([{ error: "7008" }, { error: "7026" }]);
  agent.behaveWell();
  expect(values(await ask({ get: { paramPaths: paths } }))).toEqual([
    { "Device.WiFi.Radio.1.Channel": "1" },
    { "Device.WiFi.Radio.2.Channel": "36" },
  ]);
});
