import { expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { MovableClock } from "../clock.ts";
import { frameOf } from "./stomp.peer.ts";
import { AGENT, later, RECORD, Taker, TYPE } from "./stomp.rig.ts";
import { NotingStompServer, type StompServerOptions } from "./stomp.server.ts";

type Given = ConstructorParameters<typeof Taker>[1];
const ROUTE = { mtp: "stomp", destination: "/queue/usp-agent-os::012345-A" } as const;

async function served(options: StompServerOptions = {}, given: Given = {}, clock?: MovableClock) {
  const server = new NotingStompServer(options);
  const url = await server.start();
  later(() => server.stop());
  const taker = new Taker(url, given, clock);
  await taker.start();
  return { server, taker, url };
}

const message = (headers: Readonly<Record<string, string>> = {}, body: string | Buffer = RECORD) =>
  frameOf(
    "MESSAGE",
    {
      subscription: "0",
      "message-id": "1",
      destination: "/queue/usp-controller-causeway",
      "content-type": TYPE,
      "content-length": String(body.length),
      ...headers,
    },
    body,
  );

test("it opens with STOMP 1.2, its endpoint id with escaped colons, login and host [TR-369 R-STOMP.2] [TR-369 R-STOMP.3] [TR-369 R-STOMP.4] [TR-369 R-STOMP.5]", async () => {
  const { server } = await served({}, { username: "causeway", password: "p", virtualHost: "usp" });
  const raw = server.peer.of("STOMP");
  expect(raw).toMatchObject([
    {
      headers: {
        "accept-version": "1.2",
        "endpoint-id": "self::causeway",
        host: "usp",
        login: "causeway",
        passcode: "p",
        "heart-beat": "30000,30000",
      },
    },
  ]);
  expect(server.peer.heard).toContain("\nendpoint-id:self\\c\\ccauseway\n");
});

test("without a host none is sent, and with a certificate alone no login [TR-369 R-STOMP.3] [TR-369 R-STOMP.5]", async () => {
  const { server } = await served({}, { username: "causeway", cert: "a certificate", key: "its key" });
  expect(Object.keys(server.peer.of("STOMP")[0]?.headers ?? {}).toSorted()).toEqual([
    "accept-version",
    "endpoint-id",
    "heart-beat",
  ]);
});

test("it subscribes to its own destination with ack:auto, and acknowledges and transacts nothing [TR-369 R-STOMP.12] [TR-369 R-STOMP.13] [TR-369 R-STOMP.17] [TR-369 R-STOMP.26] [TR-369 R-STOMP.27]", async () => {
  const { server, taker } = await served();
  server.peer.socket.write(message({ "reply-to-dest": ROUTE.destination }));
  await until("it is taken", () => taker.received[0]);
  expect(server.peer.of("SUBSCRIBE")).toMatchObject([
    { headers: { id: "0", destination: "/queue/usp-controller-causeway", ack: "auto" } },
  ]);
  await taker.mtp.stop();
  expect(new Set(server.peers.flatMap(({ frames }) => frames.map(({ command }) => command)))).toEqual(
    new Set(["STOMP", "SUBSCRIBE", "UNSUBSCRIBE", "DISCONNECT"]),
  );
});

test("the destination that the server names is taken instead, on each connection anew [TR-369 R-STOMP.6] [TR-369 R-STOMP.29]", async () => {
  const connected: Record<string, string> = { "subscribe-dest": "/queue/given:1" };
  const clock = new MovableClock();
  const { server, taker } = await served({ connected }, { connections: 1 }, clock);
  await taker.mtp.send(AGENT, ROUTE, RECORD);
  const sent = await server.peer.next("SEND");
  expect(sent.headers).toMatchObject({ "reply-to-dest": "/queue/given:1" });
  connected["subscribe-dest"] = "/queue/given:2";
  server.peer.close();
  await until("it is lost", () => (taker.states.at(-1) === false ? true : undefined));
  clock.move(1500);
  await until("it is back", () => (taker.states.at(-1) === true ? true : undefined));
  const subscribed = server.peers.map((peer) =>
    peer.of("SUBSCRIBE").map(({ headers }) => headers["destination"]),
  );
  expect(subscribed).toEqual([["/queue/given:1"], ["/queue/given:2"]]);
});

test("a record is the body of a SEND with length, type and the destination to answer to [TR-369 R-STOMP.18] [TR-369 R-STOMP.19] [TR-369 R-STOMP.20] [TR-369 R-STOMP.21]", async () => {
  const { server, taker } = await served();
  await expect(taker.mtp.send(AGENT, ROUTE, RECORD)).resolves.toBe("sent");
  const { headers, body } = await server.peer.next("SEND");
  expect(headers).toEqual({
    destination: ROUTE.destination,
    "content-length": String(RECORD.length),
    "content-type": TYPE,
    "reply-to-dest": "/queue/usp-controller-causeway",
    expiration: "15000",
  });
  expect(Buffer.compare(body, RECORD)).toBe(0);
});

test("a message is a record with where its sender is answered; another content type is none [STOMP-05] [TR-369 R-STOMP.22] [TR-369 R-STOMP.23]", async () => {
  const { server, taker } = await served();
  for (const type of [TYPE, "text/plain", "application/vnd.bbf.usp.error", "usp.msg", ""])
    server.peer.socket.write(message({ "content-type": type, "reply-to-dest": ROUTE.destination }));
  server.peer.socket.write(message({}, "the last"));
  await until("the last is taken", () => taker.received[1]);
  expect(taker.received).toEqual([
    { mtp: "stomp", bytes: RECORD, standing: { kind: "claimed" }, returnRoute: ROUTE },
    { mtp: "stomp", bytes: Buffer.from("the last"), standing: { kind: "claimed" } },
  ]);
  expect(taker.refusals()).toEqual(["contentType", "contentType", "contentType", "contentType"]);
});

test("frames nobody asked for are passed over: RECEIPT, and what STOMP does not know [TR-369 R-STOMP.30]", async () => {
  const { server, taker } = await served();
  server.peer.socket.write(frameOf("RECEIPT", { "receipt-id": "nobody's" }));
  server.peer.socket.write(frameOf("NEWS", { a: "b" }));
  server.peer.socket.write(message());
  await until("what came after is taken", () => taker.received[0]);
  expect(taker.states).toEqual([true]);
});

test("a server that answers ERROR is asked at most once a second, and ever more rarely [STOMP-08] [TR-369 R-STOMP.7] [TR-369 R-STOMP.25]", async () => {
  const clock = new MovableClock();
  const server = new NotingStompServer({
    answer: (frame) =>
      frame.command === "SUBSCRIBE" ? frameOf("ERROR", { message: "access:refused" }) : undefined,
  });
  const url = await server.start();
  later(() => server.stop());
  const taker = new Taker(url, {}, clock);
  const starting = taker.start();
  const at: number[] = [];
  for (let n = 1; n <= 8; n++) {
    const refused = () => taker.lines.filter(({ message: said }) => said === "stomp connection lost");
    await until(`refusal ${n}`, () => refused()[n - 1]);
    at.push(clock.now());
    while (server.peers.length === n) {
      clock.move(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await starting;
  const waits = at.slice(1).map((time, i) => time - (at[i] ?? 0));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_100);
  expect(waits.at(-1)).toBeGreaterThan(5000);
  expect(taker.states).toEqual([]);
  expect(taker.lines.at(-1)).toMatchObject({ error: "ERROR access:refused" });
  await expect(taker.mtp.send(AGENT, ROUTE, RECORD)).rejects.toMatchObject({
    code: "broker.unavailable",
    facts: { sent: false },
  });
});

test("a server whose heart-beat stops is left within two intervals, and one that beats is not [STOMP-07]", async () => {
  const clock = new MovableClock();
  const { server, taker } = await served(
    { connected: { "heart-beat": "10000,0" } },
    { heartBeatMs: 5000 },
    clock,
  );
  for (let i = 0; i < 6; i++) {
    server.peer.socket.write("\n");
    server.peer.socket.write(message({}, `beat ${i}`));
    await until("it is taken", () => taker.received[i]);
    clock.move(9000);
  }
  expect(taker.states).toEqual([true]);
  clock.move(11_000);
  await until("it is left", () => (taker.states.at(-1) === false ? true : undefined));
  expect(taker.lines.at(-1)).toMatchObject({ error: "its heart-beat stopped" });
  clock.move(1500);
  await until("it is back", () => (taker.states.at(-1) === true ? true : undefined));
});

test("while nothing can be made durable no message is read, the queue is left, and nothing is lost or doubled", async () => {
  const { server, taker } = await served();
  taker.down = true;
  for (let i = 0; i < 300; i++) server.peer.socket.write(message({}, `record ${i}`));
  await until("it was refused twice", () => (taker.refused > 1 ? true : undefined));
  await server.peer.next("UNSUBSCRIBE");
  expect(taker.received).toEqual([]);
  taker.down = false;
  await until("all are taken", () => (taker.received.length === 300 ? true : undefined));
  expect(taker.bodies).toEqual(Array.from({ length: 300 }, (_, i) => `record ${i}`));
  await server.peer.next("SUBSCRIBE", 2);
  expect(server.peer.of("UNSUBSCRIBE")).toHaveLength(1);
});

test("bytes that are no frame end the connection, and the next one is a clean one [STOMP-01] [STOMP-02] [STOMP-03]", async () => {
  const clock = new MovableClock();
  const { server, taker } = await served({}, {}, clock);
  const hostile = [
    "MESSAGE\nnocolon\n\nx\0",
    "MESSAGE\na:b\\xc\n\nx\0",
    "MESSAGE\ncontent-length:1\n\nabc\0",
    "\x16\x03\x01\x02\0\x01\n\n\0",
  ];
  for (const [i, bytes] of hostile.entries()) {
    server.peer.socket.write(bytes);
    await until("it is left", () => (taker.states.length === 2 * i + 2 ? true : undefined));
    clock.move(5000);
    await until("it is back", () => (taker.states.length === 2 * i + 3 ? true : undefined));
  }
  server.peer.socket.write(message());
  await until("a good one is taken", () => taker.received[0]);
});

test("a message above the limits is refused and the connection stays [STOMP-01]", async () => {
  const { server, taker } = await served();
  server.peer.socket.write(message({ big: "x".repeat(1_000_000) }));
  server.peer.socket.write(message({}, Buffer.alloc(200_000)));
  server.peer.socket.write(
    message(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`h${i}`, "1"]))),
  );
  server.peer.socket.write(message({}, "small"));
  await until("the small one is taken", () => taker.received[0]);
  expect(taker.bodies).toEqual(["small"]);
  expect(taker.refusals()).toEqual(["size", "size", "size"]);
  expect(taker.states).toEqual([true]);
});

