import { z } from "zod";
import { createDocument } from "zod-openapi";
import { FAULT, type FaultCode } from "#core";
import { problem } from "./common.schema.ts";
import { HEADERS } from "./headers.table.ts";
import { permissionText } from "./principal.ts";
import { faultsOf } from "./route.faults.ts";
import type { Route } from "./route.ts";

/** The OpenAPI 3.1 document of the routes, from the very schemas that validate. */
export function openApiDocument(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationObject(route);
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Causeway",
      version,
      description:
        "CWMP and USP devices behind one normalized TR-181 API. Everything needs a bearer token but /healthz, /readyz, and this document and its page /docs, which a browser must be able to open; they tell nothing of an installation.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    paths,
  });
}

function operationObject(route: Route): unknown {
  const media = route.mediaType ?? "application/json";
  const replies = Object.entries(route.replies).map(([status, schema]) => [
    status,
    schema === null
      ? {
          description: "No JSON body",
          ...(route.mediaType === undefined ? {} : { content: { [media]: {} } }),
        }
      : { description: "Success", content: { [media]: { schema } } },
  ]);
  return {
    tags: [route.tag],
    summary: route.summary,
    operationId: operationId(route),
    "x-permission": permissionText(route.permission),
    ...(route.permission === "public" ? { security: [] } : {}),
    ...requestParams(route),
    ...requestBody(route),
    responses: {
      ...Object.fromEntries(replies),
      ...problems(route),
      default: problemResponse("Any other problem"),
    },
  };
}

function requestBody({ body, streams = [] }: Route): object {
  const json = body === undefined ? [] : [["application/json", { schema: body }] as const];
  const content = [...json, ...streams.map((media) => [media, {}] as const)];
  return content.length === 0 ? {} : { requestBody: { content: Object.fromEntries(content) } };
}

function requestParams({ params, query, headers = [] }: Route): object {
  if (params === undefined && query === undefined && headers.length === 0) return {};
  const shape = Object.fromEntries(headers.map((name) => [name, HEADERS[name]]));
  return {
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
      ...(headers.length === 0 ? {} : { header: z.object(shape) }),
    },
  };
}

/** Status → the problems a route can answer with, by the codes that tell them apart. */
function problems(route: Route): Record<string, object> {
  const byStatus = new Map<number, FaultCode[]>();
  for (const code of faultsOf(route)) {
    const { status } = FAULT[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      problemResponse(codes.map((code) => `\`${code}\`: ${FAULT[code].title}`).join("; ")),
    ]),
  );
}

function problemResponse(description: string): object {
  return { description, content: { "application/problem+json": { schema: problem } } };
}

/** `get /v1/devices/{id}:approve` → `getDevicesIdApprove` */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/v1/, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
