import protobuf from "protobufjs";
import { asFault, Fault } from "#core";
import { ENUM, MESSAGE, type Draft, type Message, type MessageName } from "./descriptors.table.ts";
import { read, type ScanLimits } from "./read.ts";
import { SCHEMA, type FieldSchema } from "./schema.ts";

export type UspRecord = Message<"Record">;
export type Msg = Message<"Msg">;
export type Request = Message<"Request">;
export type Response = Message<"Response">;
export type UspError = Message<"Error">;
export type MsgType = Msg["header"]["msgType"];

/** protobufjs wants names without dots; the table's are unique without them. */
const flat = (name: string) => name.replaceAll(".", "_");

function fieldJson(field: FieldSchema): object {
  if (field.map) return { keyType: "string", type: "string", id: field.id };
  return { type: flat(field.type), id: field.id, ...(field.repeated ? { rule: "repeated" } : {}) };
}

function typesOf(): ReadonlyMap<string, protobuf.Type> {
  const nested: Record<string, object> = {};
  for (const [name, values] of Object.entries(ENUM)) nested[flat(name)] = { values };
  for (const schema of SCHEMA.values()) {
    const fields = [...schema.fields.values()];
    const members = (oneof: string) => fields.filter((f) => f.oneof === oneof).map((f) => f.name);
    nested[flat(schema.name)] = {
      fields: Object.fromEntries(fields.map((f) => [f.name, fieldJson(f)])),
      oneofs: Object.fromEntries(schema.oneofs.map((oneof) => [oneof, { oneof: members(oneof) }])),
    };
  }
  const root = protobuf.Root.fromJSON({ nested });
  return new Map(Object.keys(MESSAGE).map((name) => [name, root.lookupType(flat(name))]));
}

const TYPES = typesOf();

function typeOf(name: MessageName): protobuf.Type {
  const type = TYPES.get(name);
  if (type === undefined) throw new Fault("internal", { detail: `no descriptor of ${name}` });
  return type;
}

/** One USP record from its bytes. Throws Fault `usp.record` {reason, offset, uspCode}. [TR-369 R-ENC.1] */
export function decodeRecord(bytes: Uint8Array, limits: ScanLimits): UspRecord {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it reads what the descriptors say
  return read(bytes, "Record", limits) as UspRecord;
}

/** Longer ones serve no purpose but to fill memory and logs. */
const MAX_MSG_ID = 64;

/** One USP message from its bytes. Throws Fault `usp.message` {reason, offset, uspCode}. [TR-369 R-ENC.0] */
export function decodeMsg(bytes: Uint8Array, limits: ScanLimits): Msg {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it reads what the descriptors say
  const msg = read(bytes, "Msg", limits) as Msg;
  if (msg.header.msgId.length > MAX_MSG_ID) throw refused("msgId", "msgId is too long");
  // [TR-369 R-ENC.5]: the header says what the body is.
  if (msg.header.msgType !== typeOfBody(msg.body))
    throw refused("msgType", "msgType is not that of the body");
  return msg;
}

function refused(reason: string, detail: string): Fault {
  return new Fault("usp.message", { detail, reason, offset: 0, uspCode: 7004 });
}

/** `GET_RESP` of a body with a `getResp`. */
function typeOfBody({ request, response, error }: Msg["body"]): string | undefined {
  if (error !== undefined) return "ERROR";
  return TYPE_OF.get(Object.keys(request ?? response ?? {})[0] ?? "");
}

/** msg_type by the member of Request or Response: `getSupportedDmResp` is GET_SUPPORTED_DM_RESP. */
const TYPE_OF: ReadonlyMap<string, string> = new Map(
  Object.keys({ ...MESSAGE.Request, ...MESSAGE.Response }).map((member) => [
    member,
    member
      .replace("Protocol", "Proto")
      .replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
      .toUpperCase(),
  ]),
);

export function encodeRecord(record: Draft<"Record">): Uint8Array {
  return encode("Record", record);
}

export function encodeMsg(msg: Draft<"Msg">): Uint8Array {
  return encode("Msg", msg);
}

/** A request given as JSON (the `native` door), checked against the descriptors. Throws Fault `usp.message` {detail}. */
export function requestFromJson(value: object): Draft<"Request"> {
  const unknown = unknownName(value, "Request");
  if (unknown !== undefined)
    throw new Fault("usp.message", { detail: `unknown field ${unknown}`, reason: "json" });
  try {
    typeOf("Request").fromObject(value);
  } catch (cause) {
    throw new Fault("usp.message", { detail: asFault(cause).message, reason: "json" }, { cause });
  }
  return value;
}

/** The first name that is no field; protobufjs would leave it out without a word. */
function unknownName(value: unknown, name: MessageName): string | undefined {
  if (Array.isArray(value)) return first(value, (item) => unknownName(item, name));
  if (typeof value !== "object" || value === null) return undefined;
  const fields = [...(SCHEMA.get(name)?.fields.values() ?? [])];
  return first(Object.entries(value), ([key, inner]) => {
    const field = fields.find((f) => f.name === key);
    if (field === undefined) return `${name}.${key}`;
    return field.message === undefined ? undefined : unknownName(inner, field.message);
  });
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function encode(name: MessageName, value: object): Uint8Array {
  const type = typeOf(name);
  return type.encode(type.fromObject(value)).finish();
}
