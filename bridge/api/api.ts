import type { RequestListener } from "node:http";
import { timingSafeEqual, createHash } from "node:crypto";
import {
  asFault,
  type Clock,
  type DeviceId,
  type DeviceStack,
  type Log,
  type Metrics,
  type Protocol,
  type Slicer,
} from "#core";
import type { BridgeParts } from "../bridge.ts";
import { newestPosition } from "../events/read.ts";
import { adminRoutes } from "./admin.routes.ts";
import { attentionRoutes } from "./attention.routes.ts";
import { batchRoutes } from "./batches.routes.ts";
import { createAttempts } from "./attempts.ts";
import { createAudit } from "./audit.ts";
import { enrolmentRoutes } from "./enrolment.routes.ts";
import { fileRoutes } from "./files.routes.ts";
import { uploadRoutes } from "./uploads.routes.ts";
import { fieldRoutes } from "./fields.routes.ts";
import { modelRoutes } from "./model.routes.ts";
import { secretRoutes } from "./secrets.routes.ts";
import { deviceRoutes } from "./devices.routes.ts";
import { endpointRoutes } from "./endpoints.routes.ts";
import { eventRoutes } from "./events.routes.ts";
import { fleetRoutes } from "./fleet.routes.ts";
import { createGate, type Gate } from "./gate.ts";
import { auditMatcher, countMatcher, eventMatcher, fileMatcher, typeMatcher } from "./matcher.ts";
import { openApiDocument } from "./openapi.ts";
import { operationsOf } from "./operation.parts.ts";
import { operationRoutes } from "./operations.routes.ts";
import { historyRoutes } from "./history.routes.ts";
import { importRoutes } from "./imports.routes.ts";
import { parameterRoutes } from "./parameters.routes.ts";
import { permissionText } from "./principal.ts";
import { handoverRoutes } from "./handover.routes.ts";
import { redirectRoutes } from "./redirects.routes.ts";
import { strandedDevices } from "./redirect.attention.ts";
import { createRateLimit, RATE, type Rate } from "./rate.ts";
import type { Route } from "./route.ts";
import { sessionRoutes } from "./sessions.routes.ts";
import { createServer } from "./server.ts";
import { trustRoutes } from "./trust.routes.ts";
import { vendorProfileOf, vendorRoutes } from "./vendor.routes.ts";
import { submitRoutes } from "./submit.routes.ts";
import { subscriptionRoutes } from "./subscriptions.routes.ts";
import { type Dependency, systemRoutes } from "./system.routes.ts";
import { createTokens } from "./tokens.ts";

export interface ApiOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly adminToken: string;
  readonly metricsToken: string;
  readonly version: string;
  /** What this replica does; default: everything. */
  readonly roles?: readonly string[];
  /** Names, besides those of loopback, that a loopback listener answers to: a proxy's. Default none. */
  readonly hosts?: readonly string[];
  /** How often one token may ask; default `RATE`. */
  readonly rate?: Rate;
  /** How often a minute one peer may ask without a valid token; default `ATTEMPTS`. */
  readonly attempts?: number;
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
  /** Lets others run while a large answer is made; absent: nothing is sliced. */
  readonly slicer?: Slicer;
  unready(): Promise<readonly string[]>;
  dependencies(): Promise<readonly Dependency[]>;
  acsUrl(): string | undefined;
  metricsText(): Promise<string>;
}

const ALL_ROLES = ["cwmp", "usp", "api", "worker", "files"] as const;

/** The northbound API on the parts of a started bridge, as a request listener. */
export function createApi(bridge: BridgeParts, options: ApiOptions): RequestListener {
  const { clock, log, metrics } = options;
  const tokens = createTokens(bridge.scripts.client, bridge.keys, clock, options.adminToken);
  const audit = createAudit(bridge.scripts.client, bridge.keys, clock, log);
  const gate = createGate(tokens, sameAs(options.metricsToken));
  const routes: readonly Route[] = apiRoutes(bridge, options, tokens, audit, gate);
  const limit = createRateLimit(clock, options.rate ?? RATE);
  const attempts = createAttempts(clock, options.attempts);
  const hosts = (options.hosts ?? []).map((name) => name.toLowerCase());
  return createServer({ routes, gate, limit, attempts, hosts, audit, clock, log, metrics });
}

