import type { Parameter } from "./parameter.ts";
import { PATH_LIMIT } from "./path.scan.ts";
import { SLICE, whole, type Sliced } from "./slices.ts";

/** An object of the tree: its own parameters and its child objects, each in the order they came. */
interface Node {
  readonly path: string;
  readonly parameters: Parameter[];
  readonly children: Node[];
  /** Rows, when this is a table: instance numbers in ascending order once asked for. */
  readonly rows: number[];
}

/** How often a fresh tree looks for a path without a map. */
const SCANS = 4;

/**
 * The parameters of one device, to be searched. Nothing is built before it is asked for: a look-up of one path needs
 * only the map, everything else the objects. Any root is good, `Device.` and `InternetGatewayDevice.` alike.
 */
export class ParameterTree {
  readonly #parameters: Iterable<Parameter>;
  #scans = 0;
  #byPath: Map<string, Parameter> | undefined;
  #byObject: Map<string, Node> | undefined;

  private constructor(parameters: Iterable<Parameter>) {
    this.#parameters = parameters;
  }

  /** The tree of these parameters; of two with one path the later counts. They must not change afterwards. */
  static from(parameters: Iterable<Parameter>): ParameterTree {
    return new ParameterTree(parameters);
  }

  get(path: string): Parameter | undefined {
    // Most trees are asked for one or two paths: a scan of an array is ten times as fast as filling the map.
    if (this.#byPath === undefined && this.#scans < SCANS && Array.isArray(this.#parameters)) {
      this.#scans++;
      return this.#parameters.findLast((parameter: Parameter) => parameter.path === path);
    }
    return this.#map().get(path);
  }

  hasObject(path: string): boolean {
    return this.#objects().has(path);
  }

  /** The instance numbers of a table, ascending; none when it is no table or has no rows. */
  instances(tablePath: string): number[] {
    return this.#objects().get(tablePath)?.rows.slice() ?? [];
  }

  /** Full paths of the direct child objects, rows included, each ending in a dot. */
  children(objectPath: string): string[] {
    return (
      this.#objects()
        .get(objectPath)
        ?.children.map((child) => child.path) ?? []
    );
  }

  /** Every parameter below an object: its own first, then those of its children, rows by number. */
  under(prefix: string): Parameter[] {
    const found: Parameter[] = [];
    const pending = [this.#objects().get(prefix)];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const parameter of node.parameters) found.push(parameter);
      for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]);
    }
    return found;
  }

  /** Builds all that look-ups need, in slices; else the first of them does. */
  *indexing(): Sliced<void> {
    this.#byPath ??= yield* mapOf(this.#parameters);
    this.#byObject ??= yield* objectsOf(this.#byPath);
  }

  #map(): Map<string, Parameter> {
    this.#byPath ??= whole(mapOf(this.#parameters));
    return this.#byPath;
  }

  #objects(): Map<string, Node> {
    this.#byObject ??= whole(objectsOf(this.#map()));
    return this.#byObject;
  }
}

function* mapOf(parameters: Iterable<Parameter>): Sliced<Map<string, Parameter>> {
  const byPath = new Map<string, Parameter>();
  for (const parameter of parameters) {
    byPath.set(parameter.path, parameter);
    if (byPath.size % SLICE === 0) yield;
  }
  return byPath;
}

function* objectsOf(byPath: ReadonlyMap<string, Parameter>): Sliced<Map<string, Node>> {
  const byObject = new Map<string, Node>();
  let seen = 0;
  for (const parameter of byPath.values()) {
    const dot = parameter.path.lastIndexOf(".") + 1;
    if (dot > 0 && dot <= PATH_LIMIT)
      nodeAt(byObject, parameter.path.slice(0, dot)).parameters.push(parameter);
    if (++seen % SLICE === 0) yield;
  }
  for (const node of byObject.values()) {
    if (node.rows.length > 0) sortRows(node);
    if (node.rows.length > SLICE) yield;
  }
  return byObject;
}

/**
 * The parameters that Get with this `max_depth` gives for an object: 0 all, 1 its own parameters, each further level
 * one more name or instance number. `objectPath` ends in a dot. [TR-369 R-GET.5]
 */
export function limitDepth(
  objectPath: string,
  parameters: readonly Parameter[],
  maxDepth: number,
): readonly Parameter[] {
  if (maxDepth <= 0) return parameters;
  return parameters.filter(({ path }) => {
    let levels = 1;
    for (let dot = path.indexOf(".", objectPath.length); dot >= 0; dot = path.indexOf(".", dot + 1)) levels++;
    return levels <= maxDepth;
  });
}

/** The node of an object, made with all above it. */
function nodeAt(nodes: Map<string, Node>, path: string): Node {
  const known = nodes.get(path);
  if (known !== undefined) return known;
  const node: Node = { path, parameters: [], children: [], rows: [] };
  nodes.set(path, node);
  const dot = path.lastIndexOf(".", path.length - 2) + 1;
  if (dot > 0) {
    const parent = nodeAt(nodes, path.slice(0, dot));
    parent.children.push(node);
    const name = path.slice(dot, -1);
    if (isInstance(name)) parent.rows.push(Number(name));
  }
  return node;
}

function isInstance(name: string): boolean {
  return /^[1-9][0-9]{0,9}$/.test(name);
}

function sortRows(node: Node): void {
  node.rows.sort((a, b) => a - b);
  node.children.sort((a, b) => rowNumber(node, a) - rowNumber(node, b));
}

/** The number of a row; a child that is none (a device's mistake) goes first. */
function rowNumber(table: Node, child: Node): number {
  const name = child.path.slice(table.path.length, -1);
  return isInstance(name) ? Number(name) : 0;
}
