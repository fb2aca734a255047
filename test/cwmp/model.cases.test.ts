import { expect, test } from "vitest";
import { createMapping, type NativeSetting, type Values } from "../../cwmp/model/map.ts";
import { device, exampleBinding, exampleValues, mapping, possible, ROOT, textOf } from "./model.fixture.ts";

const WLAN = "LANDevice.1.WLANConfiguration.1.";
const IP = "WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.";
const PPP = "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.";
const ATM = "WANDevice.1.WANConnectionDevice.1.WANDSLLinkConfig.";

function set(values: Values, path: string, params: Record<string, string>) {
  return mapping.planSet([{ path, params }], values, mapping.bind(values));
}

const sent = (settings: readonly NativeSetting[]) =>
  Object.fromEntries(settings.map(({ name, value }) => [name.slice(ROOT.length), value]));

const codes = (values: Values, path: string, params: Record<string, string>) =>
  set(values, path, params).faults.map(({ code }) => code);

const host = (n: number, mac: string) => ({ [`LANDevice.1.Hosts.Host.${n}.MACAddress`]: mac });
const enable = (l: number) => `LANDevice.${l}.LANHostConfigManagement.DHCPServerEnable`;

function parameter(values: Values, path: string) {
  return mapping.view(values, mapping.bind(values)).find((entry) => entry.path === path);
}

const dhcp = device({
  [`${IP}Enable`]: "1",
  [`${IP}AddressingType`]: "DHCP",
  [`${IP}ExternalIPAddress`]: "198.51.100.9",
  [`${IP}SubnetMask`]: "255.255.255.0",
  [`${IP}DefaultGateway`]: "198.51.100.1",
  [`${IP}DNSServers`]: "203.0.113.1, 203.0.113.2",
  [`${IP}DNSEnabled`]: "1",
  [`${IP}NATEnabled`]: "1",
  [`${IP}MaxMTUSize`]: "1500",
  [`${IP}MACAddress`]: "00:25:6D:00:00:01",
  [`${IP}MACAddressOverride`]: "0",
  [`${IP}PortMappingNumberOfEntries`]: "0",
  "WANDevice.1.WANCommonInterfaceConfig.WANAccessType": "Ethernet",
  "Layer3Forwarding.ForwardNumberOfEntries": "0",
});

const fixed = new Map([...dhcp, ...device({ [`${IP}AddressingType`]: "Static" })]);

test("a WAN IP connection by DHCP has a DHCP client, and its address cannot be written", () => {
  expect(textOf(dhcp, "Device.DHCPv4.Client.1.IPRouters")).toBe("198.51.100.1");
  expect(textOf(dhcp, "Device.DHCPv4.Client.1.Interface")).toBe("Device.IP.Interface.1");
  expect(textOf(dhcp, "Device.DNS.Client.Server.2.DNSServer")).toBe("203.0.113.2");
  expect(textOf(dhcp, "Device.DNS.Client.Server.2.Type")).toBe("DHCPv4");
  expect(codes(dhcp, "Device.IP.Interface.1.IPv4Address.1.", { IPAddress: "198.51.100.10" })).toEqual([
    "parameter.readOnly",
  ]);
  expect(codes(dhcp, "Device.DNS.Client.Server.1.", { DNSServer: "203.0.113.9" })).toEqual([
    "parameter.readOnly",
  ]);
});

test("a static WAN IP connection takes address, gateway and one DNS server of its list", () => {
  expect(textOf(fixed, "Device.DHCPv4.Client.1.IPRouters")).toBeUndefined();
  expect(
    sent(set(fixed, "Device.IP.Interface.1.IPv4Address.1.", { IPAddress: "198.51.100.10" }).settings),
  ).toEqual({
    [`${IP}ExternalIPAddress`]: "198.51.100.10",
  });
  expect(sent(set(fixed, "Device.DNS.Client.Server.2.", { DNSServer: "203.0.113.9" }).settings)).toEqual({
    [`${IP}DNSServers`]: "203.0.113.1,203.0.113.9",
  });
  const gateway = set(fixed, "Device.Routing.Router.1.IPv4Forwarding.1.", {
    GatewayIPAddress: "198.51.100.2",
  });
  expect(sent(gateway.settings)).toEqual({ [`${IP}DefaultGateway`]: "198.51.100.2" });
});

