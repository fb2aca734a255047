import type { UspStage } from "./usp.stage.ts";

/** One `get` to each of the agents: from the request until every operation has ended. */
export async function benchEach({ api, gateway }: UspStage, agents: number): Promise<readonly string[]> {
  const rows: string[] = [];
  for (let round = 0; round < 3; round++) {
    const before = [gateway.cpu(), await gateway.redisCpu()] as const;
    const began = performance.now();
    const { id } = await api.post<{ readonly id: string }>("/v1/operations", {
      filter: 'activeProtocol="usp"',
      expectCount: agents,
      rate: 10_000,
      reason: "bench",
      operation: { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] },
    });
    let counts: Readonly<Record<string, number>> = {};
    await api.until(120, async () => {
      const batch = await api.get<{ readonly counts: Readonly<Record<string, number>> }>(`/v1/batches/${id}`);
      counts = batch.counts;
      return (counts["succeeded"] ?? 0) + (counts["failed"] ?? 0) >= agents;
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const own = (((gateway.cpu() - before[0]) / agents) * 1e6).toFixed(0);
    const redis = ((((await gateway.redisCpu()) - before[1]) / agents) * 1e6).toFixed(0);
    rows.push(
      `| a get to each of ${agents} agents | ${seconds} s, ${String(counts["succeeded"])} succeeded, ${own} µs of CPU each, Redis ${redis} | 5 s |`,
    );
  }
  return rows;
}
