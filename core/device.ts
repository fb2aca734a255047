import type { Brand } from "./brand.ts";

/** The gateway's own, opaque name of one physical box: `d_<partition hex><id>`. */
export type DeviceId = Brand<string, "DeviceId">;

/** The protocol stacks a device can be reached through. */
export type Protocol = "cwmp" | "usp";

/** The data model a device speaks on the wire. Northbound every device is TR-181. */
export type DataModel = "TR-098" | "TR-181";

/**
 * A name a device is known by. `cwmp`: `OUI-ProductClass-SerialNumber` (or `OUI-SerialNumber` when the device has no
 * product class), each part percent-encoded outside `[A-Za-z0-9_]`. `usp`: the endpoint id as sent. `certificate`: the
 * SHA-256 fingerprint of the client certificate, lower-case hex.
 */
export interface Identity {
  readonly scheme: "cwmp" | "usp" | "certificate";
  readonly value: string;
}

/** What a device says of itself; every field is absent until it was heard. */
export interface DeviceFacts {
  readonly manufacturer?: string;
  readonly oui?: string;
  readonly productClass?: string;
  readonly modelName?: string;
  readonly serialNumber?: string;
  readonly hardwareVersion?: string;
  readonly softwareVersion?: string;
  readonly provisioningCode?: string;
  readonly dataModel?: DataModel;
  /** Source address of the last contact, without port. */
  readonly address?: string;
}

export type Enrolment = "accepted" | "quarantined" | "preregistered";
export type Presence = "online" | "offline" | "unknown";

/** How a device can be reached now. `mtp`: `http` for CWMP; `mqtt`, `websocket` or `stomp` for USP. */
export interface Route {
  readonly protocol: Protocol;
  readonly mtp: string;
  readonly state: "up" | "down" | "unknown";
}

/** One device as the API shows it (API.md, "Devices"). Times are RFC 3339 UTC. */
export interface DeviceRecord extends DeviceFacts {
  readonly id: DeviceId;
  readonly identities: readonly Identity[];
  readonly protocols: readonly Protocol[];
  readonly activeProtocol?: Protocol;
  readonly routes: readonly Route[];
  readonly presence: Presence;
  readonly presenceSince?: string;
  readonly nextContactDueAt?: string;
  readonly lastSeenAt?: string;
  readonly firstSeenAt?: string;
  readonly lastBootAt?: string;
  readonly wake?: { readonly method: string; readonly lastResult: string; readonly at: string };
  readonly enrolment: Enrolment;
  readonly tags: readonly string[];
  readonly label: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly migration: { readonly state: string };
  /** It is sent to another ACS; `state`: `waiting` for its next contact, `sent`, or `returning` (it came again after that). */
  readonly redirect?: {
    readonly id: string;
    readonly url: string;
    readonly status: number;
    readonly state: string;
    readonly times: number;
    readonly at?: string;
  };
  readonly operations: { readonly queued: number; readonly running: number };
  readonly snapshotAt?: string;
}
