import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "./api.ts";
import { setsOf } from "./equal.contract.ts";
import { openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(942);
}, 30_000);
afterAll(() => stand.stop());

/** Writes that all devices take: object and parameters, over all mapped groups. */
const WRITES: readonly (readonly [object: string, params: Json])[] = [
  ["Device.WiFi.Radio.1.", { Channel: 6, AutoChannelEnable: false }],
  ["Device.WiFi.Radio.1.", { AutoChannelEnable: true }],
  ["Device.WiFi.Radio.2.", { TransmitPower: 60, Enable: false }],
  ["Device.WiFi.SSID.3.", { SSID: 'wä <&> "x"' }],
  ["Device.WiFi.SSID.1.", { SSID: "" }],
  ["Device.WiFi.AccessPoint.1.", { SSIDAdvertisementEnabled: false, MACAddressControlEnabled: true }],
  ["Device.WiFi.AccessPoint.2.Security.", { ModeEnabled: "WPA2-Personal" }],
  ["Device.WiFi.AccessPoint.1.Security.", { ModeEnabled: "WPA2-Personal" }],
  ["Device.WiFi.AccessPoint.3.Security.", { ModeEnabled: "None" }],
  ["Device.NAT.PortMapping.1.", { Enable: false, ExternalPort: 444, Description: "a,b;c" }],
  ["Device.NAT.PortMapping.1.", { InternalClient: "192.168.1.77", InternalPort: 1 }],
  ["Device.NAT.PortMapping.2.", { Protocol: "TCP", ExternalPortEndRange: 0, RemoteHost: "" }],
  ["Device.NAT.InterfaceSetting.1.", { Enable: false }],
  [
    "Device.DHCPv4.Server.Pool.1.",
    { MinAddress: "192.168.1.50", MaxAddress: "192.168.1.60", LeaseTime: 3600 },
  ],
  ["Device.DHCPv4.Server.Pool.1.", { DNSServers: "192.168.1.1,9.9.9.9", DomainName: "home.arpa" }],
  ["Device.DHCPv4.Server.Pool.1.", { LeaseTime: -1 }],
  ["Device.PPP.Interface.1.", { Username: "new@isp", ConnectionTrigger: "OnDemand", MaxMRUSize: 1400 }],
  ["Device.PPP.Interface.1.PPPoE.", { ServiceName: "svc" }],
  ["Device.IP.Interface.1.IPv4Address.1.", { IPAddress: "192.168.7.1", SubnetMask: "255.255.0.0" }],
  ["Device.IP.Interface.2.", { Enable: false }],
  ["Device.Ethernet.Interface.1.", { Enable: false, MaxBitRate: 100, DuplexMode: "Full" }],
  ["Device.Time.", { LocalTimeZone: "UTC0" }],
  ["Device.Time.Client.1.", { Servers: "a.example,b.example" }],
  ["Device.DeviceInfo.", { ProvisioningCode: "PC-1" }],
];

/** What may differ after these writes, and why. */
const BESIDE: readonly { readonly path: RegExp; readonly why: string }[] = [
  {
    path: /\.Security\.EncryptionMode$/,
    why: "removed from TR-181; a TR-098 device has it with its beacon type",
  },
  {
    path: /\.PPP\.Interface\.1\.Enable$/,
    why: "TR-098 has one switch for the connection and its IP interface",
  },
];

test.each(WRITES)("the same set changes all kinds of device alike: %s %j", async (object, params) => {
  for (const subject of stand.subjects) {
    const before = subject.writes().length;
    const set = { type: "set", updates: [{ path: object, params }] };
    const { body } = await stand.operate(subject, set);
    expect(body).toMatchObject({ state: "succeeded", attempts: 1, problem: null });
    expect(subject.writes().length - before).toBe(1);
    const back = await stand.values(subject, object, true);
    expect(back).toMatchObject(
      Object.fromEntries(Object.entries(params).map(([name, value]) => [object + name, value])),
    );
  }
  const group = /^Device\.[^.]+\.[^.]+\./.exec(object)?.[0] ?? object;
  const [first, ...others] = (await setsOf(stand, group, "&limit=1000")).map((rows) =>
    Object.fromEntries(Object.entries(rows).filter(([path]) => !BESIDE.some((row) => row.path.test(path)))),
  );
  expect(others).toEqual([first, first]);
});
