import type { X509Certificate } from "node:crypto";
import { subjectAltNames, type Proof } from "#core";
import { asEndpointId, type EndpointId } from "../endpointid.ts";
import { matchOf, soleEndpoint } from "./certificate.ts";

/** What a transport of its own (no broker between) knows of who connects. */
export interface Peer {
  /** The endpoint id it says it has: `eid` of a WebSocket, `endpoint-id` of STOMP. */
  readonly claimed?: string;
  /** Its certificate, verified against a CA that the operator trusts. */
  readonly certificate?: Pick<X509Certificate, "subjectAltName" | "fingerprint256">;
  /** The user name it proved with a password. */
  readonly login?: string;
}

export type Vouched =
  | { readonly kind: "proven"; readonly endpoint: EndpointId; readonly proof: Proof }
  | { readonly kind: "claimed"; readonly endpoint?: EndpointId };

export type Mismatch = "endpointId" | "certificate" | "login";

/**
 * Whom the transport may vouch for, or why the peer is refused. What is proven must be what is claimed, and a certificate
 * that names no endpoint is no proof of one. [TR-369 R-SEC.0a] [TR-369 R-SEC.9]
 */
export function vouch(peer: Peer): Vouched | { readonly kind: "refused"; readonly mismatch: Mismatch } {
  const claimed = peer.claimed === undefined ? undefined : asEndpointId(peer.claimed);
  if (peer.claimed !== undefined && claimed === undefined) return { kind: "refused", mismatch: "endpointId" };
  if (peer.login !== undefined && claimed !== undefined && peer.login !== claimed)
    return { kind: "refused", mismatch: "login" };
  if (peer.certificate !== undefined) return byCertificate(peer.certificate, claimed);
  const named = peer.login === undefined ? undefined : asEndpointId(peer.login);
  if (named !== undefined)
    return { kind: "proven", endpoint: named, proof: { kind: "broker", username: named } };
  if (peer.login !== undefined) return { kind: "refused", mismatch: "login" };
  return claimed === undefined ? { kind: "claimed" } : { kind: "claimed", endpoint: claimed };
}

function byCertificate(
  { subjectAltName = "", fingerprint256 }: NonNullable<Peer["certificate"]>,
  claimed: EndpointId | undefined,
): ReturnType<typeof vouch> {
  const names = subjectAltNames(subjectAltName);
  const endpoint = claimed ?? soleEndpoint(names);
  const match = endpoint === undefined ? undefined : matchOf(names, endpoint);
  if (endpoint === undefined || match === undefined) return { kind: "refused", mismatch: "certificate" };
  const fingerprint = fingerprint256.replaceAll(":", "").toLowerCase();
  const of = match === "own" ? "device" : "group";
  return { kind: "proven", endpoint, proof: { kind: "certificate", fingerprint, of } };
}
