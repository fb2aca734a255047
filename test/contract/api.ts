import { sleep } from "#core";
import { systemClock as clock } from "../../src/platform/clock.ts";

export type Json = Readonly<Record<string, unknown>>;

/** An answer of the API as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface ApiClient {
  call(
    method: string,
    path: string,
    body?: Json,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

/** A client of the API that knows nothing of the gateway but its address and a token. */
export function apiClient(url: string, token: string): ApiClient {
  return {
    async call(method, path, body, headers = {}) {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === "" ? {} : (JSON.parse(text) as Json),
      };
    },
  };
}

/** The first result of `look` that is not undefined; looks every 20 ms and fails by name at the deadline. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  ms = 10_000,
): Promise<T> {
  const deadline = clock.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (clock.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(clock, 20);
  }
}
