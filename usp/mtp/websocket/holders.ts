import type { EndpointId } from "../../endpointid.ts";
import type { Connection } from "./connection.ts";
import type { Opener } from "./identity.ts";
import { rankOf } from "../../trust/rank.ts";

/** The one connection of each endpoint that is spoken to. [TR-369 R-WS.4] */
export class Holders {
  readonly #byEndpoint = new Map<EndpointId, Connection>();

  get size(): number {
    return this.#byEndpoint.size;
  }

  of(endpoint: EndpointId): Connection | undefined {
    return this.#byEndpoint.get(endpoint);
  }

  /** Whether somebody with a stronger proof holds the endpoint: a connection that proves less never displaces it. */
  isOutranked(opener: Opener): boolean {
    const holder = this.#byEndpoint.get(opener.endpoint);
    return holder !== undefined && holder.isOpen && rankOf(holder.opener.proof) > rankOf(opener.proof);
  }

  /** The connection is the endpoint's from now on; the result is the one that was before. */
  take(connection: Connection): Connection | undefined {
    const older = this.#byEndpoint.get(connection.endpoint);
    this.#byEndpoint.set(connection.endpoint, connection);
    return older === connection ? undefined : older;
  }

  /** True when the connection was the endpoint's. */
  leave(connection: Connection): boolean {
    if (this.#byEndpoint.get(connection.endpoint) !== connection) return false;
    return this.#byEndpoint.delete(connection.endpoint);
  }
}
