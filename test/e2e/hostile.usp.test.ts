import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { TestAgent } from "../usp/agent.ts";
import { len, entry } from "../usp/wire.ts";
import { CONTROLLER, fire, SENDER, type Shot, TOPIC, USP_ATTACKS } from "./hostile.usp.ts";
import { type Line, type Row, rowsOf, Target, withinASecond } from "./hostile.rig.ts";

const target = new Target();
const endpoint = "os::012345-GOOD";
let good: TestAgent;
let sent = 0;
const rows = rowsOf("REC", "MSG", "MQTT").filter(({ outcome }) => outcome !== undefined);

async function openAgent(): Promise<void> {
  good = new TestAgent({
    url: target.url("mqtt"),
    endpoint,
    controller: CONTROLLER,
    controllerTopic: TOPIC,
    topic: `usp/agent/${endpoint}`,
  });
  await good.start();
  await listed();
}

/** The good agent with its name; it answers a get. */
async function listed(): Promise<string> {
  return await until("the good agent is listed", async () => {
    const { body } = await target.api.call(
      "GET",
      `/v1/devices?filter=${encodeURIComponent(`serialNumber="GOOD"`)}`,
    );
    return (body["items"] as { id: string }[])[0]?.id;
  });
}

async function goodRecord(): Promise<void> {
  const id = `good-${++sent}`;
  const event = len(3, len(1, "Device.X."), len(2, "Good!"), entry(3, "n", id));
  await good.notify(id, "sub", true, event);
  await until("the good agent is answered", () => (good.notifyResps.has(id) ? true : undefined), 2000);
}

beforeAll(async () => {
  await target.start();
  await openAgent();
});
afterAll(async () => {
  await good.stop();
  await target.stop();
});

/** A session that an earlier attack left behind goes its way and ends later. */
function isOf(shots: readonly Shot[]): (line: Line) => boolean {
  const senders = new Set(shots.map(({ responseTopic }) => responseTopic?.replace("usp/agent/", "")));
  return ({ peer }) => typeof peer !== "string" || !peer.startsWith(`${SENDER}-`) || senders.has(peer);
}

async function play({ id, outcome = [], payload }: Row): Promise<void> {
  const found: [number | string, string | null][] = [];
  const counted = await target.metric("causeway_rejected_total", 'surface="usp"');
  let refused = 0;
  for (const attack of USP_ATTACKS[id] ?? []) {
    const from = target.lines.length;
    const shots = [attack(payload)].flat();
    const answer = await fire(target, shots);
    await withinASecond(id, goodRecord);
    const said = (await target.badInputs(from)).filter(isOf(shots));
    for (const line of said) {
      expect(line).toHaveProperty("peer");
      expect(line.surface).toBe("usp");
    }
    refused += said.length;
    // One line for each record that was refused; one for a whole flood.
    expect([0, 1, shots.length]).toContain(said.length);
    found.push([answer, [...new Set(said.map(({ reason }) => reason))].join() || null]);
  }
  expect(found).toEqual(outcome);
  const counts = (await target.metric("causeway_rejected_total", 'surface="usp"')) - counted;
  expect(counts).toBeGreaterThanOrEqual(refused);
  if ((await target.load()).delayMs >= 200)
    await target.expectResponsive(async () => {
      for (const attack of USP_ATTACKS[id] ?? []) await fire(target, [attack(payload)].flat());
    });
  target.expectUntouched();
}

describe.each(["live", "again after a restart"])("%s", (when) => {
  test("starts", async () => {
    if (when !== "live") {
      await good.stop();
      await target.restart();
      await openAgent();
    }
    await goodRecord();
    await target.load();
  });
  test.each(rows)("$id $input", play);

  test("the good agent was told of every event, has each once, and answers a get", async () => {
    const device = await listed();
    const stored = new Set<string>();
    const { body } = await target.api.call("GET", `/v1/events?device=${device}&limit=1000`);
    for (const item of body["items"] as { data: { name?: string; params?: { n?: string } } }[]) {
      const n = item.data.params?.n;
      if (item.data.name !== "Good!" || n === undefined) continue;
      expect(stored.has(n)).toBe(false);
      stored.add(n);
    }
    expect(stored.size).toBe(sent);
    const got = await target.api.call(
      "POST",
      `/v1/devices/${device}/operations`,
      { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] },
      { Prefer: "wait=5" },
    );
    expect(got.body).toMatchObject({ state: "succeeded" });
  });
});
