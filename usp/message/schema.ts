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
  /** Values of an enum field. */
  readonly values?: ReadonlySet<number>;
  readonly text: boolean;
  /** Name of the message in a message field. */
  readonly message?: MessageName;
}

export interface MessageSchema {
  readonly name: MessageName;
  readonly fields: ReadonlyMap<number, FieldSchema>;
  readonly oneofs: readonly string[];
  readonly required: readonly string[];
}

const ENUMS: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map(Object.entries(ENUM));
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own keys
const NAMES = Object.keys(MESSAGE) as MessageName[];
const ROW = /^(\d+) (rep )?(\S+)(?: in (\S+))?$/;

function fieldOf(name: string, row: string): FieldSchema {
  const [, id, repeated, type = "", oneof] = ROW.exec(row) ?? [];
  const values = ENUMS.get(type);
  const message = NAMES.find((known) => known === type);
  return {
    id: Number(id),
    name,
    type,
    wire: type === "fixed32" ? 5 : type === "bool" || type === "uint64" || values !== undefined ? 0 : 2,
    repeated: repeated !== undefined,
    map: type === "map",
    text: type === "string",
    ...(oneof === undefined ? {} : { oneof }),
    ...(values === undefined ? {} : { values: new Set(Object.values(values)) }),
    ...(message === undefined ? {} : { message }),
  };
}

function messageOf(name: MessageName): MessageSchema {
  const fields = Object.entries(MESSAGE[name]).map(([field, row]) => fieldOf(field, row));
  return {
    name,
    fields: new Map(fields.map((field) => [field.id, field])),
    oneofs: [...new Set(fields.flatMap((field) => field.oneof ?? []))],
    required: REQUIRED[name] ?? [],
  };
}

/** The descriptors with their rows read, by message name. */
export const SCHEMA: ReadonlyMap<string, MessageSchema> = new Map(
  NAMES.map((name) => [name, messageOf(name)]),
);
