import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RequestListener } from "node:http";
import { createApi, createBridge, createFilesServer } from "#bridge";
import {
  asFault,
  type Clock,
  type DeviceStack,
  Fault,
  type Log,
  type Protocol,
  within,
  untilLate,
} from "#core";
import { CWMP_DEFAULTS, createCwmpStack, createStunServer, STUN_DEFAULTS, type CwmpStack } from "#cwmp";
import { createUspStack } from "#usp";
import { isLoopback, type Config } from "./config.ts";
import { watchDependencies } from "./dependencies.ts";
import { groupCredentials, ringCredentials } from "./groups.ts";
import { type Listener, listen } from "./http.ts";
import { withoutPassword } from "./local.ts";
import { keptNotes } from "./platform/notes.ts";
import { derivedKey, keptKey, keptToken } from "./platform/keys.ts";
import { createMetrics } from "./platform/metrics.ts";
import { systemSlicer } from "./platform/slicer.ts";
import { profileFiles } from "./profiles.ts";
import { openTls, type TlsSource } from "./tls.ts";
import { uspConfig } from "./usp.ts";
import { xmppLogin } from "./xmpp.ts";

export interface AppParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly redisUrl: string;
  readonly mqttUrl: string;
}

export interface App {
  /** `api`, `cwmp` and `docs` with their URLs, once started. */
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  readonly adminToken: string;
  start(): Promise<void>;
  /** Ends what is in progress until the signal aborts, then the rest; in the reverse order of the start. */
  stop(signal: AbortSignal): Promise<void>;
  /** Reads certificates and vendor profiles again. */
  reload(): void;
}

/** Clients that follow the event stream or wait for a device are cut then, so that device sessions have time to end. */
const CLIENTS_MS = 1500;

/** After the signal to hurry, a part has this long to be done. */
const LATE_MS = 400;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1024 * 1024;

