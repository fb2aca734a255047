import type { Leaf } from "./leaf.ts";

/** A multi-instance object of a model. `path` ends in `{i}.`; a new row starts with `row`. */
export interface Table {
  readonly path: string;
  /** Rows can be added and deleted over the protocol. */
  readonly creatable: boolean;
  readonly keys: readonly (readonly string[])[];
  /** Names relative to the row; `*` in a value becomes the instance number. */
  readonly row: Readonly<Record<string, Leaf>>;
}

/** The factory state of a device: every parameter and every table. Shared between devices, never changed. */
export interface Plan {
  readonly root: string;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly tables: ReadonlyMap<string, Table>;
  /** Every object there is, tables without rows included; paths end in a dot. */
  readonly objects: ReadonlySet<string>;
  /** The same with `{i}` for every instance, rows that do not exist yet included. */
  readonly patterns: ReadonlySet<string>;
}

/** Keeps one copy of every path and leaf that many devices have in common. */
export class PlanPool {
  readonly #paths = new Map<string, string>();
  readonly #leaves = new Map<string, Leaf>();

  path(path: string): string {
    const known = this.#paths.get(path);
    if (known === undefined) this.#paths.set(path, path);
    return known ?? path;
  }

  leaf(leaf: Leaf): Leaf {
    if (leaf.limit !== undefined || leaf.secret === true) return leaf;
    const key = `${leaf.type}/${leaf.writable}/${leaf.value}`;
    const known = this.#leaves.get(key);
    if (known === undefined) this.#leaves.set(key, leaf);
    return known ?? leaf;
  }
}

/** Writes down the factory state of a device, object by object. */
export class Planner {
  readonly #root: string;
  readonly #pool: PlanPool;
  readonly #leaves = new Map<string, Leaf>();
  readonly #tables = new Map<string, Table>();
  readonly #bare = new Set<string>();

  /** `root`: `InternetGatewayDevice.` or `Device.` */
  constructor(root: string, pool: PlanPool = new PlanPool()) {
    this.#root = root;
    this.#pool = pool;
  }

  /** Parameters of one object; `object` is relative to the root and ends in a dot (empty: the root itself). */
  put(object: string, leaves: Readonly<Record<string, Leaf>>): this {
    for (const [name, leaf] of Object.entries(leaves)) {
      this.#leaves.set(this.#pool.path(this.#root + object + name), this.#pool.leaf(leaf));
    }
    return this;
  }

  /** A table; `path` is relative to the root and ends in `{i}.`. */
  table(
    path: string,
    creatable: boolean,
    row: Readonly<Record<string, Leaf>> = {},
    keys: readonly (readonly string[])[] = [],
  ): this {
    this.#tables.set(this.#root + path, { path: this.#root + path, creatable, row, keys });
    return this;
  }

  /** Objects that have commands or events, and no parameter. */
  bare(...objects: readonly string[]): this {
    for (const object of objects) this.#bare.add(this.#root + object);
    return this;
  }

  plan(): Plan {
    const objects = new Set([this.#root]);
    for (const path of this.#leaves.keys()) addAncestors(objects, path);
    for (const table of this.#tables.values()) {
      const owner = table.path.slice(0, table.path.slice(0, -4).lastIndexOf("{i}.") + 4);
      const owners = table.path.slice(0, -4).includes("{i}")
        ? [...objects].filter((path) => pattern(path) === owner)
        : [""];
      for (const path of owners)
        addAncestors(objects, path + table.path.slice(path === "" ? 0 : owner.length, -4));
    }
    for (const path of this.#bare) addAncestors(objects, path);
    const patterns = new Set([...objects].map((path) => this.#pool.path(pattern(path))));
    for (const { path, row } of this.#tables.values()) {
      for (const name of ["", ...Object.keys(row)]) addAncestors(patterns, path + name);
    }
    return { root: this.#root, leaves: this.#leaves, tables: this.#tables, objects, patterns };
  }
}

/** Adds every object on the way to a path, itself included when it ends in a dot. */
export function addAncestors(objects: Set<string>, path: string): void {
  for (let at = path.lastIndexOf("."); at > 0; at = path.lastIndexOf(".", at - 1)) {
    const object = path.slice(0, at + 1);
    if (objects.has(object)) return;
    objects.add(object);
  }
}

/** `Device.WiFi.SSID.{i}.Enable` for `Device.WiFi.SSID.3.Enable`. */
export function pattern(path: string): string {
  return path.replaceAll(/\.\d+(?=\.)/g, ".{i}");
}
