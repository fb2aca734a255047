import { parseBlock, parseParameter, type Block, type Lookup } from "./schema.parse.ts";
import type { ObjectSchema, ParameterSchema } from "./schema.type.ts";
import { ENUMS, TR181, UNITS } from "./tr181.table.ts";

export type * from "./schema.type.ts";

/** The table, cut into blocks at the first question; a block is read when it is first asked for. */
class Model {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lookup: Lookup;
  readonly #blocks = new Map<string, Block>();
  readonly #parameters = new Map<string, ParameterSchema>();

  constructor() {
    this.#texts = new Map(TR181.split("\n\n").map((text) => [text.slice(0, text.search(/[ \n]|$/)), text]));
    this.#lookup = { enums: ENUMS.split("\n"), units: UNITS.split("\n") };
  }

  paths(): readonly string[] {
    return [...this.#texts.keys()];
  }

  block(path: string): Block | undefined {
    const known = this.#blocks.get(path);
    if (known !== undefined) return known;
    const text = this.#texts.get(path);
    if (text === undefined) return undefined;
    const block = parseBlock(text, this.#lookup);
    this.#blocks.set(path, block);
    return block;
  }

  parameter(path: string): ParameterSchema | undefined {
    const known = this.#parameters.get(path);
    if (known !== undefined) return known;
    const dot = path.lastIndexOf(".") + 1;
    const definition = this.block(path.slice(0, dot))?.definitions.get(path.slice(dot));
    if (definition === undefined) return undefined;
    const schema = parseParameter(definition, this.#lookup);
    this.#parameters.set(path, schema);
    return schema;
  }
}

// A memo of a constant, filled at the first question so that importing the kernel costs nothing.
let model: Model | undefined;

function tr181(): Model {
  model ??= new Model();
  return model;
}

/** The definition of a TR-181 parameter; its path has instance numbers or `{i}`. Undefined for what is not in the standard. */
export function schemaOf(parameterPath: string): ParameterSchema | undefined {
  return tr181().parameter(genericPath(parameterPath));
}

/** The definition of an object; the path of a table may leave its last instance out. */
export function objectSchemaOf(objectPath: string): ObjectSchema | undefined {
  const path = genericPath(objectPath);
  return (tr181().block(path) ?? tr181().block(`${path}{i}.`))?.object;
}

/** Paths of the objects of the standard below an object (which is one of them), sorted; `Device.` gives all. */
export function schemaObjects(objectPath: string): readonly string[] {
  const prefix = genericPath(objectPath);
  return tr181()
    .paths()
    .filter((path) => path.startsWith(prefix));
}

/** A path with `{i}` in the place of every instance number: `Device.WiFi.SSID.{i}.Enable`. */
export function genericPath(path: string): string {
  // Most paths of a tree have an instance; a scan by hand is several times as fast as a regular expression.
  let generic = "";
  let copied = 0;
  for (let dot = path.indexOf("."); dot >= 0;) {
    const next = path.indexOf(".", dot + 1);
    if (next < 0) break;
    if (isNumber(path, dot + 1, next)) {
      generic += `${path.slice(copied, dot + 1)}{i}`;
      copied = next;
    }
    dot = next;
  }
  return copied === 0 ? path : generic + path.slice(copied);
}

function isNumber(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return end > start;
}
