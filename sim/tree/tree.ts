import type { Leaf } from "./leaf.ts";
import { addAncestors, pattern, type Plan, type Table } from "./plan.ts";

export type By = "controller" | "device";

/** A change of a device's state. Paths of objects end in a dot. */
export type Change =
  | {
      readonly kind: "value";
      readonly path: string;
      readonly value: string;
      readonly old: string;
      readonly by: By;
    }
  | { readonly kind: "created" | "deleted"; readonly path: string; readonly by: By };

/** Leaves from which on a look at one object does not look at all of them. */
const LARGE = 5000;

function belowObjects(leaves: Iterable<string>): ReadonlyMap<string, string[]> {
  const below = new Map<string, string[]>();
  for (const leaf of leaves)
    for (let dot = leaf.indexOf("."); dot >= 0; dot = leaf.indexOf(".", dot + 1)) {
      const object = leaf.slice(0, dot + 1);
      const known = below.get(object);
      if (known === undefined) below.set(object, [leaf]);
      else known.push(leaf);
    }
  return below;
}

/** The state of one simulated device: the leaves and rows it has now. */
export class Tree {
  readonly plan: Plan;
  readonly #live = new Map<string, () => string>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #highest = new Map<string, number>();
  #leaves = new Map<string, Leaf>();
  #objects = new Set<string>();
  /** Leaves by object, of large trees only; made anew once rows have come or gone. */
  #below: ReadonlyMap<string, string[]> | undefined;

  constructor(plan: Plan) {
    this.plan = plan;
    this.reset();
  }

  /** Back to the factory state, instance numbers included. */
  reset(): void {
    this.#leaves = new Map(this.plan.leaves);
    this.#objects = new Set(this.plan.objects);
    this.#highest.clear();
    this.#below = undefined;
  }

