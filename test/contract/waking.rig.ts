import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCpe, devicePlan, homeOf, type Cpe, type CpeOptions, Tree, wakeable } from "#sim";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { apiClient, until, type ApiClient, type Json } from "./api.ts";
import { REBOOT_MS } from "./rig.ts";

/** Replicas of one installation in this process, each with a STUN server, and boxes that inform to the first. */
export interface WakingStand {
  readonly api: ApiClient;
  /** Starts a replica, again where it was when it was started before. */
  start(name: string): Promise<void>;
  stopOne(name: string): Promise<void>;
  urlOf(name: string, listener: string): string;
  /** A box behind a NAT, onboarded: its connection request URL is one that nobody reaches. */
  readonly box: (options?: Partial<CpeOptions>) => Promise<Box>;
  stop(): Promise<void>;
}

export interface Box {
  readonly id: string;
  readonly cpe: Cpe;
  /** Sets parameters below ManagementServer. */
  readonly manage: (values: Readonly<Record<string, string>>) => Promise<void>;
  /** It has a binding at the STUN server that its onboarding told it. */
  readonly bound: () => Promise<void>;
  /** Makes it talk to the STUN server of another replica, and waits until that knows it. */
  readonly move: (replica: string) => Promise<void>;
  /** `wake` of the device. */
  readonly wake: () => Promise<Json>;
  /** Rings it once. */
  readonly ring: () => Promise<Json>;
  /** A read that needs a session; the answer's status. */
  readonly read: () => Promise<number>;
}

let boxes = 0;

export async function wakingStand(flags: readonly string[] = []): Promise<WakingStand> {
  const run = randomBytes(4).toString("hex");
  const dir = mkdtempSync(join(tmpdir(), "causeway-waking-"));
  writeFileSync(join(dir, "key"), randomBytes(32));
  const apps = new Map<string, App>();
  const ports = new Map<string, number>();
  const cpes: Cpe[] = [];

  async function start(name: string): Promise<void> {
    const stunPort = ports.get(name) ?? (await freeUdpPort());
    ports.set(name, stunPort);
    const options = {
      enrolment: "open",
      replica: name,
      roles: "cwmp,api,worker,stun",
      "api-port": 0,
      "cwmp-port": 0,
      "stun-port": stunPort,
      "data-dir": join(dir, name),
      "secret-key-file": join(dir, "key"),
      "redis-prefix": `wk-${run}`,
      "log-level": "silent",
      partitions: 4,
    };
    const given = Object.entries(options).map(([key, value]) => `--${key}=${String(value)}`);
    const config = readConfig([...given, ...flags], {});
    const app = createApp(config, {
      clock,
      log: createLog("silent"),
      redisUrl: redisUrl(),
      mqttUrl: mqttUrl(),
    });
    await app.start();
    apps.set(name, app);
  }

  const urlOf = (name: string, listener: string): string =>
    apps.get(name)?.addresses.find((address) => address.name === listener)?.url ?? "";

  await start("one");
  const api = apiClient(urlOf("one", "api"), apps.get("one")?.adminToken ?? "");

  async function box(options: Partial<CpeOptions> = {}): Promise<Box> {
    const plain = homeOf(7_000 + boxes++);
    const home = { ...plain, serialNumber: plain.serialNumber + run };
    const tree = new Tree(wakeable(devicePlan(home, { cwmp: true })));
    const cpe = createCpe({
      acsUrl: urlOf("one", "cwmp"),
      clock,
      tree,
      rebootMs: REBOOT_MS,
      timeoutMs: 5000,
      nat: { address: "192.168.1.23", port: 7547 },
      ...options,
    });
    cpes.push(cpe);
    await cpe.start();
    const id = await until("it is onboarded", async () => {
      const { body } = await api.call("GET", `/v1/devices?q=${home.serialNumber}`);
      const [first] = (body["items"] ?? []) as Json[];
      if (first === undefined) return undefined;
      const { body: ledger } = await api.call(
        "GET",
        `/v1/operations?device=${String(first["id"])}&type=onboard`,
      );
      const [onboard] = ledger["items"] as Json[];
      return onboard?.["state"] === "succeeded" ? String(first["id"]) : undefined;
    });
    return boxOf(id, cpe);
  }

  function boxOf(id: string, cpe: Cpe): Box {
    const value = (name: string): string => cpe.tree.value(`Device.ManagementServer.${name}`);
    const manage = async (values: Readonly<Record<string, string>>): Promise<void> => {
      const operation = { type: "set", updates: [{ path: "Device.ManagementServer.", params: values }] };
      const { status, body } = await api.call("POST", `/v1/devices/${id}/operations`, operation, {
        Prefer: "wait=15",
      });
      if (body["state"] !== "succeeded")
        throw new TypeError(`the set was answered ${String(status)} ${JSON.stringify(body)}`);
    };
    return {
      id,
      cpe,
      manage,
      async bound() {
        await until("it is bound", () => value("UDPConnectionRequestAddress") || undefined);
      },
      async move(replica) {
        const [host = "", port = ""] = new URL(urlOf(replica, "stun")).pathname.split(":");
        const before = cpe.journal.of("stunAnswered").length;
        await manage({ STUNServerAddress: host, STUNServerPort: port });
        await until("it is bound there", () =>
          cpe.journal
            .of("stunAnswered")
            .slice(before)
            .find(({ facts }) => facts["address"] !== undefined),
        );
      },
      async wake() {
        const { body } = await api.call("GET", `/v1/devices/${id}`);
        return (body["wake"] ?? {}) as Json;
      },
      async ring() {
        return (await api.call("POST", `/v1/devices/${id}:wake`, {})).body;
      },
      async read() {
        const path = encodeURIComponent("Device.DeviceInfo.UpTime");
        const url = `/v1/devices/${id}/parameters?path=${path}&maxAge=0`;
        return (await api.call("GET", url, undefined, { Prefer: "wait=8" })).status;
      },
    };
  }

  async function stopOne(name: string): Promise<void> {
    await apps.get(name)?.stop(AbortSignal.timeout(2000));
    apps.delete(name);
  }

  return {
    api,
    start,
    stopOne,
    urlOf,
    box,
    async stop() {
      for (const cpe of cpes) cpe.stop();
      for (const name of apps.keys()) await stopOne(name);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A port that a replica has again after its restart. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
