import { Fault, type DeviceId, type RingMemory, type Rings, type WakeResult } from "#core";
import { bindScript, cameScript, doneScript, newsScript, noteScript, turnScript } from "./rings.script.ts";
import type { StoreContext } from "./store.context.ts";

/** What the store keeps of how devices are woken. */
export interface RingStore extends Rings {
  /** How a device was asked for a session by a stack that takes no turns. `at`: when the asking began, ms. */
  note(device: DeviceId, result: WakeResult, at: number): Promise<void>;
}

type TurnReply =
  | readonly []
  | readonly [0, method: string, ringing: 0 | 1]
  | readonly [1, stamp: string, kept: readonly string[]];

export function createRings({ scripts, keys, clock }: StoreContext): RingStore {
  const time = (at: number): string => new Date(at).toISOString();
  async function news(device: DeviceId, ts: number, nonce: string, stored: boolean): Promise<boolean> {
    // A nonce may hold anything, blanks included.
    const mark = Buffer.from(nonce).toString("base64url") || "-";
    const args = [keys.tagOf(device), device, ts, mark, stored ? "1" : ""];
    return (await scripts.run(newsScript, [keys.device(device)], args)) === 1;
  }

  return {
    async turn(device, holdMs) {
      const now = clock.now();
      const reply = (await scripts.run(
        turnScript,
        [keys.device(device)],
        [keys.tagOf(device), device, now, now + holdMs],
      )) as TurnReply;
      if (reply.length === 0) throw new Fault("device.notFound", { device });
      if (reply[0] === 0) {
        const [, method, ringing] = reply;
        if (method !== "") return { may: false, method };
        return { may: false, ...(ringing === 1 ? {} : { vain: true }) };
      }
      return { may: true, stamp: Number(reply[1]), memory: memoryOf(reply[2], now) };
    },
    async done(device, { stamp, tried, result, restMs }) {
      const now = clock.now();
      const came = await scripts.run(
        doneScript,
        [keys.device(device)],
        [keys.tagOf(device), device, stamp, now + restMs, result.state, result.method, time(now), ...tried],
      );
      return came === 1;
    },
    async bind(device, { address, port, replica }, forMs) {
      const args = [keys.tagOf(device), device, address, port, replica, clock.now() + forMs];
      await scripts.run(bindScript, [keys.device(device)], args);
    },
    isNews: (device, ts, nonce) => news(device, ts, nonce, false),
    async tookNews(device, ts, nonce) {
      await news(device, ts, nonce, true);
    },
    async came(device) {
      const now = clock.now();
      await scripts.run(cameScript, [keys.device(device)], [keys.tagOf(device), device, now, time(now)]);
    },
    async note(device, { method, state }, at) {
      const wake = { method, lastResult: state === "open" ? "ok" : state, at: time(at) };
      await scripts.run(noteScript, [keys.device(device)], [wake.at, JSON.stringify(wake)]);
    },
  };
}

function memoryOf(flat: readonly string[], now: number): RingMemory {
  const kept = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) kept.set(flat[i] as string, flat[i + 1] as string);
  const worked = kept.get("worked");
  const inVain = Object.fromEntries(
    [...kept].flatMap(([name, value]) => (name.startsWith("v.") ? [[name.slice(2), Number(value)]] : [])),
  );
  const [address = "", port, replica = ""] = kept.get("udp")?.split(" ") ?? [];
  const bound = Number(kept.get("udpUntil") ?? "0") > now;
  return {
    inVain,
    ...(worked === undefined ? {} : { worked }),
    ...(bound ? { binding: { address, port: Number(port), replica } } : {}),
  };
}
