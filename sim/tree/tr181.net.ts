import type { Home } from "./home.ts";
import { oneOf, ro, rw, secret, type Leaf } from "./leaf.ts";
import { count } from "./leaves.ts";
import type { Planner } from "./plan.ts";

const PORT = { min: 0, max: 65_535 };
const LAN_IP = "Device.IP.Interface.1";
const WAN_IP = "Device.IP.Interface.2";

/** Everything below Wi-Fi and above it: ports, bridge, addresses, PPP, DHCP, NAT, routing, and the stack of it all. */
export function putNetwork(plan: Planner, home: Home): void {
  putEthernet(plan, home);
  putBridge(plan, home);
  putIp(plan, home);
  putNat(plan, home);
  putStack(plan, home);
}

function putEthernet(plan: Planner, home: Home): void {
  plan.put("Ethernet.", {
    InterfaceNumberOfEntries: count(home.ports.length + 1),
    LinkNumberOfEntries: count(2),
  });
  for (const [index, port] of home.ports.entries()) {
    const object = `Ethernet.Interface.${index + 1}.`;
    plan.put(object, interfaceLeaves(port.mac, port.up, false));
    plan.put(`${object}Stats.`, {
      BytesSent: ro(port.up ? "123456" : "0", "unsignedLong"),
      BytesReceived: ro(port.up ? "654321" : "0", "unsignedLong"),
    });
  }
  const wan = `Ethernet.Interface.${home.ports.length + 1}.`;
  plan.put(wan, {
    ...interfaceLeaves(home.wan.mac, true, true),
    MaxBitRate: rw("1000", "int", { min: -1 }),
    DuplexMode: rw("Full", "string", oneOf("Half", "Full", "Auto")),
  });
  plan.put(`${wan}Stats.`, {
    BytesSent: ro("5000000", "unsignedLong"),
    BytesReceived: ro("9000000", "unsignedLong"),
  });
  plan.put("Ethernet.Link.1.", { LowerLayers: rw("Device.Bridging.Bridge.1.Port.1", "list of string") });
  plan.put("Ethernet.Link.2.", {
    Status: ro("Up"),
    LowerLayers: rw(`Device.${wan.slice(0, -1)}`, "list of string"),
    ...(home.wan.kind === "ip" ? { MACAddress: ro(home.wan.mac) } : {}),
  });
  plan.table("Ethernet.Interface.{i}.", false);
  plan.table("Ethernet.Link.{i}.", false);
}

function interfaceLeaves(mac: string, up: boolean, upstream: boolean): Record<string, Leaf> {
  return {
    Enable: rw("true", "boolean"),
    Status: ro(up ? "Up" : "Down"),
    Upstream: ro(String(upstream), "boolean"),
    MACAddress: ro(mac),
    MaxBitRate: rw("-1", "int", { min: -1 }),
    DuplexMode: rw("Auto", "string", oneOf("Half", "Full", "Auto")),
  };
}

/** Members of the LAN bridge, in the order of its ports from 2 on. */
function members(home: Home): string[] {
  return [...home.ports.keys()]
    .map((index) => `Device.Ethernet.Interface.${index + 1}`)
    .concat([...home.ssids.keys()].map((index) => `Device.WiFi.SSID.${index + 1}`));
}

function putBridge(plan: Planner, home: Home): void {
  const ports = members(home);
  plan.put("Bridging.", { BridgeNumberOfEntries: count(1) });
  plan.put("Bridging.Bridge.1.", { PortNumberOfEntries: count(ports.length + 1) });
  const all = ports.map((_, index) => `Device.Bridging.Bridge.1.Port.${index + 2}`).join(",");
  plan.put("Bridging.Bridge.1.Port.1.", {
    ManagementPort: rw("true", "boolean"),
    LowerLayers: rw(all, "list of string"),
  });
  for (const [index, member] of ports.entries()) {
    plan.put(`Bridging.Bridge.1.Port.${index + 2}.`, {
      ManagementPort: rw("false", "boolean"),
      LowerLayers: rw(member, "list of string"),
    });
  }
  plan.table("Bridging.Bridge.{i}.", false);
  plan.table("Bridging.Bridge.{i}.Port.{i}.", false);
}

