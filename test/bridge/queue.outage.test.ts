import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  asFault,
  isTerminal,
  silent,
  unmetered,
  type Claimed,
  type DeviceId,
  type DeviceStack,
  type Gateway,
  type OperationId,
  type Outcome,
  type Protocol,
} from "#core";
import { createBridge, type Bridge, type BridgeConfig } from "#bridge";
import { createWakes } from "../../bridge/queue/wakes.ts";
import { connectRedis } from "../../bridge/state/redis.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { redisUrl } from "../services.ts";
import { honestStack } from "./honest.rig.ts";
import { mortalRedis, type MortalRedis } from "./redis.rig.ts";
import { filesConfig } from "../files/config.ts";

let redis: MortalRedis;
const stacks = new Map<Protocol, DeviceStack>();
const bridges: Bridge[] = [];

function answer({ record: { operation } }: Claimed): Outcome {
  if (operation.type === "onboard") return { state: "succeeded", result: { type: "onboard", summary: {} } };
  return { state: "succeeded", result: { type: "get", results: [] } };
}

beforeAll(async () => {
  redis = await mortalRedis();
});
afterAll(async () => {
  for (const bridge of bridges) await bridge.stop();
  await redis.close();
});

function makeBridge(more: Partial<BridgeConfig> = {}): Bridge {
  return createBridge({
    redis: { url: redis.url, prefix: "out" },
    clock: systemClock,
    log: silent,
    metrics: unmetered,
    config: {
      secretKey: Buffer.alloc(32, 1),
      files: filesConfig(),
      partitions: 8,
      limits: { sweepMs: 50, ringBackoffMs: [100, 200, 400] },
      // A session whose holder lost Redis in the middle must be free again within the test.
      state: { replica: "one", enrolment: "open", leaseMs: 300 },
      ...more,
    },
    stacks: () => stacks,
  });
}

async function startBridge(): Promise<Bridge> {
  const bridge = makeBridge();
  for (const protocol of ["usp", "cwmp"] as const)
    stacks.set(protocol, honestStack(protocol, bridge.gateway, answer));
  await bridge.start();
  bridges.push(bridge);
  return bridge;
}

async function device(gateway: Gateway, protocol: Protocol, n: number): Promise<DeviceId> {
  const admission = await gateway.contact({
    protocol,
    identity: { scheme: protocol, value: protocol === "usp" ? `os::00256D-Q${n}` : `00256D-Q-Q${n}` },
    proof: { kind: "none" },
    at: systemClock.now(),
    facts: {},
    mtp: "x",
    values: [],
    events: [],
    reset: false,
    session: false,
  });
  if (admission.verdict !== "accepted") throw new TypeError(admission.verdict);
  return admission.device;
}

test("Redis killed twice under load: what was accepted ends once, the rest is refused by name, wake jobs go on", async () => {
  const bridge = await startBridge();
  const { operations } = bridge.parts();
  const devices: DeviceId[] = [];
  for (let n = 0; n < 8; n++) devices.push(await device(bridge.gateway, n % 2 ? "cwmp" : "usp", n));
  const accepted: OperationId[] = [];
  const refusals = new Set<string>();
  const loading = new AbortController();
  const load = devices.map(async (id) => {
    const operation = { type: "get", paths: ["Device."], maxDepth: 0 } as const;
    while (!loading.signal.aborted) {
      try {
        const { id: one } = await operations.submit({ device: id, operation, actor: "t" });
        accepted.push(one);
        await operations.wait(one, 200);
      } catch (error) {
        refusals.add(asFault(error).code);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  });
  for (let kill = 1; kill <= 2; kill++) {
    await expect.poll(() => accepted.length, { timeout: 8000 }).toBeGreaterThan(kill * 60);
    await redis.kill();
    await expect.poll(() => bridge.ready()).toBe(false);
    await redis.revive();
    await expect.poll(() => bridge.ready(), { timeout: 5000 }).toBe(true);
  }
  await expect.poll(() => accepted.length, { timeout: 8000 }).toBeGreaterThan(180);
  loading.abort();
  await Promise.all(load);
  expect([...refusals]).toEqual(["store.unavailable"]);
  const open = async (): Promise<number> => {
    const records = await Promise.all(accepted.map((id) => operations.read(id)));
    return records.filter((record) => record === undefined || !isTerminal(record.state)).length;
  };
  await expect.poll(open, { timeout: 8000 }).toBe(0);
  const missing = async (): Promise<readonly string[]> => {
    const ends = await endsOf(bridge);
    expect(new Set(ends).size).toBe(ends.length);
    return accepted.filter((id) => !ends.includes(`${id}.succeeded`));
  };
  await expect.poll(missing, { timeout: 3000 }).toEqual([]);
});

/** The ids of the events that end an operation well, as the feed has them. */
async function endsOf(bridge: Bridge): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await bridge.parts().events.page({
      filter: { types: ["causeway.operation.succeeded"] },
      order: "asc",
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}

test("a store that can lose what it acknowledged is refused by name when asked to", async () => {
  const client = await connectRedis(redis.url, silent);
  await client.call("CONFIG", "SET", "appendfsync", "everysec");
  const strict = makeBridge({ undurableStore: "refuse" });
  const refused = { code: "config.invalid", message: expect.stringContaining("appendfsync is everysec") };
  await expect(strict.start()).rejects.toMatchObject(refused);
  await client.call("CONFIG", "SET", "appendfsync", "always");
  await strict.start();
  await strict.stop();
  client.disconnect();
});

test("one job waits for a device however often it is added, and one more follows what is active", async () => {
  const runs: DeviceId[] = [];
  const gates: (() => void)[] = [];
  const wakes = createWakes({
    url: redisUrl(),
    prefix: `tq${randomBytes(4).toString("hex")}`,
    log: silent,
    concurrency: 4,
    ring: (id) => {
      runs.push(id);
      return new Promise<void>((done) => gates.push(done));
    },
  });
  await expect(wakes.add("d_x" as DeviceId, "cwmp")).rejects.toMatchObject({ code: "gateway.stopping" });
  await wakes.start(["cwmp"]);
  const id = "d_x" as DeviceId;
  await wakes.add(id, "cwmp");
  await expect.poll(() => runs.length).toBe(1);
  await Promise.all([wakes.add(id, "cwmp"), wakes.add(id, "cwmp"), wakes.add(id, "cwmp")]);
  expect(await wakes.counts()).toMatchObject({ active: 1 });
  gates[0]?.();
  await expect.poll(() => runs.length).toBe(2);
  gates[1]?.();
  await expect.poll(() => wakes.counts()).toEqual({ waiting: 0, active: 0 });
  expect(runs).toEqual([id, id]);
  await wakes.add(id, "usp");
  expect(await wakes.counts()).toEqual({ waiting: 1, active: 0 });
  await wakes.stop();
});
