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

/** The objects of a plan; the same for every device with the same paths. */
interface Shape {
  readonly paths: readonly string[];
  readonly objects: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
}

/** Keeps one copy of every path, leaf and set of objects that many devices have in common. */
export class PlanPool {
  readonly #shapes: Shape[] = [];
  readonly #paths = new Map<string, string>();
  readonly #leaves = new Map<string, Leaf>();

  path(path: string): string {
    const known = this.#paths.get(path);
    if (known === undefined) this.#paths.set(path, path);
    return known ?? path;
  }

  /** The shape with these paths, which must have come from `path`. */
  shape(paths: readonly string[], make: () => Omit<Shape, "paths">): Shape {
    const known = this.#shapes.find(
      (shape) => shape.paths.length === paths.length && shape.paths.every((path, at) => path === paths[at]),
    );
    if (known !== undefined) return known;
    const shape = { paths, ...make() };
    this.#shapes.push(shape);
    return shape;
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
    const { objects, patterns } = this.#pool.shape(
      [...this.#leaves.keys(), ...this.#tables.keys(), ...this.#bare],
      () => this.#shape(),
    );
    return { root: this.#root, leaves: this.#leaves, tables: this.#tables, objects, patterns };
  }

  #shape(): { readonly objects: Set<string>; readonly patterns: Set<string> } {
    const objects = new Set([this.#root]);
    for (const path of this.#leaves.keys()) addAncestors(objects, path);
    for (const { path } of this.#tables.values()) this.#addTable(objects, path.slice(0, -4));
    for (const path of this.#bare) addAncestors(objects, path);
    const patterns = new Set([...objects].map(pattern));
    for (const { path, row } of this.#tables.values()) {
      for (const name of ["", ...Object.keys(row)]) addAncestors(patterns, path + name);
    }
    return { objects, patterns };
  }

  /** A table is there, with or without rows, below every row of the table it lies in. */
  #addTable(objects: Set<string>, path: string): void {
    const owner = path.slice(0, path.lastIndexOf("{i}.") + 4);
    if (!path.includes("{i}")) return addAncestors(objects, path);
    const owners = [...objects].filter((object) => pattern(object) === owner);
    for (const object of owners) addAncestors(objects, object + path.slice(owner.length));
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
