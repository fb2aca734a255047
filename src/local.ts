import { background, type Clock, type Log, sleep } from "#core";
import type { Config } from "./config.ts";
import { type LocalService, startMosquitto, startRedis } from "./platform/services.ts";

/** The Redis and the broker the gateway works with: configured ones, or local ones that belong to this process. */
export interface Services {
  readonly redisUrl: string;
  readonly mqttUrl: string;
  /** The addresses as they may be printed: whole for local services, without credentials for configured ones. */
  readonly shown: { readonly redis: string; readonly mqtt: string };
  stop(): Promise<void>;
}

type Start = (dataDir: string, clock: Clock, path: string) => Promise<LocalService>;

const RESTART_AFTER_MS = 500;

/**
 * Opens what is not configured as a local service on a port that stays the same over restarts. A local service that
 * ends by itself is started again on its data; the gateway reconnects as it would to any other.
 */
export async function openServices(config: Config, clock: Clock, path: string, log: Log): Promise<Services> {
  const keepers: Keeper[] = [];
  const own = async (name: string, url: string | undefined, start: Start): Promise<string> => {
    if (url !== undefined) return url;
    const keeper = createKeeper(name, () => start(config.CAUSEWAY_DATA_DIR, clock, path), clock, log);
    keepers.push(keeper);
    return keeper.start();
  };
  const stop = async () => {
    await Promise.all(keepers.map((keeper) => keeper.stop()));
  };
  try {
    const [redisUrl, mqttUrl] = await Promise.all([
      own("redis", config.CAUSEWAY_REDIS_URL, startRedis),
      own("mosquitto", config.CAUSEWAY_MQTT_URL, (dataDir, time, where) =>
        startMosquitto(dataDir, time, where, config.CAUSEWAY_MQTT_IDENTITY === "dynsec"),
      ),
    ]);
    const shown = {
      redis: config.CAUSEWAY_REDIS_URL === undefined ? redisUrl : withoutPassword(redisUrl),
      // Agents come with logins of their own: that of the gateway is nobody else's.
      mqtt:
        config.CAUSEWAY_MQTT_URL === undefined ? mqttUrl.replace(/\/\/.*@/, "//") : withoutPassword(mqttUrl),
    };
    return { redisUrl, mqttUrl, shown, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What stands before the @ of an address stays out. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//***@");
}

interface Keeper {
  start(): Promise<string>;
  stop(): Promise<void>;
}

function createKeeper(name: string, open: () => Promise<LocalService>, clock: Clock, log: Log): Keeper {
  const stopping = new AbortController();
  let service: LocalService | undefined;
  let keeping: Promise<void> = Promise.resolve();

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      const code = await service?.ended;
      if (stopping.signal.aborted) return;
      log.error({ service: name, code }, "local service ended, starting it again");
      await sleep(clock, RESTART_AFTER_MS);
      service = await open().catch((error: unknown) => {
        log.error({ service: name, error }, "local service could not be started");
        return undefined;
      });
    }
  }

  return {
    async start() {
      service = await open();
      keeping = keep();
      background(log, `keeper.${name}`, keeping);
      return service.url;
    },
    async stop() {
      stopping.abort();
      await service?.stop();
    },
  };
}