/** Composes the gateway of all rooms; nothing is opened before `start`. */
export function createApp(config: Config, { clock, log, redisUrl, mqttUrl }: AppParts): App {
  const dataDir = config.CAUSEWAY_DATA_DIR;
  const metrics = createMetrics();
  const slicer = systemSlicer();
  const adminToken = keptToken(dataDir, "admin.token", config.CAUSEWAY_ADMIN_TOKEN);
  const metricsToken = keptToken(dataDir, "metrics.token", config.CAUSEWAY_METRICS_TOKEN);
  const replica = keptToken(dataDir, "replica.id", config.CAUSEWAY_REPLICA)
    .slice(0, 16)
    .replaceAll(/[^A-Za-z0-9]/g, "x");
  const secretKey = keptKey(dataDir, config.CAUSEWAY_SECRET_KEY_FILE);
  const roles = new Set<string>(config.CAUSEWAY_ROLES);
  const stacks = new Map<Protocol, DeviceStack>();
  const bridge = createBridge({
    redis: { url: redisUrl, prefix: config.CAUSEWAY_REDIS_PREFIX },
    clock,
    log,
    metrics,
    slicer,
    config: {
      secretKey,
      partitions: config.CAUSEWAY_PARTITIONS,
      worker: roles.has("worker"),
      served: (["cwmp", "usp"] as const).filter((protocol) => roles.has(protocol)),
      undurableStore: config.CAUSEWAY_REDIS_UNDURABLE,
      about: { version: version(), roles: [...roles] },
      limits: {
        subscriptionsPerSecond: config.CAUSEWAY_SUBSCRIPTIONS_PER_SECOND,
        queuePerDevice: config.CAUSEWAY_QUEUE_PER_DEVICE,
        keepSettledMs: config.CAUSEWAY_OPERATIONS_DAYS * DAY_MS,
        keepFailedMs: config.CAUSEWAY_OPERATIONS_FAILED_DAYS * DAY_MS,
        feedMs: config.CAUSEWAY_EVENTS_DAYS * DAY_MS,
        feedEvents: config.CAUSEWAY_EVENTS_MAX,
        feedBytes: config.CAUSEWAY_EVENTS_MB * MIB,
        settledOperations: config.CAUSEWAY_OPERATIONS_MAX,
        historyBytes: config.CAUSEWAY_HISTORY_MB * MIB,
        historyPoints: config.CAUSEWAY_HISTORY_POINTS,
        batchDevices: config.CAUSEWAY_BATCH_DEVICES_MAX,
        modelBytes: config.CAUSEWAY_MODELS_MB * MIB,
        recorderBytes: config.CAUSEWAY_RECORDER_MB * MIB,
        memoryBytes: config.CAUSEWAY_REDIS_MEMORY_MB * MIB,
      },
      state: {
        replica,
        enrolment: config.CAUSEWAY_ENROLMENT,
        groupCredentials: groupCredentials(config),
        indexedParameters: config.CAUSEWAY_INDEXED_PARAMETERS,
        historyParameters: config.CAUSEWAY_HISTORY_PARAMETERS,
        indexedAttributes: config.CAUSEWAY_INDEXED_ATTRIBUTES,
        quarantineDevices: config.CAUSEWAY_QUARANTINE_MAX,
        quarantineMs: config.CAUSEWAY_QUARANTINE_DAYS * DAY_MS,
        linkUnproven: config.CAUSEWAY_ENROLMENT === "open",
      },
      files: filesConfig(config, secretKey, () => reachable(files?.url)),
    },
    stacks: () => stacks,
  });
  const common = { gateway: bridge.gateway, clock, log, metrics };
  const { rings, post } = bridge;
  const cwmpTls = tlsOf(config, "CWMP", log);
  const apiTls = tlsOf(config, "API", log);
  const filesTls = tlsOf(config, "FILES", log);
  const uspTls = tlsOf(config, "USP_WS", log);
  const recorder = config.CAUSEWAY_RECORDER_MB === 0 ? {} : { recorder: bridge.recorder };
  const profiles = profileFiles(config.CAUSEWAY_PROFILES_DIR);
  const cwmp = createCwmpStack({
    ...common,
    ...recorder,
    profiles,
    slicer,
    rings,
    post,
    config: cwmpConfig(config, cwmpTls, secretKey, replica),
  });
  const stun = createStunServer({ ...common, rings, post, config: stunConfig(config) });
  const usp = createUspStack({
    ...common,
    post,
    notes: keptNotes(dataDir, log),
    config: uspConfig(config, mqttUrl, replica, uspTls),
  });
  stacks.set("cwmp", cwmp).set("usp", usp);
  cwmpTls?.onChange((fresh) => cwmp.reload(fresh));
  uspTls?.onChange((fresh) => usp.reload(fresh));
  const addresses: { readonly name: string; readonly url: string }[] = [];
  const addressOf = (wanted: string): string | undefined =>
    addresses.find(({ name }) => name === wanted)?.url;
  let api: Listener | undefined;
  let files: Listener | undefined;

  /** Nothing that hangs keeps the process from its end. */
  async function ending(signal: AbortSignal, work: Promise<void>): Promise<void> {
    const done = await untilLate(
      clock,
      LATE_MS,
      signal,
      work.then(() => true),
    );
    if (done === undefined) log.error({}, "a part did not stop in time");
  }

  async function startBridge(): Promise<void> {
    try {
      await bridge.start();
    } catch (error) {
      const fault = asFault(error);
      if (fault.code !== "store.unavailable") throw fault;
      const detail = `Redis at ${withoutPassword(redisUrl)} does not answer (${fault.message}); start it, or correct CAUSEWAY_REDIS_URL`;
      throw new Fault("store.unavailable", { detail }, { cause: error });
    }
  }

  async function unready(): Promise<readonly string[]> {
    return (await bridge.ready()) ? [] : ["redis"];
  }

  const dependencies = watchDependencies(clock, [
    { name: "redis", up: () => bridge.ready() },
    ...(roles.has("usp") ? [{ name: "mqtt" as const, up: () => usp.connected("mqtt") }] : []),
    ...(roles.has("usp") && config.CAUSEWAY_STOMP_URL !== undefined
      ? [{ name: "stomp" as const, up: () => usp.connected("stomp") }]
      : []),
    ...(roles.has("cwmp") && "xmpp" in cwmp.servers()
      ? [{ name: "xmpp" as const, up: () => cwmp.servers()["xmpp"] === true }]
      : []),
  ]);

  async function openApi(): Promise<Listener> {
    const handler: RequestListener = createApi(bridge.parts(), {
      slicer,
      clock,
      log,
      metrics,
      adminToken,
      metricsToken,
      version: version(),
      roles: [...roles],
      hosts: config.CAUSEWAY_API_HOSTS,
      stacks: () => stacks,
      unready,
      dependencies: () => dependencies.look(),
      acsUrl: () => config.CAUSEWAY_PUBLIC_CWMP_URL ?? addressOf("cwmp"),
      metricsText: () => metrics.text(),
    });
    const bind = config.CAUSEWAY_API_BIND ?? config.CAUSEWAY_BIND;
    const port = config.CAUSEWAY_API_PORT;
    return listen({ name: "api", bind, port, tls: apiTls, handler, log, metrics });
  }

  async function openFiles(): Promise<Listener> {
    const handler = createFilesServer(bridge.parts().files, {
      clock,
      log,
      metrics,
      basicOverHttp: config.CAUSEWAY_FILES_BASIC_OVER_HTTP,
      maxTransfers: config.CAUSEWAY_FILES_MAX_TRANSFERS,
    });
    const bind = config.CAUSEWAY_FILES_BIND ?? config.CAUSEWAY_BIND;
    const port = config.CAUSEWAY_FILES_PORT;
    return listen({ name: "files", bind, port, tls: filesTls, handler, log, metrics });
  }

  return {
    addresses,
    adminToken,
    async start() {
      if (config.CAUSEWAY_INSECURE_TRANSPORT) {
        log.warn({}, "listeners off loopback may speak without TLS");
        metrics.gauge("causeway_insecure_transport", 1);
      }
      await startBridge();
      dependencies.start();
      if (roles.has("stun")) {
        await stun.start();
        addresses.push({ name: "stun", url: stunUrl(stun.address()) });
      }
      // Before devices come: what they are given to fetch is there.
      if (roles.has("files")) files = await openFiles();
      if (roles.has("cwmp")) {
        await cwmp.start();
        addresses.push({ name: "cwmp", url: acsUrl(cwmp.address(), cwmpTls !== undefined) });
        const notified = cwmp.notifications();
        if (notified !== undefined) addresses.push({ name: "notifications", url: udpUrl(notified) });
      }
      if (roles.has("usp")) {
        await usp.start();
        const websocket = usp.websocketUrl();
        if (websocket !== undefined) addresses.push({ name: "usp-ws", url: websocket });
      }
      if (roles.has("api")) {
        api = await openApi();
        addresses.unshift({ name: "api", url: api.url });
        addresses.push({ name: "docs", url: `${api.url}/docs` });
      }
      if (files !== undefined) addresses.push({ name: "files", url: files.url });
    },
    async stop(signal) {
      const listeners = [api, files].filter((listener) => listener !== undefined);
      const closing = (hurry: AbortSignal) => Promise.all(listeners.map((listener) => listener.close(hurry)));
      await within(clock, CLIENTS_MS, closing, signal);
      const running = [...stacks.values()].filter(({ protocol }) => roles.has(protocol));
      const ended = await Promise.allSettled(running.map((stack) => ending(signal, stack.stop(signal))));
      for (const outcome of ended) {
        if (outcome.status === "fulfilled") continue;
        log.error({ error: asFault(outcome.reason) }, "a stack did not stop cleanly");
      }
      stun.stop();
      dependencies.stop();
      await ending(signal, bridge.stop());
      cwmpTls?.close();
      apiTls?.close();
      filesTls?.close();
      uspTls?.close();
    },
    reload() {
      cwmpTls?.reload();
      uspTls?.reload();
      apiTls?.reload();
      reprofile(cwmp, config, log);
      filesTls?.reload();
    },
  };
}

