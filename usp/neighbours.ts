import type { DeviceId, Json, JsonObject, Post } from "#core";
import type { Agent } from "./agents.ts";
import { asEndpointId, type EndpointId } from "./endpointid.ts";

/** What this replica does for others, of the agents that are connected to it. */
export interface Neighbourly {
  holds(endpoint: EndpointId): boolean;
  /** The endpoint is connected elsewhere, by a proof of that rank: false when the one here is stronger. */
  leave(endpoint: EndpointId, rank: number): boolean;
  /** Opens a device session for an agent that is connected here. */
  wake(device: DeviceId): Promise<boolean>;
}

const TOPIC = "usp.websocket";
const ANSWER_MS = 2000;

/** A WebSocket is held by one replica; what the others want of it they ask that one for. */
export class Neighbours {
  readonly #post: Post;

  constructor(post: Post) {
    this.#post = post;
  }

  /** The result ends it. */
  serve(here: Neighbourly): () => void {
    return this.#post.serve(TOPIC, (body) => this.#answer(here, body));
  }

  /** Whether another replica is connected to the endpoint. Fault `store.unavailable`. */
  async hold(endpoint: EndpointId): Promise<boolean> {
    return (await this.#ask({ do: "holds", endpoint })) === true;
  }

  /** Ends what others hold of an endpoint that is connected here now. [TR-369 R-WS.4] */
  async dismiss(endpoint: EndpointId, rank: number): Promise<void> {
    await this.#ask({ do: "leave", endpoint, rank });
  }

  /** Has the replica that holds the agent's connection open a device session: false when none does. */
  async wake({ device, endpoint }: Agent, replica: string): Promise<boolean> {
    return (await this.#ask({ do: "wake", endpoint, device }, replica)) === true;
  }

  #ask(body: JsonObject, to?: string): Promise<Json | undefined> {
    const wait = { withinMs: ANSWER_MS, ...(to === undefined ? {} : { to }) };
    return this.#post.ask(TOPIC, { ...body, from: this.#post.replica }, wait);
  }

  /** `null`: not here. */
  async #answer(here: Neighbourly, body: JsonObject): Promise<Json> {
    const { endpoint: name, device, rank } = body;
    const endpoint = typeof name === "string" ? asEndpointId(name) : undefined;
    if (endpoint === undefined || body["from"] === this.#post.replica || !here.holds(endpoint)) return null;
    if (body["do"] === "holds") return true;
    if (body["do"] === "leave") return here.leave(endpoint, Number(rank)) ? true : null;
    if (body["do"] !== "wake" || typeof device !== "string") return null;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a replica of ours said it
    return (await here.wake(device as DeviceId)) ? true : null;
  }
}
