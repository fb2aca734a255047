import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Agent,
  type AgentOptions,
  type Cpe,
  equalAgent,
  equalFleet,
  type EqualFleet,
  type EqualFleetOptions,
  type Journal,
  KnockServer,
  type Tree,
} from "#sim";
import type { Log } from "#core";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { freePort } from "../../src/platform/services.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { type Answer, apiClient, type ApiClient, type Json, until } from "./api.ts";

/** The three kinds of device the gateway must not let a client tell apart. */
export const KINDS = ["TR-098 CPE", "TR-181 CPE", "USP agent"] as const;
export type Kind = (typeof KINDS)[number];

/** CPEs tell whole seconds: two boots within one would be the same boot, told twice. */
export const REBOOT_MS = 1100;

/** One device of the stand, seen from both ends. */
export interface Subject {
  readonly kind: Kind;
  readonly id: string;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly cpe?: Cpe;
  readonly agent?: Agent;
  /** The writes the device really executed, in order, by name of the request on its wire. */
  writes(): readonly string[];
  /** Everything the device was asked, executed or not. */
  asked(): readonly string[];
  /** The path of a TR-181 parameter as this device stores it. */
  native(path: string): string;
  change(path: string, value: string): void;
  /** Powers the device on again after `off`. */
  on(): Promise<void>;
  off(): void;
}