test("a MAC address is written with its override, an MTU only in the range of both models", () => {
  expect(sent(set(dhcp, "Device.Ethernet.Link.1.", { MACAddress: "00:25:6D:00:00:02" }).settings)).toEqual({
    [`${IP}MACAddressOverride`]: "1",
    [`${IP}MACAddress`]: "00:25:6D:00:00:02",
  });
  expect(codes(dhcp, "Device.IP.Interface.1.", { MaxMTUSize: "1541" })).toEqual([
    "parameter.unrepresentable",
  ]);
  expect(codes(dhcp, "Device.IP.Interface.1.", { MaxMTUSize: "63" })).toEqual(["parameter.value"]);
});

test("PPP over ATM stands on the ATM link, a bridged connection has no IP interface", () => {
  const values = device({
    "WANDevice.1.WANCommonInterfaceConfig.WANAccessType": "DSL",
    [`${ATM}LinkType`]: "PPPoA",
    [`${ATM}DestinationAddress`]: "PVC: 8/35",
    [`${PPP}Enable`]: "1",
    [`${PPP}ConnectionType`]: "IP_Routed",
    [`${IP}Enable`]: "1",
    [`${IP}ConnectionType`]: "IP_Bridged",
  });
  expect(textOf(values, "Device.ATM.Link.1.DestinationAddress")).toBe("8/35");
  expect(textOf(values, "Device.PPP.Interface.1.LowerLayers")).toBe("Device.ATM.Link.1");
  expect(textOf(values, "Device.IP.InterfaceNumberOfEntries")).toBe("1");
  expect(sent(set(values, "Device.ATM.Link.1.", { DestinationAddress: "0/33" }).settings)).toEqual({
    [`${ATM}DestinationAddress`]: "PVC: 0/33",
  });
  expect(codes(values, "Device.ATM.Link.1.", { LinkType: "Unconfigured" })).toEqual([]);
});

test("a deprecated spelling that already means the wanted value is not written", () => {
  const values = device({ [`${ATM}LinkType`]: "PPPoE" });
  expect(parameter(values, "Device.ATM.Link.1.LinkType")).toMatchObject({
    value: "EoA",
    source: { kind: "lossy" },
  });
  expect(set(values, "Device.ATM.Link.1.", { LinkType: "EoA" })).toEqual({ settings: [], faults: [] });
});

test("the DHCP server is made configurable before its pool is written", () => {
  const values = device({
    "LANDevice.1.LANHostConfigManagement.DHCPServerConfigurable": "0",
    "LANDevice.1.LANHostConfigManagement.DHCPServerEnable": "0",
    "LANDevice.1.LANHostConfigManagement.MinAddress": "192.168.1.2",
  });
  const { settings } = set(values, "Device.DHCPv4.Server.Pool.1.", { MinAddress: "192.168.1.9" });
  expect(settings.map(({ name, value }) => [name.split(".").at(-1), value])).toEqual([
    ["DHCPServerConfigurable", "1"],
    ["MinAddress", "192.168.1.9"],
  ]);
});

test("switching all DHCP servers: off is every LANDevice, on is refused with two", () => {
  const on = device({ [enable(1)]: "0", [enable(2)]: "1" });
  const off = device({ [enable(1)]: "0", [enable(2)]: "0" });
  expect(sent(set(on, "Device.DHCPv4.Server.", { Enable: "false" }).settings)).toEqual({
    [enable(1)]: "0",
    [enable(2)]: "0",
  });
  expect(set(on, "Device.DHCPv4.Server.", { Enable: "true" }).settings).toEqual([]);
  expect(codes(off, "Device.DHCPv4.Server.", { Enable: "true" })).toEqual(["parameter.value"]);
});

test("more NTP servers than the device holds are refused", () => {
  expect(codes(exampleValues, "Device.Time.Client.1.", { Servers: "a,b,c,d" })).toEqual([
    "parameter.unrepresentable",
  ]);
  expect(sent(set(exampleValues, "Device.Time.Client.1.", { Servers: "a,b,c" }).settings)).toEqual({
    "Time.NTPServer1": "a",
    "Time.NTPServer2": "b",
    "Time.NTPServer3": "c",
  });
});

