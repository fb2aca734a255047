import type { DeviceId } from "#core";
import type { EnrolmentMode, EnrolmentRule } from "./enrolment.ts";
import type { History } from "./history.types.ts";
import type { ParameterIndex } from "./param.types.ts";
import type { Vault } from "./secret.ts";
import type { StoreContext } from "./store.context.ts";

/** How the registry behaves; every field is a configuration key. */
export interface StateConfig {
  /** This replica's name: who holds the sessions it opens. */
  readonly replica: string;
  /** ms a session lives without being renewed; a dead holder's is free after it. */
  readonly leaseMs: number;
  readonly enrolment: EnrolmentMode;
  readonly rules: readonly EnrolmentRule[];
  /** Credentials many devices share until they have their own. */
  readonly groupCredentials: readonly { readonly username: string; readonly password: string }[];
  /** Seconds between contacts of devices that do not tell theirs. */
  readonly defaultInterval: number;
  /** ms an onboarding waits for its device. */
  readonly onboardMs: number;
  readonly quarantineDevices: number;
  readonly quarantineMs: number;
  /** Attributes that can be filtered and grouped by. */
  readonly indexedAttributes: readonly string[];
  /** Paths of TR-181 parameters that can be filtered and grouped by. */
  readonly indexedParameters: readonly string[];
  /** Parameters whose values are kept as they change (`historyPatterns`). */
  readonly historyParameters: readonly string[];
  /** Two names of one box are linked even when the newcomer proved nothing (loopback demonstrations only). */
  readonly linkUnproven: boolean;
  /** Serial numbers that factories gave to more than one box: never a link. */
  readonly sharedSerials: readonly string[];
}

const day = 24 * 3600_000;

export const STATE_CONFIG: StateConfig = {
  replica: "local",
  leaseMs: 25_000,
  enrolment: "approve",
  rules: [],
  groupCredentials: [],
  defaultInterval: 3600,
  onboardMs: 30 * day,
  quarantineDevices: 20_000,
  quarantineMs: 7 * day,
  indexedAttributes: [],
  indexedParameters: [],
  historyParameters: [],
  linkUnproven: false,
  sharedSerials: [
    "0",
    "000000",
    "00000000",
    "000000000000",
    "123456",
    "12345678",
    "123456789",
    "1234567890",
    "UNKNOWN",
    "NONE",
  ],
};

/** What the parts of the registry work with. */
export interface StateContext extends StoreContext {
  readonly vault: Vault;
  readonly config: StateConfig;
  /** Absent where no parameter is indexed. */
  readonly parameters?: ParameterIndex | undefined;
  /** Absent where no parameter has a history. */
  readonly history?: History | undefined;
  /** Called after every commit that may have written events: the forwarder looks at the device's partition. */
  committed(id: DeviceId): void;
}
