import type { NotifyType, WantedSubscription } from "#core";
import { TELEMETRY, type TelemetryName } from "./telemetry.table.ts";

/** What an operator wants devices to tell. Either a shipped set, or a type and its paths. */
export interface SubscriptionSpec {
  readonly name: string;
  /** Of devices (`parseFilter`); empty: all. */
  readonly filter: string;
  readonly telemetry?: TelemetryName;
  readonly notifType?: NotifyType;
  readonly paths?: readonly string[];
  readonly enabled: boolean;
  readonly persistent: boolean;
  readonly notifRetry: boolean;
  /** Seconds */
  readonly timeToLive: number;
  /** Seconds */
  readonly notifExpiration: number;
}

/** A row as it is stored. `s_<26>`; times in ms. */
export interface SubscriptionRow extends SubscriptionSpec {
  readonly id: string;
  readonly revision: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly changedAt: number;
}

/** What a row asks of each of its devices. */
export function wantedBy(row: SubscriptionRow): readonly WantedSubscription[] {
  const { id, notifType, paths, persistent, notifRetry, timeToLive, notifExpiration } = row;
  const settings = { persistent, notifRetry, timeToLive, notifExpiration };
  if (row.telemetry !== undefined)
    return TELEMETRY[row.telemetry].map((part) => ({
      id: `${id}.${part.part}`,
      notifType: part.notifType,
      paths: part.paths,
      ...settings,
    }));
  return notifType === undefined || paths === undefined ? [] : [{ id, notifType, paths, ...settings }];
}

/** Whether a subscription of a device comes from the row. */
export function isOf(row: Pick<SubscriptionRow, "id">, subscription: string): boolean {
  return subscription === row.id || subscription.startsWith(`${row.id}.`);
}

/** A pass over the devices of a filter, each of which is asked to bring its subscriptions up to date. */
export interface Walk {
  /** Sortable */
  readonly id: string;
  readonly filter: string;
  /** Where the next page begins; "" is the start. */
  readonly cursor: string;
  /** ms */
  readonly notBefore: number;
}

/** A device takes part when it is accepted and the filter holds for it. */
export function reachOf(filter: string): string {
  return filter.trim() === "" ? 'enrolment="accepted"' : `enrolment="accepted" AND (${filter})`;
}