  /** A parameter that is computed whenever it is read. */
  live(path: string, value: () => string): void {
    if (this.#leaves.has(path)) this.#live.set(path, value);
  }

  listen(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  leaf(path: string): Leaf | undefined {
    return this.#leaves.get(path);
  }

  /** The value the device knows, secrets included. */
  value(path: string): string {
    return this.#live.get(path)?.() ?? this.#leaves.get(path)?.value ?? "";
  }

  /** The value as it is told to others: a secret reads as an empty string. */
  shown(path: string): string {
    return this.#leaves.get(path)?.secret === true ? "" : this.value(path);
  }

  hasObject(path: string): boolean {
    return this.#objects.has(path);
  }

  /** Paths of every parameter below a prefix, in the device's order. */
  under(prefix: string): string[] {
    const found: string[] = [];
    if (this.#leaves.size > LARGE && prefix.endsWith(".")) {
      this.#below ??= belowObjects(this.#leaves.keys());
      return [...(this.#below.get(prefix) ?? [])];
    }
    for (const path of this.#leaves.keys()) if (path.startsWith(prefix)) found.push(path);
    return found;
  }

  /** Paths of every object below a prefix, the object itself included. */
  objectsUnder(prefix: string): string[] {
    return [...this.#objects].filter((path) => path.startsWith(prefix));
  }

  /** Names directly below an object; those of objects end in a dot. */
  children(object: string): string[] {
    const names = new Set<string>();
    const at = object.length;
    for (const path of this.#leaves.keys())
      if (path.startsWith(object) && !path.includes(".", at)) names.add(path.slice(at));
    for (const path of this.#objects) {
      if (path.length > at && path.startsWith(object)) names.add(path.slice(at, path.indexOf(".", at) + 1));
    }
    return [...names];
  }

  /** The table whose rows live directly below `path`, which ends in a dot. */
  table(path: string): Table | undefined {
    return this.plan.tables.get(`${pattern(path)}{i}.`);
  }

  /** The table a row belongs to, when `path` is a row. */
  tableOfRow(path: string): Table | undefined {
    return /\.\d+\.$/.test(path) ? this.plan.tables.get(pattern(path)) : undefined;
  }

  instances(tablePath: string): number[] {
    const numbers = this.children(tablePath).map((name) => Number(name.slice(0, -1)));
    return numbers.filter((number) => Number.isInteger(number)).toSorted((a, b) => a - b);
  }

  /** The values of a row's unique keys, by name. */
  keysOf(row: string): Record<string, string> {
    const keys: Record<string, string> = {};
    for (const name of this.tableOfRow(row)?.keys.flat() ?? []) {
      if (this.#leaves.has(row + name)) keys[name] = this.shown(row + name);
    }
    return keys;
  }

  /** Writes a parameter that exists; whether it may be written was asked before. */
  set(path: string, value: string, by: By): void {
    const leaf = this.#leaves.get(path);
    if (leaf === undefined || leaf.value === value) return;
    this.#leaves.set(path, { ...leaf, value });
    this.#tell({ kind: "value", path, value, old: leaf.value, by });
  }

  /**
   * Adds a row with its factory values, or with these, and returns its number; unless one is asked for, numbers are never
   * given twice.
   */
  add(tablePath: string, by: By, wanted?: number, given: Readonly<Record<string, string>> = {}): number {
    const table = this.table(tablePath);
    const number = wanted ?? 1 + Math.max(0, this.#highest.get(tablePath) ?? 0, ...this.instances(tablePath));
    this.#highest.set(tablePath, number);
    this.#below = undefined;
    const row = `${tablePath}${number}.`;
    addAncestors(this.#objects, row);
    for (const [name, leaf] of Object.entries(table?.row ?? {})) {
      const value = given[name] ?? leaf.value.replaceAll("*", String(number));
      this.#leaves.set(row + name, { ...leaf, value });
      addAncestors(this.#objects, row + name);
    }
    for (const nested of this.plan.tables.keys()) {
      const below = nested.slice(pattern(row).length, -4);
      if (nested.startsWith(pattern(row)) && below !== "" && !below.includes("{i}"))
        addAncestors(this.#objects, row + below);
    }
    this.#tell({ kind: "created", path: row, by });
    this.#count(tablePath, by);
    return number;
  }

  /** Adds a row with all that a row of such a table has already, and other values; gives its path. */
  grow(tablePath: string, values: Readonly<Record<string, string>>): string {
    const like = [...this.#objects].find((object) => pattern(object) === `${pattern(tablePath)}{i}.`);
    const number = 1 + Math.max(0, this.#highest.get(tablePath) ?? 0, ...this.instances(tablePath));
    this.#highest.set(tablePath, number);
    this.#below = undefined;
    const row = `${tablePath}${number}.`;
    addAncestors(this.#objects, row);
    for (const path of like === undefined ? [] : this.under(like)) {
      const name = path.slice(like?.length);
      const leaf = this.#leaves.get(path);
      if (leaf === undefined) continue;
      this.#leaves.set(row + name, { ...leaf, value: values[name] ?? leaf.value });
      addAncestors(this.#objects, row + name);
    }
    this.#tell({ kind: "created", path: row, by: "device" });
    this.#count(tablePath, "device");
    return row;
  }

  remove(row: string, by: By): void {
    const tablePath = row.replace(/\d+\.$/, "");
    this.#highest.set(tablePath, Math.max(this.#highest.get(tablePath) ?? 0, ...this.instances(tablePath)));
    for (const path of this.under(row)) this.#leaves.delete(path);
    this.#below = undefined;
    for (const path of this.objectsUnder(row)) this.#objects.delete(path);
    this.#tell({ kind: "deleted", path: row, by });
    this.#count(tablePath, by);
  }

  /** The counter of a table, whatever its name. */
  #count(tablePath: string, by: By): void {
    const names = [
      `${tablePath.slice(0, -1)}NumberOfEntries`,
      tablePath.replace(/AssociatedDevice\.$/, "TotalAssociations"),
    ];
    const path = names.find((name) => this.#leaves.has(name));
    if (path !== undefined) this.set(path, String(this.instances(tablePath).length), by);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
