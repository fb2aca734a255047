import type { Metrics } from "#core";
import { CLOSE, XML, type Answer, type Refusal } from "./answer.ts";
import type { Authenticator, Challenge } from "./auth.ts";
import type { Reply } from "./conversation.ts";
import { sessionCookie } from "./cookie.ts";
import type { Overload } from "./overload.ts";
import type { Session } from "./session.ts";
import { encodeFault } from "./soap/codec.ts";
import { faultRow } from "./soap/fault.table.ts";
import type { Decoded } from "./soap/message.ts";
import { isIncompatible } from "./version.ts";

interface Parts {
  readonly metrics: Metrics;
  readonly authenticator: Authenticator;
  readonly overload: Overload;
}

/** Answers that need more than themselves: what a session replies, challenges, and a time to come back. */
export class Answering {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The reply of a session on the wire. `body`: the message it answers. */
  reply(reply: Reply, { device, secure }: Session, body?: Buffer): Answer {
    const refused =
      reply.refused === undefined ? {} : { refused: { reason: reply.refused, about: { device } } };
    switch (reply.status) {
      case 200:
        return {
          status: 200,
          body: reply.body ?? "",
          headers: reply.cookie === undefined ? XML : ["Set-Cookie", sessionCookie(reply.cookie), ...XML],
          ...refused,
        };
      case 204:
        return { status: 204 };
      case 302:
      case 307:
        return { status: reply.status, headers: ["Location", reply.location ?? ""], ...CLOSE };
      case 401:
        return { ...this.challenge({ stale: reply.stale === true, secure, body }), ...refused };
      case 503:
        return this.busy();
      case 400:
        return { status: 400, body: "Invalid session", ...CLOSE, ...refused };
      case 403:
        return { status: 403, ...CLOSE, ...refused };
    }
  }

  challenge(challenge: Challenge): Answer {
    const values = this.#parts.authenticator.challenges(challenge);
    return { status: 401, headers: values.flatMap((value) => ["WWW-Authenticate", value]) };
  }

  busy(): Answer {
    this.#parts.metrics.count("cwmp_unavailable_total");
    return { status: 503, headers: ["Retry-After", String(this.#parts.overload.retryAfter())] };
  }
}

/** [SOAP 1.1 4.2.3] a header that must be understood and is not. */
export function mustUnderstand(message: Decoded): Answer | undefined {
  if (message.header.notUnderstood === undefined || message.body.kind !== "request") return undefined;
  const fault = { message: "Header not understood", soap: "MustUnderstand" } as const;
  return faultAnswer(message, fault, { reason: "header" });
}

/** An Inform of a CPE that speaks no version of ours. */
export function incompatible(message: Decoded): Answer | undefined {
  if (!isIncompatible(message.header)) return undefined;
  const fault = { code: 8006, message: faultRow(8006).title };
  return { ...faultAnswer(message, fault, { reason: "version" }), ...CLOSE };
}

/** A message that is answered with a fault, 8003 if nothing else is said, and goes no further. */
export function faultAnswer(
  { namespace, id }: Decoded,
  fault: { readonly code?: number; readonly message: string; readonly soap?: "MustUnderstand" },
  refused: Refusal,
): Answer {
  const options = id === undefined ? { namespace } : { id, namespace };
  const body = encodeFault({ code: 8003, parameters: [], ...fault }, options);
  return { status: 200, headers: XML, body, refused };
}
