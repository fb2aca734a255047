import { expect, test } from "vitest";
import type { Knowledge, NativeValue } from "#core";
import { createMapping } from "../../cwmp/model/map.ts";
import { mappedBy } from "../../cwmp/translation.mapped.ts";
import { startAcs } from "./acs.ts";
import { Cpe } from "./cpe.ts";

const WAN = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.";
/** The second connection is the one that an Inform tells of; in the whole tree it comes after the LAN and the first. */
const TOLD = { [`${WAN}2.WANIPConnection.1.ExternalIPAddress`]: "192.0.2.9" };
const TREE = {
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

test("what is asked of one knowledge is computed once", () => {
  const mapping = createMapping();
  let opened = 0;
  const translation = mappedBy({
    ...mapping,
    open: (...given) => {
      opened++;
      return mapping.open(...given);
    },
  });
  const values = new Map(Object.entries(TREE).map(native));
  const knowledge: Knowledge = { protocol: "cwmp", values, memory: {}, secrets: {} };
  const view = translation.view(knowledge);
  translation.remember(knowledge, true);
  translation.sources(["Device.IP."], knowledge);
  expect(translation.view(knowledge)).toBe(view);
  expect(opened).toBe(1);
});
