import type { Clock, Credential, DeviceId, Gateway } from "#core";
import { pairsOf, provedPair, type Notes } from "../onboard/pair.ts";

/** A password that a STUN user name may prove. `device` absent: many devices share it. */
export interface StunCredential {
  readonly password: string;
  readonly device?: DeviceId;
  /** To be noted once it was shown: the one before it is of no use any more. */
  readonly proves?: Notes;
}

export type StunGateway = Pick<Gateway, "credentials" | "find" | "knowledge" | "report">;

interface Kept {
  readonly at: number;
  readonly credentials: readonly StunCredential[];
}

/** User names whose passwords are kept; those not used for longest go first. */
const KEPT = 20_000;
/** So long a password is good after it was replaced. */
const KEPT_MS = 300_000;
/** What did not fit is looked up again, but not at the pace of whoever guesses. */
const AGAIN_MS = 5000;

/**
 * The passwords of STUN user names: the pair that was written into the device, which is called by its identity, in both its
 * generations; else what the same name may prove to the gateway itself, for devices that were given no pair of their own.
 */
export class StunCredentials {
  readonly #gateway: StunGateway;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(gateway: StunGateway, clock: Clock) {
    this.#gateway = gateway;
    this.#clock = clock;
  }

  /** The one that fits, or whether the name has any. Fault `store.unavailable`. */
  async fitting(
    username: string,
    fits: (password: string) => boolean,
  ): Promise<{ readonly named: boolean; readonly credential?: StunCredential }> {
    const kept = this.#kept.get(username);
    const age = kept === undefined ? Infinity : this.#clock.now() - kept.at;
    const known = age < KEPT_MS ? (kept?.credentials ?? []) : await this.#read(username);
    const credential = known.find(({ password }) => fits(password));
    await this.#prove(username, credential);
    if (credential !== undefined || age > KEPT_MS || age < AGAIN_MS)
      return { named: known.length > 0, ...(credential === undefined ? {} : { credential }) };
    const fresh = await this.#read(username);
    const late = fresh.find(({ password }) => fits(password));
    await this.#prove(username, late);
    return { named: fresh.length > 0, ...(late === undefined ? {} : { credential: late }) };
  }

  async #prove(username: string, { device, proves }: Partial<StunCredential> = {}): Promise<void> {
    if (device === undefined || proves === undefined) return;
    const at = this.#clock.now();
    await this.#gateway.report({ device, protocol: "cwmp", at, events: [], ...proves });
    this.#kept.delete(username);
  }

  async #read(username: string): Promise<readonly StunCredential[]> {
    const credentials = [...(await this.#ofDevice(username)), ...(await this.#ofLogin(username))];
    this.#kept.delete(username);
    this.#kept.set(username, { at: this.#clock.now(), credentials });
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return credentials;
  }

  async #ofDevice(username: string): Promise<readonly StunCredential[]> {
    const device = await this.#gateway.find({ scheme: "cwmp", value: username });
    if (device === undefined) return [];
    const known = await this.#gateway.knowledge(device, "cwmp");
    return pairsOf("stun", known)
      .filter((pair) => pair.username === username)
      .map((pair) => {
        const proves = provedPair("stun", known, pair);
        return { password: pair.password, device, ...(proves === undefined ? {} : { proves }) };
      });
  }

  async #ofLogin(username: string): Promise<readonly StunCredential[]> {
    const all: readonly Credential[] = await this.#gateway.credentials(username);
    return all.map(({ password, device }) => ({ password, ...(device === undefined ? {} : { device }) }));
  }
}
