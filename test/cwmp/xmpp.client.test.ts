import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { xml } from "@xmpp/client-core";
import { type Log, silent, unmetered } from "#core";
import { XmppClient } from "../../cwmp/wakeup/xmpp.client.ts";
import { openStream, type XmppLogin, type XmppStream } from "../../cwmp/wakeup/xmpp.stream.ts";
import { freePort } from "../../src/platform/services.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { MovableClock } from "../clock.ts";
import { until } from "../contract/api.ts";
import { noProsody, type Prosody, startProsody } from "../prosody.ts";

const PASSWORD = "a secret of the gateway";
const REQUEST = xml("connectionRequest", { xmlns: "urn:broadband-forum-org:cwmp:xmppConnReq-1-0" });

let prosody: Prosody;
beforeAll(async () => {
  if (noProsody !== undefined) return;
  prosody = await startProsody();
  for (const user of ["acs", "box", "thief"]) await prosody.register(user, PASSWORD);
}, 60_000);
afterAll(() => prosody?.remove());

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.stop();
});

function login(more: Partial<XmppLogin> = {}): XmppLogin {
  const ca = readFileSync(prosody.ca, "utf8");
  const url = `xmpp://127.0.0.1:${prosody.port}`;
  return { url, jid: "acs@localhost", password: PASSWORD, ca, unencrypted: false, ...more };
}

/** A box at the server that answers requests as it is told. */
async function box(
  user: string,
  answer: (id: string, from: string, stream: XmppStream) => void,
): Promise<string> {
  const stream: XmppStream = await openStream(
    login({ jid: `${user}@localhost` }),
    "cwmp",
    clock,
    (stanza) => {
      const { id = "", from = "", type } = stanza.attrs;
      if (type === "get") answer(id, from, stream);
    },
  );
  open.push({
    async stop() {
      stream.cut();
      await stream.ended;
    },
  });
  return stream.jid;
}

async function client(more: Partial<XmppLogin> = {}, log: Log = silent): Promise<XmppClient> {
  const made = new XmppClient({ login: login(more), resource: "r1", clock, log, metrics: unmetered });
  made.start();
  open.push(made);
  return made;
}

async function up(made: XmppClient): Promise<void> {
  await until("the client is up", async () => (made.isUp() ? true : undefined));
}

const result = (id: string, to: string) => xml("iq", { type: "result", id, to });
const error = (id: string, to: string, condition: string, ...echo: ReturnType<typeof xml>[]) =>
  xml(
    "iq",
    { type: "error", id, to },
    ...echo,
    xml("error", { type: "cancel" }, xml(condition, { xmlns: "urn:ietf:params:xml:ns:xmpp-stanzas" })),
  );

test.skipIf(noProsody)("STARTTLS and direct TLS, each with the CA that is given", async () => {
  for (const url of [`xmpp://127.0.0.1:${prosody.port}`, `xmpps://127.0.0.1:${prosody.tlsPort}`]) {
    const stream = await openStream(login({ url }), "r1", clock, () => undefined);
    expect(stream.jid).toBe("acs@localhost/r1");
    stream.close();
    await stream.ended;
  }
});

test.skipIf(noProsody).each([
  ["a certificate of another CA", { ca: "" }, /certificate|self.signed|unable/i],
  ["a wrong password", { password: "wrong" }, /not-authorized/],
  ["no such account", { jid: "nobody@localhost" }, /not-authorized/],
  ["a domain the server does not have", { jid: "acs@other.example" }, /./],
])("%s: no connection, and the reason without a secret", async (_what, more, reason) => {
  const failed = openStream(login(more), "r1", clock, () => undefined);
  await expect(failed).rejects.toMatchObject({
    code: "xmpp.unavailable",
    message: expect.stringMatching(reason) as string,
  });
  await expect(failed).rejects.not.toThrow(PASSWORD);
});

test.skipIf(noProsody)(
  "a result, a device that cannot come, one that refuses, one that is not there",
  async () => {
    const asked = await client();
    const answers = [
      (id: string, from: string) => result(id, from),
      (id: string, from: string) => error(id, from, "service-unavailable", REQUEST),
      (id: string, from: string) => error(id, from, "not-authorized"),
    ];
    const jid = await box(
      "box",
      (id, from, stream) => void stream.send((answers.shift() ?? result)(id, from)),
    );
    await up(asked);
    const signal = AbortSignal.timeout(5000);
    expect(await asked.ask(jid, REQUEST, signal)).toEqual({ kind: "result" });
    expect(await asked.ask(jid, REQUEST, signal)).toEqual({
      kind: "error",
      condition: "service-unavailable",
      echoed: true,
    });
    expect(await asked.ask(jid, REQUEST, signal)).toEqual({
      kind: "error",
      condition: "not-authorized",
      echoed: false,
    });
    // The server speaks for those who are not connected.
    const away = await asked.ask("box@localhost/elsewhere", REQUEST, signal);
    expect(away).toEqual({ kind: "error", condition: "service-unavailable", echoed: false });
  },
);

