import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { endpoint, pemOf, ROUTE, TLS, transport, type Given } from "./websocket.rig.ts";

const SOON = { timeout: 8000, interval: 5 };
const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const A = endpoint("os::012345-CERT1");

interface Listening {
  readonly url: string;
  readonly calls: IncomingMessage[];
  readonly open: WebSocket[];
  readonly heard: string[];
}

/** An agent that waits for its controller, as the reference agent does: it sends its Connect record and adds the extension unasked. */
async function waiting(
  how: { readonly certificate?: string; readonly extension?: string; readonly subprotocol?: false } = {},
): Promise<Listening> {
  const { certificate, extension = `bbf-usp-protocol; eid="${A}"`, subprotocol } = how;
  const server =
    certificate === undefined
      ? createServer()
      : createSecure({
          cert: pemOf(certificate),
          key: pemOf(`${certificate}.key`),
          ca: TLS.ca,
          requestCert: true,
        });
  const calls: IncomingMessage[] = [];
  const open: WebSocket[] = [];
  const heard: string[] = [];
  const upgrader = new WebSocketServer({
    noServer: true,
    handleProtocols: () => (subprotocol === false ? false : "v1.usp"),
  });
  upgrader.on("headers", (headers) => headers.push(`Sec-WebSocket-Extensions: ${extension}`));
  server.on("upgrade", (request: IncomingMessage, socket, head) => {
    calls.push(request);
    upgrader.handleUpgrade(request, socket, head, (upgraded) => {
      open.push(upgraded);
      upgraded.on("error", () => undefined);
      upgraded.on("message", (bytes) => heard.push((bytes as Buffer).toString()));
      upgraded.send(Buffer.from("connect"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => {
    for (const socket of open) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${certificate === undefined ? "ws" : "wss"}://127.0.0.1:${port}/agent`, calls, open, heard };
}

async function calling(url: string, given: Given = {}) {
  const made = await transport({ ...given, config: { agents: [{ endpoint: A, url }], ...given.config } });
  undo.push(() => made.mtp.stop());
  return made;
}

test("the gateway calls an agent with its own id and the subprotocol, waits for the Connect record, and bears the extension [TR-369 R-WS.10] [TR-369 R-WS.10b] [TR-369 R-WS.11b] [TR-369 R-MTP.8]", async () => {
  const agent = await waiting();
  const { mtp, received } = await calling(agent.url);
  await expect.poll(() => received.length, SOON).toBe(1);
  expect(agent.calls[0]?.url).toBe("/agent?eid=self%3A%3Acauseway");
  expect(agent.calls[0]?.headers["sec-websocket-protocol"]).toBe("v1.usp");
  expect(agent.calls[0]?.headers["sec-websocket-extensions"]).toBeUndefined();
  expect(received[0]).toMatchObject({
    bytes: Buffer.from("connect"),
    returnRoute: ROUTE,
    standing: { kind: "claimed", endpoint: A },
  });
  await expect(mtp.send(A, ROUTE, Buffer.from("get"))).resolves.toBe("sent");
  await expect.poll(() => agent.heard, SOON).toEqual(["get"]);
});

test("a connection that ends is opened again", async () => {
  const agent = await waiting();
  const { received, gone } = await calling(agent.url);
  await expect.poll(() => received.length, SOON).toBe(1);
  agent.open[0]?.close(1001);
  await expect.poll(() => received.length, SOON).toBe(2);
  expect(gone).toEqual([A]);
});

test("an agent that is not there yet is called until it is", async () => {
  const first = await waiting();
  const port = Number(new URL(first.url).port);
  for (const step of undo.splice(0)) await step();
  const { received } = await calling(first.url);
  const server = new WebSocketServer({ port, host: "127.0.0.1", handleProtocols: () => "v1.usp" });
  undo.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  server.on("connection", (socket) => socket.send(Buffer.from("connect")));
  await expect.poll(() => received.length, SOON).toBe(1);
});

test("an answer without the subprotocol is no session [TR-369 R-WS.12]", async () => {
  const agent = await waiting({ subprotocol: false });
  const { received, lines } = await calling(agent.url);
  await expect.poll(() => agent.calls.length, SOON).toBeGreaterThan(1);
  expect(received).toEqual([]);
  expect(lines.some(({ error }) => /subprotocol/.test(String(error)))).toBe(true);
});

test("an agent that answers as another one is not spoken to", async () => {
  const agent = await waiting({ extension: 'bbf-usp-protocol; eid="os::012345-OTHER"' });
  const { received, refused } = await calling(agent.url);
  await expect.poll(() => agent.calls.length, SOON).toBeGreaterThan(1);
  expect(received).toEqual([]);
  expect(refused).toContain("eid");
});

test("over TLS the agent is known by its certificate, and sees that of the gateway [TR-369 R-WS.22] [TR-369 R-SEC.0a]", async () => {
  const agent = await waiting({ certificate: "usp-agent" });
  const { received } = await calling(agent.url, {
    config: { agents: [{ endpoint: A, url: agent.url }], tls: TLS },
  });
  await expect.poll(() => received.length, SOON).toBe(1);
  expect(received[0]?.standing).toMatchObject({
    kind: "proven",
    endpoint: A,
    proof: { kind: "certificate", of: "device" },
  });
  const socket = agent.calls[0]?.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } };
  expect(socket.getPeerCertificate().subject.CN).toBe("causeway");
});

test("a certificate of another endpoint, or none where one is demanded, ends the call", async () => {
  const plain = await waiting();
  const one = await calling(plain.url, {
    config: { agents: [{ endpoint: A, url: plain.url }], identity: "certificate" },
  });
  await expect.poll(() => plain.calls.length, SOON).toBeGreaterThan(1);
  expect(one.received).toEqual([]);
  expect(one.refused).toContain("certificate");
  const other = await waiting({ certificate: "usp-controller" });
  const two = await calling(other.url, { config: { agents: [{ endpoint: A, url: other.url }], tls: TLS } });
  await expect.poll(() => other.calls.length, SOON).toBeGreaterThan(1);
  expect(two.received).toEqual([]);
  expect(two.refused).toContain("certificate");
});

test("an agent whose connection another replica holds is left alone [TR-369 R-WS.4]", async () => {
  const agent = await waiting();
  let asked = 0;
  await calling(agent.url, { isElsewhere: async () => (asked++, true) });
  await expect.poll(() => asked, SOON).toBeGreaterThan(0);
  expect(agent.calls).toEqual([]);
});
