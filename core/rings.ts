import type { DeviceId } from "./device.ts";
import type { WakeResult } from "./stack.ts";

/** Where a device listens for UDP, as its own requests came from there. */
export interface UdpBinding {
  readonly address: string;
  readonly port: number;
  /** The replica whose socket the device talks to: behind a NAT it hears no other one. */
  readonly replica: string;
}

/** What all replicas together know of how a device is woken. */
export interface RingMemory {
  /** The method that last brought it. */
  readonly worked?: string;
  /** By method: how often in a row it was rung and did not come. */
  readonly inVain: Readonly<Record<string, number>>;
  readonly binding?: UdpBinding;
}

/** The right to ring one device. `stamp`: Unix seconds, strictly rising for the device over all replicas and restarts. */
export type RingTurn =
  | { readonly may: true; readonly stamp: number; readonly memory: RingMemory }
  /** It is being rung, or was a moment ago by `method`; `vain`: it could not be, a moment ago. */
  | { readonly may: false; readonly method?: string; readonly vain?: true };

/** How one turn went. */
export interface RingEnd {
  readonly stamp: number;
  /** Methods that were tried, in order. */
  readonly tried: readonly string[];
  readonly result: WakeResult;
  /** For how long the device is not rung again unless it comes, ms. */
  readonly restMs: number;
}

/** Whose turn it is to ring a device, and what came of it. Every promise rejects with `store.unavailable` while Redis is gone. */
export interface Rings {
  /** A turn that its holder does not end is over after `holdMs`. Fault `device.notFound`. */
  turn(device: DeviceId, holdMs: number): Promise<RingTurn>;
  /** Ends a turn. Every method that was tried counts as in vain until the device comes. True: it has come already. */
  done(device: DeviceId, end: RingEnd): Promise<boolean>;
  /** A device proved that it listens there; forgotten after `forMs`. At a new place it may be rung at once. Without effect on a device that is gone. */
  bind(device: DeviceId, binding: UdpBinding, forMs: number): Promise<void>;
  /** Whether what a device tells by datagrams is news: later than the last one, or of its second with another nonce. */
  isNews(device: DeviceId, ts: number, nonce: string): Promise<boolean>;
  /** Such a datagram was stored. */
  tookNews(device: DeviceId, ts: number, nonce: string): Promise<void>;
  /** The device came because it was rung: the method that rang it last has worked. */
  came(device: DeviceId): Promise<void>;
}
