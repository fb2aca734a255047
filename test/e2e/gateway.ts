import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { searchPath } from "../../src/config.ts";
import { type ApiClient, apiClient, until } from "../contract/api.ts";
import { build, MAIN } from "./built.ts";

/** A gateway in a process of its own, as an operator starts it. */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Printed addresses by name: `api`, `cwmp`, `redis`, `mqtt`, … and `token`. */
  readonly printed: ReadonlyMap<string, string>;
  readonly api: ApiClient;
  readonly ended: Promise<Ending>;
  kill(signal: NodeJS.Signals): void;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

const started = new Set<ChildProcess>();
const folders = new Set<string>();

afterEach(async () => {
  for (const child of started)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  started.clear();
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  folders.clear();
  await Promise.resolve();
});

/** A folder that is gone after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "causeway-e2e-"));
  folders.add(folder);
  return folder;
}

/** Runs the program to its end. */
export function run(
  command: string,
  flags: readonly string[] = [],
): { child: ChildProcess; ended: Promise<Ending> } {
  build();
  const child = spawn(process.execPath, [MAIN, command, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: searchPath() },
  });
  started.add(child);
  const texts = { out: "", err: "" };
  child.stdout.on("data", (bytes: Buffer) => (texts.out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (texts.err += bytes.toString()));
  const ended = new Promise<Ending>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, ...texts })),
  );
  return { child, ended };
}

/** Starts `causeway serve` and waits until it has printed its addresses. */
export async function serve(dataDir: string, flags: readonly string[] = []): Promise<Running> {
  const given = ["--data-dir", dataDir, "--enrolment", "open", "--log-level", "warn", ...flags];
  const free = ["--api-port", "--cwmp-port", "--stun-port", "--files-port", "--usp-ws-port"].flatMap((port) =>
    flags.includes(port) ? [] : [port, "0"],
  );
  const { child, ended } = run("up", [...given, ...free]);
  let out = "";
  child.stdout?.on("data", (bytes: Buffer) => (out += bytes.toString()));
  let over: Ending | undefined;
  void ended.then((ending) => (over = ending));
  await until(
    "the gateway has printed its addresses",
    () => {
      if (over !== undefined) throw new Error(`ended with ${over.code}: ${over.err}`);
      return /^token .*\n/m.test(out) ? true : undefined;
    },
    30_000,
  );
  const printed = new Map(
    out
      .trim()
      .split("\n")
      .map((line) => line.split(" ", 2) as [string, string]),
  );
  const api = apiClient(printed.get("api") ?? "", printed.get("token") ?? "");
  return { child, pid: child.pid ?? 0, printed, api, ended, kill: (signal) => child.kill(signal) };
}

export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Every process below one, at any depth. */
export function processesBelow(pid: number): readonly Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = stdout
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, own, parent, command = ""]) => ({ pid: Number(own), parent: Number(parent), command }));
  const below = (parent: number): Process[] =>
    all.flatMap((one) =>
      one.parent === parent ? [{ pid: one.pid, command: one.command }, ...below(one.pid)] : [],
    );
  return below(pid).filter(({ command }) => !command.startsWith("ps "));
}

export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

/** True when somebody listens at the address. */
export function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
