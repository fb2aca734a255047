import iconv from "iconv-lite";
import { expect, test } from "vitest";
import type { Operation } from "#core";
import { replayRecording } from "#cwmp";
import { keeper, startAcs, type Acs } from "./acs.ts";
import { Cpe, envelope, inform, parameterList, requestIn } from "./cpe.ts";
import {
  changed,
  chunked,
  expecting,
  gzipped,
  http10,
  http10KeptAlive,
  inCharset,
  oneEach,
  type OpenLine,
} from "./lines.ts";
import { Wire } from "./wire.ts";

const PATH = "Device.DeviceInfo.ProvisioningCode";
const OPERATIONS: readonly Operation[] = [
  {
    type: "set",
    allowPartial: false,
    updates: [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: "a&b" } }],
  },
  { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 },
];

/** A whole session with a write and a read in it; gives what the device told of its value. */
async function wholeSession(acs: Acs, line: OpenLine, text = "before"): Promise<Cpe> {
  const cpe = new Cpe({ "Device.DeviceInfo.Description": text, [PATH]: "old" }, { line });
  const device = acs.gateway.enrol("00256D-Box-S1");
  const ids = OPERATIONS.map((operation) => acs.gateway.submit(device, operation));
  expect((await cpe.session(acs.address)).status).toBe(204);
  expect(ids.map((id) => acs.gateway.outcome(id)?.state)).toEqual(["succeeded", "succeeded"]);
  expect(cpe.tree.get(PATH)?.value).toBe("a&amp;b");
  const values = (await acs.gateway.knowledge(device)).values;
  expect(values.get("Device.DeviceInfo.Description")?.value).toBe(text);
  return cpe;
}

test.each<[string, OpenLine]>([
  ["chunked", chunked],
  ["gzip", gzipped],
  ["Expect: 100-continue", expecting],
  ["HTTP/1.0 with keep-alive", http10KeptAlive],
  ["HTTP/1.0, a connection for each message", http10],
  ["HTTP/1.1, a connection for each message", oneEach],
  ["a byte order mark before the XML declaration", changed((body) => (body === "" ? "" : `\ufeff${body}`))],
  ["no XML declaration", changed((body) => body.replace(/<\?xml[^>]*\?>/, ""))],
])("a whole session over %s is served to its end", async (_what, line) => {
  await wholeSession(await startAcs(), line);
});

test.each<[charset: string, told: "header" | "declaration" | "both" | "neither", text: string]>([
  ["ISO-8859-1", "header", "Büro"],
  ["iso-8859-1", "declaration", "Büro"],
  ["ISO-8859-2", "both", "Łódź"],
  ["iso-8859-15", "declaration", "Büro €"],
  ["windows-1250", "declaration", "Kuchyň"],
  ["windows-1251", "header", "Кухня"],
  ["windows-1252", "both", "Büro €"],
  ["windows-1253", "declaration", "κουζίνα"],
  ["windows-1256", "declaration", "مطبخ"],
  ["GBK", "header", "厨房 路由器"],
  ["GB2312", "declaration", "厨房"],
  ["gb18030", "both", "厨房 €"],
  ["Big5", "declaration", "廚房"],
  ["Shift_JIS", "declaration", "台所"],
  ["EUC-KR", "header", "부엌"],
  ["koi8-r", "declaration", "Кухня"],
  ["UTF-16LE", "header", "厨房 Büro"],
  ["UTF-16BE", "both", "厨房 Büro"],
  ["UTF-16LE", "neither", "厨房 Büro"],
  ["UTF-16BE", "neither", "厨房 Büro"],
])("a whole session in %s told by %s is understood, and answered in UTF-8", async (charset, told, text) => {
  const recorder = keeper();
  const cpe = await wholeSession(await startAcs({}, recorder), inCharset(charset, told), text);
  expect(cpe.informed?.headers["content-type"]).toBe('text/xml; charset="utf-8"');
  // What was recorded of it runs the same way again.
  await expect.poll(() => recorder.kept.length).toBe(1);
  for (const { lines } of recorder.kept) expect(await replayRecording(lines)).toMatchObject({ same: true });
});

