import { asFault, badInput, type Log, type Metrics } from "#core";
import { routeOver, type Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { EndpointId } from "./endpointid.ts";
import type { Sightings } from "./doctor/sightings.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { Inbound, Route } from "./mtp/mtp.ts";
import type { Mtps } from "./mtp/mtps.ts";
import { SESSION_NOT_ALLOWED } from "./record.ts";
import type { Records } from "./records.ts";
import { FIRST_VERSION } from "./version.ts";

export interface RepliesParts {
  readonly agents: Agents;
  readonly mtps: Pick<Mtps, "allows">;
  readonly records: Pick<Records, "answer" | "disconnect">;
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
    const route = this.returnRoute(from, inbound);
    if (route !== undefined)
      this.#inBackground(from, this.#parts.records.answer(from, route, msg, inbound.inSession === true));
  }

  #inBackground(to: EndpointId, sending: Promise<unknown>): void {
    sending.catch((error: unknown) => {
      // Not lost: an agent that wants an answer asks again.
      this.#parts.log.info({ endpoint: to, fault: asFault(error).code }, "answer not sent");
    });
  }

  /** A kind of record that is not taken: the agent is told by a Disconnect record with code and reason. [TR-369 R-MTP.9] */
  refuse(from: EndpointId, inbound: Inbound, code: number): void {
    badInput(this.#parts, "usp", code === SESSION_NOT_ALLOWED ? "sessionContext" : "security", {
      peer: from,
      code,
    });
    const route = this.returnRoute(from, inbound);
    if (route !== undefined) this.#inBackground(from, this.#parts.records.disconnect(from, route, code));
  }

  /** On the transport of the request: where the agent is known to be, else where it says, when that is its own place. */
  returnRoute(from: EndpointId, { mtp, returnRoute }: Inbound): Route | undefined {
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
}

function topicOf(route: Route): { readonly responseTopic?: string; readonly mqtt?: "5" | "3.1.1" } {
  return route.mtp === "mqtt" ? { responseTopic: route.topic, mqtt: route.version } : {};
}
