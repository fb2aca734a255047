import { z } from "zod";
import { asFault, Fault } from "#core";
import type { Lag } from "../bridge.ts";
import type { Budget } from "../state/budgets.ts";
import type { IndexProgress } from "../state/param.types.ts";
import type { Replica } from "../state/replicas.ts";
import { DOCS_PAGE } from "./docs.page.ts";
import { permits } from "./principal.ts";
import { ok, type Route, route } from "./route.ts";
import { time } from "./view.ts";

/** Something the replica needs. */
export interface Dependency {
  readonly name: string;
  readonly state: "up" | "down";
  /** Since when this replica finds it so, ms since the epoch. */
  readonly since: number;
  /** What follows from its being down and what to do about it; null while it is up. */
  readonly effect: string | null;
  readonly advice: string | null;
}

export interface SystemParts {
  readonly version: string;
  /** Names of what does not work now (`redis`, `mqtt`, `cwmp`); empty when the replica can serve. */
  unready(): Promise<readonly string[]>;
  /** What the replica depends on, working or not. */
  dependencies(): Promise<readonly Dependency[]>;
  /** What devices are told as their ACS URL, when this replica knows it. */
  acsUrl(): string | undefined;
  readonly roles: readonly string[];
  /** ms since the epoch */
  now(): number;
  /** Fault `store.unavailable`, as `lag`. */
  replicas(): Promise<readonly Replica[]>;
  lag(): Promise<Lag>;
  budgets(): readonly Budget[];
  /** Fault `store.unavailable`. */
  indexing(): Promise<IndexProgress | undefined>;
  metricsText(): Promise<string>;
  /** The OpenAPI document of all routes. */
  document(): unknown;
}

const health = z.object({ status: z.literal("ok"), version: z.string() });

const system = z
  .object({
    version: z.string(),
    node: z.string(),
    api: z.string(),
    roles: z.array(z.string()),
    time: z.string(),
    acsUrl: z.string().nullable(),
    dependencies: z.array(
      z.object({
        name: z.string(),
        state: z.enum(["up", "down"]),
        since: z.string(),
        effect: z.string().nullable(),
        advice: z.string().nullable(),
      }),
    ),
    budgets: z
      .array(
        z.object({
          name: z.string(),
          unit: z.enum(["bytes", "count"]),
          used: z.number(),
          limit: z.number().meta({ description: "0: there is none" }),
          level: z.enum(["ok", "high", "critical"]),
          since: z.string(),
        }),
      )
      .meta({
        description:
          "What may grow and its bound, as this replica last saw it; high from 80 %, critical from 95 %",
      }),
    indexing: z
      .object({
        parameters: z.array(z.string()),
        state: z.enum(["ready", "building"]),
        devices: z.number().int(),
        remaining: z.number().int(),
      })
      .nullable()
      .meta({
        description: "Parameters that filters may ask for, and how many devices are still to be indexed",
      }),
    replicas: z
      .array(
        z.object({
          name: z.string(),
          roles: z.array(z.string()),
          version: z.string(),
          startedAt: z.string(),
          lastSeenAt: z.string(),
        }),
      )
      .nullable()
      .meta({ description: "Those that gave a sign of life within 15 s; null while the store cannot tell" }),
    queueLag: z
      .object({
        wakes: z.object({ waiting: z.number().int(), active: z.number().int() }),
        feed: z.object({ partitions: z.number().int(), ms: z.number().int() }),
      })
      .nullable()
      .meta({
        description:
          "Wake jobs that wait and run; partitions with events the feed does not have yet, and the age of the oldest. Null while the store cannot tell",
      }),
  })
  .meta({ id: "System" });

/** What tells of the gateway itself: health, metrics, documents, who asks. */
export function systemRoutes(parts: SystemParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/healthz",
      tag: "system",
      summary: "The process is alive",
      permission: "public",
      replies: { 200: health },
      handle: async () => ok({ status: "ok", version: parts.version }),
    }),
    route({
      method: "get",
      path: "/readyz",
      tag: "system",
      summary: "The replica can serve devices and clients",
      permission: "public",
      faults: ["store.unavailable", "broker.unavailable"],
      replies: { 200: health },
      handle: async () => {
        const unready = await parts.unready();
        if (unready.length === 0) return ok({ status: "ok", version: parts.version });
        throw new Fault(unready.includes("redis") ? "store.unavailable" : "broker.unavailable", {
          detail: `not ready: ${unready.join(", ")}`,
        });
      },
    }),
    route({
      method: "get",
      path: "/metrics",
      tag: "system",
      summary: "Prometheus metrics",
      permission: "metrics",
      mediaType: "text/plain",
      replies: { 200: null },
      handle: async () => ({
        status: 200,
        body: await parts.metricsText(),
        headers: { "Content-Type": "text/plain; version=0.0.4" },
      }),
    }),
    route({
      method: "get",
      path: "/openapi.json",
      tag: "system",
      summary: "This API as an OpenAPI 3.1 document; open to everybody, it tells nothing of an installation",
      permission: "public",
      replies: { 200: z.looseObject({}) },
      handle: async () => ok(parts.document()),
    }),
    route({
      method: "get",
      path: "/docs",
      tag: "system",
      summary: "This API to read in a browser, which cannot send a token; open to everybody",
      permission: "public",
      mediaType: "text/html",
      replies: { 200: null },
      handle: async () => ({
        status: 200,
        body: DOCS_PAGE.html,
        headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": DOCS_PAGE.policy },
      }),
    }),
    route({
      method: "get",
      path: "/v1/system",
      tag: "system",
      summary:
        "Version, roles, dependencies and time of the replica that answers, the other replicas, and what waits",
      permission: "viewer",
      replies: { 200: system },
      handle: async () => {
        const [dependencies, replicas, queueLag, indexing] = await Promise.all([
          parts.dependencies(),
          unlessAway(parts.replicas()),
          unlessAway(parts.lag()),
          unlessAway(parts.indexing()),
        ]);
        return ok({
          version: parts.version,
          node: process.version,
          api: "v1",
          roles: parts.roles,
          time: time(parts.now()),
          acsUrl: parts.acsUrl() ?? null,
          dependencies: dependencies.map((one) => ({ ...one, since: time(one.since) })),
          budgets: parts.budgets().map((one) => ({ ...one, since: time(one.since) })),
          indexing: indexing ?? null,
          replicas: replicas?.map(showReplica) ?? null,
          queueLag,
        });
      },
    }),
    route({
      method: "get",
      path: "/v1/me",
      tag: "signing in",
      summary: "Who the token belongs to and what it may do",
      permission: "viewer",
      replies: {
        200: z.object({
          id: z.string(),
          name: z.string(),
          role: z.string(),
          scopes: z.array(z.string()),
          permissions: z.array(z.string()),
        }),
      },
      handle: async ({ principal }) => {
        const { id, name, role, scopes } = principal;
        const permissions = (["viewer", "operator", "admin"] as const).filter((wanted) =>
          permits(principal, wanted),
        );
        return ok({ id, name, role, scopes, permissions });
      },
    }),
  ];
}

/** What the store tells, or null while it cannot be reached: the page that says so must not fail with it. */
async function unlessAway<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (asFault(error).code === "store.unavailable") return null;
    throw error;
  }
}

function showReplica({ startedAt, seenAt, ...about }: Replica): object {
  return { ...about, startedAt: time(startedAt), lastSeenAt: time(seenAt) };
}
