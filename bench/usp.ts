import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFleet } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startMosquitto, type LocalService } from "../src/platform/services.ts";
import { startGateway } from "./process.ts";
import { benchAsk } from "./usp.ask.ts";
import { Northbound } from "./usp.api.ts";
import { benchBroker } from "./usp.broker.ts";
import { benchEach } from "./usp.each.ts";
import { benchNotify } from "./usp.notify.ts";
import type { Broker, UspStage } from "./usp.stage.ts";
import { benchStream } from "./usp.stream.ts";

const AGENTS = Number(process.env["BENCH_AGENTS"] ?? 500);
const CROWD = Number(process.env["BENCH_CROWD"] ?? 5000);
const PARTS = (process.env["BENCH_PARTS"] ?? "ask,notify,stream,each,broker").split(",");

/** What USP costs: a request, a notification, a crowd of agents, a broker that dies. Figures are printed as rows. */
export async function benchUsp(): Promise<void> {
  const rows = {
    all: [] as string[],
    push: (...more: readonly string[]) => {
      for (const row of more) process.stderr.write(`${row}\n`);
      rows.all.push(...more);
    },
  };
  if (PARTS.includes("ask")) rows.push(...(await benchAsk()));
  if (PARTS.includes("notify") || PARTS.includes("stream")) {
    const stage = await staged(AGENTS);
    if (PARTS.includes("notify")) rows.push(...(await benchNotify(stage)));
    if (PARTS.includes("stream")) rows.push(...(await benchStream(stage)));
    await over(stage);
  }
  if (PARTS.includes("each") || PARTS.includes("broker")) {
    const stage = await staged(CROWD);
    if (PARTS.includes("each")) rows.push(...(await benchEach(stage, CROWD)));
    if (PARTS.includes("broker")) rows.push(...(await benchBroker(stage, CROWD)));
    await over(stage);
  }
  process.stdout.write(`\n| what | figure | target |\n| --- | --- | --- |\n${rows.all.join("\n")}\n`);
  process.exit(0);
}

/** So many agents, onboarded. */
async function staged(agents: number): Promise<UspStage & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-bench-usp-"));
  const broker = await brokerIn(folder);
  const flags = ["--mqtt-url", broker.url, "--cwmp-provision-credentials", "false"];
  const gateway = await startGateway(flags, join(folder, "data"));
  const api = new Northbound(gateway.addresses.get("api") ?? "", gateway.addresses.get("token") ?? "");
  const fleet = createFleet({
    clock: systemClock,
    cwmp: 0,
    usp: agents,
    acsUrl: gateway.addresses.get("cwmp") ?? "",
    mqttUrl: broker.url,
    controllerId: "self::causeway",
    controllerTopic: "usp/controller/causeway",
    spreadMs: agents * 4,
    agent: { journalLimit: 40 },
  });
  const began = performance.now();
  const cpu = gateway.cpu();
  await fleet.start();
  await api.settled(agents, 600);
  const seconds = (performance.now() - began) / 1000;
  const each = (((gateway.cpu() - cpu) * 1000) / agents).toFixed(1);
  process.stderr.write(`${agents} agents onboarded in ${seconds.toFixed(0)} s, ${each} ms of CPU each\n`);
  return { gateway, api, fleet, broker, folder };
}

async function over({ fleet, gateway, broker, folder }: UspStage & { readonly folder: string }) {
  await fleet.stop();
  await gateway.stop();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function brokerIn(folder: string): Promise<Broker> {
  const open = () => startMosquitto(folder, systemClock, process.env["PATH"] ?? "");
  let running: LocalService = await open();
  const { url } = running;
  return {
    url,
    async kill() {
      // The broker and its guard are a group of their own.
      process.kill(-running.pid, "SIGKILL");
      await running.ended;
    },
    async start() {
      running = await open();
    },
    stop: () => running.stop(),
  };
}
