import type { SecureContextOptions } from "node:tls";
import type { XmppLogin } from "./wakeup/xmpp.stream.ts";
import type { DigestAlgorithm } from "#core";
import type { CertificateFormName } from "./certificate.table.ts";

/** What the CWMP stack is told at its start. Times are in the unit of their name. */
export interface CwmpConfig {
  /** Address of the listener, IPv4 or IPv6. */
  readonly bind: string;
  /** `0`: any free port; `address()` tells which. */
  readonly port: number;
  /** Present: the listener speaks TLS only. A client certificate is asked for when `ca` is given. */
  readonly tls?: Pick<SecureContextOptions, "cert" | "key" | "ca">;
  /** Accept the cipher suites of old CPEs too, among them TLS_RSA_WITH_AES_128_CBC_SHA. */
  readonly tlsLegacy: boolean;
  /** Whether a connection without a certificate of `tls.ca` is refused in its handshake. */
  readonly clientCertificate: "optional" | "required";
  /** How a certificate may name its device. */
  readonly certificateForms: readonly CertificateFormName[];
  /** Digest algorithms in the order of the challenges; what is not among them is refused. */
  readonly digest: readonly DigestAlgorithm[];
  /** Name of the header in which trusted proxies tell whose client certificate they verified. */
  readonly proxyAuthHeader?: string;
  /** Accept Basic without TLS: a password then crosses the network in the clear. */
  readonly basicOverHttp: boolean;
  /** `open`: unknown devices are accepted; `approve`: quarantined; `closed`: whoever shows no credentials is challenged before parsing. */
  readonly enrolment: "open" | "approve" | "closed";
  /** New CPEs share credentials: one that shows none is challenged before it is put off. */
  readonly groupCredentials: boolean;
  /** Seconds between periodic Informs, written into devices and told to the gateway for presence. */
  readonly informInterval: number;
  /** CIDRs in which connection requests may go to any address, and without a limit of connections per address. */
  readonly cpeNetworks: readonly string[];
  /** CIDRs of proxies in front of the listener: no limit of connections for them, and what they say of a CPE is believed. */
  readonly trustedProxies: readonly string[];
  /** How long a CPE may take for its next message; ×3 while it reads or lists many parameters. */
  readonly sessionTimeoutMs: number;
  /** How long a connection request may take by one method. */
  readonly wakeTimeoutMs: number;
  /** Connection-request credentials that devices of the fleet share, tried after a device's own; few. */
  readonly ringCredentials: readonly { readonly username: string; readonly password: string }[];
  /** UDP port of lightweight notifications on the same address; absent: none are taken. */
  readonly notificationPort?: number;
  /** The STUN server as devices reach it; absent: none is written into them. */
  readonly publicStun?: { readonly host: string; readonly port: number };
  /** The gateway's account at an XMPP server; absent: no device is woken over XMPP. */
  readonly xmpp?: XmppLogin & { readonly resource: string };
  /** Write connection-request and ACS credentials of its own into each device at onboarding. */
  readonly provisionCredentials: boolean;
  /** Digest realm. */
  readonly realm: string;
  /** Key of the signed digest nonces, shared by all replicas; absent: a random one for this process. */
  readonly nonceKey?: string;
  readonly limits: CwmpLimits;
}

/** Upper bounds on what a peer can make the gateway hold or do. */
export interface CwmpLimits {
  /** Informs worked on at a time; further ones get 503 before they are parsed. */
  readonly informs: number;
  /** Sessions open at a time; a further Inform gets 503. */
  readonly sessions: number;
  /** Bytes of a body before a session exists. */
  readonly informBytes: number;
  /** Bytes of a body inside a session. */
  readonly sessionBytes: number;
  /** Connections of one address that have not authenticated yet; not for loopback and `cpeNetworks`. */
  readonly connectionsPerAddress: number;
  readonly headers: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Parameters asked for or listed in one RPC. */
  readonly parametersPerRpc: number;
}

/** The defaults of everything that has one. */
export const CWMP_DEFAULTS = {
  bind: "127.0.0.1",
  port: 7547,
  tlsLegacy: false,
  clientCertificate: "optional",
  certificateForms: ["oui-class-serial", "oui-serial", "usp-os", "usp-ops"],
  digest: ["MD5"],
  basicOverHttp: false,
  enrolment: "approve",
  groupCredentials: false,
  informInterval: 300,
  cpeNetworks: [],
  trustedProxies: [],
  sessionTimeoutMs: 30_000,
  wakeTimeoutMs: 6000,
  ringCredentials: [],
  provisionCredentials: true,
  realm: "causeway",
  limits: {
    informs: 256,
    sessions: 20_000,
    informBytes: 256 * 1024,
    sessionBytes: 16 * 1024 * 1024,
    connectionsPerAddress: 64,
    headers: 100,
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 20_000,
    parametersPerRpc: 256,
  },
} as const satisfies CwmpConfig;
