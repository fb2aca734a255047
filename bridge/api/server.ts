import { randomUUID } from "node:crypto";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import {
  asFault,
  background,
  badInput,
  type Clock,
  Fault,
  type Log,
  type LogFields,
  type Metrics,
} from "#core";
import { answer, problemReply } from "./answer.ts";
import type { Attempts } from "./attempts.ts";
import type { Audit } from "./audit.ts";
import { readJson } from "./body.ts";
import { type Gate, refuseForeignHost } from "./gate.ts";
import { note, type Passage } from "./passage.ts";
import type { Principal } from "./principal.ts";
import type { Reply, Route } from "./route.ts";
import { validate } from "./validate.ts";

export interface ServerParts {
  readonly routes: readonly Route[];
  readonly gate: Gate;
  /** Takes one request of a caller or throws `request.rate`. */
  readonly limit: (caller: string) => void;
  readonly attempts: Attempts;
  /** Names, besides those of loopback, that the Host and Origin headers may have. */
  readonly hosts: readonly string[];
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The northbound HTTP application: every route of the table behind the same gate, validation, faults and audit. */
export function createServer(parts: ServerParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("case sensitive routing", true);
  for (const route of parts.routes) {
    app[route.method](expressPath(route.path), (request, response) =>
      background(parts.log, "api.serve", serve(parts, route, request, response)),
    );
  }
  const methods = methodsByPath(parts.routes);
  app.use((request, response) => {
    const allowed = methods.find(({ matches }) => matches.test(request.path))?.methods;
    if (allowed !== undefined) response.setHeader("Allow", allowed.join(", "));
    refuseOutside(
      parts,
      new Fault(allowed === undefined ? "request.notFound" : "request.method"),
      request,
      response,
    );
  });
  // Express hands over what breaks before a route is reached, such as a path that cannot be decoded.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = typeof error === "object" && error !== null && "status" in error ? error.status : 500;
    const fault =
      status === 400
        ? new Fault("request.invalid", { detail: "the address cannot be decoded" }, { cause: error })
        : asFault(error);
    refuseOutside(parts, fault, request, response);
  });
  return app;
}

/** Answers what no route is responsible for. */
function refuseOutside(parts: ServerParts, fault: Fault, request: Request, response: Response): void {
  const requestId = randomUUID();
  report(parts, fault, { requestId, peer: request.socket.remoteAddress });
  answer(response, problemReply(fault, request, requestId));
}

/** `/v1/devices/{id}:approve` in the router's spelling: `/v1/devices/:id\:approve`. */
export function expressPath(path: string): string {
  return path.replaceAll(/:/g, "\\:").replaceAll(/\{(\w+)\}/g, ":$1");
}

async function serve(parts: ServerParts, route: Route, request: Request, response: Response): Promise<void> {
  const passage: Passage = { route, requestId: randomUUID(), peer: request.socket.remoteAddress ?? "" };
  response.setHeader("X-Request-Id", passage.requestId);
  if (carriesUnread(route, request)) response.setHeader("Connection", "close");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const reply = await enter(parts, passage, request, response, gone.signal);
    const status = reply === "handled" ? response.statusCode : reply.status;
    parts.metrics.count("api_requests_total", {
      route: `${route.method} ${route.path}`,
      status: String(status),
    });
    if (reply === "handled") {
      if (route.audited === true) await note(parts, passage, request, status, "");
      return;
    }
    await note(parts, passage, request, reply.status, "", reply.target);
    answer(response, reply);
  } catch (error) {
    await refuse(parts, passage, request, response, asFault(error));
  }
}

/** A body that nobody reads: its connection is not waited on for the rest of it. */
function carriesUnread(route: Route, { headers }: Request): boolean {
  if (route.body !== undefined || route.streams !== undefined) return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

async function enter(
  parts: ServerParts,
  passage: Passage,
  request: Request,
  response: Response,
  signal: AbortSignal,
): Promise<Reply | "handled"> {
  const { route } = passage;
  refuseForeignHost(request, parts.hosts);
  const principal = await authenticate(parts, passage, request);
  passage.principal = principal;
  if (route.permission !== "public") parts.limit(principal.id);
  parts.gate.authorize(principal, route.permission);
  const params = route.params === undefined ? {} : validate(route.params, request.params, "request.invalid");
  const query =
    route.query === undefined ? {} : validate(route.query, request.query, "request.unprocessable");
  const raw = route.body === undefined ? undefined : await readJson(request, parts.clock);
  const body = route.body === undefined ? undefined : validate(route.body, raw, "request.unprocessable");
  passage.reason = reasonOf(body) ?? reasonOf(query) ?? "";
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

/**
 * Who asks. A peer that was wrong about its token too often is refused before its next one is looked up; what is known to be
 * valid goes on, or one stranger behind a proxy would shut everybody out.
 */
async function authenticate(
  { gate, attempts }: ServerParts,
  { route, peer }: Passage,
  request: Request,
): Promise<Principal> {
  if (route.permission !== "public" && !gate.known(request)) attempts.admit(peer);
  try {
    return await gate.identify(request, route.permission);
  } catch (error) {
    if (asFault(error).row.status === 401) attempts.failed(peer);
    throw error;
  }
}

function reasonOf(part: unknown): string | undefined {
  const reason = typeof part === "object" && part !== null && "reason" in part ? part.reason : undefined;
  return typeof reason === "string" ? reason : undefined;
}

async function refuse(
  parts: ServerParts,
  passage: Passage,
  request: Request,
  response: Response,
  fault: Fault,
): Promise<void> {
  const { status } = fault.row;
  const { method, path } = passage.route;
  parts.metrics.count("api_requests_total", { route: `${method} ${path}`, status: String(status) });
  report(parts, fault, {
    requestId: passage.requestId,
    route: passage.route.path,
    principal: passage.principal?.id,
    peer: passage.peer,
  });
  await note(parts, passage, request, status, fault.code);
  if (response.headersSent) response.destroy();
  else answer(response, problemReply(fault, request, passage.requestId));
}

/** One line and one count for every request that was not served. */
function report(parts: ServerParts, fault: Fault, about: LogFields): void {
  const { code, facts } = fault;
  const { status, title } = fault.row;
  parts.metrics.count("api_faults_total", { code });
  if (status < 500) badInput(parts, "api", code, { ...about, status, detail: facts.detail ?? title });
  // A device that does not come in time is no failure of the gateway; that the store is away, its watcher tells.
  else if (status === 504 || status === 503) parts.log.info({ ...about, code, status }, "request failed");
  else parts.log.error({ ...about, code, status, error: fault.cause ?? fault }, "request failed");
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
