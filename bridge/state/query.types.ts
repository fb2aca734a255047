import type { DeviceRecord } from "#core";

/** A question to the registry. */
export interface DeviceQuery {
  readonly filter?: string;
  /** Prefix of serial number, MAC, address, PPP user, endpoint id or label. */
  readonly q?: string;
  /** A field that can be ordered by, `desc` after a blank for downwards: `lastSeenAt desc`. */
  readonly orderBy?: string;
  /** 0..1000; 0 = only the total */
  readonly limit: number;
  readonly cursor?: string;
  readonly count?: boolean;
}

export interface DevicePage {
  readonly items: readonly DeviceRecord[];
  readonly next?: string;
  readonly total?: number;
}

export interface AggregateQuery {
  readonly groupBy: readonly string[];
  readonly filter?: string;
  readonly q?: string;
}

export interface Aggregate {
  readonly groups: readonly { readonly key: Readonly<Record<string, string>>; readonly count: number }[];
  readonly total: number;
}
