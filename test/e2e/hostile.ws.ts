import { type ClientOptions, WebSocket } from "ws";
import { connect, type TLSSocket } from "node:tls";
import { readFileSync } from "node:fs";
import { until } from "../contract/api.ts";
import { CANARY } from "./hostile.rig.ts";
import { entry, len, message, num, read, text } from "../usp/wire.ts";

export const CONTROLLER = "self::causeway";
const HOSTILE = "os::012345-HOSTILE";
const pem = (name: string): Buffer => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
const CA = pem("usp-ca");
/** Of the agent `os::012345-CERT1`. */
const CERTIFICATE = { cert: pem("usp-agent"), key: pem("usp-agent.key") };

export const record = (from: string, content: Uint8Array): Buffer =>
  Buffer.concat([len(1, "1.3"), len(2, CONTROLLER), len(3, from), content]);
export const connectRecord = (from: string): Buffer => record(from, len(9, Buffer.alloc(0)));

/** An event as a Notify that wants an answer. */
export function notifyRecord(from: string, id: string, subscription: string): Buffer {
  const event = len(3, len(1, "Device.X."), len(2, "Good!"), entry(3, "n", id));
  const notify = len(8, len(1, subscription), num(2, 1), event);
  const msg = Buffer.concat([len(1, len(1, id), num(2, 3)), len(2, len(1, notify))]);
  return record(from, len(7, len(2, msg)));
}

/** One connection and what came over it. `closed`: the code of the Close frame, or the HTTP status it was refused with. */
export interface Line {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<number>;
  /** msg_id of every message that came. */
  readonly ids: string[];
}

