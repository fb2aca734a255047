import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startAcs, type Acs } from "./acs.ts";
import { Cpe, envelope, inform } from "./cpe.ts";
import { Wire, type WireAnswer } from "./wire.ts";

/** Sends bytes on a fresh connection; gives the first answer. */
async function raw(acs: Acs, bytes: string | Buffer): Promise<WireAnswer> {
  const wire = await Wire.open(acs.address);
  try {
    wire.write(bytes);
    return await wire.answer();
  } finally {
    wire.close();
  }
}

const XML = 'Content-Type: text/xml; charset="utf-8"\r\n';

test.each(["GET", "PUT", "DELETE"])("%s is refused with 405, POST allowed [HTTP-01]", async (method) => {
  const answer = await raw(await startAcs(), `${method} /acs HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toMatchObject({ status: 405, headers: { allow: "POST", connection: "close" } });
});

test.each([
  ["closed", 401],
  ["approve", 401],
  ["open", 204],
] as const)(
  "an empty POST without a session touches no store: enrolment %s, %i [HTTP-04]",
  async (enrolment, status) => {
    const acs = await startAcs({ enrolment });
    const answer = await raw(acs, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    expect(answer.status).toBe(status);
    expect(answer.headers["www-authenticate"]?.startsWith("Digest realm=")).toBe(
      status === 401 ? true : undefined,
    );
    expect(acs.gateway.calls).toEqual([]);
  },
);

test.each([
  ["HTTP-05", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", 400],
  ["HTTP-06", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n", 400],
  ["HTTP-08", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 400],
  ["HTTP-09", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400],
  ["HTTP-10", "POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n", 400],
  ["HTTP-11", "POST / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400],
  ["HTTP-12", `POST / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ["HTTP-13", `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n${"A: b\r\n".repeat(150)}\r\n`, 431],
  [
    "HTTP-22",
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 4\r\n\r\nabcd`,
    415,
  ],
  ["HTTP-24", `POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\n\r\nabcd`, 415],
  ["HTTP-25", `POST / HTTP/1.1\r\nHost: a\r\n${XML}Content-Length: 300000\r\n\r\n`, 413],
  ["HTTP-27", "POST / HTTP/1.1\r\nHost: a\r\nExpect: bogus\r\nContent-Length: 0\r\n\r\n", 417],
  [
    "HTTP-29",
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n",
    400,
  ],
  ["HTTP-31", "POST / HTTP/1.1\r\nHost: a\r\nCookie: a\0b\r\nContent-Length: 0\r\n\r\n", 400],
  ["XML", `POST / HTTP/1.1\r\nHost: a\r\n${XML}Content-Length: 9\r\n\r\nnot an en`, 400],
] as const)("%s is refused and the next good message served", async (_row, bytes, status) => {
  const acs = await startAcs();
  expect((await raw(acs, bytes)).status).toBe(status);
  expect((await new Cpe().session(acs.address)).status).toBe(204);
});

test("HTTP/1.0 without Host is served, as old CPEs need it [HTTP-14]", async () => {
  const body = inform();
  const bytes = `POST / HTTP/1.0\r\n${XML}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
  const answer = await raw(await startAcs(), bytes);
  expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
});

test("Expect: 100-continue is answered and the message served [HTTP-26]", async () => {
  const body = inform();
  const wire = await Wire.open((await startAcs()).address);
  wire.write(
    `POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n`,
  );
  expect((await wire.answer()).status).toBe(100);
  wire.write(body);
  expect((await wire.answer()).status).toBe(200);
  wire.close();
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
] as const)("a body coded with %s is read", async (coding, pack) => {
  const wire = await Wire.open((await startAcs()).address);
  const answer = await wire.post(pack(inform()), { "Content-Encoding": coding });
  wire.close();
  expect(answer.status).toBe(200);
});

test("a gzip bomb is refused at the cap, not inflated [HTTP-21]", async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  const before = process.memoryUsage().rss;
  const wire = await Wire.open((await startAcs()).address);
  expect((await wire.post(bomb, { "Content-Encoding": "gzip" })).status).toBe(413);
  wire.close();
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
});

test("a gzip that breaks off is refused [HTTP-23]", async () => {
  const packed = gzipSync(inform());
  const wire = await Wire.open((await startAcs()).address);
  expect(
    (await wire.post(packed.subarray(0, packed.length - 20), { "Content-Encoding": "gzip" })).status,
  ).toBe(400);
  wire.close();
});

test("a chunked body over the cap is refused while it comes [HTTP-25]", async () => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  wire.write(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`);
  for (let i = 0; i < 10; i++) wire.write(`8000\r\n${"x".repeat(0x8000)}\r\n`);
  expect((await wire.answer()).status).toBe(413);
  await wire.closed();
});

test("slow headers and slow bodies are closed by their time limits [HTTP-17] [HTTP-18]", async () => {
  const { CWMP_DEFAULTS } = await import("#cwmp");
  const limits = { ...CWMP_DEFAULTS.limits, headersTimeoutMs: 200, requestTimeoutMs: 300 };
  const acs = await startAcs({ limits });
  const headers = await Wire.open(acs.address);
  headers.write("POST / HTTP/1.1\r\nHost: a\r\n");
  const body = await Wire.open(acs.address);
  body.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
  expect((await headers.answer()).status).toBe(408);
  expect((await body.answer()).status).toBe(408);
  await Promise.all([headers.closed(), body.closed()]);
  expect(acs.gateway.calls).toEqual([]);
});

test("pipelined messages are served one at a time, the rest refused [HTTP-30] [TR-069a6 3.7.1.3]", async () => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  const body = inform();
  const one = `POST / HTTP/1.1\r\nHost: a\r\n${XML}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
  wire.write(one.repeat(20));
  expect((await wire.answer()).status).toBe(200);
  expect(await wire.answer()).toMatchObject({ status: 400, body: "Invalid session" });
  wire.close();
  expect(acs.gateway.contacts).toHaveLength(1);
});

test.each(["/%E0%A4%A", "/acs/../../etc/passwd", "/any?x=y"])(
  "any URL path is the ACS: %s [HTTP-32]",
  async (path) => {
    const wire = await Wire.open((await startAcs()).address);
    expect((await wire.post(inform(), {}, path)).status).toBe(200);
    wire.close();
  },
);

test("forwarding headers of anybody are not believed [HTTP-38]", async () => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  await wire.post(inform(), { "X-Forwarded-For": "203.0.113.9", Forwarded: "for=203.0.113.9" });
  wire.close();
  expect(acs.gateway.contacts[0]?.facts.address).toBe("127.0.0.1");
});

