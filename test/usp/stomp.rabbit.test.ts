import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { CONTROLLER, noRabbit, type Rabbit, type RabbitUser, startRabbit } from "../rabbitmq.ts";
import { frameOf, StompPeer } from "./stomp.peer.ts";
import { AGENT, endpoint, later, RECORD, Taker, TYPE } from "./stomp.rig.ts";

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url)), "utf8");
const OTHER = endpoint("os::012345-B.C");
const LOGIN = { username: CONTROLLER.name, password: CONTROLLER.password };
const TOPICS = {
  destination: "/topic/usp.controller.causeway",
  agentDestination: "/topic/usp.agent.{endpointId}",
};

/** The permissions of docs/connect-an-agent.md. */
const userOf = (name: string): RabbitUser => {
  const literal = name.replaceAll(".", "\\.");
  return {
    name,
    password: `of ${name}`,
    makes: "^stomp-subscription-.*$",
    may: "^(stomp-subscription-.*|amq\\.topic)$",
    sends: `^usp\\.controller\\.causeway(-replica\\.[^.]+)?\\.${literal}$`,
    hears: `^usp\\.agent\\.${literal}$`,
  };
};
const STRANGER: RabbitUser = {
  name: "new agents",
  password: "shared",
  may: "^(stomp-subscription-.*|amq\\.topic)$",
  sends: "^usp\\.controller\\.causeway$",
};
const [mine, theirs] = [AGENT, OTHER].map(userOf) as [RabbitUser, RabbitUser];

let rabbit: Rabbit;
beforeAll(async () => {
  if (noRabbit !== undefined) return;
  rabbit = await startRabbit([mine, theirs, STRANGER, { name: "00256D-Box-S1", password: "" }]);
}, 90_000);
afterAll(() => rabbit?.remove());

let queues = 0;
/** Destinations of one test, so that nothing of another is found there. */
const places = () => ({
  destination: `/queue/controller-${++queues}`,
  agentDestination: `/queue/agent-${queues}-{endpointId}`,
});

async function agent(user: RabbitUser = CONTROLLER): Promise<StompPeer> {
  const peer = await StompPeer.dial(rabbit.port, user);
  later(async () => peer.close());
  return peer;
}

const send = (peer: StompPeer, destination: string, body: string | Buffer, replyTo = "/queue/x"): void =>
  peer.send(
    "SEND",
    { destination, "content-type": TYPE, "reply-to-dest": replyTo, "content-length": String(body.length) },
    body,
  );

test.skipIf(noRabbit)(
  "records go both ways through RabbitMQ, NULs and all, and an agent that is away does not find them too late [TR-369 R-STOMP.19] [TR-369 R-STOMP.22]",
  async () => {
    const own = places();
    const place = own.agentDestination.replace("{endpointId}", AGENT);
    const taker = new Taker(rabbit.url, { ...LOGIN, ...own });
    await taker.start();
    const peer = await agent();
    peer.send("SUBSCRIBE", { id: "0", destination: place, ack: "auto", receipt: "s" });
    await peer.next("RECEIPT");
    send(peer, own.destination, RECORD, place);
    await until("it is taken", () => taker.received[0]);
    expect(taker.received).toEqual([
      {
        mtp: "stomp",
        bytes: RECORD,
        standing: { kind: "claimed" },
        returnRoute: { mtp: "stomp", destination: place },
      },
    ]);
    await taker.mtp.send(AGENT, { mtp: "stomp", destination: place }, RECORD);
    const { headers, body } = await peer.next("MESSAGE");
    expect(Buffer.compare(body, RECORD)).toBe(0);
    expect(headers).toMatchObject({
      "content-type": TYPE,
      "reply-to-dest": own.destination,
      expiration: "15000",
    });
  },
);

test.skipIf(noRabbit)(
  "TLS with the server's CA and a client certificate, whose name is the login [TR-369 R-STOMP.3]",
  async () => {
    const own = places();
    const tls = { ca: rabbit.ca, cert: fixture("client-device.pem"), key: fixture("client-device.key.pem") };
    const taker = new Taker(rabbit.tlsUrl, { ...own, ...tls });
    await taker.start();
    expect(taker.mtp.isUp()).toBe(true);
    send(await agent(), own.destination, RECORD);
    await until("it is taken", () => taker.received[0]);
    for (const [given, why] of [
      [{ ...tls, ca: fixture("client-ca.pem") }, /certificate|self.signed/i],
      [{ ca: rabbit.ca }, /certificate|alert|ECONNRESET|closed/i],
      [{ ...tls, cert: "no certificate" }, /PEM|no start line|certificate/i],
    ] as const) {
      const refused = new Taker(rabbit.tlsUrl, { ...own, ...given });
      void refused.start();
      const line = await until("it is refused", () =>
        refused.lines.find(({ message }) => message === "stomp connection lost"),
      );
      expect(String(line["error"])).toMatch(why);
      expect(refused.mtp.isUp()).toBe(false);
      await refused.mtp.stop();
    }
  },
);

