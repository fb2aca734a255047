import type { DeviceId, Knowledge, RingMemory } from "#core";
import type { CwmpParts } from "../parts.ts";
import type { RingCredential } from "./credentials.ts";

/** One way of asking a CPE for a session. A new way is a file here and a row of `methods.table.ts`. */
export interface WakeMethod {
  /** Shown as `wake.method` of the device. */
  readonly name: string;
  /** Why this device cannot be asked in this way; undefined: it can. */
  unable(device: Ringable): string | undefined;
  /** Asks once, and waits no longer than the signal. That the device comes is seen by its Inform, not waited for here. */
  ring(device: Ringable, signal: AbortSignal): Promise<Rung>;
  /** Opens what the method needs. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** Whether what the method depends on is there; absent: it depends on nothing but the device. */
  isUp?(): boolean;
}

/** `rung`: the device was asked, or is busy and comes anyway; else the next method is tried. */
export interface Rung {
  readonly rung: boolean;
  /** What is worth telling an operator; always there when it was not rung. */
  readonly detail?: string;
  /** The device let this one in: those before it are of no use any more. */
  readonly proved?: RingCredential;
}

/** A device that is to be rung. */
export interface Ringable {
  readonly device: DeviceId;
  readonly knowledge: Knowledge;
  /** What is known of its waking over all replicas. */
  readonly memory: RingMemory;
  /** Unix seconds, greater at each ring of the device. */
  readonly stamp: number;
  /** What it may take, the likeliest first; few. */
  readonly credentials: readonly RingCredential[];
  /** A parameter below ManagementServer as last told; undefined when it is not known or empty. */
  readonly told: (leaf: string) => string | undefined;
  /** What the Digest of a request covers on devices of its make; absent: the path of the URL. */
  readonly uri?: string;
  /**
   * Whether a request may go to an address: only to where the device informed from, or into the CPE networks; `proven`: the
   * device has proved by other means that it is there. Never to ourselves, nor where no CPE can be.
   */
  readonly mayRing: (address: string, port: number, proven?: boolean) => boolean;
}

/** Makes a method; undefined where the configuration has no use for it. */
export type MethodFactory = (parts: CwmpParts) => WakeMethod | undefined;
