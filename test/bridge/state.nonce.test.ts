import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Contact, NonceUse } from "#core";
import { nonceFragment } from "../../bridge/state/nonce.script.ts";
import { createState } from "../../bridge/state/registry.ts";
import { redisUrl } from "../services.ts";
import { accepted, deviceOf, inform, stateRig, type StateRig } from "./state.rig.ts";

let rig: StateRig;

beforeAll(async () => {
  rig = await stateRig(redisUrl());
});
afterAll(() => rig.close());

function use(nonce: number, count: number): NonceUse {
  return { id: nonce.toString(16).padStart(28, "0"), count, forMs: 360_000 };
}

function proven(serial: string, nonce: NonceUse, generation: "current" | "group" = "current"): Contact {
  const username = generation === "group" ? "group" : `00256D-HG8245-${serial}`;
  return inform(rig.clock, serial, { proof: { kind: "password", username, generation }, nonce });
}

async function known(serial: string): Promise<void> {
  const device = deviceOf(await rig.state.contact(inform(rig.clock, serial)));
  await rig.state.rotateCredential(device, `00256D-HG8245-${serial}`, "p");
  accepted(await rig.state.contact(proven(serial, use(1, 1))));
}

test("a count that does not rise is a replay, whichever replica it comes to, and changes nothing [HTTP-34]", async () => {
  await known("N1");
  const { client, keys } = rig;
  const other = createState(rig.context);
  const said = proven("N1", use(2, 5));
  const device = deviceOf(await rig.state.contact(said));
  const before = await client.hgetall(keys.device(device));
  for (const count of [5, 4, 1])
    expect(await other.contact(proven("N1", use(2, count)))).toEqual({ verdict: "challenge", stale: true });
  expect(await client.hgetall(keys.device(device))).toEqual(before);
  accepted(await other.contact(proven("N1", use(2, 6))));
  // What says something new takes the longer way, and is judged alike.
  const reset = { ...proven("N1", use(2, 6)), reset: true };
  expect(await rig.state.contact(reset)).toEqual({ verdict: "challenge", stale: true });
  accepted(await rig.state.contact({ ...proven("N1", use(2, 7)), reset: true }));
  expect(await rig.state.contact(proven("N1", use(2, 7)))).toEqual({ verdict: "challenge", stale: true });
});

test("of two contacts at once with one use, one is let in", async () => {
  await known("N2");
  const states = [rig.state, createState(rig.context), createState(rig.context)];
  const answers = await Promise.all(states.map((state) => state.contact(proven("N2", use(3, 1)))));
  expect(answers.filter(({ verdict }) => verdict === "accepted")).toHaveLength(1);
});

test("a use of a password that devices share counts for none of them twice", async () => {
  const group = { username: "group", password: "g" };
  const shared = createState({
    ...rig.context,
    config: { ...rig.context.config, groupCredentials: [group] },
  });
  accepted(await shared.contact(proven("G1", use(900, 1), "group")));
  const forged = await shared.contact(proven("G2", use(900, 1), "group"));
  expect(forged).toEqual({ verdict: "challenge", stale: true });
  accepted(await shared.contact(proven("G2", use(900, 2), "group")));
  const key = (await rig.allKeys()).find((name) => name.includes(":nonce:")) ?? "";
  expect(await rig.client.pttl(key)).toBeGreaterThan(300_000);
});

test("what a device used stays small, and no use is ever good twice, in whatever order nonces come", async () => {
  await known("N3");
  const device = (await rig.state.find({ scheme: "cwmp", value: "00256D-HG8245-N3" })) ?? "";
  const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(history, async (uses) => {
      const source = `${nonceFragment} local text = ''  local out = {}
for i = 1, #ARGV, 2 do
  local now = takes(text, ARGV[i], ARGV[i + 1])
  out[#out + 1] = now and 1 or 0
  text = now or text
end
return { out, text }`;
      const args = uses.flatMap(([nonce, count]) => [use(nonce, count).id, count]);
      const [taken, text] = (await rig.client.eval(source, 0, ...args)) as [number[], string];
      const good = uses.filter((_, i) => taken[i] === 1).map(([nonce, count]) => `${nonce} ${count}`);
      expect(new Set(good).size).toBe(good.length);
      expect(text.split("\n").length).toBeLessThanOrEqual(4);
      // A device that uses its nonces as they are given is never refused.
      const newest = uses.map((_, i) => Math.max(...uses.slice(0, i + 1).map(([nonce]) => nonce)));
      uses.forEach(([nonce, count], i) => {
        const before = uses
          .slice(0, i)
          .filter(([other]) => other === nonce)
          .map(([, used]) => used);
        if (nonce === newest[i] && count > Math.max(0, ...before)) expect(taken[i]).toBe(1);
      });
    }),
    { numRuns: 100 },
  );
  expect(device).not.toBe("");
});
