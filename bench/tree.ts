import { load } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway } from "./process.ts";

const PARAMETERS = 20_000;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const TARGET_MS = 20;

interface Row {
  readonly what: string;
  readonly pauses: number[];
  rpcs: number;
  failed: number;
}

/**
 * How long the gateway's event loop stands still while it reads, maps and stores a tree of 20,000 TR-098 parameters, and while
 * the API shows it.
 */
export async function benchTree(): Promise<void> {
  // The load has no use for credentials of its own.
  const gateway = await startGateway(["--cwmp-provision-credentials", "false"]);
  const api = gateway.addresses.get("api") ?? "";
  const headers = { Authorization: `Bearer ${gateway.addresses.get("token") ?? ""}` };
  const asked = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const json = { ...headers, "Content-Type": "application/json" };
    const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${api}${path}`, { headers: json, ...post });
    const text = await answer.text();
    return answer.ok ? (JSON.parse(text) as Record<string, unknown>) : {};
  };
  /** The longest delay of the loop since the last call, ms; its sampling interval of 10 ms is part of it. */
  const longest = async (): Promise<number> => {
    const text = await (await fetch(`${api}/metrics`, { headers })).text();
    return Number(/^\w*lag_max_seconds (\S+)$/m.exec(text)?.[1]) * 1000;
  };
  const session = (round: number, events: readonly string[]) =>
    load({
      clock: systemClock,
      acsUrl: gateway.addresses.get("cwmp") ?? "",
      devices: 1,
      sessions: 1,
      inFlight: 1,
      events,
      firstIndex: round,
      parameters: PARAMETERS,
      timeoutMs: 60_000,
    });
  const rows: Row[] = [];
  const row = (what: string): Row => {
    const known = rows.find((one) => one.what === what);
    if (known !== undefined) return known;
    rows.push({ what, pauses: [], rpcs: 0, failed: 0 });
    return row(what);
  };
  const measured = async (what: string, work: () => Promise<{ rpcs: number; failed: number }>) => {
    const of = row(what);
    await longest();
    const { rpcs, failed } = await work();
    of.pauses.push(await longest());
    of.rpcs += rpcs;
    of.failed += failed;
  };
  /** What the API answers counts as failed when it is not there. */
  const shown = async (path: string, member: string) => {
    const answer = await asked(path);
    return { rpcs: 0, failed: answer[member] === undefined ? 1 : 0 };
  };
  for (let round = 0; round < ROUNDS; round++) {
    const before = new Set(await devicesOf(asked));
    await measured("first contact", () => session(round, ["0 BOOTSTRAP", "1 BOOT"]));
    const device = (await devicesOf(asked)).find((id) => !before.has(id)) ?? "";
    const { id: operation } = await asked(`/v1/devices/${device}/operations`, {
      type: "get",
      paths: ["Device."],
    });
    await measured("a get of all", () => session(round, ["2 PERIODIC"]));
    await measured("the operation's result in the API", async () => {
      const { state } = await asked(`/v1/operations/${String(operation)}`);
      return { rpcs: 0, failed: state === "succeeded" ? 0 : 1 };
    });
    const parameters = `/v1/devices/${device}/parameters?path=Device.&limit=1000`;
    await measured("a page of its parameters in the API", () => shown(parameters, "items"));
  }
  await gateway.stop();
  process.stdout.write(
    `\n| ${PARAMETERS} parameters | longest pause, median of the devices | worst | target | RPCs | failed |\n` +
      "| --- | --- | --- | --- | --- | --- |\n",
  );
  for (const { what, pauses, rpcs, failed } of rows) {
    const sorted = pauses.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0);
    process.stdout.write(
      `| ${what} | ${at(0.5)} ms | ${at(1)} ms | ${TARGET_MS} ms | ${(rpcs / ROUNDS).toFixed(1)} | ${failed} |\n`,
    );
  }
  process.exit(0);
}

async function devicesOf(
  asked: (path: string) => Promise<Record<string, unknown>>,
): Promise<readonly string[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a list of devices
  const { items } = (await asked("/v1/devices?limit=100")) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}
