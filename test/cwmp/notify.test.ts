import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CwmpConfig } from "#cwmp";
import { isSignedBy, readNotification } from "../../cwmp/notify/notification.ts";
import { until } from "../contract/api.ts";
import { startAcs } from "./acs.ts";

interface Told {
  readonly ts?: number;
  readonly cn?: string;
  readonly un?: string;
  readonly serial?: string;
  readonly params?: Readonly<Record<string, string>>;
}

const SSID = "Device.WiFi.SSID.1.SSID";

function document({
  ts = 1_800_000_000,
  cn = "c0",
  un = "box",
  serial = "S1",
  params = { [SSID]: "new" },
}: Told = {}): string {
  const rows = Object.entries(params).map(
    ([name, value]) => `<Param><Name>${name}</Name><Value>${value}</Value></Param>`,
  );
  return `<Notification xmlns="urn:broadband-forum-org:cwmp:lwnotif-1-0"><TS>${String(ts)}</TS><UN>${un}</UN><CN>${cn}</CN><OUI>00256D</OUI><ProductClass>Box</ProductClass><SerialNumber>${serial}</SerialNumber>${rows.join("")}</Notification>`;
}

const sign = (body: string, password: string): string =>
  createHmac("sha1", password).update(body).digest("hex");

function datagram(told: Told = {}, password = "boxpw"): Buffer {
  const body = document(told);
  return Buffer.from(
    `POST / HTTP/1.1\r\nHOST: acs\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: ${String(body.length)}\r\nSignature: ${sign(body, password)}\r\n\r\n${body}`,
  );
}

test("a notification is read and proved by the password it was signed with alone [TR-069a6 M.2]", () => {
  const read = readNotification(datagram());
  expect(read?.notification).toEqual({
    ts: 1_800_000_000,
    username: "box",
    cnonce: "c0",
    id: { OUI: "00256D", ProductClass: "Box", SerialNumber: "S1" },
    params: [{ name: SSID, value: "new" }],
  });
  if (read === undefined) return;
  expect(isSignedBy(read, "boxpw")).toBe(true);
  expect(isSignedBy(read, "guess")).toBe(false);
});

