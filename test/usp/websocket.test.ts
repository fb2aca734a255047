import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Credential, DeviceId } from "#core";
import { Fault } from "#core";
import { MovableClock } from "../clock.ts";
import { dial, endpoint, pemOf, raw, ROUTE, statusOf, TLS, transport, type Given } from "./websocket.rig.ts";

const SOON = { timeout: 8000, interval: 5 };
const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function world(given: Given = {}) {
  const made = await transport(given);
  undo.push(() => made.mtp.stop());
  return made;
}
const A = endpoint("os::012345-A");
const basic = (user: string, password: string) => ({
  headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
});
const DEVICE = "d_1" as DeviceId;
const OWN: Credential = { username: "box", password: "secret", generation: "current", device: DEVICE };
const GROUP: Credential = { username: "group", password: "shared", generation: "group" };

test("an agent connects, speaks, and is spoken to over the same connection [TR-369 R-WS.1] [TR-369 R-WS.7] [TR-369 R-WS.9] [TR-369 R-WS.11] [TR-369 R-WS.14] [TR-369 R-WS.14a]", async () => {
  const { url, mtp, received } = await world();
  const agent = await dial(`${url}?eid=os%3A%3A012345-A`);
  expect(agent.socket.protocol).toBe("v1.usp");
  agent.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  expect(received[0]).toEqual({
    mtp: "websocket",
    bytes: Buffer.from("connect"),
    returnRoute: ROUTE,
    standing: { kind: "claimed", endpoint: A },
  });
  expect(mtp.reaches(A)).toBe(true);
  await expect(mtp.send(A, ROUTE, Buffer.from("get"))).resolves.toBe("sent");
  await expect.poll(() => agent.records, SOON).toEqual(["get"]);
  expect(agent.headers["sec-websocket-extensions"]).toBeUndefined();
});

test("the gateway does not speak before the agent's first record was taken [TR-369 R-MTP.8]", async () => {
  let take = (_outcome: "admitted"): void => undefined;
  const { url, mtp, received } = await world({
    receive: () => new Promise((resolve) => (take = resolve)),
  });
  const agent = await dial(`${url}?eid=${A}`);
  await expect(mtp.send(A, ROUTE, Buffer.from("early"))).resolves.toBe("noReceiver");
  agent.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  let sent = "";
  const sending = mtp.send(A, ROUTE, Buffer.from("get")).then((outcome) => (sent = outcome));
  agent.socket.ping();
  await new Promise((resolve) => setImmediate(resolve));
  expect([sent, agent.records]).toEqual(["", []]);
  take("admitted");
  await sending;
  await expect.poll(() => agent.records, SOON).toEqual(["get"]);
});

test("a message in fragments is one record [TR-369 R-WS.14b] [TR-369 R-WS.15]", async () => {
  const { url, received } = await world();
  const { socket } = await dial(`${url}?eid=${A}`);
  socket.send(Buffer.from("con"), { fin: false });
  socket.send(Buffer.from("ne"), { fin: false });
  socket.send(Buffer.from("ct"), { fin: true });
  await expect.poll(() => received.map(({ bytes }) => String(bytes)), SOON).toEqual(["connect"]);
});

test("records are handed on one at a time, in order, however fast they come", async () => {
  let at = 0;
  let most = 0;
  const { url, received } = await world({
    receive: async () => {
      most = Math.max(most, ++at);
      await new Promise((resolve) => setImmediate(resolve));
      at--;
      return "admitted";
    },
  });
  const { socket } = await dial(`${url}?eid=${A}`);
  for (let n = 0; n < 500; n++) socket.send(Buffer.from(String(n)));
  await expect.poll(() => received.length, SOON).toBe(500);
  expect(received.map(({ bytes }) => Number(String(bytes)))).toEqual(
    Array.from({ length: 500 }, (_, n) => n),
  );
  expect(most).toBe(1);
});

test("while a record is worked on nothing more is read from its agent: memory is bounded", async () => {
  let take = (_outcome: "admitted"): void => undefined;
  const { url, received } = await world({
    receive: () => new Promise((resolve) => (take = resolve)),
  });
  const { socket } = await dial(`${url}?eid=${A}`);
  socket.send(Buffer.from("first"));
  await expect.poll(() => received.length, SOON).toBe(1);
  for (let n = 0; n < 200; n++) socket.send(Buffer.alloc(1024 * 1024));
  // What the kernels of both ends hold leaves; the rest stays with the agent.
  await expect.poll(() => socket.bufferedAmount, SOON).toBeGreaterThan(100 * 1024 * 1024);
  take("admitted");
  socket.terminate();
});

