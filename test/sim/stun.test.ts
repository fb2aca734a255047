import { createHmac } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { createCpe, devicePlan, homeOf, Tree, wakeable, type Cpe } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Server {
  readonly socket: Socket;
  readonly port: number;
  /** Requests in order, each with where it came from. */
  readonly asked: { readonly bytes: Buffer; readonly port: number }[];
  answer: (request: Buffer, from: number) => Buffer;
}

/** A STUN server that answers as it is told. */
async function server(answer: Server["answer"]): Promise<Server> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closing.push(() => socket.close());
  const own: Server = { socket, port: socket.address().port, asked: [], answer };
  socket.on("message", (bytes, { port }) => {
    own.asked.push({ bytes, port });
    socket.send(own.answer(bytes, port), port, "127.0.0.1");
  });
  return own;
}

function mapped(asked: Buffer, port: number): Buffer {
  const reply = Buffer.from("0101000c00000000000000000000000000000000000100080001000000000000", "hex");
  asked.copy(reply, 4, 4, 20);
  reply.writeUInt16BE(port, 26);
  Buffer.from([198, 51, 100, 7]).copy(reply, 28);
  return reply;
}

function unauthorized(asked: Buffer): Buffer {
  const reply = Buffer.from("0111000800000000000000000000000000000000000900040000", "hex");
  asked.copy(reply, 4, 4, 20);
  return Buffer.concat([reply, Buffer.from([4, 1])]);
}

function box(port: number): Cpe {
  const tree = new Tree(wakeable(devicePlan(homeOf(9001), { cwmp: true })));
  const set = (name: string, value: string): void =>
    tree.set(`Device.ManagementServer.${name}`, value, "device");
  set("STUNServerAddress", "127.0.0.1");
  set("STUNServerPort", String(port));
  set("STUNUsername", "stunuser");
  set("STUNPassword", "stunpw");
  set("STUNEnable", "true");
  set("ConnectionRequestUsername", "acs");
  set("ConnectionRequestPassword", "acspw");
  const nat = { address: "192.168.1.23", port: 7547 };
  const cpe = createCpe({ acsUrl: "http://127.0.0.1:1/", clock, tree, nat, retries: false });
  closing.push(() => cpe.stop());
  void cpe.start([]);
  return cpe;
}

const BODY = "000600087374756e75736572c001001464736c666f72756d2e6f72672f54522d31313120";

test("it writes a Binding Request as a recorded CPE does, and signs it when it is asked to [TR-069a6 G.2.1.3]", async () => {
  let refusals = 0;
  const stun = await server((asked, from) => (refusals++ === 0 ? unauthorized(asked) : mapped(asked, from)));
  const cpe = box(stun.port);
  const value = (name: string): string => cpe.tree.value(`Device.ManagementServer.${name}`);
  await until("it is bound", () => value("UDPConnectionRequestAddress") || undefined);
  const [first, second] = stun.asked.map(({ bytes }) => bytes);
  expect(first?.subarray(20).toString("hex")).toBe(`${BODY}c0020000`);
  const text = Buffer.from(second?.subarray(0, -24) ?? "");
  const zeros = Buffer.alloc((64 - (text.length % 64)) % 64);
  const mac = createHmac("sha1", "stunpw").update(text).update(zeros).digest("hex");
  expect(second?.subarray(-24).toString("hex")).toBe(`00080014${mac}`);
  expect(second?.readUInt16BE(2)).toBe(text.length - 20 + 24);
  expect(value("UDPConnectionRequestAddress")).toBe(`198.51.100.7:${String(stun.asked[0]?.port)}`);
  expect(value("NATDetected")).toBe("true");
});

function request(ts: number, id: string, { un = "acs", password = "acspw" } = {}): string {
  const sig = createHmac("sha1", password)
    .update(`${String(ts)}${id}${un}c0`)
    .digest("hex");
  return `GET http://198.51.100.7:1?ts=${String(ts)}&id=${id}&un=${un}&cn=c0&sig=${sig} HTTP/1.1\r\n\r\n`;
}

test("it comes once for the copies of a request, and for no old, foreign or wrongly signed one [TR-069a6 G.2.2.3]", async () => {
  const stun = await server((asked, from) => mapped(asked, from));
  const cpe = box(stun.port);
  await until("it is bound", () => cpe.journal.of("stunAnswered")[0]);
  const port = stun.asked[0]?.port ?? 0;
  const say = (...texts: readonly string[]): void => {
    for (const text of texts) stun.socket.send(text, port, "127.0.0.1");
  };
  const stranger = createSocket("udp4");
  closing.push(() => stranger.close());
  stranger.send(request(99, "9"), port, "127.0.0.1");
  await until("the NAT keeps it out", () => cpe.journal.of("natDropped")[0]);
  say(request(100, "1", { password: "guess" }), request(100, "1", { un: "other" }), "GET / HTTP/1.1\r\n\r\n");
  say(
    request(100, "1"),
    request(100, "1"),
    request(100, "1"),
    request(100, "2"),
    request(99, "3"),
    request(101, "4"),
  );
  await until("the last one is taken", () => cpe.journal.of("udpRequest")[1]);
  expect(cpe.journal.of("udpRequest").map(({ facts }) => facts["ts"])).toEqual(["100", "101"]);
  expect(cpe.journal.of("udpRefused").map(({ facts }) => facts["why"])).toEqual([
    "signature",
    "user name",
    "user name",
    "time",
    "time",
  ]);
  expect(cpe.journal.of("knocked")).toHaveLength(2);
});
