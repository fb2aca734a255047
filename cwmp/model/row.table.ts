/** A test on the leaves of a source row; all tests of a row must hold. Values compare canonically (`0` is `false`). */
export type RowTest =
  | { readonly any: readonly string[] }
  | { readonly under: string }
  | { readonly leaf: string; readonly is: readonly string[] }
  /** Holds also when the leaf is absent. */
  | { readonly leaf: string; readonly not: readonly string[] };

/**
 * Where rows of a TR-181 table come from. Tables are relative to `Device.`, sources to `InternetGatewayDevice.`; order of
 * definitions is the order in which rows of one table get their first numbers, parents stand before children.
 */
export interface RowDef {
  readonly table: string;
  readonly variable: string;
  readonly sources: readonly string[];
  readonly when?: readonly RowTest[];
  /** `fixed`: the one row has number 1. `band`: rows of one radio share a number. `items`: one row per item of the list
   * `leaf`. `default`: only the connection DefaultConnectionService names. `leaf`: recognised by the value of `leaf`. */
  readonly kind?: "fixed" | "band" | "items" | "default" | "leaf";
  readonly leaf?: string;
  /** Rows can be added and deleted, as far as TR-098 lets them. */
  readonly creatable?: true;
  /** Which row Interface names in a request to add one; the native table stands below its source. */
  readonly owner?: "wip" | "lanip";
}

const CONNECTIONS = [
  "WANDevice.{}.WANConnectionDevice.{}.WANIPConnection.{}.",
  "WANDevice.{}.WANConnectionDevice.{}.WANPPPConnection.{}.",
];
const ROUTED: RowTest = { leaf: "ConnectionType", not: ["IP_Bridged", "PPPoE_Bridged"] };
const WLAN = "LANDevice.{}.WLANConfiguration.{}.";
const CONDITIONAL = "LANDevice.{}.LANHostConfigManagement.DHCPConditionalServingPool.{}.";
const ACCESS = "WANCommonInterfaceConfig.WANAccessType";

