import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { sleep } from "#core";
import { searchPath } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type ApiClient, apiClient, until } from "../contract/api.ts";
import { build, MAIN } from "./built.ts";

export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly surface?: string;
  readonly reason?: string;
  readonly [field: string]: unknown;
}

/** One row of the catalogue of bad inputs, with what this gateway makes of it. */
export interface Row {
  readonly id: string;
  readonly input: string;
  readonly expect: string;
  readonly payload?: unknown;
  /** One for each attack of the row: the answer, and the reason in its log line; null: accepted. */
  readonly outcome?: readonly (readonly [answer: number | string, reason: string | null])[];
  /** The same of what is played inside a session with an RPC outstanding. */
  readonly inSession?: readonly (readonly [answer: number | string, reason: string | null])[];
  /** The test that plays it elsewhere. */
  readonly playedBy?: string;
  readonly leftOut?: string;
}

const ROWS = JSON.parse(
  readFileSync(new URL("../fixtures/bad-inputs-whole.json", import.meta.url), "utf8"),
) as readonly Row[];

export function rowsOf(...surfaces: readonly string[]): readonly Row[] {
  return ROWS.filter(({ id }) => surfaces.includes(id.slice(0, id.indexOf("-"))));
}

/** Stands where secrets stand in what is sent; no log line may hold it. */
export const CANARY = "canary-Zx81-hostile";

/** A gateway in a process of its own with every line it logs, for many attacks and a restart on the same data. */
export class Target {
  readonly lines: Line[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "causeway-hostile-"));
  readonly #flags: readonly string[];
  #child: ChildProcess | undefined;
  #printed: ReadonlyMap<string, string> = new Map();
  #heap = 0;

  constructor(flags: readonly string[] = []) {
    this.#flags = flags;
  }

  get api(): ApiClient {
    return apiClient(this.url("api"), this.#printed.get("token") ?? "");
  }

  get cwmp(): { host: string; port: number } {
    return this.address("cwmp");
  }

  get token(): string {
    return this.#printed.get("token") ?? "";
  }

  url(name: "api" | "cwmp" | "files" | "mqtt" | "redis" | "usp-ws"): string {
    return this.#printed.get(name) ?? "";
  }

  address(name: "api" | "cwmp" | "files"): { host: string; port: number } {
    const { hostname, port } = new URL(this.url(name));
    return { host: hostname, port: Number(port) };
  }

  async start(): Promise<void> {
    build();
    const given = ["--data-dir", this.#folder, "--enrolment", "open", "--log-level", "info"];
    const child = spawn(
      process.execPath,
      [
        MAIN,
        "up",
        ...given,
        "--api-port",
        "0",
        "--cwmp-port",
        "0",
        "--stun-port",
        "0",
        "--files-port",
        "0",
        "--usp-ws-port",
        "0",
        ...this.#flags,
      ],
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: searchPath() },
      },
    );
    this.#child = child;
    let out = "";
    child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
    let rest = "";
    child.stderr.on("data", (bytes: Buffer) => {
      const texts = (rest + bytes.toString()).split("\n");
      rest = texts.pop() ?? "";
      for (const text of texts) this.lines.push(lineOf(text));
    });
    await until("the gateway listens", () => (/^token .*\n/m.test(out) ? true : undefined), 30_000);
    this.#printed = new Map(
      out
        .trim()
        .split("\n")
        .map((line) => line.split(" ", 2) as [string, string]),
    );
  }

  /** Ends and starts again on the same data. */
  async restart(): Promise<void> {
    await this.#end("SIGTERM");
    await this.start();
  }

  /** Dies on the spot and starts again on the same data. */
  async killed(): Promise<void> {
    await this.#end("SIGKILL");
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await closed;
  }

  /** The process of the start is still the one that runs, and it logged no failure. */
  expectUntouched(): void {
    expect([this.#child?.exitCode, this.#child?.signalCode]).toEqual([null, null]);
    expect(this.lines.filter(({ level }) => level === "error" || level === "fatal")).toEqual([]);
    expect(this.lines.filter((line) => JSON.stringify(line).includes(CANARY))).toEqual([]);
  }

  /** The refusals logged since, up to now: lines come in order, so one that is provoked here comes after all of them. */
  async badInputs(from: number): Promise<readonly Line[]> {
    const { headers } = await this.api.call("GET", "/nothing");
    const isMark = ({ requestId }: Line) => requestId === headers.get("x-request-id");
    await until("what was refused is logged", () => (this.lines.slice(from).some(isMark) ? true : undefined));
    return this.lines
      .slice(from)
      .filter(({ msg, reason }) => msg === "bad_input" && reason !== "request.notFound");
  }

  /** Exactly these reasons were logged since, each with its surface and its peer. */
  async expectReasons(
    label: string,
    from: number,
    surface: string,
    reasons: readonly string[],
  ): Promise<void> {
    const said = await this.badInputs(from);
    expect({ label, said: said.map((line) => [line.surface, line.reason]) }).toEqual({
      label,
      said: reasons.map((reason) => [surface, reason]),
    });
    for (const line of said) expect(line).toHaveProperty("peer");
  }

  /** A counter or gauge, summed over its labels when those are not given whole. */
  async metric(name: string, labels = ""): Promise<number> {
    const token = readFileSync(join(this.#folder, "metrics.token"), "utf8").trim();
    const answer = await fetch(new URL("/metrics", this.url("api")), {
      headers: { Authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    return text
      .split("\n")
      .filter((line) => line.startsWith(name) && line.includes(labels))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
  }

  /** Does what must not hold up the event loop for 200 ms beyond what other work of the machine does; the best of some times counts. */
  async expectResponsive(work: () => Promise<unknown>): Promise<void> {
    await this.load();
    await sleep(clock, 500);
    const limit = 200 + 3 * (await this.load()).delayMs;
    let best = Infinity;
    for (let times = 0; times < 4 && best >= limit; times++) {
      await this.load();
      await work();
      best = Math.min(best, (await this.load()).delayMs);
    }
    expect(best).toBeLessThan(limit);
  }

  /** ms that the event loop was held up at most since this was last asked; MiB of memory of the process. */
  async load(): Promise<{ readonly delayMs: number; readonly grownMiB: number }> {
    const delayMs = (await this.metric("causeway_nodejs_eventloop_lag_max_seconds")) * 1000;
    const heap = (await this.metric("causeway_process_resident_memory_bytes")) / 2 ** 20;
    const grownMiB = this.#heap === 0 ? 0 : heap - this.#heap;
    if (this.#heap === 0) this.#heap = heap;
    return { delayMs, grownMiB };
  }
}

function lineOf(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    // Whatever writes past the log is a failure, such as the trace of an uncaught exception.
    return { level: "error", msg: text };
  }
}

/** The result, which must be there within a second. */
export async function withinASecond<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = clock.now();
  const done = await work();
  expect({ what, slow: clock.now() - from > 1000 }).toEqual({ what, slow: false });
  return done;
}
