import { createHash } from "node:crypto";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import { type Clock, Fault, type Log } from "#core";
import { Groups } from "./group.ts";

/** A connection to the store, whatever engine is behind it. */
export type RedisClient = Redis | Cluster;

/** One Lua script: its name for logs, its text with KEYS, ARGV and guarantee documented at the top. */
export interface Script {
  readonly name: string;
  readonly source: string;
}

export type ScriptArg = string | number | Buffer;

/** What is given to a script that takes many. */
interface Entry {
  readonly key: string;
  readonly arg: string;
}

/**
 * Options of command connections. A command is never sent twice behind our back: a cut connection rejects what was in
 * flight, its outcome is unknown, and the caller repeats an idempotent script or answers `store.unavailable`.
 */
const COMMANDS = {
  maxRetriesPerRequest: 0,
  enableAutoPipelining: true,
  enableOfflineQueue: false,
  lazyConnect: true,
  connectTimeout: 5_000,
  // A server that hangs looks like one that is there: silence of this long cuts the connection, and until the server
  // answers again commands are refused at once. One timer a connection, none a command.
  socketTimeout: 2_500,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
} as const satisfies RedisOptions;

/** Makes an unconnected client of `redis://`, `rediss://`, `redis+sentinel://h,h/name` or `redis+cluster://h,h`. */
export function createRedis(url: string, log: Log, overrides: PlainOptions = {}): RedisClient {
  const options: PlainOptions = { ...COMMANDS, ...overrides };
  const client = clientOf(url, options);
  client.on("error", (error: Error) => log.warn({ error: error.message }, "redis connection failed"));
  return client;
}

/** Connects and resolves when commands can be sent. Fault `store.unavailable` when Redis does not answer. */
export async function connectRedis(
  url: string,
  log: Log,
  overrides: PlainOptions = {},
): Promise<RedisClient> {
  const client = createRedis(url, log, overrides);
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    throw unavailable(error);
  }
  return client;
}

/** Any rejection of the client as a fault; what Redis refused because of our own mistake becomes `internal`. */
export function storeFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  return error instanceof Error && error.name === "ReplyError" ? replyFault(error) : unavailable(error);
}

/** An error that the server answered with, alone or among other answers. */
function replyFault(error: Error): Fault {
  if (error instanceof Fault) return error;
  return PASSING.test(error.message)
    ? unavailable(error)
    : new Fault("internal", { detail: error.message }, { cause: error });
}

/** Awaits a command of the client; a rejection becomes a fault. */
export async function stored<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw storeFault(error);
  }
}

/**
 * Memory in use and its limit, bytes, of each node that holds data. `budget`: the limit where Redis has none of its own
 * (0: none either). Buffers that Redis does not count against its limit are left out.
 */
export async function memoryOf(
  client: RedisClient,
  budget: number,
): Promise<readonly { readonly used: number; readonly limit: number }[]> {
  const nodes = client instanceof Cluster ? client.nodes("master") : [client];
  const infos = await stored(Promise.all(nodes.map((node) => node.info("memory"))));
  return infos.map((info) => {
    const field = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
    const own = field("maxmemory");
    const limit = own === 0 ? budget : budget === 0 ? own : Math.min(own, budget);
    return { used: Math.max(0, field("used_memory") - field("mem_not_counted_for_evict")), limit };
  });
}

/** Runs scripts by their SHA and loads them when the server does not know them. */
export class Scripts {
  readonly client: RedisClient;
  readonly #shas = new Map<Script, string>();
  readonly #clock: Clock;
  readonly #groups = new Map<Script, Groups<Entry, unknown>>();

  /** @param clock paces the groups of `runMany` */
  constructor(client: RedisClient, clock: Clock) {
    this.client = client;
    this.#clock = clock;
  }

