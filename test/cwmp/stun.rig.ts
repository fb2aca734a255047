import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { afterEach } from "vitest";
import { silent, type Metrics } from "#core";
import { createStunServer, STUN_DEFAULTS, type StunConfig, type StunServer } from "#cwmp";
import { encodeSigned } from "../../cwmp/stun/integrity.ts";
import { decodeStun, encodeStun, type StunDraft, type StunMessage } from "../../cwmp/stun/message.ts";
import { MovableClock } from "../clock.ts";
import { MemoryGateway } from "./gateway.ts";
import { MemoryPost } from "./post.ts";
import { MemoryRings } from "./rings.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

export interface StunRig {
  readonly server: StunServer;
  readonly gateway: MemoryGateway;
  readonly rings: MemoryRings;
  readonly post: MemoryPost;
  readonly clock: MovableClock;
  /** How often each end of a request was counted. */
  readonly counted: Map<string, number>;
  readonly port: number;
}

/** A STUN server on a free port of loopback; `others`: it is another replica beside that one. */
export async function stunRig(config: Partial<StunConfig> = {}, beside?: StunRig): Promise<StunRig> {
  const gateway = beside?.gateway ?? new MemoryGateway();
  const rings = beside?.rings ?? new MemoryRings();
  const post = beside === undefined ? new MemoryPost("one") : new MemoryPost("two", beside.post);
  const clock = beside?.clock ?? new MovableClock();
  rings.clock = clock;
  const counted = new Map<string, number>();
  const metrics: Metrics = {
    count: (_name, labels) => {
      const key = labels?.["result"] ?? "";
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    gauge: () => undefined,
  };
  const parts = { gateway, rings, post, clock, log: silent, metrics };
  const server = createStunServer({ ...parts, config: { ...STUN_DEFAULTS, port: 0, ...config } });
  await server.start();
  closing.push(() => server.stop());
  return { server, gateway, rings, post, clock, counted, port: server.address().port };
}

export interface Socketed {
  readonly port: number;
  /** What came, in order; texts of datagrams that are no STUN. */
  readonly received: { readonly text: string; readonly from: number }[];
  /** Sends bytes and gives the answer; undefined: none came in time. */
  ask(bytes: Buffer, to: number, withinMs?: number): Promise<StunMessage | undefined>;
  send(bytes: Buffer, to: number): void;
}

/** One UDP socket of a CPE. */
export async function socket(address = "127.0.0.1"): Promise<Socketed> {
  const own: Socket = createSocket("udp4");
  await new Promise<void>((resolve) => own.bind(0, address, resolve));
  closing.push(() => own.close());
  const received: { text: string; from: number }[] = [];
  let waiting: ((message: StunMessage | undefined) => void) | undefined;
  own.on("message", (bytes, { port }) => {
    const message = decodeStun(bytes);
    if (message === undefined) received.push({ text: bytes.toString("latin1"), from: port });
    else waiting?.(message);
  });
  const send = (bytes: Buffer, to: number): void => own.send(bytes, to, "127.0.0.1");
  return {
    port: own.address().port,
    received,
    send,
    ask: (bytes, to, withinMs = 5000) =>
      new Promise((resolve) => {
        const { signal } = { signal: AbortSignal.timeout(withinMs) };
        signal.addEventListener("abort", () => resolve(undefined), { once: true });
        waiting = resolve;
        send(bytes, to);
      }),
  };
}

export const BINDING = "dslforum.org/TR-111 ";

/** A Binding Request as CPEs send it; signed when there is a password. */
export function bindingRequest(
  username: string,
  password?: string,
  attributes: StunDraft["attributes"] = { connectionRequestBinding: BINDING },
): Buffer {
  const transaction = randomBytes(16);
  transaction[0] = 0;
  const draft: StunDraft = {
    kind: "request",
    form: "classic",
    transaction,
    attributes: { ...(username === "" ? {} : { username }), ...attributes },
  };
  return password === undefined ? encodeStun(draft) : encodeSigned(draft, password, false);
}
