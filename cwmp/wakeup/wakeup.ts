import { background, within, type DeviceId, type Knowledge, type RingMemory, type WakeResult } from "#core";
import { NEVER_A_CPE, Networks, plainAddress } from "../address.ts";
import { provedPair } from "../onboard/pair.ts";
import type { CwmpParts } from "../parts.ts";
import type { Profiles } from "../profiles.ts";
import { ordered } from "./choose.machine.ts";
import { ringCredentials } from "./credentials.ts";
import { METHODS } from "./methods.table.ts";
import type { Ringable, Rung, WakeMethod } from "./method.ts";

/** A device is not rung again so soon: it is still on its way. */
const AGAIN_MS = 2000;
/** A turn that its replica never ended, because it died, is over after this. */
const HOLD_MS = 20_000;

interface Parts extends CwmpParts {
  /** The port of our own listener: never rung. */
  readonly ownPort: () => number;
  readonly kinds: Profiles;
}

/**
 * Rings devices: one turn at a time for each over all replicas, the methods that can reach it one after the other until
 * one has asked it, only to where the device itself was heard.
 */
export class Wakeup {
  readonly #parts: Parts;
  readonly #methods: readonly WakeMethod[];
  readonly #networks: Networks;
  readonly #never = new Networks(NEVER_A_CPE);
  /** Turns of this replica that are in progress. */
  readonly #ringing = new Map<DeviceId, Promise<WakeResult>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#methods = METHODS.flatMap((make) => make(parts) ?? []);
    this.#networks = new Networks(parts.config.cpeNetworks);
  }

  async start(): Promise<void> {
    for (const method of this.#methods) await method.start?.();
  }

  async stop(): Promise<void> {
    for (const method of this.#methods.toReversed()) await method.stop?.();
  }

  /** Whoever asks while the device is being rung gets the result of that. */
  ring(device: DeviceId, signal: AbortSignal): Promise<WakeResult> {
    const current = this.#ringing.get(device);
    if (current !== undefined) return current;
    const ringing = this.#ring(device, signal).finally(() => this.#ringing.delete(device));
    this.#ringing.set(device, ringing);
    return ringing;
  }

  async #ring(device: DeviceId, signal: AbortSignal): Promise<WakeResult> {
    const { rings, metrics, log } = this.#parts;
    const turn = await rings.turn(device, HOLD_MS);
    if (!turn.may) {
      const { method = "http", vain } = turn;
      return { state: vain === true ? "unreachable" : "rung", method, detail: "tried a moment ago" };
    }
    const tried: string[] = [];
    let result: WakeResult = { state: "unreachable", method: "http", detail: "the request was broken off" };
    try {
      result = await this.#try(device, turn, tried, signal);
    } finally {
      const came = await rings.done(device, { stamp: turn.stamp, tried, result, restMs: AGAIN_MS });
      if (came) result = { ...result, state: "open" };
    }
    metrics.count("cwmp_wakes_total", { method: result.method, state: result.state });
    if (result.state === "unreachable") log.info({ device, detail: result.detail }, "device cannot be rung");
    return result;
  }

  async #try(
    device: DeviceId,
    { stamp, memory }: { readonly stamp: number; readonly memory: RingMemory },
    tried: string[],
    signal: AbortSignal,
  ): Promise<WakeResult> {
    const knowledge = await this.#parts.gateway.knowledge(device, "cwmp");
    const ringable = this.#ringable(device, knowledge, stamp, memory);
    const unable = new Map(this.#methods.map((method) => [method.name, method.unable(ringable)]));
    const able = this.#methods.filter(({ name }) => unable.get(name) === undefined);
    const names = able.map(({ name }) => name);
    const why: [method: string, detail: string][] = [];
    for (const name of ordered(names, memory)) {
      const method = able.find((one) => one.name === name);
      if (method === undefined || signal.aborted) break;
      tried.push(name);
      const { rung, detail } = await this.#ask(method, ringable, signal);
      if (rung) return { state: "rung", method: name, ...(detail === undefined ? {} : { detail }) };
      why.push([name, detail ?? "no answer"]);
    }
    if (why.length === 0)
      for (const [name, detail] of unable) if (detail !== undefined) why.push([name, detail]);
    const told = why.length === 1 ? why[0]?.[1] : why.map((each) => each.join(": ")).join("; ");
    return {
      state: "unreachable",
      method: why[0]?.[0] ?? "http",
      detail: told ?? "no way of waking it is known",
    };
  }

  async #ask(method: WakeMethod, ringable: Ringable, signal: AbortSignal): Promise<Rung> {
    const { gateway, config, clock, log } = this.#parts;
    const ring = (limit: AbortSignal) => method.ring(ringable, limit);
    const rung = await within(clock, config.wakeTimeoutMs, ring, signal);
    const { device, knowledge } = ringable;
    const notes =
      rung.proved === undefined ? undefined : provedPair("connectionRequest", knowledge, rung.proved);
    if (notes !== undefined) {
      // It is not asked with older ones any more.
      const proof = { device, protocol: "cwmp", at: clock.now(), events: [], ...notes } as const;
      background(log, "ring proof", gateway.report(proof));
    }
    return rung;
  }

  /** By name, for methods that depend on a server. */
  servers(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(
      this.#methods.flatMap((method) => (method.isUp === undefined ? [] : [[method.name, method.isUp()]])),
    );
  }

  #ringable(device: DeviceId, knowledge: Knowledge, stamp: number, memory: RingMemory): Ringable {
    const peer = knowledge.memory["peer"];
    const told = (leaf: string): string | undefined =>
      ["Device.", "InternetGatewayDevice."]
        .map((root) => knowledge.values.get(`${root}ManagementServer.${leaf}`)?.value)
        .find((value) => value !== undefined && value !== "");
    const { ringUri } = this.#parts.kinds.of(knowledge.facts).quirks;
    return {
      device,
      knowledge,
      ...(ringUri === undefined ? {} : { uri: ringUri }),
      memory,
      stamp,
      credentials: ringCredentials(knowledge, this.#parts.config.ringCredentials),
      told,
      mayRing: (address, port, proven = false) =>
        this.#isPossible(address, port) &&
        (proven || this.#isNear(address, typeof peer === "string" ? plainAddress(peer) : undefined)),
    };
  }

  /** Some address can be no CPE, and ours are none. */
  #isPossible(address: string, port: number): boolean {
    if (this.#never.has(address)) return false;
    const plain = plainAddress(address);
    const own = port === this.#parts.ownPort();
    return !(own && (plain === plainAddress(this.#parts.config.bind) || plain.startsWith("127.")));
  }

  /** Back to where the last Inform came from, or into the CPE networks. */
  #isNear(address: string, peer: string | undefined): boolean {
    const plain = plainAddress(address);
    return plain === peer || this.#networks.has(plain);
  }
}
