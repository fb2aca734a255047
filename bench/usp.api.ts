import { sleep } from "#core";
import { systemClock } from "../src/platform/clock.ts";

interface Listed {
  readonly id: string;
  readonly serialNumber?: string;
}

/** The northbound API as a client uses it. */
export class Northbound {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string) {
    this.url = url;
    this.headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  }

  async get<T>(path: string): Promise<T> {
    const ask = () => fetch(`${this.url}${path}`, { headers: this.headers });
    // A kept connection may end just when it is used again.
    const answer = await ask().catch(ask);
    if (!answer.ok) throw new TypeError(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async post<T>(path: string, body: object): Promise<T> {
    const post = { method: "POST", headers: this.headers, body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}${path}`, post);
    if (!answer.ok) throw new TypeError(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** How many devices or operations a filter reaches. */
  async count(resource: "devices" | "operations", filter: string): Promise<number> {
    const query = `resource=${resource}&groupBy=${resource === "devices" ? "presence" : "state"}`;
    const path = `/v1/fleet/aggregate?${query}&filter=${encodeURIComponent(filter)}`;
    return (await this.get<{ readonly total: number }>(path)).total;
  }

  async devices(filter: string): Promise<readonly Listed[]> {
    const all: Listed[] = [];
    for (let cursor = ""; ;) {
      const query = `limit=1000&filter=${encodeURIComponent(filter)}${cursor === "" ? "" : `&cursor=${cursor}`}`;
      const page = await this.get<{ items: readonly Listed[]; next: string | null }>(`/v1/devices?${query}`);
      all.push(...page.items);
      if (page.next === null || page.next === undefined) return all;
      cursor = encodeURIComponent(page.next);
    }
  }

  /** Waits until all are there and nothing is queued. */
  async settled(devices: number, seconds: number): Promise<void> {
    await this.until(seconds, async () => {
      const there = await this.count("devices", 'presence="online"');
      const open =
        (await this.count("operations", 'state="queued"')) +
        (await this.count("operations", 'state="running"'));
      return there === devices && open === 0;
    });
  }

  async until(seconds: number, isSo: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + seconds * 1000;
    // What fails under the load is asked again.
    while (!(await isSo().catch(() => false))) {
      if (Date.now() > end) throw new TypeError(`not reached within ${seconds} s`);
      await sleep(systemClock, 250);
    }
  }
}