export interface Stand {
  readonly api: ApiClient;
  readonly apiUrl: string;
  /** The admin's. */
  readonly token: string;
  /** Where CPEs inform. */
  readonly acsUrl: string;
  /** Where agents are, and how they find their controller. */
  readonly usp: Pick<EqualFleetOptions, "mqttUrl" | "controllerId" | "controllerTopic" | "agentTopic">;
  readonly fleet: EqualFleet;
  readonly subjects: readonly Subject[];
  of(kind: Kind): Subject;
  /** `POST /v1/devices/{id}/operations`, waiting for the end. */
  operate(subject: Subject, operation: Json, wait?: number): Promise<Answer>;
  /** Values below a path as `path → value`. */
  values(subject: Subject, path: string, live?: boolean): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

const WRITES = new Set([
  "SetParameterValues",
  "AddObject",
  "DeleteObject",
  "Reboot",
  "FactoryReset",
  "set",
  "add",
  "delete",
  "operate",
]);

/** Instead of what the run has. */
export interface Own {
  readonly redisUrl?: string;
  readonly log?: Log;
  /** Where the agent is, when that is not MQTT. */
  readonly broker?: Partial<Stand["usp"]>;
  readonly login?: Pick<AgentOptions, "username" | "password">;
  readonly session?: EqualFleetOptions["session"];
  /** The agent speaks over WebSocket: it `dials` the gateway, or `waits` for it. */
  readonly websocket?: "dials" | "waits";
}

/** The whole gateway in this process, on servers of this run under names of its own, with one equal fleet on it. `before` runs when the devices have been heard, before their onboarding is waited for. */
export async function openStand(
  index: number,
  flags: readonly string[] = [],
  before: (stand: Stand) => Promise<void> = () => Promise.resolve(),
  own: Own = {},
): Promise<Stand> {
  const run = randomBytes(4).toString("hex");
  const dataDir = mkdtempSync(join(tmpdir(), "causeway-contract-"));
  const topic = `contract/${run}/controller`;
  const options = {
    enrolment: "open",
    "api-port": 0,
    "files-port": 0,
    "usp-ws-port": 0,
    "cwmp-port": 0,
    "stun-port": 0,
    "data-dir": dataDir,
    "redis-prefix": `ct-${run}`,
    "usp-topic": topic,
    "usp-agent-topic": `contract/${run}/{endpointId}`,
    "log-level": "silent",
    partitions: 4,
  };
  const agentPort = own.websocket === "waits" ? await freePort() : 0;
  const called =
    agentPort === 0 ? {} : { "usp-ws-agents": `${equalAgent(index)}=ws://127.0.0.1:${agentPort}/usp` };
  const given = Object.entries({ ...options, ...called }).map(([key, value]) => `--${key}=${value}`);
  const config = readConfig([...given, ...flags], {});
  const app = createApp(config, {
    clock,
    log: own.log ?? createLog("silent"),
    redisUrl: own.redisUrl ?? redisUrl(),
    mqttUrl: mqttUrl(),
  });
  await app.start();
  const urlOf = (name: string): string => app.addresses.find((address) => address.name === name)?.url ?? "";
  const api = apiClient(urlOf("api"), app.adminToken);
  const knocks = new KnockServer();
  await knocks.start();
  const sockets = { dials: urlOf("usp-ws"), waits: `listen://127.0.0.1:${agentPort}` };
  const usp = {
    mqttUrl: own.websocket === undefined ? mqttUrl() : sockets[own.websocket],
    controllerId: config.CAUSEWAY_USP_ENDPOINT_ID,
    controllerTopic: topic,
    agentTopic: `contract/${run}/{endpointId}`,
    ...own.broker,
  };
  const fleet = equalFleet({
    clock,
    acsUrl: urlOf("cwmp"),
    ...usp,
    index,
    ...(own.session === undefined ? {} : { session: own.session }),
    cpe: { knocks, rebootMs: REBOOT_MS, workMs: 50, timeoutMs: 5000 },
    agent: { rebootMs: REBOOT_MS, workMs: 50, pollMs: 100, reconnectMs: 100, ...own.login },
  });
  await Promise.all([fleet.igd.start(), fleet.device.start(), fleet.agent.start()]);
  const subjects = [
    cpeSubject("TR-098 CPE", fleet.igd, await idOf(api, fleet.igd.serialNumber)),
    cpeSubject("TR-181 CPE", fleet.device, await idOf(api, fleet.device.serialNumber)),
    agentSubject(fleet.agent, await idOf(api, fleet.agent.endpointId)),
  ];
  const stand: Stand = {
    api,
    apiUrl: urlOf("api"),
    token: app.adminToken,
    acsUrl: urlOf("cwmp"),
    usp,
    fleet,
    subjects,
    of: (kind) => subjects[KINDS.indexOf(kind)]!,
    operate: (subject, operation, wait = 10) =>
      api.call("POST", `/v1/devices/${subject.id}/operations`, operation, { Prefer: `wait=${wait}` }),
    async values(subject, path, live = false) {
      const age = live ? "&maxAge=0" : "";
      const { body } = await api.call(
        "GET",
        `/v1/devices/${subject.id}/parameters?limit=1000&path=${encodeURIComponent(path)}${age}`,
      );
      return Object.fromEntries(
        (body["items"] as Json[]).map((item) => [String(item["path"]), item["value"]]),
      );
    },
    async stop() {
      fleet.stop();
      await knocks.stop();
      await app.stop(AbortSignal.timeout(2000));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await before(stand);
  await settled(stand);
  return stand;
}

async function idOf(api: ApiClient, prefix: string): Promise<string> {
  return until(`${prefix} is listed`, async () => {
    const { body } = await api.call("GET", `/v1/devices?q=${encodeURIComponent(prefix)}`);
    const [first] = (body["items"] ?? []) as Json[];
    return first === undefined ? undefined : String(first["id"]);
  });
}

/** Onboarding of every device is over. */
async function settled({ api, subjects }: Stand): Promise<void> {
  for (const { id, kind } of subjects) {
    await until(`${kind} is onboarded`, async () => {
      const { body } = await api.call("GET", `/v1/operations?device=${id}&type=onboard`);
      const [first] = body["items"] as Json[];
      return first?.["state"] === "succeeded" ? first : undefined;
    });
  }
}

function cpeSubject(kind: Kind, cpe: Cpe, id: string): Subject {
  const { tree, journal } = cpe;
  const names = (what: string): string[] => journal.of(what).map(({ facts }) => String(facts["rpc"]));
  return {
    kind,
    id,
    tree,
    journal,
    cpe,
    writes: () => names("executed").filter((rpc) => WRITES.has(rpc)),
    asked: () => names("asked"),
    native: (path) => (kind === "TR-098 CPE" ? (NATIVE[path] ?? path) : path),
    change: (path, value) => cpe.change(path, value),
    on: async () => void (await cpe.start(["1 BOOT"])),
    off: () => cpe.stop(),
  };
}

function agentSubject(agent: Agent, id: string): Subject {
  const { tree, journal } = agent;
  const names = (what: string): string[] => journal.of(what).map(({ facts }) => String(facts["message"]));
  return {
    kind: "USP agent",
    id,
    tree,
    journal,
    agent,
    writes: () => names("executed").filter((message) => WRITES.has(message)),
    asked: () => names("asked"),
    native: (path) => path,
    change: (path, value) => agent.change(path, value),
    on: () => agent.start(),
    off: () => agent.stop(),
  };
}

/** Where the simulated TR-098 gateway keeps the parameters that tests change behind the gateway's back. */
const NATIVE: Readonly<Record<string, string>> = {
  "Device.DeviceInfo.SoftwareVersion": "InternetGatewayDevice.DeviceInfo.SoftwareVersion",
  "Device.WiFi.SSID.1.SSID": "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID",
};
