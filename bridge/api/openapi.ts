import { createDocument } from "zod-openapi";
import { problem } from "./common.schema.ts";
import { permissionText } from "./principal.ts";
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
      description: "CWMP and USP devices behind one normalized TR-181 API",
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
    ...(route.params === undefined && route.query === undefined
      ? {}
      : {
          requestParams: {
            ...(route.params === undefined ? {} : { path: route.params }),
            ...(route.query === undefined ? {} : { query: route.query }),
          },
        }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { content: { "application/json": { schema: route.body } } } }),
    responses: {
      ...Object.fromEntries(replies),
      default: { description: "A problem", content: { "application/problem+json": { schema: problem } } },
    },
  };
}

/** `get /v1/devices/{id}:approve` → `getDevicesIdApprove` */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/v1/, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
