import { createHash } from "node:crypto";
import type { DeviceId } from "#core";

/** A user name and its password. */
export interface Pair {
  readonly username: string;
  readonly password: string;
}

/** What one device is to be given; what is absent is left as the device has it. */
export interface Wishes {
  readonly device: DeviceId;
  /** Seconds */
  readonly interval: number;
  /** What it shows the gateway. */
  readonly login?: Pair;
  /** What the gateway shows it. */
  readonly connectionRequest?: Pair;
  /** Where it finds out how it is seen from outside, and what it shows there. */
  readonly stun?: Pair & { readonly host: string; readonly port: number };
  /** The connection to an XMPP server it has, and who may ask there for a session. */
  readonly xmpp?: { readonly connection: string; readonly jid: string };
}

/** Leaves that are written together or not at all: half a pair of credentials locks somebody out. */
export type Group = "login" | "connectionRequest" | "stun" | "xmpp";

export interface SetRow {
  /** Below the root; `*`: the XMPP connection. */
  readonly leaf: string;
  /** On the wire, when the device has not told its own. */
  readonly type: "string" | "boolean" | "unsignedInt" | "int" | "dateTime";
  readonly group?: Group;
  readonly value: (wishes: Wishes) => string | undefined;
  /** Whether what the device has is as good; by default the same value. */
  readonly holds?: (known: string, wanted: string, wishes: Wishes) => boolean;
}

/** How often a device says at the STUN server that it is there: most NATs forget a mapping of UDP after 30 s to 2 min. */
const KEEP_ALIVE = { min: 20, max: 60 } as const;

/** Everything that onboarding writes into a CPE, under both roots. A password is never told: it is written each time. */
export const ONBOARDING_SET: readonly SetRow[] = [
  { leaf: "ManagementServer.PeriodicInformEnable", type: "boolean", value: () => "true" },
  {
    leaf: "ManagementServer.PeriodicInformInterval",
    type: "unsignedInt",
    value: ({ interval }) => String(interval),
  },
  {
    leaf: "ManagementServer.PeriodicInformTime",
    type: "dateTime",
    value: ({ device, interval }) => informTime(device, interval),
    holds: (known, wanted, { interval }) => phase(known, interval) === phase(wanted, interval),
  },
  { leaf: "ManagementServer.Username", type: "string", group: "login", value: ({ login }) => login?.username },
  { leaf: "ManagementServer.Password", type: "string", group: "login", value: ({ login }) => login?.password },
  {
    leaf: "ManagementServer.ConnectionRequestUsername",
    type: "string",
    group: "connectionRequest",
    value: ({ connectionRequest }) => connectionRequest?.username,
  },
  {
    leaf: "ManagementServer.ConnectionRequestPassword",
    type: "string",
    group: "connectionRequest",
    value: ({ connectionRequest }) => connectionRequest?.password,
  },
  {
    leaf: "ManagementServer.STUNServerAddress",
    type: "string",
    group: "stun",
    value: ({ stun }) => stun?.host,
  },
  {
    leaf: "ManagementServer.STUNServerPort",
    type: "unsignedInt",
    group: "stun",
    value: ({ stun }) => stun && String(stun.port),
  },
  {
    leaf: "ManagementServer.STUNUsername",
    type: "string",
    group: "stun",
    value: ({ stun }) => stun?.username,
  },
  {
    leaf: "ManagementServer.STUNPassword",
    type: "string",
    group: "stun",
    value: ({ stun }) => stun?.password,
  },
  {
    leaf: "ManagementServer.STUNMinimumKeepAlivePeriod",
    type: "unsignedInt",
    value: ({ stun }) => stun && String(KEEP_ALIVE.min),
  },
  {
    leaf: "ManagementServer.STUNMaximumKeepAlivePeriod",
    type: "int",
    value: ({ stun }) => stun && String(KEEP_ALIVE.max),
    holds: (known) => Number(known) >= KEEP_ALIVE.min && Number(known) <= KEEP_ALIVE.max,
  },
  {
    leaf: "ManagementServer.STUNEnable",
    type: "boolean",
    group: "stun",
    value: ({ stun }) => stun && "true",
  },
  {
    leaf: "ManagementServer.ConnReqAllowedJabberIDs",
    type: "string",
    group: "xmpp",
    value: ({ xmpp }) => xmpp?.jid,
  },
  {
    leaf: "ManagementServer.ConnReqXMPPConnection",
    type: "string",
    group: "xmpp",
    value: ({ xmpp }) => xmpp?.connection,
    holds: (known, wanted) => known.replace(/\.$/, "") === wanted,
  },
  { leaf: "*Enable", type: "boolean", group: "xmpp", value: ({ xmpp }) => xmpp && "true" },
];

/** A fixed moment whose phase in the interval is the device's own: a fleet that boots at once still informs spread out. */
export function informTime(device: DeviceId, interval: number): string {
  const spread = createHash("sha256").update(device).digest().readUInt32BE(0) % Math.max(1, interval);
  return new Date(Date.UTC(2020, 0, 1) + spread * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Where in the interval a moment lies, seconds. Times with the same phase mean the same. */
function phase(time: string, interval: number): number {
  return (Date.parse(time) / 1000) % interval;
}
