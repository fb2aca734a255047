import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A process under measurement. */
export interface Subject {
  readonly pid: number;
  /** Lines `name url` it printed when it was ready. */
  readonly addresses: ReadonlyMap<string, string>;
  /** CPU seconds used so far, user and system, all threads. */
  cpu(): number;
  stop(): Promise<void>;
}

/** The gateway as it is deployed: compiled, in a process of its own, with its own Redis and broker. */
export async function startGateway(
  flags: readonly string[],
  kept?: string,
): Promise<Subject & { readonly redisCpu: () => Promise<number> }> {
  execFileSync("npm", ["run", "-s", "build"], { cwd: root, stdio: "inherit" });
  const data = kept ?? mkdtempSync(join(tmpdir(), "causeway-bench-"));
  const own = [
    "--data-dir",
    data,
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
    "--log-level",
    "warn",
    "--enrolment",
    "open",
  ];
  const child = spawn(
    process.execPath,
    [
      "--max-semi-space-size=64",
      ...(process.env["BENCH_NODE"]?.split(" ") ?? []),
      join(root, "dist/src/main.js"),
      "up",
      ...own,
      ...flags,
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const addresses = await ready(child, "token");
  const redis = servicePid(child.pid ?? 0, "redis-server");
  return {
    ...subject(child, addresses),
    redisCpu: async () => cpuOf(redis),
    async stop() {
      await subject(child, addresses).stop();
      if (kept === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Any script of this folder in a process of its own; it prints `url …` when it listens. */
export async function startScript(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const child = spawn(
    process.execPath,
    [
      "--max-semi-space-size=64",
      ...(process.env["BENCH_NODE"]?.split(" ") ?? []),
      "--import",
      "tsx",
      "--conditions=source",
      join(root, "bench", file),
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: root,
      env: { ...process.env, ...env },
    },
  );
  return subject(child, await ready(child, "url"));
}

function subject(child: ChildProcess, addresses: ReadonlyMap<string, string>): Subject {
  const pid = child.pid ?? 0;
  process.once("exit", () => child.kill("SIGKILL"));
  return {
    pid,
    addresses,
    cpu: () => cpuOf(pid),
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => done());
        child.kill("SIGTERM");
      }),
  };
}

function ready(child: ChildProcess, last: string): Promise<ReadonlyMap<string, string>> {
  return new Promise((done, fail) => {
    let heard = "";
    child.once("exit", (code) =>
      fail(new TypeError(`the process under measurement ended with ${String(code)}`)),
    );
    child.stdout?.on("data", (bytes: Buffer) => {
      heard += bytes.toString();
      const lines = heard.split("\n").map((line) => line.split(" ", 2));
      if (lines.some(([name]) => name === last))
        done(new Map(lines.map(([name = "", url = ""]) => [name, url])));
    });
  });
}

/** utime and stime of /proc, in clock ticks of 10 ms. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A local service is a grandchild: the guard's child. */
function servicePid(gateway: number, name: string): number {
  const guards = childrenOf(gateway);
  const found = guards
    .flatMap(childrenOf)
    .find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").trim() === name);
  return found ?? 0;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter((text) => text !== "")
    .map(Number);
}
