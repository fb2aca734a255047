import { asEndpointId, type EndpointId } from "../endpointid.ts";

/** What the instance-id of a scheme looks like; schemes that are not named here leave it free. [TR-369 R-ARC.2a] */
const INSTANCE: Readonly<Record<string, readonly [form: RegExp, told: string]>> = {
  os: [/^[0-9A-Fa-f]{6}-./, "OUI-SerialNumber"],
  ops: [/^[0-9A-Fa-f]{6}-[^-]+-./, "OUI-ProductClass-SerialNumber"],
  uuid: [/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, "a UUID"],
  imei: [/^\d{14,16}$/, "an IMEI"],
  fqdn: [/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/, "a host name"],
};

/**
 * What is wrong with a text as an endpoint id, in words; empty: nothing. Stricter than `asEndpointId`, which lets agents in
 * whose instance-id only looks odd.
 */
export function defectsOf(text: string): readonly string[] {
  if (text === "") return ["it is empty"];
  const [scheme = "", authority, instance, ...more] = text.split(":");
  if (authority === undefined || instance === undefined || more.length > 0)
    return ["it must be scheme:authority:instance, with two colons"];
  const defects = instanceDefects(instance);
  if (defects.length > 0) return defects;
  if (asEndpointId(text) === undefined) return [`"${authority}" is no authority of the scheme ${scheme}`];
  const [form, told] = INSTANCE[scheme] ?? [];
  return form === undefined || form.test(instance) ? [] : [`the instance of ${scheme} is ${told ?? ""}`];
}

/** [TR-369 R-ARC.5] [TR-369 R-ARC.6] */
function instanceDefects(instance: string): readonly string[] {
  if (instance === "") return ["the instance is empty"];
  const odd = /[^A-Za-z0-9._%-]/.test(instance) || /%(?![0-9A-Fa-f]{2})/.test(instance);
  const long = instance.replaceAll(/%[0-9A-Fa-f]{2}/g, "x").length > 50;
  return [
    ...(odd ? ["the instance may hold letters, digits, '-', '.', '_' and %HH only"] : []),
    ...(long ? ["the instance is longer than 50"] : []),
  ];
}

/** Schemes of prototypes and of documents, which have no place in a network of customers. [TR-369 R-ARC.4] */
const SCHEMES = new Set(["proto", "doc"]);
/** The OUI and the enterprise number that documents use. [TR-369 R-ARC.3] */
const DOCUMENTED = /^(?:os::00256D-|ops::00256D-|oui:00256D:|cid:00256D:|pen:3561:)/i;

/** Whether an endpoint id is one for trials and documents only. */
export function isForTrials(endpoint: EndpointId): boolean {
  return SCHEMES.has(endpoint.slice(0, endpoint.indexOf(":"))) || DOCUMENTED.test(endpoint);
}
