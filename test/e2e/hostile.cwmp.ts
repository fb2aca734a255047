import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { envelope, fault, inform, parameterList } from "../cwmp/cpe.ts";
import { Wire } from "../cwmp/wire.ts";
import { CANARY, type Target } from "./hostile.rig.ts";

/** Plays one attack and tells the answer: an HTTP status, `fault <code>` of a SOAP fault, or a word. */
export type Attack = (target: Target, payload: unknown) => Promise<number | string>;

const SOAP =
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">';
const inBody = (xml: string, header = "") =>
  `${SOAP}<soap:Header>${header}</soap:Header><soap:Body>${xml}</soap:Body></soap:Envelope>`;

/** What an answer is called in the fixture. */
export function named(status: number, body: string): number | string {
  const code = /<FaultCode>(\d+)</.exec(body)?.[1];
  if (code !== undefined) return `fault ${code}`;
  return body.includes("MustUnderstand") ? "fault MustUnderstand" : status;
}

/** Bytes on a connection of their own; the answer to the first request. */
const raw =
  (bytes: string | Buffer): Attack =>
  async ({ cwmp }) => {
    const wire = await Wire.open(cwmp);
    try {
      wire.write(bytes);
      const { status, body } = await wire.answer();
      return named(status, body);
    } catch {
      return "closed";
    } finally {
      wire.close();
    }
  };

const rawPayload: Attack = (target, payload) => raw((payload as { raw: string }).raw)(target, payload);

/** A body on a connection of its own. */
const post =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, path = "/"): Attack =>
  async ({ cwmp }) => {
    const wire = await Wire.open(cwmp);
    try {
      const answer = await wire.post(body, headers, path);
      return named(answer.status, answer.body);
    } catch {
      return "closed";
    } finally {
      wire.close();
    }
  };

const postPayload: Attack = (target, payload) => post(payload as string)(target, payload);
const head = (lines: string) => `POST /acs HTTP/1.1\r\nHost: a\r\n${lines}\r\n`;

/** An Inform of a device of its own with something changed in it. */
const informed = (change: (xml: string) => string, headers?: Readonly<Record<string, string>>): Attack =>
  post(change(inform({ serial: "HOSTILE" })), headers);

const withValue = (name: string, value: string, type = "xsd:string"): Attack =>
  informed((xml) =>
    xml.replace(
      "</ParameterList>",
      `<ParameterValueStruct><Name>${name}</Name><Value xsi:type="${type}">${value}</Value></ParameterValueStruct></ParameterList>`,
    ),
  );

const serial = (text: string): Attack => informed((xml) => xml.replace("HOSTILE", text));

/** A session of the hostile device, just after its Inform was answered. */
async function inSession(
  { cwmp }: Target,
  then: (wire: Wire, cookie: string) => Promise<number | string>,
): Promise<number | string> {
  const wire = await Wire.open(cwmp);
  try {
    const answer = await wire.post(inform({ serial: "HOSTILE" }));
    return await then(wire, answer.headers["set-cookie"]?.split(";")[0] ?? "");
  } finally {
    wire.close();
  }
}

const said =
  (xml: string, times = 1): Attack =>
  (target) =>
    inSession(target, async (wire, Cookie) => {
      let answer = await wire.post(xml, { Cookie });
      for (let i = 1; i < times; i++) answer = await wire.post(xml, { Cookie });
      return named(answer.status, answer.body);
    });

const transferComplete = (time: string) =>
  envelope(
    `<cwmp:TransferComplete><CommandKey>nobody's</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct><StartTime>${time}</StartTime><CompleteTime>${time}</CompleteTime></cwmp:TransferComplete>`,
  );

