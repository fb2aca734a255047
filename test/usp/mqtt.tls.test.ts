import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type Log, silent, unmetered } from "#core";
import { type Notes, USP_DEFAULTS, type UspConfig } from "#usp";
import { MqttMtp } from "../../usp/mtp/mqtt.ts";
import { searchPath } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { startGuarded } from "../../src/platform/guard.ts";
import { keptNotes } from "../../src/platform/notes.ts";
import { findProgram, freePort } from "../../src/platform/services.ts";
import { until } from "../contract/api.ts";
import { mqttUrl } from "../services.ts";
import mqtt from "mqtt";
import { type Line, Taker } from "./stomp.rig.ts";

const TLS = fileURLToPath(new URL("../fixtures/tls/", import.meta.url));
const pem = (name: string): string => readFileSync(`${TLS}${name}`, "utf8");
const CA = pem("cert.pem");
const OWN = { cert: pem("client-device.pem"), key: pem("client-device.key.pem") };

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function folder(): string {
  const name = mkdtempSync(join(tmpdir(), "causeway-mqtt-"));
  undo.push(async () => rmSync(name, { recursive: true, force: true }));
  return name;
}

/** A broker that takes nobody without a certificate of the test CA, whose name is the login. */
async function strictBroker(): Promise<string> {
  const place = folder();
  const port = await freePort();
  const lines = [
    `listener ${port} 127.0.0.1`,
    `cafile ${TLS}client-ca.pem`,
    `certfile ${TLS}cert.pem`,
    `keyfile ${TLS}key.pem`,
    "require_certificate true",
    "use_identity_as_username true",
    `acl_file ${join(place, "acl")}`,
    ...(process.getuid?.() === 0 ? ["user root"] : []),
  ];
  writeFileSync(join(place, "acl"), "user 00256D-Box-S1\ntopic readwrite usp/#\n", { mode: 0o600 });
  writeFileSync(join(place, "conf"), `${lines.join("\n")}\n`);
  const program = findProgram("mosquitto", searchPath()) ?? "mosquitto";
  const broker = startGuarded(program, ["-c", join(place, "conf")], join(place, "log"));
  undo.push(() => broker.stop());
  return `mqtts://localhost:${port}`;
}

interface Side {
  readonly mtp: MqttMtp;
  readonly received: string[];
  readonly lines: Line[];
}

async function side(given: Partial<UspConfig> & { brokerUrl: string }, notes?: Notes): Promise<Side> {
  const lines: Line[] = [];
  const received: string[] = [];
  const log: Log = { ...silent, warn: (facts, message) => lines.push({ ...facts, message }) };
  const mtp = new MqttMtp({ config: { ...USP_DEFAULTS, ...given }, clock, log, metrics: unmetered, notes });
  undo.push(() => mtp.stop());
  const started = mtp.start({
    receive: async ({ bytes }) => (received.push(Buffer.from(bytes).toString()), "taken"),
    state: () => {},
    gone: () => {},
  });
  await Promise.race([started, until("it is refused", () => lines[0])]);
  return { mtp, received, lines };
}

test("a broker that asks for a certificate is given the gateway's own [TR-369 R-MQTT.48]", async () => {
  const brokerUrl = await strictBroker();
  await until("the broker answers", async () =>
    (await side({ brokerUrl, ca: CA, ...OWN })).mtp.isUp() ? true : undefined,
  );
  for (const given of [{ ca: CA }, { ...OWN, ca: pem("client-ca.pem") }]) {
    const refused = await side({ brokerUrl, ...given });
    await until("it is told why", () => refused.lines.find(({ message }) => message === "mqtt error"));
    expect(refused.mtp.isUp()).toBe(false);
  }
});

test("servers that know TLS 1.1 at most are not spoken to [TR-369 R-MQTT.48] [TR-369 R-STOMP.36]", async () => {
  const said: string[] = [];
  const old = createTlsServer(
    {
      cert: CA,
      key: pem("key.pem"),
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    },
    (socket) => socket.on("data", (bytes) => said.push(bytes.toString("latin1"))),
  );
  await new Promise<void>((resolve) => old.listen(0, "127.0.0.1", resolve));
  undo.push(async () => void old.close());
  const { port } = old.address() as AddressInfo;
  const viaMqtt = await side({ brokerUrl: `mqtts://localhost:${port}`, ca: CA });
  await until("MQTT is given up", () =>
    viaMqtt.lines.find(({ error }) => /version|alert|protocol/i.test(String(error))),
  );
  const viaStomp = new Taker(`stomps://localhost:${port}`, { ca: CA });
  void viaStomp.start();
  await until("STOMP is given up", () =>
    viaStomp.lines.find(({ error }) => /version|alert|protocol/i.test(String(error))),
  );
  expect(said).toEqual([]);
});

test("a real broker forgets the topic of before, which its kept session would still hear [TR-369 R-MQTT.34]", async () => {
  const place = folder();
  const config = { brokerUrl: mqttUrl(), replica: `s${process.pid}`, connections: 2 };
  const [before, after] = ["before", "after"].map((name) => `stale/${process.pid}/${name}`);
  const first = await side({ ...config, topic: before ?? "" }, keptNotes(place, silent));
  await first.mtp.stop();
  const second = await side({ ...config, topic: after ?? "" }, keptNotes(place, silent));
  const client = await mqtt.connectAsync(mqttUrl(), { protocolVersion: 5 });
  undo.push(() => client.endAsync(true));
  const properties = { contentType: "usp.msg" };
  await client.publishAsync(before ?? "", "stale", { qos: 1, properties });
  await client.publishAsync(after ?? "", "fresh", { qos: 1, properties });
  await until("the fresh one is taken", () => second.received[0]);
  expect(second.received).toEqual(["fresh"]);
});