/** What is wrong with new profiles is told, and the old ones stay. */
function reprofile(cwmp: CwmpStack, config: Config, log: Log): void {
  try {
    cwmp.reprofile(profileFiles(config.CAUSEWAY_PROFILES_DIR));
    log.info({ folder: config.CAUSEWAY_PROFILES_DIR }, "vendor profiles loaded");
  } catch (error) {
    log.error({ error: asFault(error) }, "vendor profiles refused, the old ones stay");
  }
}

function tlsOf(
  config: Config,
  listener: "API" | "CWMP" | "FILES" | "USP_WS",
  log: Log,
): TlsSource | undefined {
  const cert = config[`CAUSEWAY_${listener}_TLS_CERT`] ?? config.CAUSEWAY_TLS_CERT;
  const key = config[`CAUSEWAY_${listener}_TLS_KEY`] ?? config.CAUSEWAY_TLS_KEY;
  const ca = config[`CAUSEWAY_${listener}_TLS_CA`] ?? config.CAUSEWAY_TLS_CA;
  if (cert === undefined || key === undefined) return undefined;
  return openTls({ cert, key, ...(ca === undefined ? {} : { ca }) }, log);
}

/** A listener on every address of the machine does not say by which one devices reach it. */
function reachable(url: string | undefined): string | undefined {
  return url === undefined || /^https?:\/\/(?:0\.0\.0\.0|\[::\]):/.test(url) ? undefined : url;
}

