import { expect } from "vitest";
import type { Json } from "./api.ts";
import { KINDS, type Kind, type Stand, type Subject } from "./rig.ts";

/** What a client sees of one parameter, without age and provenance. */
type Row = readonly [value: unknown, type: unknown];
type Rows = ReadonlyMap<string, Row>;

/** Parameters that may differ between devices of one configuration, and why. Everything else must be equal. */
export const INHERENT: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^Device\.DeviceInfo\.SerialNumber$/, why: "each box has its own" },
  { path: /^Device\.DeviceInfo\.UpTime$/, why: "counts on while the three are read one after the other" },
  {
    path: /^Device\.DeviceInfo\.(ActiveFirmwareImage|BootFirmwareImage|FirmwareImage\.|FirmwareImageNumberOfEntries)/,
    why: "firmware banks came with USP; TR-098 has no counterpart and CWMP firmware of the fleet has none",
  },
];

/** Parts of TR-181 in which nothing else may differ. */
export const EQUAL_PATHS: readonly string[] = [
  "Device.WiFi.SSID.*.",
  "Device.WiFi.Radio.*.",
  "Device.WiFi.AccessPoint.*.",
  "Device.Hosts.",
  "Device.NAT.PortMapping.",
  "Device.DHCPv4.Server.Pool.",
  "Device.IP.Interface.",
  "Device.PPP.",
  "Device.Ethernet.",
  "Device.DNS.Client.",
  "Device.Bridging.",
  "Device.InterfaceStack.",
  "Device.DeviceInfo.",
];

/** Everything the API gives below a path, over all its pages. */
async function rowsOf({ api }: Stand, subject: Subject, path: string, query: string): Promise<Rows> {
  const rows = new Map<string, Row>();
  let next: unknown = "";
  while (next !== undefined) {
    const cursor = next === "" ? "" : `&cursor=${encodeURIComponent(String(next))}`;
    const where = `/v1/devices/${subject.id}/parameters?path=${encodeURIComponent(path)}${query}${cursor}`;
    const { status, body } = await api.call("GET", where);
    expect(status, `${subject.kind} ${path}`).toBe(200);
    for (const item of body["items"] as Json[]) rows.set(String(item["path"]), [item["value"], item["type"]]);
    next = body["next"];
  }
  return rows;
}

function withoutInherent(rows: Rows): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    [...rows].filter(([path]) => !INHERENT.some((row) => row.path.test(path))).toSorted(),
  );
}

/** The three devices give equal sets of (path, value, type); `query` is added to each request. */
export async function expectEqualSets(stand: Stand, path: string, query: string): Promise<void> {
  const seen = new Map<Kind, Readonly<Record<string, Row>>>();
  for (const subject of stand.subjects)
    seen.set(subject.kind, withoutInherent(await rowsOf(stand, subject, path, query)));
  const [first, ...others] = KINDS;
  expect(Object.keys(seen.get(first) ?? {}).length, `${first} has something below ${path}`).toBeGreaterThan(
    0,
  );
  for (const other of others) expect(seen.get(other), `${other} against ${first}`).toEqual(seen.get(first));
}
