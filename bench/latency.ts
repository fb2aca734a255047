import { sleep } from "#core";
import { createFleet } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway } from "./process.ts";

const CPES = 40;
const AGENTS = 8;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 200);

/** How long a `get` of one parameter with `Prefer: wait=20` takes, one after the other, on loopback. */
export async function benchLatency(): Promise<void> {
  const gateway = await startGateway([]);
  const api = gateway.addresses.get("api") ?? "";
  const headers = {
    Authorization: `Bearer ${gateway.addresses.get("token") ?? ""}`,
    "Content-Type": "application/json",
    Prefer: "wait=20",
  };
  const fleet = createFleet({
    clock: systemClock,
    cwmp: CPES,
    usp: AGENTS,
    acsUrl: gateway.addresses.get("cwmp") ?? "",
    mqttUrl: gateway.addresses.get("mqtt") ?? "",
    controllerId: "self::causeway",
    controllerTopic: "usp/controller/causeway",
    spreadMs: 1000,
  });
  await fleet.start();
  const rows: string[] = [];
  for (const [name, filter, count] of [
    ["USP agent", 'activeProtocol="usp"', AGENTS],
    ["CPE, connection request included", 'activeProtocol="cwmp"', CPES],
  ] as const) {
    const devices = await onboarded(api, headers, filter, count);
    const times: number[] = [];
    for (let i = -20; i < ROUNDS; i++) {
      const device = devices[(i + 20) % devices.length] ?? "";
      const began = performance.now();
      const answer = await fetch(`${api}/v1/devices/${device}/operations`, {
        method: "POST",
        headers,
        body: JSON.stringify({ type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] }),
      });
      const { state } = (await answer.json()) as { readonly state?: string };
      if (answer.status !== 200 || state !== "succeeded")
        process.stderr.write(`${name}: ${answer.status} ${String(state)}\n`);
      if (i >= 0) times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1);
    rows.push(`| ${name} | ${times.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`);
  }
  await fleet.stop();
  await gateway.stop();
  process.stdout.write(
    `\n| get of one parameter | n | p50 ms | p95 ms | p99 ms |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`,
  );
  process.exit(0);
}

/** The devices of a kind, once all have been read whole. */
async function onboarded(
  api: string,
  headers: Readonly<Record<string, string>>,
  filter: string,
  count: number,
): Promise<readonly string[]> {
  for (let i = 0; i < 120; i++) {
    const answer = await fetch(`${api}/v1/devices?limit=${count}&filter=${encodeURIComponent(filter)}`, {
      headers,
    });
    const { items } = (await answer.json()) as {
      readonly items: readonly {
        readonly id: string;
        readonly snapshotAt?: string;
        readonly operations: { readonly queued: number; readonly running: number };
      }[];
    };
    const done = items.filter(
      ({ snapshotAt, operations }) =>
        snapshotAt !== undefined && operations.queued + operations.running === 0,
    );
    if (done.length === count) return done.map(({ id }) => id);
    await sleep(systemClock, 500);
  }
  throw new TypeError("the devices were not onboarded within a minute");
}
