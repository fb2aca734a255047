import type { Agent } from "#sim";
import { startScript } from "./process.ts";
import { flood } from "./usp.flood.ts";
import type { UspStage } from "./usp.stage.ts";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const WARM_UP_MS = 15_000;
const ROUND_MS = 4000;

/**
 * Notifications that are stored and answered, each agent the next one when the last is answered; beside a controller that only
 * answers, over as many connections, in turns.
 */
export async function benchNotify({ gateway, fleet, broker }: UspStage): Promise<readonly string[]> {
  const floor = await startScript("usp.null.ts", { BENCH_MQTT_URL: broker.url });
  await told(fleet.agents, WARM_UP_MS);
  await flood(broker.url, WARM_UP_MS / 5);
  const turns: {
    readonly floor: number;
    readonly own: number;
    readonly redis: number;
    readonly rate: number;
  }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const floorBefore = floor.cpu();
    const answered = await flood(broker.url, ROUND_MS / 2);
    const floorMicros = ((floor.cpu() - floorBefore) / answered) * 1e6;
    const before = [gateway.cpu(), await gateway.redisCpu()] as const;
    const stored = await told(fleet.agents, ROUND_MS);
    const own = ((gateway.cpu() - before[0]) / stored) * 1e6;
    const redis = (((await gateway.redisCpu()) - before[1]) / stored) * 1e6;
    turns.push({ floor: floorMicros, own, redis, rate: stored / (ROUND_MS / 1000) });
  }
  await floor.stop();
  const middle = (of: (turn: (typeof turns)[number]) => number) =>
    turns.map(of).toSorted((a, b) => a - b)[Math.floor(turns.length / 2)] ?? Number.NaN;
  const own = middle((turn) => turn.own);
  const share = (middle((turn) => turn.floor / turn.own) * 100).toFixed(0);
  const each = `${own.toFixed(0)} µs each, floor ${middle((turn) => turn.floor).toFixed(0)}, Redis ${middle((turn) => turn.redis).toFixed(0)}`;
  return [
    `| Notify of ${fleet.agents.length} agents, stored and answered | ${(1e6 / own).toFixed(0)} per CPU second (${share} % of the floor; ${each}; ${middle((turn) => turn.rate).toFixed(0)}/s) | 10,000 |`,
  ];
}

/** How many notifications the agents got answered meanwhile. */
async function told(agents: readonly Agent[], ms: number): Promise<number> {
  const end = Date.now() + ms;
  let answered = 0;
  const one = async (agent: Agent) => {
    for (let i = 0; Date.now() < end; i++) {
      const done = agent.journal.next("acknowledged");
      agent.raise("Device.LocalAgent.", "TransferComplete!", {
        Command: "Device.DeviceInfo.VendorLogFile.1.Upload()",
        CommandKey: `bench-${i}`,
        TransferType: "Upload",
        FaultCode: "0",
      });
      await done;
      answered++;
    }
  };
  await Promise.all(agents.map(one));
  return answered;
}
