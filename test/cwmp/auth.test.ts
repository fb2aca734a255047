import { expect, test } from "vitest";
import type { Credential } from "#core";
import { authFields } from "../../core/auth.fields.ts";
import type { DigestFields } from "../../core/authorization.ts";
import { digestResponse } from "../../core/digest.ts";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, inform } from "./cpe.ts";
import { Wire, type WireAnswer } from "./wire.ts";

const CREDENTIAL: Credential = { username: "00256D-Box-S1", password: "s3cret", generation: "current" };

/** An ACS that knows one device with credentials of its own. */
async function withDevice(config: Parameters<typeof startAcs>[0] = {}): Promise<Acs> {
  const acs = await startAcs(config);
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.allow({ ...CREDENTIAL, device });
  return acs;
}

async function challengeOf(wire: Wire): Promise<Readonly<Record<string, string>>> {
  const answer = await wire.post(inform());
  expect(answer.status).toBe(401);
  return authFields(digestChallenge(answer).slice(7)).fields;
}

function digestChallenge(answer: WireAnswer): string {
  return (
    answer.all.find(([name, value]) => name === "www-authenticate" && value.startsWith("Digest"))?.[1] ?? ""
  );
}

function authorization(
  challenge: Readonly<Record<string, string>>,
  over: Partial<DigestFields> & { readonly password?: string } = {},
): string {
  const fields = {
    username: CREDENTIAL.username,
    realm: challenge["realm"] ?? "",
    nonce: challenge["nonce"] ?? "",
    uri: "/",
    qop: "auth",
    nc: "00000001",
    cnonce: "c",
    ...over,
  };
  const { password = CREDENTIAL.password, ...rest } = fields;
  const response = over.response ?? digestResponse(rest, password, "POST");
  return `Digest ${Object.entries({ ...rest, response })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (name === "nc" || name === "qop" ? `${name}=${value}` : `${name}="${value}"`))
    .join(", ")}`;
}

test("the example of RFC 2617 gives its response", () => {
  const fields = {
    username: "Mufasa",
    realm: "testrealm@host.com",
    nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
    uri: "/dir/index.html",
    qop: "auth",
    nc: "00000001",
    cnonce: "0a4f113b",
  };
  expect(digestResponse(fields, "Circle Of Life", "GET")).toBe("6629fae49393a05397450978507c4ef1");
  const { qop: _qop, nc: _nc, cnonce: _cnonce, ...old } = fields;
  expect(digestResponse(old, "Circle Of Life", "GET")).toBe("670fd8c2df070c60b045671b8b24ff02");
});

test("a device with credentials of its own is challenged, proves them by Digest, and is accepted [TR-069a6 3.4.4]", async () => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const header = authorization(await challengeOf(wire));
  const answer = await wire.post(inform(), { Authorization: header });
  expect(answer.status).toBe(200);
  expect(acs.gateway.contacts.at(-1)?.proof).toEqual({
    kind: "password",
    username: CREDENTIAL.username,
    generation: "current",
  });
  // Some CPEs send no credentials, others count on, in the rest of the session.
  expect((await wire.post("")).status).toBe(204);
  wire.close();
});

test.each([
  ["no qop, as RFC 2069 clients answer", { qop: undefined, nc: undefined, cnonce: undefined }],
  ["an empty uri, as netcwmp sends it", { uri: "" }],
  ["an absolute uri", { uri: "http://acs.example:7547/" }],
  ["MD5 named", { algorithm: "MD5" }],
  ["MD5 in quotes and lower case", { algorithm: "md5" }],
] as const)("Digest is accepted with %s", async (_what, over) => {
  const wire = await Wire.open((await withDevice()).address);
  const header = authorization(await challengeOf(wire), over as Partial<DigestFields>);
  expect((await wire.post(inform(), { Authorization: header })).status).toBe(200);
  wire.close();
});