test("the head as icwmp writes it: blanks, bare line feeds, another request line, a misspelt length, a declaration", () => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${document()}\n`;
  const text = `POST /HTTPS/1.1 \n HOST: acs \n Content-Type: test/xml; charset=utf-8 \n Content-Lenght: ${String(body.length)}\n Signature: ${sign(body, "boxpw").toUpperCase()}\n\n${body}`;
  const read = readNotification(Buffer.from(text));
  expect(read && isSignedBy(read, "boxpw")).toBe(true);
});

const body = document();
const signed = (text: string, head = ""): string =>
  `POST / HTTP/1.1\r\n${head}Signature: ${sign(text, "p")}\r\n\r\n${text}`;

test.each([
  ["nothing", ""],
  ["another method", signed(body).replace("POST", "GET")],
  ["no signature", `POST / HTTP/1.1\r\n\r\n${body}`],
  ["a short signature", `POST / HTTP/1.1\r\nSignature: abcd\r\n\r\n${body}`],
  ["no body", signed("")],
  ["another document", signed("<Notification/>")],
  ["another namespace", signed(body.replace("lwnotif", "other"))],
  ["broken XML", signed(body.slice(0, 100))],
  ["a DTD", signed(`<!DOCTYPE x [<!ENTITY a "b">]>${body}`)],
  ["no parameter", signed(document({ params: {} }))],
  ["a path of no data model", signed(document({ params: { "X.Y": "1" } }))],
  ["an object", signed(document({ params: { "Device.WiFi.": "1" } }))],
  ["a time that is none", signed(body.replace("1800000000", "now"))],
  ["no serial number", signed(document({ serial: "" }))],
  [
    "too many parameters",
    signed(
      document({
        params: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`Device.P${String(i)}`, ""])),
      }),
    ),
  ],
])("%s is no notification", (_what, text) => {
  expect(readNotification(Buffer.from(text))).toBeUndefined();
});

test("no bytes upset the reading", () => {
  const whole = datagram();
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 })
    .map((changes) => {
      const out = Buffer.from(whole);
      for (const [at, value] of changes) out[at] = value;
      return out;
    });
  const cut = fc.nat(whole.length).map((end) => whole.subarray(0, end));
  const any = fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(mutated, cut, any), (bytes) => {
      const read = readNotification(bytes);
      if (read !== undefined) isSignedBy(read, "boxpw");
    }),
    { numRuns: 2000 },
  );
});

/** An ACS that takes notifications and knows one box with a password. */
async function taking(config: Partial<CwmpConfig> = {}) {
  const acs = await startAcs({ notificationPort: 0, ...config });
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.allow({ device, username: "box", password: "boxpw", generation: "current" });
  acs.gateway.allow({ username: "group", password: "shared", generation: "group" });
  acs.gateway.remember(device, [{ path: SSID, value: "old", type: "string", at: 1, writable: true }]);
  const { port = 0 } = acs.stack.notifications() ?? {};
  const socket = createSocket("udp4");
  /** Sends datagrams one after the other, then one that is stored, and gives what was stored before that. */
  async function stored(...datagrams: readonly Buffer[]): Promise<readonly string[]> {
    const before = acs.gateway.reports.length;
    const last = datagram({ ts: 1_900_000_000 + acs.gateway.reports.length, params: { "Device.Last": "1" } });
    for (const each of [...datagrams, last])
      await new Promise((done) => socket.send(each, port, "127.0.0.1", done));
    const since = () => acs.gateway.reports.slice(before);
    await until("the last one is stored", () =>
      since().find(({ values }) => values?.[0]?.path === "Device.Last"),
    );
    return since()
      .flatMap(({ values = [] }) => values.map(({ path, value }) => `${path}=${value}`))
      .filter((text) => text !== "Device.Last=1");
  }
  return { ...acs, device, stored, close: () => socket.close() };
}

test("what a box signed is a value change of its, and it counts as seen", async () => {
  const { gateway, device, stored, close } = await taking();
  expect(await stored(datagram())).toEqual([`${SSID}=new`]);
  close();
  const [report] = gateway.reports;
  expect(report).toMatchObject({ device, protocol: "cwmp", seen: true });
  expect(report?.values).toMatchObject([{ path: SSID, value: "new", type: "string", writable: true }]);
  expect(report?.events).toMatchObject([{ type: "valueChanged", path: SSID, value: "new", native: SSID }]);
});

test("the value of a secret is not kept", async () => {
  const { gateway, stored, close } = await taking();
  const path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
  await stored(datagram({ params: { [path]: "canary-passphrase" } }));
  close();
  expect(JSON.stringify(gateway.reports)).not.toContain("canary");
});

test.each([
  ["wrongly signed", [datagram({}, "guess")]],
  ["signed with a password that many share", [datagram({ un: "group" }, "shared")]],
  ["of a device nobody knows", [datagram({ serial: "S2" })]],
  ["of another device than the password is of", [datagram({ serial: "S2" })]],
  ["no notification", [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(0)]],
])("%s: nothing is stored", async (_what, datagrams) => {
  const { gateway, stored, close } = await taking();
  gateway.enrol("00256D-Box-S2");
  expect(await stored(...datagrams)).toEqual([]);
  close();
});

test("a replay and an older one are refused, another one of the same second is not", async () => {
  const { stored, close } = await taking();
  const first = datagram({ ts: 1_800_000_010, cn: "a", params: { [SSID]: "1" } });
  expect(await stored(first)).toEqual([`${SSID}=1`]);
  close();
  const other = await taking();
  const { gateway } = other;
  const send = async (...all: readonly Buffer[]): Promise<number> => {
    const socket = createSocket("udp4");
    for (const each of all) {
      const before = gateway.calls.length;
      await new Promise((done) =>
        socket.send(each, other.stack.notifications()?.port ?? 0, "127.0.0.1", done),
      );
      await until("it was looked at", () => (gateway.calls.length > before ? true : undefined));
    }
    socket.close();
    return gateway.reports.length;
  };
  expect(await send(first)).toBe(1);
  await send(first, datagram({ ts: 1_800_000_009, cn: "z", params: { [SSID]: "0" } }));
  expect(await other.stored(datagram({ ts: 1_800_000_010, cn: "b", params: { [SSID]: "2" } }))).toEqual([
    `${SSID}=2`,
  ]);
  expect(gateway.reports.flatMap(({ values = [] }) => values.map(({ value }) => value))).toEqual([
    "1",
    "2",
    "1",
  ]);
  other.close();
});

test("what could not be stored is taken when it is sent again", async () => {
  const acs = await taking();
  const once = datagram();
  acs.gateway.up = false;
  const socket = createSocket("udp4");
  const before = acs.gateway.calls.length;
  socket.send(once, acs.stack.notifications()?.port ?? 0, "127.0.0.1");
  await until("it was looked at", () => (acs.gateway.calls.length > before ? true : undefined));
  socket.close();
  acs.gateway.up = true;
  expect(await acs.stored(once)).toEqual([`${SSID}=new`]);
  acs.close();
});

test("without a port for them none are taken", async () => {
  expect((await startAcs()).stack.notifications()).toBeUndefined();
});
