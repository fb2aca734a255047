import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { searchPath } from "../src/config.ts";
import { type Guarded, startGuarded } from "../src/platform/guard.ts";
import { findProgram, freePort } from "../src/platform/services.ts";
import { until } from "./contract/api.ts";

const TLS = fileURLToPath(new URL("fixtures/tls/", import.meta.url));

/** Debian's own command of this name takes no folders but those of the system. */
const SERVERS = ["/usr/lib/rabbitmq/bin/rabbitmq-server", findProgram("rabbitmq-server", searchPath()) ?? ""];
const server = SERVERS.find((file) => file !== "" && existsSync(file));

/** Why there is no STOMP server to test with; undefined: there is one. */
export const noRabbit =
  server === undefined
    ? "rabbitmq-server is not installed (Debian: apt-get install rabbitmq-server); STOMP is not tested with a real server"
    : undefined;

/** A user and what it may do, as regular expressions over queues and exchanges, and over routing keys of `amq.topic`. */
export interface RabbitUser {
  readonly name: string;
  readonly password: string;
  readonly may?: string;
  /** What it may make; default as `may`. */
  readonly makes?: string;
  readonly sends?: string;
  readonly hears?: string;
}

/** A real STOMP server on loopback. Its certificate is that of the fixtures, and its own CA. */
export interface Rabbit {
  readonly url: string;
  readonly tlsUrl: string;
  readonly port: number;
  /** For files of the test; gone with the server. */
  readonly folder: string;
  /** PEM of its CA. */
  readonly ca: string;
  /** Ends it at once, as a power cut does; its ports, users and durable queues stay for the next `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and forgets all. */
  remove(): Promise<void>;
}

export const CONTROLLER = { name: "causeway", password: "a secret of the gateway" };

/** `users` beside the controller's own, which may do everything. */
export async function startRabbit(users: readonly RabbitUser[] = []): Promise<Rabbit> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-rabbit-"));
  const [port, tlsPort, epmdPort, nodePort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  mkdirSync(join(folder, "mnesia"));
  writeFileSync(join(folder, "plugins"), "[rabbitmq_stomp].\n");
  writeFileSync(join(folder, "users.json"), JSON.stringify(definitions([CONTROLLER, ...users])));
  writeFileSync(join(folder, "rabbitmq.conf"), configOf(folder, port, tlsPort));
  const names = startGuarded(
    findProgram("epmd", searchPath()) ?? "epmd",
    ["-port", String(epmdPort), "-address", "127.0.0.1"],
    join(folder, "epmd.log"),
  );
  const variables = {
    HOME: folder,
    ERL_EPMD_PORT: epmdPort,
    RABBITMQ_NODENAME: "causeway@localhost",
    RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_PID_FILE: join(folder, "pid"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_DIST_PORT: nodePort,
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
    // It stays one process then, which a signal reaches.
    RUNNING_UNDER_SYSTEMD: "true",
  };
  const environment = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  let running: Guarded | undefined;

  const rabbit: Rabbit = {
    port,
    folder,
    url: `stomp://127.0.0.1:${port}`,
    tlsUrl: `stomps://localhost:${tlsPort}`,
    ca: readFileSync(join(TLS, "cert.pem"), "utf8"),
    async start() {
      running = startGuarded("env", [...environment, server ?? ""], join(folder, "log"));
      await until("the STOMP server answers", async () => ((await answers(port)) ? true : undefined), 60_000);
    },
    async kill() {
      process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), "SIGKILL");
      await running?.ended;
    },
    async remove() {
      await running?.stop();
      await names.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await rabbit.start();
  return rabbit;
}

function configOf(folder: string, port: number, tlsPort: number): string {
  return `
listeners.tcp = none
stomp.listeners.tcp.1 = 127.0.0.1:${port}
stomp.listeners.ssl.1 = 127.0.0.1:${tlsPort}
ssl_options.cacertfile = ${TLS}client-ca.pem
ssl_options.certfile = ${TLS}cert.pem
ssl_options.keyfile = ${TLS}key.pem
ssl_options.verify = verify_peer
ssl_options.fail_if_no_peer_cert = true
ssl_cert_login_from = common_name
stomp.ssl_cert_login = true
load_definitions = ${folder}/users.json
log.console = true
log.console.level = warning
log.file = false
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 1MB
`;
}

function definitions(users: readonly RabbitUser[]) {
  return {
    vhosts: [{ name: "/" }],
    users: users.map(({ name, password }) => ({
      name,
      password_hash: hashed(password),
      hashing_algorithm: "rabbit_password_hashing_sha256",
      tags: [],
    })),
    permissions: users.map(({ name, may = ".*", makes = may }) => ({
      user: name,
      vhost: "/",
      configure: makes,
      write: may,
      read: may,
    })),
    topic_permissions: users
      .filter(({ sends, hears }) => sends !== undefined || hears !== undefined)
      .map(({ name, sends = "^$", hears = "^$" }) => ({
        user: name,
        vhost: "/",
        exchange: "amq.topic",
        write: sends,
        read: hears,
      })),
  };
}

function hashed(password: string): string {
  const salt = randomBytes(4);
  const digest = createHash("sha256")
    .update(Buffer.concat([salt, Buffer.from(password)]))
    .digest();
  return Buffer.concat([salt, digest]).toString("base64");
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
}
