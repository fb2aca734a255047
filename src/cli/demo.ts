import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { deadline, sleep } from "#core";
import { createFleet } from "#sim";
import { createApp, type App } from "../app.ts";
import { CONFIG, type Config } from "../config.table.ts";
import { readConfig, searchPath } from "../config.ts";
import { openServices, type Services } from "../local.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/pino.ts";
import { announce } from "./announce.ts";
import { STOP_WITHIN_MS } from "./serve.ts";
import { listenToSignals } from "./signals.ts";
import { smoke } from "./smoke.ts";

/** The simulated fleet: boxes of each population, and boxes that speak both. */
const FLEET = { cwmp: 9, usp: 5, dual: 2, websocket: 2 };

/** What the demo does otherwise than a fresh installation, unless it is told. */
const DEMO: Partial<Config> = {
  CAUSEWAY_ENROLMENT: "open",
  CAUSEWAY_CWMP_INFORM_INTERVAL: 60,
  CAUSEWAY_USP_PERIODIC_INTERVAL: 60,
  CAUSEWAY_LOG_LEVEL: "warn",
};

/** Runs the gateway with a simulated mixed fleet until it is told to stop, or until `--smoke` has its verdict. */
export async function runDemo(args: readonly string[]): Promise<number> {
  const isSmoke = args.includes("--smoke");
  const config = await demoConfig(args.filter((arg) => arg !== "--smoke"));
  const log = createLog(config.CAUSEWAY_LOG_LEVEL);
  const signals = listenToSignals();
  const services = await openServices(config, systemClock, searchPath(), log);
  try {
    const app = createApp(config, { clock: systemClock, log, ...services });
    signals.onHangup(() => app.reload());
    await app.start();
    announce(app, services, `token ${app.adminToken}`);
    const at = reach(app, services, config);
    const fleet = createFleet({
      ...FLEET,
      ...(at.websocketUrl === "" ? { websocket: 0 } : {}),
      clock: systemClock,
      ...at,
      cpe: { rebootMs: 3000 },
      agent: { rebootMs: 3000 },
    });
    const failing = fleet
      .start()
      .catch((error: unknown) => log.error({ error }, "the simulated fleet failed"));
    const code = isSmoke
      ? await Promise.race([verdict(app), signals.stop.then(() => 1)])
      : await running(app, failing, signals.stop);
    await fleet.stop();
    await app.stop(deadline(systemClock, STOP_WITHIN_MS).signal);
    return code;
  } finally {
    await services.stop();
  }
}

async function verdict(app: App): Promise<number> {
  const passed = await smoke(
    urlOf(app, "api"),
    app.adminToken,
    (ms) => sleep(systemClock, ms),
    (line) => void process.stdout.write(`${line}\n`),
  );
  return passed ? 0 : 1;
}

async function running(app: App, started: Promise<void>, stop: Promise<string>): Promise<number> {
  void started.then(() =>
    process.stdout.write(
      `fleet ${FLEET.cwmp} CPEs, ${FLEET.usp + FLEET.websocket} agents, ${FLEET.dual} dual-stack boxes\n${firstCalls(app)}`,
    ),
  );
  await stop;
  return 0;
}

function firstCalls(app: App): string {
  const api = urlOf(app, "api");
  return `
Try:
  export TOKEN=${app.adminToken}
  curl -s -H "Authorization: Bearer $TOKEN" '${api}/v1/devices?limit=3'
  curl -sN -H "Authorization: Bearer $TOKEN" '${api}/v1/events/stream'

Ctrl-C stops everything.
`;
}

function reach(app: App, services: Services, config: Config) {
  return {
    acsUrl: urlOf(app, "cwmp"),
    mqttUrl: services.mqttUrl,
    websocketUrl: urlOf(app, "usp-ws"),
    controllerId: config.CAUSEWAY_USP_ENDPOINT_ID,
    controllerTopic: config.CAUSEWAY_USP_TOPIC,
  };
}

function urlOf(app: App, name: string): string {
  return app.addresses.find((address) => address.name === name)?.url ?? "";
}

/** The demo's own defaults where nothing was said, and any free port where the usual one is taken. */
async function demoConfig(args: readonly string[]): Promise<Config> {
  const given = readConfig(args);
  const untouched = (key: keyof Config): boolean =>
    given[key] === (CONFIG[key] as { readonly value?: unknown }).value;
  const changes = Object.entries(DEMO).filter(([key]) => untouched(key as keyof Config));
  for (const key of [
    "CAUSEWAY_API_PORT",
    "CAUSEWAY_CWMP_PORT",
    "CAUSEWAY_FILES_PORT",
    "CAUSEWAY_USP_WS_PORT",
  ] as const) {
    if (untouched(key) && (await isTaken(given[key], given.CAUSEWAY_BIND))) changes.push([key, 0]);
  }
  if (untouched("CAUSEWAY_STUN_PORT") && (await isTakenUdp(given.CAUSEWAY_STUN_PORT, given.CAUSEWAY_BIND)))
    changes.push(["CAUSEWAY_STUN_PORT", 0]);
  return Object.freeze({ ...given, ...Object.fromEntries(changes) });
}

function isTakenUdp(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    socket.once("error", () => done(true));
    socket.bind(port, host, () => socket.close(() => done(false)));
  });
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host });
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
