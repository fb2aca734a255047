import { randomUUID } from "node:crypto";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { asFault, type Clock, Fault, type Log, type Metrics } from "#core";
import type { Audit } from "./audit.ts";
import { readJson } from "./body.ts";
import { type Gate, refuseForeignHost } from "./gate.ts";
import type { Principal } from "./principal.ts";
import { problemDocument } from "./problem.ts";
import type { Reply, Route } from "./route.ts";
import { validate } from "./validate.ts";

export interface ServerParts {
  readonly routes: readonly Route[];
  readonly gate: Gate;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What one request has become by the time it is answered; the audit and the log read it. */
interface Passage {
  readonly route: Route;
  readonly requestId: string;
  principal?: Principal;
  reason?: string;
}

/** The northbound HTTP application: every route of the table behind the same gate, validation, faults and audit. */
export function createServer(parts: ServerParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  for (const route of parts.routes) {
    app[route.method](
      expressPath(route.path),
      (request, response) => void serve(parts, route, request, response),
    );
  }
  const methods = methodsByPath(parts.routes);
  app.use((request, response) => {
    const allowed = methods.find(({ matches }) => matches.test(request.path))?.methods;
    if (allowed !== undefined) response.setHeader("Allow", allowed.join(", "));
    answer(
      response,
      problemReply(
        new Fault(allowed === undefined ? "request.notFound" : "request.method"),
        request,
        randomUUID(),
      ),
    );
  });
  // Express hands over what breaks before a route is reached, such as a path that cannot be decoded.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = typeof error === "object" && error !== null && "status" in error ? error.status : 500;
    const fault =
      status === 400
        ? new Fault("request.invalid", { detail: "the address cannot be decoded" })
        : asFault(error);
    answer(response, problemReply(fault, request, randomUUID()));
  });
  return app;
}

/** `/v1/devices/{id}:approve` in the router's spelling: `/v1/devices/:id\:approve`. */
export function expressPath(path: string): string {
  return path.replaceAll(/:/g, "\\:").replaceAll(/\{(\w+)\}/g, ":$1");
}

async function serve(parts: ServerParts, route: Route, request: Request, response: Response): Promise<void> {
  const passage: Passage = { route, requestId: randomUUID() };
  response.setHeader("X-Request-Id", passage.requestId);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const reply = await enter(parts, passage, request, response, gone.signal);
    if (reply === "handled") return;
    await note(parts, passage, request, reply.status, "", reply.target);
    answer(response, reply);
  } catch (error) {
    await refuse(parts, passage, request, response, asFault(error));
  }
}

async function enter(
  parts: ServerParts,
  passage: Passage,
  request: Request,
  response: Response,
  signal: AbortSignal,
): Promise<Reply | "handled"> {
  const { route } = passage;
  refuseForeignHost(request);
  const principal = await parts.gate.admit(request, route.permission);
  passage.principal = principal;
  const params = route.params === undefined ? {} : validate(route.params, request.params, "request.invalid");
  const query = route.query === undefined ? {} : validate(route.query, request.query, "request.invalid");
  const raw = route.body === undefined ? undefined : await readJson(request);
  const body = route.body === undefined ? undefined : validate(route.body, raw, "request.unprocessable");
  if (typeof body === "object" && body !== null && "reason" in body)
    passage.reason = String(body.reason ?? "");
  return route.handle({
    principal,
    params,
    query,
    body,
    request,
    response,
    requestId: passage.requestId,
    signal,
  });
}

async function refuse(
  parts: ServerParts,
  passage: Passage,
  request: Request,
  response: Response,
  fault: Fault,
): Promise<void> {
  const { log, metrics } = parts;
  const { status } = fault.row;
  metrics.count("causeway_api_faults_total", { code: fault.code });
  const facts = {
    requestId: passage.requestId,
    route: passage.route.path,
    code: fault.code,
    status,
    principal: passage.principal?.id,
  };
  if (status >= 500) log.error({ ...facts, error: fault.cause ?? fault }, "request failed");
  else log.info({ ...facts, detail: fault.facts.detail }, "bad_input");
  await note(parts, passage, request, status, fault.code);
  if (response.headersSent) response.destroy();
  else answer(response, problemReply(fault, request, passage.requestId));
}

/** Reading is not audited; every write is, and every refusal. */
async function note(
  parts: ServerParts,
  passage: Passage,
  request: Request,
  status: number,
  code: string,
  target?: string,
): Promise<void> {
  const { route, principal } = passage;
  if (route.method === "get" && status < 400) return;
  if (status === 404 || status === 503) return;
  if (route.method === "get" && status !== 401 && status !== 403) return;
  await parts.audit.record({
    at: new Date(parts.clock.now()).toISOString(),
    actor: principal?.id ?? "anonymous",
    role: principal?.role ?? "",
    action: `${route.method.toUpperCase()} ${route.path}`,
    target: target ?? String(request.params["id"] ?? ""),
    status,
    code,
    reason: (passage.reason ?? "").slice(0, 512),
    address: request.socket.remoteAddress ?? "",
    requestId: passage.requestId,
  });
}

function problemReply(fault: Fault, request: Request, requestId: string): Reply {
  const document = problemDocument(fault, `urn:uuid:${requestId}`);
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "X-Request-Id": requestId,
  };
  if (document.status === 401) headers["WWW-Authenticate"] = 'Bearer realm="causeway"';
  if (document.status === 503) headers["Retry-After"] = "5";
  if (!request.complete) headers["Connection"] = "close";
  return { status: document.status, headers, body: document };
}

const ALWAYS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
};

function answer(response: Response, { status, body, headers = {} }: Reply): void {
  for (const [name, value] of Object.entries({ ...ALWAYS, "Content-Type": "application/json", ...headers })) {
    response.setHeader(name, value);
  }
  response.statusCode = status;
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}

function methodsByPath(
  routes: readonly Route[],
): readonly { readonly matches: RegExp; readonly methods: readonly string[] }[] {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return paths.map((path) => ({
    matches: new RegExp(`^${path.replaceAll(/[.]/g, "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`),
    methods: routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase()),
  }));
}
