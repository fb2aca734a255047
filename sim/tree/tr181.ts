import type { Home, Ssid } from "./home.ts";
import { managementServer } from "./igd.ts";
import { oneOf, ro, rw, secret, type Leaf } from "./leaf.ts";
import { Planner, type Plan, type PlanPool } from "./plan.ts";

const PORT = { min: 0, max: 65_535 };
const LAN_IP = "Device.IP.Interface.1";
const WAN_IP = "Device.IP.Interface.2";

/** What a USP agent must know of its controller. */
export interface AgentSide {
  readonly endpointId: string;
  readonly controllerId: string;
  readonly controllerTopic: string;
  readonly agentTopic: string;
  readonly brokerHost: string;
  readonly brokerPort: number;
  readonly protocolVersion: "5.0" | "3.1.1";
}

/** A TR-181 home gateway: managed over CWMP, over USP (with an `agent`), or over both. */
export function devicePlan(
  home: Home,
  sides: { readonly cwmp: boolean; readonly agent?: AgentSide },
  pool?: PlanPool,
): Plan {
  const plan = new Planner("Device.", pool);
  putDevice(plan, home);
  putEthernet(plan, home);
  putBridge(plan, home);
  putWifi(plan, home);
  putHosts(plan, home);
  putIp(plan, home);
  putNat(plan, home);
  putStack(plan, home);
  if (sides.cwmp) {
    plan.put("", { RootDataModelVersion: ro("2.12") });
    plan.put("ManagementServer.", managementServer());
    putDiagnostics(plan);
  }
  if (sides.agent !== undefined) putAgent(plan, sides.agent, home);
  return plan.plan();
}

function count(rows: readonly unknown[] | number): Leaf {
  return ro(String(typeof rows === "number" ? rows : rows.length), "unsignedInt");
}