test("the obsolete time zone offset is read when the POSIX zone is empty", () => {
  const values = device({ "Time.LocalTimeZone": "+01:00", "Time.LocalTimeZoneName": "" });
  expect(parameter(values, "Device.Time.LocalTimeZone")).toMatchObject({
    value: "<+01>-1",
    source: { kind: "lossy" },
  });
  expect(textOf(device({ "Time.LocalTimeZone": "-03:30" }), "Device.Time.LocalTimeZone")).toBe("<-0330>3:30");
  expect(sent(set(values, "Device.Time.", { LocalTimeZone: "UTC0" }).settings)).toEqual({
    "Time.LocalTimeZoneName": "UTC0",
  });
});

test("a firewall that is off has no Config, and is switched on by its level", () => {
  const off = device({ "Firewall.Config": "Off" });
  expect(textOf(off, "Device.Firewall.Enable")).toBe("false");
  expect(textOf(off, "Device.Firewall.Config")).toBeUndefined();
  expect(codes(off, "Device.Firewall.", { Enable: "true" })).toEqual(["parameter.unrepresentable"]);
  expect(sent(set(off, "Device.Firewall.", { Config: "High" }).settings)).toEqual({
    "Firewall.Config": "High",
  });
});

test.each([
  [{ BeaconType: "None" }, "None", "lossy"],
  [{ BeaconType: "Basic", BasicEncryptionModes: "None" }, "None", "exact"],
  [
    { BeaconType: "Basic", BasicEncryptionModes: "WEPEncryption", WEPEncryptionLevel: "Disabled,40-bit" },
    "WEP-64",
    "exact",
  ],
  [
    { BeaconType: "Basic", BasicEncryptionModes: "WEPEncryption", WEPEncryptionLevel: "104-bit" },
    "WEP-128",
    "exact",
  ],
  [{ BeaconType: "Basic", BasicEncryptionModes: "WEPEncryption" }, "WEP-128", "lossy"],
  [{ BeaconType: "WPA", WPAAuthenticationMode: "EAPAuthentication" }, "WPA-Enterprise", "exact"],
  [{ BeaconType: "11i", IEEE11iAuthenticationMode: "EAPandPSKAuthentication" }, "WPA2-Personal", "lossy"],
  [{ BeaconType: "11i" }, "WPA2-Personal", "lossy"],
  [
    {
      BeaconType: "WPAand11i",
      WPAAuthenticationMode: "PSKAuthentication",
      IEEE11iAuthenticationMode: "EAPAuthentication",
    },
    "WPA-WPA2-Enterprise",
    "lossy",
  ],
  [{ BeaconType: "BasicandWPA", WPAAuthenticationMode: "PSKAuthentication" }, "WPA-Personal", "lossy"],
  [{ BeaconType: "11iandWPA3" }, undefined, undefined],
])("security mode of %o", (leaves: Record<string, string>, value, kind) => {
  const values = device(
    Object.fromEntries(Object.entries(leaves).map(([leaf, text]) => [WLAN + leaf, text])),
  );
  const found = parameter(values, "Device.WiFi.AccessPoint.1.Security.ModeEnabled");
  expect([found?.value, found?.source.kind]).toEqual([value, kind]);
});

test("WEP needs a key of its length in the same request, written to the key in use", () => {
  const values = device({
    [`${WLAN}BeaconType`]: "Basic",
    [`${WLAN}BasicEncryptionModes`]: "None",
    [`${WLAN}WEPKeyIndex`]: "2",
    [`${WLAN}WEPKey.1.WEPKey`]: "",
    [`${WLAN}WEPKey.2.WEPKey`]: "",
  });
  const security = "Device.WiFi.AccessPoint.1.Security.";
  expect(codes(values, security, { ModeEnabled: "WEP-64" })).toEqual(["parameter.unrepresentable"]);
  expect(sent(set(values, security, { ModeEnabled: "WEP-64", WEPKey: "0102030405" }).settings)).toEqual({
    [`${WLAN}BeaconType`]: "Basic",
    [`${WLAN}BasicEncryptionModes`]: "WEPEncryption",
    [`${WLAN}WEPKey.2.WEPKey`]: "0102030405",
  });
});

