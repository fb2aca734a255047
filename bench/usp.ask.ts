import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFleet } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startMosquitto } from "../src/platform/services.ts";
import { startScript } from "./process.ts";

const AGENTS = 50;
const ROUND_MS = 4000;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);

/** A Get of ten parameters and its answer by the USP stack alone, in a process of its own: no ledger, no REST, no Redis. */
export async function benchAsk(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-bench-ask-"));
  const broker = await startMosquitto(folder, systemClock, process.env["PATH"] ?? "");
  const fleet = createFleet({
    clock: systemClock,
    cwmp: 0,
    usp: AGENTS,
    acsUrl: "",
    mqttUrl: broker.url,
    controllerId: "self::causeway",
    controllerTopic: "usp/controller/causeway",
    spreadMs: 200,
    agent: { journalLimit: 40 },
  });
  await fleet.start();
  const endpoints = fleet.agents.map(({ endpointId }) => endpointId).join(",");
  const script = await startScript("usp.asker.ts", {
    BENCH_MQTT_URL: broker.url,
    BENCH_ENDPOINTS: endpoints,
  });
  const micros: number[] = [];
  let failed = 0;
  for (let round = -1; round < ROUNDS; round++) {
    const before = { cpu: script.cpu(), ...(await counted(script.addresses.get("url") ?? "")) };
    await new Promise((done) => systemClock.after(ROUND_MS, () => done(undefined)));
    const after = { cpu: script.cpu(), ...(await counted(script.addresses.get("url") ?? "")) };
    if (round >= 0) micros.push(((after.cpu - before.cpu) / (after.answered - before.answered)) * 1e6);
    failed = after.failed;
  }
  await script.stop();
  await fleet.stop();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
  const middle = micros.toSorted((a, b) => a - b)[Math.floor(micros.length / 2)] ?? Number.NaN;
  return [
    `| Get of 10 parameters, the stack alone | ${middle.toFixed(0)} µs (${micros.map((each) => each.toFixed(0)).join(", ")}), ${failed} failed | 150 µs |`,
  ];
}

async function counted(url: string): Promise<{ readonly answered: number; readonly failed: number }> {
  return (await (await fetch(url)).json()) as { answered: number; failed: number };
}
