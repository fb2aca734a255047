import type { FaultCode } from "#core";
import type { Route } from "./route.ts";

const GATE: readonly FaultCode[] = ["auth.missing", "auth.invalid", "auth.forbidden", "request.rate"];
const STORE: readonly FaultCode[] = ["store.unavailable", "gateway.stopping"];
const BODY: readonly FaultCode[] = [
  "request.invalid",
  "request.tooLarge",
  "request.mediaType",
  "request.unprocessable",
  "request.slow",
];
const FILTER: readonly FaultCode[] = ["filter.syntax", "filter.field"];

/** What every operation of a device can be refused with, besides what its own form asks for. */
export const SUBMIT_FAULTS: readonly FaultCode[] = [
  "operation.unsupported",
  "device.quarantined",
  "idempotency.mismatch",
  "idempotency.running",
  "gateway.overloaded",
  "store.full",
  "file.notFound",
  "file.noAddress",
];

/** Every fault a route can answer with: what its shape brings with it, and what it declares. Without `internal`. */
export function faultsOf(route: Route): readonly FaultCode[] {
  const { permission, params, query, body, streams, path, faults = [] } = route;
  const open = permission === "public";
  return [
    ...new Set<FaultCode>([
      ...(open ? ["auth.forbidden" as const] : [...GATE, ...STORE]),
      ...(params === undefined ? [] : ["request.invalid" as const, missingBehind(path)]),
      ...(query === undefined ? [] : ["request.invalid" as const, "request.unprocessable" as const]),
      ...(body === undefined && streams === undefined ? [] : BODY),
      ...(reads(route, "filter") ? FILTER : []),
      ...faults,
    ]),
  ];
}

/** What it is called that nothing stands behind the name in a path. */
function missingBehind(path: string): FaultCode {
  if (path.startsWith("/v1/devices/{id}")) return "device.notFound";
  if (path.startsWith("/v1/files/{id}")) return "file.notFound";
  return path.startsWith("/v1/operations/{id}") ? "operation.notFound" : "request.notFound";
}

function reads({ query, body }: Route, field: string): boolean {
  return [query, body].some((schema) => {
    const shape: unknown = schema !== undefined && "shape" in schema ? schema.shape : undefined;
    return typeof shape === "object" && shape !== null && field in shape;
  });
}