/** The table of all routes. Making it does nothing, so documents can be made of it without a store. */
function apiRoutes(
  bridge: BridgeParts,
  options: ApiOptions,
  tokens: ReturnType<typeof createTokens>,
  audit: ReturnType<typeof createAudit>,
  gate: Gate,
): readonly Route[] {
  const { operations, state, events, dispatch } = bridge;
  const resolve = (ref: string) => state.resolve(ref);
  const knowledge = (device: DeviceId, protocol?: Protocol) => state.knowledge(device, protocol);
  const { slicer, clock } = options;
  const common = { stacks: () => options.stacks(), resolve, knowledge, clock, slicer };
  const ledger = operationsOf(bridge, common, options.clock);
  const fileParts = {
    files: bridge.files,
    clock: options.clock,
    matcher: fileMatcher(options.clock),
    count: async (filter: string) => (await state.list({ filter, limit: 0, count: true })).total ?? 0,
  };
  const routes: Route[] = [
    ...deviceRoutes({
      state,
      clock: options.clock,
      counters: (devices) => operations.counters(devices),
      wake: async (device) =>
        device.activeProtocol === undefined ? undefined : dispatch.force(device.id, device.activeProtocol),
      logins: () => options.stacks().get("usp")?.logins,
      vendorProfile: (device) => vendorProfileOf(device, options.stacks()),
      queued: ({ id, protocols }) => {
        for (const protocol of protocols) dispatch.queued(id, protocol);
      },
    }),
    ...parameterRoutes({
      ...common,
      async read(device, paths, { actor, waitMs, signal }) {
        const operation = { type: "get", paths, maxDepth: 0 } as const;
        const { id } = await operations.submit({ device, operation, actor });
        const record = await operations.wait(id, waitMs, signal);
        return { id, ...(record === undefined ? {} : { record }) };
      },
    }),
    ...endpointRoutes({
      doctor: () => options.stacks().get("usp")?.doctor,
      async find(value) {
        const device = await state.find({ scheme: "usp", value });
        return device === undefined ? undefined : state.device(device);
      },
    }),
    ...trustRoutes({
      ...common,
      trusts: () => options.stacks().get("usp")?.trusts,
      async onboard(device, actor) {
        await operations.submit({ device, operation: { type: "onboard", protocol: "usp" }, actor });
      },
    }),
    ...historyRoutes({
      clock,
      device: (ref) => state.device(ref),
      history: (device, query) => state.history(device, query),
    }),
    ...modelRoutes(common),
    ...secretRoutes({ ...common, operations: ledger, device: (ref) => state.device(ref) }),
    ...submitRoutes(ledger),
    ...operationRoutes(ledger),
    ...batchRoutes({
      ...ledger,
      batches: bridge.batches,
      first: async (filter, most) => (await state.list({ filter, limit: most })).items.map(({ id }) => id),
      devices: (ids) => state.devices(ids),
    }),
    ...eventRoutes({
      ...common,
      log: options.log,
      bus: events.bus,
      allowed: (request) =>
        gate.identify(request, "viewer").then(
          () => true,
          // While the store is gone nobody can tell; the stream then has nothing to give away either.
          (error) => asFault(error).code === "store.unavailable",
        ),
      metrics: options.metrics,
      page: (query) => events.page(query),
      newest: () => newestPosition(bridge.scripts.client, bridge.keys),
      eventMatcher: eventMatcher(options.clock),
    }),
    ...fleetRoutes({
      state,
      operations: () => operations.counts(),
      events: (wanted) => events.tally(wanted),
      eventCounts: (match) => events.counts(match),
      typeMatcher: typeMatcher(options.clock),
      countMatcher: countMatcher(options.clock),
      eventMatcher: eventMatcher(options.clock),
    }),
    ...fieldRoutes(state, bridge.indexed),
    ...fileRoutes(fileParts),
    ...uploadRoutes(fileParts),
    ...enrolmentRoutes(bridge.rules),
    ...subscriptionRoutes({
      subscriptions: () => bridge.subscriptions,
      list: (query) => state.list(query),
      device: (ref) => state.device(ref),
      filtersOf: (device, filters) => state.filtersOf(device, filters),
      idempotent: (request, work) => operations.idempotent(request, work),
    }),
    ...vendorRoutes(() => options.stacks()),
    ...handoverRoutes({
      device: (ref) => state.device(ref),
      knowledge,
      logins: (device) => state.logins(device),
    }),
    ...redirectRoutes({
      redirects: state.redirects,
      resolve,
      acsUrl: () => options.acsUrl(),
      counters: (devices) => operations.counters(devices),
      queued: (device) => dispatch.queued(device, "cwmp"),
      idempotent: (request, work) => operations.idempotent(request, work),
    }),
    ...importRoutes({
      imports: bridge.imports,
      clock: options.clock,
      idempotent: (request, work) => operations.idempotent(request, work),
    }),
    ...adminRoutes(tokens, audit, auditMatcher(options.clock)),
    ...sessionRoutes({ recordings: bridge.recordings, resolve }),
    ...attentionRoutes({
      stranded: strandedDevices((query) => state.list(query), options.clock),
      dependencies: () => options.dependencies(),
      budgets: () => bridge.budgets(),
      warnings: () => [...options.stacks().values()].flatMap((stack) => stack.warnings?.() ?? []),
    }),
    ...systemRoutes({
      version: options.version,
      roles: options.roles ?? ALL_ROLES,
      now: () => options.clock.now(),
      replicas: () => bridge.replicas(),
      lag: () => bridge.lag(),
      budgets: () => bridge.budgets(),
      indexing: () => bridge.indexing(),
      unready: () => options.unready(),
      dependencies: () => options.dependencies(),
      acsUrl: () => options.acsUrl(),
      metricsText: () => options.metricsText(),
      document: () => (document ??= openApiDocument(routes, options.version)),
    }),
  ];
  let document: unknown;
  return routes;
}

/** One line for each route, for the reference pages. */
export interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly summary: string;
}

/** Every route of the API, without anything being started. */
export function routeRows(): readonly RouteRow[] {
  // Routes are data until they are called, so none of the parts behind them is needed to list them.
  const nothing = {} as never;
  const parts = {
    operations: nothing,
    state: nothing,
    events: {},
    dispatch: nothing,
    rules: nothing,
    recordings: nothing,
    files: {},
    imports: nothing,
    batches: nothing,
    indexed: { indexedAttributes: [], indexedParameters: [] },
  } as unknown as BridgeParts;
  return apiRoutes(parts, { clock: nothing } as unknown as ApiOptions, nothing, nothing, nothing).map(
    ({ method, path, permission, summary }) => ({
      method,
      path,
      permission: permissionText(permission),
      summary,
    }),
  );
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function sameAs(token: string): (given: string) => boolean {
  const wanted = digest(token);
  return (given) => timingSafeEqual(digest(given), wanted);
}