test("a record that the store cannot take waits for it, and is not lost", async () => {
  let down = 3;
  const { url, received, mtp } = await world({
    receive: async () => {
      if (down-- > 0) throw new Fault("store.unavailable");
      return "admitted";
    },
  });
  const { socket } = await dial(`${url}?eid=${A}`);
  socket.send(Buffer.from("notify"));
  await expect.poll(() => received.length, SOON).toBe(4);
  expect(mtp.reaches(A)).toBe(true);
});

test("a record that fails for a reason of the gateway's own is given up in the end", async () => {
  const { url, received } = await world({
    receive: async ({ bytes }) => {
      if (String(bytes) === "bad") throw new RangeError("a mistake");
      return "admitted";
    },
  });
  const { socket } = await dial(`${url}?eid=${A}`);
  socket.send(Buffer.from("bad"));
  socket.send(Buffer.from("good"));
  await expect
    .poll(() => received.map(({ bytes }) => String(bytes)), SOON)
    .toEqual(["bad", "bad", "bad", "bad", "good"]);
});

test("a text frame and a refused record end the connection with 1003 [TR-369 R-WS.8] [TR-369 R-WS.16] [WS-03]", async () => {
  const { url, refused, gone } = await world({
    receive: ({ bytes }) => Promise.resolve(String(bytes) === "bad" ? "refused" : "admitted"),
  });
  const one = await dial(`${url}?eid=${A}`);
  one.socket.send("hi");
  await expect(one.closed).resolves.toBe(1003);
  expect(refused).toEqual(["text"]);
  const two = await dial(`${url}?eid=${A}`);
  two.socket.send(Buffer.from("bad"));
  await expect(two.closed).resolves.toBe(1003);
  await expect.poll(() => gone, SOON).toEqual([A]);
});

test("a message above the limit ends the connection with 1009, one of too many fragments with 1008 [WS-05] [WS-06]", async () => {
  const { url, refused } = await world({ recordBytes: 1000, limits: { fragments: 64 } });
  const large = await dial(`${url}?eid=${A}`);
  large.socket.send(Buffer.alloc(1001));
  await expect(large.closed).resolves.toBe(1009);
  const pieces = await dial(`${url}?eid=${A}`);
  for (let n = 0; n < 100; n++) pieces.socket.send(Buffer.alloc(1), { fin: false });
  await expect(pieces.closed).resolves.toBe(1008);
  expect(refused).toEqual(["tooLarge", "fragments"]);
});

test("compression is not agreed on, and a compressed message is a broken frame [WS-07]", async () => {
  const { url, refused } = await world();
  const agent = await dial(`${url}?eid=${A}`, { perMessageDeflate: true });
  expect(agent.socket.extensions).toBe("");
  // RSV1 set: a compressed, masked, empty message.
  (agent.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
    Buffer.from([0xc2, 0x80, 0, 0, 0, 0]),
  );
  await expect(agent.closed).resolves.toBe(1002);
  expect(refused).toEqual(["frame"]);
});

test("pings are answered, and an agent that answers none is cut off [TR-369 R-WS.13]", async () => {
  const clock = new MovableClock();
  const { url, mtp, gone, received } = await world({ clock });
  const alive = await dial(`${url}?eid=${A}`);
  alive.socket.send(Buffer.from("connect"));
  const answered = new Promise((resolve) => alive.socket.once("pong", resolve));
  alive.socket.ping();
  await answered;
  const dead = await dial(`${url}?eid=os::012345-DEAD`, { autoPong: false });
  dead.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(2);
  const pinged = { alive: 0, dead: 0 };
  alive.socket.on("ping", () => pinged.alive++);
  dead.socket.on("ping", () => pinged.dead++);
  for (let n = 1; n <= 3; n++) {
    clock.move(30_000);
    await expect.poll(() => pinged, SOON).toEqual({ alive: n, dead: n });
    // The pong is read before the next ping is due.
    const heard = new Promise((resolve) => alive.socket.once("pong", resolve));
    alive.socket.ping();
    await heard;
  }
  clock.move(30_000);
  await expect(dead.closed).resolves.toBe(1006);
  await expect.poll(() => gone, SOON).toEqual(["os::012345-DEAD"]);
  expect(mtp.reaches(A)).toBe(true);
});

test("an agent that proves nothing and says nothing is closed after a while", async () => {
  const clock = new MovableClock();
  const { url, mtp } = await world({ clock, credentials: [OWN] });
  const mute = await dial(`${url}?eid=${A}`);
  const known = await dial(`${url}?eid=os::012345-B`, basic("box", "secret"));
  clock.move(30_000);
  await expect(mute.closed).resolves.toBe(1008);
  expect(known.socket.readyState).toBe(known.socket.OPEN);
  expect(mtp.reaches(A)).toBe(false);
});

