import type { Request } from "express";
import { Fault } from "#core";
import { type Permission, permissionText, permits, type Principal } from "./principal.ts";
import type { Tokens } from "./tokens.ts";

export interface Gate {
  /** Whether the request holds a token that was valid lately; looks nothing up. */
  known(request: Request): boolean;
  /** Who asks. Faults `auth.missing`, `auth.invalid`. */
  identify(request: Request, permission: Permission): Promise<Principal>;
  /** Fault `auth.forbidden` when the caller may not do what `permission` asks. */
  authorize(principal: Principal, permission: Permission): void;
}

const NOBODY: Principal = { id: "anonymous", name: "anonymous", role: "viewer", scopes: [] };
const SCRAPER: Principal = { id: "metrics", name: "metrics token", role: "viewer", scopes: [] };

/** The gate over the tokens of the installation and the one token of the metrics scraper. */
export function createGate(tokens: Tokens, isMetricsToken: (token: string) => boolean): Gate {
  return {
    known(request) {
      const token = bearer(request);
      return token !== undefined && (tokens.known(token) || isMetricsToken(token));
    },
    async identify(request, permission) {
      if (permission === "public") return NOBODY;
      const token = bearer(request);
      if (token === undefined) throw new Fault("auth.missing");
      if (permission === "metrics" && isMetricsToken(token)) return SCRAPER;
      const principal = await tokens.authenticate(token);
      if (principal === undefined) throw new Fault("auth.invalid");
      return principal;
    },
    authorize(principal, permission) {
      if (permits(principal, permission) || (permission === "metrics" && principal === SCRAPER)) return;
      throw new Fault("auth.forbidden", { detail: `this needs ${permissionText(permission)}` });
    },
  };
}

function bearer(request: Request): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header)?.[1];
}

/**
 * On loopback a browser page of anywhere could reach the API through a name that resolves to it: only the listener's own
 * names and those the operator gave (`names`, lower case: a proxy's) are answered. Off loopback TLS does this job.
 */
export function refuseForeignHost(request: Request, names: readonly string[]): void {
  const local = request.socket.localAddress ?? "";
  if (!isLoopback(local)) return;
  const known = (host: string | undefined): boolean =>
    host !== undefined && (isOwnName(host) || names.includes(host));
  if (!known(hostOf(request.headers.host))) {
    throw new Fault("auth.forbidden", { detail: "the Host header is not a name of this listener" });
  }
  const { origin } = request.headers;
  if (origin !== undefined && !known(hostOf(origin.replace(/^https?:\/\//, "")))) {
    throw new Fault("auth.forbidden", { detail: "the Origin header is not a name of this listener" });
  }
}

function hostOf(header: string | undefined): string | undefined {
  return header === undefined
    ? undefined
    : /^(\[[0-9a-f:]+\]|[^:/]+)(?::\d+)?$/i.exec(header)?.[1]?.toLowerCase();
}

function isOwnName(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}
