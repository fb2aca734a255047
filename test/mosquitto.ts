import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { searchPath } from "../src/config.ts";
import { findProgram } from "../src/platform/services.ts";
import { until } from "./contract/api.ts";

/** A Mosquitto of a test's own. */
export interface Broker {
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

/** Starts it with a configuration in a folder; the text is given as many free ports as it asks for. */
export async function startBroker(
  folder: string,
  config: (ports: readonly number[]) => string,
  listeners = 1,
): Promise<Broker> {
  const ports = await freePorts(listeners);
  const file = join(folder, "mosquitto.conf");
  const user = process.getuid?.() === 0 ? "user root\n" : "";
  writeFileSync(file, `${config(ports)}\n${user}`, { mode: 0o600 });
  const program = findProgram("mosquitto", searchPath()) ?? "mosquitto";
  const child = spawn(program, ["-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const ended = ending(child);
  for (const port of ports) await until(`mosquitto listens on ${port}: ${said}`, () => listens(port), 10_000);
  return {
    ports,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function ending(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("close", () => resolve()));
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listens(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(undefined));
  });
}
