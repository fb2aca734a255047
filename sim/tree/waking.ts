import { ro, rw, secret, type Leaf } from "./leaf.ts";
import { count } from "./leaves.ts";
import { Planner, type Plan } from "./plan.ts";

/** The account of a simulated box at an XMPP server, as its factory or its operator wrote it into the box. */
export interface XmppPlan {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
}

/** A device that can also be woken over STUN and tells changes by UDP, and over XMPP with an account of its own; the same names in both data models. */
export function wakeable(plan: Plan, xmpp?: XmppPlan): Plan {
  const more = new Planner(plan.root);
  more.put("ManagementServer.", {
    STUNServerAddress: rw(""),
    STUNServerPort: rw("3478", "unsignedInt", { max: 65_535 }),
    STUNUsername: rw(""),
    STUNPassword: secret(""),
    STUNMaximumKeepAlivePeriod: rw("-1", "int", { min: -1 }),
    STUNMinimumKeepAlivePeriod: rw("0", "unsignedInt"),
    UDPConnectionRequestAddress: ro(""),
    SupportedConnReqMethods: ro(xmpp === undefined ? "HTTP,STUN" : "HTTP,STUN,XMPP", "list of string"),
    LightweightNotificationProtocolsSupported: ro("UDP", "list of string"),
    LightweightNotificationProtocolsUsed: rw("", "list of string"),
    UDPLightweightNotificationHost: rw(""),
    UDPLightweightNotificationPort: rw("7547", "unsignedInt", { max: 65_535 }),
  });
  if (xmpp !== undefined) putXmpp(more, xmpp);
  const own = more.plan();
  return {
    root: plan.root,
    leaves: new Map([...plan.leaves, ...own.leaves]),
    tables: new Map([...plan.tables, ...own.tables]),
    objects: new Set([...plan.objects, ...own.objects]),
    patterns: new Set([...plan.patterns, ...own.patterns]),
  };
}

function putXmpp(plan: Planner, { host, port, domain, username, password }: XmppPlan): void {
  plan.put("ManagementServer.", {
    ConnReqXMPPConnection: rw(""),
    ConnReqAllowedJabberIDs: rw("", "list of string"),
    ConnReqJabberID: ro(""),
  });
  plan.put("XMPP.", {
    ConnectionNumberOfEntries: count(1),
    SupportedServerConnectAlgorithms: ro("ServerTable"),
  });
  const connection: Record<string, Leaf> = {
    Enable: rw("false", "boolean"),
    Username: rw(username),
    Password: secret(password),
    Domain: rw(domain),
    Resource: rw("cwmp"),
    JabberID: ro(""),
    Status: ro("Disabled"),
    ServerConnectAlgorithm: rw("ServerTable"),
    UseTLS: rw("false", "boolean"),
    ServerNumberOfEntries: count(1),
  };
  plan.put("XMPP.Connection.1.", connection);
  plan.put("XMPP.Connection.1.Server.1.", {
    Enable: rw("true", "boolean"),
    ServerAddress: rw(host),
    Port: rw(String(port), "unsignedInt"),
  });
  plan.table("XMPP.Connection.{i}.", false, {}, [["Username", "Domain", "Resource"]]);
  plan.table("XMPP.Connection.{i}.Server.{i}.", false, {}, [["ServerAddress", "Port"]]);
}