test.each([
  ["a forged cookie", "cw=AAAAAAAAAAAAAAAAAAAAAA"],
  ["a cookie of another form", "cw=x"],
  ["a huge cookie", `cw=${"y".repeat(8000)}`],
])("%s gets the same answer as any other [SESS-01] [SESS-04]", async (_what, cookie) => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  expect(await wire.post("", { Cookie: cookie })).toMatchObject({ status: 400, body: "Invalid session" });
  wire.close();
  expect(acs.gateway.calls).toEqual([]);
});

test("an Inform with the cookie of another ACS is a first contact like any other", async () => {
  const wire = await Wire.open((await startAcs()).address);
  const first = await wire.post(inform(), { Cookie: "session=deadbeef; cw=old" });
  expect(first.status).toBe(200);
  const cookie = first.headers["set-cookie"]?.split(";")[0] ?? "";
  expect(first.headers["set-cookie"]).toContain("Path=/");
  expect((await wire.post("", { Cookie: `session=deadbeef, $Version=1; ${cookie}` })).status).toBe(204);
  wire.close();
});

test("a CPE that drops cookies keeps its session with its connection [SESS-05]", async () => {
  const acs = await startAcs();
  const cpe = new Cpe({ "Device.A": "1" }, { keepsCookie: false });
  const id = acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), {
    type: "get",
    paths: ["Device."],
    maxDepth: 0,
  });
  expect((await cpe.session(acs.address)).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
});

