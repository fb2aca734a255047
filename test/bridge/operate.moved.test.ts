import { afterAll, beforeAll, expect, test } from "vitest";
import type { Operation, OperationResult, Outcome } from "#core";
import { read } from "../../bridge/operate/ledger.ts";
import { claim } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit } from "../../bridge/operate/submit.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl());
});
afterAll(() => r.close());

const GET: Operation = { type: "get", paths: ["Device."], maxDepth: 0 };
const memory = { note: "1" };

function read20000(): OperationResult {
  const items = Array.from({ length: 20_000 }, (_, i) => ({
    path: `Device.Hosts.Host.${i}.Password`,
    value: i === 7 ? "hunter2" : `näme ${i}`,
    type: "string" as const,
    writable: false,
    at: 1,
    source: { path: `Device.Hosts.Host.${i}.Password`, protocol: "usp" as const, kind: "exact" as const },
  }));
  return { type: "get", results: [{ requestedPath: "Device.", items }] };
}

test("what was made from a snapshot that has moved on settles nothing, and can be made again", async () => {
  const device = await r.device();
  const { id } = await submit(r.context, { device, operation: GET, actor: "t" });
  const lease = await r.session(device);
  await claim(r.context, lease);
  await r.client.hset(r.keys.device(device), "sv", "7");
  const outcome: Outcome = { state: "succeeded", result: { type: "get", results: [] } };
  const made = (sv: string) =>
    settle(r.context, lease, id, outcome, { change: { protocol: "cwmp", sv, memory } });
  await expect(made("6")).rejects.toMatchObject({ code: "request.precondition" });
  expect((await read(r.context, id))?.state).toBe("running");
  expect(await r.client.exists(`${r.keys.tagOf(device)}:mem:${device}:cwmp`)).toBe(0);
  expect(await made("7")).toBeUndefined();
  expect((await read(r.context, id))?.state).toBe("succeeded");
  expect(await r.client.hget(`${r.keys.tagOf(device)}:mem:${device}:cwmp`, "note")).toBe("1");
  // Repeated after a lost answer it has been applied, whatever has moved since.
  await r.client.hset(r.keys.device(device), "sv", "9");
  expect(await made("7")).toBeUndefined();
});

test("a result of a whole tree is kept small, whole and without its secrets", async () => {
  const device = await r.device();
  const { id } = await submit(r.context, { device, operation: GET, actor: "t" });
  const lease = await r.session(device);
  await claim(r.context, lease);
  await settle(r.context, lease, id, { state: "succeeded", result: read20000() }, { change: {} });
  const kept = await r.client.hstrlen(r.keys.operation(id), "result");
  expect(kept).toBeLessThan(1_000_000);
  const result = (await read(r.context, id))?.result;
  const items = result?.type === "get" ? result.results[0]?.items : [];
  expect(items).toHaveLength(20_000);
  expect(items?.[19_999]?.path).toBe("Device.Hosts.Host.19999.Password");
  expect(JSON.stringify(result)).not.toContain("hunter2");
});
