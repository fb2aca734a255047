import { asFault } from "#core";
import { xml } from "@xmpp/client-core";
import type { CwmpParts } from "../parts.ts";
import type { RingCredential } from "./credentials.ts";
import { jabberIdIn } from "./jabberid.ts";
import type { Ringable, Rung, WakeMethod } from "./method.ts";
import { XmppClient, type XmppReply } from "./xmpp.client.ts";

const REQUEST = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";

/**
 * The XMPP connection request: an IQ to the address that the device itself told, through the server that both are connected
 * to. The password goes along in clear, so that address counts only if the device had proved who it is. (TR-069, Annex K)
 */
export function xmppMethod(parts: CwmpParts): WakeMethod | undefined {
  const login = parts.config.xmpp;
  if (login === undefined) return undefined;
  const client = new XmppClient({ ...parts, login, resource: login.resource });
  return {
    name: "xmpp",
    unable(device) {
      if (jidOf(device) === undefined)
        return "the device has told no XMPP address, or had not proved who it is";
      return client.isUp() ? undefined : "no connection to the XMPP server";
    },
    ring: (device, signal) => ask(client, jidOf(device) ?? "", device.credentials, signal),
    async start() {
      client.start();
    },
    stop: () => client.stop(),
    isUp: () => client.isUp(),
  };
}

function jidOf({ knowledge }: Ringable): string | undefined {
  return jabberIdIn(knowledge.memory);
}

/** One credential after the other, until the device takes one or says something else. */
async function ask(
  client: XmppClient,
  jid: string,
  credentials: readonly RingCredential[],
  signal: AbortSignal,
): Promise<Rung> {
  if (credentials.length === 0) return { rung: false, detail: "no credentials of the device are known" };
  try {
    for (const credential of credentials) {
      const { username, password } = credential;
      const request = xml(
        "connectionRequest",
        { xmlns: REQUEST },
        xml("username", {}, username),
        xml("password", {}, password),
      );
      const reply = await client.ask(jid, request, signal);
      if (reply.kind === "result") return { rung: true, proved: credential };
      if (reply.condition !== "not-authorized") return refusal(reply);
    }
  } catch (error) {
    return { rung: false, detail: signal.aborted ? "no answer over XMPP" : asFault(error).message };
  }
  return { rung: false, detail: "the device refused the credentials" };
}

/**
 * A device that cannot come now says service-unavailable, and so does the server for one that is not there; only the device
 * sends the request back with it.
 */
function refusal({ condition, echoed }: XmppReply & { readonly kind: "error" }): Rung {
  if (condition !== "service-unavailable") return { rung: false, detail: `the device answered ${condition}` };
  if (echoed) return { rung: true, detail: "busy" };
  return { rung: false, detail: "the device is busy, or not connected to the XMPP server" };
}
