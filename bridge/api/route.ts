import type { Request, Response } from "express";
import type { z } from "zod";
import type { FaultCode } from "#core";
import type { HeaderName } from "./headers.table.ts";
import type { Permission, Principal } from "./principal.ts";

/** What a handler gives back; a handler that streams its answer itself gives `"handled"`. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the audit: what the request acted on, when the path does not say it. */
  readonly target?: string;
}

export interface Context<Params, Query, Body> {
  readonly principal: Principal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  readonly response: Response;
  readonly requestId: string;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** One route: what it asks for, what it takes, what it gives. The table of them is the API and its OpenAPI document. */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: Method;
  /** `/v1/devices/{id}:approve` */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Media types of a body that the handler reads itself, piece by piece (`bodyPieces`); it may be of any size. */
  readonly streams?: readonly string[];
  /** Request headers the handler reads. */
  readonly headers?: readonly HeaderName[];
  /** What it can be refused with beyond what its shape brings with it (`faultsOf`). */
  readonly faults?: readonly FaultCode[];
  /** Status → schema of its JSON body; `null` = no JSON body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>;
  readonly mediaType?: string;
  /** A GET of what may be secret: it leaves an audit row. */
  readonly audited?: true;
  /** A POST that changes nothing: not a write for the audit. */
  readonly safe?: true;
  handle(context: Context<Params, Query, Body>): Promise<Reply | "handled">;
}

/** Declares a route with its types inferred from its schemas. */
export function route<Params, Query, Body>(declared: Route<Params, Query, Body>): Route {
  return declared;
}

/** An answer 200 with a JSON body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, body, headers };
}
