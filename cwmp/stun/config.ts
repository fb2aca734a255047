/** What the STUN server is told at its start. */
export interface StunConfig {
  /** Address of the listener, IPv4 or IPv6. */
  readonly bind: string;
  /** `0`: any free port; `address()` tells which. */
  readonly port: number;
  /** `required`: every CPE proves itself; `optional`: those without a user name need not. */
  readonly auth: "required" | "optional";
  /** Requests that prove nothing, per second and source address, and how many at once. */
  readonly perSecond: number;
  readonly burst: number;
  /** Requests that are being checked at a time. */
  readonly checks: number;
}

export const STUN_DEFAULTS = {
  bind: "127.0.0.1",
  port: 3478,
  auth: "required",
  perSecond: 50,
  burst: 200,
  checks: 256,
} as const satisfies StunConfig;
