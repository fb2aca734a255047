import type { Clock, DeviceId, Identity, Proof } from "#core";

/** Of how many devices is kept when they were asked for credentials. */
const REMEMBERED = 50_000;
const STRANGER_MS = 60_000;
/** The set of its own credentials may have run unseen, or never. */
const PROVISIONED_MS = 3_600_000;

/**
 * Who was asked for credentials that it need not have. CPEs show them only when they are asked to; one that comes back
 * without any in time has none, and is served as it is.
 */
export class Challenged {
  readonly #clock: Clock;
  /** By what it was asked as, and who: when it was last asked, ms. */
  readonly #at = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True: a device nobody knows is to be asked now, it may have a group's credentials. */
  asksStranger(proof: Proof, { value }: Identity): boolean {
    return this.#asks(proof, `stranger ${value}`, STRANGER_MS);
  }

  /** True: a device that was given credentials and never showed them is to be asked now. */
  asksProvisioned(proof: Proof, device: DeviceId): boolean {
    return this.#asks(proof, `provisioned ${device}`, PROVISIONED_MS);
  }

  /** Being asked as a stranger says nothing of credentials that were given later: the keys differ. */
  #asks(proof: Proof, key: string, ms: number): boolean {
    if (proof.kind !== "none") return false;
    const now = this.#clock.now();
    if (now - (this.#at.get(key) ?? 0) < ms) return false;
    const oldest = this.#at.keys().next().value;
    if (this.#at.size >= REMEMBERED && oldest !== undefined) this.#at.delete(oldest);
    this.#at.set(key, now);
    return true;
  }
}
