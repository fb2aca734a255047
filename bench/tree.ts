import { load } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway } from "./process.ts";

const PARAMETERS = 20_000;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const TARGET_MS = 20;

/** How long the gateway's event loop stands still while it reads, maps and stores a tree of 20,000 TR-098 parameters. */
export async function benchTree(): Promise<void> {
  const gateway = await startGateway([]);
  const api = gateway.addresses.get("api") ?? "";
  const headers = { Authorization: `Bearer ${gateway.addresses.get("token") ?? ""}` };
  /** The longest delay of the loop since the last call, ms; its sampling interval of 10 ms is part of it. */
  const longest = async (): Promise<number> => {
    const text = await (await fetch(`${api}/metrics`, { headers })).text();
    return Number(/^\w*lag_max_seconds (\S+)$/m.exec(text)?.[1]) * 1000;
  };
  const pauses: number[] = [];
  let [rpcs, failed] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    await longest();
    const result = await load({
      clock: systemClock,
      acsUrl: gateway.addresses.get("cwmp") ?? "",
      devices: 1,
      sessions: 1,
      inFlight: 1,
      events: ["0 BOOTSTRAP", "1 BOOT"],
      firstIndex: round,
      parameters: PARAMETERS,
      timeoutMs: 60_000,
    });
    pauses.push(await longest());
    rpcs += result.rpcs;
    failed += result.failed;
  }
  await gateway.stop();
  pauses.sort((a, b) => a - b);
  const at = (share: number) => (pauses[Math.floor((pauses.length - 1) * share)] ?? Number.NaN).toFixed(0);
  process.stdout.write(
    `\n| ${PARAMETERS} parameters | longest pause, median of the devices | worst | target | RPCs a device | failed |\n` +
      `| --- | --- | --- | --- | --- | --- |\n` +
      `| TR-098, first contact | ${at(0.5)} ms | ${at(1)} ms | ${TARGET_MS} ms | ${(rpcs / ROUNDS).toFixed(1)} | ${failed} |\n`,
  );
  process.exit(0);
}
