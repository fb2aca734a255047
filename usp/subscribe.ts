import type { NativeValue } from "#core";
import type { Draft } from "./message/descriptors.table.ts";
import type { Model } from "./model.ts";
import { BASELINE, OURS, ROW_SETTINGS, type Subscription } from "./subscription.table.ts";

export const SUBSCRIPTIONS = "Device.LocalAgent.Subscription.";

/** What has to change on the agent so that it has the wanted subscriptions, each once, and no other ones of ours. */
export interface SubscriptionPlan {
  readonly add: readonly Subscription[];
  /** Rows that are not wanted, or with wrong references or type, which cannot be changed in place. */
  readonly remove: readonly string[];
  /** Rows whose settings differ, with what is to be set: setting what is so already may be refused. */
  readonly mend: readonly { readonly path: string; readonly params: Readonly<Record<string, string>> }[];
}

export type Row = ReadonlyMap<string, string>;

/**
 * Compares what the agent has with what is wanted; running it again after success gives an empty plan. `recipient`: our own
 * Controller row, undefined when the agent does not show it. Pure.
 */
export function planSubscriptions(
  wanted: readonly Subscription[],
  rows: ReadonlyMap<string, Row>,
  recipient: string | undefined,
): SubscriptionPlan {
  const add: Subscription[] = [];
  const remove: string[] = [];
  const mend: { path: string; params: Record<string, string> }[] = [];
  const names = new Set(wanted.map(({ id }) => id));
  for (const [path, row] of rows) if (isDropped(row, names, recipient)) remove.push(path);
  for (const subscription of wanted) {
    const mine = [...rows].filter(([, row]) => row.get("ID") === subscription.id && isOurs(row, recipient));
    const good = mine.find(([, row]) => isSame(row, subscription));
    remove.push(...mine.filter((row) => row !== good).map(([path]) => path));
    if (good === undefined) add.push(subscription);
    else {
      const [path, row] = good;
      const params = differing(row, subscription);
      if (Object.keys(params).length > 0) mend.push({ path, params });
    }
  }
  return { add, remove, mend };
}

export function isEmptyPlan({ add, remove, mend }: SubscriptionPlan): boolean {
  return add.length + remove.length + mend.length === 0;
}

/** The subscription rows among values: path of the row to its parameters. */
export function subscriptionRows(values: readonly NativeValue[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Map<string, string>>();
  for (const { path, value } of values) {
    const match = /^(Device\.LocalAgent\.Subscription\.\d+\.)([^.]+)$/.exec(path);
    const [, row = "", name = ""] = match ?? [];
    if (match === null) continue;
    const params = rows.get(row) ?? new Map<string, string>();
    params.set(name, value);
    rows.set(row, params);
  }
  return rows;
}

/** `Device.LocalAgent.Controller.1.`: the row that is us. */
export function ownRow(values: readonly NativeValue[], endpoint: string): string | undefined {
  const row = /^Device\.LocalAgent\.Controller\.\d+\.EndpointID$/;
  return values.find((v) => v.value === endpoint && row.test(v.path))?.path.replace(/EndpointID$/, "");
}

/** The baseline as far as the agent can serve it; an unknown model is given the benefit of the doubt. */
export function baselineFor(model: Model): readonly Subscription[] {
  return BASELINE.filter((s) => s.needs === undefined || model.objects.length === 0 || model.has(s.needs));
}

/** [TR-369 R-NOT.0] */
export function addSubscriptions(subscriptions: readonly Subscription[]): Draft<"Request"> {
  const createObjs = subscriptions.map((s) => ({
    objPath: SUBSCRIPTIONS,
    paramSettings: Object.entries({
      ID: s.id,
      NotifType: s.notifType,
      ReferenceList: s.references.join(","),
      ...Object.fromEntries(Object.entries(s.settings ?? ROW_SETTINGS).filter(isNotDefault)),
    }).map(([param, value]) => ({ param, value, required: true })),
  }));
  return { add: { allowPartial: true, createObjs } };
}

/** What TR-181 gives a new row by itself is not written: not every agent has all of it. */
function isNotDefault([, value]: readonly [string, string]): boolean {
  return value !== "false" && value !== "0";
}

/** Reference values come without a final dot, but not from every agent. */
function isOurs(row: Row, recipient: string | undefined): boolean {
  const given = row.get("Recipient") ?? "";
  return given === "" || recipient === undefined || given.replace(/\.$/, "") === recipient.replace(/\.$/, "");
}

/** A row we once made, and nobody wants any more. Whose it is must be certain. */
function isDropped(row: Row, wanted: ReadonlySet<string>, recipient: string | undefined): boolean {
  const id = row.get("ID") ?? "";
  const certain = recipient !== undefined || (row.get("Recipient") ?? "") === "";
  return id.startsWith(OURS) && !wanted.has(id) && certain && isOurs(row, recipient);
}

function isSame(row: Row, subscription: Subscription): boolean {
  const given = (row.get("ReferenceList") ?? "").split(",").map((item) => item.trim());
  return (
    row.get("NotifType") === subscription.notifType && given.join(",") === subscription.references.join(",")
  );
}

function differing(row: Row, { settings = ROW_SETTINGS }: Subscription): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => !holds(row.get(name), value)));
}

/** A parameter the agent does not show has what TR-181 gives it: false, or no limit. */
function holds(given: string | undefined, wanted: string): boolean {
  if (wanted === "true") return given === "true" || given === "1";
  if (wanted === "false") return given === undefined || given === "false" || given === "0";
  return (given ?? "0") === wanted;
}
