import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import {
  byPath,
  isSecretPath,
  SLICE,
  whole,
  WITHHELD,
  type DeviceId,
  type NativeValue,
  type Sliced,
} from "#core";
import type { OverlayRow } from "./change.ts";
import { deflating } from "./deflate.ts";
import { opened, SEALED, type Vault } from "./secret.ts";

/**
 * How values are kept. A whole tree is a dictionary of paths, types and access (its shape, shared by every device of
 * the partition that has the same) and the deflated list of values. Single values lie over it until the next whole tree.
 */
export interface Shape {
  readonly hash: string;
  readonly paths: readonly string[];
  readonly types: readonly string[];
  /** `w` writable, `r` not, `-` unknown; one character a path */
  readonly access: string;
}

/** A value as overlay and contact rows keep it; `at` in ms. */
type PackedValue = readonly [at: number, type: string, access: Access, value: string];
type Access = "w" | "r" | "-";

/** Characters of a shape's hash, at the head of every packed tree. */
const HASH = 32;

/** Parameters kept of one device; of more, the newest stay. Real trees have some thousands. */
const MOST = 50_000;

export interface PackedTree {
  readonly shape: Shape;
  readonly dictionary: Buffer;
  readonly blob: Buffer;
}

/** Of values zlib's own default: they are most of what the store holds. Dictionaries are few, and made for every device. */
const VALUES_LEVEL = 6;
const DICTIONARY_LEVEL = 1;

/** Packs a whole tree. Of values with one path the last counts; else the order does not matter. */
export function packTree(device: DeviceId, values: readonly NativeValue[], vault: Vault): PackedTree {
  return whole(packing(device, values, vault));
}

/** The same in slices. */
export function* packing(device: DeviceId, values: readonly NativeValue[], vault: Vault): Sliced<PackedTree> {
  const kept = values.length > MOST ? values.toSorted((a, b) => b.at - a.at).slice(0, MOST) : values;
  const sorted = yield* byPath(kept);
  const at = oldest(sorted);
  const [paths, types, ages, texts]: [string[], string[], number[], string[]] = [[], [], [], []];
  let access = "";
  for (let i = 0; i < sorted.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const value = sorted[i] as NativeValue;
    if (sorted[i + 1]?.path === value.path) continue;
    paths.push(value.path);
    types.push(value.type);
    access += accessOf(value);
    ages.push(value.at - at);
    texts.push(protect(device, value.path, value.value, vault));
  }
  const text = JSON.stringify([paths, types, access]);
  yield;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH);
  const body = JSON.stringify([at, ages.every((age) => age === 0) ? 0 : ages, texts]);
  yield;
  return {
    shape: { hash, paths, types, access },
    dictionary: yield* deflating(text, DICTIONARY_LEVEL),
    blob: Buffer.concat([Buffer.from(hash, "latin1"), yield* deflating(body, VALUES_LEVEL)]),
  };
}

/** The shape a packed tree needs; empty when nothing is packed. */
export function shapeHash(blob: Buffer): string {
  return blob.toString("latin1", 0, HASH);
}

export function unpackShape(hash: string, dictionary: Buffer): Shape {
  const [paths, types, access] = JSON.parse(inflateRawSync(dictionary).toString()) as [
    string[],
    string[],
    string,
  ];
  return { hash, paths, types, access };
}

export function unpackTree(device: DeviceId, blob: Buffer, shape: Shape, vault: Vault): NativeValue[] {
  return whole(unpacking(device, blob, shape, vault));
}

/** The same in slices. */
export function* unpacking(
  device: DeviceId,
  blob: Buffer,
  shape: Shape,
  vault: Vault,
): Sliced<NativeValue[]> {
  const [at, ages, values] = JSON.parse(inflateRawSync(blob.subarray(HASH)).toString()) as [
    number,
    0 | number[],
    string[],
  ];
  const tree: NativeValue[] = [];
  for (let i = 0; i < shape.paths.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const path = shape.paths[i] as string;
    const since = ages === 0 ? at : at + (ages[i] ?? 0);
    const packed: PackedValue = [since, shape.types[i] ?? "", shape.access[i] as Access, values[i] ?? ""];
    tree.push(native(path, packed, device, vault));
  }
  return tree;
}

/** One value as an overlay row: `[at,"type","access","value"]`; scripts read the time at its head. */
export function packValue(device: DeviceId, value: NativeValue, vault: Vault): OverlayRow {
  const packed: PackedValue = [
    value.at,
    value.type,
    accessOf(value),
    protect(device, value.path, value.value, vault),
  ];
  return [value.path, JSON.stringify(packed), String(value.at)];
}

/** The values that came with a contact, as one field: rewritten only when one of them differs. */
export function packContact(device: DeviceId, values: readonly NativeValue[], vault: Vault): string {
  return JSON.stringify(
    values.map((value) => [
      value.path,
      value.type,
      accessOf(value),
      protect(device, value.path, value.value, vault),
    ]),
  );
}