test.skipIf(noRabbit)("a wrong password is told, and tried ever more rarely [TR-369 R-STOMP.7]", async () => {
  const taker = new Taker(rabbit.url, { ...LOGIN, ...places(), password: "guessed" });
  void taker.start();
  const line = await until("it is refused", () =>
    taker.lines.find(({ message }) => message === "stomp connection lost"),
  );
  expect(line).toMatchObject({ error: "ERROR Bad CONNECT" });
});

test.skipIf(noRabbit)(
  "a stop takes what has come, what comes later waits for the next start, and only what the server was just giving out is gone [TR-369 R-STOMP.28]",
  async () => {
    const own = { ...places() };
    const [first, second] = [0, 1].map(() => new Taker(rabbit.url, { ...LOGIN, ...own })) as [Taker, Taker];
    await first.start();
    const peer = await agent();
    for (let i = 0; i < 500; i++) send(peer, own.destination, `record ${i}`);
    await until("some are taken", () => first.received[0]);
    await first.mtp.stop();
    send(peer, own.destination, "the last");
    await second.start();
    await until("the last is taken", () => (second.bodies.includes("the last") ? true : undefined));
    // RabbitMQ drops what is between its queue and the connection when the UNSUBSCRIBE comes: nothing is acknowledged.
    const sent = [...Array.from({ length: 500 }, (_, i) => `record ${i}`), "the last"];
    const [taken, after] = [first.bodies, second.bodies];
    expect(taken).toEqual(sent.slice(0, taken.length));
    expect(after).toEqual(sent.slice(sent.length - after.length));
    expect(taken.length + after.length).toBeLessThanOrEqual(sent.length);
  },
);

test.skipIf(noRabbit)(
  "while the store is away the server keeps what comes, and after a kill of the gateway only what it had read is gone",
  async () => {
    const own = places();
    const [first, second] = [0, 1].map(() => new Taker(rabbit.url, { ...LOGIN, ...own })) as [Taker, Taker];
    await first.start();
    first.down = true;
    const peer = await agent();
    send(peer, own.destination, "held");
    await until("it was refused", () => (first.refused > 0 ? true : undefined));
    await until("the queue was left", () =>
      first.lines.some(({ message }) => message === "message held back") ? true : undefined,
    );
    // What is sent before RabbitMQ has heard of the UNSUBSCRIBE may still come: its receipt shows that it has.
    const probe = await agent();
    await until("what is sent now is kept", async () => {
      send(peer, own.destination, "kept");
      probe.send("SUBSCRIBE", { id: "p", destination: own.destination, ack: "client", receipt: "p" });
      return await Promise.resolve(probe.of("MESSAGE")[0]);
    });
    probe.close();
    await second.start();
    await until("the server gives it to the next one", () =>
      second.bodies.includes("kept") ? true : undefined,
    );
    first.down = false;
    await until("what was held is taken", () => (first.bodies.includes("held") ? true : undefined));
    expect(second.bodies).not.toContain("held");
  },
);

