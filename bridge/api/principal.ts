/** Who may do what. A role holds every role below it; scopes are granted one by one. */
export const ROLES = ["viewer", "operator", "admin"] as const;
export const SCOPES = ["secret:read", "device:takeover", "campaign:start"] as const;
export type Role = (typeof ROLES)[number];
export type Scope = (typeof SCOPES)[number];

/** What a route asks of its caller; `public` routes ask for nothing, `metrics` for the metrics token. */
export type Permission = "public" | "metrics" | Role | { readonly role: Role; readonly scope: Scope };

/** The caller of a request, authenticated. */
export interface Principal {
  /** Token id, shown in the audit and as the actor of operations. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

/** Whether a caller may do what a route asks for. */
export function permits(principal: Principal, permission: Permission): boolean {
  if (permission === "public") return true;
  if (permission === "metrics") return principal.role === "admin";
  const { role, scope } =
    typeof permission === "string" ? { role: permission, scope: undefined } : permission;
  if (ROLES.indexOf(principal.role) < ROLES.indexOf(role)) return false;
  return scope === undefined || principal.scopes.includes(scope);
}

/** A permission as people read it: `operator`, `viewer + secret:read`. */
export function permissionText(permission: Permission): string {
  return typeof permission === "string" ? permission : `${permission.role} + ${permission.scope}`;
}
