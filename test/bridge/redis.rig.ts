import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../src/platform/services.ts";

/** A Redis of a test's own that can be killed; what it acknowledged it still has afterwards. */
export interface MortalRedis {
  readonly url: string;
  /** kill -9 */
  kill(): Promise<void>;
  revive(): Promise<void>;
  /** Connections stay open and are taken, but nothing is answered (SIGSTOP), until `wake`. */
  hang(): void;
  wake(): void;
  close(): Promise<void>;
}

export async function mortalRedis(): Promise<MortalRedis> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-redis-"));
  const port = await freePort();
  const program = findProgram("redis-server", "/usr/bin") ?? "redis-server";
  const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  let child: ChildProcess;
  const revive = async (): Promise<void> => {
    child = spawn(program, [...options, "--appendonly", "yes", "--appendfsync", "always"], {
      stdio: "ignore",
    });
    while (!(await answers(port))) await new Promise((resolve) => setImmediate(resolve));
  };
  const kill = async (): Promise<void> => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  await revive();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    revive,
    hang: () => void child.kill("SIGSTOP"),
    wake: () => void child.kill("SIGCONT"),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A way to Redis that can be cut after a command was executed and before its reply arrives. */
export interface CuttingProxy {
  readonly url: string;
  /** The next reply is lost with its connection. */
  cutNextReply(): void;
  close(): void;
}

export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  const upstream = Number(target.port);
  const sockets = new Set<Socket>();
  let cutting = false;
  const server = createServer((down) => {
    const up = connect(upstream, target.hostname);
    for (const socket of [down, up]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        down.destroy();
        up.destroy();
      });
    }
    down.pipe(up);
    up.on("data", (bytes) => {
      if (!cutting) {
        down.write(bytes);
        return;
      }
      cutting = false;
      down.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  target.port = `${(server.address() as AddressInfo).port}`;
  return {
    url: target.href,
    cutNextReply: () => {
      cutting = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", (bytes) => {
      socket.destroy();
      resolve(bytes.toString().startsWith("+PONG"));
    });
    socket.once("error", () => resolve(false));
  });
}