test.skipIf(noProsody)("a reply of somebody else to the same id does not count", async () => {
  const asked = await client();
  let forged = false;
  const thief: { stream?: XmppStream } = {};
  await box("thief", () => undefined).then(async () => {
    thief.stream = await openStream(login({ jid: "thief@localhost" }), "two", clock, () => undefined);
  });
  const jid = await box("box", (id, from, stream) => {
    void thief.stream?.send(error(id, from, "not-authorized")).then(async () => {
      forged = true;
      await stream.send(result(id, from));
    });
  });
  await up(asked);
  expect(await asked.ask(jid, REQUEST, AbortSignal.timeout(5000))).toEqual({ kind: "result" });
  expect(forged).toBe(true);
  thief.stream?.cut();
});

test.skipIf(noProsody)("who never answers is given up with the signal", async () => {
  const asked = await client();
  const jid = await box("box", () => undefined);
  await up(asked);
  const stop = new AbortController();
  const reply = asked.ask(jid, REQUEST, stop.signal);
  stop.abort(new DOMException("late", "TimeoutError"));
  await expect(reply).rejects.toThrow("late");
});

test.skipIf(noProsody)(
  "the server goes and comes back: what waited fails at once, and the connection returns by itself",
  async () => {
    const asked = await client();
    const jid = await box("box", () => undefined);
    await up(asked);
    const reply = asked.ask(jid, REQUEST, AbortSignal.timeout(20_000));
    reply.catch(() => undefined);
    await prosody.stop();
    await expect(reply).rejects.toMatchObject({ code: "xmpp.unavailable" });
    expect(asked.isUp()).toBe(false);
    await expect(asked.ask(jid, REQUEST, AbortSignal.timeout(1000))).rejects.toMatchObject({
      code: "xmpp.unavailable",
    });
    await prosody.start();
    await up(asked);
    await box("box", (id, from, stream) => void stream.send(result(id, from)));
    expect(await asked.ask(jid, REQUEST, AbortSignal.timeout(5000))).toEqual({ kind: "result" });
  },
  60_000,
);

/** Something that is no XMPP server, and what it says when somebody connects. */
async function impostor(says: string): Promise<{ readonly url: string; readonly heard: () => boolean }> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let heard = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("data", () => (heard = true));
    socket.on("error", () => undefined);
    socket.write(says);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  open.push({
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  });
  return { url: `xmpp://127.0.0.1:${port}`, heard: () => heard };
}

const HEAD = `<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" version="1.0" id="1">`;

test.each([
  ["an HTTP server", "HTTP/1.1 400 Bad Request\r\n\r\n"],
  ["the end of nothing", "</x></y>"],
  ["half a tag", "<<<>>>"],
  [
    "no encryption on offer",
    `${HEAD}<stream:features><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms></stream:features>`,
  ],
  ["nothing to sign in with", `${HEAD}<stream:features/>`],
  [
    "a way elsewhere",
    `${HEAD}<stream:error><see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">127.0.0.1:1</see-other-host></stream:error>`,
  ],
  ["a stanza from nobody", `${HEAD}<iq type="result" from="@" id="x"/>`],
  ["a stanza without end", `${HEAD}<iq>${"x".repeat(300 * 1024)}`],
])("%s: the attempt fails and nothing else", async (_what, says) => {
  const { url, heard } = await impostor(says);
  const still = new MovableClock();
  const more = { url, jid: "acs@localhost", password: PASSWORD, unencrypted: false };
  const attempt = openStream(more, "r1", still, () => undefined);
  attempt.catch(() => undefined);
  await until("the gateway has spoken", () => (heard() ? true : undefined));
  // Those that only say nothing more are given up when their time is over.
  still.move(10_000);
  await expect(attempt).rejects.toMatchObject({ code: "xmpp.unavailable" });
});

test("no bytes of a server upset more than the attempt", async () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      HEAD,
      "</stream:stream>",
      '<stream:features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></stream:features>',
      '<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>',
      '<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>',
      "<iq type='result' from='a@' id='1'>",
      "</iq>",
      "<!--",
      "]]>",
      "&bad;",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const still = new MovableClock();
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        // What waits for more is given up when its time is over.
        socket.on("close", () => still.move(10_000));
        socket.resume();
        socket.end(pieces.join(""));
      });
      const port = await freePort();
      await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
      const url = `xmpp://127.0.0.1:${port}`;
      const more = { url, jid: "acs@localhost", password: PASSWORD, unencrypted: true };
      const attempt = openStream(more, "r1", still, () => undefined);
      await expect(attempt).rejects.toMatchObject({ code: "xmpp.unavailable" });
      await new Promise((done) => server.close(done));
    }),
    { numRuns: 100 },
  );
}, 60_000);
