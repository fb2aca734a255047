import type { Request } from "express";
import type { Clock } from "#core";
import type { Audit } from "./audit.ts";
import type { Principal } from "./principal.ts";
import type { Route } from "./route.ts";

/** What one request has become by the time it is answered; the audit and the log read it. */
export interface Passage {
  readonly route: Route;
  readonly requestId: string;
  /** Asked for at the start: a connection that is gone has none. */
  readonly peer: string;
  principal?: Principal;
  reason?: string;
}

/** Every write is audited and every refusal; what was merely read or asked wrongly is not. */
export async function note(
  parts: { readonly audit: Audit; readonly clock: Clock },
  passage: Passage,
  request: Request,
  status: number,
  code: string,
  target?: string,
): Promise<void> {
  const { route, principal } = passage;
  const refused = status === 401 || status === 403 || (principal === undefined && status === 429);
  if (onlyReads(route) && !refused) return;
  const row = {
    at: new Date(parts.clock.now()).toISOString(),
    actor: principal?.id ?? "anonymous",
    role: principal?.role ?? "",
    action: `${route.method.toUpperCase()} ${route.path}`,
    target: target ?? String(request.params["id"] ?? ""),
    status,
    code,
    reason: (passage.reason ?? "").slice(0, 512),
    address: passage.peer,
    requestId: passage.requestId,
  };
  await (principal === undefined ? parts.audit.refused(row) : parts.audit.record(row));
}

function onlyReads({ method, audited, safe }: Route): boolean {
  return (method === "get" && audited !== true) || safe === true;
}
