import type { OperationRecord } from "#core";
import type { FeedEvent } from "../events/feed.ts";
import type { FileRow } from "../files/row.ts";
import type { OperationCount } from "../operate/ledger.ts";
import type { AuditRow } from "./audit.row.ts";

/** How a field of a record is compared. Times are compared in ms; a value such as `-1h` counts from now. */
export interface Field<T> {
  readonly kind: "text" | "number" | "time";
  get(record: T): string | number | undefined;
}

export type Fields<T> = Readonly<Record<string, Field<T>>>;

const text = <T>(get: (record: T) => string | undefined): Field<T> => ({ kind: "text", get });
const number = <T>(get: (record: T) => number | undefined): Field<T> => ({ kind: "number", get });
const moment = <T>(get: (record: T) => number | undefined): Field<T> => ({ kind: "time", get });

/** What filters over operations may name. */
export const OPERATION_FIELDS: Fields<OperationRecord> = {
  id: text(({ id }) => id),
  device: text(({ device }) => device),
  actor: text(({ actor }) => actor),
  type: text(({ operation }) => operation.type),
  command: text(({ operation }) => (operation.type === "operate" ? operation.command : undefined)),
  state: text(({ state }) => state),
  priority: text(({ priority }) => priority),
  code: text(({ problem }) => problem?.code),
  protocolCode: text(({ problem }) => problem?.protocolCode),
  attempts: number(({ attempts }) => attempts),
  createdAt: moment(({ createdAt }) => createdAt),
  sentAt: moment(({ sentAt }) => sentAt),
  finishedAt: moment(({ finishedAt }) => finishedAt),
  expiresAt: moment(({ expiresAt }) => expiresAt),
};

/** What operations are counted by, and what filters over their counts may name. */
export const COUNT_FIELDS: Fields<OperationCount> = {
  state: text(({ state }) => state),
  type: text(({ type }) => type),
  priority: text(({ priority }) => priority),
};

/** What filters over events may name. */
export const EVENT_FIELDS: Fields<FeedEvent> = {
  id: text(({ id }) => id),
  type: text(({ type }) => type),
  subject: text(({ device }) => device),
  time: moment(({ at }) => at),
};

/** What filters over files may name. */
export const FILE_FIELDS: Fields<FileRow> = {
  id: text(({ id }) => id),
  name: text(({ name }) => name),
  kind: text(({ kind }) => kind),
  version: text(({ version }) => version),
  rank: number(({ rank }) => rank),
  oui: text(({ oui }) => oui),
  productClass: text(({ productClass }) => productClass),
  modelName: text(({ modelName }) => modelName),
  size: number(({ size }) => size),
  sha256: text(({ sha256 }) => sha256),
  device: text(({ device }) => device),
  operation: text(({ operation }) => operation),
  createdAt: moment(({ createdAt }) => createdAt),
  createdBy: text(({ createdBy }) => createdBy),
};

/** What filters over the audit may name. */
export const AUDIT_FIELDS: Fields<AuditRow> = {
  at: moment(({ at }) => Date.parse(at)),
  actor: text(({ actor }) => actor),
  role: text(({ role }) => role),
  action: text(({ action }) => action),
  target: text(({ target }) => target),
  status: number(({ status }) => status),
  code: text(({ code }) => code),
  reason: text(({ reason }) => reason),
  address: text(({ address }) => address),
  requestId: text(({ requestId }) => requestId),
  count: number(({ count = 1 }) => count),
};
