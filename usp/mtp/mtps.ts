import { Fault } from "#core";
import type { EndpointId } from "../endpointid.ts";
import type { Mtp, MtpHandlers, MtpName, Route, Sent } from "./mtp.ts";

/** The best first: a connection of the agent's own, then brokers. */
const PREFERENCE: readonly MtpName[] = ["websocket", "mqtt", "stomp"];

/** Routes in the order in which they are tried while nothing speaks against one. */
export function byPreference(routes: readonly Route[]): readonly Route[] {
  return PREFERENCE.flatMap((name) => routes.filter(({ mtp }) => mtp === name));
}

export interface MtpsHandlers extends Pick<MtpHandlers, "receive"> {
  state(mtp: MtpName, up: boolean): void;
  gone(mtp: MtpName, endpoint: EndpointId): void;
}

/** All transports of the controller. A route of one that is not there reaches nobody. */
export class Mtps {
  readonly #mtps: ReadonlyMap<MtpName, Mtp>;

  constructor(mtps: readonly Mtp[]) {
    this.#mtps = new Map(mtps.map((mtp) => [mtp.name, mtp]));
  }

  async start(handlers: MtpsHandlers): Promise<void> {
    const starting = [...this.#mtps.values()].map((mtp) =>
      mtp.start({
        receive: (message) => handlers.receive(message),
        state: (up) => handlers.state(mtp.name, up),
        gone: (endpoint) => handlers.gone(mtp.name, endpoint),
      }),
    );
    await Promise.all(starting);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#mtps.values()].map((mtp) => mtp.stop()));
  }

  /** Rejects with Fault `broker.unavailable`. */
  async send(to: EndpointId, route: Route, record: Uint8Array, loosely?: true): Promise<Sent> {
    const mtp = this.#mtps.get(route.mtp);
    if (mtp === undefined) throw new Fault("broker.unavailable", { detail: `no ${route.mtp}`, sent: false });
    return await mtp.send(to, route, record, loosely);
  }

  reaches(to: EndpointId, route: Route): boolean {
    return this.#mtps.get(route.mtp)?.reaches(to, route) === true;
  }

  allows(endpoint: EndpointId, route: Route): boolean {
    return this.#mtps.get(route.mtp)?.allows(endpoint, route) === true;
  }

  lifetime(to: EndpointId, route: Route): AbortSignal | undefined {
    return this.#mtps.get(route.mtp)?.lifetime?.(to);
  }

  /** Whether this transport is there and records can leave by it. */
  isUp(name: MtpName): boolean {
    return this.#mtps.get(name)?.isUp() === true;
  }
}
