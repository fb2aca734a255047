import { expect, test } from "vitest";
import type { DeviceEvent } from "#core";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, type CpeOptions } from "./cpe.ts";

const TREE = { "Device.DeviceInfo.ModelName": "Box 9", "Device.WiFi.SSID.1.SSID": "home" };
const BOOTSTRAP: CpeOptions["events"] = [
  ["0 BOOTSTRAP", ""],
  ["1 BOOT", ""],
];

function told(acs: Acs): readonly string[] {
  return acs.gateway.contacts.flatMap(({ events }) => events.map(brief));
}

function brief(event: DeviceEvent): string {
  if (event.type === "boot") return `boot ${event.cause}`;
  return event.type === "bootstrap" ? `bootstrap ${event.reason}` : event.type;
}

async function onboarded(): Promise<{ readonly acs: Acs; readonly cpe: Cpe }> {
  const acs = await startAcs({ provisionCredentials: false });
  acs.gateway.onboards = true;
  const cpe = new Cpe(TREE);
  await cpe.session(acs.address, BOOTSTRAP);
  expect(told(acs)).toEqual(["bootstrap firstContact", "boot LocalReboot"]);
  acs.gateway.contacts.splice(0);
  return { acs, cpe };
}

test("0 BOOTSTRAP of a device that was onboarded is a factory reset on the spot [TR-069a6 3.7.1.5]", async () => {
  const { acs, cpe } = await onboarded();
  await cpe.session(acs.address, BOOTSTRAP);
  expect(told(acs)).toEqual(["bootstrap factoryReset", "boot LocalFactoryReset"]);
});

test("0 BOOTSTRAP after Device.FactoryReset() is a remote one, whether the device answered or not", async () => {
  for (const answer of [undefined, ""]) {
    const { acs, cpe } = await onboarded();
    const device = acs.gateway.deviceOf("00256D-Box-S1");
    acs.gateway.submit(device, { type: "operate", command: "Device.FactoryReset()", input: {} });
    cpe.override = () => answer;
    await cpe.session(acs.address);
    cpe.override = undefined;
    acs.gateway.contacts.splice(0);
    await cpe.session(acs.address, BOOTSTRAP);
    expect(told(acs)).toEqual(["bootstrap factoryReset", "boot RemoteFactoryReset"]);
    // It was onboarded again: the next one has a cause of its own.
    acs.gateway.contacts.splice(0);
    await cpe.session(acs.address, BOOTSTRAP);
    expect(told(acs)).toEqual(["bootstrap factoryReset", "boot LocalFactoryReset"]);
  }
});

test("0 BOOTSTRAP without a boot, of a device that was onboarded, is a new URL of its ACS", async () => {
  const { acs, cpe } = await onboarded();
  await cpe.session(acs.address, [["0 BOOTSTRAP", ""]]);
  expect(told(acs)).toEqual(["bootstrap urlChanged"]);
});

test("a repeated 0 BOOTSTRAP has the reason of the first", async () => {
  const acs = await startAcs();
  const cpe = new Cpe(TREE);
  for (let i = 0; i < 2; i++) await cpe.session(acs.address, BOOTSTRAP);
  expect(new Set(told(acs))).toEqual(new Set(["bootstrap firstContact", "boot LocalReboot"]));
  const again = await onboarded();
  again.acs.gateway.onboards = false;
  for (let i = 0; i < 2; i++) await again.cpe.session(again.acs.address, BOOTSTRAP);
  expect(new Set(told(again.acs))).toEqual(new Set(["bootstrap factoryReset", "boot LocalFactoryReset"]));
});
