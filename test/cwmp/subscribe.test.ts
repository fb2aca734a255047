import { expect, test } from "vitest";
import type { JsonObject, NativeValue, Outcome, WantedSubscription } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope, fault } from "./cpe.ts";

const WIFI = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.ManagementServer.ParameterKey": "",
  "Device.WiFi.AccessPoint.1.AssociatedDevice.1.MACAddress": "02:00:00:00:00:01",
  "Device.WiFi.AccessPoint.1.AssociatedDeviceNumberOfEntries": "1",
  "Device.WiFi.SSID.1.SSID": "home",
  "Device.WiFi.SSID.1.Status": "Up",
  "Device.WiFi.SSID.2.SSID": "guest",
  "Device.WiFi.SSID.2.Status": "Down",
};
const COUNT = "Device.WiFi.AccessPoint.1.AssociatedDeviceNumberOfEntries";
const ROW = "Device.WiFi.AccessPoint.1.AssociatedDevice.";

const status = (more: Partial<WantedSubscription> = {}): WantedSubscription => ({
  id: "s_status",
  notifType: "ValueChange",
  paths: ["Device.WiFi.SSID.*.Status"],
  persistent: true,
  notifRetry: true,
  timeToLive: 0,
  notifExpiration: 0,
  ...more,
});
const stations = (notifType: "ObjectCreation" | "ObjectDeletion"): WantedSubscription =>
  status({
    id: `s_${notifType}`,
    notifType,
    paths: [`Device.WiFi.AccessPoint.*.AssociatedDevice.${notifType === "ObjectDeletion" ? "*." : ""}`],
  });

/** A CPE that keeps notifications as it is told, on a wire of its own. */
async function box() {
  const acs = await startAcs();
  const cpe = new Cpe(WIFI, { readOnly: /./ });
  const device = acs.gateway.enrol("00256D-Box-S1");
  const natives = Object.entries(WIFI).map(([path, value]): NativeValue => ({
    path,
    value,
    type: "",
    at: 1,
  }));
  acs.gateway.remember(device, natives, {});
  const attributes = new Map<string, number>();
  const refuses = new Map<string, number>();
  const lists: string[][] = [];
  const state: { knows: boolean } = { knows: true };
  cpe.override = (rpc, body, id) => {
    if (!rpc.endsWith("ParameterAttributes")) return undefined;
    if (!state.knows) return envelope(fault(9000, "Method not supported"), id);
    const names = [...body.matchAll(/<(?:Name|string)[^>]*>([^<]*)</g)].map(([, name = ""]) => name);
    if (rpc === "GetParameterAttributes") {
      const rows = names.map(
        (name) =>
          `<ParameterAttributeStruct><Name>${name}</Name><Notification>${attributes.get(name) ?? 0}</Notification><AccessList></AccessList></ParameterAttributeStruct>`,
      );
      return envelope(
        `<cwmp:GetParameterAttributesResponse><ParameterList>${rows.join("")}</ParameterList></cwmp:GetParameterAttributesResponse>`,
        id,
      );
    }
    lists.push(names);
    const refused = names.map((name) => refuses.get(name)).find((code) => code !== undefined);
    if (refused !== undefined) return envelope(fault(refused, "no"), id);
    const levels = [...body.matchAll(/<Notification>(\d)</g)].map(([, level]) => Number(level));
    names.forEach((name, i) => attributes.set(name, levels[i] ?? 0));
    return envelope("<cwmp:SetParameterAttributesResponse/>", id);
  };
  const session = async (events: string[] = ["2 PERIODIC"]): Promise<void> => {
    const last = await cpe.session(
      acs.address,
      events.map((code) => [code, ""] as const),
    );
    expect(last.status).toBe(204);
  };
  const subscribe = async (...wanted: WantedSubscription[]): Promise<Outcome> => {
    acs.gateway.wanted = wanted;
    const id = acs.gateway.submit(device, { type: "subscribe", protocol: "cwmp" });
    await session();
    return acs.gateway.outcome(id) as Outcome;
  };
  const items = (outcome: Outcome): JsonObject[] =>
    ("result" in outcome && outcome.result?.type === "subscribe"
      ? outcome.result.subscriptions
      : []) as unknown as JsonObject[];
  return { ...acs, cpe, device, attributes, refuses, lists, state, session, subscribe, items };
}

test("changes are asked for as active notifications, as passive ones where nothing need be repeated, and once [TR-069a6 A.3.2.4]", async () => {
  const { subscribe, items, attributes, lists } = await box();
  const told = await subscribe(status());
  expect(items(told)).toEqual([{ id: "s_status", state: "applied", problems: [] }]);
  expect([...attributes]).toEqual([
    ["Device.WiFi.SSID.1.Status", 2],
    ["Device.WiFi.SSID.2.Status", 2],
  ]);
  await subscribe(status());
  expect(lists).toHaveLength(1);
  await subscribe(status({ notifRetry: false }));
  expect(new Set(attributes.values())).toEqual(new Set([1]));
  expect(lists).toHaveLength(2);
});

