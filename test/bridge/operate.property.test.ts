import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFault, type DeviceId, type Lease, type Operation, type OperationId, type Priority } from "#core";
import { complete } from "../../bridge/operate/completion.ts";
import { expireScript } from "../../bridge/operate/expire.script.ts";
import { headArgs } from "../../bridge/operate/head.ts";
import { cancel, read } from "../../bridge/operate/ledger.ts";
import { claim, sending } from "../../bridge/operate/session.ts";
import { settle } from "../../bridge/operate/settle.ts";
import { submit } from "../../bridge/operate/submit.ts";
import { redisUrl } from "../services.ts";
import { rig, type Rig } from "./operate.rig.ts";

let r: Rig;
beforeAll(async () => {
  r = await rig(redisUrl(), { pendingMs: 3_600_000 });
});
afterAll(() => r.close());

const NOTHING = { change: {} };
const WRITE: Operation = { type: "operate", command: "Device.X()", input: {} };
const GET: Operation = { type: "get", paths: ["Device."], maxDepth: 0 };
const PRIORITIES: Priority[] = ["interactive", "migration", "campaign", "background"];

/** One device with its sessions, as a program that may crash between any two steps sees it. */
interface World {
  readonly device: DeviceId;
  /** Every session there ever was; the last one is the living one, the others are zombies. */
  readonly sessions: { lease: Lease; held: OperationId | undefined; sent: boolean }[];
  readonly submitted: { id: OperationId; priority: Priority }[];
  readonly cancelled: Set<OperationId>;
  readonly pending: Set<OperationId>;
  /** Operations in the order in which a session first held them. */
  readonly started: OperationId[];
  /** The fence of the session that sent an operation, until it is settled. */
  readonly blind: Map<OperationId, number>;
}

type Step =
  | { do: "submit"; priority: number; write: boolean }
  | { do: "session" | "cancel" | "complete" | "repeat"; pick: number }
  | { do: "claim" | "send" | "settle"; zombie: boolean; pick: number; outcome: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("submit" as const), priority: fc.nat(3), write: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("session", "cancel", "complete", "repeat" as const),
      pick: fc.nat(99),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom("claim", "send", "settle" as const),
      zombie: fc.boolean(),
      pick: fc.nat(99),
      outcome: fc.nat(5),
    }),
  },
);

const outcomes = [
  { state: "succeeded", result: { type: "get", results: [] } },
  { state: "failed", problem: { code: "device.fault" } },
  { state: "unknownOutcome", problem: { code: "operation.unknownOutcome" } },
  { state: "pending" },
  { state: "retry", problem: { code: "device.faultTransient" }, afterMs: 0 },
  { state: "succeeded", result: { type: "get", results: [] } },
] as const;

async function refused(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return asFault(error).code;
  }
}

function hold(
  world: World,
  session: World["sessions"][number],
  got: Awaited<ReturnType<typeof claim>>,
): void {
  session.held = got?.record.id;
  session.sent = false;
  if (got === undefined) return;
  expect(world.cancelled.has(got.record.id), "a cancelled operation ran").toBe(false);
  if (!world.started.includes(got.record.id)) world.started.push(got.record.id);
  // A living session may not be given blindly what an earlier one has sent.
  const sender = world.blind.get(got.record.id) ?? session.lease.fence;
  if (sender !== session.lease.fence) expect(got.reconcile).toBe(true);
}

async function act(
  world: World,
  session: World["sessions"][number],
  input: Step & { outcome: number },
): Promise<void> {
  const { lease } = session;
  if (input.do === "claim") return hold(world, session, await claim(r.context, lease));
  const { held } = session;
  if (held === undefined) return;
  if (input.do === "send") {
    const code = await refused(sending(r.context, lease, held));
    if (code === undefined) {
      world.blind.set(held, lease.fence);
      session.sent = true;
    } else expect(code).toBe(world.cancelled.has(held) ? "operation.cancelled" : "lease.lost");
    return;
  }
  const outcome = outcomes[input.outcome] ?? outcomes[0];
  if (outcome.state === "pending" && !session.sent) return;
  const before = (await read(r.context, held))?.state;
  const next = await settle(r.context, lease, held, outcome, NOTHING);
  if (outcome.state === "pending" && before === "running") world.pending.add(held);
  if (outcome.state === "retry") world.blind.delete(held);
  hold(world, session, next);
}