test("a slow reader is cut off before it fills the memory [WS-12]", async () => {
  const { url, mtp, received, refused } = await world({ limits: { bufferedBytes: 4 * 1024 * 1024 } });
  const agent = await dial(`${url}?eid=${A}`);
  agent.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  agent.socket.pause();
  const record = Buffer.alloc(512 * 1024);
  const sends = Array.from({ length: 64 }, () =>
    mtp.send(A, ROUTE, record).catch((error: Fault) => error.code),
  );
  const outcomes = await Promise.all(sends);
  expect(outcomes).toContain("noReceiver");
  expect(refused).toEqual(["slowReader"]);
  expect(mtp.reaches(A)).toBe(false);
  agent.socket.terminate();
});

test("of two connections of an endpoint the newer one counts from its first record, and the older one is closed with 1000 [TR-369 R-WS.4] [WS-08]", async () => {
  const { url, mtp, gone, received } = await world();
  const older = await dial(`${url}?eid=${A}`);
  older.socket.send(Buffer.from("1"));
  await expect.poll(() => received.length, SOON).toBe(1);
  const newer = await dial(`${url}?eid=${A}`);
  const lifetime = mtp.lifetime(A);
  await mtp.send(A, ROUTE, Buffer.from("to the older"));
  newer.socket.send(Buffer.from("2"));
  await expect(older.closed).resolves.toBe(1000);
  await mtp.send(A, ROUTE, Buffer.from("to the newer"));
  await expect.poll(() => newer.records, SOON).toEqual(["to the newer"]);
  expect(older.records).toEqual(["to the older"]);
  // What was asked over it is not waited for any longer.
  expect([lifetime?.aborted, mtp.lifetime(A)?.aborted]).toEqual([true, false]);
  expect(gone).toEqual([]);
  newer.socket.terminate();
  await expect.poll(() => gone, SOON).toEqual([A]);
});

test("who proves less does not displace who proves more [WS-08]", async () => {
  const { url, mtp, received, refused } = await world({ credentials: [OWN, GROUP], owner: DEVICE });
  const proven = await dial(`${url}?eid=${A}`, basic("box", "secret"));
  proven.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  expect(await statusOf(`${url}?eid=${A}`)).toBe(409);
  expect(await statusOf(`${url}?eid=${A}`, basic("group", "shared"))).toBe(409);
  expect(refused).toEqual(["outranked", "outranked"]);
  expect(mtp.reaches(A)).toBe(true);
  const again = await dial(`${url}?eid=${A}`, basic("box", "secret"));
  again.socket.send(Buffer.from("connect"));
  await expect(proven.closed).resolves.toBe(1000);
});

test("one that was let in before the stronger one is sent away at its first record", async () => {
  const { url, received, refused } = await world({ credentials: [OWN], owner: DEVICE });
  const weak = await dial(`${url}?eid=${A}`);
  const proven = await dial(`${url}?eid=${A}`, basic("box", "secret"));
  proven.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  weak.socket.send(Buffer.from("connect"));
  await expect(weak.closed).resolves.toBe(1008);
  expect(refused).toEqual(["outranked"]);
  expect(received).toHaveLength(1);
});

test("what is demanded of an agent must be shown, and what is shown must be right [TR-369 R-SEC.9]", async () => {
  const { url, refused, lines } = await world({
    config: { identity: "password" },
    credentials: [OWN, GROUP],
  });
  expect(await statusOf(`${url}?eid=${A}`)).toBe(401);
  expect(await statusOf(`${url}?eid=${A}`, basic("box", "wrong"))).toBe(401);
  expect(await statusOf(`${url}?eid=${A}`, basic("nobody", "x"))).toBe(401);
  expect(await statusOf(`${url}?eid=${A}`, basic("box", "secret"))).toBe(101);
  expect(await statusOf(`${url}?eid=${A}`, basic("group", "shared"))).toBe(101);
  expect(refused).toEqual(["password", "password", "password"]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|wrong/);
});

