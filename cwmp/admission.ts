import type { IncomingMessage } from "node:http";
import type { Gateway, Metrics, Proof } from "#core";
import { CLOSE, INVALID_SESSION, type Answer } from "./answer.ts";
import { faultAnswer, mustUnderstand, type Answering } from "./answering.ts";
import { shownBy, type Authenticator } from "./auth.ts";
import type { CwmpConfig } from "./config.ts";
import type { Connection } from "./connection.ts";
import { identityOf, wrongDeviceId } from "./inform.ts";
import type { Session } from "./session.ts";
import type { Decoded } from "./soap/message.ts";

interface Parts {
  readonly gateway: Gateway;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
  readonly authenticator: Authenticator;
  readonly answering: Answering;
}

/** What the sender of a first message proved. `device`: whose own credentials they are. */
export interface Proven {
  readonly proof: Proof;
  readonly device?: string;
}

export type Inform = Decoded & {
  readonly body: Extract<Decoded["body"], { readonly kind: "request"; readonly rpc: "Inform" }>;
};

export function isInform(message: Decoded): message is Inform {
  return message.body.kind === "request" && message.body.rpc === "Inform";
}

/** Who may open a session, and who may go on with one. */
export class Admission {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Before the message is decoded: what its sender shows, or the challenge or refusal of it. */
  async prove(request: IncomingMessage, { fingerprint }: Connection): Promise<Answer | Proven> {
    const { authenticator, answering, config } = this.#parts;
    const shown = shownBy(request.headers.authorization);
    if (shown.scheme === "none") {
      if (fingerprint !== undefined) return { proof: { kind: "certificate", fingerprint } };
      return config.enrolment === "closed" ? answering.challenge(false) : { proof: { kind: "none" } };
    }
    const verdict = await authenticator.verify(shown, "POST", request.url ?? "/");
    if (!verdict.verified) {
      const about = { why: verdict.why, scheme: shown.scheme };
      return { ...answering.challenge(verdict.stale), refused: { reason: "credentials", about } };
    }
    const { device, username, generation } = verdict.credential;
    const proof: Proof = { kind: "password", username, generation };
    return device === undefined ? { proof } : { proof, device };
  }

  /** Why an Inform opens no session; undefined when it does. */
  async refusal(proven: Proven, message: Inform): Promise<Answer | undefined> {
    return mustUnderstand(message) ?? unknownSender(message) ?? (await this.#mismatch(proven, message));
  }

  /** Whoever proved to be one device must not inform as another. */
  async #mismatch({ proof, device }: Proven, message: Inform): Promise<Answer | undefined> {
    if (proof.kind === "none") return undefined;
    const { gateway, metrics } = this.#parts;
    const identity = identityOf(message.body.args.DeviceId);
    // The user name of a device's own credentials is its identity: nothing to look up.
    if (proof.kind === "password" && (device === undefined || proof.username === identity.value))
      return undefined;
    const proven =
      proof.kind === "certificate"
        ? await gateway.find({ scheme: "certificate", value: proof.fingerprint })
        : device;
    if (proven === undefined) return undefined;
    const informed = await gateway.find(identity);
    if (informed === proven) return undefined;
    metrics.count("cwmp_identity_mismatch_total");
    const about = { event: "identity_mismatch", proven, identity: identity.value };
    return { status: 403, ...CLOSE, refused: { reason: "identity", about } };
  }

  /** A cookie that turns up elsewhere is believed only with the credentials of its session. */
  async foreign(
    request: IncomingMessage,
    connection: Connection,
    session: Session,
  ): Promise<Answer | undefined> {
    if (connection.session === session || connection.address === session.address) return undefined;
    const shown = shownBy(request.headers.authorization);
    if (session.proof.kind === "password" && shown.scheme !== "none") {
      const verdict = await this.#parts.authenticator.verify(shown, "POST", request.url ?? "/");
      if (verdict.verified && verdict.credential.username === session.proof.username) return undefined;
    }
    this.#parts.metrics.count("cwmp_session_hijack_suspected_total");
    const about = { event: "session_hijack_suspected", device: session.device };
    return { ...INVALID_SESSION, refused: { reason: "session", about } };
  }
}

/** An Inform that does not tell which device it is of. */
function unknownSender(message: Inform): Answer | undefined {
  const field = wrongDeviceId(message.body.args.DeviceId);
  if (field === undefined) return undefined;
  const fault = { message: `Invalid arguments: DeviceId.${field}` };
  return { ...faultAnswer(message, fault, { reason: "deviceId", about: { field } }), ...CLOSE };
}