export function line(url: string, query: string, options: ClientOptions = {}): Line {
  const socket = new WebSocket(url + query, ["v1.usp"], { ca: CA, perMessageDeflate: false, ...options });
  const ids: string[] = [];
  socket.on("error", () => undefined);
  socket.on("message", (bytes) => {
    const none = new Map<number, Uint8Array[]>();
    const msg = message(message(read(bytes as Buffer), 7) ?? none, 2) ?? none;
    ids.push(text(message(msg, 1) ?? none, 1));
  });
  const closed = new Promise<number>((resolve) => {
    socket.once("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once("close", (code) => resolve(code));
  });
  const opened = new Promise<void>((resolve) => socket.once("open", resolve));
  return { socket, opened, closed, ids };
}

/** What is said over TLS without a WebSocket library. */
function plain(url: string, said: string): { readonly socket: TLSSocket; readonly answer: Promise<string> } {
  const { hostname: host, port } = new URL(url);
  const socket = connect({ host, port: Number(port), ca: CA, servername: "localhost" });
  let heard = "";
  socket.on("data", (bytes: Buffer) => (heard += bytes.toString("latin1")));
  socket.on("error", () => undefined);
  socket.write(said);
  return { socket, answer: new Promise((resolve) => socket.on("close", () => resolve(heard))) };
}

const statusIn = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const OWN = `?eid=${HOSTILE}`;

/** The code a connection is closed with after it was sent what `say` says. */
async function closedAfter(url: string, say: (socket: WebSocket) => void): Promise<number> {
  const { socket, opened, closed } = line(url, OWN);
  await opened;
  say(socket);
  return await closed;
}

/** The socket below, for frames that no library makes. */
function below(socket: WebSocket): { write(bytes: Buffer): void; cork(): void; uncork(): void } {
  return (socket as unknown as { _socket: ReturnType<typeof below> })._socket;
}

const refused =
  (query: string, options: ClientOptions = {}) =>
  (url: string) =>
    line(url, query, options).closed;

export type Attack = (url: string, payload: unknown) => Promise<number | string>;

/** How each row is played: the answer is an HTTP status, a close code, or what else there is to see. */
export const WS_ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  "WS-01": [
    async (url, payload) => statusIn(await plain(url, (payload as { raw: string }).raw).answer),
    async (url) => {
      const asked = `GET /usp${OWN} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: v2.usp, mqtt\r\n\r\n`;
      return statusIn(await plain(url, asked).answer);
    },
  ],
  "WS-02": [
    refused(""),
    refused("?eid=os::012345-OTHER", CERTIFICATE),
    refused(`${OWN}&eid=os::012345-OTHER`),
    refused("?eid=os::012345-A%2"),
    refused("?eid=os::012345-A%00B"),
    refused("?eid=os::012345-A%2FB"),
    refused("?eid=os::012345-A%252"),
    refused(OWN, {
      headers: { Authorization: `Basic ${Buffer.from(`nobody:${CANARY}`).toString("base64")}` },
    }),
  ],
  "WS-03": [
    (url, payload) => closedAfter(url, (socket) => socket.send((payload as { text: string }).text)),
    (url) => closedAfter(url, (socket) => socket.send(Buffer.from("no record"))),
  ],
  "WS-05": [(url) => closedAfter(url, (socket) => socket.send(Buffer.alloc(8 * 2 ** 20 + 1)))],
  "WS-06": [
    (url) =>
      closedAfter(url, (socket) => {
        const one = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x78]);
        below(socket).write(Buffer.from([0x02, 0x81, 0, 0, 0, 0, 0x78]));
        for (let sent = 0; sent < 131; sent++)
          below(socket).write(Buffer.concat(Array.from({ length: 1000 }, () => one)));
      }),
  ],
  "WS-07": [
    async (url) => {
      const { socket, opened } = line(url, OWN, { perMessageDeflate: true });
      await opened;
      const { extensions } = socket;
      socket.terminate();
      return extensions === "" ? "not negotiated" : extensions;
    },
    // A compressed message all the same: RSV1 is set.
    (url) => closedAfter(url, (socket) => below(socket).write(Buffer.from([0xc2, 0x80, 0, 0, 0, 0]))),
  ],
  "WS-08": [
    async (url) => {
      const [older, newer] = [line(url, OWN), line(url, OWN)];
      await Promise.all([older.opened, newer.opened]);
      older.socket.send(notifyRecord(HOSTILE, `a-${Date.now()}`, "s"));
      await until("the first one is answered", () => (older.ids.length > 0 ? true : undefined));
      newer.socket.send(notifyRecord(HOSTILE, `b-${Date.now()}`, "s"));
      await until("the second one is answered", () => (newer.ids.length > 0 ? true : undefined));
      const code = await older.closed;
      newer.socket.terminate();
      return code;
    },
  ],
  "WS-09": [
    // Half-open: they are closed, and nobody else waits for that.
    async (url) => {
      const half = Array.from({ length: 50 }, () => plain(url, `GET /usp${OWN} HTTP/1.1\r\nHost: a\r\n`));
      const answers = await Promise.all(half.map(({ answer }) => answer));
      return [...new Set(answers.map(statusIn))].join();
    },
    async (url) => {
      const many: Line[] = [];
      // As fast as both ends can shake hands on one machine; one after the other would be no flood.
      while (many.length < 400) {
        const some = Array.from({ length: 50 }, (_, n) =>
          line(url, `?eid=os::012345-FLOOD${many.length + n}`),
        );
        many.push(...some);
        await Promise.all(some.map(({ opened, closed }) => Promise.race([opened, closed])));
      }
      const refusals = many.filter(({ socket }) => socket.readyState !== WebSocket.OPEN).length;
      for (const { socket } of many) socket.terminate();
      return refusals < 100 ? "served" : `${refusals} refused`;
    },
  ],
  "WS-11": [refused(OWN, { origin: "https://evil.example" }), refused(OWN, { headers: { Origin: "null" } })],
  "WS-12": [
    async (url) => {
      const { socket, opened, closed, ids } = line(url, OWN);
      await opened;
      socket.send(notifyRecord(HOSTILE, `c-${Date.now()}`, "s"));
      await until("the first one is answered", () => (ids.length > 0 ? true : undefined));
      socket.pause();
      // Each is answered with the name of its subscription, which is as long as it likes.
      const long = "s".repeat(4 * 2 ** 20);
      for (let n = 0; n < 12; n++) socket.send(notifyRecord(HOSTILE, `d-${Date.now()}-${n}`, long));
      const gone = new Promise<string>((resolve) => {
        const look = () => {
          if (socket.readyState !== WebSocket.OPEN) return resolve("cut off");
          socket.ping("", true, (error?: Error | null) => {
            if (error === undefined || error === null) setImmediate(look);
            else resolve("cut off");
          });
        };
        look();
      });
      const end = await Promise.race([gone, closed.then(() => "cut off")]);
      socket.terminate();
      return end;
    },
  ],
};
