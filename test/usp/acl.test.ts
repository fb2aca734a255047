import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { type Broker, startBroker } from "../mosquitto.ts";

/** What is shipped for Mosquitto, run with certificates of this test in the place of the operator's. */
const DEPLOY = join(import.meta.dirname, "../../deploy/mosquitto");
const PASSWD = "mosquitto_passwd";
const tools = ["openssl", PASSWD].filter((tool) => spawnSync(tool, ["version"]).error !== undefined);
if (tools.length > 0) process.stderr.write(`acl.test.ts is left out: ${tools.join(", ")} not installed\n`);

const BASE = "usp/controller/causeway";
const [MINE, THEIRS] = ["os::0A8D8C-1", "os::0A8D8C-2"] as const;
const folder = mkdtempSync(join(tmpdir(), "causeway-acl-"));
const clients: MqttClient[] = [];
let broker: Broker | undefined;

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder });
  expect([status, status === 0 ? "" : String(stderr)]).toEqual([0, ""]);
}

/** A key and a certificate of the test's CA for a common name. */
function certified(name: string, file: string): void {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${file}.key`];
  openssl("req", ...key, "-subj", `/CN=${name.replaceAll("/", "\\/")}`, "-out", `${file}.csr`);
  writeFileSync(join(folder, `${file}.ext`), "subjectAltName=DNS:localhost\n");
  const ca = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"];
  openssl("x509", "-req", "-in", `${file}.csr`, ...ca, "-extfile", `${file}.ext`, "-out", `${file}.crt`);
}

beforeAll(async () => {
  if (tools.length > 0) return;
  const ca = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key"];
  openssl("req", "-x509", ...ca, "-subj", "/CN=test CA", "-days", "2", "-out", "ca.crt");
  certified("localhost", "broker");
  for (const [i, name] of [MINE, THEIRS, "new", ...ODD].entries()) certified(name, `agent-${i}`);
  spawnSync(PASSWD, ["-b", "-c", join(folder, "passwords"), "causeway", "secret"]);
  writeFileSync(join(folder, "acl"), readFileSync(join(DEPLOY, "acl")), { mode: 0o600 });
  const shipped = readFileSync(join(DEPLOY, "mosquitto.conf"), "utf8");
  broker = await startBroker(
    folder,
    ([tls = 0, plain = 0]) =>
      shipped
        .replaceAll("/etc/mosquitto/", `${folder}/`)
        .replaceAll("/var/lib/mosquitto/", `${folder}/`)
        .replace("listener 8883", `listener ${tls} 127.0.0.1`)
        .replace("listener 1883 127.0.0.1", `listener ${plain} 127.0.0.1`),
    2,
  );
}, 60_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.end(true);
});
afterAll(async () => {
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Names that would open topics of others, were they put into a filter. */
const ODD = ["+", "#", "%u", "os::+", "x"] as const;
const fileOf = (name: string): string => `agent-${[MINE, THEIRS, "new", ...ODD].indexOf(name)}`;

function connected(name: string, options: IClientOptions = {}): Promise<MqttClient> {
  const read = (end: string): Buffer => readFileSync(join(folder, `${fileOf(name)}.${end}`));
  const client = mqtt.connect(`mqtts://localhost:${broker?.ports[0]}`, {
    protocolVersion: 5,
    reconnectPeriod: 0,
    ca: readFileSync(join(folder, "ca.crt")),
    cert: read("crt"),
    key: read("key"),
    ...options,
  });
  return up(client);
}

function gateway(): Promise<MqttClient> {
  const login = { username: "causeway", password: "secret" };
  return up(
    mqtt.connect(`mqtt://127.0.0.1:${broker?.ports[1]}`, {
      protocolVersion: 5,
      reconnectPeriod: 0,
      ...login,
    }),
  );
}

async function up(client: MqttClient): Promise<MqttClient> {
  clients.push(client);
  return new Promise((resolve, reject) => {
    client.once("connect", () => resolve(client));
    client.once("error", reject);
    client.once("close", () => reject(new TypeError("closed")));
  });
}

const NOT_AUTHORIZED = 135;
const NOBODY = 16;

/** The reason code a publish is acknowledged with. */
async function code(client: MqttClient, topic: string): Promise<number> {
  return new Promise((resolve) => {
    client.once("packetreceive", function look(packet) {
      if (packet.cmd === "puback") resolve(packet.reasonCode ?? 0);
      else client.once("packetreceive", look);
    });
    client.publish(topic, "x", { qos: 1 }, () => undefined);
  });
}

