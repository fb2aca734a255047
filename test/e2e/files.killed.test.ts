import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { sleep } from "#core";
import { systemClock as clock } from "../../src/platform/clock.ts";
import type { Json } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";

const KILLS = 6;
const FILES = Array.from({ length: 6 }, (_, n) => randomBytes(500_000 * (n + 1)));
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const known = new Set(FILES.map(hashOf));

const headers = ({ printed }: Running) => ({ Authorization: `Bearer ${printed.get("token") ?? ""}` });

/** Puts files there until the gateway is gone; what it said yes to is added to `taken`. */
async function putAgain(gateway: Running, file: number, taken: Set<string>): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(new URL(`/v1/files?name=f${file}`, gateway.printed.get("api")), {
        method: "POST",
        headers: headers(gateway),
        body: FILES[file] ?? Buffer.alloc(0),
      });
      const { id } = (await response.json()) as Json;
      if (response.status === 201) taken.add(String(id));
    } catch {
      return;
    }
  }
}

async function listed(gateway: Running): Promise<readonly Json[]> {
  const rows: Json[] = [];
  for (let path = "/v1/files?limit=500"; ;) {
    const { body } = await gateway.api.call("GET", path);
    rows.push(...(body["items"] as Json[]));
    const { next } = body;
    if (typeof next !== "string") return rows;
    path = `/v1/files?limit=500&cursor=${next}`;
  }
}

test(`the gateway killed ${KILLS} times while files come: every file is whole, and none that was taken is lost [FILE-02]`, async () => {
  const dataDir = scratch();
  const taken = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const gateway = await serve(dataDir);
    const putting = FILES.map((_, file) => putAgain(gateway, file, taken));
    await sleep(clock, 150 + 130 * kill);
    gateway.kill("SIGKILL");
    await gateway.ended;
    await Promise.all(putting);
  }
  const gateway = await serve(dataDir);
  const rows = await listed(gateway);
  const ids = new Set(rows.map(({ id }) => id));
  expect(taken.size).toBeGreaterThan(KILLS);
  expect([...taken].filter((id) => !ids.has(id))).toEqual([]);
  for (const { id, sha256, size } of rows) {
    const response = await fetch(new URL(`/v1/files/${String(id)}/content`, gateway.printed.get("api")), {
      headers: headers(gateway),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([bytes.length, hashOf(bytes)]).toEqual([size, sha256]);
    expect(known.has(String(sha256))).toBe(true);
  }
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
}, 180_000);