test.skipIf(noRabbit)(
  "each user sends below its own endpoint id only, which proves it; hears nobody else; and a shared login may introduce itself [REC-16]",
  async () => {
    const taker = new Taker(rabbit.url, { ...LOGIN, ...TOPICS, enforcesDestinations: true, connections: 2 });
    await taker.start();
    const { destination } = TOPICS;
    const known = [mine, theirs];
    for (const user of known) send(await agent(user), `${destination}.${user.name}`, user.name);
    send(await agent(STRANGER), destination, "stranger");
    await until("all three are taken", () => taker.received[2]);
    const standings = Object.fromEntries(
      taker.received.map(({ bytes, standing }) => [Buffer.from(bytes).toString(), standing]),
    );
    expect(standings).toEqual({
      stranger: { kind: "stranger" },
      ...Object.fromEntries(
        known.map(({ name }) => [
          name,
          { kind: "proven", endpoint: name, proof: { kind: "broker", username: name } },
        ]),
      ),
    });
    const answered = await agent(mine);
    const place = `/topic/usp.agent.${AGENT}`;
    answered.send("SUBSCRIBE", { id: "0", destination: place, ack: "auto", receipt: "s" });
    await answered.next("RECEIPT");
    await taker.mtp.send(AGENT, { mtp: "stomp", destination: place }, RECORD);
    const { headers } = await answered.next("MESSAGE");
    const reply = headers["reply-to-dest"] ?? "";
    expect(reply).toMatch(/^\/topic\/usp\.controller\.causeway-replica\.r1-[01]\.os::012345-A$/);
    send(answered, reply, "an answer");
    await until("the answer is taken", () => taker.bodies.find((body) => body === "an answer"));
    expect(taker.received.at(-1)?.standing).toMatchObject({ kind: "proven", endpoint: AGENT });

    const before = taker.received.length;
    for (const target of [
      destination,
      `${destination}.${OTHER}`,
      `${destination}-replica.r1-0.${OTHER}`,
      `/exchange/amq.topic/usp.controller.causeway.${OTHER}`,
      "/queue/usp.controller.causeway",
      "/amq/queue/usp.controller.causeway",
      `/topic/usp.agent.${OTHER}`,
    ]) {
      const liar = await agent(mine);
      send(liar, target, "a lie");
      expect([target, (await liar.next("ERROR")).headers["message"]]).toEqual([target, "access_refused"]);
    }
    for (const target of [
      `/topic/usp.agent.${OTHER}`,
      "/topic/usp.agent.*",
      "/topic/#",
      `${destination}.#`,
      "/queue/usp.controller.causeway",
    ]) {
      const thief = await agent(mine);
      thief.send("SUBSCRIBE", { id: "0", destination: target, ack: "auto", receipt: "s" });
      expect([target, (await thief.next("ERROR")).headers["message"]]).toEqual([target, "access_refused"]);
    }
    expect(taker.received).toHaveLength(before);
  },
);

test.skipIf(noRabbit)(
  "what RabbitMQ makes of bad frames of an agent never reaches the gateway but as a message of the right size [STOMP-01] [STOMP-02] [STOMP-03]",
  async () => {
    const own = places();
    const taker = new Taker(rabbit.url, { ...LOGIN, ...own });
    await taker.start();
    const head = `SEND\ndestination:${own.destination}\ncontent-type:${TYPE}\n`;
    const many = Array.from({ length: 10_000 }, (_, i) => `h${i}:1\n`).join("");
    for (const bytes of [
      `${head}\nwithout its NUL`,
      `${head}nocolon\n\nx\0`,
      `${head}a:\\x\n\nx\0`,
      `${head}content-length:2\n\nxyz\0`,
      `${head}content-length:99\n\nxyz\0`,
      `${head}big:${"x".repeat(1_000_000)}\n\nx\0`,
      `${head}${many}\nx\0`,
    ])
      (await agent()).socket.write(bytes);
    const escaping = await agent();
    escaping.socket.write(
      frameOf(
        "SEND",
        { destination: own.destination, "content-type": TYPE, "reply-to-dest": "/queue/a\\c:b" },
        "good",
      ),
    );
    await until("the good one is taken", () => (taker.bodies.includes("good") ? true : undefined));
    expect(taker.received.at(-1)?.returnRoute).toEqual({ mtp: "stomp", destination: "/queue/a\\c:b" });
    // RabbitMQ cuts at the length and takes the rest for the next frame.
    expect(new Set(taker.bodies)).toEqual(
      new Set(["xy", "good"].filter((body) => taker.bodies.includes(body))),
    );
    await until("two were too large", () => (taker.refusals().length === 2 ? true : undefined));
    expect(taker.refusals()).toEqual(["size", "size"]);
    expect(taker.states).toEqual([true]);
  },
);

test.skipIf(noRabbit)(
  "a server that is killed is lost, and taken again when it is back [TR-369 R-STOMP.7] [TR-369 R-STOMP.25]",
  async () => {
    const own = places();
    const taker = new Taker(rabbit.url, { ...LOGIN, ...own });
    await taker.start();
    await rabbit.kill();
    await until("it is lost", () => (taker.states.at(-1) === false ? true : undefined));
    await expect(
      taker.mtp.send(AGENT, { mtp: "stomp", destination: "/queue/x" }, RECORD),
    ).rejects.toMatchObject({ code: "broker.unavailable", facts: { sent: false } });
    await rabbit.start();
    await until("it is back", () => (taker.states.at(-1) === true ? true : undefined), 30_000);
    send(await agent(), own.destination, RECORD);
    await until("it takes again", () => taker.received[0]);
  },
  90_000,
);
