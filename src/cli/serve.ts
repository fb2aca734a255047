import { deadline } from "#core";
import { join } from "node:path";
import { type App, createApp } from "../app.ts";
import { type Config, readConfig, searchPath } from "../config.ts";
import { openServices } from "../local.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/pino.ts";
import { announce } from "./announce.ts";
import { listenToSignals } from "./signals.ts";

/** How long requests and sessions in progress may take to end after the signal to stop. */
export const STOP_WITHIN_MS = 4000;

/** Runs the gateway until it is told to stop; the admin token stays in its file. */
export function runServe(args: readonly string[]): Promise<number> {
  return run(args, (_app, config) => `token-file ${join(config.CAUSEWAY_DATA_DIR, "admin.token")}`);
}

/** The same for one's own machine: the admin token is shown. */
export function runUp(args: readonly string[]): Promise<number> {
  return run(args, (app) => `token ${app.adminToken}`);
}

async function run(args: readonly string[], token: (app: App, config: Config) => string): Promise<number> {
  const config = readConfig(args);
  const log = createLog(config.CAUSEWAY_LOG_LEVEL);
  const signals = listenToSignals();
  const services = await openServices(config, systemClock, searchPath(), log);
  try {
    const app = createApp(config, {
      clock: systemClock,
      log,
      redisUrl: services.redisUrl,
      mqttUrl: services.mqttUrl,
    });
    signals.onHangup(() => app.reload());
    await app.start();
    announce(app, services, token(app, config));
    const signal = await signals.stop;
    log.info({ signal }, "stopping");
    await app.stop(deadline(systemClock, STOP_WITHIN_MS).signal);
  } finally {
    await services.stop();
  }
  return 0;
}