function putIp(plan: Planner, home: Home): void {
  const { lan, wan } = home;
  plan.put("IP.", { InterfaceNumberOfEntries: count(2) });
  plan.put("IP.Interface.1.", {
    IPv4AddressNumberOfEntries: count(1),
    LowerLayers: rw("Device.Ethernet.Link.1", "list of string"),
  });
  plan.put("IP.Interface.1.IPv4Address.1.", {
    Enable: rw("true", "boolean"),
    IPAddress: rw(lan.address),
    SubnetMask: rw(lan.mask),
    AddressingType: ro("Static"),
  });
  const ppp = wan.kind === "ppp";
  plan.put("IP.Interface.2.", {
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    LowerLayers: rw(ppp ? "Device.PPP.Interface.1" : "Device.Ethernet.Link.2", "list of string"),
    IPv4AddressNumberOfEntries: count(1),
    ...(ppp
      ? {}
      : {
          Name: ro("internet"),
          LastChange: ro(String(wan.uptime), "unsignedInt"),
          MaxMTUSize: rw("1500", "unsignedInt", { min: 64, max: 65_535 }),
        }),
  });
  plan.put("IP.Interface.2.IPv4Address.1.", {
    IPAddress: rw(wan.address),
    AddressingType: ro(ppp ? "IPCP" : "DHCP"),
    ...(ppp ? {} : { SubnetMask: rw("255.255.255.0") }),
  });
  plan.table("IP.Interface.{i}.", false);
  plan.table("IP.Interface.{i}.IPv4Address.{i}.", false);
  if (ppp) putPpp(plan, home);
  putDhcp(plan, home);
}

function putPpp(plan: Planner, home: Home): void {
  const { wan } = home;
  plan.put("PPP.", { InterfaceNumberOfEntries: count(1) });
  plan.put("PPP.Interface.1.", {
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    Name: ro("internet"),
    LastChange: ro(String(wan.uptime), "unsignedInt"),
    LowerLayers: rw("Device.Ethernet.Link.2", "list of string"),
    ConnectionStatus: ro("Connected"),
    LastConnectionError: ro("ERROR_NONE"),
    Username: rw(wan.username),
    Password: secret("isp-secret"),
    MaxMRUSize: rw("1492", "unsignedInt", { min: 1, max: 1540 }),
    ConnectionTrigger: rw("AlwaysOn", "string", oneOf("OnDemand", "AlwaysOn", "Manual")),
    LCPEcho: ro("30", "unsignedInt"),
  });
  plan.put("PPP.Interface.1.PPPoE.", { ACName: rw(""), ServiceName: rw("internet") });
  plan.put("PPP.Interface.1.IPCP.", {
    LocalIPAddress: ro(wan.address),
    DNSServers: ro(wan.dns.join(","), "list of string"),
  });
  plan.table("PPP.Interface.{i}.", false);
}

function putDhcp(plan: Planner, home: Home): void {
  const { lan, wan } = home;
  plan.put("DHCPv4.Server.", { Enable: rw("true", "boolean"), PoolNumberOfEntries: count(1) });
  plan.put("DHCPv4.Server.Pool.1.", {
    Enable: rw("true", "boolean"),
    Order: rw("1", "unsignedInt", { min: 1 }),
    Interface: rw(LAN_IP),
    MinAddress: rw(lan.min),
    MaxAddress: rw(lan.max),
    SubnetMask: rw(lan.mask),
    DNSServers: rw(lan.address, "list of string"),
    DomainName: rw(lan.domain),
    IPRouters: rw(lan.address, "list of string"),
    LeaseTime: rw(String(lan.leaseSeconds), "int", { min: -1 }),
    StaticAddressNumberOfEntries: count(0),
  });
  plan.table("DHCPv4.Server.Pool.{i}.", false, {}, [["Order"]]);
  plan.table(
    "DHCPv4.Server.Pool.{i}.StaticAddress.{i}.",
    true,
    { Enable: rw("false", "boolean"), Chaddr: rw(""), Yiaddr: rw("") },
    [["Chaddr"]],
  );
  if (wan.kind === "ppp") return;
  plan.put("DHCPv4.", { ClientNumberOfEntries: count(1) });
  plan.put("DHCPv4.Client.1.", {
    Interface: rw(WAN_IP),
    IPAddress: ro(wan.address),
    SubnetMask: ro("255.255.255.0"),
    IPRouters: ro(wan.gateway, "list of string"),
    DNSServers: ro(wan.dns.join(","), "list of string"),
  });
  plan.table("DHCPv4.Client.{i}.", false, {}, [["Interface"]]);
}

