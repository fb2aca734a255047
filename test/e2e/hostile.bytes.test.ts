import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { sleep } from "#core";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { Cpe } from "../cwmp/cpe.ts";
import { rowsOf, Target } from "./hostile.rig.ts";

const opened: Target[] = [];
afterEach(async () => {
  for (const target of opened.splice(0)) await target.stop();
});

async function start(...flags: readonly string[]): Promise<Target> {
  const target = new Target(flags);
  opened.push(target);
  await target.start();
  return target;
}

/** Sends bytes and waits until the other side closes; gives what it said. */
async function shout(
  { host, port }: { host: string; port: number },
  bytes: string | Buffer,
): Promise<string> {
  const socket = connect(port, host);
  socket.on("error", () => undefined);
  let said = "";
  socket.on("data", (chunk) => (said += chunk.toString("latin1")));
  socket.write(bytes);
  await once(socket, "close");
  return said;
}

test.each(["api", "files"] as const)(
  "bytes that are no request end at the %s listener with a status and one line each",
  async (listener) => {
    const target = await start();
    const from = target.lines.length;
    const api = target.address(listener);
    const raw = rowsOf("HTTP").filter(({ id }) =>
      ["HTTP-05", "HTTP-06", "HTTP-09", "HTTP-10", "HTTP-31"].includes(id),
    );
    for (const { payload } of raw)
      expect(await shout(api, (payload as { raw: string }).raw)).toMatch(/^HTTP\/1\.1 400 /);
    expect(
      await shout(api, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`),
    ).toContain(" 431 ");
    expect((await target.api.call("GET", "/v1/devices")).status).toBe(200);
    await target.expectReasons(
      "bytes",
      from,
      listener,
      [...raw, "long"].map(() => "http"),
    );
    target.expectUntouched();
  },
);

test("plain HTTP on the TLS listeners, one after the other, ends those handshakes only [HTTP-16]", async () => {
  const file = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
  const target = await start("--tls-cert", file("cert.pem"), "--tls-key", file("key.pem"));
  const from = target.lines.length;
  for (const when of ["live", "again after a restart"]) {
    if (when !== "live") await target.restart();
    for (const name of ["cwmp", "api", "files", "cwmp", "api"] as const)
      expect(await shout(target.address(name), "POST / HTTP/1.1\r\nHost: a\r\n\r\n")).not.toContain(
        "HTTP/1.1 200",
      );
  }
  // A handshake that never goes on ends like slow headers do.
  const before = clock.now();
  const half = Buffer.from("1603010200", "hex");
  await Promise.all((["cwmp", "api", "files"] as const).map((name) => shout(target.address(name), half)));
  expect(clock.now() - before).toBeLessThan(15_000);
  await until("the refusals are logged", () =>
    target.lines.slice(from).filter(({ reason }) => reason === "tls").length >= 13 ? true : undefined,
  );
  target.expectUntouched();
});

test("malformed packets to the broker cost the sender its connection, and nobody else [MQTT-16]", async () => {
  const target = await start();
  const { hostname: host, port } = new URL(target.url("mqtt"));
  const packets = [
    ...rowsOf("MQTT").flatMap(({ id, payload }) =>
      id === "MQTT-16" ? [(payload as { hex: string }).hex] : [],
    ),
    "10ffffffffff01",
    "8206000000016101",
    "3003000061",
    "ff".repeat(64),
  ];
  for (const packet of packets) {
    const socket = connect(Number(port), host);
    socket.on("error", () => undefined);
    socket.write(Buffer.from(packet, "hex"));
    await sleep(clock, 50);
    socket.destroy();
  }
  expect((await target.api.call("GET", "/readyz")).status).toBe(200);
  target.expectUntouched();
});

test("a broker that speaks nonsense is left and tried again, with waits; the rest goes on [MQTT-17]", async () => {
  const connack = Buffer.from("2003000000", "hex");
  const nonsense = ["f0ffffffff7f", "30ffffffffff", "d2050102030405", "90040001ff", "3205000161"];
  let count = 0;
  const sockets = new Set<Socket>();
  const broker = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.write(Buffer.concat([connack, Buffer.from(nonsense[count++ % nonsense.length] ?? "", "hex")]));
  }).listen(0, "127.0.0.1");
  await once(broker, "listening");
  try {
    const { port } = broker.address() as AddressInfo;
    const target = await start("--mqtt-url", `mqtt://127.0.0.1:${port}`);
    const before = count;
    await sleep(clock, 4000);
    expect(count - before).toBeLessThan(15);
    const cpe = new Cpe({ "Device.DeviceInfo.UpTime": "7" }, { serial: "GOOD" });
    expect((await cpe.session(target.cwmp)).status).toBe(204);
    expect((await target.api.call("GET", "/v1/devices")).status).toBe(200);
    expect(count).toBeGreaterThan(1);
    target.expectUntouched();
  } finally {
    for (const socket of sockets) socket.destroy();
    broker.close();
  }
});
