import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asFault } from "#core";
import { type BodyLimits, bodyPieces, LEAST_BYTES } from "../../bridge/api/body.stream.ts";
import { MovableClock } from "../clock.ts";
import { until } from "../contract/api.ts";

const MAX = 100_000;
let clock: MovableClock;
let seen: Buffer[];
let limits: BodyLimits;
let faults: string[];
/** Reads at most so many pieces. */
let most = Number.POSITIVE_INFINITY;

async function read(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    for await (const piece of bodyPieces(request, limits)) if (seen.push(piece) >= most) break;
    response.end(String(Buffer.concat(seen).length));
  } catch (error) {
    const { code, row } = asFault(error);
    faults.push(code);
    response.writeHead(row.status, { Connection: "close", "Content-Length": code.length }).end(code);
  }
}

const server = createServer((request, response) => void read(request, response));
let port: number;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  clock = new MovableClock();
  seen = [];
  faults = [];
  limits = { clock, maxBytes: MAX, stallMs: 20_000 };
  most = Number.POSITIVE_INFINITY;
});

/** A client that sends what it is told, and what it was answered so far. */
function client(head: string): { send(text: string): void; end(): void; answer(): Promise<string> } {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("data", (bytes: Buffer) => (said += bytes.toString()));
  socket.on("error", () => undefined);
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${head}\r\n\r\n`);
  return {
    send: (text) => void socket.write(text),
    end: () => socket.destroy(),
    answer: async () => {
      const whole = await until("an answer", () => (/\r\n\r\n./.test(said) ? said : undefined), 5000);
      socket.destroy();
      return `${whole.slice(9, 12)} ${whole.split("\r\n\r\n")[1] ?? ""}`;
    },
  };
}

const size = (): number => seen.reduce((sum, piece) => sum + piece.length, 0);

test("a body is read to its end, however it is framed", async () => {
  const whole = client(`Content-Length: ${MAX}`);
  whole.send("x".repeat(MAX));
  expect(await whole.answer()).toBe(`200 ${MAX}`);
  seen = [];
  const chunked = client("Transfer-Encoding: chunked");
  chunked.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  expect(await chunked.answer()).toMatch(/^200 /);
  expect(Buffer.concat(seen).toString()).toBe("abcde");
});

test("what is too large is refused at its length, or at the byte that is too many", async () => {
  expect(await client(`Content-Length: ${MAX + 1}`).answer()).toBe("413 request.tooLarge");
  const chunked = client("Transfer-Encoding: chunked");
  chunked.send(`${(MAX + 1).toString(16)}\r\n${"x".repeat(MAX + 1)}`);
  expect(await chunked.answer()).toContain("413");
});

test("a content coding is refused, not inflated", async () => {
  expect(await client("Content-Encoding: gzip\r\nContent-Length: 5").answer()).toBe("415 request.mediaType");
});

test("a body that stands still is not waited for, and its client gets an answer", async () => {
  const slow = client(`Content-Length: ${MAX}`);
  slow.send("x".repeat(10));
  await until("it came", () => (size() === 10 ? true : undefined));
  await until("it is waited for", () => (clock.pending > 0 ? true : undefined));
  clock.move(20_000);
  expect(await slow.answer()).toBe("408 request.slow");
});

test("a body that goes on may take as long as it takes, unless its time is limited", async () => {
  const steady = client("Transfer-Encoding: chunked");
  for (let n = 1; n <= 5; n++) {
    steady.send(`${LEAST_BYTES.toString(16)}\r\n${"x".repeat(LEAST_BYTES)}\r\n`);
    await until("it came", () => (size() === n * LEAST_BYTES ? true : undefined));
    clock.move(20_000);
  }
  steady.send("0\r\n\r\n");
  expect(await steady.answer()).toContain(`200 `);

  seen = [];
  limits = { ...limits, withinMs: 30_000 };
  const late = client("Transfer-Encoding: chunked");
  for (let n = 1; n <= 2; n++) {
    late.send(`${LEAST_BYTES.toString(16)}\r\n${"x".repeat(LEAST_BYTES)}\r\n`);
    await until("it came", () => (size() === n * LEAST_BYTES ? true : undefined));
    clock.move(20_000);
  }
  expect(await late.answer()).toBe("408 request.slow");
});

test("a reader that stops early can answer, and one whose client goes is told", async () => {
  most = 1;
  const greedy = client(`Content-Length: ${MAX}`);
  greedy.send("x".repeat(MAX));
  expect(await greedy.answer()).toMatch(/^200 \d+$/);
  most = Number.POSITIVE_INFINITY;
  seen = [];
  const gone = client(`Content-Length: ${MAX}`);
  gone.send("x".repeat(10));
  await until("it came", () => (size() === 10 ? true : undefined));
  gone.end();
  await until("the reader is told", () => (faults.length > 0 ? true : undefined));
  expect([faults, clock.pending]).toEqual([["request.invalid"], 0]);
});