test("the pre-shared key is one of two forms, and a secret is never read", () => {
  const values = device({
    [`${WLAN}KeyPassphrase`]: "plain secret",
    [`${WLAN}PreSharedKey.1.KeyPassphrase`]: "plain secret",
    [`${WLAN}PreSharedKey.1.PreSharedKey`]: "",
    [`${WLAN}PreSharedKey.2.KeyPassphrase`]: "other secret",
  });
  const security = "Device.WiFi.AccessPoint.1.Security.";
  expect(parameter(values, `${security}KeyPassphrase`)).toMatchObject({ value: "", secret: true });
  expect(JSON.stringify(mapping.view(values, mapping.bind(values)))).not.toContain(" secret");
  expect(JSON.stringify(mapping.unmapped(values, mapping.bind(values)))).not.toContain(" secret");
  expect(mapping.hides(`${ROOT}${WLAN}KeyPassphrase`)).toBe(true);
  expect(mapping.hides(`${ROOT}${WLAN}PreSharedKey.2.PreSharedKey`)).toBe(true);
  expect(mapping.hides(`${ROOT}${WLAN}SSID`)).toBe(false);
  expect(sent(set(values, security, { KeyPassphrase: "new secret" }).settings)).toEqual({
    [`${WLAN}PreSharedKey.1.KeyPassphrase`]: "new secret",
  });
  const both = { PreSharedKey: "A".repeat(64), KeyPassphrase: "new secret" };
  expect(codes(values, security, both)).toEqual(["parameter.conflict"]);
});

test("channel 0 is no channel of TR-181; a radio of which the instances differ reads lossy", () => {
  const values = device({
    [`${WLAN}Channel`]: "0",
    [`${WLAN}Standard`]: "g",
    [`${WLAN}TransmitPower`]: "50",
    "LANDevice.1.WLANConfiguration.2.Standard": "b",
    "LANDevice.1.WLANConfiguration.2.TransmitPower": "100",
  });
  expect(textOf(values, "Device.WiFi.Radio.1.Channel")).toBeUndefined();
  expect(textOf(values, "Device.WiFi.RadioNumberOfEntries")).toBe("1");
  expect(parameter(values, "Device.WiFi.Radio.1.TransmitPower")).toMatchObject({
    value: "50",
    source: { kind: "lossy" },
  });
  expect(codes(values, "Device.WiFi.Radio.1.", { TransmitPower: "-1" })).toEqual([
    "parameter.unrepresentable",
  ]);
});

test("a host keeps its number when the device numbers its hosts anew", () => {
  const first = mapping.bind(device({ ...host(1, "02:00:00:00:00:0A"), ...host(2, "02:00:00:00:00:0B") }));
  const anew = device({ ...host(1, "02:00:00:00:00:0B"), ...host(2, "02:00:00:00:00:0C") });
  const binding = mapping.bind(anew, first);
  const macs = mapping.view(anew, binding).filter(({ path }) => path.endsWith("PhysAddress"));
  expect(macs.map(({ path, value }) => [path, value])).toEqual([
    ["Device.Hosts.Host.2.PhysAddress", "02:00:00:00:00:0B"],
    ["Device.Hosts.Host.3.PhysAddress", "02:00:00:00:00:0C"],
  ]);
});

test("keys a device chooses to be hostile change nothing", () => {
  const values = device({
    ...host(1, "__proto__"),
    ...host(2, "constructor"),
    ...host(3, "x".repeat(5000)),
    ...host(4, "__proto__"),
  });
  const binding = mapping.bind(values);
  const stored: typeof binding = JSON.parse(JSON.stringify(binding));
  expect(mapping.bind(values, stored)).toBe(stored);
  expect(textOf(values, "Device.Hosts.HostNumberOfEntries")).toBe("4");
  expect(JSON.stringify(binding).length).toBeLessThan(1000);
});

test("a new port mapping goes to the connection Interface names, and not beside an equal one", () => {
  const two = new Map([
    ...fixed,
    ...device({ [`${PPP}Enable`]: "1", [`${PPP}PortMappingNumberOfEntries`]: "0" }),
  ]);
  const binding = mapping.bind(two);
  const params = { Interface: "Device.IP.Interface.2", ExternalPort: "80", Protocol: "TCP" };
  const object = { path: "Device.NAT.PortMapping.", params };
  expect(possible(mapping.planAdd(object, two, binding)).objectName).toBe(`${ROOT}${PPP}PortMapping.`);
  expect(mapping.planAdd({ path: object.path, params: {} }, two, binding)).toMatchObject({
    possible: false,
    faults: [{ code: "parameter.unrepresentable" }],
  });
  const taken = { path: object.path, params: { ExternalPort: "443", Protocol: "TCP" } };
  expect(mapping.planAdd(taken, exampleValues, exampleBinding)).toMatchObject({
    possible: false,
    faults: [{ code: "parameter.duplicate" }],
  });
});

