import { inject } from "vitest";

/** The Redis of this run. Keep to a key prefix of your own. */
export function redisUrl(): string {
  return inject("redisUrl");
}

/** The MQTT broker of this run. Keep to topics of your own. */
export function mqttUrl(): string {
  return inject("mqttUrl");
}
