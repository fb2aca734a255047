import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { type Row, rowsOf, Target, withinASecond } from "./hostile.rig.ts";
import { connectRecord, line, type Line, notifyRecord, WS_ATTACKS } from "./hostile.ws.ts";

const TLS = join(import.meta.dirname, "../fixtures/tls");
const target = new Target(
  Object.entries({ cert: "usp-controller", key: "usp-controller.key", ca: "usp-ca" }).flatMap(
    ([what, file]) => [`--usp-ws-tls-${what}`, join(TLS, `${file}.pem`)],
  ),
);
const endpoint = "os::012345-GOOD";
let good: Line;
let sent = 0;

async function openAgent(): Promise<void> {
  good = line(target.url("usp-ws"), `?eid=${endpoint}`);
  await good.opened;
  good.socket.send(connectRecord(endpoint));
}

async function goodRecord(): Promise<void> {
  const id = `good-${process.pid}-${++sent}`;
  good.socket.send(notifyRecord(endpoint, id, "sub"));
  await until("the good agent is answered", () => (good.ids.includes(id) ? true : undefined), 2000);
}

beforeAll(async () => {
  await target.start();
  await openAgent();
});
afterAll(async () => {
  good.socket.terminate();
  await target.stop();
});

async function play({ id, outcome = [], payload }: Row): Promise<void> {
  const found: [number | string, string | null][] = [];
  const counted = await target.metric("causeway_rejected_total", 'surface="usp"');
  let refused = 0;
  for (const attack of WS_ATTACKS[id] ?? []) {
    const from = target.lines.length;
    const answer = await attack(target.url("usp-ws"), payload);
    await withinASecond(id, goodRecord);
    const said = await target.badInputs(from);
    for (const one of said) {
      expect(one).toHaveProperty("peer");
      expect(one.surface).toBe("usp");
    }
    refused += said.length;
    found.push([answer, [...new Set(said.map(({ reason }) => reason))].join() || null]);
  }
  expect(found).toEqual(outcome);
  const counts = (await target.metric("causeway_rejected_total", 'surface="usp"')) - counted;
  expect(counts).toBeGreaterThanOrEqual(refused);
  target.expectUntouched();
}

describe.each(["live", "again after a restart", "again after a kill"])("%s", (when) => {
  test("starts", async () => {
    if (when === "again after a restart") await target.restart();
    if (when === "again after a kill") await target.killed();
    if (when !== "live") await openAgent();
    await goodRecord();
  });
  test.each(rowsOf("WS"))("$id $input", play);

  test("the good agent was told of every event and has each once", async () => {
    const device = await until("the good agent is listed", async () => {
      const { body } = await target.api.call(
        "GET",
        `/v1/devices?filter=${encodeURIComponent('serialNumber="GOOD"')}`,
      );
      return (body["items"] as { id: string }[])[0]?.id;
    });
    const { body } = await target.api.call("GET", `/v1/events?device=${device}&limit=1000`);
    const stored = (body["items"] as { data: { name?: string; params?: { n?: string } } }[]).flatMap(
      ({ data }) => (data.name === "Good!" ? (data.params?.n ?? []) : []),
    );
    expect(stored).toHaveLength(sent);
    expect(new Set(stored).size).toBe(sent);
  });
});
