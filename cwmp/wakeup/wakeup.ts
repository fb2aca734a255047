import { within, type DeviceId, type Knowledge, type WakeResult } from "#core";
import { NEVER_A_CPE, Networks, plainAddress } from "../address.ts";
import type { CwmpParts } from "../parts.ts";
import { ringHttp, type Ring } from "./http.ts";

/** A device is not rung again so soon: it is still on its way. */
const AGAIN_MS = 2000;

interface Parts extends CwmpParts {
  /** The port of our own listener: never rung. */
  readonly ownPort: () => number;
}

/** Rings devices: one request at a time for each, only to where the device itself was heard. */
export class Wakeup {
  readonly #parts: Parts;
  readonly #networks: Networks;
  readonly #never = new Networks(NEVER_A_CPE);
  /** By device: the request in progress, or what became of the last one. */
  readonly #ringing = new Map<DeviceId, Promise<WakeResult>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#networks = new Networks(parts.config.cpeNetworks);
  }

  /** A second call within two seconds gets the first one's result, unless the device has come meanwhile. */
  ring(device: DeviceId, signal: AbortSignal): Promise<WakeResult> {
    const current = this.#ringing.get(device);
    if (current !== undefined) return current;
    const ringing = this.#ring(device, signal);
    this.#ringing.set(device, ringing);
    const forget = (): void => {
      if (this.#ringing.get(device) === ringing) this.#ringing.delete(device);
    };
    ringing.then((result) => {
      this.#parts.metrics.count("cwmp_wakes_total", { method: result.method, state: result.state });
      this.#parts.clock.after(AGAIN_MS, forget);
    }, forget);
    return ringing;
  }

  /** The device has come: the next ring is a new one. */
  arrived(device: DeviceId): void {
    this.#ringing.delete(device);
  }

  async #ring(device: DeviceId, signal: AbortSignal): Promise<WakeResult> {
    const { gateway, config, clock, log } = this.#parts;
    const knowledge = await gateway.knowledge(device, "cwmp");
    const ring = ringOf(knowledge);
    if (ring === undefined)
      return { state: "unreachable", method: "http", detail: "the device has no connection request URL" };
    const peer = text(knowledge.memory["peer"]);
    const mayRing = (address: string): boolean => this.#mayRing(address, ring.url, peer);
    const result = await within(
      clock,
      config.wakeTimeoutMs,
      (limit) => ringHttp(ring, mayRing, limit),
      signal,
    );
    if (result.state === "unreachable") log.info({ device, detail: result.detail }, "device cannot be rung");
    return result;
  }

  /** Only back to where the last Inform came from, or into the CPE networks; never to ourselves. */
  #mayRing(address: string, url: string, peer: string | undefined): boolean {
    if (this.#never.has(address)) return false;
    const own = new URL(url).port === String(this.#parts.ownPort());
    const plain = plainAddress(address);
    if (own && (plain === plainAddress(this.#parts.config.bind) || plain.startsWith("127."))) return false;
    return (peer !== undefined && plain === plainAddress(peer)) || this.#networks.has(plain);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The snapshot's URL is as new as the last Inform; memory has it from when it last changed. */
function ringOf({ values, memory, secrets }: Knowledge): Ring | undefined {
  const told = (root: string): string | undefined =>
    text(values.get(`${root}ManagementServer.ConnectionRequestURL`)?.value);
  const url = told("Device.") ?? told("InternetGatewayDevice.") ?? text(memory["connectionRequestUrl"]);
  if (url === undefined) return undefined;
  const username = text(memory["connectionRequestUsername"]);
  const password = secrets["connectionRequestPassword"];
  return {
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}
