import type { IncomingMessage } from "node:http";
import {
  badInput,
  type DeviceId,
  type Gateway,
  type Log,
  type LogFields,
  type Metrics,
  type NonceUse,
  type Proof,
  shownBy,
  type Shown,
} from "#core";
import { CLOSE, INVALID_SESSION, type Answer } from "./answer.ts";
import { faultAnswer, incompatible, mustUnderstand, type Answering } from "./answering.ts";
import type { Authenticator, ShownNonce } from "./auth.ts";
import { namesAnother, namesDevice, type ClientCertificate } from "./certificate.ts";
import type { CwmpConfig } from "./config.ts";
import type { Connection } from "./connection.ts";
import { identityOf, wrongDeviceId } from "./inform.ts";
import { markOf } from "./nonce.mark.ts";
import type { Sender } from "./proxy.ts";
import type { Session } from "./session.ts";
import type { Decoded } from "./soap/message.ts";

interface Parts {
  readonly gateway: Gateway;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
  readonly authenticator: Authenticator;
  readonly answering: Answering;
}

/** What the sender of a first message proved. `device`: whose own credentials they are. */
export interface Proven {
  readonly proof: Proof;
  readonly nonce?: NonceUse;
  readonly device?: DeviceId;
}

/** What a first message showed before it was decoded: what is judged by the Inform only. */
export interface Shows {
  readonly proof: Proof;
  readonly device?: DeviceId;
  readonly nonce?: ShownNonce;
  readonly certificate?: ClientCertificate;
}

export type Inform = Decoded & {
  readonly body: Extract<Decoded["body"], { readonly kind: "request"; readonly rpc: "Inform" }>;
};

export function isInform(message: Decoded): message is Inform {
  return message.body.kind === "request" && message.body.rpc === "Inform";
}

const NO_PROOF = { kind: "none" } as const;
const SHOWS_NOTHING: Shows = { proof: NO_PROOF };

/** Who may open a session, and who may go on with one. */
export class Admission {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Before the message is decoded: what its sender shows, or the challenge or refusal of it. */
  prove(request: IncomingMessage, sender: Sender, body: Buffer): Answer | Shows | Promise<Answer | Shows> {
    const { answering, config } = this.#parts;
    const { certificate, secure } = sender;
    this.#mind(sender);
    const shown = shownBy(request.headers.authorization);
    if (shown.scheme !== "none") return this.#verified(shown, request, sender, body);
    if (certificate !== undefined) return { proof: NO_PROOF, certificate };
    return config.enrolment === "closed"
      ? answering.challenge({ stale: false, secure, body })
      : SHOWS_NOTHING;
  }

