import { afterEach } from "vitest";
import { createSlicer, unmetered, type Log, type SessionKeeper, type SessionRecording } from "#core";
import { CWMP_DEFAULTS, createCwmpStack, type CwmpConfig, type CwmpParts, type CwmpStack } from "#cwmp";
import { MovableClock } from "../clock.ts";
import { MemoryGateway } from "./gateway.ts";
import { MemoryPost } from "./post.ts";
import { MemoryRings } from "./rings.ts";

export interface Acs {
  readonly stack: CwmpStack;
  readonly gateway: MemoryGateway;
  readonly rings: MemoryRings;
  readonly post: MemoryPost;
  readonly clock: MovableClock;
  readonly address: { readonly host: string; readonly port: number };
  /** What was logged, as JSON. */
  readonly lines: string[];
}

function logTo(lines: string[]): Log {
  const write = (fields: object, message: string): void =>
    void lines.push(JSON.stringify({ ...fields, message }));
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}

const started: CwmpStack[] = [];

afterEach(async () => {
  for (const stack of started.splice(0)) await stack.stop(AbortSignal.abort());
});

/** Pauses wherever anything may pause. */
const shredder = createSlicer({ now: () => 0, pause: (then) => void setImmediate(then), budgetMs: 0 });

/** A CWMP stack on a free port of loopback; stopped after the test. Two with one gateway are two replicas. */
export async function startAcs(
  config: Partial<CwmpConfig> = {},
  recorder?: SessionKeeper,
  gateway = new MemoryGateway(),
  profiles?: CwmpParts["profiles"],
  shared: { readonly rings?: MemoryRings; readonly post?: MemoryPost; readonly clock?: MovableClock } = {},
): Promise<Acs> {
  const clock = shared.clock ?? new MovableClock();
  const lines: string[] = [];
  gateway.now = () => clock.now();
  const rings = shared.rings ?? new MemoryRings();
  rings.clock = clock;
  const post = shared.post ?? new MemoryPost();
  const stack = createCwmpStack({
    gateway,
    rings,
    post,
    clock,
    log: logTo(lines),
    metrics: unmetered,
    slicer: shredder,
    ...(recorder === undefined ? {} : { recorder }),
    ...(profiles === undefined ? {} : { profiles }),
    config: { ...CWMP_DEFAULTS, port: 0, enrolment: "open", ...config },
  });
  await stack.start();
  started.push(stack);
  return { stack, gateway, rings, post, clock, address: stack.address(), lines };
}

/** Keeps the recordings of every session. */
export function keeper(): SessionKeeper & { readonly kept: SessionRecording[] } {
  const kept: SessionRecording[] = [];
  return { kept, follows: () => true, keep: async (recording) => void kept.push(recording) };
}
