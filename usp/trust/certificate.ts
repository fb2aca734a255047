import type { X509Certificate } from "node:crypto";
import { subjectAltNames, type AlternativeNames } from "#core";
import { asEndpointId, type EndpointId } from "../endpointid.ts";

/** `own`: the certificate is this endpoint's. `shared`: by a wildcard it may be any endpoint's of a kind. */
export type CertificateMatch = "own" | "shared";

const URN = /^urn:bbf:(usp:id:.+)$/i;
const ID = "usp:id:";

/** Schemes whose instance-id may have a wildcard in a certificate. [TR-369 R-SEC.12] */
const WILDCARD = new Set(["oui", "cid", "pen", "os", "ops"]);
/** Of these the instance-id begins with an OUI, where no wildcard may stand. */
const BEGINS_WITH_OUI = new Set(["os", "ops"]);

/**
 * What a certificate that was verified says of an endpoint id: its URI `urn:bbf:usp:id:<endpoint id>`, or for the scheme
 * `fqdn` its host name. Undefined: it is somebody else's. Who signed it makes no difference.
 * [TR-369 R-SEC.0a] [TR-369 R-SEC.5] [TR-369 R-SEC.10a]
 */
export function matchOf(names: AlternativeNames, endpoint: EndpointId): CertificateMatch | undefined {
  if (hostMatches(names, endpoint)) return "own";
  const ids = endpointNames(names);
  const same = canonical(endpoint);
  if (ids.some((id) => canonical(id) === same)) return "own";
  return ids.some((id) => wildcardCovers(id, endpoint)) ? "shared" : undefined;
}

export function certificateMatch(
  certificate: Pick<X509Certificate, "subjectAltName">,
  endpoint: EndpointId,
): CertificateMatch | undefined {
  return matchOf(subjectAltNames(certificate.subjectAltName ?? ""), endpoint);
}

/** Whether a certificate is that of some endpoint at all. */
export function namesEndpoint({ subjectAltName = "" }: Pick<X509Certificate, "subjectAltName">): boolean {
  return endpointNames(subjectAltNames(subjectAltName)).length > 0;
}

/** The one endpoint id a certificate is for; undefined when it names none, several, or a whole kind. */
export function soleEndpoint(names: AlternativeNames): EndpointId | undefined {
  const ids = [...new Set(endpointNames(names).map(canonical))];
  const [only = ""] = ids;
  return ids.length === 1 ? asEndpointId(only) : undefined;
}

/** What stands behind `urn:bbf:usp:id:`; scheme and namespace of a URN know no case. [RFC 8141 section 3.1] */
function endpointNames({ uri }: AlternativeNames): readonly string[] {
  return uri.flatMap((name) => {
    const rest = URN.exec(name)?.[1];
    return rest?.startsWith(ID) === true ? [rest.slice(ID.length)] : [];
  });
}

/** Host names are equal whatever their case, and a wildcard is none. [TR-369 R-ARC.4a] [TR-369 R-SEC.12] */
function hostMatches({ dns }: AlternativeNames, endpoint: EndpointId): boolean {
  const [scheme, , host = ""] = endpoint.split(":");
  return scheme === "fqdn" && dns.some((name) => name.toLowerCase() === host.toLowerCase());
}

/** One `*` stands for one character or more of the instance-id, behind the OUI where there is one. [TR-369 R-SEC.12] */
function wildcardCovers(pattern: string, endpoint: EndpointId): boolean {
  const at = pattern.lastIndexOf(":") + 1;
  const kind = pattern.slice(0, at);
  const stars = pattern.slice(at).split("*");
  const scheme = pattern.slice(0, pattern.indexOf(":"));
  if (stars.length !== 2 || !WILDCARD.has(scheme) || !endpoint.startsWith(kind)) return false;
  const [start = "", end = "", text] = [...stars, endpoint.slice(at)].map(canonical);
  if (text === undefined || text.includes(":")) return false;
  if (BEGINS_WITH_OUI.has(scheme) && !/^[0-9A-Fa-f]{6}-/.test(start)) return false;
  return text.length > start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** `%2f` and `%2F` are one character, written twice. [RFC 3986 section 6.2.2.1] */
function canonical(id: string): string {
  return id.replaceAll(/%[0-9A-Fa-f]{2}/g, (code) => code.toUpperCase());
}
