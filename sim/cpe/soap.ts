import type { Dialect } from "./dialect.table.ts";
import { escapeXml, find, readXml, textOf, type Element } from "./xml.ts";

/** What an ACS sent: `method` is the local name of the element in the Body. */
export interface Incoming {
  readonly id: string;
  readonly method: string;
  readonly body: Element;
  readonly holdRequests: boolean;
}

/** Reads an envelope, or undefined when it is none. */
export function readEnvelope(document: string): Incoming | undefined {
  const envelope = readXml(document);
  const body = envelope?.children.find(({ name }) => name === "Body")?.children[0];
  if (envelope?.name !== "Envelope" || body === undefined) return undefined;
  const header = envelope.children.find(({ name }) => name === "Header");
  const hold = textOf(header, "HoldRequests").trim();
  return { id: textOf(header, "ID"), method: body.name, body, holdRequests: hold === "1" || hold === "true" };
}

/** The fault code of a Fault body, or 0. */
export function faultCodeOf(incoming: Incoming): number {
  return incoming.method === "Fault" ? Number(find(incoming.body, "FaultCode")?.text ?? "8002") : 0;
}

/** One envelope in a dialect around a body made with `element`. */
export function writeEnvelope(dialect: Dialect, id: string, body: string): string {
  const { envelope, encoding } = dialect;
  const header = dialect.header
    ? element(`${envelope}:Header`, element(`cwmp:ID ${envelope}:mustUnderstand="1"`, escapeXml(id)))
    : "";
  const names = [
    `xmlns:${envelope}="http://schemas.xmlsoap.org/soap/envelope/"`,
    `xmlns:${encoding}="http://schemas.xmlsoap.org/soap/encoding/"`,
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `xmlns:cwmp="${dialect.namespace}"`,
  ].join(" ");
  const whole = element(`${envelope}:Envelope ${names}`, header + element(`${envelope}:Body`, body));
  return dialect.declaration + dress(dialect, whole);
}

/** `<name>content</name>`, spelled as the dialect spells it once the envelope is written. */
export function element(name: string, content = ""): string {
  return `<${name}>${content}</${name.split(" ", 1)[0] ?? ""}>`;
}

/** A text element. */
export function text(name: string, value: string): string {
  return element(name, escapeXml(value));
}

/** A SOAP array. */
export function array(dialect: Dialect, name: string, type: string, items: readonly string[]): string {
  const count = String(items.length).padStart(dialect.countDigits, "0");
  return element(`${name} ${dialect.encoding}:arrayType="${type}[${count}]"`, items.join(""));
}

/** A CWMP fault; `parameters` are the SetParameterValuesFault entries. */
export function faultBody(
  dialect: Dialect,
  code: number,
  parameters: readonly { readonly name: string; readonly code: number }[] = [],
): string {
  const entries = parameters.map((entry) =>
    element(
      "SetParameterValuesFault",
      text("ParameterName", entry.name) +
        text("FaultCode", String(entry.code)) +
        text("FaultString", faultText(entry.code)),
    ),
  );
  const fault = element(
    "cwmp:Fault",
    text("FaultCode", String(code)) + text("FaultString", faultText(code)) + entries.join(""),
  );
  const side =
    code === 9003 || code === 9005 || code === 9006 || code === 9007 || code === 9008 ? "Client" : "Server";
  return element(
    `${dialect.envelope}:Fault`,
    text("faultcode", side) + text("faultstring", "CWMP fault") + element("detail", fault),
  );
}

const FAULT_TEXT: Readonly<Record<number, string>> = {
  9000: "Method not supported",
  9001: "Request denied",
  9002: "Internal error",
  9003: "Invalid arguments",
  9004: "Resources exceeded",
  9005: "Invalid parameter name",
  9006: "Invalid parameter type",
  9007: "Invalid parameter value",
  9008: "Attempt to set a non-writable parameter",
  9009: "Notification request rejected",
  9010: "File transfer failure",
  9013: "Unsupported protocol for file transfer",
  9016: "File transfer failure: unable to access file",
};

export function faultText(code: number): string {
  return FAULT_TEXT[code] ?? "Vendor fault";
}

function dress(dialect: Dialect, xml: string): string {
  let out = xml;
  if (dialect.empty === "short") out = out.replaceAll(/<([^\s/>]+)([^>]*)><\/\1>/g, "<$1$2/>");
  if (dialect.empty === "spaced") out = out.replaceAll(/<([^\s/>]+)><\/\1>/g, "<$1 />");
  if (dialect.quote === "'") out = out.replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll('"', "'"));
  return dialect.lines
    ? out.replaceAll(/(<\/[^>]*>|\/>)(?=<)/g, "$1\n").replaceAll(/>(?=<[^/])/g, ">\n")
    : out;
}
