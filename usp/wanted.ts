import { createHash } from "node:crypto";
import {
  coversPath,
  NOTIFY_TYPES,
  type NotifyType,
  type SubscriptionProblem,
  type WantedSubscription,
} from "#core";
import { Covering } from "./covering.ts";
import type { Model } from "./model.ts";
import { expanded, unsupportedBy } from "./references.ts";
import { baselineFor } from "./subscribe.ts";
import { COMMANDS, OURS, ROW_SETTINGS, type Subscription } from "./subscription.table.ts";

/** Agents keep short values (4096 characters on the reference agent); one list stays well below. */
const LIST_CHARS = 2000;
/** References of one subscription when it is taken apart: an agent has a limit of rows. */
const MOST_APART = 64;

/**
 * One subscription as rows, in the ways it may be asked for: as it was wanted, with its objects taken apart, with a row
 * for each reference. Agents that refuse one way get the next. `id`: of the wanted subscription, or of the baseline's row.
 */
export interface RowGroup {
  readonly id: string;
  readonly ways: readonly (readonly Subscription[])[];
}

export interface WantedRows {
  readonly groups: readonly RowGroup[];
  /** What the agent's model shows to be impossible, by id of the wanted subscription. */
  readonly problems: ReadonlyMap<string, readonly SubscriptionProblem[]>;
  /** Paths that another subscription tells of already, and where: their problems are the same. */
  readonly covered: readonly {
    readonly id: string;
    readonly path: string;
    readonly by: { readonly id: string; readonly path: string };
  }[];
}

/** The rows an agent is to have for the baseline and for what is wanted of it. Pure. */
export function rowsFor(wanted: readonly WantedSubscription[], model: Model): WantedRows {
  const baseline = baselineFor(model);
  const taken = new Map<NotifyType, Covering<Told>>(
    NOTIFY_TYPES.map((type) => [type, new Covering(type !== "ObjectCreation" && type !== "ObjectDeletion")]),
  );
  for (const { id, notifType, references } of baseline)
    for (const path of references) taken.get(notifType)?.add(path, { id, path, strength: STRONGEST });
  const groups = baseline.map((row) => groupOfBaseline(row, model));
  const problems = new Map<string, SubscriptionProblem[]>();
  const covered: WantedRows["covered"][number][] = [];
  for (const subscription of wanted.toSorted(byStrength)) {
    const { id, notifType } = subscription;
    const strength = strengthOf(subscription);
    const impossible: SubscriptionProblem[] = [];
    const paths: string[] = [];
    for (const path of new Set(subscription.paths)) {
      const detail = unsupportedBy(model, notifType, path);
      const by = taken.get(notifType)?.find(path, (told) => isAsSure(told.strength, strength));
      if (detail !== undefined) impossible.push({ path, why: "unsupported", detail });
      else if (by !== undefined) covered.push({ id, path, by: { id: by.id, path: by.path } });
      else {
        // A later one that says the same is left out, so that a change is told once.
        taken.get(notifType)?.add(path, { id, path, strength });
        paths.push(path);
      }
    }
    problems.set(id, impossible);
    if (paths.length > 0) groups.push(groupOf(subscription, paths, baseline, model));
  }
  return { groups, problems, covered };
}

/** The way an agent is asked now: the last one of which it has a row already. */
export function wayOf({ ways }: RowGroup, ids: ReadonlySet<string>): number {
  const has = ways.findLastIndex((rows) => rows.some(({ id }) => ids.has(id)));
  return Math.max(0, has);
}

/** Comma-separated lists that stay short. */
export function inLists(references: readonly string[]): readonly (readonly string[])[] {
  const lists: string[][] = [];
  for (const reference of references) {
    const last = lists.at(-1);
    if (last === undefined || last.join(",").length + reference.length > LIST_CHARS) lists.push([reference]);
    else last.push(reference);
  }
  return lists;
}

interface Told {
  readonly id: string;
  readonly path: string;
  readonly strength: Strength;
}

