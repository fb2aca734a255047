import type { Json, JsonObject } from "./json.ts";

/** Questions between replicas, for what only one of them can do. Nothing of it is kept: who is away does not answer. */
export interface Post {
  /** This replica's name. */
  readonly replica: string;
  /** This replica answers a topic from now on; `null`: another one may know. The result ends it. */
  serve(topic: string, answer: (body: JsonObject) => Promise<Json>): () => void;
  /**
   * The first answer that is not null; undefined: none in time. `to`: that replica alone is asked, else all of them. Fault
   * `store.unavailable`.
   */
  ask(topic: string, body: JsonObject, wait: PostWait): Promise<Json | undefined>;
}

export interface PostWait {
  readonly to?: string;
  readonly withinMs: number;
}
