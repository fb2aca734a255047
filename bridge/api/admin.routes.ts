import { z } from "zod";
import { Fault } from "#core";
import type { AuditRow } from "./audit.row.ts";
import type { Audit } from "./audit.ts";
import { filter, id, instant, listOf, page, reasonOnly } from "./common.schema.ts";
import { ROLES, SCOPES } from "./principal.ts";
import { paged } from "./paged.ts";
import { ok, type Route, route } from "./route.ts";
import type { Tokens } from "./tokens.ts";

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.string(),
    createdBy: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: "Token" });

const newToken = z.strictObject({
  name: z.string().min(1).max(128),
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)).default([]),
  expiresAt: instant.optional(),
});

const auditRow = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.string(),
    role: z.string(),
    action: z.string(),
    target: z.string(),
    status: z.number(),
    code: z.string(),
    reason: z.string(),
    address: z.string(),
    requestId: z.string(),
    count: z.number().int().optional().meta({ description: "Refusals of this peer that the row stands for" }),
  })
  .meta({ id: "AuditRow" });

/** Tokens and the audit: who may use the API, and who did. */
export function adminRoutes(
  tokens: Tokens,
  audit: Audit,
  /** The rows a filter of API.md lets through. */
  matcher: (filter: string) => (row: AuditRow) => boolean,
): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/tokens",
      tag: "administration",
      summary: "All tokens, never their secrets",
      permission: "admin",
      replies: { 200: listOf(token) },
      handle: async () => ok({ items: await tokens.list() }),
    }),
    route({
      method: "post",
      path: "/v1/tokens",
      tag: "administration",
      summary: "Make a token; it is shown once, in this answer",
      permission: "admin",
      body: newToken,
      replies: { 201: token.extend({ token: z.string() }) },
      handle: async ({ body, principal }) => {
        const { token: secret, row } = await tokens.create(
          { ...body, expiresAt: body.expiresAt },
          principal.id,
        );
        return {
          status: 201,
          body: { ...row, token: secret },
          headers: { Location: `/v1/tokens/${row.id}` },
          target: row.id,
        };
      },
    }),
    route({
      method: "delete",
      path: "/v1/tokens/{id}",
      tag: "administration",
      summary: "Revoke a token; it stops working within 5 s",
      permission: "admin",
      params: z.object({ id }),
      query: reasonOnly,
      replies: { 204: null },
      handle: async ({ params }) => {
        if (!(await tokens.revoke(params.id)))
          throw new Fault("request.notFound", { detail: `there is no token ${params.id}` });
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/v1/audit",
      tag: "administration",
      summary: "Every write and every refusal, newest first",
      permission: "admin",
      query: z.strictObject({ filter, ...page }),
      replies: { 200: listOf(auditRow) },
      handle: async ({ query, request }) => {
        if (query.cursor !== undefined && !/^\d+-\d+$/.test(query.cursor)) {
          throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
        }
        return paged(
          request,
          await audit.page(
            query.limit,
            query.cursor,
            query.filter === undefined ? undefined : matcher(query.filter),
          ),
        );
      },
    }),
  ];
}