test("several links take in turn and are answered each at its own destination", async () => {
  const { server, taker } = await served({}, { connections: 2 });
  const subscribed = server.peers.map((peer) =>
    peer.of("SUBSCRIBE").map(({ headers }) => headers["destination"]),
  );
  expect(subscribed).toEqual(
    [0, 1].map((n) => ["/queue/usp-controller-causeway", `/queue/usp-controller-causeway-replica.r1-${n}`]),
  );
  await taker.mtp.send(AGENT, ROUTE, RECORD);
  await taker.mtp.send(AGENT, ROUTE, RECORD);
  const replies = await Promise.all(server.peers.map((peer) => peer.next("SEND")));
  expect(replies.map(({ headers }) => headers["reply-to-dest"])).toEqual(
    [0, 1].map((n) => `/queue/usp-controller-causeway-replica.r1-${n}`),
  );
});

test("an agent is reached at its own destination only, and never at one of the controller's [STOMP-04]", async () => {
  const { taker } = await served();
  const allows = (destination: string) => taker.mtp.allows(AGENT, { mtp: "stomp", destination });
  expect(allows("/queue/usp-agent-os::012345-A")).toBe(true);
  expect(allows("/queue/usp-agent-os%3A%3A012345-A")).toBe(true);
  for (const bad of [
    "/queue/usp-agent-os::012345-B",
    "/queue/usp-agent-os::012345-A-more",
    "/queue/usp-controller-causeway",
    "/topic/usp-agent-os::012345-A",
    "/queue/usp-agent-os::012345-A\nx",
    "",
    `/queue/${"x".repeat(5000)}`,
  ])
    expect([bad, allows(bad)]).toEqual([bad, false]);
  expect(taker.mtp.allows(AGENT, { mtp: "mqtt", topic: "/queue/usp-agent-os::012345-A", version: "5" })).toBe(
    false,
  );
  expect(taker.mtp.reaches(AGENT, ROUTE)).toBe(true);
});

