import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Guarded, startGuarded } from "../src/platform/guard.ts";
import { searchPath } from "../src/config.ts";
import { findProgram, freePort } from "../src/platform/services.ts";
import { until } from "./contract/api.ts";

const TLS = fileURLToPath(new URL("fixtures/tls/", import.meta.url));

const find = (program: string): string | undefined => findProgram(program, searchPath());

/** Why there is no XMPP server to test with; undefined: there is one. */
export const noProsody =
  find("prosody") === undefined
    ? "prosody is not installed (Debian: apt-get install prosody); XMPP is not tested"
    : undefined;

/** A real XMPP server on loopback, of the domain `localhost`, whose certificate is its own CA. */
export interface Prosody {
  readonly port: number;
  /** Of connections that are encrypted from their first byte. */
  readonly tlsPort: number;
  /** PEM file of its CA. */
  readonly ca: string;
  register(user: string, password: string): Promise<void>;
  /** Ends the server; its ports and accounts stay for the next `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends the server and forgets all. */
  remove(): Promise<void>;
}

/** `encrypts`: it takes nobody without TLS. */
export async function startProsody(encrypts = false): Promise<Prosody> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-prosody-"));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const config = join(folder, "prosody.cfg.lua");
  mkdirSync(join(folder, "data"));
  writeFileSync(config, configOf(folder, port, tlsPort, encrypts));
  let server: Guarded | undefined;

  async function start(): Promise<void> {
    const program = find("prosody") ?? "prosody";
    server = startGuarded(program, ["-F", "--config", config], join(folder, "log"));
    await until("prosody answers", async () => ((await answers(port)) ? true : undefined));
  }

  const prosody: Prosody = {
    port,
    tlsPort,
    ca: join(TLS, "cert.pem"),
    async register(user, password) {
      const program = find("prosodyctl") ?? "prosodyctl";
      await promisify(execFile)(program, ["--config", config, "register", user, "localhost", password]);
    },
    start,
    async stop() {
      await server?.stop();
    },
    async remove() {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await start();
  return prosody;
}

function configOf(folder: string, port: number, tlsPort: number, encrypts: boolean): string {
  return `
pidfile = "${folder}/pid"
data_path = "${folder}/data"
run_as_root = true
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_direct_tls_ports = { ${tlsPort} }
s2s_ports = {}
modules_enabled = { "roster", "saslauth", "tls", "disco", "ping" }
modules_disabled = { "s2s", "http" }
authentication = "internal_plain"
c2s_require_encryption = ${encrypts}
allow_unencrypted_plain_auth = ${!encrypts}
limits = {}
ssl = { certificate = "${TLS}cert.pem"; key = "${TLS}key.pem" }
c2s_direct_tls_ssl = { certificate = "${TLS}cert.pem"; key = "${TLS}key.pem" }
log = { warn = "*console" }
VirtualHost "localhost"
`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
}