export function unpackContact(device: DeviceId, field: string, at: number, vault: Vault): NativeValue[] {
  if (field === "") return [];
  const rows = JSON.parse(field) as [string, string, Access, string][];
  return rows.map(([path, type, access, value]) => native(path, [at, type, access, value], device, vault));
}

/**
 * The newest value of every path, sorted by path. `overlay`: flat `path, packed, …`, where `!path` is the time since
 * which an object or parameter is gone. What a later source leaves open (type, access) an earlier one fills in.
 */
export function assemble(
  device: DeviceId,
  tree: readonly NativeValue[],
  overlay: readonly string[],
  contact: readonly NativeValue[],
  vault: Vault,
): Map<string, NativeValue> {
  return whole(assembling(device, tree, overlay, contact, vault));
}

/** The same in slices. */
export function* assembling(
  device: DeviceId,
  tree: readonly NativeValue[],
  overlay: readonly string[],
  contact: readonly NativeValue[],
  vault: Vault,
): Sliced<Map<string, NativeValue>> {
  const values = yield* valueMap(tree);
  const rows: NativeValue[] = [];
  for (let i = 0; i + 1 < overlay.length; i += 2) {
    if (i % SLICE === SLICE - 2) yield;
    const path = overlay[i] as string;
    const packed = overlay[i + 1] as string;
    if (!path.startsWith("!")) rows.push(native(path, JSON.parse(packed) as PackedValue, device, vault));
  }
  const added = put(values, rows) + put(values, contact);
  for (const [path, at] of goneOf(overlay)) {
    remove(values, path, at);
    if (path.endsWith(".")) yield;
  }
  return added === 0 ? values : yield* valueMap(yield* byPath(values.values()));
}

/** Values by path, in their order. */
export function* valueMap(values: readonly NativeValue[]): Sliced<Map<string, NativeValue>> {
  const map = new Map<string, NativeValue>();
  for (const value of values) {
    map.set(value.path, value);
    if (map.size % SLICE === 0) yield;
  }
  return map;
}

/** Objects and parameters that are gone, and since when (ms): what is older of them does not count. */
export type Gone = readonly (readonly [path: string, at: number])[];

/** What decides beside the values themselves whether a further one counts. */
export interface Layers {
  readonly gone: Gone;
  /** What came with the last contact: it counts before others of the same time. */
  readonly contact: readonly NativeValue[];
}

/** The `!path` rows of an overlay. */
export function goneOf(overlay: readonly string[]): Gone {
  const gone: (readonly [string, number])[] = [];
  for (let i = 0; i + 1 < overlay.length; i += 2) {
    const path = overlay[i] as string;
    if (path.startsWith("!")) gone.push([path.slice(1), Number(overlay[i + 1])]);
  }
  return gone;
}

function put(values: Map<string, NativeValue>, rows: readonly NativeValue[]): number {
  let added = 0;
  for (const row of rows) {
    const known = values.get(row.path);
    if (known === undefined) added++;
    if (known === undefined || known.at <= row.at)
      values.set(row.path, known === undefined ? row : filled(row, known));
  }
  return added;
}

function filled(row: NativeValue, known: NativeValue): NativeValue {
  const writable = row.writable ?? known.writable;
  return {
    ...row,
    type: row.type === "" ? known.type : row.type,
    ...(writable === undefined ? {} : { writable }),
  };
}

function remove(values: Map<string, NativeValue>, gone: string, at: number): void {
  if (!gone.endsWith(".")) {
    if ((values.get(gone)?.at ?? Infinity) <= at) values.delete(gone);
    return;
  }
  for (const [path, value] of values) if (path.startsWith(gone) && value.at <= at) values.delete(path);
}

function native(
  path: string,
  [at, type, access, kept]: PackedValue,
  device: DeviceId,
  vault: Vault,
): NativeValue {
  const value = kept.startsWith(SEALED)
    ? (opened(vault, kept.slice(SEALED.length), `${device} ${path}`) ?? WITHHELD)
    : kept;
  return access === "-" ? { path, value, type, at } : { path, value, type, at, writable: access === "w" };
}

/** A device's value that happens to begin with the mark is sealed too, so that reading it back is never ambiguous. */
function protect(device: DeviceId, path: string, value: string, vault: Vault): string {
  const secret = (value !== "" && isSecretPath(path)) || value.startsWith(SEALED);
  return secret ? SEALED + vault.seal(value, `${device} ${path}`) : value;
}

function accessOf(value: NativeValue): Access {
  if (value.writable === undefined) return "-";
  return value.writable ? "w" : "r";
}

function oldest(values: readonly NativeValue[]): number {
  let at = Infinity;
  for (const value of values) at = Math.min(at, value.at);
  return at === Infinity ? 0 : at;
}
