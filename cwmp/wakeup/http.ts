import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { lookup } from "node:dns/promises";
import { type WakeResult, authFields, digestResponse } from "#core";

/** Where and how to ring one device. */
export interface Ring {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

/** `true`: a connection request may go to this address. */
export type MayRing = (address: string) => boolean;

interface Rung {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * One HTTP connection request: GET, the challenge answered once, 200 or 204 is rung. The Inform that follows is the only
 * proof that it worked. [TR-069a6 3.2.2]
 */
export async function ringHttp(ring: Ring, mayRing: MayRing, signal: AbortSignal): Promise<WakeResult> {
  const target = await targetOf(ring.url, mayRing);
  if ("detail" in target) return unreachable(target.detail);
  try {
    let rung = await get(target, undefined, signal);
    if (rung.status === 401) {
      const authorization = answerTo(rung.headers["www-authenticate"], ring, target.path);
      if (authorization === undefined)
        return unreachable("the device asks for credentials that are not known");
      rung = await get(target, authorization, signal);
    }
    return resultOf(rung.status);
  } catch (error) {
    return unreachable(error instanceof Error ? error.message : String(error));
  }
}

function unreachable(detail: string): WakeResult {
  return { state: "unreachable", method: "http", detail };
}

function resultOf(status: number): WakeResult {
  if (status === 200 || status === 204) return { state: "rung", method: "http" };
  // Busy in a session: it will inform when that has ended, or is informing right now.
  if (status === 503) return { state: "rung", method: "http", detail: "busy" };
  if (status === 401) return unreachable("the device refused the credentials");
  return unreachable(`the device answered ${String(status)}`);
}

interface Target {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly path: string;
}

/** The address is checked after the name was looked up, and the connection goes to what was checked. */
async function targetOf(text: string, mayRing: MayRing): Promise<Target | { readonly detail: string }> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // [TR-069a6 3.2.2] http only, never https
  if (url === undefined || url.protocol !== "http:")
    return { detail: "the device has no connection request URL" };
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const address = isIP(name) === 0 ? await addressOf(name) : name;
  if (address === undefined) return { detail: "the name in the connection request URL is not known" };
  if (!mayRing(address)) return { detail: `connection requests to ${address} are not allowed` };
  return {
    address,
    port: url.port === "" ? 80 : Number(url.port),
    host: url.host,
    path: `${url.pathname}${url.search}`,
  };
}

async function addressOf(name: string): Promise<string | undefined> {
  try {
    return (await lookup(name)).address;
  } catch {
    return undefined;
  }
}

/** Bodies and headers of CPEs are sloppy: nothing but the status and the challenge is looked at. */
function get(target: Target, authorization: string | undefined, signal: AbortSignal): Promise<Rung> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: target.address,
        port: target.port,
        path: target.path,
        method: "GET",
        agent: false,
        insecureHTTPParser: true,
        signal,
        headers: {
          Host: target.host,
          Connection: "close",
          ...(authorization === undefined ? {} : { Authorization: authorization }),
        },
      },
      (response) => {
        const { statusCode, headers } = response;
        resolve({ status: statusCode ?? 0, headers });
        // What follows the head may be broken, or never end.
        response.on("error", () => {});
        response.destroy();
      },
    );
    request.on("error", reject);
    request.end();
  });
}

/** Credentials for a challenge: Digest if offered, else Basic. */
function answerTo(challenge: string | undefined, ring: Ring, uri: string): string | undefined {
  const { username, password } = ring;
  if (challenge === undefined || username === undefined || password === undefined) return undefined;
  const digest = /(?:^|,\s*)digest\s+/i.exec(challenge);
  if (digest === null) {
    if (!/^\s*basic\b/i.test(challenge)) return undefined;
    return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  }
  const {
    realm = "",
    nonce = "",
    qop,
    opaque,
    algorithm,
  } = authFields(challenge.slice(digest.index + digest[0].length)).fields as Partial<
    Record<"realm" | "nonce" | "qop" | "opaque" | "algorithm", string>
  >;
  const auth = qop?.split(",").some((option) => option.trim() === "auth") === true;
  const counted = auth ? { qop: "auth", nc: "00000001", cnonce: randomBytes(8).toString("hex") } : {};
  const fields = { username, realm, nonce, uri, ...counted };
  const quoted = Object.entries({
    username,
    realm,
    nonce,
    uri,
    response: digestResponse(fields, password, "GET"),
    ...(opaque === undefined ? {} : { opaque }),
  }).map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  const plain = auth ? [`qop=auth`, `nc=${fields.nc ?? ""}`, `cnonce="${fields.cnonce ?? ""}"`] : [];
  const named = algorithm === undefined ? [] : [`algorithm=${algorithm}`];
  return `Digest ${[...quoted, ...plain, ...named].join(", ")}`;
}
