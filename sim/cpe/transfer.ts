import { sleep, type Clock } from "#core";
import { authorize, readChallenge } from "./auth.ts";
import { Wire, type Reply } from "./http.ts";
import type { Transfer } from "./transfers.ts";

/** What is fetched or put, and as whom. */
type Order = Pick<Transfer, "commandKey" | "url" | "username" | "password" | "delayMs">;

/** How a transfer of a file ended. `faultCode` 0: it worked. */
export interface TransferResult {
  readonly commandKey: string;
  readonly kind: "Download" | "Upload";
  readonly faultCode: number;
  readonly startedAt: number;
  readonly completedAt: number;
  /** What was fetched, for a download that worked. */
  readonly file?: Buffer;
}

/** Fetches the file of a Download. Faults: 9015 no connection, 9012 credentials, 9016 no such file, 9010 anything else. */
export async function download(transfer: Order, clock: Clock, signal: AbortSignal): Promise<TransferResult> {
  const startedAt = clock.now();
  const reply = await request("GET", transfer, "", clock, signal);
  const faultCode = faultOf(reply, 9010);
  const result = {
    commandKey: transfer.commandKey,
    kind: "Download" as const,
    faultCode,
    startedAt,
    completedAt: clock.now(),
  };
  return reply !== undefined && faultCode === 0 ? { ...result, file: Buffer.from(reply.body) } : result;
}

/** Puts a file where an Upload wants it. Faults as for a download, 9011 for anything else. */
export async function upload(
  transfer: Order,
  content: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<TransferResult> {
  const startedAt = clock.now();
  const reply = await request("PUT", transfer, content, clock, signal);
  return {
    commandKey: transfer.commandKey,
    kind: "Upload",
    faultCode: faultOf(reply, 9011),
    startedAt,
    completedAt: clock.now(),
  };
}

/** The firmware version a file stands for: named in its first bytes (`version=1.2.3`), else in its name. */
export function firmwareVersionOf(url: string, file: Buffer): string | undefined {
  const inside = /version\s*[=:]\s*([\w.()-]+)/i.exec(file.toString("latin1", 0, 256))?.[1];
  return inside ?? /(\d+(?:\.\d+)+[\w-]*?)(?:\.(?:bin|img|fw))?$/.exec(new URL(url).pathname)?.[1];
}

async function request(
  method: "GET" | "PUT",
  transfer: Order,
  body: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Reply | undefined> {
  if (transfer.delayMs > 0) await sleep(clock, transfer.delayMs, signal).catch(() => undefined);
  if (signal.aborted) return undefined;
  const url = new URL(transfer.url);
  const head = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Connection: keep-alive",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const wire = await Wire.open({ url }, clock, 30_000);
  signal.addEventListener("abort", () => wire?.close(), { once: true });
  const first = await wire?.exchange(head.join("\r\n"), body);
  const challenge =
    first?.status === 401 ? readChallenge(first.headers.get("www-authenticate") ?? []) : undefined;
  if (challenge === undefined || transfer.username === "") {
    wire?.close();
    return first;
  }
  const authorization = authorize(challenge, transfer, method, url.pathname + url.search, 1);
  const again = wire?.keep === true ? wire : await Wire.open({ url }, clock, 30_000);
  const second = await again?.exchange([...head, `Authorization: ${authorization}`].join("\r\n"), body);
  again?.close();
  wire?.close();
  return second;
}

function faultOf(reply: Reply | undefined, other: number): number {
  if (reply === undefined) return 9015;
  if (reply.status === 401 || reply.status === 403) return 9012;
  if (reply.status === 404) return 9016;
  return reply.status >= 200 && reply.status < 300 ? 0 : other;
}
