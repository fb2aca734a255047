import type { OperationId, Protocol } from "#core";
import { luaJson } from "./lua.ts";

/**
 * What one commit does to one device; travels as JSON to `commit.fragment.ts`, which applies it. Numbers that Redis
 * keeps are texts, so that Lua never rounds them. Absent fields change nothing; `null` never occurs.
 */
export interface Change {
  /** Whose snapshot, memory and digest the change is about. */
  readonly protocol?: Protocol;
  /** Fields of the device's hash. Indexed ones take their index entries along; `activeProtocol` follows from the routes. */
  readonly set?: Readonly<Record<string, string>>;
  readonly del?: readonly string[];
  /** The device was heard at (ms). */
  readonly seen?: string;
  readonly boot?: string;
  readonly presence?: "online" | "offline" | "unknown";
  /** When an online device is due next (ms); without it the device's own grace counts from now. */
  readonly due?: string;
  /** Forget snapshot and memory (not the secrets) before anything below is written. */
  readonly reset?: true;
  /** Shape of a whole tree; its packed form travels beside the change. */
  readonly base?: string;
  /** The whole change is refused when the snapshot is not of this version any more. */
  readonly sv?: string;
  /** Path, packed value, at; written where nothing newer is known. */
  readonly values?: readonly OverlayRow[];
  /** Object (ending in a dot) or parameter that is gone, and since when (ms). */
  readonly removed?: readonly (readonly [path: string, at: string])[];
  /** Notes to keep, each already JSON text; secrets under `s:<name>`, sealed. */
  readonly memory?: Readonly<Record<string, string>>;
  readonly forget?: readonly string[];
  readonly events?: readonly StoredEvent[];
  /** What the change makes of the device's indexed parameters. */
  readonly px?: Px;
  /** What it adds to the history of chosen parameters. */
  readonly history?: HistoryRows;
}

/** Values that chosen parameters took. `most`: points of one parameter, `cap`: bytes of the partition's history. */
export interface HistoryRows {
  readonly most: number;
  readonly cap: number;
  /** TR-181 path, time (ms, base 36), value. */
  readonly rows: readonly (readonly [path: string, at: string, value: string])[];
}

/**
 * The indexed parameters of the view that a change leaves, and what that view was computed from: the configuration `of`
 * and the snapshot's version `sv`. Without it, or when the device has moved on, the device is marked to be indexed anew.
 */
export interface PxRow {
  readonly of: string;
  readonly sv: string;
  readonly set: Readonly<Record<string, string>>;
  readonly del: readonly string[];
}

/** Or that the values stay as they were. */
export type Px = PxRow | { readonly keep: true };

export type OverlayRow = readonly [path: string, packed: string, at: string];

/** One entry of the partition's event stream. `key`: what makes a repetition the same; empty = never the same. */
export interface StoredEvent {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  /** ms since the epoch */
  readonly at: string;
  /** JSON */
  readonly data: string;
}

/** A change with its conditions and with what else is done in the same step (`commit.script.ts`). */
export interface Commit extends Change {
  /** Make the device first. `expect`: the dead device id its row may hold. */
  readonly create?: { readonly row: string; readonly identity: string; readonly expect: string };
  /** Refused as `conflict` when the device has moved on; counts one further. */
  readonly rev?: string;
  /** Refused as `quarantined` unless the device is accepted. */
  readonly accepted?: true;
  /** Refused as `replayed` when this use of a nonce is not the first. */
  readonly nonce?: { readonly id: string; readonly count: string };
  /** Refused as `fenced` when another session took the device over. */
  readonly fence?: string;
  /** Give the device's session to `holder` until (ms), unless a live one of the other protocol has it. */
  readonly lease?: { readonly holder: string; readonly protocol: Protocol; readonly until: string };
  /** Queue these onboardings, each unless one waits for its protocol already. */
  readonly onboard?: readonly Onboarding[];
  /** Keep the device among the quarantined ones, at most `cap` of a partition. */
  readonly quarantine?: { readonly cap: number; readonly before: string };
}

export interface Onboarding {
  readonly id: OperationId;
  readonly protocol: Protocol;
  readonly expiresAt: string;
}

/** A change and the two binary parts that travel beside it. */
export interface Packed<T extends Change = Change> {
  readonly change: T;
  /** The packed values of `change.base`. */
  readonly blob?: Buffer;
  /** The dictionary of `change.base`. */
  readonly shape?: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** Arguments of a script that applies a change: the JSON, the packed values, the dictionary. */
export function changeArgs(packed: Packed): readonly [string, Buffer, Buffer] {
  return [luaJson(packed.change), packed.blob ?? NOTHING, packed.shape ?? NOTHING];
}
