import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { WebSocket, type ClientOptions } from "ws";
import { silent, unmetered, type Clock, type Credential, type DeviceId, type Log, type Metrics } from "#core";
import { USP_DEFAULTS } from "#usp";
import { systemClock } from "../../src/platform/clock.ts";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import {
  WEBSOCKET_DEFAULTS,
  type WebSocketConfig,
  type WebSocketLimits,
} from "../../usp/mtp/websocket/config.ts";
import { WebSocketMtp } from "../../usp/mtp/websocket/websocket.ts";
import type { Inbound, Received } from "../../usp/mtp/mtp.ts";

export const pemOf = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
export const TLS = { cert: pemOf("usp-controller"), key: pemOf("usp-controller.key"), ca: pemOf("usp-ca") };
export const ROUTE = { mtp: "websocket", replica: "r1" } as const;

export function endpoint(text: string): EndpointId {
  const id = asEndpointId(text);
  if (id === undefined) throw new RangeError(text);
  return id;
}

export interface Given {
  readonly config?: Partial<WebSocketConfig>;
  readonly limits?: Partial<WebSocketLimits>;
  readonly recordBytes?: number;
  readonly clock?: Clock;
  readonly credentials?: readonly Credential[];
  readonly owner?: DeviceId;
  readonly receive?: (message: Inbound) => Promise<Received>;
  readonly isElsewhere?: () => Promise<boolean>;
}

/** The transport alone on a real port, with what it handed on, whom it lost and what it counted. */
export async function transport(given: Given = {}) {
  const received: Inbound[] = [];
  const gone: string[] = [];
  const refused: string[] = [];
  const impersonations: unknown[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  const metrics: Metrics = {
    ...unmetered,
    count: (_name, labels) => void refused.push(labels?.["reason"] ?? ""),
  };
  const log: Log = { ...silent, warn: (fields) => void lines.push(fields), child: () => log };
  const websocket: WebSocketConfig = {
    ...WEBSOCKET_DEFAULTS,
    bind: "127.0.0.1",
    port: 0,
    ...given.config,
    limits: { ...WEBSOCKET_DEFAULTS.limits, closeMs: 500, ...given.limits },
  };
  const limits = { ...USP_DEFAULTS.limits, recordBytes: given.recordBytes ?? 1024 * 1024 };
  const mtp = new WebSocketMtp({
    config: { ...USP_DEFAULTS, brokerUrl: "", replica: "r1", limits },
    websocket,
    gateway: {
      credentials: async (name) => (given.credentials ?? []).filter(({ username }) => username === name),
      find: async () => given.owner,
    },
    clock: given.clock ?? systemClock,
    log,
    metrics,
    impersonated: (what) => void impersonations.push(what),
    isElsewhere: given.isElsewhere ?? (() => Promise.resolve(false)),
  });
  await mtp.start({
    receive: async (message) => {
      received.push(message);
      return (await given.receive?.(message)) ?? "admitted";
    },
    state() {},
    gone: (endpointId) => void gone.push(endpointId),
  });
  return { mtp, received, gone, refused, impersonations, lines, url: mtp.url() };
}

/** What an agent sees of one connection. */
export interface Peer {
  readonly socket: WebSocket;
  readonly records: string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Code of the Close frame, 1006 without one. */
  readonly closed: Promise<number>;
}

/** Connects as an agent; rejects with the HTTP status when it is refused. */
export function dial(url: string, options: ClientOptions = {}, subprotocols = ["v1.usp"]): Promise<Peer> {
  const socket = new WebSocket(url, subprotocols, { perMessageDeflate: false, ...options });
  const records: string[] = [];
  let headers: Peer["headers"] = {};
  socket.on("message", (data) => records.push((data as Buffer).toString("latin1")));
  socket.on("upgrade", (response) => {
    headers = { ...response.headers };
    delete response.headers["sec-websocket-extensions"];
  });
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    socket.once("unexpected-response", (_request, response) => {
      socket.on("error", () => undefined);
      socket.terminate();
      reject(new Refused(response.statusCode ?? 0));
    });
    socket.once("error", reject);
    socket.once("open", () => {
      socket.on("error", () => undefined);
      resolve({ socket, records, headers, closed });
    });
  });
}

export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

/** The status a connection is refused with; 101 when it is not. */
export async function statusOf(
  url: string,
  options: ClientOptions = {},
  subprotocols?: string[],
): Promise<number> {
  try {
    const { socket } = await dial(url, options, subprotocols);
    socket.terminate();
    return 101;
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

/** A TCP connection that says what it is given, and what came back when it is over. */
export function raw(
  url: string,
  text: string,
): { readonly socket: Socket; readonly answer: Promise<string> } {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let said = "";
  socket.on("data", (bytes) => (said += bytes.toString("latin1")));
  socket.on("error", () => undefined);
  socket.write(text);
  const answer = new Promise<string>((resolve) => socket.on("close", () => resolve(said)));
  return { socket, answer };
}
