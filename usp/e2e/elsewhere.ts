import type { Json, JsonObject, Post } from "#core";
import { asEndpointId, type EndpointId } from "../endpointid.ts";
import type { Inbound, Route, Sent } from "../mtp/mtp.ts";

/** What this replica does for the others: those that hold a session, and those that asked in it. */
export interface Holding {
  /** A record of an agent whose session is held here. Rejects when its bringer must keep it. */
  record(inbound: Inbound): Promise<void>;
  /** Sends a request of another replica in the session. */
  send(to: EndpointId, route: Route, payload: Uint8Array, message: string, asker: string): Promise<Sent>;
  /** An answer to what was asked here. */
  answer(from: EndpointId, payload: Uint8Array): void;
  lost(from: EndpointId, messages: readonly string[]): void;
  abandon(to: EndpointId, message: string): void;
  connected(from: EndpointId): void;
  disconnected(from: EndpointId, code: number): void;
}

const TOPIC = "usp.session";
/** A replica that has not answered by then does not hold the session any more. */
const ANSWER_MS = 3000;

/**
 * A session context is held by one replica. Its records may come to any of them, and any of them may have something to ask: they
 * pass it on to the one that holds it. One that does not answer has lost it, and the session begins anew at another one.
 */
export class Elsewhere {
  readonly #post: Post;

  constructor(post: Post) {
    this.#post = post;
  }

  get here(): string {
    return this.#post.replica;
  }

  /** The result ends it. */
  serve(holding: Holding): () => void {
    return this.#post.serve(TOPIC, (body) => answerOf(holding, body));
  }

  /** Whether the replica took the record. Fault `store.unavailable`. */
  async record(to: string, { bytes, ...outside }: Inbound): Promise<boolean> {
    const given = JSON.parse(JSON.stringify(outside)) as JsonObject;
    return (await this.#ask(to, { do: "record", bytes: base64(bytes), outside: given })) === true;
  }

  /** Undefined when the replica does not answer. */
  async send(
    to: string,
    endpoint: EndpointId,
    route: Route,
    payload: Uint8Array,
    message: string,
  ): Promise<Sent | undefined> {
    const body = { do: "send", endpoint, route: { ...route }, payload: base64(payload), message };
    const sent = await this.#ask(to, { ...body, asker: this.here });
    return sent === "sent" || sent === "noReceiver" ? sent : undefined;
  }

  /** What the replica is only told. */
  async tell(
    to: string,
    endpoint: EndpointId,
    what:
      | { readonly do: "answer"; readonly payload: string }
      | { readonly do: "lost"; readonly messages: readonly string[] }
      | { readonly do: "abandon"; readonly message: string }
      | { readonly do: "connected" }
      | { readonly do: "disconnected"; readonly code: number },
  ): Promise<void> {
    await this.#ask(to, { ...what, endpoint });
  }

  #ask(to: string, body: JsonObject): Promise<Json | undefined> {
    return this.#post.ask(TOPIC, body, { to, withinMs: ANSWER_MS });
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

async function answerOf(holding: Holding, body: JsonObject): Promise<Json> {
  const bytesIn = (name: string) => Buffer.from(textIn(body, name), "base64");
  const wanted = textIn(body, "do");
  if (wanted === "record") {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a replica of ours said it
    const outside = body["outside"] as unknown as Omit<Inbound, "bytes">;
    await holding.record({ ...outside, bytes: bytesIn("bytes"), passedOn: true });
    return true;
  }
  const endpoint = asEndpointId(textIn(body, "endpoint"));
  if (endpoint === undefined) return null;
  switch (wanted) {
    case "send": {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a replica of ours said it
      const route = body["route"] as unknown as Route;
      return await holding.send(
        endpoint,
        route,
        bytesIn("payload"),
        textIn(body, "message"),
        textIn(body, "asker"),
      );
    }
    case "answer":
      holding.answer(endpoint, bytesIn("payload"));
      return true;
    case "lost":
      holding.lost(endpoint, (body["messages"] as readonly Json[]).map(String));
      return true;
    case "abandon":
      holding.abandon(endpoint, textIn(body, "message"));
      return true;
    case "connected":
      holding.connected(endpoint);
      return true;
    case "disconnected":
      holding.disconnected(endpoint, Number(body["code"]));
      return true;
    default:
      return null;
  }
}

function textIn(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}
