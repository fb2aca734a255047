import type { Clock } from "#core";
import type { Config } from "./config.ts";
import { type LocalService, startMosquitto, startRedis } from "./platform/services.ts";

/** The Redis and the broker the gateway works with: configured ones, or local ones that belong to this process. */
export interface Services {
  readonly redisUrl: string;
  readonly mqttUrl: string;
  /** Settles when a local service ends by itself. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

export async function openServices(config: Config, clock: Clock, path: string): Promise<Services> {
  const started: LocalService[] = [];
  const stop = async () => {
    await Promise.all(started.map((service) => service.stop()));
  };
  const own = async (url: string | undefined, start: typeof startRedis): Promise<string> => {
    if (url !== undefined) return url;
    const service = await start(config.CAUSEWAY_DATA_DIR, clock, path);
    started.push(service);
    return service.url;
  };
  try {
    const [redisUrl, mqttUrl] = await Promise.all([
      own(config.CAUSEWAY_REDIS_URL, startRedis),
      own(config.CAUSEWAY_MQTT_URL, startMosquitto),
    ]);
    const lost = Promise.race([
      new Promise<string>(() => {}),
      ...started.map(({ ended, url }) => ended.then((code) => `${url} ended with ${code}`)),
    ]);
    return { redisUrl, mqttUrl, lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
