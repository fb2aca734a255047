import { setMaxListeners } from "node:events";
import {
  asFault,
  background,
  within,
  type DeviceId,
  type DeviceStack,
  type Protocol,
  type WakeResult,
} from "#core";
import type { OperateContext } from "./context.ts";
import { headArgs } from "./head.ts";
import { ringScript } from "./ring.script.ts";

/** Gets devices that have work to open a session. */
export interface Dispatch {
  /** New work was queued: wakes a reachable agent at once, asks for a wake job otherwise. Never rejects. */
  queued(device: DeviceId, protocol: Protocol | undefined): void;
  /** The body of a wake job: rings the device over a protocol if that is of use now. Ends as soon as the ring is out. */
  ring(device: DeviceId, protocol: Protocol): Promise<RingOutcome>;
  /** Rings whatever the queue says, for an operator. Undefined: no stack here can reach the device. */
  force(device: DeviceId, protocol: Protocol): Promise<WakeResult | undefined>;
  stop(): void;
}

export type RingOutcome = "none" | "open" | "later" | "elsewhere" | WakeResult["state"];

export interface DispatchOptions {
  readonly context: OperateContext;
  readonly stacks: () => ReadonlyMap<Protocol, DeviceStack>;
  /** The protocols whose stacks run in this process. */
  readonly served: readonly Protocol[];
  /** Adds a wake job; deduplicated by device. */
  readonly enqueue: (device: DeviceId, protocol: Protocol) => Promise<void>;
  /** Keeps how the last ring went with the device, for stacks that do not themselves. `at`: when it began, ms. */
  readonly rung: (device: DeviceId, result: WakeResult, at: number) => Promise<void>;
}

/** A stack has this long to get the ring out. */
const RING_MS = 15_000;

export function createDispatch({ context, stacks, served, enqueue, rung }: DispatchOptions): Dispatch {
  const { log, clock, metrics } = context;
  const stopping = new AbortController();
  // One listener for each wake under way, which goes with it: as many as wake at once are no leak.
  setMaxListeners(0, stopping.signal);
  /** Agents whose stack is being woken: more work in the meantime is found by the session. */
  const waking = new Map<DeviceId, boolean>();

  async function wake(device: DeviceId, stack: DeviceStack): Promise<WakeResult> {
    try {
      const ring = (signal: AbortSignal): Promise<WakeResult> => stack.wake(device, signal);
      const result = await within(clock, RING_MS, ring, stopping.signal);
      metrics.count("bridge_wakes_total", { protocol: stack.protocol, state: result.state });
      return result;
    } catch (error) {
      const fault = asFault(error);
      log.warn({ device, protocol: stack.protocol, error: fault }, "wake failed");
      metrics.count("bridge_wakes_total", { protocol: stack.protocol, state: "failed" });
      return { state: "unreachable", method: stack.protocol, detail: fault.message };
    }
  }

  /** One wake at a time; work that comes while it runs leads to one more, so none is missed. */
  async function wakeDirect(device: DeviceId, stack: DeviceStack): Promise<void> {
    if (waking.has(device)) {
      waking.set(device, true);
      return;
    }
    do {
      waking.set(device, false);
      await wake(device, stack);
    } while (waking.get(device) === true && !stopping.signal.aborted);
    waking.delete(device);
  }

  return {
    queued(device, protocol) {
      // A device that never came over any protocol cannot be asked; it takes its work when it comes.
      if (protocol === undefined) return;
      const stack = protocol === "usp" && served.includes("usp") ? stacks().get("usp") : undefined;
      const work = stack === undefined ? enqueue(device, protocol) : wakeDirect(device, stack);
      background(log, "dispatch.queued", work);
    },
    async ring(device, protocol) {
      const [verdict] = (await context.scripts.run(
        ringScript,
        [context.keys.device(device)],
        [
          ...headArgs(context.keys.tagOf(device), clock.now(), context.limits),
          device,
          protocol,
          context.pressed() ? "1" : "",
          ...context.limits.ringBackoffMs,
        ],
      )) as ["none" | "later" | "ring" | "open"];
      if (verdict !== "ring") return verdict;
      const stack = stacks().get(protocol);
      if (stack === undefined) {
        // Whoever takes the protocol's jobs has its stack.
        if (!served.includes(protocol)) await enqueue(device, protocol);
        return "elsewhere";
      }
      const at = clock.now();
      const result = await wake(device, stack);
      if (stack.takesTurns !== true) await rung(device, result, at);
      return result.state;
    },
    async force(device, protocol) {
      const stack = stacks().get(protocol);
      if (stack === undefined) return undefined;
      const at = clock.now();
      const result = await wake(device, stack);
      if (stack.takesTurns !== true) await rung(device, result, at);
      return result;
    },
    stop: () => stopping.abort(),
  };
}
