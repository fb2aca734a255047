import { expect, test } from "vitest";
import { newDeviceId, type Knowledge, type NativeValue, type Operation } from "#core";
import { createMapping } from "../../cwmp/model/map.ts";
import { rehearse } from "../../cwmp/rehearsal.ts";
import { mappedBy } from "../../cwmp/translation.mapped.ts";
import { startAcs } from "./acs.ts";
import { Cpe } from "./cpe.ts";

const WAN = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.";
/** The second connection is the one that an Inform tells of; in the whole tree it comes after the LAN and the first. */
const TOLD = { [`${WAN}2.WANIPConnection.1.ExternalIPAddress`]: "192.0.2.9" };
const TREE = {
  "InternetGatewayDevice.DeviceInfo.ProvisioningCode": "a",
  "InternetGatewayDevice.LANDevice.1.LANHostConfigManagement.IPInterface.1.Enable": "1",
  [`${WAN}1.WANIPConnection.1.Enable`]: "1",
  [`${WAN}1.WANIPConnection.1.ExternalIPAddress`]: "192.0.2.1",
  [`${WAN}2.WANIPConnection.1.Enable`]: "1",
  ...TOLD,
};

test("interfaces are numbered by the whole tree, not by what an Inform tells of it", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE, { values: TOLD });
  await cpe.session(acs.address);
  const device = acs.gateway.deviceOf("00256D-Box-S1");
  // Not onboarded yet: what is read or told meanwhile settles no number.
  acs.gateway.submit(device, { type: "get", paths: Object.keys(TOLD), maxDepth: 0 });
  await cpe.session(acs.address, [["4 VALUE CHANGE", ""]]);
  expect((await acs.gateway.knowledge(device)).memory["binding"]).toBeUndefined();
  const told = acs.gateway.contacts.flatMap(({ events }) => events);
  for (const event of told)
    if (event.type === "valueChanged") expect(event.path).not.toMatch(/^Device\..*\.\d+\./);

  acs.gateway.submit(device, { type: "onboard", protocol: "cwmp" });
  await cpe.session(acs.address);
  const settled = (await acs.gateway.knowledge(device)).memory["binding"];
  const whole = createMapping().bind(new Map(Object.entries(TREE).map(native)));
  expect(settled).toEqual(whole);
  acs.gateway.submit(device, { type: "get", paths: ["Device.IP."], maxDepth: 0 });
  await cpe.session(acs.address, [["4 VALUE CHANGE", ""]]);
  expect((await acs.gateway.knowledge(device)).memory["binding"]).toEqual(settled);
});

function native([path, value]: readonly [string, string]): [string, NativeValue] {
  return [path, { path, value, type: "string", writable: true, at: 1 }];
}

/** The translation, and how often it placed a device. */
function counted() {
  const mapping = createMapping();
  const count = { opened: 0 };
  const translation = mappedBy({
    ...mapping,
    opening: (...given) => {
      count.opened++;
      return mapping.opening(...given);
    },
  });
  return { count, translation };
}

const KNOWLEDGE: Knowledge = {
  protocol: "cwmp",
  values: new Map(Object.entries(TREE).map(native)),
  memory: {},
  secrets: {},
};

test("what is asked of one knowledge is computed once", () => {
  const { count, translation } = counted();
  const view = translation.view(KNOWLEDGE);
  translation.remember(KNOWLEDGE, true);
  translation.sources(["Device.IP."], KNOWLEDGE);
  expect(translation.view(KNOWLEDGE)).toBe(view);
  expect(count.opened).toBe(1);
});

test.each<Operation>([
  {
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: "b" } }],
  },
  { type: "get", paths: ["Device.IP.Interface.*.Enable", "Device.IP.Interface.*.Status"], maxDepth: 0 },
])("a dry run of a $type places what is known once, and what a reading adds to it once more", (operation) => {
  const { count, translation } = counted();
  const calls = rehearse(operation, {
    device: newDeviceId(0, 0),
    knowledge: KNOWLEDGE,
    translation,
    commandKey: "k",
    at: 2,
    reconcile: false,
    parametersPerRpc: 256,
    onboarding: { informInterval: 300, proven: false },
  });
  expect(calls).toHaveLength(1);
  expect(count.opened).toBe(operation.type === "get" ? 2 : 1);
});
