import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMsg, decodeRecord, encodeMsg, encodeRecord } from "../../usp/message/codec.ts";
import type { MessageName } from "../../usp/message/descriptors.table.ts";
import { blankOf, schemaOf, type FieldSchema, type MessageSchema } from "../../usp/message/schema.ts";

const LIMITS = { bytes: 1 << 20, elements: 100_000 };
type Fields = Record<string, unknown>;

/** Any value of a field; a message field grows until `depth` is used up. */
function valueOf(field: FieldSchema, depth: number, required: boolean): fc.Arbitrary<unknown> {
  if (field.map) return fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));
  const one = singleOf(field, depth, required);
  return field.repeated ? fc.array(one, { maxLength: 3 }) : one;
}

function singleOf(field: FieldSchema, depth: number, required: boolean): fc.Arbitrary<unknown> {
  const minLength = required ? 1 : 0;
  if (field.message !== undefined) return fieldsOf(schemaOf(field.message), depth - 1);
  if (field.values !== undefined) return fc.constantFrom(...field.values.values());
  switch (field.type) {
    case "string":
      return fc.string({ unit: "grapheme", minLength, maxLength: 40 });
    case "bytes":
      return fc.uint8Array({ minLength, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    case "bool":
      return fc.boolean();
    case "uint64":
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
    default:
      return fc.nat(0xffffffff);
  }
}

/** A message with one member of each oneof, and of the other fields those that are owed and any more. */
function fieldsOf(schema: MessageSchema, depth: number): fc.Arbitrary<Fields> {
  const all = [...schema.fields.values()];
  const owed = new Set(schema.owed.map(({ name }) => name));
  const open = all.filter(
    ({ oneof, message }) => oneof === undefined && (depth > 0 || message === undefined),
  );
  const free = fc.record(
    Object.fromEntries(open.map((field) => [field.name, valueOf(field, depth, owed.has(field.name))])),
    { requiredKeys: open.map(({ name }) => name).filter((name) => owed.has(name)) },
  );
  const members = schema.oneofs.map((oneof) =>
    fc.oneof(
      ...all
        .filter((field) => field.oneof === oneof)
        .map((field) => singleOf(field, depth, false).map((value) => ({ [field.name]: value }))),
    ),
  );
  return fc.tuple(free, ...members).map((parts) => Object.assign({}, ...parts) as Fields);
}

/** What a draft is once it was sent: what was left out has its default. */
function whole(name: MessageName, draft: Fields): Fields {
  const schema = schemaOf(name);
  const fields = blankOf(schema);
  for (const field of schema.fields.values()) {
    const value = draft[field.name];
    if (value === undefined) continue;
    const { message } = field;
    if (message === undefined) fields[field.name] = value;
    else if (field.repeated) fields[field.name] = (value as Fields[]).map((one) => whole(message, one));
    else fields[field.name] = whole(message, value as Fields);
  }
  return fields;
}

test("any record that another encoder writes is read as it was meant [TR-369 R-ENC.1]", () => {
  fc.assert(
    fc.property(fieldsOf(schemaOf("Record"), 4), (draft) => {
      expect(decodeRecord(encodeRecord(draft), LIMITS)).toEqual(whole("Record", draft));
    }),
    { numRuns: 2000 },
  );
});

test("any body of a message that another encoder writes is read as it was meant [TR-369 R-ENC.0]", () => {
  const kinds = [
    ["GET_RESP", "response", "getResp", "GetResp"],
    ["SET_RESP", "response", "setResp", "SetResp"],
    ["ADD_RESP", "response", "addResp", "AddResp"],
    ["DELETE_RESP", "response", "deleteResp", "DeleteResp"],
    ["OPERATE_RESP", "response", "operateResp", "OperateResp"],
    ["GET_SUPPORTED_DM_RESP", "response", "getSupportedDmResp", "GetSupportedDMResp"],
    ["GET_INSTANCES_RESP", "response", "getInstancesResp", "GetInstancesResp"],
    ["NOTIFY", "request", "notify", "Notify"],
  ] as const;
  const drafts = fc.oneof(
    ...kinds.map(([msgType, kind, member, name]) =>
      fieldsOf(schemaOf(name), 5).map((body) => ({
        name,
        member,
        kind,
        body,
        msg: { header: { msgId: "m1", msgType }, body: { [kind]: { [member]: body } } },
      })),
    ),
  );
  fc.assert(
    fc.property(drafts, ({ name, kind, member, body, msg }) => {
      const read = decodeMsg(encodeMsg(msg), LIMITS).body as Record<string, Fields>;
      expect(read[kind]?.[member]).toEqual(whole(name, body));
    }),
    { numRuns: 3000 },
  );
});