test.each(["UTF-16LE", "UTF-16BE", "GBK", "ISO-8859-1"])(
  "what is recorded of a session in %s holds no secret",
  async (charset) => {
    const recorder = keeper();
    const acs = await startAcs({}, recorder);
    const secret = charset === "GBK" ? "密码secret厨房" : "Schlüsselwort";
    const cpe = new Cpe(
      { "Device.WiFi.AccessPoint.1.Security.KeyPassphrase": secret },
      { line: inCharset(charset, "both") },
    );
    const paths = ["Device.WiFi."];
    acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), { type: "get", paths, maxDepth: 0 });
    expect((await cpe.session(acs.address)).status).toBe(204);
    await expect.poll(() => recorder.kept.length).toBe(1);
    const lines = recorder.kept[0]?.lines ?? "";
    const raw = lines
      .split("\n")
      .map((line) => Buffer.from(/"b64":"([^"]*)"/.exec(line)?.[1] ?? "", "base64"));
    expect(lines).toContain("KeyPassphrase");
    expect(lines).not.toContain(secret);
    for (const spelt of [Buffer.from(secret), iconv.encode(secret, charset)])
      expect(raw.filter((bytes) => bytes.includes(spelt))).toEqual([]);
  },
);

test.each([
  ["the header", (xml: string) => xml, "text/xml; charset=x-unknown"],
  ["the declaration", (xml: string) => xml.replace("UTF-8", "ebcdic-cp-us"), "text/xml"],
])(
  "a charset in %s that nobody knows is refused, and it is said why [SOAP-19]",
  async (_where, change, type) => {
    const acs = await startAcs();
    const wire = await Wire.open(acs.address);
    const answer = await wire.post(change(inform()), { "Content-Type": type });
    expect(answer).toMatchObject({
      status: 400,
      body: "Charset not supported",
      headers: { connection: "close" },
    });
    await wire.closed();
    expect(acs.gateway.calls).toEqual([]);
    expect(acs.lines.filter((line) => line.includes('"reason":"charset"'))).toHaveLength(1);
  },
);

test.each([
  ["urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-0"],
  ["urn:dslforum-org:cwmp-1-1", "urn:dslforum-org:cwmp-1-1"],
  ["urn:dslforum-org:cwmp-1-2", "urn:dslforum-org:cwmp-1-2"],
  // No version has it on the wire, some devices do.
  ["urn:dslforum-org:cwmp-1-3", "urn:dslforum-org:cwmp-1-3"],
  ["urn:dslforum-org:cwmp-1-9", "urn:dslforum-org:cwmp-1-9"],
  ["urn:dslforum-org:cwmp-9-9", "urn:dslforum-org:cwmp-1-2"],
])("a whole session in %s is answered in %s to its end [SOAP-22]", async (namespace, answered) => {
  const seen = new Set<string>();
  const line: OpenLine = async (address) => {
    const inner = await changed((body) => body.replaceAll("urn:dslforum-org:cwmp-1-2", namespace))(address);
    return {
      post: async (body, headers) => {
        const answer = await inner.post(body, headers);
        for (const [found] of answer.body.matchAll(/urn:dslforum-org:cwmp-\d+-\d+/g)) seen.add(found);
        return answer;
      },
      close: () => inner.close(),
    };
  };
  await wholeSession(await startAcs(), line);
  expect([...seen]).toEqual([answered]);
});

test.each(["0", "1", "2", "16", "-1", "many"])(
  "a CPE that takes %s envelopes at a time gets one, and is told one",
  async (max) => {
    const line = changed((body) => body.replace(/<MaxEnvelopes>1</, `<MaxEnvelopes>${max}<`));
    const cpe = await wholeSession(await startAcs(), line);
    expect(cpe.informed?.body).toContain("<MaxEnvelopes>1</MaxEnvelopes>");
    expect(cpe.informed?.body.match(/Envelope /g)).toHaveLength(1);
  },
);

