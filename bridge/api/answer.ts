import type { Request, Response } from "express";
import type { Fault } from "#core";
import { problemDocument } from "./problem.ts";
import type { Reply } from "./route.ts";

/** A fault as the answer to a request. */
export function problemReply(fault: Fault, request: Request, requestId: string): Reply {
  const document = problemDocument(fault, `urn:uuid:${requestId}`);
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "X-Request-Id": requestId,
  };
  if (document.status === 401) headers["WWW-Authenticate"] = 'Bearer realm="causeway"';
  if (document.status === 503) headers["Retry-After"] = "5";
  if (document.status === 429) headers["Retry-After"] = retryAfterOf(fault);
  if (!request.complete) headers["Connection"] = "close";
  return { status: document.status, headers, body: document };
}

function retryAfterOf({ facts: { retryAfter } }: Fault): string {
  return typeof retryAfter === "number" ? String(retryAfter) : "1";
}

const ALWAYS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
};

/** Writes an answer whole, with the headers every answer has. */
export function answer(response: Response, { status, body, headers = {} }: Reply): void {
  for (const [name, value] of Object.entries({ ...ALWAYS, "Content-Type": "application/json", ...headers })) {
    response.setHeader(name, value);
  }
  response.statusCode = status;
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}
