import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Agent, createAgent, devicePlan, homeOf, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { CONTROLLER, noRabbit, type Rabbit, startRabbit } from "../rabbitmq.ts";
import { frameOf, StompPeer } from "../usp/stomp.peer.ts";
import { NotingStompServer, type StompServerOptions } from "../usp/stomp.server.ts";
import { CONTROLLER as OWN, USP_ATTACKS } from "./hostile.usp.ts";
import { Target, withinASecond } from "./hostile.rig.ts";

const DESTINATION = "/queue/usp-controller-causeway";
const PLACE = "/queue/usp-agent-{endpointId}";
const TYPE = "application/vnd.bbf.usp.msg";
const SENDER = "os::012345-HOSTILE";
const VICTIM = "os::012345-GOOD";
const placeOf = (endpoint: string): string => PLACE.replace("{endpointId}", endpoint);

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function recordOf(row: string, index: number): Buffer {
  const shot = [USP_ATTACKS[row]?.[index]?.(undefined) ?? []].flat()[0];
  return Buffer.from(shot?.record ?? []);
}

/** A record that is in order: an event of the hostile agent that wants an answer. */
const goodRecord = (): Buffer => recordOf("MQTT-11", 3);

/** What a server that is attacked with, or attacks with, writes for one message. */
function sendFrame(
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  command = "SEND",
): Buffer {
  return frameOf(
    command,
    {
      destination: DESTINATION,
      "content-type": TYPE,
      "reply-to-dest": placeOf(SENDER),
      "content-length": String(body.length),
      ...headers,
    },
    body,
  );
}

const HUGE = { big: "x".repeat(1_000_000) };
const MANY = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`h${i}`, "1"]));
const raw = (headers: string, body = "x\0"): Buffer =>
  Buffer.from(`SEND\ndestination:${DESTINATION}\ncontent-type:${TYPE}\n${headers}\n${body}`);

interface Attack {
  readonly id: string;
  readonly what: string;
  readonly frame: () => Buffer;
  /** In the one line the gateway logs of it; undefined: it hears nothing. */
  readonly reason: string | undefined;
}
const attack = (id: string, what: string, frame: () => Buffer, reason?: string): Attack => ({
  id,
  what,
  frame,
  reason,
});

/** What a hostile agent writes to a server, by row, and what the gateway logs of it. */
const FROM_AGENTS: readonly Attack[] = [
  attack("STOMP-01", "a frame without its NUL", () => raw("", "x")),
  attack("STOMP-01", "a header without a colon", () => raw("nocolon\n")),
  attack("STOMP-01", "a header of 1 MB", () => sendFrame(goodRecord(), HUGE), "size"),
  attack("STOMP-01", "10,000 headers", () => sendFrame(goodRecord(), MANY), "size"),
  attack("STOMP-02", "a content-length that is too small", () => raw("content-length:1\n", "xyz\0")),
  attack("STOMP-02", "a content-length that is too large", () => raw("content-length:99\n", "xyz\0")),
  attack("STOMP-03", "an escape that is none", () => raw("a:b\\xc\n")),
  attack(
    "STOMP-03",
    "line ends in a header",
    () => sendFrame(goodRecord(), { "reply-to-dest": "/queue/a\r\nb:c\\" }),
    "topic",
  ),
  attack(
    "STOMP-04",
    "the destination of another agent",
    () => sendFrame(goodRecord(), { "reply-to-dest": placeOf(VICTIM) }),
    "topic",
  ),
  attack(
    "STOMP-04",
    "the destination of the controller",
    () => sendFrame(goodRecord(), { "reply-to-dest": DESTINATION }),
    "topic",
  ),
  attack(
    "STOMP-05",
    "another content type",
    () => sendFrame(goodRecord(), { "content-type": "text/html" }),
    "contentType",
  ),
  attack(
    "STOMP-05",
    "the deprecated content type",
    () => sendFrame(goodRecord(), { "content-type": "application/vnd.bbf.usp.error" }),
    "contentType",
  ),
];

