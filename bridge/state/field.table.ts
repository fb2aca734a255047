import type { Operator } from "./filter.ts";

/**
 * Fields of devices that can be filtered, grouped and ordered by. `value` and `values` (a device has several) have an
 * index entry for each value, `text` a lexical one, `time` a sorted set; `number` and `moment` (a time) a sorted set of
 * the devices that have one.
 */
export interface FieldRow {
  readonly kind: "value" | "values" | "text" | "time" | "presence" | "id" | "number" | "moment";
  /** The index: a dimension, the code of a text, the name of a sorted set. */
  readonly index: string;
  readonly operators: readonly Operator[];
  /** Its values are `true` and `false`; 1 and 0 mean the same. */
  readonly boolean?: true;
  /** Lists can be ordered by it. */
  readonly orderable?: true;
}

const EQUAL = ["=", "!="] as const;
const VALUE = ["=", "!=", ":", "<", "<=", ">", ">="] as const;
const TEXT = ["=", "!=", ":"] as const;
const TIME = ["=", "!=", "<", "<=", ">", ">="] as const;

export const DEVICE_FIELDS = {
  id: { kind: "id", index: "id", operators: EQUAL, orderable: true },
  activeProtocol: { kind: "value", index: "activeProtocol", operators: EQUAL },
  protocols: { kind: "values", index: "protocols", operators: TEXT },
  presence: { kind: "presence", index: "presence", operators: EQUAL },
  enrolment: { kind: "value", index: "enrolment", operators: EQUAL },
  manufacturer: { kind: "value", index: "manufacturer", operators: VALUE },
  oui: { kind: "value", index: "oui", operators: VALUE },
  productClass: { kind: "value", index: "productClass", operators: VALUE },
  modelName: { kind: "value", index: "modelName", operators: VALUE },
  hardwareVersion: { kind: "value", index: "hardwareVersion", operators: VALUE },
  softwareVersion: { kind: "value", index: "softwareVersion", operators: VALUE },
  dataModel: { kind: "value", index: "dataModel", operators: EQUAL },
  "migration.state": { kind: "value", index: "migration", operators: EQUAL },
  "redirect.id": { kind: "value", index: "redirect.id", operators: EQUAL },
  "redirect.state": { kind: "value", index: "redirect.state", operators: VALUE },
  tags: { kind: "values", index: "tags", operators: TEXT },
  serialNumber: { kind: "text", index: "s", operators: TEXT },
  address: { kind: "text", index: "a", operators: TEXT },
  label: { kind: "text", index: "l", operators: TEXT },
  identities: { kind: "text", index: "i", operators: TEXT },
  provisioningCode: { kind: "text", index: "v", operators: TEXT },
  mac: { kind: "text", index: "m", operators: TEXT },
  subscriber: { kind: "text", index: "p", operators: TEXT },
  lastSeenAt: { kind: "time", index: "seen", operators: TIME, orderable: true },
  firstSeenAt: { kind: "time", index: "first", operators: TIME, orderable: true },
  lastBootAt: { kind: "time", index: "boot", operators: TIME, orderable: true },
  nextContactDueAt: { kind: "time", index: "pdue", operators: TIME },
} as const satisfies Record<string, FieldRow>;

/** Text indexes that `q` looks into, with the prefixes that stand before the text itself there. */
export const Q_TEXTS = [
  ["s", ""],
  ["m", ""],
  ["a", ""],
  ["p", ""],
  ["l", ""],
  ["i", "usp:"],
  ["i", "cwmp:"],
] as const;
