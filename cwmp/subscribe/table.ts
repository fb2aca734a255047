/** The parameters that count the rows of a native table where their names do not follow from its own. */
export const COUNTERS: Readonly<Record<string, string>> = {
  AssociatedDevice: "TotalAssociations",
  LANEthernetInterfaceConfig: "LANEthernetInterfaceNumberOfEntries",
  LANUSBInterfaceConfig: "LANUSBInterfaceNumberOfEntries",
  WLANConfiguration: "LANWLANConfigurationNumberOfEntries",
  WANConnectionDevice: "WANConnectionNumberOfEntries",
  WANIPConnection: "WANIPConnectionNumberOfEntries",
  WANPPPConnection: "WANPPPConnectionNumberOfEntries",
  Forwarding: "ForwardNumberOfEntries",
};

/** Events that devices tell over CWMP without being asked. */
export const EVENTS: ReadonlySet<string> = new Set([
  "Device.Boot!",
  "Device.LocalAgent.Periodic!",
  "Device.LocalAgent.TransferComplete!",
  "Device.LocalAgent.WakeUp!",
  "Device.SoftwareModules.DUStateChange!",
]);