test("a device that lost its notifications is given them again; what is not wanted any more is switched off, what others set is left", async () => {
  const { subscribe, attributes } = await box();
  attributes.set("Device.WiFi.SSID.1.SSID", 2);
  await subscribe(status());
  attributes.delete("Device.WiFi.SSID.1.Status");
  await subscribe(status());
  expect(attributes.get("Device.WiFi.SSID.1.Status")).toBe(2);
  await subscribe();
  expect(Object.fromEntries(attributes)).toEqual({
    "Device.WiFi.SSID.1.SSID": 2,
    "Device.WiFi.SSID.1.Status": 0,
    "Device.WiFi.SSID.2.Status": 0,
  });
});

test("one parameter that is refused spoils nothing for the others, and stands in the status", async () => {
  const { subscribe, items, attributes, refuses } = await box();
  refuses.set("Device.WiFi.SSID.2.Status", 9009);
  const told = await subscribe(status({ paths: ["Device.WiFi.SSID.1.Status", "Device.WiFi.SSID.2.Status"] }));
  expect(items(told)).toMatchObject([
    {
      state: "partial",
      problems: [{ path: "Device.WiFi.SSID.2.Status", why: "refused", protocolCode: "cwmp:9009" }],
    },
  ]);
  expect(attributes.get("Device.WiFi.SSID.1.Status")).toBe(2);
});

test("a device without the RPC, a parameter it does not have, an event CWMP does not have: each is told as unsupported", async () => {
  const { subscribe, items, state } = await box();
  state.knows = false;
  const told = await subscribe(
    status(),
    status({ id: "s_absent", paths: ["Device.WiFi.SSID.*.Colour"] }),
    status({ id: "s_event", notifType: "Event", paths: ["Device.LocalAgent.Threshold.*.Triggered!"] }),
    status({ id: "s_boot", notifType: "Event", paths: ["Device.Boot!"] }),
    status({ id: "s_ping", notifType: "OperationComplete", paths: ["Device.Reboot()"] }),
  );
  expect(told.state).toBe("succeeded");
  expect(items(told).map(({ id, state: came }) => [id, came])).toEqual([
    ["s_status", "unsupported"],
    ["s_absent", "unsupported"],
    ["s_event", "unsupported"],
    ["s_boot", "applied"],
    ["s_ping", "applied"],
  ]);
});

test("rows that came and went since they were told last are events, once", async () => {
  const { subscribe, cpe, gateway, session, device } = await box();
  const wanted = [stations("ObjectCreation"), stations("ObjectDeletion")];
  expect((await subscribe(...wanted)).events).toEqual([]);
  cpe.tree.delete(`${ROW}1.MACAddress`);
  cpe.tree.set(`${ROW}4.MACAddress`, { value: "02:00:00:00:00:04", writable: false });
  const told = await subscribe(...wanted);
  expect(told.events).toMatchObject([
    { type: "objectDeleted", path: `${ROW}1.` },
    { type: "objectCreated", path: `${ROW}4.`, uniqueKeys: { MACAddress: "02:00:00:00:00:04" } },
  ]);
  expect((await subscribe(...wanted)).events).toEqual([]);
  // The counter asks for a look, and is no event of its own.
  Object.assign(cpe.options, { values: { [COUNT]: "2" } });
  await session(["4 VALUE CHANGE"]);
  const contact = gateway.contacts.at(-1);
  expect(contact?.subscribe).toBe(true);
  expect(contact?.events).toEqual([]);
  expect((await gateway.knowledge(device)).values.has(`${ROW}4.MACAddress`)).toBe(true);
});

test("a change is told of what was subscribed to, though the native parameter feeds more", async () => {
  const { subscribe, cpe, gateway, session } = await box();
  await subscribe(status({ paths: ["Device.WiFi.SSID.2.Status"] }));
  Object.assign(cpe.options, { values: { "Device.WiFi.SSID.2.Status": "Up" } });
  await session(["4 VALUE CHANGE"]);
  expect(gateway.contacts.at(-1)?.events).toMatchObject([
    { type: "valueChanged", path: "Device.WiFi.SSID.2.Status", value: "Up" },
  ]);
  expect(gateway.contacts.at(-1)?.subscribe).toBeUndefined();
});

test("a row that comes later is watched from then on", async () => {
  const acs = await box();
  const { subscribe, cpe, attributes, session, gateway, device } = acs;
  const count = "Device.WiFi.SSIDNumberOfEntries";
  cpe.tree.set(count, { value: "2", writable: false });
  gateway.remember(device, [{ path: count, value: "2", type: "", at: 1 }], {});
  // Whether its value is wanted as well makes no difference.
  await subscribe(status({ paths: ["Device.WiFi.SSID.*.Status", count] }));
  expect(attributes.get(count)).toBe(2);
  cpe.tree.set("Device.WiFi.SSID.3.Status", { value: "Up", writable: false });
  Object.assign(cpe.options, { values: { [count]: "3" } });
  await session(["4 VALUE CHANGE"]);
  expect(gateway.contacts.at(-1)?.subscribe).toBe(true);
  await subscribe(status());
  expect(attributes.get("Device.WiFi.SSID.3.Status")).toBe(2);
});
