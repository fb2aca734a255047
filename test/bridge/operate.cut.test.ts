import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newOperationId, type Operation } from "#core";
import { read } from "../../bridge/operate/ledger.ts";
import { claim, sending } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit } from "../../bridge/operate/submit.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";
import { cuttingProxy, type CuttingProxy } from "./redis.rig.ts";

let proxy: CuttingProxy;
let r: Rig;
beforeAll(async () => {
  proxy = await cuttingProxy(redisUrl());
  r = await rig(proxy.url);
});
afterAll(async () => {
  await r.close();
  proxy.close();
});

const GET: Operation = { type: "get", paths: ["Device."], maxDepth: 0 };

/** Runs the work twice: the first time it is executed and its reply lost, the second time it is a repetition. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  const ready = once(r.client, "ready");
  proxy.cutNextReply();
  await expect(work()).rejects.toMatchObject({ code: "store.unavailable" });
  await ready;
  return work();
}

test("a step whose reply was lost was done once, is told as store.unavailable, and can be repeated", async () => {
  const device = await r.device();
  // The scripts must be known to the server, or the cut hits the refusal instead of the run.
  const warm = await submit(r.context, { device, operation: GET, actor: "t" });
  const id = newOperationId(device, r.clock.now());
  const lease = await r.session(device);
  await claim(r.context, lease);
  await sending(r.context, lease, warm.id);
  const done = { state: "succeeded", result: { type: "get", results: [] } } as const;
  const packed = { change: {} };
  await settle(r.context, lease, newOperationId(device, 1), done, packed);

  expect(await twice(() => submit(r.context, { device, operation: GET, actor: "t", id }))).toMatchObject({
    created: false,
  });
  const next = await twice(() => settle(r.context, lease, warm.id, done, packed));
  expect(next?.record).toMatchObject({ id, attempts: 1 });
  expect(await twice(() => claim(r.context, lease))).toMatchObject({
    reconcile: false,
    record: { id, attempts: 1 },
  });
  await twice(() => sending(r.context, lease, id));
  expect(await twice(() => settle(r.context, lease, id, done, packed))).toBeUndefined();

  const ends = (await r.events(0))
    .filter(({ type }) => type === "causeway.operation.succeeded")
    .map((event) => event.id);
  expect(ends).toEqual([`${warm.id}.succeeded`, `${id}.succeeded`]);
  expect((await read(r.context, id))?.state).toBe("succeeded");
});