function putDevice(plan: Planner, home: Home): void {
  const { model } = home;
  plan.put("DeviceInfo.", {
    Manufacturer: ro(model.manufacturer),
    ManufacturerOUI: ro(model.oui),
    ModelName: ro(model.modelName),
    Description: ro(`${model.manufacturer} ${model.modelName}`),
    ProductClass: ro(model.productClass),
    SerialNumber: ro(home.serialNumber),
    HardwareVersion: ro(model.hardwareVersion),
    SoftwareVersion: ro(home.softwareVersion),
    ProvisioningCode: rw(home.provisioningCode, "string", { maxLength: 64 }),
    UpTime: ro("0", "unsignedInt"),
    FirstUseDate: ro("0001-01-01T00:00:00Z", "dateTime"),
  });
  plan.put("Time.", {
    Enable: rw("true", "boolean"),
    Status: ro("Synchronized"),
    LocalTimeZone: rw("CET-1CEST,M3.5.0/2,M10.5.0/3"),
    ClientNumberOfEntries: count(1),
  });
  plan.put("Time.Client.1.", {
    Enable: rw("true", "boolean"),
    Servers: rw("pool.ntp.org,time.example.net", "list of string"),
  });
  plan.table("Time.Client.{i}.", true, { Enable: rw("false", "boolean"), Servers: rw("", "list of string") });
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

function putWifi(plan: Planner, home: Home): void {
  plan.put("WiFi.", {
    RadioNumberOfEntries: count(home.radios),
    SSIDNumberOfEntries: count(home.ssids),
    AccessPointNumberOfEntries: count(home.ssids),
  });
  for (const [index, radio] of home.radios.entries()) {
    plan.put(`WiFi.Radio.${index + 1}.`, {
      Enable: rw(String(radio.enable), "boolean"),
      OperatingFrequencyBand: rw(radio.band, "string", oneOf("2.4GHz", "5GHz")),
      OperatingStandards: rw(radio.band === "5GHz" ? "a" : "b,g,n", "list of string"),
      Channel: rw(String(radio.channel), "unsignedInt", { min: 1, max: 255 }),
      AutoChannelEnable: rw(String(radio.autoChannel), "boolean"),
      TransmitPower: rw(String(radio.transmitPower), "int", { min: -1, max: 100 }),
    });
  }
  for (const [index, ssid] of home.ssids.entries()) {
    plan.put(`WiFi.SSID.${index + 1}.`, {
      Enable: rw(String(ssid.enable), "boolean"),
      Status: ro(ssid.enable ? "Up" : "Down"),
      LowerLayers: rw(`Device.WiFi.Radio.${ssid.radio + 1}`, "list of string"),
      BSSID: ro(ssid.bssid),
      MACAddress: ro(ssid.bssid),
      SSID: rw(ssid.ssid, "string", { maxLength: 32 }),
    });
    plan.put(`WiFi.SSID.${index + 1}.Stats.`, { BytesSent: ro(String(ssid.bytesSent), "unsignedLong") });
    putAccessPoint(plan, home, ssid, index);
  }
  for (const table of ["Radio", "SSID", "AccessPoint"])
    plan.table(`WiFi.${table}.{i}.`, false, {}, table === "SSID" ? [["BSSID"]] : []);
  plan.table("WiFi.AccessPoint.{i}.AssociatedDevice.{i}.", false, {}, [["MACAddress"]]);
}

function putAccessPoint(plan: Planner, home: Home, ssid: Ssid, index: number): void {
  const object = `WiFi.AccessPoint.${index + 1}.`;
  const stations = home.hosts.filter((host) => host.active && "ssid" in host.via && host.via.ssid === index);
  plan.put(object, {
    Enable: rw(String(ssid.enable), "boolean"),
    Status: ro(ssid.enable ? "Enabled" : "Disabled"),
    SSIDReference: rw(`Device.WiFi.SSID.${index + 1}`),
    SSIDAdvertisementEnabled: rw(String(ssid.advertised), "boolean"),
    MACAddressControlEnabled: rw("false", "boolean"),
    AssociatedDeviceNumberOfEntries: count(stations),
  });
  const modes =
    ssid.security === "WPA-WPA2-Personal"
      ? "None,WPA-Personal,WPA2-Personal,WPA-WPA2-Personal,WPA-Enterprise,WPA2-Enterprise,WPA-WPA2-Enterprise"
      : "None,WPA2-Personal,WPA2-Enterprise";
  plan.put(`${object}Security.`, {
    ModeEnabled: rw(ssid.security, "string", oneOf("None", ...modes.split(",").slice(1), "WPA3-Personal")),
    KeyPassphrase: secret(ssid.passphrase),
    PreSharedKey: secret(""),
    ...(ssid.security === "None"
      ? {}
      : {
          ModesSupported: ro(modes, "list of string"),
          EncryptionMode: rw(ssid.security === "WPA2-Personal" ? "AES" : "TKIP,AES", "list of string"),
        }),
  });
  for (const [at, station] of stations.entries()) {
    plan.put(`${object}AssociatedDevice.${at + 1}.`, {
      MACAddress: ro(station.mac),
      AuthenticationState: ro("true", "boolean"),
      LastDataDownlinkRate: ro("300000", "unsignedInt"),
    });
  }
}

function putHosts(plan: Planner, home: Home): void {
  plan.put("Hosts.", { HostNumberOfEntries: count(home.hosts) });
  for (const [index, host] of home.hosts.entries()) {
    const object = `Hosts.Host.${index + 1}.`;
    const layer1 =
      "port" in host.via
        ? `Device.Ethernet.Interface.${host.via.port + 1}`
        : `Device.WiFi.Radio.${(home.ssids[host.via.ssid]?.radio ?? 0) + 1}`;
    plan.put(object, {
      PhysAddress: ro(host.mac),
      IPAddress: ro(host.address),
      HostName: ro(host.name),
      InterfaceType: ro("port" in host.via ? "Ethernet" : "Wi-Fi"),
      Active: ro(String(host.active), "boolean"),
      AssociatedDevice: ro(associated(home, index)),
      Layer1Interface: ro(layer1),
      Layer3Interface: ro(LAN_IP),
      IPv4AddressNumberOfEntries: count(1),
    });
    plan.put(`${object}IPv4Address.1.`, { IPAddress: ro(host.address) });
  }
  plan.table("Hosts.Host.{i}.", false, {}, [["PhysAddress"]]);
  plan.table("Hosts.Host.{i}.IPv4Address.{i}.", false);
}

function associated(home: Home, index: number): string {
  const host = home.hosts[index];
  if (host === undefined || !host.active || !("ssid" in host.via)) return "";
  const { ssid } = host.via;
  const before = home.hosts
    .slice(0, index)
    .filter((other) => other.active && "ssid" in other.via && other.via.ssid === ssid);
  return `Device.WiFi.AccessPoint.${ssid + 1}.AssociatedDevice.${before.length + 1}`;
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
  if (home.wan.kind === "ppp") putRouting(plan, home);
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

function putDiagnostics(plan: Planner): void {
  plan.put("IP.Diagnostics.IPPing.", {
    DiagnosticsState: rw(
      "None",
      "string",
      oneOf(
        "None",
        "Requested",
        "Canceled",
        "Complete",
        "Error_CannotResolveHostName",
        "Error_Internal",
        "Error_Other",
      ),
    ),
    Interface: rw(WAN_IP),
    Host: rw(""),
    NumberOfRepetitions: rw("4", "unsignedInt", { min: 1 }),
    Timeout: rw("1000", "unsignedInt", { min: 1 }),
    DataBlockSize: rw("64", "unsignedInt", { min: 1, max: 65_535 }),
    DSCP: rw("0", "unsignedInt", { max: 63 }),
    SuccessCount: ro("0", "unsignedInt"),
    FailureCount: ro("0", "unsignedInt"),
    AverageResponseTime: ro("0", "unsignedInt"),
    MinimumResponseTime: ro("0", "unsignedInt"),
    MaximumResponseTime: ro("0", "unsignedInt"),
  });
}

const NOTIF_TYPES = oneOf("ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event");

function putAgent(plan: Planner, side: AgentSide, home: Home): void {
  plan.bare("IP.Diagnostics.");
  plan.put("DeviceInfo.", {
    ActiveFirmwareImage: ro("Device.DeviceInfo.FirmwareImage.1"),
    BootFirmwareImage: rw("Device.DeviceInfo.FirmwareImage.1"),
    FirmwareImageNumberOfEntries: count(2),
  });
  for (const [index, bank] of ["bank-a", "bank-b"].entries()) {
    plan.put(`DeviceInfo.FirmwareImage.${index + 1}.`, {
      Alias: rw(`cpe-${index + 1}`),
      Name: ro(bank),
      Version: ro(index === 0 ? home.softwareVersion : ""),
      Available: rw("true", "boolean"),
      Status: ro(index === 0 ? "Active" : "NoImage"),
      BootFailureLog: ro(""),
    });
  }
  plan.table("DeviceInfo.FirmwareImage.{i}.", false, {}, [["Alias"]]);
  plan.put("LocalAgent.", {
    EndpointID: ro(side.endpointId),
    SoftwareVersion: ro("1.0.0"),
    UpTime: ro("0", "unsignedInt"),
    SupportedProtocols: ro("MQTT", "list of string"),
    MTPNumberOfEntries: count(1),
    ControllerNumberOfEntries: count(1),
    SubscriptionNumberOfEntries: count(0),
    RequestNumberOfEntries: count(0),
  });
  plan.put("LocalAgent.MTP.1.", {
    Alias: rw("cpe-1"),
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    Protocol: rw("MQTT"),
  });
  plan.put("LocalAgent.MTP.1.MQTT.", {
    Reference: rw("Device.MQTT.Client.1"),
    ResponseTopicConfigured: rw(side.agentTopic),
    ResponseTopicDiscovered: ro(""),
    PublishQoS: rw("1", "unsignedInt", { max: 2 }),
  });
  plan.put("LocalAgent.Controller.1.", controllerRow(side.controllerId));
  plan.put("LocalAgent.Controller.1.MTP.1.", {
    Alias: rw("cpe-1"),
    Enable: rw("true", "boolean"),
    Protocol: rw("MQTT"),
  });
  plan.put("LocalAgent.Controller.1.MTP.1.MQTT.", {
    Reference: rw("Device.MQTT.Client.1"),
    Topic: rw(side.controllerTopic),
  });
  plan.table("LocalAgent.MTP.{i}.", false, {}, [["Alias"]]);
  plan.table("LocalAgent.Controller.{i}.", true, controllerRow(""), [["Alias"], ["EndpointID"]]);
  plan.table(
    "LocalAgent.Controller.{i}.MTP.{i}.",
    true,
    { Alias: rw("cpe-*"), Enable: rw("false", "boolean"), Protocol: rw("MQTT") },
    [["Alias"], ["Protocol"]],
  );
  plan.table(
    "LocalAgent.Controller.{i}.BootParameter.{i}.",
    true,
    { Alias: rw("cpe-*"), Enable: rw("false", "boolean"), ParameterName: rw("") },
    [["Alias"], ["ParameterName"]],
  );
  plan.table("LocalAgent.Subscription.{i}.", true, subscriptionRow(), [["Alias"], ["ID", "Recipient"]]);
  plan.table(
    "LocalAgent.Request.{i}.",
    false,
    { Alias: rw("cpe-*"), Originator: ro(""), Command: ro(""), CommandKey: ro(""), Status: ro("Requested") },
    [["Originator", "Command", "CommandKey"], ["Alias"]],
  );
  plan.put("MQTT.", { ClientNumberOfEntries: count(1) });
  plan.put("MQTT.Client.1.", {
    Alias: rw("cpe-1"),
    Name: rw("causeway"),
    Enable: rw("true", "boolean"),
    Status: ro("Connected"),
    ProtocolVersion: rw(side.protocolVersion, "string", oneOf("3.1", "3.1.1", "5.0")),
    BrokerAddress: rw(side.brokerHost),
    BrokerPort: rw(String(side.brokerPort), "unsignedInt", PORT),
    KeepAliveTime: rw("60", "unsignedInt", PORT),
    ClientID: rw(side.endpointId),
    Username: rw(""),
    Password: secret(""),
  });
  plan.table("MQTT.Client.{i}.", false, {}, [["Alias"], ["Name"]]);
}

function controllerRow(endpointId: string): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*".replace("*", endpointId === "" ? "*" : "1")),
    Enable: rw(endpointId === "" ? "false" : "true", "boolean"),
    EndpointID: rw(endpointId),
    AssignedRole: rw("", "list of string"),
    InheritedRole: ro("", "list of string"),
    ControllerCode: rw("", "string", { maxLength: 128 }),
    ProvisioningCode: rw("", "string", { maxLength: 64 }),
    PeriodicNotifInterval: rw("86400", "unsignedInt", { min: 1 }),
    PeriodicNotifTime: rw("0001-01-01T00:00:00Z", "dateTime"),
    USPNotifRetryMinimumWaitInterval: rw("5", "unsignedInt", { min: 1, max: 65_535 }),
    USPNotifRetryIntervalMultiplier: rw("2000", "unsignedInt", { min: 1000, max: 65_535 }),
    MTPNumberOfEntries: ro(endpointId === "" ? "0" : "1", "unsignedInt"),
    BootParameterNumberOfEntries: ro("0", "unsignedInt"),
  };
}

function subscriptionRow(): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*"),
    Enable: rw("false", "boolean"),
    Recipient: ro(""),
    ID: rw("", "string", { maxLength: 64 }),
    CreationDate: ro("0001-01-01T00:00:00Z", "dateTime"),
    NotifType: rw("ValueChange", "string", NOTIF_TYPES),
    ReferenceList: rw("", "list of string"),
    Persistent: rw("false", "boolean"),
    TimeToLive: rw("0", "unsignedInt"),
    NotifRetry: rw("false", "boolean"),
    NotifExpiration: rw("0", "unsignedInt"),
  };
}
