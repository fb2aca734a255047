import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { systemClock } from "../src/platform/clock.ts";
import { startMosquitto, startRedis } from "../src/platform/services.ts";

declare module "vitest" {
  export interface ProvidedContext {
    redisUrl: string;
    mqttUrl: string;
  }
}

/** Real servers for the whole run, on free ports, with data in a folder of their own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-test-"));
  const path = process.env["PATH"] ?? "";
  const [redis, mosquitto] = await Promise.all([
    startRedis(folder, systemClock, path),
    startMosquitto(folder, systemClock, path),
  ]);
  project.provide("redisUrl", redis.url);
  project.provide("mqttUrl", mosquitto.url);
  return async () => {
    await Promise.all([redis.stop(), mosquitto.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
}