test("its own destination is not an agent's, however wide the pattern", async () => {
  const { taker } = await served({}, { agentDestination: "/queue/*{endpointId}" });
  const allows = (destination: string) => taker.mtp.allows(AGENT, { mtp: "stomp", destination });
  expect(allows(`/queue/any-${AGENT}`)).toBe(true);
  expect(allows(`/queue/usp-controller-causeway.${AGENT}`)).toBe(false);
  expect(allows(`/queue/usp-controller-causeway-replica.r1-0.${AGENT}`)).toBe(false);
});

test("it says goodbye: what it took before is durable, then UNSUBSCRIBE and DISCONNECT [TR-369 R-STOMP.28]", async () => {
  const { server, taker } = await served();
  for (let i = 0; i < 50; i++) server.peer.socket.write(message({}, `record ${i}`));
  const { peer } = server;
  await taker.mtp.stop();
  expect(taker.received).toHaveLength(50);
  expect(peer.frames.slice(-2).map(({ command }) => command)).toEqual(["UNSUBSCRIBE", "DISCONNECT"]);
});

test("a server that never answers is given up, and a stop meanwhile ends at once", async () => {
  const clock = new MovableClock();
  const server = new NotingStompServer({ answer: () => Buffer.alloc(0) });
  const url = await server.start();
  later(() => server.stop());
  const taker = new Taker(url, {}, clock);
  const starting = taker.start();
  await until("it speaks", () => server.peers[0]?.of("STOMP")[0]);
  clock.move(10_000);
  await starting;
  await until("it is given up", () => taker.lines.find(({ error }) => error === "it does not answer"));
  await taker.mtp.stop();
  clock.move(60_000);
  expect(server.peers).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
