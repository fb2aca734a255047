import { randomBytes } from "node:crypto";
import { asFault, background, type Clock, type Json, type JsonObject, type Log, type Post } from "#core";
import type { Keys } from "../state/keys.ts";
import { connectRedis, stored, type RedisClient } from "../state/redis.ts";

export interface PostOffice extends Post {
  /** Connects. Fault `store.unavailable`. */
  start(): Promise<void>;
  stop(): void;
}

export interface PostOptions {
  readonly url: string;
  readonly keys: Keys;
  readonly client: RedisClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly replica: string;
}

interface Question {
  readonly id: string;
  readonly from: string;
  readonly topic: string;
  readonly body: JsonObject;
}
interface Answer {
  readonly re: string;
  readonly body: Json;
}

/** Over publish and subscribe, with answers: the number of subscribers that Redis tells is that of one node of a cluster only. */
export function createPost({ url, keys, client, clock, log, replica }: PostOptions): PostOffice {
  // A process has a channel of its own, as a namesake of its replica may still be leaving.
  const instance = `${replica}.${randomBytes(6).toString("hex")}`;
  const channel = (name: string): string => keys.feed(`post:${name}`);
  const served = new Map<string, (body: JsonObject) => Promise<Json>>();
  const waiting = new Map<string, (body: Json) => void>();
  let mail: RedisClient | undefined;

  async function answer({ id, from, topic, body }: Question): Promise<void> {
    const told = await served.get(topic)?.(body);
    if (told === undefined || told === null) return;
    await stored(client.publish(channel(from), JSON.stringify({ re: id, body: told } satisfies Answer)));
  }

  function take(text: string): void {
    const message = JSON.parse(text) as Question | Answer;
    if ("re" in message) waiting.get(message.re)?.(message.body);
    else if (served.has(message.topic)) background(log, "post.answer", answer(message));
  }

  return {
    replica,
    serve(topic, handler) {
      served.set(topic, handler);
      return () => served.delete(topic);
    },
    async ask(topic, body, { to, withinMs }) {
      if (to === undefined || to === replica) {
        const own = await served.get(topic)?.(body);
        if (own !== undefined && own !== null) return own;
      }
      const id = randomBytes(9).toString("base64url");
      const question: Question = { id, from: instance, topic, body };
      let cancel = (): void => undefined;
      const answered = new Promise<Json | undefined>((resolve) => {
        waiting.set(id, resolve);
        cancel = clock.after(withinMs, () => resolve(undefined));
      });
      try {
        await stored(client.publish(channel(to ?? "all"), JSON.stringify(question)));
        return await answered;
      } finally {
        cancel();
        waiting.delete(id);
      }
    },
    async start() {
      mail = await connectRedis(url, log, { enableOfflineQueue: true });
      mail.on("message", (_channel: string, text: string) => {
        try {
          take(text);
        } catch (error) {
          log.warn({ error: asFault(error) }, "a message of a replica could not be read");
        }
      });
      await stored(mail.subscribe(channel(instance), channel(replica), channel("all")));
    },
    stop() {
      mail?.disconnect();
    },
  };
}