test("a session goes on in a new connection of the same address when its cookie comes back", async () => {
  const acs = await startAcs();
  acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), { type: "get", paths: ["Device."], maxDepth: 0 });
  const one = await Wire.open(acs.address);
  const first = await one.post(inform());
  one.close();
  await one.closed();
  const two = await Wire.open(acs.address);
  const answer = await two.post("", { Cookie: first.headers["set-cookie"]?.split(";")[0] ?? "" });
  expect(answer.body).toContain("GetParameterValues");
  two.close();
});

test("the new Inform of a device wins, its older session is fenced [SESS-07]", async () => {
  const acs = await startAcs();
  acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), { type: "get", paths: ["Device."], maxDepth: 0 });
  const one = await Wire.open(acs.address);
  const first = await one.post(inform());
  const two = await Wire.open(acs.address);
  const second = await two.post(inform());
  const cookie = (answer: WireAnswer) => ({ Cookie: answer.headers["set-cookie"]?.split(";")[0] ?? "" });
  expect((await two.post("", cookie(second))).body).toContain("GetParameterValues");
  expect((await one.post("", cookie(first))).status).toBe(400);
  one.close();
  two.close();
});

test("a second Inform in a session closes the old one and runs nothing twice [SESS-06]", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const id = acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  const wire = await Wire.open(acs.address);
  const cookie = (answer: WireAnswer) => ({ Cookie: answer.headers["set-cookie"]?.split(";")[0] ?? "" });
  const first = await wire.post(inform());
  expect((await wire.post("", cookie(first))).body).toContain("Reboot");
  const second = await wire.post(inform(), cookie(first));
  expect(second.status).toBe(200);
  expect((await wire.post("", cookie(second))).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("unknownOutcome");
  wire.close();
});

test("an answer with a wrong ID is refused with 8003 and completes nothing [SESS-09]", async () => {
  const acs = await startAcs();
  acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), {
    type: "operate",
    command: "Device.Reboot()",
    input: {},
  });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  await wire.post("");
  const answer = await wire.post(envelope("<cwmp:RebootResponse/>", "someone-else"));
  expect(answer.body).toContain("8003");
  expect(acs.gateway.settled).toEqual([]);
  wire.close();
});

test("a response without a request ends the session [SESS-08]", async () => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  expect((await wire.post(envelope("<cwmp:RebootResponse/>"))).status).toBe(400);
  wire.close();
});

test("a method this ACS does not know is refused with 8000, the session goes on", async () => {
  const wire = await Wire.open((await startAcs()).address);
  await wire.post(inform());
  const answer = await wire.post(envelope("<cwmp:X_Vendor_Call/>", "77"));
  expect(answer.body).toContain("8000");
  expect(answer.body).toContain(">77<");
  expect((await wire.post("")).status).toBe(204);
  wire.close();
});

test("a bare periodic session costs one contact that says what the last one said, and nothing else", async () => {
  const acs = await startAcs();
  const cpe = new Cpe();
  await cpe.session(acs.address);
  acs.gateway.calls.length = 0;
  await cpe.session(acs.address);
  expect(acs.gateway.calls).toEqual(["contact"]);
  const [last, now] = acs.gateway.contacts;
  expect(now).toEqual(last);
  expect(now).toMatchObject({ events: [], reset: false, session: true, interval: 300 });
});

test("a quarantined device gets its InformResponse, then 204 and nothing else", async () => {
  const acs = await startAcs({ enrolment: "approve" });
  acs.gateway.enrolment = "approve";
  const wire = await Wire.open(acs.address);
  expect((await wire.post(inform())).status).toBe(200);
  expect((await wire.post(envelope("<cwmp:GetRPCMethods/>"))).status).toBe(204);
  wire.close();
  expect(acs.gateway.calls).toEqual(["contact"]);
});

test("without the store a device gets 503 with a time to come back, and no acknowledgement", async () => {
  const acs = await startAcs();
  acs.gateway.up = false;
  const wire = await Wire.open(acs.address);
  const answer = await wire.post(inform());
  expect(answer.status).toBe(503);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(30);
  acs.gateway.up = true;
  expect((await wire.post(inform())).status).toBe(200);
  acs.gateway.up = false;
  expect((await wire.post(transferComplete())).status).toBe(503);
  acs.gateway.up = true;
  await wire.post(inform());
  expect((await wire.post(transferComplete())).body).toContain("TransferCompleteResponse");
  expect(acs.gateway.reports).toHaveLength(1);
  wire.close();
});

