import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { answerTo, challengeOf } from "./challenge.ts";
import type { RingCredential } from "./credentials.ts";
import { HttpClient, type Head, type HttpTarget } from "./http.client.ts";
import type { Ringable, Rung, WakeMethod } from "./method.ts";

/** The HTTP connection request: a GET of the URL that the device told. [TR-069a6 3.2.2] */
export function httpMethod(): WakeMethod {
  return {
    name: "http",
    unable: (device) =>
      urlOf(device) === undefined ? "the device has no connection request URL" : undefined,
    async ring(device, signal) {
      const target = await targetOf(urlOf(device) ?? "", device.mayRing);
      if ("detail" in target) return { rung: false, detail: target.detail };
      const client = new HttpClient(target, signal);
      try {
        return await knock(client, device.credentials, device.uri ?? target.path);
      } catch (error) {
        return { rung: false, detail: error instanceof Error ? error.message : String(error) };
      } finally {
        client.close();
      }
    },
  };
}

/** The snapshot's URL is as new as the last Inform; memory has it from when it last changed. */
function urlOf({ told, knowledge }: Ringable): string | undefined {
  const noted = knowledge.memory["connectionRequestUrl"];
  return told("ConnectionRequestURL") ?? (typeof noted === "string" && noted !== "" ? noted : undefined);
}

/** One credential after the other, each with one more try when only its nonce was too old. */
async function knock(client: HttpClient, credentials: readonly RingCredential[], uri: string): Promise<Rung> {
  let head = await client.get(undefined);
  let shown: RingCredential | undefined;
  for (const credential of credentials) {
    for (let tries = 0; head.status === 401 && tries < 2; tries++) {
      const challenge = challengeOf(head.challenges);
      if (challenge === undefined)
        return { rung: false, detail: "the device asks for credentials in a way that is not known" };
      if (tries > 0 && !(challenge.scheme === "digest" && challenge.stale)) break;
      head = await client.get(answerTo(challenge, credential, uri));
      shown = credential;
    }
    if (head.status !== 401) break;
  }
  return { ...resultOf(head, credentials.length > 0), ...proofOf(head, shown) };
}

/** A device that asked for credentials and is content has those it was shown. */
function proofOf({ status }: Head, shown: RingCredential | undefined): Pick<Rung, "proved"> {
  return shown !== undefined && (status === 200 || status === 204) ? { proved: shown } : {};
}

/** The Inform that follows is the only proof that it worked. [TR-069a6 3.2.2] */
function resultOf({ status }: Head, hadCredentials: boolean): Rung {
  if (status === 200 || status === 204) return { rung: true };
  // Busy in a session: it will inform when that has ended, or is informing right now.
  if (status === 503) return { rung: true, detail: "busy" };
  if (status !== 401) return { rung: false, detail: `the device answered ${String(status)}` };
  return {
    rung: false,
    detail: hadCredentials
      ? "the device refused the credentials"
      : "the device asks for credentials that are not known",
  };
}

/** The address is checked after the name was looked up, and the connection goes to what was checked. */
async function targetOf(
  text: string,
  mayRing: Ringable["mayRing"],
): Promise<HttpTarget | { readonly detail: string }> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // [TR-069a6 3.2.2] http only, never https
  if (url === undefined || url.protocol !== "http:")
    return { detail: "the device has no connection request URL" };
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const address = isIP(name) === 0 ? await addressOf(name) : name;
  if (address === undefined) return { detail: "the name in the connection request URL is not known" };
  const port = url.port === "" ? 80 : Number(url.port);
  if (!mayRing(address, port)) return { detail: `connection requests to ${address} are not allowed` };
  return { address, port, host: url.host, path: `${url.pathname}${url.search}` };
}

async function addressOf(name: string): Promise<string | undefined> {
  try {
    return (await lookup(name)).address;
  } catch {
    return undefined;
  }
}
