import type { Clock, Credential, DeviceId, Gateway } from "#core";

/** A password that a STUN user name may prove. `device` absent: many devices share it. */
export interface StunCredential {
  readonly password: string;
  readonly device?: DeviceId;
}

export type StunGateway = Pick<Gateway, "credentials" | "find" | "knowledge">;

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
    if (credential !== undefined || age > KEPT_MS || age < AGAIN_MS)
      return { named: known.length > 0, ...(credential === undefined ? {} : { credential }) };
    const fresh = await this.#read(username);
    const late = fresh.find(({ password }) => fits(password));
    return { named: fresh.length > 0, ...(late === undefined ? {} : { credential: late }) };
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
    const { secrets, memory } = await this.#gateway.knowledge(device, "cwmp");
    return ["", "Previous"].flatMap((which) => {
      const password = secrets[`stunPassword${which}`];
      return password === undefined || memory[`stunUsername${which}`] !== username
        ? []
        : [{ password, device }];
    });
  }

  async #ofLogin(username: string): Promise<readonly StunCredential[]> {
    const all: readonly Credential[] = await this.#gateway.credentials(username);
    return all.map(({ password, device }) => ({ password, ...(device === undefined ? {} : { device }) }));
  }
}
