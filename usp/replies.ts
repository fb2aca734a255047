import { asFault, badInput, type Log, type Metrics } from "#core";
import { FIRST_VERSION, type Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { EndpointId } from "./endpointid.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { Address, Inbound, Mtp } from "./mtp/mtp.ts";
import { topicAllowed } from "./mtp/topic.ts";
import { disconnectRecord, noSessionRecord, SESSION_NOT_ALLOWED, type Ends } from "./record.ts";

export interface RepliesParts {
  readonly agents: Agents;
  readonly mtp: Mtp;
  readonly config: UspConfig;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Answers to what agents send, and only to topics that are theirs. */
export class Replies {
  readonly #parts: RepliesParts;

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  /** Answers leave in the background: waiting for their acknowledgement would hold up the one it arrives after. */
  reply(from: EndpointId, inbound: Inbound, msg: Draft<"Msg">): void {
    const address = this.#returnAddress(from, inbound);
    if (address === undefined) return;
    const record = noSessionRecord(this.#ends(from), msg); // [TR-369 R-MSG.0a]
    this.#send(from, address, record);
  }

  #send(to: EndpointId, address: Address, record: Uint8Array): void {
    this.#parts.mtp.send(to, address, record).catch((error: unknown) => {
      // Not lost: an agent that wants an answer asks again.
      this.#parts.log.info({ endpoint: to, fault: asFault(error).code }, "answer not sent");
    });
  }

  /** [TR-369 R-E2E.6a] */
  refuseSession(from: EndpointId, inbound: Inbound): void {
    badInput(this.#parts, "usp", "sessionContext", { peer: from });
    const address = this.#returnAddress(from, inbound);
    if (address === undefined) return;
    const record = disconnectRecord(this.#ends(from), SESSION_NOT_ALLOWED, "session context not allowed");
    this.#send(from, address, record);
  }

  /** Where the agent is known to be, else where it says, when that is one of its own topics. */
  #returnAddress(from: EndpointId, { returnPath: topic, version }: Inbound): Address | undefined {
    const known = this.#parts.agents.cached(from)?.address;
    if (known !== undefined) return known;
    return topic !== undefined && this.isAllowed(from, topic) ? { topic, version } : undefined;
  }

  /** Whether this endpoint may be reached at this topic: one of its own, and never one of ours. */
  isAllowed(from: EndpointId, topic: string): boolean {
    return (
      topicAllowed(this.#parts.config.agentTopic, from, topic) && !topic.startsWith(this.#parts.config.topic)
    );
  }

  refuseTopic(from: EndpointId, topic: string | undefined): void {
    badInput(this.#parts, "usp", "topic", { peer: from, topic: topic?.slice(0, 200) });
  }

  #ends(peer: EndpointId): Ends {
    const version = this.#parts.agents.cached(peer)?.version ?? FIRST_VERSION;
    return { own: this.#parts.config.endpointId, peer, version };
  }
}
