import { createHash } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newDeviceId, type Credential, type Proof } from "#core";
import type { Shows } from "../../cwmp/admission.ts";
import { Resumption } from "../../cwmp/resumption.ts";
import { newSession, type Session } from "../../cwmp/session.ts";
import { Sessions } from "../../cwmp/sessions.ts";
import { decodeEnvelope } from "../../cwmp/soap/codec.ts";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, envelope, inform, parameterList, requestIn } from "./cpe.ts";
import { http10, oneEach } from "./lines.ts";
import { Wire, type WireAnswer } from "./wire.ts";

const NAME = "00256D-Box-S1";
const basic = (password: string, name = NAME) => ({
  Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});
const values = (id: string) =>
  envelope(
    `<cwmp:GetParameterValuesResponse>${parameterList({ "Device.A": "1" })}</cwmp:GetParameterValuesResponse>`,
    id,
  );

/** A known device with an operation that reads, and credentials. */
async function prepared(credential: Partial<Credential> = {}, config = {}) {
  const acs = await startAcs({ basicOverHttp: true, ...config });
  const device = acs.gateway.enrol(NAME);
  acs.gateway.allow({ device, username: NAME, password: "pw", generation: "current", ...credential });
  const id = acs.gateway.submit(device, { type: "get", paths: ["Device.A"], maxDepth: 0 });
  return { acs, device, id };
}

/** One message on a connection of its own. */
async function alone(
  acs: Acs,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  localAddress = "127.0.0.1",
): Promise<WireAnswer> {
  const { host, port } = acs.address;
  const wire = Wire.over(connect({ host, port, localAddress }));
  const answer = await wire.post(body, { Connection: "close", ...headers });
  await wire.closed();
  return answer;
}

test.each([
  ["HTTP/1.0", http10],
  ["HTTP/1.1", oneEach],
])(
  "a CPE without cookies that opens a connection for each message of %s goes on by its credentials",
  async (_version, line) => {
    const { acs, id } = await prepared();
    const cpe = new Cpe(
      { "Device.A": "1" },
      {
        keepsCookie: false,
        line: async (address) => {
          const inner = await line(address);
          return { ...inner, post: (body, headers) => inner.post(body, { ...headers, ...basic("pw") }) };
        },
      },
    );
    expect((await cpe.session(acs.address)).status).toBe(204);
    expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
    expect(acs.gateway.contacts).toHaveLength(1);
  },
);

test("who shows no credentials in the new connection is asked for them, open enrolment or not", async () => {
  const { acs, id } = await prepared();
  await alone(acs, inform(), basic("pw"));
  const challenged = await alone(acs, "");
  expect(challenged.status).toBe(401);
  const asked = await alone(acs, "", basic("pw"));
  expect(requestIn(asked).rpc).toBe("GetParameterValues");
  expect((await alone(acs, envelope("<cwmp:GetRPCMethods/>", "x"))).status).toBe(401);
  expect((await alone(acs, values(requestIn(asked).id), basic("pw"))).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
});

test("a neighbour at the same address gets nothing of another one's session", async () => {
  const { acs } = await prepared();
  acs.gateway.allow({
    device: acs.gateway.enrol("00256D-Box-S2"),
    username: "00256D-Box-S2",
    password: "other",
    generation: "current",
  });
  await alone(acs, inform(), basic("pw"));
  expect((await alone(acs, "", basic("other", "00256D-Box-S2"))).status).not.toBe(200);
  expect((await alone(acs, "", basic("wrong"))).status).toBe(401);
  // Nor does the device itself from another address.
  expect((await alone(acs, "", basic("pw"), "127.0.0.9")).status).toBe(204);
  expect(requestIn(await alone(acs, "", basic("pw"))).rpc).toBe("GetParameterValues");
});

test("credentials that devices share tie nobody to a session", async () => {
  const acs = await startAcs({ basicOverHttp: true, groupCredentials: true });
  const device = acs.gateway.enrol(NAME);
  acs.gateway.allow({ username: "group", password: "pw", generation: "group" });
  acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  await alone(acs, inform(), basic("pw", "group"));
  expect((await alone(acs, "", basic("pw", "group"))).status).not.toBe(200);
});

test("the nonce that opened a session ties its CPE to it, shared credentials or not", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol(NAME);
  acs.gateway.allow({ username: "group", password: "pw", generation: "group" });
  acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  const challenge = async (): Promise<string> => {
    const { headers } = await alone(acs, inform(), basic("refused", "group"));
    return /nonce="([^"]*)"/.exec(headers["www-authenticate"] ?? "")?.[1] ?? "";
  };
  const [mine, other] = [await challenge(), await challenge()];
  expect((await alone(acs, inform(), digest(mine, 1))).status).toBe(200);
  expect((await alone(acs, "", digest(other, 1))).status).not.toBe(200);
  const asked = requestIn(await alone(acs, "", digest(mine, 2)));
  expect(asked.rpc).toBe("Reboot");
  expect((await alone(acs, envelope("<cwmp:RebootResponse/>", asked.id), digest(mine, 3))).status).toBe(204);
  expect(acs.gateway.contacts).toHaveLength(1);
});