describe.skipIf(noRabbit)("agents at a server", () => {
  const folder = mkdtempSync(join(tmpdir(), "causeway-hostile-stomp-"));
  const password = join(folder, "password");
  let rabbit: Rabbit;
  let target: Target;
  let good: Agent;

  beforeAll(async () => {
    rabbit = await startRabbit();
    writeFileSync(password, CONTROLLER.password);
    target = new Target([
      "--stomp-url",
      rabbit.url,
      "--stomp-username",
      CONTROLLER.name,
      "--stomp-password-file",
      password,
    ]);
    await target.start();
    const side = {
      endpointId: VICTIM,
      controllerId: OWN,
      controllerTopic: DESTINATION,
      agentTopic: placeOf(VICTIM),
      brokerHost: "127.0.0.1",
      brokerPort: rabbit.port,
      protocolVersion: "5.0" as const,
      transport: "STOMP" as const,
    };
    const tree = new Tree(devicePlan(homeOf(3), { cwmp: false, agent: side }));
    const login = { username: CONTROLLER.name, password: CONTROLLER.password };
    good = createAgent({ mqttUrl: rabbit.url, clock, tree, reconnectMs: 200, ...login });
    await good.start();
    await until("the good agent is onboarded", async () => {
      const { body } = await target.api.call("GET", `/v1/devices/${VICTIM}`);
      return typeof body["snapshotAt"] === "string" ? true : undefined;
    });
  }, 240_000);
  afterAll(async () => {
    good?.stop();
    await target?.stop();
    await rabbit?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function goodAnswers(): Promise<void> {
    const read = { type: "get", paths: ["Device.DeviceInfo.SerialNumber"] };
    const asked = await target.api.call("POST", `/v1/devices/${VICTIM}/operations`, read, {
      Prefer: "wait=5",
    });
    expect(asked.body).toMatchObject({ state: "succeeded" });
  }

  describe.each(["live", "again after a restart"])("%s", (when) => {
    test("starts", async () => {
      if (when !== "live") await target.restart();
      await goodAnswers();
      await target.load();
    });

    test.each(FROM_AGENTS)("[$id] $what", async ({ id, frame, reason }) => {
      const from = target.lines.length;
      const heard = good.journal.of("asked").length;
      const hostile = await StompPeer.dial(rabbit.port, CONTROLLER);
      undo.push(() => hostile.close());
      hostile.socket.write(frame());
      if (reason !== undefined)
        await until("it is refused", () => target.lines.slice(from).find((line) => line.reason === reason));
      await withinASecond(id, goodAnswers);
      const said = await target.badInputs(from);
      expect(said.map((line) => [line.surface, line.reason])).toEqual(
        reason === undefined ? [] : [["usp", reason]],
      );
      for (const line of said) expect(line).toHaveProperty("peer");
      // Nothing of the answer to the hostile agent came to the good one: it was asked by us alone.
      expect(good.journal.of("asked").length).toBe(heard + 1);
      target.expectUntouched();
    });

    test("a record with NULs in it is taken, and answered where its sender is", async () => {
      const hostile = await StompPeer.dial(rabbit.port, CONTROLLER);
      undo.push(() => hostile.close());
      hostile.send("SUBSCRIBE", { id: "0", destination: placeOf(SENDER), ack: "auto", receipt: "r" });
      await hostile.next("RECEIPT");
      const record = recordOf("MSG-18", 1);
      expect(record.includes(0)).toBe(true);
      hostile.socket.write(sendFrame(record));
      await hostile.next("MESSAGE");
      target.expectUntouched();
    });
  });
});

/** What a hostile server writes to the gateway once it is subscribed. */
const FROM_SERVERS: readonly (readonly [id: string, what: string, bytes: Buffer])[] = [
  ["STOMP-01", "a header without a colon", Buffer.from("MESSAGE\nnocolon\n\nx\0")],
  ["STOMP-01", "a frame without its NUL", Buffer.from("MESSAGE\na:b\0MESSAGE\na:b\n\n\0")],
  ["STOMP-01", "100 MB of one header", Buffer.from(`MESSAGE\nbig:${"x".repeat(100_000_000)}`)],
  ["STOMP-02", "a content-length that is too small", Buffer.from("MESSAGE\ncontent-length:1\n\nxyz\0")],
  [
    "STOMP-02",
    "a content-length that is too large",
    Buffer.from("MESSAGE\ncontent-length:9\n\nxyz\0MESSAGE\n\n\0"),
  ],
  [
    "STOMP-02",
    "a content-length beyond all limits",
    Buffer.from("MESSAGE\ncontent-length:999999999999999\n\nxyz\0"),
  ],
  ["STOMP-03", "an escape that is none", Buffer.from("MESSAGE\na:\\x\n\nx\0")],
];

async function against(options: StompServerOptions, flags: readonly string[] = []) {
  const server = new NotingStompServer(options);
  const url = await server.start();
  undo.push(() => server.stop());
  const target = new Target(["--stomp-url", url, ...flags]);
  undo.push(() => target.stop());
  await target.start();
  return { server, target };
}

test("a server that breaks the protocol is left and taken again, live and after a restart [STOMP-01] [STOMP-02] [STOMP-03]", async () => {
  const { server, target } = await against({ connected: { "heart-beat": "1000,0" } }, [
    "--stomp-heart-beat",
    "1",
  ]);
  for (const when of ["live", "again after a restart"]) {
    if (when !== "live") await target.restart();
    for (const [id, what, bytes] of FROM_SERVERS) {
      const peer = await until(
        `${id} subscribed`,
        () => server.peers.find((one) => !one.isClosed && one.of("SUBSCRIBE").length > 0),
        40_000,
      );
      const { grownMiB } = await target.load();
      peer.socket.write(bytes);
      // What never ends is found out by the heart-beat that is missing.
      await until(
        `${when}: ${id} ${what} ends the connection`,
        () => (peer.isClosed ? true : undefined),
        20_000,
      );
      expect((await target.load()).grownMiB - grownMiB).toBeLessThan(64);
      expect((await target.api.call("GET", "/readyz")).status).toBe(200);
    }
    target.expectUntouched();
  }
});

test("a server whose heart-beat stops is left within two intervals, and its agents are not said to be there [STOMP-07]", async () => {
  const { server, target } = await against({ connected: { "heart-beat": "1000,0" } }, [
    "--stomp-heart-beat",
    "1",
  ]);
  const states = async () => (await target.api.call("GET", "/v1/system")).body["dependencies"];
  for (const when of ["live", "again after a restart"]) {
    if (when !== "live") await target.restart();
    const peer = await until("it is subscribed", () =>
      server.peers.find((one) => !one.isClosed && one.of("SUBSCRIBE").length > 0),
    );
    peer.socket.write("\n");
    const from = clock.now();
    await until("it is left", () => (peer.isClosed ? true : undefined));
    expect(clock.now() - from).toBeLessThan(3000);
    await until("it is told", async () =>
      JSON.stringify(await states()).includes('"name":"stomp","state":"down"') ? true : undefined,
    );
    await until("it is taken again", () => server.peers.find((one) => one !== peer && !one.isClosed));
    target.expectUntouched();
  }
});

test("a server that answers ERROR to everything is asked once a second at most, and ever more rarely [STOMP-08]", async () => {
  const { server, target } = await against({
    answer: ({ command }) => (command === "STOMP" ? frameOf("ERROR", { message: "no" }) : undefined),
  });
  for (const when of ["live", "again after a restart"]) {
    if (when !== "live") await target.restart();
    const before = server.peers.length;
    const from = clock.now();
    await until("it tries again", () => (server.peers.length >= before + 2 ? true : undefined), 60_000);
    expect(clock.now() - from).toBeGreaterThan(1000);
    expect((await target.api.call("GET", "/readyz")).status).toBe(200);
    target.expectUntouched();
  }
});
