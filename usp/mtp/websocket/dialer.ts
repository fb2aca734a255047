import { checkServerIdentity, type PeerCertificate, TLSSocket } from "node:tls";
import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import {
  asFault,
  background,
  backoff,
  badInput,
  sleep,
  Fault,
  type Clock,
  type Log,
  type Metrics,
} from "#core";
import type { EndpointId } from "../../endpointid.ts";
import { namesEndpoint } from "../../trust/certificate.ts";
import { vouch } from "../../trust/peer.ts";
import type { WebSocketConfig } from "./config.ts";
import { extensionIn } from "./extension.ts";
import { frameLimits } from "./frames.ts";
import { SUBPROTOCOL, withEid } from "./handshake.ts";
import type { Opener } from "./identity.ts";

export interface DialerParts {
  readonly endpoint: EndpointId;
  readonly url: string;
  readonly config: WebSocketConfig;
  /** The controller's endpoint id. */
  readonly own: string;
  readonly recordBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The agent is connected already, to this replica or another one. [TR-369 R-WS.4] */
  isHeld(): Promise<boolean>;
  /** The result resolves when the connection has ended: true, when anything was heard on it. */
  accept(socket: WebSocket, opener: Opener, peer: string | undefined): Promise<boolean>;
}

/** How long a connection of another one is left alone before it is looked for again. */
const HELD_MS = 10_000;

/** An agent is no host: it is known by its endpoint id. As an object, for the types of the library are not those of Node here. */
const AGENT_CHECK: object = {
  checkServerIdentity: (host: string, certificate: PeerCertificate) =>
    certificate.subjectaltname?.includes("urn:bbf:usp:id:") === true
      ? undefined
      : checkServerIdentity(host, certificate),
};

/** Keeps a connection to one agent that waits for its controller to come. */
export class Dialer {
  readonly #parts: DialerParts;
  readonly #stopping = new AbortController();

  constructor(parts: DialerParts) {
    this.#parts = parts;
  }

  start(): void {
    background(this.#parts.log, "websocket dial", this.#run());
  }

  stop(): void {
    this.#stopping.abort(new Fault("gateway.stopping"));
  }

  async #run(): Promise<void> {
    const { clock, log, endpoint } = this.#parts;
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted;) {
      let wait = HELD_MS;
      if (!(await this.#isHeld())) {
        const heard = await this.#once().catch((error: unknown) => {
          if (attempt === 1 || attempt % 20 === 0)
            log.warn({ endpoint, error: asFault(error).message, attempt }, "agent not reached");
          return false;
        });
        attempt = heard ? 1 : attempt + 1;
        wait = backoff(attempt, Math.random());
      }
      await sleep(clock, wait, signal).catch(() => undefined);
    }
  }

  /** Nobody answers: then it is nobody's. */
  #isHeld(): Promise<boolean> {
    return this.#parts.isHeld().catch(() => false);
  }

  /** One connection from its first byte to its end; rejects when there is none. */
  async #once(): Promise<boolean> {
    const { url, own, config, recordBytes, endpoint } = this.#parts;
    const { tls, limits } = config;
    const socket = new WebSocket(withEid(url, own), [SUBPROTOCOL], {
      ...frameLimits(limits, recordBytes),
      ...tls,
      handshakeTimeout: limits.handshakeMs,
      followRedirects: false,
      rejectUnauthorized: true,
      ...AGENT_CHECK,
    });
    let opener: Opener | undefined;
    socket.on("upgrade", (response) => {
      opener = this.#opener(response);
      // Agents add it unasked, and the library bears no extension it did not ask for. [TR-369 R-WS.11b]
      delete response.headers["sec-websocket-extensions"];
      if (opener === undefined) socket.terminate();
    });
    const stop = () => socket.terminate();
    this.#stopping.signal.addEventListener("abort", stop, { once: true });
    try {
      // Without the subprotocol in the answer it fails here. [TR-369 R-WS.10] [TR-369 R-WS.12]
      const ended = await new Promise<Promise<boolean>[]>((resolve, reject) => {
        // At once: the agent's first record may have come with its answer.
        const accepted = () =>
          resolve([this.#parts.accept(socket, opener ?? { endpoint }, new URL(url).hostname)]);
        socket.once("open", accepted);
        socket.once("error", reject);
        socket.once("close", () =>
          reject(new Fault("device.unreachable", { detail: `${endpoint} was refused` })),
        );
      });
      return (await Promise.all(ended)).every(Boolean);
    } finally {
      this.#stopping.signal.removeEventListener("abort", stop);
    }
  }

  /** By its certificate when it has one; undefined: it is another one, or shows less than is demanded. */
  #opener({ socket, headers }: IncomingMessage): Opener | undefined {
    const { endpoint, config } = this.#parts;
    const refuse = (reason: "certificate" | "eid"): undefined => {
      badInput(this.#parts, "usp", reason, { peer: endpoint });
      return undefined;
    };
    const { eids } = extensionIn(headers["sec-websocket-extensions"]);
    if (eids.some((eid) => eid !== endpoint)) return refuse("eid");
    const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
    // [TR-369 R-SEC.0a] [TR-369 R-WS.22]
    const vouched = certificate === undefined ? undefined : vouch({ claimed: endpoint, certificate });
    if (vouched?.kind === "proven") return vouched;
    const isNamed = certificate !== undefined && namesEndpoint(certificate);
    return isNamed || config.identity !== "none" ? refuse("certificate") : { endpoint };
  }
}
