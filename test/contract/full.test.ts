import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mortalRedis, type MortalRedis } from "../bridge/redis.rig.ts";
import { type Json, until } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

let redis: MortalRedis;
let admin: Redis;
let stand: Stand;

beforeAll(async () => {
  redis = await mortalRedis();
  admin = new Redis(redis.url);
  // What comes and goes by itself must not move the share that is used.
  await admin.setrange("ballast", 32 * 1024 * 1024, "x");
  stand = await openStand(40, [], undefined, { redisUrl: redis.url });
}, 60_000);
afterAll(async () => {
  await stand.stop();
  admin.disconnect();
  await redis.close();
});

/** Makes what Redis holds the given share of what it may hold. */
async function fill(share: number): Promise<void> {
  const used = Number(/^used_memory:(\d+)/m.exec(await admin.info("memory"))?.[1]);
  await admin.config("SET", "maxmemory", String(share === 0 ? 0 : Math.round(used / share)));
}

async function conditions(): Promise<readonly Json[]> {
  return (await stand.api.call("GET", "/v1/attention")).body["items"] as Json[];
}

async function budget(): Promise<Json | undefined> {
  const { body } = await stand.api.call("GET", "/v1/system");
  return (body["budgets"] as Json[]).find(({ name }) => name === "memory");
}

const told = (agent: Subject) =>
  agent.journal.of("notified").filter((entry) => JSON.stringify(entry.facts).includes("told-later"));

const GET = { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] };
const BACKGROUND = { ...GET, priority: "background" };

const onLevel = (wanted: string) =>
  until(`memory is ${wanted}`, async () => ((await budget())?.["level"] === wanted ? true : undefined));

test("at 80 % there is an alarm and nothing else changes", async () => {
  expect(await conditions()).toEqual([]);
  await fill(0.85);
  await onLevel("high");
  expect(await conditions()).toMatchObject([
    { kind: "budget.memory", severity: "warning", count: 1, filter: null, advice: expect.any(String) },
  ]);
  for (const subject of stand.subjects)
    expect((await stand.operate(subject, BACKGROUND)).body).toMatchObject({ state: "succeeded" });
});

test("at 95 % background work is refused by name, and everything else is served on both protocols", async () => {
  await fill(0.97);
  await onLevel("critical");
  expect(await conditions()).toMatchObject([{ kind: "budget.memory", severity: "critical" }]);
  for (const subject of stand.subjects) {
    const refused = await stand.operate(subject, BACKGROUND);
    expect(refused).toMatchObject({ status: 503, body: { code: "store.full", retryable: true } });
    expect((await stand.operate(subject, GET)).body).toMatchObject({ state: "succeeded" });
  }
});

test("when Redis has no memory left devices get 503 and nothing is acknowledged; what they had to tell comes afterwards, once", async () => {
  await fill(2);
  const cpe = stand.of("TR-181 CPE");
  const agent = stand.of("USP agent");
  const submitted = await stand.operate(cpe, GET);
  expect(submitted).toMatchObject({ status: 503, body: { code: "store.unavailable", retryable: true } });
  expect(submitted.body["detail"]).toBe("Redis has no memory left");

  const acknowledged = agent.journal.of("acknowledged").length;
  const refused = await cpe.cpe?.inform("4 VALUE CHANGE");
  expect(refused).toMatchObject({ outcome: "refused", detail: expect.stringContaining("503") });
  expect(refused?.retryAfterMs).toBeGreaterThanOrEqual(30_000);
  agent.change("Device.DeviceInfo.SoftwareVersion", "told-later");
  await until("the agent notified", () => (told(agent).length > 0 ? true : undefined));
  expect(agent.journal.of("acknowledged")).toHaveLength(acknowledged);
  await fill(0);
  await onLevel("ok");
  expect(await conditions()).toEqual([]);
  expect(await cpe.cpe?.inform("4 VALUE CHANGE")).toMatchObject({ outcome: "done" });
  const heard = async () => {
    const where = `/v1/devices/${agent.id}/events?limit=1000&type=causeway.device.value-changed`;
    const items = (await stand.api.call("GET", where)).body["items"] as Json[];
    return items.filter((event) => JSON.stringify(event).includes("told-later"));
  };
  await until(
    "what the agent told is there",
    async () => ((await heard()).length > 0 ? true : undefined),
    20_000,
  );
  await until("it is acknowledged", () =>
    agent.journal.of("acknowledged").length > acknowledged ? true : undefined,
  );
  expect(await heard()).toHaveLength(1);
  // A session that could not be given back is free again when its lease is over.
  for (const subject of stand.subjects) {
    const served = async () =>
      (await stand.operate(subject, BACKGROUND)).body["state"] === "succeeded" ? true : undefined;
    await until(`${subject.kind} is served again`, served, 40_000);
  }
}, 90_000);
