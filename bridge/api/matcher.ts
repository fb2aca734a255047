import { type Clock, Fault, type OperationRecord } from "#core";
import type { AuditRow } from "./audit.row.ts";
import {
  AUDIT_FIELDS,
  COUNT_FIELDS,
  EVENT_FIELDS,
  type Field,
  type Fields,
  FILE_FIELDS,
  OPERATION_FIELDS,
} from "./fields.table.ts";
import type { OperationCount } from "../operate/ledger.ts";
import type { FeedEvent } from "../events/feed.ts";
import type { FileRow } from "../files/row.ts";
import { timeOf } from "../state/filter.compile.ts";
import { type Comparison, type Filter, parseFilter } from "../state/filter.ts";

export interface FieldDescription {
  readonly field: string;
  readonly type: string;
  readonly operators: readonly Comparison["operator"][];
  readonly orderable: boolean;
}

const RECORDS = {
  operations: OPERATION_FIELDS,
  events: EVENT_FIELDS,
  audit: AUDIT_FIELDS,
  files: FILE_FIELDS,
} as const;

/** The fields a filter over operations, events, the audit or files may name. */
export function recordFields(resource: keyof typeof RECORDS): readonly FieldDescription[] {
  const fields: Fields<never> = RECORDS[resource];
  return Object.entries(fields).map(([field, { kind: type }]) => ({
    field,
    type,
    operators: type === "text" ? ["=", "!=", ":", "<", "<=", ">", ">="] : ["=", "!=", "<", "<=", ">", ">="],
    orderable: false,
  }));
}

/** Makes a predicate of a filter over operations. Faults `filter.syntax`, `filter.field`. */
export function operationMatcher(clock: Clock): (filter: string) => (record: OperationRecord) => boolean {
  return (filter) => predicate(parseFilter(filter), OPERATION_FIELDS, clock.now());
}

/** The same over counts of operations. */
export function countMatcher(clock: Clock): (filter: string) => (count: OperationCount) => boolean {
  return (filter) => predicate(parseFilter(filter), COUNT_FIELDS, clock.now());
}

/** The same over rows of the audit. */
export function auditMatcher(clock: Clock): (filter: string) => (row: AuditRow) => boolean {
  return (filter) => predicate(parseFilter(filter), AUDIT_FIELDS, clock.now());
}

/** The same over files. */
export function fileMatcher(clock: Clock): (filter: string) => (row: FileRow) => boolean {
  return (filter) => predicate(parseFilter(filter), FILE_FIELDS, clock.now());
}

/** The same over events. */
export function eventMatcher(clock: Clock): (filter: string) => (event: FeedEvent) => boolean {
  return (filter) => predicate(parseFilter(filter), EVENT_FIELDS, clock.now());
}

/** The same by the type alone; undefined for a filter that asks for more. */
export function typeMatcher(clock: Clock): (filter: string) => ((type: string) => boolean) | undefined {
  return (filter) => {
    const parsed = parseFilter(filter);
    if (parsed !== undefined && !isOnly(parsed, "type")) return undefined;
    const match = predicate(
      parsed,
      { type: EVENT_FIELDS["type"] as Field<{ readonly type: string }> },
      clock.now(),
    );
    return (type) => match({ type });
  };
}

function isOnly(filter: Filter, field: string): boolean {
  if (filter.kind === "is") return filter.field === field;
  return filter.kind === "not"
    ? isOnly(filter.term, field)
    : filter.terms.every((term) => isOnly(term, field));
}

function predicate<T>(filter: Filter | undefined, fields: Fields<T>, now: number): (record: T) => boolean {
  if (filter === undefined) return () => true;
  switch (filter.kind) {
    case "and": {
      const terms = filter.terms.map((term) => predicate(term, fields, now));
      return (record) => terms.every((term) => term(record));
    }
    case "or": {
      const terms = filter.terms.map((term) => predicate(term, fields, now));
      return (record) => terms.some((term) => term(record));
    }
    case "not": {
      const term = predicate(filter.term, fields, now);
      return (record) => !term(record);
    }
    case "is":
      return comparison(filter, fields, now);
  }
}

function comparison<T>(wanted: Comparison, fields: Fields<T>, now: number): (record: T) => boolean {
  const field = Object.hasOwn(fields, wanted.field) ? fields[wanted.field] : undefined;
  if (field === undefined) {
    throw new Fault("filter.field", {
      detail: `fields here are ${Object.keys(fields).join(", ")}`,
      offset: wanted.offset,
      length: wanted.length,
    });
  }
  const against = operand(field.kind, wanted, now);
  return (record) => {
    const is = field.get(record);
    return is === undefined ? wanted.operator === "!=" : holds(wanted.operator, is, against);
  };
}

function operand(kind: Field<unknown>["kind"], wanted: Comparison, now: number): string | number {
  if (kind === "text") return wanted.value;
  if (kind === "time") return timeOf(wanted, now);
  const n = Number(wanted.value);
  if (Number.isFinite(n)) return n;
  throw new Fault("filter.syntax", {
    detail: "a number is expected",
    offset: wanted.offset,
    length: wanted.length,
  });
}

function holds(operator: Comparison["operator"], is: string | number, wanted: string | number): boolean {
  switch (operator) {
    case "=":
      return (
        is === wanted ||
        (typeof wanted === "string" && wanted.endsWith("*") && String(is).startsWith(wanted.slice(0, -1)))
      );
    case "!=":
      return !holds("=", is, wanted);
    case ":":
      return String(is).toLowerCase().includes(String(wanted).toLowerCase());
    case "<":
      return is < wanted;
    case "<=":
      return is <= wanted;
    case ">":
      return is > wanted;
    case ">=":
      return is >= wanted;
  }
}
