import { createHmac } from "node:crypto";
import type { RingCredential } from "./credentials.ts";

export interface UdpRequest extends RingCredential {
  readonly address: string;
  readonly port: number;
  /** Unix seconds, greater than in the request before. */
  readonly ts: number;
  /** Another one than in the request before. */
  readonly id: number;
  /** Hex. */
  readonly cnonce: string;
}

/**
 * The text of a UDP connection request: a request line that looks like HTTP, signed with the connection request password.
 * [TR-069a6 G.2.2.3]
 */
export function udpRequest({ address, port, ts, id, cnonce, username, password }: UdpRequest): string {
  const host = `${address.includes(":") ? `[${address}]` : address}:${String(port)}`;
  const signature = createHmac("sha1", password)
    .update(`${String(ts)}${String(id)}${username}${cnonce}`)
    .digest("hex");
  const query = `ts=${String(ts)}&id=${String(id)}&un=${encodeURIComponent(username)}&cn=${cnonce}&sig=${signature}`;
  return `GET http://${host}?${query} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
}
