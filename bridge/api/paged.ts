import type { Request } from "express";
import { ok, type Reply } from "./route.ts";

/** A page of a list: its body, and a `Link` to the next page when there is one. */
export function paged(request: Request, body: object): Reply {
  const next = "next" in body ? body.next : undefined;
  if (typeof next !== "string" || request.method !== "GET") return ok(body);
  return ok(body, { Link: `<${pageUrl(request.originalUrl, next)}>; rel="next"` });
}

function pageUrl(original: string, cursor: string): string {
  const url = new URL(original, "http://localhost");
  url.searchParams.set("cursor", cursor);
  return url.pathname + url.search;
}
