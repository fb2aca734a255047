import { load, type LoadResult } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway } from "./process.ts";

const CPES = 200;
const DURATION_MS = Number(process.env["BENCH_SECONDS"] ?? 20) * 1000;

/** 200 CPEs at once, each as fast as it can; then half of what that gave, at an even pace. */
export async function benchLoad(): Promise<void> {
  const gateway = await startGateway([]);
  const all = { clock: systemClock, acsUrl: gateway.addresses.get("cwmp") ?? "", devices: CPES * 2 };
  for (const events of [["0 BOOTSTRAP", "1 BOOT"], ["2 PERIODIC"]])
    await load({ ...all, inFlight: 16, sessions: all.devices, events });
  await load({ ...all, inFlight: 16, durationMs: 3000 });
  const closed = await load({ ...all, inFlight: CPES, durationMs: DURATION_MS });
  const perSecond = closed.sessionsPerSecond / 2;
  const open = await load({ ...all, inFlight: CPES * 2, perSecond, durationMs: DURATION_MS });
  await gateway.stop();
  const lines = [row(`closed loop, ${CPES} CPEs`, closed), row("open loop, half of that", open)];
  process.stdout.write(
    `\n| load | sessions | per second | p50 ms | p99 ms | p99 / p50 | failed |\n| --- | --- | --- | --- | --- | --- | --- |\n${lines.join("\n")}\n`,
  );
  process.exit(0);
}

function row(name: string, { sessions, sessionsPerSecond, session, failed, failures }: LoadResult): string {
  if (failed > 0) process.stderr.write(`${name}: failed ${JSON.stringify(failures)}\n`);
  const { p50, p99 } = session;
  const cells = [name, sessions, sessionsPerSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1)];
  return `| ${[...cells, (p99 / p50).toFixed(1), failed].join(" | ")} |`;
}
