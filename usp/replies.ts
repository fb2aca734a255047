import { asFault, badInput, type Log, type Metrics } from "#core";
import { FIRST_VERSION, routeOver, type Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { EndpointId } from "./endpointid.ts";
import type { Sightings } from "./doctor/sightings.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { Inbound, Route } from "./mtp/mtp.ts";
import type { Mtps } from "./mtp/mtps.ts";
import { disconnectRecord, noSessionRecord, SESSION_NOT_ALLOWED, type Ends } from "./record.ts";

export interface RepliesParts {
  readonly agents: Agents;
  readonly mtps: Pick<Mtps, "send" | "allows">;
  readonly sightings: Sightings;
  readonly config: UspConfig;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Answers to what agents send, and only to places that are theirs. */
export class Replies {
  readonly #parts: RepliesParts;

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  /** Answers leave in the background: waiting for their acknowledgement would hold up the one it arrives after. */
  reply(from: EndpointId, inbound: Inbound, msg: Draft<"Msg">): void {
    const route = this.#returnRoute(from, inbound);
    if (route === undefined) return;
    const record = noSessionRecord(this.#ends(from), msg); // [TR-369 R-MSG.0a]
    this.#send(from, route, record);
  }

  #send(to: EndpointId, route: Route, record: Uint8Array): void {
    this.#parts.mtps.send(to, route, record).catch((error: unknown) => {
      // Not lost: an agent that wants an answer asks again.
      this.#parts.log.info({ endpoint: to, fault: asFault(error).code }, "answer not sent");
    });
  }

  /** [TR-369 R-E2E.6a] */
  refuseSession(from: EndpointId, inbound: Inbound): void {
    badInput(this.#parts, "usp", "sessionContext", { peer: from });
    const route = this.#returnRoute(from, inbound);
    if (route === undefined) return;
    const record = disconnectRecord(this.#ends(from), SESSION_NOT_ALLOWED, "session context not allowed");
    this.#send(from, route, record);
  }

  /** On the transport of the request: where the agent is known to be, else where it says, when that is its own place. */
  #returnRoute(from: EndpointId, { mtp, returnRoute }: Inbound): Route | undefined {
    const known = routeOver(this.#parts.agents.cached(from), mtp);
    if (known !== undefined) return known;
    return returnRoute !== undefined && this.isAllowed(from, returnRoute) ? returnRoute : undefined;
  }

  /** Whether this endpoint may be reached there: at one of its own places, and never at one of ours. */
  isAllowed(from: EndpointId, route: Route): boolean {
    return this.#parts.mtps.allows(from, route);
  }

  refuseRoute(from: EndpointId, route: Route | undefined): void {
    const given = route === undefined ? {} : { route: JSON.stringify(route).slice(0, 200) };
    badInput(this.#parts, "usp", "topic", { peer: from, ...given });
    const { endpointId: to } = this.#parts.config;
    const topic = route === undefined ? { responseTopic: null } : topicOf(route);
    this.#parts.sightings.note({
      from,
      to,
      version: FIRST_VERSION,
      kind: "message",
      refused: "route",
      ...topic,
    });
  }

  #ends(peer: EndpointId): Ends {
    const version = this.#parts.agents.cached(peer)?.version ?? FIRST_VERSION;
    return { own: this.#parts.config.endpointId, peer, version };
  }
}

function topicOf(route: Route): { readonly responseTopic?: string; readonly mqtt?: "5" | "3.1.1" } {
  return route.mtp === "mqtt" ? { responseTopic: route.topic, mqtt: route.version } : {};
}
