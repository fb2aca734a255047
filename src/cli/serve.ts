import { createApp } from "../app.ts";
import { readConfig, searchPath } from "../config.ts";
import { openServices } from "../local.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/pino.ts";
import { announce } from "./announce.ts";
import { listenToSignals, within } from "./signals.ts";

/** How long requests and sessions in progress may take to end after the signal to stop. */
export const STOP_WITHIN_MS = 4000;

/** Runs the gateway until it is told to stop. */
export async function runServe(args: readonly string[]): Promise<number> {
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
    announce(app, services);
    const signal = await signals.stop;
    log.info({ signal }, "stopping");
    await app.stop(within(systemClock, STOP_WITHIN_MS));
  } finally {
    await services.stop();
  }
  return 0;
}
