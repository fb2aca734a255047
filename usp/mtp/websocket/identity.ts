import type { X509Certificate } from "node:crypto";
import { sameSecret, subjectAltNames, type Gateway, type Proof } from "#core";
import type { EndpointId } from "../../endpointid.ts";
import { namesEndpoint, soleEndpoint } from "../../trust/certificate.ts";
import { vouch } from "../../trust/peer.ts";
import type { WebSocketIdentity } from "./config.ts";
import type { Opening, Refusal } from "./handshake.ts";

/** Who opens a connection, and by what that is known. */
export interface Opener {
  readonly endpoint: EndpointId;
  /** Absent: it claims to be that endpoint, and nothing vouches for it. */
  readonly proof?: Proof;
}

export type Credentials = Pick<Gateway, "credentials" | "find">;

/**
 * Who an agent is, of its eid, its certificate (one that the listener's CA signed) and its login: they must all mean the
 * same endpoint, and at least one be what is demanded. Rejects with `store.unavailable`. [TR-369 R-SEC.9]
 */
export async function identify(
  opening: Opening,
  certificate: X509Certificate | undefined,
  demanded: WebSocketIdentity,
  gateway: Credentials,
): Promise<Opener | Refusal> {
  const certified = certificate === undefined ? undefined : byCertificate(opening.endpoint, certificate);
  if (certified !== undefined && "status" in certified) return certified;
  const endpoint = opening.endpoint ?? certified?.endpoint;
  if (endpoint === undefined) return { status: 400, reason: "eid" };
  const login = await byLogin(endpoint, opening, gateway);
  if (login !== undefined && "status" in login) return login;
  if (certified !== undefined) return certified;
  if (demanded === "certificate") return { status: 401, reason: "certificate" };
  if (login !== undefined) return login;
  return demanded === "none" ? { endpoint } : { status: 401, reason: "password" };
}

/** A certificate without an endpoint id proves nothing; one with another's is a mismatch. [TR-369 R-SEC.0a] [TR-369 R-SEC.10a] */
function byCertificate(
  claimed: EndpointId | undefined,
  certificate: X509Certificate,
): Opener | Refusal | undefined {
  const vouched = vouch({ certificate, ...(claimed === undefined ? {} : { claimed }) });
  if (vouched.kind === "proven") return vouched;
  if (!namesEndpoint(certificate)) return undefined;
  const proven = soleEndpoint(subjectAltNames(certificate.subjectAltName ?? ""));
  const impersonation = claimed === undefined || proven === undefined ? undefined : { claimed, proven };
  return { status: 401, reason: "certificate", ...(impersonation === undefined ? {} : { impersonation }) };
}

/** A login that is one device's own is that of no other one. */
async function byLogin(
  endpoint: EndpointId,
  { shown }: Opening,
  gateway: Credentials,
): Promise<Opener | Refusal | undefined> {
  if (shown.scheme === "none") return undefined;
  const refused: Refusal = { status: 401, reason: "password" };
  if (shown.scheme !== "basic") return refused;
  const known = await gateway.credentials(shown.username);
  const credential = known.find(({ password }) => sameSecret(password, shown.password));
  if (credential === undefined) return refused;
  const { device, username, generation } = credential;
  if (device !== undefined) {
    const owner = await gateway.find({ scheme: "usp", value: endpoint });
    if (owner !== undefined && owner !== device) return refused;
  }
  return { endpoint, proof: { kind: "password", username, generation } };
}
