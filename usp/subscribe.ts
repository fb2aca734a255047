import type { NativeValue } from "#core";
import type { Draft } from "./message/descriptors.table.ts";
import type { Model } from "./model.ts";
import { BASELINE, ROW_SETTINGS, type Subscription } from "./subscription.table.ts";

const TABLE = "Device.LocalAgent.Subscription.";
/** Agents keep short values (4096 characters on the reference agent); one list stays well below. */
const LIST_CHARS = 2000;

/** What has to change on the agent so that it has the wanted subscriptions, each once. */
export interface SubscriptionPlan {
  readonly add: readonly Subscription[];
  /** Rows with wrong references or type, which cannot be changed in place. */
  readonly remove: readonly string[];
  /** Rows that lack some of ROW_SETTINGS, with what is to be set. */
  readonly mend: readonly { readonly path: string; readonly params: Readonly<Record<string, string>> }[];
}

type Row = ReadonlyMap<string, string>;

/** Compares what the agent has with what is wanted; running it again after success gives an empty plan. Pure. */
export function planSubscriptions(
  wanted: readonly Subscription[],
  rows: ReadonlyMap<string, Row>,
  recipient: string | undefined,
): SubscriptionPlan {
  const add: Subscription[] = [];
  const remove: string[] = [];
  const mend: { path: string; params: Record<string, string> }[] = [];
  for (const subscription of wanted) {
    const mine = [...rows].filter(([, row]) => row.get("ID") === subscription.id && isOurs(row, recipient));
    const good = mine.find(([, row]) => isSame(row, subscription));
    remove.push(...mine.filter((row) => row !== good).map(([path]) => path));
    if (good === undefined) add.push(subscription);
    else {
      const [path, row] = good;
      const lacking = Object.entries(ROW_SETTINGS).filter(
        ([name, value]) => !isTrue(row.get(name)) && value === "true",
      );
      if (lacking.length > 0) mend.push({ path, params: Object.fromEntries(lacking) });
    }
  }
  return { add, remove, mend };
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

/** The baseline as far as the agent can serve it; an unknown model is given the benefit of the doubt. */
export function baselineFor(model: Model): readonly Subscription[] {
  return BASELINE.filter((s) => s.needs === undefined || model.objects.length === 0 || model.has(s.needs));
}

/** One path per asynchronous command, for agents that refuse `Device.` as a reference; lists split by length. */
export function perCommand(base: Subscription, model: Model): readonly Subscription[] {
  const paths = model.objects.flatMap((object) =>
    object.commands.filter((c) => c.async).map((c) => `${object.path.replaceAll("{i}", "*")}${c.name}`),
  );
  const lists: string[][] = [];
  for (const path of paths) {
    const last = lists.at(-1);
    if (last === undefined || last.join(",").length + path.length > LIST_CHARS) lists.push([path]);
    else last.push(path);
  }
  const { notifType } = base;
  return lists.map((references, i) => ({ id: `${base.id}-${i + 1}`, notifType, references }));
}

/** [TR-369 R-NOT.0] */
export function addSubscriptions(subscriptions: readonly Subscription[]): Draft<"Request"> {
  const createObjs = subscriptions.map((s) => ({
    objPath: TABLE,
    paramSettings: Object.entries({
      ID: s.id,
      NotifType: s.notifType,
      ReferenceList: s.references.join(","),
      ...ROW_SETTINGS,
    }).map(([param, value]) => ({ param, value, required: true })),
  }));
  return { add: { allowPartial: true, createObjs } };
}

/** Reference values come without a final dot, but not from every agent. */
function isOurs(row: Row, recipient: string | undefined): boolean {
  const given = row.get("Recipient") ?? "";
  return given === "" || recipient === undefined || given.replace(/\.$/, "") === recipient.replace(/\.$/, "");
}

function isSame(row: Row, subscription: Subscription): boolean {
  const given = (row.get("ReferenceList") ?? "").split(",").map((item) => item.trim());
  return (
    row.get("NotifType") === subscription.notifType && given.join(",") === subscription.references.join(",")
  );
}

function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
