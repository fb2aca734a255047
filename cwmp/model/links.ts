import type { ValueType } from "#core";
import { getOr } from "./compile.ts";
import type { Snapshot } from "./snapshot.ts";
import { prefixesOf } from "./template.ts";
import { serverType } from "./transform/list.ts";
import type { Placed } from "./placed.ts";

/** One synthesised leaf of a row; a list stands for a list of references. */
export interface Link {
  readonly leaf: string;
  readonly value: string | readonly string[];
  readonly type: ValueType;
}

/** A snapshot with what many rows look up: all by relative native path of the LANDevice, or by address. */
export interface Linked extends Snapshot {
  readonly ports: ReadonlyMap<string, readonly string[]>;
  readonly greatestOrder: ReadonlyMap<string, number>;
  readonly stations: ReadonlyMap<string, string>;
}

type Make = (placed: Placed, snapshot: Linked) => readonly Link[];

const flag = (leaf: string, value: boolean): Link => ({ leaf, value: String(value), type: "boolean" });
const text = (leaf: string, value: string): Link => ({ leaf, value, type: "string" });
const layers = (value: readonly string[]): Link => ({ leaf: "LowerLayers", value, type: "list of string" });

/** The TR-181 row (no dot) a row variable has for a native row. */
function at(snapshot: Snapshot, source: string, ...variables: readonly string[]): string[] {
  const found: string[] = [];
  for (const variable of variables) {
    for (const row of snapshot.set.rowsOf.get(variable) ?? []) {
      for (const placed of snapshot.layout.at(row.index, source)) found.push(placed.target.slice(0, -1));
    }
  }
  return found;
}

function above(placed: Placed, segments: number): string {
  return prefixesOf(placed.source)[segments - 1] ?? "";
}

const toConnection: Make = (placed, snapshot) => [
  text("Interface", at(snapshot, above(placed, 6), "wip")[0] ?? ""),
];

/** What each row variable gets besides its rules. */
const LINKS: Readonly<Record<string, Make>> = {
  ssid: (placed, snapshot) => [layers(at(snapshot, placed.source, "radio"))],
  ap: (placed, snapshot) => [text("SSIDReference", at(snapshot, placed.source, "ssid")[0] ?? "")],
  mgmt: (placed, snapshot) => [flag("ManagementPort", true), layers(snapshot.ports.get(placed.source) ?? [])],
  brp: (placed, snapshot) => [
    flag("ManagementPort", false),
    layers(at(snapshot, placed.source, "eth", "usb", "ssid")),
  ],
  lanlink: (placed, snapshot) => [layers(at(snapshot, placed.source, "mgmt"))],
  eth: () => [flag("Upstream", false)],
  weth: () => [flag("Upstream", true)],
  lanip: (placed, snapshot) => [layers(at(snapshot, placed.source, "lanlink"))],
  wip: (placed, snapshot) => [layers(below(placed, snapshot))],
  ppp: (placed, snapshot) => [layers(carrier(placed, snapshot))],
  wlink: (placed, snapshot) => [layers(lineOf(placed, snapshot))],
  v4: (placed) => (isPpp(placed) ? [text("AddressingType", "IPCP")] : []),
  dsl: (placed, snapshot) =>
    placed.target.startsWith("Device.DSL.Channel.")
      ? [layers(lines(placed.source, "Device.DSL.Line.", snapshot))]
      : [],
  nat: toConnection,
  dhc: toConnection,
  pm: (placed, snapshot) => [...toConnection(placed, snapshot), flag("AllInterfaces", false)],
  dns: (placed, snapshot) => [
    ...toConnection(placed, snapshot),
    text("Type", serverType(placed.source, snapshot)),
  ],
  pool: (placed, snapshot) => [
    text("Interface", at(snapshot, placed.source, "lanip")[0] ?? ""),
    {
      leaf: "Order",
      value: String(1 + (snapshot.greatestOrder.get(placed.source) ?? 0)),
      type: "unsignedInt",
    },
  ],
  h: (placed, snapshot) =>
    placed.target.startsWith("Device.Hosts.")
      ? [
          text("Layer3Interface", at(snapshot, above(placed, 2), "lanip")[0] ?? ""),
          text("AssociatedDevice", stationOf(placed, snapshot)),
        ]
      : [],
};

export function linksOf(placed: Placed, snapshot: Linked): readonly Link[] {
  const make = LINKS[placed.row.variable];
  return make === undefined ? [] : make(placed, snapshot);
}

function isPpp(placed: Placed): boolean {
  return placed.source.includes("WANPPPConnection.");
}

/** Below an IP interface: its PPP interface, else what carries the connection. */
function below(placed: Placed, snapshot: Snapshot): string[] {
  return isPpp(placed) ? at(snapshot, placed.source, "ppp") : carrier(placed, snapshot);
}

/** The Ethernet link of a connection, or its ATM link when there is no Ethernet on it. */
function carrier(placed: Placed, snapshot: Snapshot): string[] {
  const device = above(placed, 4);
  const link = at(snapshot, device, "wlink");
  return link.length > 0 ? link : at(snapshot, device, "atm");
}

/** Below a WAN Ethernet link: ATM or PTM link, else the Ethernet port. */
function lineOf(placed: Placed, snapshot: Snapshot): string[] {
  const links = at(snapshot, placed.source, "atm", "ptm");
  return links.length > 0 ? links : at(snapshot, above(placed, 2), "weth");
}

function lines(source: string, table: string, snapshot: Snapshot): string[] {
  return at(snapshot, source, "dsl").filter((target) => target.startsWith(table));
}

/** The wireless station with the host's MAC address. */
function stationOf(placed: Placed, snapshot: Linked): string {
  const address = snapshot.text(`${placed.source}MACAddress`)?.toLowerCase() ?? "";
  return snapshot.stations.get(address) ?? "";
}

export function linked(snapshot: Snapshot): Linked {
  const ports = new Map<string, string[]>();
  const stations = new Map<string, string>();
  const greatestOrder = new Map<string, number>();
  for (const { row, source, target } of snapshot.layout.placed) {
    const lan = prefixesOf(source)[1] ?? "";
    if (row.variable === "brp") getOr(ports, lan, () => []).push(target.slice(0, -1));
    if (row.variable === "cp") {
      const order = Number(snapshot.text(`${source}PoolOrder`) ?? "0");
      if (Number.isSafeInteger(order)) greatestOrder.set(lan, Math.max(order, greatestOrder.get(lan) ?? 0));
    }
    if (row.leaf === "AssociatedDeviceMACAddress") {
      const address = snapshot.text(source + row.leaf)?.toLowerCase() ?? "";
      if (address !== "") getOr(stations, address, () => target.slice(0, -1));
    }
  }
  return { ...snapshot, ports, stations, greatestOrder };
}