  /**
   * Runs `script` once. Rejects with `store.unavailable` when the connection breaks: it may have run or not.
   * NOSCRIPT is answered before anything runs, so sending the text then is no second run.
   */
  async run(script: Script, keys: readonly string[], args: readonly ScriptArg[]): Promise<unknown> {
    const client = this.client;
    try {
      return await client.evalsha(this.#sha(script), keys.length, ...keys, ...args);
    } catch (error) {
      if (!isNoScript(error)) throw storeFault(error);
    }
    return stored(client.eval(script.source, keys.length, ...keys, ...args));
  }

  /**
   * Gives one entry to a script that takes many, together with what others give it at the same time: for what many do at once
   * and nobody waits for by hand. The script answers for each; an error among its answers is that entry's alone.
   *
   * @param key of the partition that the entry is about
   */
  runMany(script: Script, key: string, arg: string): Promise<unknown> {
    let groups = this.#groups.get(script);
    if (groups === undefined) {
      groups = new Groups(this.#clock, (entries) => this.runAll(script, entries));
      this.#groups.set(script, groups);
    }
    return groups.run({ key, arg });
  }

  /**
   * Gives entries to a script that takes many, at once: one command on one node; on a cluster one for each partition, as a
   * command may touch one slot only. An error among the answers is that entry's alone.
   */
  async runAll(script: Script, entries: readonly Entry[]): Promise<readonly unknown[]> {
    const run = async (part: readonly Entry[]): Promise<readonly unknown[]> => {
      const keys = part.map(({ key }) => key);
      const args = part.map(({ arg }) => arg);
      const answers = (await this.run(script, keys, args)) as readonly unknown[];
      return answers.map((answer) => (answer instanceof Error ? replyFault(answer) : answer));
    };
    if (!(this.client instanceof Cluster)) return run(entries);
    const parts = new Map<string, Entry[]>();
    for (const entry of entries) {
      const slot = entry.key.slice(0, entry.key.indexOf("}"));
      const part = parts.get(slot);
      if (part === undefined) parts.set(slot, [entry]);
      else part.push(entry);
    }
    const answers = new Map<Entry, unknown>();
    await Promise.all(
      [...parts.values()].map(async (part) => {
        const told = await run(part).catch((error: unknown) => part.map(() => error));
        part.forEach((entry, i) => answers.set(entry, told[i]));
      }),
    );
    return entries.map((entry) => answers.get(entry));
  }

  /** As `run`, with every string of the reply as a Buffer. */
  async runBuffer(script: Script, keys: readonly string[], args: readonly ScriptArg[]): Promise<unknown> {
    const client = this.client as unknown as BufferReplies;
    try {
      return await client.evalshaBuffer(this.#sha(script), keys.length, ...keys, ...args);
    } catch (error) {
      if (!isNoScript(error)) throw storeFault(error);
    }
    return stored(client.evalBuffer(script.source, keys.length, ...keys, ...args));
  }

  #sha(script: Script): string {
    let sha = this.#shas.get(script);
    if (sha === undefined) {
      sha = createHash("sha1").update(script.source).digest("hex");
      this.#shas.set(script, sha);
    }
    return sha;
  }
}

/** Both exist at run time; the package's types leave them out. */
interface BufferReplies {
  evalshaBuffer(sha: string, numkeys: number, ...rest: ScriptArg[]): Promise<unknown>;
  evalBuffer(source: string, numkeys: number, ...rest: ScriptArg[]): Promise<unknown>;
}

/** Replies that go away by themselves: the server loads, is full, changes its role, or a slot moves. */
const PASSING =
  /^(?:OOM|LOADING|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|BUSY|MISCONF|UNBLOCKED|NOAUTH|WRONGPASS)/;

function isNoScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}

/** What clients are told, by what the library or the server says; the original stays the fault's cause. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^Socket timeout|ETIMEDOUT|timed out/i, "Redis does not answer in time"],
  [/^OOM/, "Redis has no memory left"],
  [/^MISCONF/, "Redis cannot write to its disk"],
  [/^(?:LOADING|BUSY)/, "Redis is busy"],
  [/^(?:READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|UNBLOCKED)/, "Redis changes its roles"],
  [/^(?:NOAUTH|WRONGPASS)/, "Redis refuses the gateway's credentials"],
];

function unavailable(error: unknown): Fault {
  const text = error instanceof Error ? error.message : String(error);
  const known = SAID.find(([said]) => said.test(text))?.[1];
  return new Fault(
    "store.unavailable",
    { detail: known ?? "there is no connection to Redis" },
    { cause: error },
  );
}

type PlainOptions = RedisOptions & { replyMapping?: "legacy" };

function clientOf(url: string, options: PlainOptions): RedisClient {
  const [scheme = "", rest = ""] = url.split("://", 2);
  if (scheme === "redis+cluster") {
    const { hosts, auth } = hostsOf(rest);
    return new Cluster(hosts, {
      lazyConnect: true,
      enableOfflineQueue: options.enableOfflineQueue ?? false,
      enableAutoPipelining: options.enableAutoPipelining ?? true,
      clusterRetryStrategy: COMMANDS.retryStrategy,
      redisOptions: {
        maxRetriesPerRequest: 0,
        connectTimeout: COMMANDS.connectTimeout,
        socketTimeout: options.socketTimeout ?? COMMANDS.socketTimeout,
        ...auth,
      },
    });
  }
  if (scheme === "redis+sentinel") {
    const { hosts, auth, path } = hostsOf(rest);
    return new Redis({ ...options, ...auth, sentinels: hosts, name: path === "" ? "mymaster" : path });
  }
  return new Redis(url, options);
}

/** `user:password@host:port,host:port/path` */
function hostsOf(rest: string): {
  readonly hosts: { host: string; port: number }[];
  readonly auth: { readonly username?: string; readonly password?: string };
  readonly path: string;
} {
  const at = rest.lastIndexOf("@");
  const [list = "", path = ""] = rest.slice(at + 1).split("/", 2);
  const hosts = list.split(",").map((entry) => {
    const colon = entry.lastIndexOf(":");
    return colon < 0
      ? { host: entry, port: 6379 }
      : { host: entry.slice(0, colon), port: Number(entry.slice(colon + 1)) };
  });
  const [username = "", password = ""] =
    at < 0
      ? []
      : rest
          .slice(0, at)
          .split(":", 2)
          .map((part) => decodeURIComponent(part));
  const auth = {
    ...(username === "" ? {} : { username }),
    ...(password === "" ? {} : { password }),
  };
  return { hosts, auth, path };
}
