import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import { Fault, type Clock, sleep } from "#core";
import { firstLogins } from "./dynsec.ts";
import { type Guarded, startGuarded } from "./guard.ts";

/** A real server on loopback that belongs to this process. */
export interface LocalService {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

/** Debian keeps servers in sbin, which is not in everybody's PATH. */
export function findProgram(name: string, path: string): string | undefined {
  const folders = [
    ...path.split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/sbin",
    "/opt/homebrew/sbin",
    "/opt/homebrew/bin",
  ];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Redis with the durability the gateway needs: append-only file synced before every answer, no eviction, a password.
 * The port and the password are chosen once and kept beside the data.
 */
export async function startRedis(dataDir: string, clock: Clock, path: string): Promise<LocalService> {
  const folder = serviceFolder(dataDir, "redis");
  const port = await keptPort(join(folder, "port"));
  const password = kept(join(folder, "password"), () => randomBytes(24).toString("base64url"));
  const config = join(folder, "redis.conf");
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${folder}`,
    "appendonly yes",
    "appendfsync always",
    "auto-aof-rewrite-min-size 128mb",
    'save ""',
    "maxmemory-policy noeviction",
    `requirepass ${password}`,
    "daemonize no",
  ];
  writeFileSync(config, `${lines.join("\n")}\n`, { mode: 0o600 });
  const guarded = startGuarded(need("redis-server", path), [config], join(folder, "redis.log"));
  await answers(guarded, port, clock, `AUTH ${password}\r\nPING\r\n`, "+PONG", "redis-server", folder);
  return { url: `redis://:${password}@127.0.0.1:${port}`, ...service(guarded) };
}

/**
 * Mosquitto on loopback, persistent. Anonymous: meant for the demo and for tests. With `logins` nobody comes in without one,
 * and the gateway's own, which the URL holds, may give them.
 */
export async function startMosquitto(
  dataDir: string,
  clock: Clock,
  path: string,
  logins = false,
): Promise<LocalService> {
  const folder = serviceFolder(dataDir, "mosquitto");
  const port = await keptPort(join(folder, "port"));
  const config = join(folder, "mosquitto.conf");
  const own = logins ? keptLogins(folder) : undefined;
  const lines = [
    `listener ${port} 127.0.0.1`,
    `allow_anonymous ${String(own === undefined)}`,
    ...(own?.lines ?? []),
    "persistence true",
    `persistence_location ${folder}/`,
    "set_tcp_nodelay true",
    "max_inflight_messages 1000",
    "max_queued_messages 100000",
    "log_type error",
    "log_type warning",
    ...(process.getuid?.() === 0 ? ["user root"] : []),
  ];
  writeFileSync(config, `${lines.join("\n")}\n`, { mode: 0o600 });
  const guarded = startGuarded(need("mosquitto", path), ["-c", config], join(folder, "mosquitto.log"));
  await answers(guarded, port, clock, "", "", "mosquitto", folder);
  return { url: `mqtt://${own === undefined ? "" : `${own.login}@`}127.0.0.1:${port}`, ...service(guarded) };
}

const PLUGIN = "mosquitto_dynamic_security.so";
const USER = "causeway";

/** Who may come in is kept by the broker; at first nobody but the gateway. Gives its login and the lines of the configuration. */
function keptLogins(folder: string): { readonly login: string; readonly lines: readonly string[] } {
  const plugin = findPlugin();
  if (plugin === undefined) {
    const detail = `${PLUGIN} is not installed; install Mosquitto 2 with it, or set CAUSEWAY_MQTT_IDENTITY=none`;
    throw new Fault("config.invalid", { detail });
  }
  const password = kept(join(folder, "password"), () => randomBytes(24).toString("base64url"));
  const file = join(folder, "logins.json");
  kept(file, () => JSON.stringify(firstLogins(USER, password)));
  return { login: `${USER}:${password}`, lines: [`plugin ${plugin}`, `plugin_opt_config_file ${file}`] };
}

/** Distributions keep plugins in the library folder, some below that of their architecture. */
function findPlugin(): string | undefined {
  const roots = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"].filter(existsSync);
  return roots
    .flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))])
    .map((place) => join(place, PLUGIN))
    .find(existsSync);
}

function service(guarded: Guarded): Pick<LocalService, "pid" | "ended" | "stop"> {
  return { pid: guarded.pid, ended: guarded.ended, stop: () => guarded.stop() };
}

function serviceFolder(dataDir: string, name: string): string {
  const folder = resolve(dataDir, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function need(program: string, path: string): string {
  const found = findProgram(program, path);
  if (found === undefined) {
    const detail = `${program} is not installed; install it (Debian: apt-get install redis-server mosquitto) or set CAUSEWAY_REDIS_URL and CAUSEWAY_MQTT_URL`;
    throw new Fault("config.invalid", { detail });
  }
  return found;
}

function kept(file: string, make: () => string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const value = make();
  writeFileSync(file, value, { mode: 0o600 });
  chmodSync(file, 0o600);
  return value;
}

/** A port once chosen stays as long as nobody else took it meanwhile: devices were told about it. */
async function keptPort(file: string): Promise<number> {
  if (existsSync(file)) {
    const port = Number(readFileSync(file, "utf8"));
    if (await isFree(port)) return port;
  }
  const port = await freePort();
  writeFileSync(file, String(port), { mode: 0o600 });
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

/** A port of the loopback interface that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answers(
  guarded: Guarded,
  port: number,
  clock: Clock,
  say: string,
  expect: string,
  program: string,
  folder: string,
): Promise<void> {
  const until = clock.now() + READY_WITHIN_MS;
  const state = { ended: false };
  void guarded.ended.then(() => (state.ended = true));
  while (clock.now() < until && !state.ended) {
    if (await speaks(port, say, expect)) return;
    await sleep(clock, 40);
  }
  await guarded.stop();
  throw new Fault("config.invalid", {
    detail: `${program} did not start; see its log in ${folder}`,
  });
}

function speaks(port: number, say: string, expect: string): Promise<boolean> {
  return new Promise((done) => {
    let heard = "";
    const socket = connect({ port, host: "127.0.0.1" });
    const end = (ok: boolean) => {
      socket.destroy();
      done(ok);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once("error", () => end(false));
    socket.once("connect", () => (expect === "" ? end(true) : socket.write(say)));
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      if (heard.includes(expect)) end(true);
      else if (heard.includes("-ERR") || heard.includes("-LOADING")) end(false);
    });
    socket.once("close", () => done(false));
  });
}