/** How each row is played; one attack for each outcome of the fixture, in its order. */
export const CWMP_ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  "HTTP-01": ["GET", "PUT", "DELETE"].map((method) => raw(`${method} /acs HTTP/1.1\r\nHost: a\r\n\r\n`)),
  "HTTP-04": [rawPayload],
  "HTTP-05": [rawPayload],
  "HTTP-06": [rawPayload],
  "HTTP-08": [rawPayload],
  "HTTP-09": [rawPayload],
  "HTTP-10": [rawPayload],
  "HTTP-11": [rawPayload],
  "HTTP-12": [raw(head(`X: ${"x".repeat(20_000)}\r\nContent-Length: 0\r\n`))],
  "HTTP-13": [raw(head(`${"a:b\r\n".repeat(3000)}Content-Length: 0\r\n`))],
  "HTTP-14": [rawPayload],
  "HTTP-21": [post(gzipSync(Buffer.alloc(200 * 2 ** 20)), { "Content-Encoding": "gzip" })],
  "HTTP-22": [post(gzipSync(gzipSync(inform())), { "Content-Encoding": "gzip, gzip" })],
  "HTTP-23": [post(gzipSync(inform()).subarray(0, 100), { "Content-Encoding": "gzip" })],
  "HTTP-24": [post(inform(), { "Content-Encoding": "zstd" })],
  "HTTP-25": [
    post(" ".repeat(256 * 1024 + 1)),
    (target) =>
      inSession(target, async (wire, Cookie) => {
        // Closed while it still sends, a client may lose the answer with the connection.
        const answer = await wire
          .post(Buffer.alloc(16 * 2 ** 20 + 1, " "), { Cookie })
          .catch(() => ({ status: 413 }));
        return answer.status;
      }),
  ],
  "HTTP-26": [
    async ({ cwmp }) => {
      const wire = await Wire.open(cwmp);
      wire.write(head("Expect: 100-continue\r\nContent-Length: 0\r\n"));
      const first = await wire.answer();
      const second = await wire.answer();
      wire.close();
      return `${first.status} ${second.status}`;
    },
  ],
  "HTTP-27": [raw(head("Expect: 999\r\nContent-Length: 0\r\n"))],
  "HTTP-29": [raw(head("Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n"))],
  "HTTP-30": [
    async ({ cwmp }) => {
      const wire = await Wire.open(cwmp);
      const one = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${inform({ serial: "HOSTILE" }).length}\r\n\r\n${inform({ serial: "HOSTILE" })}`;
      wire.write(one.repeat(100));
      const first = await wire.answer();
      const second = await wire.answer();
      await wire.closed();
      return `${first.status} ${second.status} closed`;
    },
  ],
  "HTTP-31": [rawPayload],
  "HTTP-32": [
    rawPayload,
    post(inform({ serial: "HOSTILE" }), {}, "/%E0%A4%A"),
    post(inform({ serial: "HOSTILE" }), {}, "/acs/../../etc/passwd"),
  ],
  "HTTP-35": ["MD5-sess", "SHA-256", "x"].map((algorithm) =>
    post(inform({ serial: "HOSTILE" }), {
      Authorization: `Digest username="u", realm="causeway", nonce="n", uri="/", response="${CANARY}", algorithm=${algorithm}`,
    }),
  ),
  "HTTP-36": [
    post(inform({ serial: "HOSTILE" }), {
      Authorization: `Basic ${Buffer.from(`u:${CANARY}`).toString("base64")}`,
    }),
  ],
  "SESS-01": [
    post("", { Cookie: "cw=AAAAAAAAAAAAAAAAAAAAAA" }),
    post(envelope("<cwmp:GetParameterValuesResponse/>"), { Cookie: "cw=AAAAAAAAAAAAAAAAAAAAAA" }),
    post("", { Cookie: "cw=short" }),
  ],
  "SESS-03": [
    (target) =>
      inSession(target, async (wire, Cookie) => {
        const answer = await wire.post("", { Cookie: `session=a, cw="b"; $Version=1; ${Cookie}` });
        return answer.status === 200 || answer.status === 204 ? "served" : answer.status;
      }),
    post("", { Cookie: 'cw=a, cw="b"; $Version=1' }),
  ],
  "SESS-04": [
    post("", { Cookie: `cw=${"A".repeat(8192)}` }),
    post("", { Cookie: `cw=${"\u00e9".repeat(22)}` }),
  ],
  "SESS-08": [
    said(envelope("<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>")),
  ],
  "SOAP-01": [postPayload],
  "SOAP-02": [post(`<!DOCTYPE x [<!ENTITY a "${"A".repeat(50_000)}">]><x>${"&a;".repeat(50_000)}</x>`)],
  "SOAP-03": [postPayload, post('<!DOCTYPE f [<!ENTITY x SYSTEM "http://169.254.169.254/">]><x>&x;</x>')],
  "SOAP-05": [postPayload, post('<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><a/>')],
  "SOAP-06": [said("<a>".repeat(100_000))],
  "SOAP-07": [said("<a>".repeat(1_000_000))],
  "SOAP-08": [said(`<a ${Array.from({ length: 200_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`)],
  "SOAP-09": [said(`<a ${Array.from({ length: 50_000 }, (_, i) => `xmlns:a${i}="u"`).join(" ")}/>`)],
  "SOAP-11": [said(inBody("<a/>".repeat(500_000)))],
  "SOAP-12": [said(inBody(`<cwmp:Inform><a>${"x".repeat(10 * 2 ** 20)}</a></cwmp:Inform>`))],
  "SOAP-13": [postPayload],
  "SOAP-15": [postPayload],
  "SOAP-16": [postPayload],
  "SOAP-17": [postPayload, withValue("Device.X", "&#xD800;"), withValue("Device.X", "&#x110000;")],
  "SOAP-18": [
    postPayload,
    informed((xml) =>
      xml.replace(
        "<DeviceId>",
        "<__proto__><polluted>1</polluted></__proto__><constructor><prototype>1</prototype></constructor><DeviceId>",
      ),
    ),
  ],
  "SOAP-19": [
    informed((xml) => xml, { "Content-Type": "text/xml; charset=utf-99" }),
    post(Buffer.from(inform({ serial: "HOSTILE" }), "utf16le")),
  ],
  "SOAP-20": [
    post(
      Buffer.concat(
        inform({ serial: "HOSTILE" })
          .split("Acme")
          .map((part, i) =>
            Buffer.concat([i === 0 ? Buffer.alloc(0) : Buffer.from("fffec080", "hex"), Buffer.from(part)]),
          ),
      ),
    ),
  ],
  "SOAP-21": [
    informed((xml) => xml.replaceAll("cwmp:Inform>", "vendor:Inform>").replace(/ xmlns:cwmp="[^"]*"/, "")),
  ],
  "SOAP-22": [postPayload, informed((xml) => xml.replace("cwmp-1-2", "cwmp-9-9"))],
  "SOAP-23": [
    informed((xml) =>
      xml.replace("</SOAP-ENV:Header>", '<x:New SOAP-ENV:mustUnderstand="1"/></SOAP-ENV:Header>'),
    ),
  ],
  "SOAP-24": [
    informed((xml) => xml.replace(/<SOAP-ENV:Header>.*<\/SOAP-ENV:Header>/, "")),
    informed((xml) => xml.replace("inform-1", "i".repeat(10_000))),
    informed((xml) => xml.replace("inform-1", "&lt;b>&amp;\"'")),
  ],
  "SOAP-25": [postPayload, said(envelope("<cwmp:Kicked/>")), said(envelope("<cwmp:X_VENDOR_Do/>"))],
  "SOAP-26": [
    postPayload,
    informed((xml) => xml.replace(/<OUI>.*<\/OUI>/, "<OUI/>")),
    informed((xml) => xml.replace(/<SerialNumber>.*<\/SerialNumber>/, "")),
  ],
  "SOAP-27": [
    ...["../../x", "%2e%2e", "a:b*c", "a&#13;&#10;b", "\u{1f600}", "{p00}:dev:*"].map(serial),
    serial("S".repeat(10_000)),
  ],
  "SOAP-31": [
    informed((xml) => xml.replace(/ParameterValueStruct\[\d+\]/, "ParameterValueStruct[4000000000]")),
  ],
  "SOAP-33": [
    "Device.__proto__.x",
    "__proto__",
    "Device..x",
    `Device.${"x.".repeat(33)}y`,
    `Device.${"y".repeat(300)}`,
    "Device.x  ",
  ].map((name) => withValue(name, "1")),
  "SOAP-34": [
    withValue("Device.DeviceInfo.UpTime", "yes", "xsd:boolean"),
    withValue("Device.Time.CurrentLocalTime", "0000-00-00", "xsd:dateTime"),
    withValue("Device.DeviceInfo.UpTime", "NaN", "xsd:unsignedInt"),
    withValue("Device.DeviceInfo.UpTime", "9223372036854775808", "xsd:unsignedInt"),
    withValue("Device.DeviceInfo.UpTime", "1e400", ""),
  ],
  "SOAP-35": [
    async (target, payload) => {
      const answers: (number | string)[] = [];
      for (const text of payload as readonly string[]) {
        const value = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        answers.push(await withValue("Device.DeviceInfo.Description", value)(target, payload));
      }
      return [...new Set(answers)].join();
    },
  ],
  "SOAP-36": [
    informed((xml) => xml.replace("2 PERIODIC", "__proto__ \u{1f600} &lt;")),
    informed((xml) =>
      xml
        .replace(parameterList({}), "")
        .replace(/<CurrentTime>.*<\/CurrentTime>/, "<CurrentTime>never</CurrentTime>"),
    ),
    informed((xml) => xml.replace(/<RetryCount>0</, "<RetryCount>-9e99<")),
    withValue("Device.ManagementServer.PeriodicInformInterval", "999999999"),
    withValue("Device.RootDataModelVersion", "x".repeat(60_000)),
  ],
  "SOAP-37": [said(envelope(fault(0, CANARY)))],
  "SOAP-39": [said(transferComplete("2026-11-26T00:00:00Z"), 2)],
  "SOAP-40": ["0001-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "garbage"].map((time) =>
    said(transferComplete(time)),
  ),
  "SOAP-41": [
    said(envelope("<cwmp:AutonomousTransferComplete/>")),
    said(
      envelope("<cwmp:RequestDownload><FileType>1 Firmware Upgrade Image</FileType></cwmp:RequestDownload>"),
    ),
    said(envelope("<cwmp:GetRPCMethods/>")),
  ],
  "SOAP-43": [
    withValue("Device.ManagementServer.ConnectionRequestURL", "http://169.254.169.254/latest"),
    withValue("Device.ManagementServer.ConnectionRequestURL", "javascript:alert(1)"),
  ],
  "SOAP-44": [
    async (target, payload) => {
      const answers: (number | string)[] = [];
      for (const text of payload as readonly string[])
        answers.push(
          await withValue("Device.ManagementServer.UDPConnectionRequestAddress", text)(target, payload),
        );
      return [...new Set(answers)].join();
    },
  ],
};

/** Writes piece by piece until the other side closes; gives ms until then. */
export function slowly(
  address: { host: string; port: number },
  start: string,
  piece: string,
): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    const socket = connect(address.port, address.host, () => socket.write(start));
    const timer = setInterval(() => socket.write(piece), 500);
    socket.on("error", () => undefined);
    socket.resume();
    socket.on("close", () => {
      clearInterval(timer);
      resolve(performance.now() - from);
    });
  });
}
