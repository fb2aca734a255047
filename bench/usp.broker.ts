import { sleep } from "#core";
import { systemClock } from "../src/platform/clock.ts";
import type { UspStage } from "./usp.stage.ts";

/** So long the broker is away: longer than what the gateway takes for a short break. */
const AWAY_MS = 5000;

/** The broker is killed and started again: from then until every agent is known to be reachable. */
export async function benchBroker({ api, broker }: UspStage, agents: number): Promise<readonly string[]> {
  await broker.kill();
  await sleep(systemClock, AWAY_MS);
  const lost = agents - (await api.count("devices", 'presence="online"'));
  await broker.start();
  const began = performance.now();
  await api.until(300, async () => (await api.count("devices", 'presence="online"')) === agents);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return [
    `| broker killed with -9, ${lost} of ${agents} agents unknown after ${AWAY_MS / 1000} s | all online ${seconds} s after it came back | 30 s |`,
  ];
}
