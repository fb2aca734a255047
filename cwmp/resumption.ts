import type { DeviceId } from "#core";
import type { Shows } from "./admission.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import type { Decoded } from "./soap/message.ts";

/**
 * The session of a CPE that gives no cookie back and goes on in another connection. The address alone is never enough: many
 * CPEs stand behind one. It counts only with what no neighbour has: the device's own credentials or certificate, the nonce
 * that opened the session, or the ID of the RPC that is outstanding.
 */
export class Resumption {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** Somebody at this address may come back. */
  awaits(address: string): boolean {
    return this.#sessions.lostAt(address) !== undefined;
  }

  /** Somebody at this address would be known by credentials: whoever shows none is asked for them. */
  asks(address: string): boolean {
    for (const { proof } of this.#sessions.lostAt(address) ?? []) if (proof.kind === "password") return true;
    return false;
  }

  /** @param message undefined: an empty POST */
  find(address: string, shows: Shows, message: Decoded | undefined): Session | undefined {
    if (shows.device !== undefined) return this.#ofDevice(shows.device, address);
    for (const session of this.#sessions.lostAt(address) ?? [])
      if (waits(session) && (isKnownBy(session, shows) || answers(session, message))) return session;
    return undefined;
  }

  /** Its old connection may only seem to be alive. */
  #ofDevice(device: DeviceId, address: string): Session | undefined {
    const session = this.#sessions.ofDevice(device);
    return session !== undefined && session.address === address && waits(session) ? session : undefined;
  }
}

function waits({ busy, state }: Session): boolean {
  return !busy && state.at !== "ended";
}

function isKnownBy({ proof, nonce }: Session, { nonce: shown, certificate }: Shows): boolean {
  if (nonce !== undefined && nonce.id === shown?.use.id) return true;
  if (proof.kind !== "certificate" || proof.of !== "device") return false;
  return proof.fingerprint !== undefined && proof.fingerprint === certificate?.fingerprint;
}

/** IDs of RPCs are random. */
function answers({ state }: Session, message: Decoded | undefined): boolean {
  if (message === undefined || state.at !== "acsWaits") return false;
  const { kind } = message.body;
  return (kind === "response" || kind === "fault") && message.id === state.rpc.id;
}