test("an internal port 0 is refused, a required parameter that cannot be had stops the row", () => {
  const object = {
    path: "Device.NAT.PortMapping.",
    params: { ExternalPort: "81", Protocol: "TCP", InternalPort: "0" },
  };
  expect(
    possible(mapping.planAdd(object, exampleValues, exampleBinding)).faults.map(({ code }) => code),
  ).toEqual(["parameter.unrepresentable"]);
  const strict = mapping.planAdd({ ...object, required: ["InternalPort"] }, exampleValues, exampleBinding);
  expect(strict.possible).toBe(false);
});

test.each([
  ["Device.Routing.Router.1.IPv4Forwarding.", "Layer3Forwarding.Forwarding."],
  ["Device.DHCPv4.Server.Pool.1.StaticAddress.", "LANDevice.1.LANHostConfigManagement.DHCPStaticAddress."],
  ["Device.DHCPv4.Server.Pool.", "LANDevice.1.LANHostConfigManagement.DHCPConditionalServingPool."],
  ["Device.IP.Interface.1.IPv4Address.", "LANDevice.1.LANHostConfigManagement.IPInterface."],
])("a row of %s is a row of %s", (path, native) => {
  const plan = possible(mapping.planAdd({ path, params: {} }, exampleValues, exampleBinding));
  expect(plan.objectName).toBe(ROOT + native);
});

test("a new route takes its interface as the device names it, and is bound below its router", () => {
  const params = {
    DestIPAddress: "10.0.0.0",
    DestSubnetMask: "255.0.0.0",
    Interface: "Device.IP.Interface.2",
    Enable: "true",
  };
  const object = { path: "Device.Routing.Router.1.IPv4Forwarding.", params };
  const plan = possible(mapping.planAdd(object, exampleValues, exampleBinding));
  expect(sent(plan.settings(4))["Layer3Forwarding.Forwarding.4.Interface"]).toBe(ROOT + PPP.slice(0, -1));
  expect(plan.bound(4, exampleBinding).path).toBe("Device.Routing.Router.1.IPv4Forwarding.2.");
});

test.each([
  ["Device.WiFi.SSID.", "path.notCreatable"],
  ["Device.DeviceInfo.", "path.notTable"],
  ["Device.Nonsense.", "path.unknown"],
])("no row can be added to %s: %s", (path, code) => {
  expect(mapping.planAdd({ path, params: {} }, exampleValues, exampleBinding)).toMatchObject({
    faults: [{ code }],
  });
});

test.each([
  ["Device.NAT.PortMapping.9.", "path.noInstance"],
  ["Device.IP.Interface.2.", "path.notCreatable"],
  ["Device.Routing.Router.1.IPv4Forwarding.1.", "path.notCreatable"],
])("%s cannot be deleted: %s", (path, code) => {
  expect(mapping.planDelete(path, exampleValues, exampleBinding)).toMatchObject({
    possible: false,
    fault: { code },
  });
});

test.each([
  ["Device.WiFi.SSID.1.Nonsense", "path.unknown"],
  ["Device.WiFi.SSID.1.LowerLayers", "parameter.readOnly"],
  ["Device.WiFi.SSID.7.SSID", "path.unknown"],
])("a write of %s is refused: %s", (path, code) => {
  const cut = path.lastIndexOf(".") + 1;
  expect(codes(exampleValues, path.slice(0, cut), { [path.slice(cut)]: "x" })).toEqual([code]);
});

test("a value that does not fit the TR-181 type is refused, and one fault leaves the other parameters planned", () => {
  const plan = set(exampleValues, "Device.WiFi.Radio.2.", { Channel: "many", TransmitPower: "70" });
  expect(plan.faults.map(({ path, code }) => [path, code])).toEqual([
    ["Device.WiFi.Radio.2.Channel", "parameter.type"],
  ]);
  expect(sent(plan.settings)).toEqual({ "LANDevice.1.WLANConfiguration.5.TransmitPower": "70" });
});