const versions = (list: string) =>
  changed((body) =>
    body.includes("cwmp:Inform>")
      ? body.replace(
          "</cwmp:ID>",
          `</cwmp:ID><cwmp:SupportedCWMPVersions>${list}</cwmp:SupportedCWMPVersions>`,
        )
      : body,
  );

test.each([
  ["1.0,1.1,1.2,1.3,1.4", "1.4"],
  ["1.4,1.0", "1.4"],
  [" 1.0 , 1.2 ", "1.2"],
  ["1.5,1.3", "1.3"],
  ["1.0", "1.0"],
])("of the versions %s a CPE is told to use %s, which it must understand", async (list, version) => {
  const cpe = await wholeSession(await startAcs(), versions(list));
  expect(cpe.informed?.body).toContain(
    `<cwmp:UseCWMPVersion soap-env:mustUnderstand="1">${version}</cwmp:UseCWMPVersion>`,
  );
});

test.each(["", " , "])("versions that name none (%j) are not answered", async (list) => {
  const cpe = await wholeSession(await startAcs(), versions(list));
  expect(cpe.informed?.body).not.toContain("UseCWMPVersion");
});

test("a CPE that speaks no version of ours gets fault 8006, and no session", async () => {
  const acs = await startAcs();
  const wire = await versions("2.0,3.1")(acs.address);
  const answer = await wire.post(inform());
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("<FaultCode>8006</FaultCode>");
  expect(answer.body).toContain(">inform-1<");
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect(acs.gateway.contacts).toEqual([]);
  wire.close();
});

test("SessionTimeout of a CPE is waited for, up to ten minutes", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  for (const [told, waited] of [
    ["120", 120],
    ["86400", 600],
    ["1", 30],
  ] as const) {
    acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
    const wire = await Wire.open(acs.address);
    const opened = await wire.post(
      inform().replace("</cwmp:ID>", `</cwmp:ID><cwmp:SessionTimeout>${told}</cwmp:SessionTimeout>`),
    );
    const headers = { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" };
    expect((await wire.post("", headers)).body).toContain("Reboot");
    await passing(acs, waited - 1);
    expect({ told, released: acs.gateway.isReleased(device) }).toEqual({ told, released: false });
    await passing(acs, 3);
    expect({ told, released: acs.gateway.isReleased(device) }).toEqual({ told, released: true });
    expect((await wire.post(envelope("<cwmp:RebootResponse/>", "late"), headers)).status).toBe(400);
    wire.close();
  }
});

/** Lets seconds go by. */
async function passing({ clock }: Acs, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock.move(1000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

test("while a CPE holds requests back it gets none, and its own ones are answered [SESS-14]", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.submit(device, { type: "get", paths: ["Device.A"], maxDepth: 0 });
  const later = acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  const wire = await Wire.open(acs.address);
  await wire.post(inform());
  const { id } = requestIn(await wire.post(""));
  const values = `<cwmp:GetParameterValuesResponse>${parameterList({ "Device.A": "1" })}</cwmp:GetParameterValuesResponse>`;
  const held = await wire.post(envelope(values, id, "<cwmp:HoldRequests>1</cwmp:HoldRequests>"));
  expect(held.status).toBe(204);
  const own = await wire.post(envelope("<cwmp:GetRPCMethods/>", "own"));
  expect(own.body).toContain("GetRPCMethodsResponse");
  // Its next empty POST lets the request go.
  const released = await wire.post("");
  expect(requestIn(released).rpc).toBe("Reboot");
  expect(acs.gateway.outcome(later)).toBeUndefined();
  expect((await wire.post(envelope("<cwmp:RebootResponse/>", requestIn(released).id))).status).toBe(204);
  wire.close();
});
