import type { Json, JsonObject, Post, PostWait } from "#core";

/** The port among replicas of one process: all made with the same `rooms` hear one another. */
export class MemoryPost implements Post {
  readonly replica: string;
  readonly #rooms: Map<string, Map<string, (body: JsonObject) => Promise<Json>>>;

  constructor(replica = "one", rooms?: MemoryPost) {
    this.replica = replica;
    this.#rooms = rooms === undefined ? new Map() : rooms.#rooms;
  }

  serve(topic: string, answer: (body: JsonObject) => Promise<Json>): () => void {
    const own = this.#rooms.get(this.replica) ?? new Map<string, (body: JsonObject) => Promise<Json>>();
    this.#rooms.set(this.replica, own.set(topic, answer));
    return () => own.delete(topic);
  }

  async ask(topic: string, body: JsonObject, { to }: PostWait): Promise<Json | undefined> {
    for (const [name, topics] of this.#rooms) {
      const told = to === undefined || to === name ? await topics.get(topic)?.(body) : undefined;
      if (told !== undefined && told !== null) return told;
    }
    return undefined;
  }
}
