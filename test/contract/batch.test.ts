import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(1240);
}, 30_000);
afterAll(() => stand.stop());

const ALL = 'protocols="cwmp" OR protocols="usp"';

async function ended(id: string): Promise<Json> {
  return until(`${id} has ended`, async () => {
    const { body } = await stand.api.call("GET", `/v1/batches/${id}`);
    return body["endedAt"] === null ? undefined : body;
  });
}

async function batch(operation: Json, more: Json = {}): Promise<readonly Json[]> {
  const { status, body } = await stand.api.call("POST", "/v1/operations", {
    filter: ALL,
    expectCount: stand.subjects.length,
    operation,
    ...more,
  });
  expect(status).toBe(202);
  const id = body["id"] as string;
  expect(await ended(id)).toMatchObject({ state: "finished", total: 3 });
  const outcomes = await stand.api.call("GET", `/v1/batches/${id}/operations`);
  return outcomes.body["items"] as Json[];
}

test("one request to every kind of device has the same result, and is done once on each", async () => {
  const before = stand.subjects.map((subject) => subject.writes().length);
  const updates = [{ path: "Device.WiFi.SSID.1.", params: { SSID: "everywhere" } }];
  const outcomes = await batch({ type: "set", updates });
  expect(new Set(outcomes.map(({ device }) => device))).toEqual(new Set(stand.subjects.map(({ id }) => id)));
  for (const { state, operation } of outcomes) {
    expect(state).toBe("succeeded");
    expect(operation).toMatchObject({
      attempts: 1,
      priority: "background",
      result: { type: "set", results: [{ updated: [{ params: { SSID: "everywhere" }, errors: [] }] }] },
    });
  }
  expect(stand.subjects.map((subject) => subject.writes().length)).toEqual(before.map((count) => count + 1));
  for (const subject of stand.subjects)
    expect(await stand.values(subject, "Device.WiFi.SSID.1.SSID", true)).toEqual({
      "Device.WiFi.SSID.1.SSID": "everywhere",
    });
});

test("what one kind cannot do is told of it alone, with its code and a sample", async () => {
  const outcomes = await batch({ type: "native", protocol: "cwmp", rpc: "GetRPCMethods", args: {} });
  const agent = stand.of("USP agent").id;
  const own = outcomes.find(({ device }) => device === agent);
  expect(own).toMatchObject({ state: "skipped", reason: "operation.unsupported", operation: null });
  expect(outcomes.filter(({ state }) => state === "succeeded")).toHaveLength(2);

  const refused = await batch({ type: "get", paths: ["Device.WiFi.Nothing."] });
  expect(new Set(refused.map(({ state }) => state)).size).toBe(1);
});

test("a dry run shows the exact messages of every kind, and nothing reaches a device", async () => {
  const asked = stand.subjects.map((subject) => subject.asked().length);
  const { body } = await stand.api.call("POST", "/v1/operations", {
    filter: ALL,
    operation: { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "dry" } }] },
    dryRun: true,
  });
  expect(body).toMatchObject({ count: 3, looked: 3, refused: [] });
  const messages = body["messages"] as Json[];
  expect(new Set(messages.map(({ device }) => device))).toEqual(new Set(stand.subjects.map(({ id }) => id)));
  expect(messages.every((one) => JSON.stringify(one).includes("dry"))).toBe(true);
  expect(stand.subjects.map((subject) => subject.asked().length)).toEqual(asked);
});