function filesConfig(config: Config, secretKey: Buffer, listening: () => string | undefined) {
  const roles = new Set<string>(config.CAUSEWAY_ROLES);
  return {
    directory: config.CAUSEWAY_FILES_DIR ?? join(config.CAUSEWAY_DATA_DIR, "files"),
    key: derivedKey(secretKey, "file transfers"),
    address: () => config.CAUSEWAY_PUBLIC_FILES_URL ?? listening(),
    totalBytes: config.CAUSEWAY_FILES_MB * MIB,
    totalFiles: config.CAUSEWAY_FILES_MAX,
    fileBytes: config.CAUSEWAY_FILES_MAX_MB * MIB,
    deviceFileBytes: config.CAUSEWAY_FILES_UPLOAD_MB * MIB,
    perDevice: config.CAUSEWAY_FILES_PER_DEVICE,
    deviceFileMs: config.CAUSEWAY_FILES_UPLOAD_DAYS * DAY_MS,
    freeBytes: config.CAUSEWAY_FILES_FREE_MB * MIB,
    windowMs: config.CAUSEWAY_FILES_WINDOW_HOURS * HOUR_MS,
    credentials: config.CAUSEWAY_FILES_CREDENTIALS,
    sweeps: roles.has("api") || roles.has("files"),
  };
}

function cwmpConfig(
  config: Config,
  tls: TlsSource | undefined,
  secretKey: Buffer,
  replica: string,
): Parameters<typeof createCwmpStack>[0]["config"] {
  const xmpp = xmppLogin(config, replica);
  return {
    ...CWMP_DEFAULTS,
    bind: config.CAUSEWAY_CWMP_BIND ?? config.CAUSEWAY_BIND,
    port: config.CAUSEWAY_CWMP_PORT,
    ...(tls === undefined ? {} : { tls: tls.options }),
    tlsLegacy: config.CAUSEWAY_CWMP_TLS_LEGACY,
    basicOverHttp: config.CAUSEWAY_CWMP_BASIC_OVER_HTTP,
    enrolment: config.CAUSEWAY_ENROLMENT,
    groupCredentials: groupCredentials(config).length > 0,
    clientCertificate: config.CAUSEWAY_CWMP_CLIENT_CERTIFICATE,
    certificateForms: config.CAUSEWAY_CWMP_CERTIFICATE_NAMES,
    digest: config.CAUSEWAY_CWMP_DIGEST,
    ...(config.CAUSEWAY_CWMP_PROXY_AUTH_HEADER === undefined
      ? {}
      : { proxyAuthHeader: config.CAUSEWAY_CWMP_PROXY_AUTH_HEADER }),
    informInterval: config.CAUSEWAY_CWMP_INFORM_INTERVAL,
    ...(xmpp === undefined ? {} : { xmpp }),
    cpeNetworks: config.CAUSEWAY_CPE_NETWORKS,
    trustedProxies: config.CAUSEWAY_TRUSTED_PROXIES,
    ringCredentials: ringCredentials(config),
    ...publicStun(config),
    ...(config.CAUSEWAY_CWMP_NOTIFICATIONS
      ? { notificationPort: config.CAUSEWAY_CWMP_NOTIFICATION_PORT }
      : {}),
    provisionCredentials: config.CAUSEWAY_CWMP_PROVISION_CREDENTIALS,
    nonceKey: derivedKey(secretKey, "digest nonces"),
    limits: { ...CWMP_DEFAULTS.limits, sessions: config.CAUSEWAY_CWMP_MAX_SESSIONS },
  };
}

function stunConfig(config: Config): Parameters<typeof createStunServer>[0]["config"] {
  return {
    ...STUN_DEFAULTS,
    bind: config.CAUSEWAY_STUN_BIND ?? config.CAUSEWAY_BIND,
    port: config.CAUSEWAY_STUN_PORT,
    auth: config.CAUSEWAY_STUN_AUTH,
  };
}

/** A server on loopback is reached by its own address; of any other one only the operator knows how CPEs see it. */
function publicStun(config: Config): { publicStun?: { readonly host: string; readonly port: number } } {
  const host = config.CAUSEWAY_STUN_BIND ?? config.CAUSEWAY_BIND;
  const port = config.CAUSEWAY_STUN_PORT;
  const own = config.CAUSEWAY_ROLES.some((role) => role === "stun") && isLoopback(host) && port !== 0;
  const told = config.CAUSEWAY_PUBLIC_STUN ?? (own ? { host, port } : undefined);
  return told === undefined ? {} : { publicStun: told };
}

/** [RFC 7064] */
function stunUrl(at: Place): string {
  return `stun:${placeText(at)}`;
}

function udpUrl(at: Place): string {
  return `udp://${placeText(at)}`;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function placeText({ host, port }: Place): string {
  return `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}

function acsUrl({ host, port }: { readonly host: string; readonly port: number }, secure: boolean): string {
  return `${secure ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}

/** Of package.json, which stands beside `src/` and beside `dist/`. */
function version(): string {
  for (const place of ["../package.json", "../../package.json"]) {
    try {
      const { name, version: found } = JSON.parse(
        readFileSync(new URL(place, import.meta.url), "utf8"),
      ) as Record<string, string>;
      if (name === "causeway" && found !== undefined) return found;
    } catch {
      // Not at this place: the other one is tried.
    }
  }
  return "0.0.0";
}