  async #verified(
    shown: Exclude<Shown, { scheme: "none" }>,
    request: IncomingMessage,
    sender: Sender,
    body: Buffer,
  ): Promise<Answer | Shows> {
    const { answering } = this.#parts;
    const { certificate, secure } = sender;
    const verdict = await this.#verify(shown, request, sender);
    if (!verdict.verified) {
      const about = { why: verdict.why, scheme: shown.scheme };
      return {
        ...answering.challenge({ stale: verdict.stale, secure, body }),
        refused: { reason: "credentials", about },
      };
    }
    const { device, username, generation } = verdict.credential;
    return {
      proof: { kind: "password", username, generation },
      ...(verdict.nonce === undefined ? {} : { nonce: verdict.nonce }),
      ...(device === undefined ? {} : { device }),
      ...(certificate === undefined ? {} : { certificate }),
    };
  }

  /** Whom an Inform opens a session as, or why it opens none. */
  admits(
    shows: Shows,
    message: Inform,
    sender: Sender,
    body: Buffer,
  ): Answer | Proven | Promise<Answer | Proven> {
    const refused = mustUnderstand(message) ?? incompatible(message) ?? unknownSender(message);
    if (refused !== undefined) return refused;
    // Nothing was shown that has to be looked up. Where that is not enough, it was challenged before it was decoded.
    if (shows.certificate === undefined && shows.proof.kind === "none") return { proof: shows.proof };
    return this.#judged(shows, message, sender, body);
  }

  async #judged(shows: Shows, message: Inform, { secure }: Sender, body: Buffer): Promise<Answer | Proven> {
    const proven = await this.#certified(shows, message);
    if (proven === "another") return this.#refused({}, message);
    const mismatch = await this.#mismatch(proven, message);
    if (mismatch !== undefined) return mismatch;
    const { answering, config } = this.#parts;
    const nothing = proven.proof.kind === "none" || isShared(proven.proof);
    return config.enrolment === "closed" && nothing && shows.proof.kind === "none"
      ? answering.challenge({ stale: false, secure, body })
      : proven;
  }

  /**
   * A certificate that names the device, or that it is known by, proves it and outdoes a password that many devices share.
   * One that names another device proves nothing but that. Any other is only the sign of a group: it says nothing against a
   * device's own password.
   */
  async #certified(shows: Shows, message: Inform): Promise<Proven | "another"> {
    const { certificate, nonce: _nonce, ...rest } = shows;
    const shown: Proven = { ...rest, ...nonceOf(shows, message) };
    if (certificate === undefined || shows.device !== undefined) return shown;
    const { config, gateway } = this.#parts;
    const { fingerprint } = certificate;
    const kind = { kind: "certificate", ...(fingerprint === undefined ? {} : { fingerprint }) } as const;
    if (namesDevice(certificate, message.body.args.DeviceId, config.certificateForms))
      return { proof: { ...kind, of: "device" } };
    const known =
      fingerprint === undefined
        ? undefined
        : await gateway.find({ scheme: "certificate", value: fingerprint });
    if (known !== undefined) return { proof: { ...kind, of: "device" }, device: known };
    if (namesAnother(certificate, message.body.args.DeviceId, config.certificateForms)) return "another";
    return shown.proof.kind === "none" ? { proof: { ...kind, of: "group" } } : shown;
  }

  /** Whoever proved to be one device must not inform as another. */
  async #mismatch({ proof, device }: Proven, message: Inform): Promise<Answer | undefined> {
    if (device === undefined) return undefined;
    const { gateway } = this.#parts;
    const identity = identityOf(message.body.args.DeviceId);
    // The user name of a device's own credentials is its identity: nothing to look up.
    if (proof.kind === "password" && proof.username === identity.value) return undefined;
    const informed = await gateway.find(identity);
    return informed === device ? undefined : this.#refused({ proven: device }, message);
  }

  /** Who informs is not who it proved to be. */
  #refused(proven: LogFields, message: Inform): Answer {
    this.#parts.metrics.count("cwmp_identity_mismatch_total");
    const identity = identityOf(message.body.args.DeviceId).value;
    const about = { event: "identity_mismatch", ...proven, identity };
    return { status: 403, ...CLOSE, refused: { reason: "identity", about } };
  }

  /** The message comes from where its session was opened, or on its connection. */
  isOwn(request: IncomingMessage, sender: Sender, connection: Connection, session: Session): boolean {
    if (sender.address !== session.address && (connection.session !== session || connection.proxied))
      return false;
    const { authorization } = request.headers;
    // Behind TLS nobody can have read it.
    if (authorization !== undefined && !sender.secure) this.#parts.authenticator.passed(authorization);
    return true;
  }

  /** A cookie that turns up elsewhere is believed only with the credentials of its session. */
  async foreign(request: IncomingMessage, sender: Sender, session: Session): Promise<Answer | undefined> {
    const { metrics } = this.#parts;
    if (await this.#isSame(shownBy(request.headers.authorization), request, sender, session))
      return undefined;
    metrics.count("cwmp_session_hijack_suspected_total");
    const about = { event: "session_hijack_suspected", device: session.device };
    return { ...INVALID_SESSION, refused: { reason: "session", about } };
  }

  async #isSame(
    shown: Shown,
    request: IncomingMessage,
    sender: Sender,
    { proof }: Session,
  ): Promise<boolean> {
    const fingerprint = sender.certificate?.fingerprint;
    if (proof.kind === "certificate") return fingerprint !== undefined && fingerprint === proof.fingerprint;
    if (proof.kind !== "password" || shown.scheme === "none") return false;
    const verdict = await this.#verify(shown, request, sender);
    return verdict.verified && verdict.credential.username === proof.username;
  }

  #verify(shown: Exclude<Shown, { scheme: "none" }>, request: IncomingMessage, { secure }: Sender) {
    return this.#parts.authenticator.verify({ shown, method: "POST", url: request.url ?? "/", secure });
  }

  /** A proxy's header that is not a trusted proxy's, or cannot be read, counts for nothing and is told. */
  #mind({ address, pretends, garbled }: Sender): void {
    if (pretends === true) badInput(this.#parts, "cwmp", "proxyHeader", { peer: address });
    if (garbled === true) badInput(this.#parts, "cwmp", "proxyCertificate", { peer: address });
  }
}

/** A nonce that was given to the very device is counted with it, whatever password it was used with. */
function nonceOf({ nonce, proof }: Shows, message: Inform): Pick<Proven, "nonce"> {
  if (nonce === undefined) return {};
  const shared = proof.kind === "password" && proof.generation === "group";
  const bound = shared && markOf(identityOf(message.body.args.DeviceId)).equals(nonce.mark);
  return { nonce: { ...nonce.use, ...(bound ? { bound } : {}) } };
}

function isShared(proof: Proof): boolean {
  return proof.kind === "certificate" && proof.of === "group";
}

/** An Inform that does not tell which device it is of. */
function unknownSender(message: Inform): Answer | undefined {
  const field = wrongDeviceId(message.body.args.DeviceId);
  if (field === undefined) return undefined;
  const fault = { message: `Invalid arguments: DeviceId.${field}` };
  return { ...faultAnswer(message, fault, { reason: "deviceId", about: { field } }), ...CLOSE };
}
