import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createApi, createBridge, type ApiOptions, type Bridge, type BridgeConfig } from "#bridge";
import {
  unmetered,
  type Clock,
  type Contact,
  type DeviceId,
  type DeviceStack,
  type Json,
  type Log,
  type LogFields,
  type Metrics,
  type Protocol,
} from "#core";
import { watchDependencies } from "../../src/dependencies.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { filesConfig } from "../files/config.ts";
import { redisUrl } from "../services.ts";
import { box, boxStack, type Box, type BoxStack } from "./box.rig.ts";

export const ADMIN = "admin-token-of-the-tests";
export const METRICS = "metrics-token-of-the-tests";

/** The real time, that can be moved forwards: timers whose time has come by it run at once. */
export interface ShiftClock extends Clock {
  move(ms: number): void;
}

export function shiftClock(): ShiftClock {
  let shift = 0;
  const timers = new Map<symbol, { readonly at: number; readonly run: () => void }>();
  const now = (): number => systemClock.now() + shift;
  return {
    now,
    after(ms, run) {
      const id = Symbol("timer");
      const fire = (): void => {
        if (!timers.delete(id)) return;
        cancel();
        run();
      };
      const cancel = systemClock.after(ms, fire);
      timers.set(id, { at: now() + ms, run: fire });
      return () => {
        timers.delete(id);
        cancel();
      };
    },
    move(ms) {
      shift += ms;
      for (const { at, run } of timers.values()) if (at <= now()) run();
    },
  };
}

export interface Line extends LogFields {
  readonly level: string;
  readonly message: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into with expectations
  readonly json: any;
}

export interface Ask {
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiRig {
  readonly bridge: Bridge;
  readonly url: string;
  readonly clock: ShiftClock;
  readonly usp: BoxStack;
  readonly cwmp: BoxStack;
  readonly lines: Line[];
  readonly counts: { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  call(method: string, path: string, ask?: Ask): Promise<Reply>;
  /** The same as the bootstrap admin. */
  admin(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  /** A token of this role, made through the API. */
  token(role: string, scopes?: readonly string[]): Promise<string>;
  contact(protocol: Protocol, more?: Partial<Contact>): Contact;
  /** An accepted device that was onboarded. */
  device(protocol?: Protocol, values?: Box, more?: Partial<Contact>): Promise<DeviceId>;
  close(): Promise<void>;
}

export const VALUES = {
  "Device.DeviceInfo.SoftwareVersion": "1.0",
  "Device.DeviceInfo.UpTime": 7,
  "Device.WiFi.SSID.1.Alias": "main",
  "Device.WiFi.SSID.1.Enable": true,
  "Device.WiFi.SSID.1.Name": "wl0",
  "Device.WiFi.SSID.1.SSID": "home",
  "Device.WiFi.SSID.2.Alias": "guest",
  "Device.WiFi.SSID.2.Enable": false,
  "Device.WiFi.SSID.2.Name": "wl1",
  "Device.WiFi.SSID.2.SSID": "visitors",
  "Device.WiFi.AccessPoint.1.Security.KeyPassphrase": "canary-passphrase",
} as const;

let count = 0;

function newPrefix(): string {
  return `ta${process.pid}-${randomBytes(3).toString("hex")}${count++}`;
}

/** A started gateway without stacks of its own; `prefix`: that of another one, to be its second replica. */
export async function apiRig(
  config: Partial<BridgeConfig> = {},
  prefix = newPrefix(),
  api: Partial<ApiOptions> = {},
  redis = redisUrl(),
): Promise<ApiRig> {
  const clock = shiftClock();
  const stacks = new Map<Protocol, DeviceStack>();
  const lines: Line[] = [];
  const counts: ApiRig["counts"] = [];
  const log = recorder(lines);
  const metrics: Metrics = { ...unmetered, count: (name, labels = {}) => void counts.push({ name, labels }) };
  const { state, files = filesConfig(), ...rest } = config;
  const bridge = createBridge({
    redis: { url: redis, prefix },
    clock,
    log,
    metrics,
    config: {
      secretKey: Buffer.alloc(32, 5),
      partitions: 4,
      limits: { sweepMs: 50, ringBackoffMs: [100, 200] },
      state: { replica: "one", enrolment: "open", ...state },
      files,
      ...rest,
    },
    stacks: () => stacks,
  });
  const usp = boxStack("usp", bridge.gateway, () => clock.now());
  const cwmp = boxStack("cwmp", bridge.gateway, () => clock.now());
  stacks.set("usp", usp).set("cwmp", cwmp);
  await bridge.start();
  const dependencies = watchDependencies(clock, [{ name: "redis", up: () => bridge.ready() }]);
  const handler = createApi(bridge.parts(), {
    clock,
    log,
    metrics,
    adminToken: ADMIN,
    metricsToken: METRICS,
    version: "1.2.3",
    stacks: () => stacks,
    unready: async () => ((await bridge.ready()) ? [] : ["redis"]),
    acsUrl: () => undefined,
    dependencies: () => dependencies.look(),
    metricsText: async () => "causeway_up 1\n",
    ...api,
  });
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = (server.address() as AddressInfo).port;
  const agent = new Agent({ keepAlive: true });
  const call: ApiRig["call"] = (method, path, ask = {}) => send(agent, port, method, path, ask);
  const admin: ApiRig["admin"] = (method, path, body, headers = {}) =>
    call(method, path, { token: ADMIN, body, headers });
  let boxes = 0;

  const contact: ApiRig["contact"] = (protocol, more = {}) => {
    const serial = `S${String(boxes++).padStart(4, "0")}`;
    return {
      protocol,
      identity: {
        scheme: protocol,
        value: protocol === "usp" ? `os::00256D-${serial}` : `00256D-X-${serial}`,
      },
      proof: { kind: "none" },
      at: clock.now(),
      facts: {
        oui: "00256D",
        serialNumber: serial,
        manufacturer: "Acme",
        modelName: "M1",
        address: "192.0.2.7",
      },
      mtp: protocol === "usp" ? "mqtt" : "http",
      values: [],
      events: [],
      reset: false,
      session: false,
      ...more,
    };
  };

  return {
    bridge,
    url: `http://127.0.0.1:${port}`,
    clock,
    usp,
    cwmp,
    lines,
    counts,
    call,
    admin,
    contact,
    async token(role, scopes = []) {
      const { json } = await admin("POST", "/v1/tokens", { name: `${role} of a test`, role, scopes });
      return String(json.token);
    },
    async device(protocol = "usp", values = box(VALUES), more = {}) {
      const stack = protocol === "usp" ? usp : cwmp;
      const said = contact(protocol, { session: true, ...more });
      const admission = await bridge.gateway.contact(said);
      if (admission.verdict !== "accepted") throw new TypeError(admission.verdict);
      stack.boxes.set(admission.device, values);
      if (admission.lease !== undefined) await stack.session(admission.lease);
      return admission.device;
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await bridge.stop();
      rmSync(files.directory, { recursive: true, force: true });
    },
  };
}

function recorder(lines: Line[], common: LogFields = {}): Log {
  const write =
    (level: string) =>
    (fields: LogFields, message: string): void =>
      void lines.push({ ...common, ...fields, level, message });
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: (fields) => recorder(lines, { ...common, ...fields }),
  };
}

function send(agent: Agent, port: number, method: string, path: string, ask: Ask): Promise<Reply> {
  const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
  const headers = {
    ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
    ...ask.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ agent, host: "127.0.0.1", port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
