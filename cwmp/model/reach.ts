import { derive } from "./forward.ts";
import type { Draft } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";
import { comparePaths, depthOf, parentOf, ROOT, templateOf } from "./template.ts";
import type { Row } from "./placed.ts";

/** Rows that come and go only when a device is set up anew: no reading looks for further ones. */
const SKELETON = new Set(["LANDevice.{}.", "WANDevice.{}.", "WANDevice.{}.WANConnectionDevice.{}."]);

interface Reach extends Snapshot {
  /** Every object and table the device has shown values below. */
  readonly known: ReadonlySet<string>;
}

/** Native leaves and partial paths to read for TR-181 paths, without anything another one covers. */
export function nativePaths(paths: readonly string[], device: Snapshot): readonly string[] {
  const known = [...device.layout.objects.values()].flatMap(({ prefixes }) => prefixes);
  const snapshot: Reach = { ...device, known: new Set(known) };
  const wanted = new Set<string>();
  for (const path of paths) {
    if (path === "Device." || path === "") return [ROOT];
    if (path.endsWith(".")) forObject(path, snapshot, wanted);
    else forLeaf(path, snapshot, wanted);
  }
  // In this order an object stands right before all that is below it.
  let object = "\0";
  const needed = [...wanted].toSorted().filter((path) => {
    if (path.startsWith(object)) return false;
    if (path.endsWith(".")) object = path;
    return true;
  });
  return needed.toSorted(comparePaths);
}

function forLeaf(path: string, snapshot: Reach, wanted: Set<string>): void {
  const draft = snapshot.drafts.get(path);
  if (draft !== undefined && draft.rule.via !== "count") {
    forDraft(draft, snapshot, wanted);
    return;
  }
  const object = templateOf(parentOf(path));
  for (const row of snapshot.set.rows) {
    if (row.count === undefined || !path.endsWith(`.${row.count}`)) continue;
    const table = templateOf(`Device.${row.table}`);
    if (table.slice(0, table.lastIndexOf(".", table.length - 2) + 1) === object)
      discover(row, parentOf(path), snapshot, wanted);
  }
}

function forObject(path: string, snapshot: Reach, wanted: Set<string>): void {
  for (const draft of snapshot.drafts.values())
    if (draft.target.startsWith(path)) forDraft(draft, snapshot, wanted);
  for (const row of snapshot.set.rows) discover(row, path, snapshot, wanted);
}

function forDraft(draft: Draft, snapshot: Snapshot, wanted: Set<string>): void {
  for (const source of draft.sources) {
    wanted.add(source.path);
    for (const leaf of draft.rule.transform.depends ?? []) {
      const beside = parentOf(source.path) + leaf;
      if (snapshot.values.has(beside)) wanted.add(beside);
    }
  }
  for (const source of derive(draft, snapshot)?.sources ?? []) wanted.add(source);
}

/** Adds the native tables in which rows of the TR-181 tables below `path` may have appeared. */
function discover(row: Row, path: string, snapshot: Reach, wanted: Set<string>): void {
  const tables = tablesOf(row, snapshot).filter(({ table }) => table.startsWith(path));
  if (tables.length === 0 || row.kind === "fixed" || row.kind === "default") return;
  const owners = new Set(tables.map(({ source }) => source));
  for (const { template } of row.origins) {
    if (SKELETON.has(template) || !template.endsWith("{}.")) continue;
    const table = template.slice(0, -"{}.".length);
    for (const owner of ownersOf(table, snapshot)) {
      const native = owner + table.slice(templateOf(owner).length);
      const within = owners.has(owner) || owners.has(undefined);
      if (within && isThere(native, snapshot)) wanted.add(ROOT + native);
    }
  }
}

/** The concrete tables of a row definition, with the native row each belongs to. */
function tablesOf(row: Row, snapshot: Snapshot): { table: string; source?: string }[] {
  if (row.parent === undefined) return [{ table: `Device.${row.table}` }];
  const rest = row.table.slice(row.table.lastIndexOf("}.") + 2);
  const nested = row.origins.some(({ parentDepth }) => parentDepth > 0);
  return snapshot.layout
    .of(row.parent)
    .map(({ target, source }) => (nested ? { table: target + rest, source } : { table: target + rest }));
}

/** The native rows a table can stand below: `LANDevice.1.` for `LANDevice.{}.Hosts.Host.`. */
function ownersOf(table: string, snapshot: Snapshot): readonly string[] {
  const last = table.lastIndexOf("{}.");
  if (last < 0) return [""];
  const template = table.slice(0, last + 3);
  const depth = depthOf(template);
  const owners = new Set<string>();
  for (const { prefixes, templates } of snapshot.layout.objects.values()) {
    if (templates[depth - 1] === template) owners.add(prefixes[depth - 1] ?? "");
  }
  return [...owners];
}

/** Whether the device has the table: it has rows, or counts them. Asking for what it has not is a fault of the whole call. */
function isThere(table: string, snapshot: Reach): boolean {
  if (snapshot.known.has(table)) return true;
  const counted = table.endsWith(".AssociatedDevice.")
    ? `${table.slice(0, -"AssociatedDevice.".length)}TotalAssociations`
    : `${table.slice(0, -1)}NumberOfEntries`;
  return snapshot.values.has(ROOT + counted);
}

/** The TR-181 leaves a native leaf feeds; the leaf must be among the values. */
export function targetsOf(path: string, snapshot: Snapshot): readonly string[] {
  const targets: string[] = [];
  for (const draft of snapshot.drafts.values()) {
    if (draft.rule.action) continue;
    const fed =
      draft.sources.some((source) => source.path === path) ||
      derive(draft, snapshot)?.sources.includes(path) === true;
    if (fed) targets.push(draft.target);
  }
  return targets.toSorted();
}