function putNat(plan: Planner, home: Home): void {
  plan.put("NAT.", {
    InterfaceSettingNumberOfEntries: count(1),
    PortMappingNumberOfEntries: count(home.portMappings),
  });
  plan.put("NAT.InterfaceSetting.1.", { Enable: rw("true", "boolean"), Interface: rw(WAN_IP) });
  plan.table("NAT.InterfaceSetting.{i}.", false, {}, [["Interface"]]);
  for (const [index, mapping] of home.portMappings.entries()) {
    plan.put(`NAT.PortMapping.${index + 1}.`, {
      ...portMappingRow(),
      Enable: rw(String(mapping.enable), "boolean"),
      RemoteHost: rw(mapping.remote),
      ExternalPort: rw(String(mapping.externalPort), "unsignedInt", PORT),
      ExternalPortEndRange: rw(String(mapping.externalPortEnd), "unsignedInt", PORT),
      InternalPort: rw(String(mapping.internalPort), "unsignedInt", PORT),
      Protocol: rw(mapping.protocol, "string", oneOf("TCP", "UDP")),
      InternalClient: rw(mapping.client),
      Description: rw(mapping.description),
    });
  }
  plan.table("NAT.PortMapping.{i}.", true, { ...portMappingRow(), Interface: rw("") }, [
    ["RemoteHost", "ExternalPort", "Protocol"],
  ]);
  putRouting(plan, home);
  plan.put("DNS.Client.", { ServerNumberOfEntries: count(home.wan.dns) });
  for (const [index, server] of home.wan.dns.entries()) {
    plan.put(`DNS.Client.Server.${index + 1}.`, {
      Enable: rw("true", "boolean"),
      DNSServer: ro(server),
      Interface: ro(WAN_IP),
      Type: ro(home.wan.kind === "ppp" ? "IPCP" : "DHCPv4"),
    });
  }
  plan.table("DNS.Client.Server.{i}.", false);
}

function putRouting(plan: Planner, home: Home): void {
  plan.put("Routing.", { RouterNumberOfEntries: count(1) });
  plan.put("Routing.Router.1.", { IPv4ForwardingNumberOfEntries: count(1) });
  plan.put("Routing.Router.1.IPv4Forwarding.1.", {
    GatewayIPAddress: rw(home.wan.gateway),
    Interface: rw(WAN_IP),
  });
  plan.table("Routing.Router.{i}.", false);
  plan.table("Routing.Router.{i}.IPv4Forwarding.{i}.", false);
}

function portMappingRow(): Record<string, Leaf> {
  return {
    Enable: rw("false", "boolean"),
    Interface: rw(WAN_IP),
    AllInterfaces: rw("false", "boolean"),
    LeaseDuration: rw("0", "unsignedInt"),
    RemainingLeaseTime: ro("0", "unsignedInt"),
    RemoteHost: rw(""),
    ExternalPort: rw("0", "unsignedInt", PORT),
    ExternalPortEndRange: rw("0", "unsignedInt", PORT),
    InternalPort: rw("0", "unsignedInt", PORT),
    Protocol: rw("TCP", "string", oneOf("TCP", "UDP")),
    InternalClient: rw(""),
    Description: rw(""),
  };
}

/** One row per lower layer, ordered by its two ends with numbers compared as numbers. */
function putStack(plan: Planner, home: Home): void {
  const ports = members(home);
  const edges: [higher: string, lower: string][] = [];
  for (const index of ports.keys())
    edges.push(["Device.Bridging.Bridge.1.Port.1", `Device.Bridging.Bridge.1.Port.${index + 2}`]);
  for (const [index, member] of ports.entries())
    edges.push([`Device.Bridging.Bridge.1.Port.${index + 2}`, member]);
  edges.push(
    ["Device.Ethernet.Link.1", "Device.Bridging.Bridge.1.Port.1"],
    ["Device.Ethernet.Link.2", `Device.Ethernet.Interface.${home.ports.length + 1}`],
  );
  edges.push(
    [LAN_IP, "Device.Ethernet.Link.1"],
    [WAN_IP, home.wan.kind === "ppp" ? "Device.PPP.Interface.1" : "Device.Ethernet.Link.2"],
  );
  if (home.wan.kind === "ppp") edges.push(["Device.PPP.Interface.1", "Device.Ethernet.Link.2"]);
  for (const [index, ssid] of home.ssids.entries())
    edges.push([`Device.WiFi.SSID.${index + 1}`, `Device.WiFi.Radio.${ssid.radio + 1}`]);
  plan.put("", { InterfaceStackNumberOfEntries: count(edges) });
  for (const [index, [higher, lower]] of edges.entries()) {
    plan.put(`InterfaceStack.${index + 1}.`, { HigherLayer: ro(higher), LowerLayer: ro(lower) });
  }
  plan.table("InterfaceStack.{i}.", false);
}
