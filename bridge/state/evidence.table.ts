/** Native parameters whose values say something of the device itself, whatever model they come from. */
export const EVIDENCE = {
  /** Seconds between regular contacts. */
  interval: /^(?:InternetGatewayDevice|Device)\.ManagementServer\.PeriodicInformInterval$/,
  /** The endpoint id the box will use over USP: the strongest link there is, read over CWMP. */
  endpointId: /^Device\.(?:LocalAgent|USPAgent)\.EndpointID$/,
  /** Found by `q`. */
  mac: /\.(?:Ethernet\.Interface\.\d+|WAN(?:IP|PPP)Connection\.\d+|LANEthernetInterfaceConfig\.\d+)\.MACAddress$/,
  /** PPP user name, found by `q`. */
  subscriber: /\.(?:PPP\.Interface\.\d+|WANPPPConnection\.\d+)\.Username$/,
} as const satisfies Record<string, RegExp>;

/** The last names of all of them: of the many values of a tree these alone are looked at. */
export const EVIDENT: ReadonlySet<string> = new Set([
  "PeriodicInformInterval",
  "EndpointID",
  "MACAddress",
  "Username",
]);
