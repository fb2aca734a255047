import { createHash } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { answerTo, challengeOf } from "../../cwmp/wakeup/challenge.ts";
import { httpMethod } from "../../cwmp/wakeup/http.ts";
import { readHead } from "../../cwmp/wakeup/http.client.ts";
import { newDeviceId } from "#core";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Box {
  readonly port: number;
  /** Heads of the requests, and the number of the connection each came on. */
  readonly asked: { readonly head: string; readonly connection: number }[];
}

/** A CPE that answers each request with raw bytes; `close`: it closes after it. */
async function box(
  answer: (head: string, connection: number) => { text: string; close?: true },
): Promise<Box> {
  const asked: Box["asked"] = [];
  let connections = 0;
  const server = createServer((socket: Socket) => {
    const connection = ++connections;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      const head = chunk.toString();
      asked.push({ head, connection });
      const { text, close } = answer(head, connection);
      if (close === undefined) socket.write(text);
      else socket.end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, asked };
}

const ACS = { username: "acs", password: "acspw" };

function ring(url: string, credentials = [ACS]) {
  return httpMethod().ring(
    {
      device: newDeviceId(0, 0),
      knowledge: { protocol: "cwmp", values: new Map(), memory: {}, secrets: {} },
      memory: { inVain: {} },
      stamp: 1,
      credentials,
      told: (leaf) => (leaf === "ConnectionRequestURL" ? url : undefined),
      mayRing: () => true,
    },
    AbortSignal.timeout(5000),
  );
}

const field = (head: string, name: string): string =>
  new RegExp(`[ ,]${name}="?([^",\r]*)`).exec(head)?.[1] ?? "";

test.each([
  ["MD5", "md5", false],
  ["MD5-sess", "md5", true],
  ["SHA-256", "sha256", false],
  ["SHA-256-sess", "sha256", true],
] as const)("Digest with %s is answered [RFC 7616 3.4]", async (algorithm, name, session) => {
  const hash = (text: string): string => createHash(name).update(text).digest("hex");
  const { port } = await box((head) => {
    const [nonce, cnonce] = [field(head, "nonce"), field(head, "cnonce")];
    const plain = hash(`acs:cpe:acspw`);
    const secret = session ? hash(`${plain}:${nonce}:${cnonce}`) : plain;
    const good = hash(`${secret}:n1:00000001:${cnonce}:auth:${hash("GET:/cr")}`);
    const challenge = `WWW-Authenticate: Digest realm="cpe", nonce="n1", qop="auth", algorithm=${algorithm}`;
    return field(head, "response") === good
      ? { text: "HTTP/1.1 204 No Content\r\n\r\n", close: true }
      : { text: `HTTP/1.1 401 Unauthorized\r\n${challenge}\r\nContent-Length: 0\r\n\r\n` };
  });
  expect(await ring(`http://127.0.0.1:${String(port)}/cr`)).toEqual({ rung: true, proved: ACS });
});

test("the example of RFC 7616 3.9.1, both algorithms", () => {
  const rfc = { username: "Mufasa", password: "Circle of Life" };
  const text = (algorithm: string): string =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
  const cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  const answered = (algorithm: string): string => {
    const challenge = challengeOf([text(algorithm)]);
    return challenge === undefined ? "" : answerTo(challenge, rfc, "/dir/index.html", cnonce);
  };
  expect(field(answered("MD5"), "response")).toBe("8ca523f5e9506fed4657c9700eebdbec");
  expect(field(answered("SHA-256"), "response")).toBe(
    "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  );
});

test("a nonce that is good on its own connection only is answered there, a closed one on a new one", async () => {
  const kept = await box((head, connection) => {
    const own = `c${String(connection)}`;
    if (field(head, "nonce") === own) return { text: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" };
    const challenge = `WWW-Authenticate: Digest realm="x", nonce="${own}"`;
    return { text: `HTTP/1.1 401 Unauthorized\r\n${challenge}\r\nContent-Length: 4\r\n\r\nnope` };
  });
  expect(await ring(`http://127.0.0.1:${String(kept.port)}/`)).toEqual({ rung: true, proved: ACS });
  expect(kept.asked.map(({ connection }) => connection)).toEqual([1, 1]);
  const closing = await box((head) =>
    head.includes("Authorization")
      ? { text: "HTTP/1.1 200 OK\r\n\r\n", close: true }
      : {
          text: 'HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm="x"\r\nConnection: close\r\n\r\n',
          close: true,
        },
  );
  expect(await ring(`http://127.0.0.1:${String(closing.port)}/`)).toEqual({ rung: true, proved: ACS });
  expect(closing.asked.map(({ connection }) => connection)).toEqual([1, 2]);
});

test("credentials are tried in their order, a stale nonce once more, and then no further", async () => {
  const users: string[] = [];
  const { port } = await box((head) => {
    const user = field(head, "username");
    if (user !== "") users.push(user);
    const stale = user === "two" && users.filter((name) => name === "two").length === 1 ? ", stale=true" : "";
    return user === "three"
      ? { text: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
      : {
          text: `HTTP/1.1 401 U\r\nWWW-Authenticate: Digest realm="x", nonce="${String(users.length)}"${stale}\r\nContent-Length: 0\r\n\r\n`,
        };
  });
  const url = `http://127.0.0.1:${String(port)}/`;
  const named = (...names: string[]) => names.map((username) => ({ username, password: "p" }));
  expect(await ring(url, named("one", "two", "three"))).toEqual({
    rung: true,
    proved: { username: "three", password: "p" },
  });
  expect(users).toEqual(["one", "two", "two", "three"]);
  expect(await ring(url, named("one"))).toEqual({
    rung: false,
    detail: "the device refused the credentials",
  });
  expect(await ring(url, [])).toMatchObject({ rung: false });
});

test.each([
  ["a URL without a path", "", "HTTP/1.1 200 OK\r\n\r\n", true],
  ["bare line feeds", "/", "HTTP/1.0 204 No Content\n\n", true],
  ["no version", "/", "HTTP 200 OK\r\n\r\n", true],
  ["a blank line first", "/", "\r\nHTTP/1.1 200 OK\r\n\r\n", true],
  ["a status alone, and the end", "/", "HTTP/1.1 200", true],
  ["bytes that are no header", "/", "HTTP/1.1 200 OK\r\n\u0000\u0001nothing\r\n:::\r\n\r\n", true],
  ["another protocol", "/", "SSH-2.0-dropbear_2019.78\r\n", false],
  ["nothing", "/", "", false],
])("a CPE that answers with %s", async (_what, path, text, rung) => {
  const { port, asked } = await box(() => ({ text, close: true }));
  expect((await ring(`http://127.0.0.1:${String(port)}${path}`)).rung).toBe(rung);
  expect(asked[0]?.head).toMatch(new RegExp(`^GET / HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\n`));
});

test.each([
  ["one header, two schemes", ['Basic realm="a", Digest realm="b", nonce="n", qop="auth"'], "digest"],
  ["two headers", ['Basic realm="a"', 'digest realm="b",nonce="n"'], "digest"],
  [
    "an algorithm nobody knows, then one",
    ['Digest nonce="1", algorithm=SHA-512-256, realm="x"', 'Digest nonce="2", realm="x"'],
    "digest",
  ],
  ["auth-int alone", ['Digest nonce="1", realm="x", qop="auth-int"', "Basic"], "basic"],
  ["Bearer", ['Bearer realm="x"'], undefined],
])("the challenge that is answered: %s", (_what, headers, scheme) => {
  expect(challengeOf(headers)?.scheme).toBe(scheme);
});

test("no bytes of a CPE upset the reading of its answers and challenges", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, header) => {
      readHead(text);
      readHead(`HTTP/1.1 401 x\r\nWWW-Authenticate: ${text}\r\n\r\n`);
      const challenge = challengeOf([header, `Digest ${header}`, text]);
      if (challenge !== undefined) expect(answerTo(challenge, ACS, "/")).toMatch(/^(Basic|Digest) /);
    }),
    { numRuns: 500 },
  );
});
