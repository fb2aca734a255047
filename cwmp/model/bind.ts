import { SLICE, type Sliced } from "#core";
import type { RuleSet } from "./compile.ts";
import { type Band, bandOfConfiguration } from "./band.ts";
import { type Numbering, placing } from "./layout.ts";
import type { BandLeaf } from "./overlay.ts";
import type { Binding, BoundTable, Values } from "./mapping.ts";
import type { Layout, Row } from "./placed.ts";

interface Table {
  last: number;
  readonly rows: Map<string, number>;
  readonly before: Readonly<Record<string, number>>;
  /** The radio of each band, once asked for. */
  radios?: Map<Band | undefined, number>;
}

/**
 * Numbers for all rows of a device: known ones keep theirs, new ones get 1 + the greatest ever given in their table, in
 * source order. A row that is gone loses its entry, its number stays taken.
 */
export function* numbering(
  set: RuleSet,
  values: Values,
  previous?: Binding,
): Sliced<{ readonly binding: Binding; readonly layout: Layout }> {
  const tables = new Map<string, Table>();
  for (const [path, { last, rows }] of Object.entries(previous?.tables ?? {})) {
    tables.set(path, { last, rows: new Map(), before: rows });
  }
  let changed = previous === undefined;
  const numberOf: Numbering = (row, path, key, source) => {
    let table = tables.get(path);
    if (table === undefined) tables.set(path, (table = { last: 0, rows: new Map(), before: {} }));
    const known = own(table.before, key);
    const number = known ?? numberFor(row, table, source, values, set.band);
    if (known === undefined) changed = true;
    table.last = Math.max(table.last, number);
    table.rows.set(key, number);
    return number;
  };
  const layout = yield* placing(set, values, numberOf);
  const same = !changed && previous !== undefined && !shrunk(tables);
  return { binding: same ? previous : yield* frozen(tables), layout };
}

function* frozen(tables: ReadonlyMap<string, Table>): Sliced<Binding> {
  const entries: [string, BoundTable][] = [];
  let seen = 0;
  for (const [path, { last, rows }] of tables) {
    // Without a prototype: keys come from devices.
    const kept = Object.create(null) as Record<string, number>;
    for (const [key, number] of rows) {
      kept[key] = number;
      if (++seen % SLICE === 0) yield;
    }
    entries.push([path, { last, rows: kept }]);
    yield;
  }
  return { version: 1, tables: Object.fromEntries(entries) };
}

/** The numbers a binding holds, for placing rows without giving new ones. */
export function bound(binding: Binding): Numbering {
  return (_row, table, key) => {
    const known = own(binding.tables, table);
    return known === undefined ? undefined : own(known.rows, key);
  };
}

/** The binding with one more row, numbered as `bind` would. */
export function withRow(binding: Binding, table: string, key: string): { binding: Binding; number: number } {
  const { last, rows } = own(binding.tables, table) ?? { last: 0, rows: {} };
  const number = own(rows, key) ?? last + 1;
  const grown = { last: Math.max(last, number), rows: { ...rows, [key]: number } };
  return { binding: { version: 1, tables: { ...binding.tables, [table]: grown } }, number };
}

/** The binding without the rows of a native object that is gone. */
export function withoutSource(binding: Binding, source: string): Binding {
  const tables = Object.entries(binding.tables).map(([path, { last, rows }]): [string, BoundTable] => [
    path,
    { last, rows: Object.fromEntries(Object.entries(rows).filter(([key]) => !key.startsWith(source))) },
  ]);
  return { version: 1, tables: Object.fromEntries(tables) };
}

/** The binding without one row. */
export function withoutRow(binding: Binding, table: string, number: number): Binding {
  const { last, rows } = own(binding.tables, table) ?? { last: number, rows: {} };
  const left = Object.fromEntries(Object.entries(rows).filter(([, kept]) => kept !== number));
  return { version: 1, tables: { ...binding.tables, [table]: { last, rows: left } } };
}

function numberFor(row: Row, table: Table, source: string, values: Values, named?: BandLeaf): number {
  if (row.kind === "fixed") return 1;
  if (row.kind === "band") return radioOf(table, source, values, named);
  return table.last + 1;
}

/** The radio a WLANConfiguration of the same band was given, else a new one. */
function radioOf(table: Table, source: string, values: Values, named?: BandLeaf): number {
  const radios = (table.radios ??= radiosBefore(table, values, named));
  const band = bandOfConfiguration(source, values, named);
  const known = radios.get(band);
  if (known !== undefined) return known;
  radios.set(band, table.last + 1);
  return table.last + 1;
}

function radiosBefore(table: Table, values: Values, named?: BandLeaf): Map<Band | undefined, number> {
  const radios = new Map<Band | undefined, number>();
  for (const [member, number] of Object.entries(table.before)) {
    const band = bandOfConfiguration(member, values, named);
    if (band !== undefined && !radios.has(band)) radios.set(band, number);
  }
  return radios;
}

function shrunk(tables: ReadonlyMap<string, Table>): boolean {
  for (const { rows, before } of tables.values()) {
    if (rows.size !== Object.keys(before).length) return true;
  }
  return false;
}

/** Keys come from devices (host names of objects, MAC addresses): only own properties count. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
