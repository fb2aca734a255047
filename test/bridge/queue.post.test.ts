import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { silent } from "#core";
import { createPost, type PostOffice } from "../../bridge/queue/post.ts";
import { createKeys } from "../../bridge/state/keys.ts";
import { connectRedis } from "../../bridge/state/redis.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { redisUrl } from "../services.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Replicas of one installation. */
async function replicas(...names: readonly string[]): Promise<readonly PostOffice[]> {
  const keys = createKeys(`po${randomBytes(4).toString("hex")}`, 4);
  const client = await connectRedis(redisUrl(), silent);
  closing.push(() => client.disconnect());
  const offices = names.map((replica) =>
    createPost({ url: redisUrl(), keys, client, clock, log: silent, replica }),
  );
  for (const office of offices) {
    await office.start();
    closing.push(() => office.stop());
  }
  return offices;
}

test("a replica is asked by its name, and all of them when nobody knows who has it", async () => {
  const [one, two, three] = await replicas("one", "two", "three");
  two?.serve("where", async () => null);
  three?.serve("where", async ({ what }) => ({ here: "three", what: what ?? null }));
  expect(await one?.ask("where", { what: 7 }, { to: "three", withinMs: 5000 })).toEqual({
    here: "three",
    what: 7,
  });
  expect(await one?.ask("where", {}, { withinMs: 5000 })).toEqual({ here: "three", what: null });
  expect(await three?.ask("where", {}, { withinMs: 5000 })).toEqual({ here: "three", what: null });
});

test("who is not there, has stopped serving or knows nothing gives no answer, and the wait ends", async () => {
  const [one, two] = await replicas("one", "two");
  const silence = two?.serve("where", async () => true);
  expect(await one?.ask("where", {}, { to: "gone", withinMs: 50 })).toBeUndefined();
  expect(await one?.ask("where", {}, { to: "two", withinMs: 5000 })).toBe(true);
  silence?.();
  expect(await one?.ask("where", {}, { to: "two", withinMs: 50 })).toBeUndefined();
});

test("a message that cannot be read, and an answer that fails, disturb nobody", async () => {
  const [one, two] = await replicas("one", "two");
  let calls = 0;
  two?.serve("where", async () => {
    if (calls++ === 0) throw new TypeError("not now");
    return true;
  });
  expect(await one?.ask("where", {}, { to: "two", withinMs: 100 })).toBeUndefined();
  expect(await one?.ask("where", {}, { to: "two", withinMs: 5000 })).toBe(true);
});