test.each([
  ["a wrong password", { password: "guess" }, false],
  ["an unknown user", { username: "nobody" }, false],
  ["another realm", { realm: "elsewhere" }, false],
  ["another path [HTTP-34]", { uri: "/secret" }, false],
  ["qop auth-int [HTTP-34]", { qop: "auth-int" }, false],
  ["MD5-sess [HTTP-35]", { algorithm: "MD5-sess" }, false],
  ["SHA-256, which was not offered", { algorithm: "SHA-256" }, false],
  ["a nonce of somebody else [HTTP-34]", { nonce: "Zm9yZWlnbg" }, true],
  ["a nonce with a changed bit [HTTP-34]", { nonce: "A".repeat(35) }, true],
] as const)("Digest with %s is refused", async (_what, over, stale) => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const header = authorization(await challengeOf(wire), over);
  const contacts = acs.gateway.contacts.length;
  const answer = await wire.post(inform(), { Authorization: header });
  expect(answer.status).toBe(401);
  expect(digestChallenge(answer).includes("stale=true")).toBe(stale);
  expect(acs.gateway.contacts).toHaveLength(contacts);
  wire.close();
});

test("a used nonce count is a replay: refused, with stale=true for an honest client [HTTP-34]", async () => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const challenge = await challengeOf(wire);
  const first = authorization(challenge);
  expect((await wire.post(inform(), { Authorization: first })).status).toBe(200);
  expect((await wire.post("")).status).toBe(204);
  const other = await Wire.open(acs.address);
  const replayed = await other.post(inform(), { Authorization: first });
  expect(replayed.status).toBe(401);
  expect(digestChallenge(replayed)).toContain("stale=true");
  const counted = authorization(challenge, { nc: "00000002" });
  expect((await other.post(inform(), { Authorization: counted })).status).toBe(200);
  wire.close();
  other.close();
});

test("an old nonce is stale", async () => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const header = authorization(await challengeOf(wire));
  acs.clock.move(400_000);
  expect(digestChallenge(await wire.post(inform(), { Authorization: header }))).toContain("stale=true");
  wire.close();
});

test("replicas that share the nonce key accept each other's nonces", async () => {
  const one = await withDevice({ nonceKey: "shared" });
  const two = await withDevice({ nonceKey: "shared" });
  const wire = await Wire.open(one.address);
  const header = authorization(await challengeOf(wire));
  const other = await Wire.open(two.address);
  expect((await other.post(inform(), { Authorization: header })).status).toBe(200);
  wire.close();
  other.close();
});

test("SHA-256 is offered after MD5 where it is configured, and taken [RFC 7616 3.7]", async () => {
  const acs = await withDevice({ digest: ["MD5", "SHA-256"] });
  const wire = await Wire.open(acs.address);
  const answer = await wire.post(inform());
  const offers = answer.all
    .filter(([name]) => name === "www-authenticate")
    .map(([, value]) => authFields(value.slice(7)).fields);
  expect(offers.map(({ algorithm }) => algorithm)).toEqual(["MD5", "SHA-256"]);
  const header = authorization(offers[1] ?? {}, { algorithm: "SHA-256" });
  expect((await wire.post(inform(), { Authorization: header })).status).toBe(200);
  wire.close();
});

test("a nonce that opened a session at one replica opens none at another, until its count rises [HTTP-34]", async () => {
  const one = await withDevice({ nonceKey: "shared" });
  const two = await startAcs({ nonceKey: "shared" }, undefined, one.gateway);
  const wire = await Wire.open(one.address);
  const challenge = await challengeOf(wire);
  const first = authorization(challenge);
  expect((await wire.post(inform(), { Authorization: first })).status).toBe(200);
  const other = await Wire.open(two.address);
  const replayed = await other.post(inform(), { Authorization: first });
  expect(replayed.status).toBe(401);
  expect(digestChallenge(replayed)).toContain("stale=true");
  const counted = authorization(challenge, { nc: "00000002" });
  expect((await other.post(inform(), { Authorization: counted })).status).toBe(200);
  wire.close();
  other.close();
});