/** Lets promises that wait for nothing outside settle. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function transferComplete(): string {
  return envelope(
    `<cwmp:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString></FaultString></FaultStruct><StartTime>2026-11-26T00:00:00Z</StartTime><CompleteTime>2026-11-26T00:00:00Z</CompleteTime></cwmp:TransferComplete>`,
  );
}

test("above the admission limit new sessions get 503 before they are parsed, those in progress go on", async () => {
  const { CWMP_DEFAULTS } = await import("#cwmp");
  const acs = await startAcs({ limits: { ...CWMP_DEFAULTS.limits, sessions: 1 } });
  const one = await Wire.open(acs.address);
  expect((await one.post(inform())).status).toBe(200);
  const two = await Wire.open(acs.address);
  const refused = await two.post("this is not even XML");
  expect(refused.status).toBe(503);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(30);
  expect((await one.post("")).status).toBe(204);
  expect((await two.post(inform({ serial: "S2" }))).status).toBe(200);
  one.close();
  two.close();
});

test("a silent CPE loses its session after the session timeout, and its lease is given back", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  await wire.post("");
  acs.clock.move(29_000);
  expect(acs.gateway.isReleased(device)).toBe(false);
  acs.clock.move(3000);
  await turns();
  expect(acs.gateway.isReleased(device)).toBe(true);
  expect((await wire.post("")).status).toBe(204);
  wire.close();
});

test("a CPE that never reads what it is sent loses its session after the session timeout, and its lease is given back [HTTP-20]", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const paths = Array.from(
    { length: 256 },
    (_, i) => `Device.X_LONG_${"n".repeat(200)}.${String(i + 1)}.Value`,
  );
  const id = acs.gateway.submit(device, { type: "get", paths, maxDepth: 0 });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  wire.socket.pause();
  wire.write("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 0\r\n\r\n");
  await expect.poll(() => acs.gateway.calls).toContain("claim");
  // Reading takes long: its patience is three times the session timeout.
  for (let second = 0; second < 95; second++) {
    acs.clock.move(1000);
    await turns();
    if (second === 80) expect(acs.gateway.isReleased(device)).toBe(false);
  }
  expect(acs.gateway.isReleased(device)).toBe(true);
  expect(acs.gateway.outcome(id)).toBeUndefined();
  wire.close();
  // Others are served meanwhile and after.
  const other = await Wire.open(acs.address);
  expect((await other.post(inform({ serial: "S2" }))).status).toBe(200);
  other.close();
});

test("a slow answer keeps its lease alive", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.submit(device, { type: "get", paths: ["Device."], maxDepth: 0 });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  await wire.post("");
  for (let second = 0; second < 80; second++) {
    acs.clock.move(1000);
    await Promise.resolve();
  }
  expect(acs.gateway.isReleased(device)).toBe(false);
  expect(acs.gateway.calls).toContain("renew");
  wire.close();
});

test("work for a device in session is done in that session", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  const id = acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  expect(await acs.stack.wake(device, AbortSignal.timeout(1000))).toEqual({
    state: "open",
    method: "session",
  });
  expect((await wire.post("")).body).toContain("Reboot");
  expect(id).toBeTruthy();
  wire.close();
});

test("while it stops, the stack serves sessions in progress and starts none", async () => {
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  const stopping = acs.stack.stop(AbortSignal.timeout(5000));
  expect((await wire.post("")).status).toBe(204);
  acs.clock.move(100);
  await stopping;
  await wire.closed();
});

test("answers carry no XML declaration, their length, and the CPE's own namespace and ID", async () => {
  const wire = await Wire.open((await startAcs()).address);
  const answer = await wire.post(inform());
  wire.close();
  expect(answer.body.startsWith("<soap-env:Envelope")).toBe(true);
  expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.body)));
  expect(answer.body).toContain("urn:dslforum-org:cwmp-1-2");
  expect(answer.body).toContain(">inform-1<");
});