function digest(nonce: string, count: number) {
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const nc = count.toString(16).padStart(8, "0");
  const response = md5(`${md5("group:causeway:pw")}:${nonce}:${nc}:c:auth:${md5("POST:/")}`);
  return {
    Authorization: `Digest username="group", realm="causeway", nonce="${nonce}", uri="/", cnonce="c", nc=${nc}, qop=auth, response="${response}"`,
  };
}

test("an answer with the ID that is outstanding finds its session in a new connection; another ID does not", async () => {
  const { acs, id } = await prepared();
  const wire = await Wire.open(acs.address);
  await wire.post(inform(), basic("pw"));
  const asked = requestIn(await wire.post(""));
  wire.close();
  await expect.poll(async () => (await alone(acs, values("guessed"))).status).toBe(401);
  expect((await alone(acs, values(asked.id), {}, "127.0.0.9")).status).toBe(400);
  expect((await alone(acs, values(asked.id))).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
});

test("a connection that only seems to be alive does not keep a CPE from going on", async () => {
  const { acs, id } = await prepared();
  const old = await Wire.open(acs.address);
  await old.post(inform(), basic("pw"));
  const asked = requestIn(await alone(acs, "", basic("pw")));
  expect(asked.rpc).toBe("GetParameterValues");
  // Its end takes nothing away from the session that goes on elsewhere.
  old.close();
  await old.closed();
  expect((await alone(acs, values(asked.id), basic("pw"))).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
});

test("a CPE that proved nothing and keeps no cookie loses its session with its connection; the next one reads back", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol(NAME);
  const set = { path: "Device.DeviceInfo.", params: { ProvisioningCode: "2" } };
  const id = acs.gateway.submit(device, { type: "set", allowPartial: false, updates: [set] });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  expect(requestIn(await wire.post("")).rpc).toBe("SetParameterValues");
  wire.close();
  await expect.poll(() => acs.gateway.isReleased(device)).toBe(true);
  expect(acs.gateway.outcome(id)).toBeUndefined();
  // It had set the value: that is seen, and nothing is sent twice.
  const cpe = new Cpe({ "Device.DeviceInfo.ProvisioningCode": "2" }, { keepsCookie: false });
  expect((await cpe.session(acs.address)).status).toBe(204);
  expect(cpe.log).toEqual(["GetParameterValues"]);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
});

test.each([
  ["one of another session", "cw=AAAAAAAAAAAAAAAAAAAAAA"],
  ["one that was never ours", "cw=1"],
  ["two, the last one old", (fresh: string) => `${fresh}; cw=AAAAAAAAAAAAAAAAAAAAAA`],
])("a stale cookie, %s, does not cost a CPE the session of its connection", async (_what, cookie) => {
  const { acs, id } = await prepared();
  const wire = await Wire.open(acs.address);
  const opened = await wire.post(inform(), basic("pw"));
  const fresh = opened.headers["set-cookie"]?.split(";")[0] ?? "";
  const Cookie = typeof cookie === "string" ? cookie : cookie(fresh);
  const asked = requestIn(await wire.post("", { Cookie }));
  expect(asked.rpc).toBe("GetParameterValues");
  expect((await wire.post(values(asked.id), { Cookie })).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
  wire.close();
  // Without a connection that carries a session it is worth nothing.
  expect(await alone(acs, "", { Cookie: "cw=AAAAAAAAAAAAAAAAAAAAAA" })).toMatchObject({ status: 400 });
});

test("while the stack stops, a CPE whose connection is gone goes on, and others at its address start nothing", async () => {
  const { acs, id } = await prepared();
  await alone(acs, inform(), basic("pw"));
  const [mine, other] = [await Wire.open(acs.address), await Wire.open(acs.address)];
  const stopping = acs.stack.stop(AbortSignal.timeout(5000));
  expect((await other.post(inform({ serial: "S2" }))).status).toBe(503);
  const asked = requestIn(await mine.post("", basic("pw")));
  expect((await mine.post(values(asked.id), basic("pw"))).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
  mine.close();
  other.close();
  acs.clock.move(100);
  await stopping;
});

/** Sessions of several CPEs behind one address, each with what it proved. */
const proofs = fc.constantFrom<Proof>(
  { kind: "none" },
  { kind: "password", username: "group", generation: "group" },
  { kind: "password", username: "own", generation: "current" },
  { kind: "certificate", fingerprint: "shared", of: "group" },
  { kind: "certificate", fingerprint: "f1", of: "device" },
  { kind: "certificate", of: "device" },
);
const waiting = fc.record({
  proof: proofs,
  nonce: fc.option(fc.constantFrom("n1", "n2"), { nil: undefined }),
  rpc: fc.option(fc.constantFrom("r1", "r2"), { nil: undefined }),
});
const showing = fc.record({
  device: fc.option(fc.nat(3), { nil: undefined }),
  nonce: fc.option(fc.constantFrom("n1", "n2"), { nil: undefined }),
  fingerprint: fc.option(fc.constantFrom("shared", "f1"), { nil: undefined }),
  answers: fc.option(fc.constantFrom("r1", "r2"), { nil: undefined }),
});

type Waiting = typeof waiting extends fc.Arbitrary<infer T> ? T : never;
type Showing = typeof showing extends fc.Arbitrary<infer T> ? T : never;
const HERE = "192.0.2.1";

function lostSession({ proof, nonce, rpc }: Waiting, i: number): Session {
  const opener = { proof, ...(nonce === undefined ? {} : { nonce: { id: nonce, count: 1, forMs: 1 } }) };
  const session = newSession(`s${String(i)}`, 0, { address: HERE, secure: false }, opener);
  session.device = newDeviceId(0, i);
  const reboot = { rpc: "Reboot", effect: "writes", repeated: false, strays: 0 } as const;
  session.state =
    rpc === undefined
      ? { at: "cpeSpeaks", work: true, sent: 0 }
      : { at: "acsWaits", rpc: { id: rpc, ...reboot }, sent: 1 };
  return session;
}

function showsOf({ nonce, fingerprint }: Showing, device: Session["device"]): Shows {
  const use = { id: nonce ?? "", count: 2, forMs: 1 };
  const names = { cn: [], uri: [], dns: [] };
  return {
    proof: { kind: "none" },
    ...(device === undefined ? {} : { device }),
    ...(nonce === undefined ? {} : { nonce: { use, mark: Buffer.alloc(8) } }),
    ...(fingerprint === undefined ? {} : { certificate: { fingerprint, names } }),
  };
}

/** What ties a sender that shows no device's own credentials to a session. */
function tied({ nonce, proof, state }: Session, shown: Showing): boolean {
  const byNonce = nonce !== undefined && nonce.id === shown.nonce;
  const certified = proof.kind === "certificate" && proof.of === "device" && proof.fingerprint !== undefined;
  const byCertificate = certified && proof.fingerprint === shown.fingerprint;
  return byNonce || byCertificate || (state.at === "acsWaits" && state.rpc.id === shown.answers);
}

test("whatever a CPE shows, it gets no session but that of its device, nonce, certificate or RPC", () => {
  fc.assert(
    fc.property(fc.array(waiting, { minLength: 1, maxLength: 4 }), showing, (rows, shown) => {
      const sessions = new Sessions();
      const lost = rows.map(lostSession);
      for (const session of lost) {
        sessions.add(session);
        sessions.lose(session);
      }
      const device = lost[shown.device ?? -1]?.device;
      const shows = showsOf(shown, device);
      const answer = envelope("<cwmp:RebootResponse/>", shown.answers ?? "");
      const message = shown.answers === undefined ? undefined : decodeEnvelope(Buffer.from(answer));
      const resumption = new Resumption(sessions);
      expect(resumption.find("192.0.2.2", shows, message)).toBeUndefined();
      const found = resumption.find(HERE, shows, message);
      const mine = device === undefined ? lost.filter((one) => tied(one, shown)) : [lost[shown.device ?? -1]];
      if (found === undefined) expect(mine).toEqual([]);
      else expect(mine).toContain(found);
    }),
  );
});
