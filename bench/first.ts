import { load } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway } from "./process.ts";

const PARAMETERS = 800;
const DEVICES = 100;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 7);
const TARGET_MS = 8;

/** What the first contact of an unknown device costs the gateway, its onboarding (the whole tree read) included. */
export async function benchFirst(): Promise<void> {
  const gateway = await startGateway([]);
  const acsUrl = gateway.addresses.get("cwmp") ?? "";
  const costs: number[] = [];
  let [sessions, rpcs, failed] = [0, 0, 0];
  for (let round = -2; round < ROUNDS; round++) {
    const before = gateway.cpu();
    const result = await load({
      clock: systemClock,
      acsUrl,
      devices: DEVICES,
      sessions: DEVICES,
      inFlight: 4,
      events: ["0 BOOTSTRAP", "1 BOOT"],
      firstIndex: (round + 2) * DEVICES,
      parameters: PARAMETERS,
    });
    failed += result.failed;
    if (round < 0) continue;
    costs.push(((gateway.cpu() - before) * 1000) / result.sessions);
    sessions += result.sessions;
    rpcs += result.rpcs;
  }
  await gateway.stop();
  costs.sort((a, b) => a - b);
  const at = (share: number) => (costs[Math.floor((costs.length - 1) * share)] ?? Number.NaN).toFixed(1);
  process.stdout.write(
    `\n| first contact, ${PARAMETERS} parameters | target | counted | RPCs a device | failed |\n| --- | --- | --- | --- | --- |\n` +
      `| ${at(0.5)} ms of gateway CPU (${at(0)} to ${at(1)}) | ${TARGET_MS} ms | ${sessions} | ${(rpcs / sessions).toFixed(1)} | ${failed} |\n`,
  );
  process.exit(0);
}