test("over TLS the certificate of the agent says who it is [TR-369 R-WS.22] [TR-369 R-SEC.0a] [WS-02]", async () => {
  const { url, received, refused, impersonations } = await world({
    config: { tls: TLS, identity: "certificate" },
  });
  const as = (name: string) => ({ ca: TLS.ca, cert: pemOf(name), key: pemOf(`${name}.key`) });
  expect(url).toMatch(/^wss:/);
  const agent = await dial(`${url}?eid=os::012345-CERT1`, as("usp-agent"));
  agent.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  expect(received[0]?.standing).toMatchObject({
    kind: "proven",
    endpoint: "os::012345-CERT1",
    proof: { kind: "certificate", of: "device" },
  });
  expect(await statusOf(url, as("usp-agent"))).toBe(101);
  expect(await statusOf(`${url}?eid=os::012345-OTHER`, as("usp-agent"))).toBe(401);
  expect(await statusOf(`${url}?eid=os::012345-OTHER`, as("usp-plain"))).toBe(401);
  expect(await statusOf(`${url}?eid=os::012345-OTHER`, { ca: TLS.ca })).toBe(401);
  const strange = { ca: TLS.ca, cert: pemOf("client-device"), key: pemOf("client-device.key") };
  expect(await statusOf(`${url}?eid=os::012345-OTHER`, strange)).toBe(401);
  expect(refused).toEqual(["certificate", "certificate", "certificate", "certificate"]);
  expect(impersonations).toEqual([{ claimed: "os::012345-OTHER", proven: "os::012345-CERT1" }]);
});

test("new certificates of the listener hold for new connections", async () => {
  const { url, mtp } = await world({ config: { tls: TLS } });
  const certificate = { ...TLS, cert: pemOf("usp-agent"), key: pemOf("usp-agent.key") };
  expect(await statusOf(`${url}?eid=${A}`, { ca: TLS.ca })).toBe(101);
  mtp.reload(certificate);
  await expect(statusOf(`${url}?eid=${A}`, { ca: TLS.ca })).rejects.toThrow(/altnames/);
});

test("without the subprotocol or an eid there is no connection, and a plain request is told to upgrade [TR-369 R-WS.12a] [WS-01] [WS-02]", async () => {
  const { url, refused } = await world();
  const bare = `GET /usp?eid=os::012345-A HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
  expect(await raw(url, bare).answer).toMatch(/^HTTP\/1.1 400 /);
  expect(await statusOf(url)).toBe(400);
  expect(await statusOf(`${url}/other?eid=${A}`)).toBe(404);
  expect((await fetch(url.replace("ws:", "http:"))).status).toBe(426);
  expect(await raw(url, "\x16\x03\x01 no http\r\n\r\n").answer).toMatch(/^HTTP\/1.1 400 /);
  const twice = bare.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: v1.usp, v1.usp\r\n\r\n");
  expect(await raw(url, twice).answer).toMatch(/^HTTP\/1.1 400 /);
  expect(refused).toEqual(["subprotocol", "eid", "path", "upgrade", "http", "handshake"]);
});

test("an agent that asks for the extension is told the controller's id in it [TR-369 R-WS.11a]", async () => {
  const { url } = await world();
  const asking = { headers: { "Sec-WebSocket-Extensions": 'bbf-usp-protocol; eid="os::012345-A"' } };
  const agent = await dial(url, asking);
  expect(agent.headers["sec-websocket-extensions"]).toBe('bbf-usp-protocol; eid="self::causeway"');
});

test("half-open handshakes end, and connections above the limit are told to come later [WS-09]", async () => {
  const { url, refused } = await world({ limits: { handshakeMs: 1000, opening: 3 } });
  const half = raw(url, "GET /usp?eid=os::012345-A HTTP/1.1\r\nHost: a\r\n");
  expect(await half.answer).toMatch(/^HTTP\/1.1 408 /);
  const open = await Promise.all(["A", "B", "C"].map((name) => dial(`${url}?eid=os::012345-${name}`)));
  expect(await statusOf(`${url}?eid=os::012345-D`)).toBe(503);
  open[0]?.socket.send(Buffer.from("connect"));
  await expect.poll(() => statusOf(`${url}?eid=os::012345-D`), SOON).toBe(101);
  expect(refused).toContain("busy");
  expect(refused[0]).toBe("timeout");
});

test("at its stop the gateway says goodbye with 1001, and cuts off who does not answer [TR-369 R-WS.8]", async () => {
  const { url, mtp, received } = await transport();
  const agent = await dial(`${url}?eid=${A}`);
  agent.socket.send(Buffer.from("connect"));
  await expect.poll(() => received.length, SOON).toBe(1);
  const stuck = await dial(`${url}?eid=os::012345-B`);
  stuck.socket.pause();
  await mtp.stop();
  await expect(agent.closed).resolves.toBe(1001);
  stuck.socket.resume();
  await stuck.closed;
  expect(mtp.reaches(A)).toBe(false);
});

test("a port that is taken is named [TR-369 R-WS.1]", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => void server.close());
  const { port } = server.address() as { port: number };
  await expect(transport({ config: { port } })).rejects.toMatchObject({ code: "config.invalid" });
});