/** How surely and how long it tells: retried, kept over restarts, seconds it lives, seconds it repeats. */
type Strength = readonly [retry: number, persistent: number, life: number, repeats: number];
const STRONGEST: Strength = [1, 1, Infinity, Infinity];

function strengthOf({ notifRetry, persistent, timeToLive, notifExpiration }: WantedSubscription): Strength {
  const unbounded = (seconds: number): number => (seconds === 0 ? Infinity : seconds);
  return [Number(notifRetry), Number(persistent), unbounded(timeToLive), unbounded(notifExpiration)];
}

function byStrength(a: WantedSubscription, b: WantedSubscription): number {
  const [left, right] = [strengthOf(a), strengthOf(b)];
  const at = left.findIndex((n, i) => n !== right[i]);
  if (at < 0) return a.id < b.id ? -1 : 1;
  return (left[at] ?? 0) > (right[at] ?? 0) ? -1 : 1;
}

function isAsSure(told: Strength, wanted: Strength): boolean {
  return told.every((n, i) => n >= (wanted[i] ?? 0));
}

function groupOf(
  { id, notifType, ...rest }: WantedSubscription,
  paths: readonly string[],
  baseline: readonly Subscription[],
  model: Model,
): RowGroup {
  const name = `${OURS}${id}`;
  const settings = settingsOf(rest);
  const own = baseline.filter((row) => row.notifType === notifType).flatMap(({ references }) => references);
  const apart = apartOf(model, notifType, paths, own);
  // Beside an object that holds what the baseline subscribes to, each of those events would come twice.
  const twice =
    notifType !== "ValueChange" &&
    model.objects.length > 0 &&
    paths.some((path) => own.some((reference) => coversPath(path, reference, true)));
  const whole = twice ? [] : rowsOf(name, "", notifType, paths, settings);
  return { id, ways: waysOf(whole, name, notifType, apart, settings) };
}

function groupOfBaseline(row: Subscription, model: Model): RowGroup {
  const { id, notifType, references } = row;
  if (row !== COMMANDS) return { id, ways: [[row]] };
  const apart = apartOf(model, notifType, references, []);
  return { id, ways: waysOf([row], id, notifType, apart, ROW_SETTINGS) };
}

function waysOf(
  whole: readonly Subscription[],
  name: string,
  notifType: NotifyType,
  apart: readonly string[],
  settings: Readonly<Record<string, string>>,
): readonly (readonly Subscription[])[] {
  const same = whole.flatMap(({ references }) => references).join(",") === apart.join(",");
  const lists = same ? [] : rowsOf(name, "-", notifType, apart, settings);
  const single = apart.slice(0, MOST_APART).map((path) => ({
    id: `${name}-${createHash("sha256").update(path).digest("hex").slice(0, 8)}`,
    notifType,
    references: [path],
    settings,
  }));
  return [whole, lists, apart.length > 1 ? single : []].filter((rows) => rows.length > 0);
}

function apartOf(
  model: Model,
  notifType: NotifyType,
  paths: readonly string[],
  without: readonly string[],
): readonly string[] {
  const all = new Set(paths.flatMap((path) => expanded(model, notifType, path)));
  return [...all].filter((path) => !without.includes(path));
}

function rowsOf(
  name: string,
  mark: "" | "-",
  notifType: NotifyType,
  paths: readonly string[],
  settings: Readonly<Record<string, string>>,
): readonly Subscription[] {
  return inLists(paths).map((references, i) => {
    const id = mark === "-" ? `${name}-${i + 1}` : i === 0 ? name : `${name}.${i + 1}`;
    return { id, notifType, references, settings };
  });
}

function settingsOf(wanted: Omit<WantedSubscription, "id" | "notifType" | "paths">) {
  return {
    Enable: "true",
    Persistent: String(wanted.persistent),
    NotifRetry: String(wanted.notifRetry),
    TimeToLive: String(wanted.timeToLive),
    NotifExpiration: String(wanted.notifExpiration),
  };
}
