import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { Wire, type WireAnswer } from "./wire.ts";

type Headers = Readonly<Record<string, string>>;

/** How a CPE posts its messages. */
export interface Line {
  post(body: string, headers?: Headers): Promise<WireAnswer>;
  close(): void;
}

export type OpenLine = (address: { host: string; port: number }) => Promise<Line>;

/** A line on one connection. */
function on(send: (wire: Wire, body: string, headers: Headers) => Promise<WireAnswer>): OpenLine {
  return async (address) => {
    const wire = await Wire.open(address);
    return { post: (body, headers = {}) => send(wire, body, headers), close: () => wire.close() };
  };
}

/** What is sent is changed on its way. */
export function changed(change: (body: string) => string | Buffer, more: Headers = {}): OpenLine {
  return on((wire, body, headers) => wire.post(change(body), { ...headers, ...more }));
}

/** In another character set: told in the Content-Type, in the XML declaration, in both, or in neither. */
export function inCharset(charset: string, told: "header" | "declaration" | "both" | "neither"): OpenLine {
  const declared = told === "declaration" || told === "both";
  const type = told === "header" || told === "both" ? `text/xml; charset=${charset}` : "text/xml";
  return on((wire, body, headers) => {
    if (body === "") return wire.post("", headers);
    const text = body.replace(/ encoding="[^"]*"/, declared ? ` encoding="${charset}"` : "");
    return wire.post(iconv.encode(text, charset, { addBOM: told === "neither" }), {
      ...headers,
      "Content-Type": type,
    });
  });
}

export const gzipped: OpenLine = on((wire, body, headers) =>
  wire.post(body === "" ? "" : gzipSync(body), {
    ...headers,
    ...(body === "" ? {} : { "Content-Encoding": "gzip" }),
  }),
);

function head(version: string, headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST / HTTP/${version}\r\n${lines.join("")}\r\n`;
}

const XML = { "Content-Type": "text/xml" };

/** Bodies in chunks of a few bytes, and a last chunk with an extension and a trailer. An empty body is an empty last chunk. */
export const chunked: OpenLine = on((wire, body, headers) => {
  wire.write(head("1.1", { Host: "acs", ...XML, ...headers, "Transfer-Encoding": "chunked" }));
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += 997) {
    const piece = bytes.subarray(at, at + 997);
    wire.write(
      Buffer.concat([Buffer.from(`${piece.length.toString(16)};x=y\r\n`), piece, Buffer.from("\r\n")]),
    );
  }
  wire.write("0\r\nX-Last: 1\r\n\r\n");
  return wire.answer();
});

/** The body waits for the 100. */
export const expecting: OpenLine = on(async (wire, body, headers) => {
  const bytes = Buffer.from(body);
  const length = { "Content-Length": String(bytes.length), Expect: "100-continue" };
  wire.write(head("1.1", { Host: "acs", ...XML, ...headers, ...length }));
  const answer = await wire.answer();
  if (answer.status !== 100) return answer;
  wire.write(bytes);
  return wire.answer();
});

/** HTTP/1.0 on one connection that is asked to stay. */
export const http10KeptAlive: OpenLine = on((wire, body, headers) => {
  const bytes = Buffer.from(body);
  const length = { "Content-Length": String(bytes.length), Connection: "keep-alive" };
  wire.write(Buffer.concat([Buffer.from(head("1.0", { ...XML, ...headers, ...length })), bytes]));
  return wire.answer();
});

/** HTTP/1.0 as it was first: a connection for each message. */
export const http10: OpenLine = (address) =>
  Promise.resolve({
    post: async (body, headers = {}) => {
      const wire = await Wire.open(address);
      const bytes = Buffer.from(body);
      const length = { "Content-Length": String(bytes.length) };
      wire.write(Buffer.concat([Buffer.from(head("1.0", { ...XML, ...headers, ...length })), bytes]));
      const answer = await wire.answer();
      await wire.closed();
      return answer;
    },
    close: () => undefined,
  });

/** A connection for each message over HTTP/1.1. */
export const oneEach: OpenLine = (address) =>
  Promise.resolve({
    post: async (body, headers = {}) => {
      const wire = await Wire.open(address);
      const answer = await wire.post(body, { ...headers, Connection: "close" });
      await wire.closed();
      return answer;
    },
    close: () => undefined,
  });