const twice = (first: string, second: string) =>
  mapping.planSet(
    [
      { path: "Device.WiFi.Radio.2.", params: { TransmitPower: first } },
      { path: "Device.WiFi.Radio.2", params: { TransmitPower: second } },
    ],
    exampleValues,
    exampleBinding,
  );

test("a parameter named twice must be given one value", () => {
  expect(twice("70", "70").settings).toHaveLength(1);
  expect(twice("70", "71")).toMatchObject({ settings: [], faults: [{ code: "parameter.conflict" }] });
  expect(twice("70", "much")).toMatchObject({ settings: [], faults: [{ code: "parameter.type" }] });
});

test("enabling an access point switches its beacon on where that is a leaf of its own", () => {
  const values = device({ [`${WLAN}Enable`]: "false", [`${WLAN}BeaconAdvertisementEnabled`]: "false" });
  expect(sent(set(values, "Device.WiFi.SSID.1.", { Enable: "true" }).settings)).toEqual({
    [`${WLAN}BeaconAdvertisementEnabled`]: "true",
    [`${WLAN}Enable`]: "true",
  });
});

test("an action is written as true and does not show", () => {
  const values = device({ [`${PPP}Enable`]: "1", [`${PPP}Reset`]: "0" });
  expect(parameter(values, "Device.PPP.Interface.1.Reset")).toBeUndefined();
  expect(sent(set(values, "Device.PPP.Interface.1.", { Reset: "true" }).settings)).toEqual({
    [`${PPP}Reset`]: "1",
  });
});

test.each([
  ["Device.", [""]],
  ["Device.Hosts.Host.", ["LANDevice.1.Hosts.Host."]],
  ["Device.Hosts.HostNumberOfEntries", ["LANDevice.1.Hosts.Host."]],
  ["Device.NAT.PortMapping.", [`${PPP}PortMapping.`]],
  ["Device.WiFi.SSID.3.SSID", ["LANDevice.1.WLANConfiguration.5.SSID"]],
  ["Device.WiFi.AccessPoint.3.AssociatedDevice.", ["LANDevice.1.WLANConfiguration.5.AssociatedDevice."]],
  ["Device.WiFi.SSID.1.LowerLayers", []],
])("%s is read from %o", (path, native) => {
  expect(mapping.nativePaths([path], exampleValues, exampleBinding)).toEqual(
    native.map((relative) => ROOT + relative),
  );
});

test("a native leaf is reported on every TR-181 leaf it feeds", () => {
  const targets = mapping.targetsOf(
    `${ROOT}LANDevice.1.WLANConfiguration.2.Enable`,
    exampleValues,
    exampleBinding,
  );
  expect(targets).toEqual(["Device.WiFi.AccessPoint.2.Enable", "Device.WiFi.SSID.2.Enable"]);
});

test("an overlay adds spellings and rules over the standard ones", () => {
  const vendor = createMapping({
    standards: { "11bgn": "b,g,n" },
    enums: { ifStatus: { Offline: "Down" } },
    rules:
      "@LANDevice.{l}.WLANConfiguration.{w}.AssociatedDevice.{a}.\nX_HW_RSSI\tWiFi.AccessPoint.{ap}.AssociatedDevice.{a}.SignalStrength\tr",
  });
  const values = device({
    [`${WLAN}Standard`]: "11bgn",
    [`${WLAN}Channel`]: "1",
    [`${WLAN}Status`]: "Offline",
    [`${WLAN}AssociatedDevice.1.AssociatedDeviceMACAddress`]: "02:00:00:00:00:22",
    [`${WLAN}AssociatedDevice.1.X_HW_RSSI`]: "-61",
  });
  const binding = vendor.bind(values);
  const view = Object.fromEntries(vendor.view(values, binding).map(({ path, value }) => [path, value]));
  expect(view["Device.WiFi.Radio.1.OperatingStandards"]).toBe("b,g,n");
  expect(view["Device.WiFi.SSID.1.Status"]).toBe("Down");
  expect(view["Device.WiFi.AccessPoint.1.AssociatedDevice.1.SignalStrength"]).toBe("-61");
});

test("an empty device has an empty view", () => {
  expect(mapping.view(new Map(), mapping.bind(new Map()))).toEqual([]);
});
