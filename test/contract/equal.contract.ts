import type { Json } from "./api.ts";
import type { Stand, Subject } from "./rig.ts";

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
  {
    path: /^Device\.DeviceInfo\.VendorLogFile/,
    why: "a log to upload is a table of the agent's; the CPEs upload theirs by file type",
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
  let cursor = "";
  do {
    const where = `/v1/devices/${subject.id}/parameters?path=${encodeURIComponent(path)}${query}${cursor}`;
    const { body } = await api.call("GET", where);
    for (const item of body["items"] as Json[]) rows.set(String(item["path"]), [item["value"], item["type"]]);
    const { next } = body;
    cursor = typeof next === "string" ? `&cursor=${encodeURIComponent(next)}` : "";
  } while (cursor !== "");
  return rows;
}

/** What each of the three devices shows below a path, but for what may differ; `query` is added to each request. */
export async function setsOf(
  stand: Stand,
  path: string,
  query: string,
): Promise<readonly Readonly<Record<string, Row>>[]> {
  const sets: Readonly<Record<string, Row>>[] = [];
  for (const subject of stand.subjects) {
    const rows = [...(await rowsOf(stand, subject, path, query))];
    sets.push(Object.fromEntries(rows.filter(([name]) => !INHERENT.some((row) => row.path.test(name)))));
  }
  return sets;
}
