import fc from "fast-check";
import { expect, test } from "vitest";
import { authFields, digestResponse } from "#core";
import { createTransferGate, type Shown } from "../../bridge/files/gate.ts";
import { MovableClock } from "../clock.ts";

const LOGIN = { username: "box", password: "pass:word" };
const URL = "/get/f_1/token/fw.bin";
const clock = new MovableClock();
const gate = createTransferGate(clock, "a key", false);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

function shown(more: Partial<Shown>): Shown {
  return { authorization: undefined, method: "GET", url: URL, secure: false, ...more };
}

/** The header that answers a challenge. */
function answer(
  challenge: string,
  more: Partial<Record<"uri" | "password" | "username" | "method", string>> = {},
) {
  const { realm = "", nonce = "", algorithm = "" } = authFields(challenge.slice("Digest ".length)).fields;
  const { uri = URL, password = LOGIN.password, username = LOGIN.username, method = "GET" } = more;
  const fields = { username, realm, nonce, uri, qop: "auth", nc: "00000001", cnonce: "c", algorithm };
  const response = digestResponse(fields, password, method);
  return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", qop=auth, nc=00000001, cnonce="c", algorithm=${algorithm}, response="${response}"`;
}

const [md5 = "", sha = ""] = gate.challenges({ stale: false, secure: false });

test.each([
  ["MD5", answer(md5), true],
  ["SHA-256", answer(sha), true],
  ["a target with its host", answer(md5, { uri: `http://files.example${URL}` }), true],
  ["a target with doubled slashes", answer(md5, { uri: URL.replace("/f_1", "//f_1") }), true],
  ["another target", answer(md5, { uri: "/get/f_2/token/fw.bin" }), false],
  ["another password", answer(md5, { password: "x" }), false],
  ["another user", answer(md5, { username: "x" }), false],
  ["another method", answer(md5, { method: "PUT" }), false],
  ["another realm", answer(md5).replaceAll("causeway files", "elsewhere"), false],
  ["Basic without TLS", basic("box:pass:word"), false],
  ["nothing", undefined, false],
  ["nonsense", "Digest x", false],
  ["a bearer token", "Bearer x", false],
])("%s opens a transfer: %#", (_name, authorization, admitted) => {
  expect(gate.verify(LOGIN, shown({ authorization })).admitted).toBe(admitted);
});

test("Basic opens over TLS, or where it is allowed without, and is offered there alone", () => {
  const authorization = basic("box:pass:word");
  expect(gate.verify(LOGIN, shown({ authorization, secure: true }))).toEqual({ admitted: true });
  expect(gate.verify(LOGIN, shown({ authorization: basic("box:x"), secure: true })).admitted).toBe(false);
  const open = createTransferGate(clock, "a key", true);
  expect(open.verify(LOGIN, shown({ authorization }))).toEqual({ admitted: true });
  const offered = [gate, open].map((one) =>
    [false, true].map((secure) => one.challenges({ stale: false, secure }).length),
  );
  expect(offered).toEqual([
    [2, 3],
    [3, 3],
  ]);
});

test("a nonce is good at every replica with the key, for its time", () => {
  const [challenge = ""] = gate.challenges({ stale: false, secure: false });
  const authorization = answer(challenge);
  const other = createTransferGate(clock, "a key", false);
  expect(other.verify(LOGIN, shown({ authorization }))).toEqual({ admitted: true });
  const stranger = createTransferGate(clock, "another key", false);
  expect(stranger.verify(LOGIN, shown({ authorization }))).toEqual({ admitted: false, stale: true });
  clock.move(300_001);
  expect(gate.verify(LOGIN, shown({ authorization }))).toEqual({ admitted: false, stale: true });
  expect(gate.challenges({ stale: true, secure: false })[0]).toContain("stale=true");
});

test("no header opens a transfer by chance, and none breaks the gate", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `Digest ${rest}`),
    fc.string().map((rest) => basic(rest)),
    fc
      .tuple(fc.nat(300), fc.string({ maxLength: 3 }))
      .map(([at, put]) => answer(md5).slice(0, at) + put + answer(md5).slice(at + 1)),
  );
  fc.assert(
    fc.property(text, (authorization) => {
      // What differs from the right answer in a field that is not looked at may be the right answer.
      gate.verify(LOGIN, shown({ authorization }));
      expect(gate.verify({ ...LOGIN, password: "another" }, shown({ authorization })).admitted).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
