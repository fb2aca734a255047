import { Fault } from "#core";
import { ENUM, MESSAGE, REQUIRED, type MessageName } from "./descriptors.table.ts";

/** One field of a message, read from its row of the table. */
export interface FieldSchema {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  /** 0 varint, 2 length-delimited, 5 four bytes */
  readonly wire: 0 | 2 | 5;
  readonly repeated: boolean;
  readonly map: boolean;
  readonly oneof?: string;
  /** Names of an enum field by their values. */
  readonly values?: ReadonlyMap<number, string>;
  /** One bit of the message: of the field, or of the oneof it is a member of. */
  readonly slot: number;
  readonly text: boolean;
  /** Name of the message in a message field. */
  readonly message?: MessageName;
}

export interface MessageSchema {
  readonly name: MessageName;
  readonly fields: ReadonlyMap<number, FieldSchema>;
  readonly oneofs: readonly string[];
  /** Bits that must have been seen, and what to say of one that was not. */
  readonly owed: readonly { readonly slot: number; readonly reason: string; readonly name: string }[];
}

const ENUMS: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map(Object.entries(ENUM));
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own keys
const NAMES = Object.keys(MESSAGE) as MessageName[];
const ROW = /^(\d+) (rep )?(\S+)(?: in (\S+))?$/;

function fieldOf(name: string, row: string, slots: string[]): FieldSchema {
  const [, id, repeated, type = "", oneof] = ROW.exec(row) ?? [];
  const values = ENUMS.get(type);
  const message = NAMES.find((known) => known === type);
  const slot = oneof ?? name;
  if (!slots.includes(slot)) slots.push(slot);
  return {
    id: Number(id),
    name,
    type,
    wire: type === "fixed32" ? 5 : type === "bool" || type === "uint64" || values !== undefined ? 0 : 2,
    repeated: repeated !== undefined,
    map: type === "map",
    text: type === "string",
    slot: 1 << slots.indexOf(slot),
    ...(oneof === undefined ? {} : { oneof }),
    ...(values === undefined
      ? {}
      : { values: new Map(Object.entries(values).map(([told, number]) => [number, told])) }),
    ...(message === undefined ? {} : { message }),
  };
}

function messageOf(name: MessageName): MessageSchema {
  const slots: string[] = [];
  const fields = Object.entries(MESSAGE[name]).map(([field, row]) => fieldOf(field, row, slots));
  const oneofs = [...new Set(fields.flatMap((field) => field.oneof ?? []))];
  const owe = (reason: string) => (told: string) => ({ slot: 1 << slots.indexOf(told), reason, name: told });
  return {
    name,
    fields: new Map(fields.map((field) => [field.id, field])),
    oneofs,
    owed: [...oneofs.map(owe("oneofEmpty")), ...(REQUIRED[name] ?? []).map(owe("missing"))],
  };
}

/** The descriptors with their rows read, by message name. */
export const SCHEMA: ReadonlyMap<string, MessageSchema> = new Map(
  NAMES.map((name) => [name, messageOf(name)]),
);

export function schemaOf(name: MessageName): MessageSchema {
  const schema = SCHEMA.get(name);
  if (schema === undefined) throw new Fault("internal", { detail: `no descriptor of ${name}` });
  return schema;
}

const NO_BYTES = Buffer.alloc(0);

/** A message of which nothing was sent: proto3 leaves defaults out. Members of a oneof are there only when they were sent. */
export function blankOf(schema: MessageSchema): Record<string, unknown> {
  const blank: Record<string, unknown> = {};
  for (const field of schema.fields.values())
    if (field.oneof === undefined) blank[field.name] = defaultOf(field);
  return blank;
}

function defaultOf({ repeated, map, message, text, values, type }: FieldSchema): unknown {
  if (repeated) return [];
  if (map) return {};
  if (message !== undefined) return null;
  if (text) return "";
  if (values !== undefined) return values.get(0);
  if (type === "uint64") return "0";
  if (type === "bool") return false;
  return type === "bytes" ? NO_BYTES : 0;
}
