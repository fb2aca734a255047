import type { Brand, DeviceFacts } from "#core";

/** `authority-scheme:authority-id:instance-id`, as sent. */
export type EndpointId = Brand<string, "EndpointId">;

/** authority-id by scheme. [TR-369 R-ARC.2a] */
const AUTHORITY: Readonly<Record<string, RegExp>> = {
  oui: /^(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{7}|[0-9A-Fa-f]{9})$/,
  cid: /^[0-9A-Fa-f]{6}$/,
  pen: /^\d{1,10}$/,
  self: /^[^:/+#]{0,6}$/,
  user: /^[^:/+#]{0,6}$/,
  os: /^$/,
  ops: /^$/,
  uuid: /^$/,
  imei: /^$/,
  proto: /^[^:/+#]{0,6}$/,
  doc: /^[^:/+#]{0,6}$/,
  fqdn: /^$/,
};

/** Schemes of later versions. */
const ANY = /^[A-Za-z0-9._-]{0,32}$/;

/** letters, digits, `-` `.` `_` and `%HH`. [TR-369 R-ARC.5] */
const INSTANCE = /^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+$/;

/** The text as an endpoint id, or undefined when it is none. [TR-369 R-ARC.2a] [TR-369 R-ARC.6] */
export function asEndpointId(text: string): EndpointId | undefined {
  if (text.length > 150) return undefined;
  const [scheme = "", authority, instance, ...rest] = text.split(":");
  if (authority === undefined || instance === undefined || rest.length > 0) return undefined;
  if (!/^[a-z]{1,16}$/.test(scheme) || !(AUTHORITY[scheme] ?? ANY).test(authority)) return undefined;
  const plain = instance.replaceAll(/%[0-9A-Fa-f]{2}/g, "x");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is where the brand is made
  return INSTANCE.test(instance) && plain.length <= 50 ? (text as EndpointId) : undefined;
}

/** What an endpoint id says of its device: `os::OUI-SerialNumber`, `ops::OUI-ProductClass-SerialNumber`. */
export function factsOf(endpoint: EndpointId): DeviceFacts {
  const [scheme, , instance = ""] = endpoint.split(":");
  const parts = instance.split("-");
  const oui = decoded(parts[0] ?? "");
  if (!/^[0-9A-Fa-f]{6}$/.test(oui)) return {};
  if (scheme === "os" && parts.length >= 2) return { oui, serialNumber: decoded(parts.slice(1).join("-")) };
  if (scheme !== "ops" || parts.length < 3) return {};
  return { oui, productClass: decoded(parts[1] ?? ""), serialNumber: decoded(parts.slice(2).join("-")) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
