import { isIP } from "node:net";
import { plainAddress } from "../address.ts";
import type { OperationContext } from "../ops/step.ts";
import { pairFor } from "./pair.ts";
import type { Group, Wishes } from "./set.table.ts";
import type { Discovered } from "./setup.ts";

/** What a device is to be given, by what it is and by what the gateway has. `only`: new credentials of one kind. */
export function wishesOf(found: Discovered, context: OperationContext, only?: Group): Wishes {
  const { onboarding, device, knowledge } = context;
  const { credentials, stun, xmpp } = onboarding;
  const asks = (group: Group): boolean => only === undefined || only === group;
  const connection = xmpp === undefined || !asks("xmpp") ? undefined : xmppConnection(found);
  const reached = stun !== undefined && asks("stun") && (only === "stun" || hasNat(found, context));
  return {
    device,
    interval: onboarding.informInterval,
    ...(credentials === undefined || !asks("login") ? {} : { login: credentials.login }),
    ...(credentials === undefined || !asks("connectionRequest")
      ? {}
      : {
          connectionRequest: pairFor("connectionRequest", knowledge, credentials.connectionRequest),
        }),
    ...(credentials === undefined || !reached
      ? {}
      : { stun: { ...stun, ...pairFor("stun", knowledge, credentials.stun) } }),
    ...(xmpp === undefined || connection === undefined ? {} : { xmpp: { connection, jid: xmpp.jid } }),
  };
}

/** There is a NAT between: the device says so, or it came from another address than the one it has. */
export function hasNat(found: Discovered, { knowledge }: OperationContext): boolean {
  const told = (leaf: string): string =>
    found.values.get(`${found.root}ManagementServer.${leaf}`)?.value ?? "";
  if (told("NATDetected") === "1" || told("NATDetected").toLowerCase() === "true") return true;
  const { peer } = knowledge.memory;
  const own = ownAddress(found, told("ConnectionRequestURL"));
  return own !== undefined && typeof peer === "string" && own !== plainAddress(peer);
}

/** Where it listens for connection requests, else its WAN address. */
function ownAddress({ values }: Discovered, listens: string): string | undefined {
  const host = URL.canParse(listens) ? new URL(listens).hostname.replace(/^\[|\]$/g, "") : "";
  if (isIP(host) !== 0) return plainAddress(host);
  for (const { path, value } of values.values())
    if (/\.WAN(?:IP|PPP)Connection\.\d+\.ExternalIPAddress$/.test(path) && isUsed(value))
      return plainAddress(value);
  return undefined;
}

function isUsed(address: string): boolean {
  return isIP(address) !== 0 && address !== "0.0.0.0";
}

/** The connection it uses already, else the first with an account. Accounts are made by whoever runs the server. */
function xmppConnection({ root, values }: Discovered): string | undefined {
  const told = (path: string): string => values.get(path)?.value ?? "";
  const methods = told(`${root}ManagementServer.SupportedConnReqMethods`).split(",");
  if (!methods.some((method) => method.trim() === "XMPP")) return undefined;
  const hasAccount = (connection: string): boolean => told(`${connection}.Username`) !== "";
  const chosen = told(`${root}ManagementServer.ConnReqXMPPConnection`).replace(/\.$/, "");
  if (chosen !== "" && hasAccount(chosen)) return chosen;
  for (const path of values.keys()) {
    const connection = /^(.*\.XMPP\.Connection\.\d+)\.Username$/.exec(path)?.[1];
    if (connection !== undefined && hasAccount(connection)) return connection;
  }
  return undefined;
}