async function apply(world: World, input: Step): Promise<void> {
  const { device, sessions, submitted } = world;
  switch (input.do) {
    case "submit": {
      const priority = PRIORITIES[input.priority] ?? "interactive";
      const operation = input.write ? WRITE : GET;
      const { id } = await submit(r.context, { device, operation, actor: "p", priority });
      submitted.push({ id, priority });
      return;
    }
    case "session":
      sessions.push({ lease: await r.session(device), held: undefined, sent: false });
      return;
    case "cancel":
    case "complete":
      return outside(world, input);
    case "repeat":
      return repeat(world);
    case "claim":
    case "send":
    case "settle": {
      const at = input.zombie ? input.pick % Math.max(1, sessions.length) : sessions.length - 1;
      const session = sessions[at];
      if (session === undefined) return;
      return at === sessions.length - 1 ? act(world, session, input) : haunt(world, session, input.do);
    }
  }
}

/** Something that happens to an operation whatever its session does. */
async function outside(
  world: World,
  input: Step & { do: "cancel" | "complete" | "session" | "repeat" },
): Promise<void> {
  const { device, submitted } = world;
  const one = submitted[input.pick % Math.max(1, submitted.length)]?.id;
  if (one === undefined) return;
  if (input.do === "cancel") {
    if ((await refused(cancel(r.context, one))) === undefined) world.cancelled.add(one);
    return;
  }
  await complete(r.context, device, [
    { id: "", at: 1, type: "commandComplete", path: "Device.", command: "X()", commandKey: one.slice(2) },
  ]);
}

/** The living session asks twice and is told the same. */
async function repeat(world: World): Promise<void> {
  const living = world.sessions.at(-1);
  if (living === undefined) return;
  const first = await claim(r.context, living.lease);
  expect(await claim(r.context, living.lease)).toEqual(first);
  hold(world, living, first);
}

/** A zombie tries; it is refused and nothing has changed. */
async function haunt(
  world: World,
  { lease, held = world.submitted[0]?.id }: World["sessions"][number],
  what: "claim" | "send" | "settle",
): Promise<void> {
  if (held === undefined) return;
  const before = await r.client.hgetall(r.keys.device(world.device));
  const work = {
    claim: () => claim(r.context, lease),
    send: () => sending(r.context, lease, held),
    settle: () => settle(r.context, lease, held, outcomes[1], NOTHING),
  };
  expect(await refused(work[what]())).toBe("lease.lost");
  expect(await r.client.hgetall(r.keys.device(world.device))).toEqual(before);
}

/** A last session runs everything that is left, then the clock ends what never completed. */
async function drain(world: World): Promise<void> {
  const lease = await r.session(world.device);
  const session = { lease, held: undefined, sent: false };
  world.sessions.push(session);
  hold(world, session, await claim(r.context, lease));
  while (session.held !== undefined) {
    await act(world, session, { do: "settle", zombie: false, pick: 0, outcome: 0 });
  }
  r.clock.move(r.context.limits.pendingMs + 1);
  await r.context.scripts.run(
    expireScript,
    [`${r.keys.tagOf(world.device)}:due`],
    [...headArgs(r.keys.tagOf(world.device), r.clock.now(), r.context.limits), 1000, 5000],
  );
}

test("whatever happens, every operation reaches exactly one terminal state, in order, and no zombie writes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.nat(3), async (steps, partition) => {
      const device = await r.device(partition);
      const world: World = {
        device,
        sessions: [],
        submitted: [],
        cancelled: new Set(),
        pending: new Set(),
        started: [],
        blind: new Map(),
      };
      for (const input of steps) {
        await apply(world, input);
        const running = await Promise.all(
          world.submitted.map(async ({ id }) => (await read(r.context, id))?.state),
        );
        const ids = world.submitted.filter(({ id }, i) => running[i] === "running" && !world.pending.has(id));
        expect(ids.length, "at most one runs").toBeLessThanOrEqual(1);
      }
      await drain(world);
      const terminal = new Map<string, number>();
      for (const { id } of await r.events(partition)) {
        const [operation = "", state = ""] = id.split(".");
        if (state !== "queued") terminal.set(operation, (terminal.get(operation) ?? 0) + 1);
      }
      for (const { id } of world.submitted) {
        const record = await read(r.context, id);
        expect(["queued", "running"]).not.toContain(record?.state);
        expect(terminal.get(id), "one terminal event").toBe(1);
        expect(record?.state === "cancelled").toBe(world.cancelled.has(id));
      }
      for (const priority of PRIORITIES) {
        const order = world.submitted.filter((one) => one.priority === priority).map(({ id }) => id);
        const ran = world.started.filter((id) => order.includes(id));
        expect(ran.map((id) => order.indexOf(id))).toEqual(
          ran.map((id) => order.indexOf(id)).toSorted((a, b) => a - b),
        );
      }
      expect(await r.client.exists(r.keys.queue(device))).toBe(0);
      expect(await r.client.sismember(r.keys.wake(partition), device)).toBe(0);
    }),
    { numRuns: 60 },
  );
});
