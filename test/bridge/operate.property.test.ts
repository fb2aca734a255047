import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  asFault,
  boundProtocol,
  type DeviceId,
  type Lease,
  type Operation,
  type OperationId,
  type Priority,
  type Protocol,
} from "#core";
import { complete } from "../../bridge/operate/completion.ts";
import { expireScript } from "../../bridge/operate/expire.script.ts";
import { headArgs } from "../../bridge/operate/head.ts";
import { cancel, countOperations, list, read } from "../../bridge/operate/ledger.ts";
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
const PROTOCOLS: Protocol[] = ["cwmp", "usp"];
/** What a box that speaks both protocols is asked: most of it over whichever is active. */
const WANTED: readonly Operation[] = [
  GET,
  WRITE,
  WRITE,
  ...PROTOCOLS.map((protocol): Operation => ({ type: "native", protocol, rpc: "X", args: {} })),
  ...PROTOCOLS.map((protocol): Operation => ({ type: "onboard", protocol })),
];

/** One device with its sessions, as a program that may crash between any two steps sees it. */
interface World {
  readonly device: DeviceId;
  /** Every session there ever was; the last one is the living one, the others are zombies. */
  readonly sessions: { lease: Lease; held: OperationId | undefined; sent: boolean }[];
  readonly submitted: { id: OperationId; lane: string; bound: Protocol | undefined }[];
  readonly cancelled: Set<OperationId>;
  readonly pending: Set<OperationId>;
  /** Operations in the order in which a session first held them. */
  readonly started: OperationId[];
  /** The fence of the session that sent an operation, until it is settled. */
  readonly blind: Map<OperationId, number>;
}

type Step =
  | { do: "submit"; priority: number; wanted: number }
  | { do: "session" | "route" | "cancel" | "complete" | "repeat"; pick: number }
  | { do: "claim" | "send" | "settle"; zombie: boolean; pick: number; outcome: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("submit" as const), priority: fc.nat(3), wanted: fc.nat(6) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("session", "route", "cancel", "complete", "repeat" as const),
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

async function hold(
  world: World,
  session: World["sessions"][number],
  got: Awaited<ReturnType<typeof claim>>,
): Promise<void> {
  session.held = got?.record.id;
  session.sent = false;
  if (got === undefined) return;
  expect(world.cancelled.has(got.record.id), "a cancelled operation ran").toBe(false);
  const first = !world.started.includes(got.record.id);
  if (first) world.started.push(got.record.id);
  // A living session may not be given blindly what an earlier one has sent.
  const sender = world.blind.get(got.record.id) ?? session.lease.fence;
  if (sender !== session.lease.fence) expect(got.reconcile).toBe(true);
  if (first) await isNext(world, session.lease.protocol, got.record.id);
}

/** The session may run what it was given, and nothing that it may run too stands before it. */
async function isNext({ device, submitted }: World, protocol: Protocol, id: OperationId): Promise<void> {
  const active = await r.client.hget(r.keys.device(device), "activeProtocol");
  const bound = submitted.find((one) => one.id === id)?.bound;
  expect(bound ?? active).toBe(protocol);
  const score = Number(await r.client.hget(r.keys.operation(id), "score"));
  for (const lane of active === protocol ? [protocol, undefined] : [protocol]) {
    const [, oldest] = await r.client.zrange(r.keys.queue(device, lane), "0", "0", "WITHSCORES");
    expect(Number(oldest ?? Infinity), "an older one waits").toBeGreaterThan(score);
  }
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
  await hold(world, session, next);
}

async function put({ device, submitted }: World, input: Step & { do: "submit" }): Promise<void> {
  const priority = PRIORITIES[input.priority] ?? "interactive";
  const operation = WANTED[input.wanted] ?? GET;
  const { id } = await submit(r.context, { device, operation, actor: "p", priority });
  const bound = boundProtocol(operation);
  const rank = operation.type === "onboard" ? "onboard" : priority;
  submitted.push({ id, lane: `${rank} ${bound ?? ""}`, bound });
}

async function apply(world: World, input: Step): Promise<void> {
  const { device, sessions } = world;
  switch (input.do) {
    case "submit":
      return put(world, input);
    case "session":
      sessions.push({ lease: await r.session(device, pickOf(input.pick)), held: undefined, sent: false });
      return;
    case "route":
      await r.client.hset(r.keys.device(device), "activeProtocol", pickOf(input.pick));
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

function pickOf(pick: number): Protocol {
  return PROTOCOLS[pick % 2] ?? "cwmp";
}

/** Something that happens to an operation whatever its session does. */
async function outside(world: World, input: Step & { pick: number }): Promise<void> {
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
  await hold(world, living, first);
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

/** Last sessions of both protocols run everything that is left, then the clock ends what never completed. */
async function drain(world: World): Promise<void> {
  for (const protocol of PROTOCOLS) {
    const lease = await r.session(world.device, protocol);
    const session = { lease, held: undefined, sent: false };
    world.sessions.push(session);
    await hold(world, session, await claim(r.context, lease));
    while (session.held !== undefined) {
      await act(world, session, { do: "settle", zombie: false, pick: 0, outcome: 0 });
    }
  }
  r.clock.move(r.context.limits.pendingMs + 1);
  await r.context.scripts.run(
    expireScript,
    [`${r.keys.tagOf(world.device)}:due`],
    [...headArgs(r.keys.tagOf(world.device), r.clock.now(), r.context.limits), 1000, 5000],
  );
}

/** The counters agree with the records, whatever led to them. */
async function counted(): Promise<void> {
  const cells = new Map<string, number>();
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page: Awaited<ReturnType<typeof list>> = await list(r.context, {
      limit: 1000,
      ...(cursor === "" ? {} : { cursor }),
    });
    for (const { state, operation, priority } of page.items) {
      const cell = `${state} ${operation.type} ${priority}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    cursor = page.next;
  }
  const counts = await countOperations(r.context);
  expect(
    new Map(counts.map(({ state, type, priority, count }) => [`${state} ${type} ${priority}`, count])),
  ).toEqual(cells);
}

test("over two protocols, whatever happens, every operation reaches exactly one terminal state, in order, and no zombie writes", async () => {
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
      await counted();
      await drain(world);
      await counted();
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
      for (const lane of new Set(world.submitted.map((one) => one.lane))) {
        const order = world.submitted.filter((one) => one.lane === lane).map(({ id }) => id);
        const ran = world.started.filter((id) => order.includes(id));
        expect(ran.map((id) => order.indexOf(id))).toEqual(
          ran.map((id) => order.indexOf(id)).toSorted((a, b) => a - b),
        );
      }
      const queues = [undefined, ...PROTOCOLS].map((bound) => r.keys.queue(device, bound));
      expect(await r.client.exists(...queues)).toBe(0);
      const wakes = PROTOCOLS.map((protocol) => `${device}:${protocol}`);
      expect(await r.client.zmscore(`${r.keys.tag(partition)}:wakeat`, ...wakes)).toEqual([null, null]);
      expect(await r.client.sismember(r.keys.wake(partition), device)).toBe(0);
    }),
    { numRuns: 60 },
  );
});
