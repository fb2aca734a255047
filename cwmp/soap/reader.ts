import { SLICE, type Sliced } from "#core";
import { attribute, child, local, type Element } from "./element.ts";
import type {
  AnyValue,
  ArrayShape,
  ChoiceShape,
  Fields,
  RepeatedShape,
  ScalarShape,
  Shape,
  StructShape,
} from "./shape.ts";
import type { Warnings } from "./warnings.ts";

/**
 * Reads one value. `parent` is given for elements that repeat. An absent element reads as the empty value of its shape, with
 * a warning: what that means is for the session to decide.
 */
export type Reader = (element: Element | undefined, warnings: Warnings, parent: Element) => unknown;

const NOTHING: Element = { name: "", prefix: "", attributes: [], children: [], text: "" };

/** Builds the reader of a method's arguments from its row of the RPC table. */
export function argumentsReader(
  method: string,
  fields: Fields,
): (element: Element, warnings: Warnings) => unknown {
  const read = fieldsReader(method, fields);
  return (element, warnings) => read(element, warnings);
}

/** The same in slices: lists are what is long in a message. */
export function argumentsSlicer(
  method: string,
  fields: Fields,
): (element: Element, warnings: Warnings) => Sliced<unknown> {
  const plan = Object.entries(fields).map(([name, shape]) => {
    const path = `${method}.${name}`;
    return shape.kind === "array"
      ? { name, list: listOf(shape, path) }
      : { name, read: readerOf(shape, path) };
  });
  return function* read(element, warnings) {
    const values: Record<string, unknown> = {};
    for (const { name, list, read: readOne } of plan) {
      const found = child(element, name);
      const value =
        list === undefined ? readOne(found, warnings, element) : yield* itemsOf(list, found, warnings);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

function* itemsOf(
  { check, item }: List,
  element: Element | undefined,
  warnings: Warnings,
): Sliced<unknown[]> {
  check(element, warnings);
  const items: unknown[] = [];
  if (element === undefined) return items;
  for (const one of element.children) {
    items.push(item(one, warnings, element));
    if (items.length % SLICE === 0) yield;
  }
  return items;
}

function readerOf(shape: Shape, path: string): Reader {
  switch (shape.kind) {
    case "scalar":
      return scalarReader(shape, path);
    case "any":
      return anyReader(path);
    case "struct":
      return structReader(shape, path);
    case "array":
      return arrayReader(shape, path);
    case "repeated":
      return repeatedReader(shape, path);
    case "choice":
      return choiceReader(shape, path);
    case "optional": {
      const read = scalarReader(shape.of, path);
      return (element, warnings, parent) =>
        element === undefined ? undefined : read(element, warnings, parent);
    }
  }
}

/** Fields in table order, whatever their order on the wire; unknown elements are passed over. */
function fieldsReader(
  path: string,
  fields: Fields,
): (element: Element, warnings: Warnings) => Record<string, unknown> {
  const plan = Object.entries(fields).map(([name, shape]) => ({
    name,
    read: readerOf(shape, `${path}.${name}`),
  }));
  return (element, warnings) => {
    const { children } = element;
    const values: Record<string, unknown> = {};
    for (let i = 0; i < plan.length; i++) {
      const { name, read } = plan[i]!;
      let found = children[i];
      if (found?.name !== name) found = child(element, name);
      const value = read(found, warnings, element);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

function structReader(shape: StructShape, path: string): Reader {
  const read = fieldsReader(shape.name, shape.fields);
  const missing = `missing ${path}`;
  return (element, warnings) => {
    if (element === undefined) warnings.add(missing);
    return read(element ?? NOTHING, warnings);
  };
}

function scalarReader(shape: ScalarShape, path: string): Reader {
  const missing = `missing ${path}`;
  const long = `long ${path}`;
  const max = shape.max ?? Infinity;
  const parse = PARSE[shape.type](`odd ${path}`);
  return (element, warnings) => {
    if (element === undefined) {
      warnings.add(missing);
      return parse("", SILENT);
    }
    if (element.text.length > max) warnings.add(long);
    return parse(element.text, warnings);
  };
}

type Parse = (odd: string) => (text: string, warnings: Pick<Warnings, "add">) => unknown;

const asText: Parse = () => (text) => text;
const asTrimmed: Parse = () => (text) => text.trim();
const asNumber: Parse = (odd) => (text, warnings) => {
  const digits = text.trim();
  if (/^[+-]?\d{1,15}$/.test(digits)) return Number(digits);
  warnings.add(odd);
  const start = Number.parseInt(digits, 10);
  return Number.isSafeInteger(start) ? start : 0;
};
const asBoolean: Parse = (odd) => (text, warnings) => {
  const word = text.trim().toLowerCase();
  if (word === "1" || word === "true") return true;
  if (word !== "0" && word !== "false") warnings.add(odd);
  return false;
};

const PARSE = {
  string: asText,
  base64: asTrimmed,
  dateTime: asTrimmed,
  boolean: asBoolean,
  int: asNumber,
  unsignedInt: asNumber,
} as const satisfies Record<ScalarShape["type"], Parse>;

/** For an absent value there is one warning, not two. */
const SILENT: Pick<Warnings, "add"> = { add: () => undefined };

function anyReader(path: string): Reader {
  const missing = `missing ${path}`;
  const untyped = `untyped ${path}`;
  return (element, warnings): AnyValue => {
    if (element === undefined) {
      warnings.add(missing);
      return { type: "", value: "" };
    }
    const type = attribute(element, "type");
    if (type === undefined) warnings.add(untyped);
    return { type: type === undefined ? "" : local(type), value: element.text };
  };
}

interface List {
  /** Warns of a list that is not there or has another number of items than it says. */
  readonly check: (element: Element | undefined, warnings: Warnings) => void;
  readonly item: Reader;
}

/** Every child is an item, whatever it is called: what is there counts, not what `arrayType` says. */
function listOf(shape: ArrayShape, path: string): List {
  const missing = `missing ${path}`;
  const miscounted = `miscounted ${path}`;
  return {
    item: readerOf(shape.of, path),
    check: (element, warnings) => {
      if (element === undefined) {
        warnings.add(missing);
        return;
      }
      const count = announced(attribute(element, "arrayType"));
      if (count !== undefined && count !== element.children.length) warnings.add(miscounted);
    },
  };
}

function arrayReader(shape: ArrayShape, path: string): Reader {
  const { check, item } = listOf(shape, path);
  return (element, warnings) => {
    check(element, warnings);
    if (element === undefined) return [];
    const { children } = element;
    const items = Array<unknown>(children.length);
    for (let i = 0; i < items.length; i++) items[i] = item(children[i], warnings, element);
    return items;
  };
}

/** The n of `cwmp:EventStruct[n]`. */
function announced(arrayType: string | undefined): number | undefined {
  if (arrayType === undefined) return undefined;
  const open = arrayType.lastIndexOf("[");
  const count = open === -1 ? Number.NaN : Number.parseInt(arrayType.slice(open + 1), 10);
  return Number.isNaN(count) ? undefined : count;
}

/** Elements of one name; some senders put a list of structs around them instead. */
function repeatedReader(shape: RepeatedShape, path: string): Reader {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const read = readerOf(shape.of, path);
  const wrapped = shape.of.kind === "struct" ? [shape.of.name] : Object.keys(shape.of.structs);
  return (element, warnings, parent) => {
    if (element === undefined) {
      warnings.add(`missing ${path}`);
      return [];
    }
    return parent.children
      .filter((candidate) => candidate.name === name)
      .flatMap((found) => (wrapped.includes(found.children[0]?.name ?? "") ? found.children : [found]))
      .map((found) => read(found, warnings, parent))
      .filter((value) => value !== undefined);
  };
}

function choiceReader(shape: ChoiceShape, path: string): Reader {
  const readers = new Map(
    Object.entries(shape.structs).map(([name, of]) => [name, fieldsReader(name, of.fields)]),
  );
  return (element, warnings) => {
    if (element === undefined) return undefined;
    const type = local(attribute(element, "type") ?? element.name);
    const read = readers.get(type);
    if (read === undefined) {
      warnings.add(`unknown type in ${path}`);
      return undefined;
    }
    return { type, ...read(element, warnings) };
  };
}