test("what went by in a session opens no other one [HTTP-34]", async () => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const challenge = await challengeOf(wire);
  await wire.post(inform(), { Authorization: authorization(challenge) });
  const inside = authorization(challenge, { nc: "00000002" });
  expect((await wire.post("", { Authorization: inside })).status).toBe(204);
  const other = await Wire.open(acs.address);
  expect((await other.post(inform(), { Authorization: inside })).status).toBe(401);
  wire.close();
  other.close();
});

test("a nonce used with a shared password is the device's it was given to, and nobody else's", async () => {
  const acs = await startAcs({ enrolment: "closed", groupCredentials: true });
  acs.gateway.allow({ username: CREDENTIAL.username, password: CREDENTIAL.password, generation: "group" });
  const wire = await Wire.open(acs.address);
  const challenge = await challengeOf(wire);
  await wire.post(inform(), { Authorization: authorization(challenge) });
  const other = await Wire.open(acs.address);
  const forged = authorization(challenge, { nc: "00000002" });
  await other.post(inform({ serial: "S9" }), { Authorization: forged });
  expect(acs.gateway.contacts.map(({ nonce }) => nonce?.bound)).toEqual([true, undefined]);
  wire.close();
  other.close();
});

test("one look at the store and one hash for each contact by Digest", async () => {
  const acs = await withDevice();
  const wire = await Wire.open(acs.address);
  const challenge = await challengeOf(wire);
  acs.gateway.calls.length = 0;
  await wire.post(inform(), { Authorization: authorization(challenge) });
  expect(acs.gateway.calls).toEqual(["credentials", "contact"]);
  wire.close();
});

const BASIC = `Basic ${Buffer.from(`${CREDENTIAL.username}:${CREDENTIAL.password}`).toString("base64")}`;

test.each([
  [false, 401, ["Digest"]],
  [true, 200, []],
] as const)(
  "Basic over plain HTTP with basicOverHttp %s gives %i [HTTP-36]",
  async (basicOverHttp, status, offered) => {
    const acs = await withDevice({ basicOverHttp });
    const wire = await Wire.open(acs.address);
    const answer = await wire.post(inform(), { Authorization: BASIC });
    expect(answer.status).toBe(status);
    const schemes = answer.all
      .filter(([name]) => name === "www-authenticate")
      .map(([, value]) => value.split(" ")[0]);
    expect(schemes).toEqual(offered);
    wire.close();
  },
);

test("a wrong Basic password is refused", async () => {
  const acs = await withDevice({ basicOverHttp: true });
  const wrong = `Basic ${Buffer.from(`${CREDENTIAL.username}:no`).toString("base64")}`;
  expect((await new Cpe().session(acs.address, undefined, { Authorization: wrong })).status).toBe(401);
});

test("Basic without a user name shows nothing: cwmp-sim sends it unasked", async () => {
  const acs = await startAcs();
  expect((await new Cpe().session(acs.address, undefined, { Authorization: "Basic Og==" })).status).toBe(204);
  expect(acs.gateway.contacts[0]?.proof).toEqual({ kind: "none" });
});

test("a device that informs as another one is refused [HTTP-39]", async () => {
  const acs = await withDevice({ basicOverHttp: true });
  acs.gateway.enrol("00256D-Box-S2");
  const wire = await Wire.open(acs.address);
  const answer = await wire.post(inform({ serial: "S2" }), { Authorization: BASIC });
  expect(answer.status).toBe(403);
  expect(acs.gateway.contacts).toEqual([]);
  wire.close();
});

test("closed enrolment challenges before parsing", async () => {
  const acs = await startAcs({ enrolment: "closed" });
  const wire = await Wire.open(acs.address);
  expect((await wire.post("<not even xml")).status).toBe(401);
  expect(acs.gateway.calls).toEqual([]);
  wire.close();
});

test.each(["Digest", "Digest username=", "Basic", "Basic !!!", "Bearer x", 'Digest username="a'.repeat(50)])(
  "credentials that cannot be read are refused: %s",
  async (header) => {
    const wire = await Wire.open((await startAcs()).address);
    expect((await wire.post(inform(), { Authorization: header })).status).toBe(401);
    wire.close();
  },
);