/** Rows whose numbers cannot be read off the rule's own source path; all others are compiled from the rules. */
export const ROWS: readonly RowDef[] = [
  {
    table: "Time.Client.",
    variable: "c1",
    sources: ["Time."],
    kind: "fixed",
    when: [{ any: ["NTPServer1"] }],
  },
  {
    table: "UserInterface.HTTPAccess.",
    variable: "ra",
    sources: ["UserInterface.RemoteAccess."],
    kind: "fixed",
  },
  { table: "Bridging.Bridge.", variable: "br", sources: ["LANDevice.{}."] },
  { table: "Bridging.Bridge.{br}.Port.", variable: "mgmt", sources: ["LANDevice.{}."] },
  {
    table: "Bridging.Bridge.{br}.Port.",
    variable: "brp",
    sources: ["LANDevice.{}.LANEthernetInterfaceConfig.{}.", "LANDevice.{}.LANUSBInterfaceConfig.{}.", WLAN],
  },
  {
    table: "Ethernet.Interface.",
    variable: "eth",
    sources: ["LANDevice.{}.LANEthernetInterfaceConfig.{}.", "LANInterfaces.LANEthernetInterfaceConfig.{}."],
  },
  {
    table: "Ethernet.Interface.",
    variable: "weth",
    sources: ["WANDevice.{}."],
    when: [{ leaf: ACCESS, not: ["DSL", "POTS"] }],
  },
  {
    table: "USB.Interface.",
    variable: "usb",
    sources: ["LANDevice.{}.LANUSBInterfaceConfig.{}.", "LANInterfaces.LANUSBInterfaceConfig.{}."],
  },
  {
    table: "USB.Port.",
    variable: "usbp",
    sources: ["LANDevice.{}.LANUSBInterfaceConfig.{}."],
    when: [{ any: ["Rate", "Power", "Standard", "Type"] }],
  },
  { table: "WiFi.Radio.", variable: "radio", sources: [WLAN], kind: "band" },
  { table: "WiFi.SSID.", variable: "ssid", sources: [WLAN, "LANInterfaces.WLANConfiguration.{}."] },
  { table: "WiFi.AccessPoint.", variable: "ap", sources: [WLAN] },
  {
    table: "WiFi.AccessPoint.{ap}.AssociatedDevice.",
    variable: "a",
    sources: [`${WLAN}AssociatedDevice.{}.`],
    kind: "leaf",
    leaf: "AssociatedDeviceMACAddress",
  },
  { table: "DSL.Line.", variable: "dsl", sources: ["WANDevice.{}."], when: [{ leaf: ACCESS, is: ["DSL"] }] },
  {
    table: "DSL.Channel.",
    variable: "dsl",
    sources: ["WANDevice.{}."],
    when: [{ leaf: ACCESS, is: ["DSL"] }],
  },
  {
    table: "ATM.Link.",
    variable: "atm",
    sources: ["WANDevice.{}.WANConnectionDevice.{}."],
    when: [{ under: "WANDSLLinkConfig." }],
  },
  {
    table: "PTM.Link.",
    variable: "ptm",
    sources: ["WANDevice.{}.WANConnectionDevice.{}."],
    when: [{ under: "WANPTMLinkConfig." }],
  },
  { table: "Ethernet.Link.", variable: "lanlink", sources: ["LANDevice.{}."] },
  {
    table: "Ethernet.Link.",
    variable: "wlink",
    sources: ["WANDevice.{}.WANConnectionDevice.{}."],
    when: [{ leaf: "WANDSLLinkConfig.LinkType", not: ["IPoA", "PPPoA", "CIP"] }],
  },
  { table: "PPP.Interface.", variable: "ppp", sources: CONNECTIONS.slice(1), when: [ROUTED] },
  { table: "IP.Interface.", variable: "lanip", sources: ["LANDevice.{}."] },
  { table: "IP.Interface.", variable: "wip", sources: CONNECTIONS, when: [ROUTED] },
  {
    table: "IP.Interface.{wip}.IPv4Address.",
    variable: "v4",
    sources: CONNECTIONS,
    kind: "fixed",
    when: [ROUTED, { any: ["ExternalIPAddress", "AddressingType"] }],
  },
  {
    table: "NAT.InterfaceSetting.",
    variable: "nat",
    sources: CONNECTIONS,
    when: [ROUTED, { any: ["NATEnabled"] }],
  },
  {
    table: "NAT.PortMapping.",
    variable: "pm",
    sources: CONNECTIONS.map((connection) => `${connection}PortMapping.{}.`),
    creatable: true,
    owner: "wip",
  },
  {
    table: "DHCPv4.Client.",
    variable: "dhc",
    sources: CONNECTIONS.slice(0, 1),
    when: [ROUTED, { leaf: "AddressingType", is: ["DHCP"] }],
  },
  {
    table: "DHCPv4.Server.Pool.",
    variable: "pool",
    sources: ["LANDevice.{}."],
    when: [{ any: ["LANHostConfigManagement.DHCPServerEnable", "LANHostConfigManagement.MinAddress"] }],
  },
  {
    table: "DHCPv4.Server.Pool.",
    variable: "cp",
    sources: [CONDITIONAL],
    when: [{ leaf: "LocallyServed", not: ["false"] }],
    creatable: true,
    owner: "lanip",
  },
  {
    table: "DHCPv4.Relay.Forwarding.",
    variable: "rf",
    sources: [CONDITIONAL],
    when: [{ leaf: "LocallyServed", is: ["false"] }],
  },
  {
    table: "DNS.Client.Server.",
    variable: "dns",
    sources: CONNECTIONS,
    kind: "items",
    leaf: "DNSServers",
    when: [ROUTED],
  },
  {
    table: "Routing.RIP.InterfaceSetting.",
    variable: "rip",
    sources: CONNECTIONS,
    when: [ROUTED, { any: ["RouteProtocolRx"] }],
  },
  {
    table: "QoS.Shaper.",
    variable: "sh",
    sources: ["WANDevice.{}.", ...CONNECTIONS],
    when: [ROUTED, { any: ["ShapingRate", "WANEthernetInterfaceConfig.ShapingRate"] }],
  },
  { table: "Routing.Router.", variable: "rt", sources: ["Layer3Forwarding."], kind: "fixed" },
  {
    table: "Routing.Router.{rt}.IPv4Forwarding.",
    variable: "f",
    sources: ["Layer3Forwarding.Forwarding.{}."],
    creatable: true,
  },
  {
    table: "Routing.Router.{rt}.IPv4Forwarding.",
    variable: "dflt",
    sources: CONNECTIONS,
    kind: "default",
    when: [ROUTED],
  },
  {
    table: "Hosts.Host.",
    variable: "h",
    sources: ["LANDevice.{}.Hosts.Host.{}."],
    kind: "leaf",
    leaf: "MACAddress",
  },
  {
    table: "Hosts.Host.{h}.IPv4Address.",
    variable: "h1",
    sources: ["LANDevice.{}.Hosts.Host.{}."],
    kind: "fixed",
    when: [{ any: ["IPAddress"] }],
  },
];

/** Groups that need rows the binding does not give, and transforms that need keys of other tables: left out, shown natively. */
export const LEFT_OUT = {
  groups: ["Layer2Bridging.Bridge.", "Layer2Bridging.Marking."],
  transforms: ["ref:qos", "ref:classIf", "ref:bridge", "ref:port", "ref:vlan"],
} as const;
