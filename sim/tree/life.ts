import type { Tree } from "./tree.ts";

/** A station joins the nth wireless network (from 1); gives its row, as the device names it. */
export function stationJoins(tree: Tree, network: number, mac: string): string {
  const [object, name] = stations(tree, network);
  return tree.grow(`${object}AssociatedDevice.`, { [name]: mac });
}

export function stationLeaves(tree: Tree, network: number, mac: string): void {
  const [object, name] = stations(tree, network);
  remove(tree, `${object}AssociatedDevice.`, name, mac);
}

/** A host is seen in the home network for the first time. */
export function hostAppears(
  tree: Tree,
  host: { readonly name: string; readonly address: string; readonly mac: string },
): string {
  const [table, mac] = hosts(tree);
  return tree.grow(table, {
    [mac]: host.mac,
    IPAddress: host.address,
    HostName: host.name,
    Active: "true",
    AssociatedDevice: "",
    "IPv4Address.1.IPAddress": host.address,
  });
}

export function hostForgotten(tree: Tree, mac: string): void {
  const [table, name] = hosts(tree);
  remove(tree, table, name, mac);
}

/** A wireless network goes up or down; gives the path whose value changed. */
export function networkFlips(tree: Tree, network: number, up: boolean): string {
  const path = isOld(tree) ? `${wlan(tree, network)}Status` : `Device.WiFi.SSID.${network}.Status`;
  tree.set(path, up ? "Up" : isOld(tree) ? "Disabled" : "Down", "device");
  return path;
}

/** The plug of a port is pulled or put in. */
export function portFlips(tree: Tree, port: number, up: boolean): string {
  const path = isOld(tree)
    ? `InternetGatewayDevice.LANDevice.1.LANEthernetInterfaceConfig.${port}.Status`
    : `Device.Ethernet.Interface.${port}.Status`;
  tree.set(path, up ? "Up" : isOld(tree) ? "NoLink" : "Down", "device");
  return path;
}

/** An alarm is raised; TR-181 alone has a place for it. */
export function alarmRaised(tree: Tree, identifier: string, problem: string): string {
  const table = "Device.FaultMgmt.CurrentAlarm.";
  const row = `${table}${tree.add(table, "device", undefined, {
    AlarmIdentifier: identifier,
    EventType: "Equipment Alarm",
    ProbableCause: "Equipment Malfunction",
    SpecificProblem: problem,
  })}.`;
  return row;
}

export function alarmCleared(tree: Tree, identifier: string): void {
  remove(tree, "Device.FaultMgmt.CurrentAlarm.", "AlarmIdentifier", identifier);
}

function isOld({ plan }: Tree): boolean {
  return plan.root === "InternetGatewayDevice.";
}

function wlan(tree: Tree, network: number): string {
  const table = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.";
  return `${table}${tree.instances(table)[network - 1] ?? network}.`;
}

function stations(tree: Tree, network: number): readonly [object: string, mac: string] {
  return isOld(tree)
    ? [wlan(tree, network), "AssociatedDeviceMACAddress"]
    : [`Device.WiFi.AccessPoint.${network}.`, "MACAddress"];
}

function hosts(tree: Tree): readonly [table: string, mac: string] {
  return isOld(tree)
    ? ["InternetGatewayDevice.LANDevice.1.Hosts.Host.", "MACAddress"]
    : ["Device.Hosts.Host.", "PhysAddress"];
}

function remove(tree: Tree, table: string, name: string, value: string): void {
  for (const number of tree.instances(table))
    if (tree.value(`${table}${number}.${name}`) === value) tree.remove(`${table}${number}.`, "device");
}