test.skipIf(tools.length > 0)(
  "an agent publishes below its own name, on either form, and nowhere else [MQTT-05]",
  async () => {
    const mine = await connected(MINE);
    const reply = `reply-to=usp%2Fagent%2F${MINE}`;
    for (const topic of [
      `${BASE}/${MINE}`,
      `${BASE}/replica/r-0/${MINE}`,
      `${BASE}/${MINE}/${reply}`,
      `${BASE}/replica/r-0/${MINE}/${reply}`,
    ])
      expect([topic, [0, NOBODY].includes(await code(mine, topic))]).toEqual([topic, true]);
    for (const topic of [
      BASE,
      `${BASE}/${THEIRS}`,
      `${BASE}/replica/r-0/${THEIRS}`,
      `${BASE}/${THEIRS}/${reply}`,
      `${BASE}/${MINE}/reply-to=usp%2Fagent%2F${THEIRS}`,
      `usp/agent/${MINE}`,
      `usp/agent/${THEIRS}`,
      "$SYS/broker/version",
    ])
      expect([topic, await code(mine, topic)]).toEqual([topic, NOT_AUTHORIZED]);
  },
);

test.skipIf(tools.length > 0)(
  "an agent hears what is sent to it, and nothing else whatever it subscribes to [MQTT-02] [MQTT-04]",
  async () => {
    const [mine, theirs, own] = await Promise.all([connected(MINE), connected(THEIRS), gateway()]);
    const heard: string[] = [];
    mine.on("message", (topic) => heard.push(topic));
    const filters = [
      "#",
      "+/+/+",
      "usp/#",
      `usp/agent/${THEIRS}`,
      `${BASE}/#`,
      "$SYS/#",
      `usp/agent/${MINE}`,
    ];
    for (const filter of filters) await mine.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
    await theirs.subscribeAsync(`usp/agent/${THEIRS}`, { qos: 1 });
    const reached = new Promise<void>((resolve) => theirs.once("message", () => resolve()));
    await own.publishAsync(`usp/agent/${THEIRS}`, "secret of another", { qos: 1 });
    await reached;
    expect([0, NOBODY].includes(await code(theirs, `${BASE}/${THEIRS}`))).toBe(true);
    await own.publishAsync(`usp/agent/${MINE}`, "mine", { qos: 1 });
    await until("its own is heard", () => (heard.length > 0 ? true : undefined));
    // What was sent before it, to others, would have come before it.
    expect([...new Set(heard)]).toEqual([`usp/agent/${MINE}`]);
  },
);

test.skipIf(tools.length > 0)(
  "nobody takes another agent's connection by its client id [MQTT-07]",
  async () => {
    const victim = await connected(MINE);
    let lost = false;
    victim.once("close", () => (lost = true));
    const rival = await connected(THEIRS, { clientId: MINE });
    expect(rival.options.clientId).toBe(MINE);
    expect(await code(victim, `${BASE}/${MINE}`)).toBeDefined();
    expect(lost).toBe(false);
  },
);

test.skipIf(tools.length > 0)(
  "a name with wildcards widens nothing [MQTT-08]",
  async () => {
    for (const name of ODD) {
      const client = await connected(name).catch(() => undefined);
      if (client === undefined) continue;
      for (const topic of [`${BASE}/${MINE}`, `usp/agent/${MINE}`])
        expect([name, topic, await code(client, topic).catch(() => NOT_AUTHORIZED)]).toEqual([
          name,
          topic,
          NOT_AUTHORIZED,
        ]);
    }
  },
  30_000,
);

test.skipIf(tools.length > 0)("the login that new agents share introduces, and hears nothing", async () => {
  const [stranger, own] = await Promise.all([connected("new"), gateway()]);
  const heard: string[] = [];
  stranger.on("message", (topic) => heard.push(topic));
  await stranger.subscribeAsync("usp/agent/+/#", { qos: 1 }).catch(() => undefined);
  expect([0, NOBODY].includes(await code(stranger, BASE))).toBe(true);
  expect(await code(stranger, `${BASE}/${MINE}`)).toBe(NOT_AUTHORIZED);
  await own.publishAsync(`usp/agent/${MINE}`, "not for strangers", { qos: 1 });
  expect([0, NOBODY].includes(await code(stranger, BASE))).toBe(true);
  expect(heard).toEqual([]);
});

test.skipIf(tools.length > 0)("without a certificate or with a wrong password nobody comes in", async () => {
  const tls = mqtt.connect(`mqtts://localhost:${broker?.ports[0]}`, {
    reconnectPeriod: 0,
    ca: readFileSync(join(folder, "ca.crt")),
  });
  await expect(up(tls)).rejects.toThrow(/closed|certificate|alert|reset/i);
  const plain = mqtt.connect(`mqtt://127.0.0.1:${broker?.ports[1]}`, {
    reconnectPeriod: 0,
    username: "causeway",
    password: "x",
  });
  await expect(up(plain)).rejects.toThrow(/not authori[sz]ed|bad user|closed/i);
});
