import {
  parsePath,
  select,
  supportedPath,
  type Knowledge,
  type Parameter,
  type Sliced,
  type SupportedObject,
  type ParameterTree,
  type SubscriptionProblem,
  type WantedSubscription,
} from "#core";
import { supportedBelow, supportedObjects } from "../supported.ts";
import { methodsOf } from "../ops/commands.ts";
import type { Translation } from "../translation.ts";
import { COUNTERS, EVENTS } from "./table.ts";
import { tableOf, type WatchedTable } from "./tables.ts";

/** What a device has to tell so that it is subscribed to what is wanted. JSON. */
export interface WatchPlan {
  readonly notified: Readonly<Record<string, readonly [level: number, ...paths: string[]]>>;
  readonly counters: readonly string[];
  /** Which native parameters each path of a subscription needs. */
  readonly uses: readonly {
    readonly id: string;
    readonly path: string;
    readonly natives: readonly string[];
  }[];
  readonly problems: Readonly<Record<string, readonly SubscriptionProblem[]>>;
}

/** A device as it was read last. `tree`: of the view. */
export interface Seen {
  readonly view: readonly Parameter[];
  readonly tree: ParameterTree;
  readonly knowledge: Knowledge;
  readonly translation: Translation;
}

/** Parameters of one device that are asked for at most: each is one more reason for a session. */
const MOST = 256;
const PASSIVE = 1;
const ACTIVE = 2;

/**
 * Wanted subscriptions as notifications of native parameters. What CWMP cannot give is a problem of its path. Pure.
 */
export function* watchPlan(
  wanted: readonly WantedSubscription[],
  tables: readonly WatchedTable[],
  { view, tree, knowledge, translation }: Seen,
): Sliced<WatchPlan> {
  const notified = new Map<string, { level: number; paths: Set<string> }>();
  const counting = new Set<string>();
  let supported: readonly SupportedObject[] | undefined;
  const uses: WatchPlan["uses"][number][] = [];
  const problems: Record<string, SubscriptionProblem[]> = {};

  /** Without a path: for the rows it counts. False when the device is asked for too much already. */
  function watch(native: string, level: number, path?: string): boolean {
    const known = notified.get(native);
    if (known === undefined && notified.size >= MOST) return false;
    const one = known ?? { level, paths: new Set<string>() };
    one.level = Math.max(one.level, level);
    if (path === undefined) counting.add(native);
    else one.paths.add(path);
    notified.set(native, one);
    return true;
  }

  function values(path: string, level: number): readonly string[] | string {
    const found = select(parsePath(path), tree).parameters.filter(
      ({ source }) => source.kind !== "synthesised",
    );
    if (found.length === 0) return "the device has no such parameter that could tell a change";
    const natives = found.map(({ source }) => source.path);
    // Rows that come later are to be watched as well.
    for (const table of searchedTables(path, tree))
      for (const native of countersOf(table, knowledge, translation)) watch(native, level);
    return found.every(({ source, path: shown }) => watch(source.path, level, shown)) ? natives : TOO_MANY;
  }

  function rows(id: string, path: string, level: number): readonly string[] | string {
    if (tableOf(path) === undefined) return "rows that are searched for by value cannot be watched over CWMP";
    const own = tables.filter((table) => table.wantedBy.some((by) => by.id === id && by.path === path));
    if (own.length === 0) return "the device has no such table";
    const counters = own.flatMap(({ path: table }) => countersOf(table, knowledge, translation));
    if (counters.length === 0)
      return "the device does not count these rows: they are compared at boots and on demand only";
    return counters.every((native) => watch(native, level)) ? counters : TOO_MANY;
  }

  function objection(subscription: WantedSubscription, path: string): readonly string[] | string {
    const level = subscription.notifRetry ? ACTIVE : PASSIVE;
    switch (subscription.notifType) {
      case "ValueChange":
        return values(path, level);
      case "ObjectCreation":
      case "ObjectDeletion":
        return rows(subscription.id, path, level);
      case "Event":
        return tellsEvent(path) ? [] : "CWMP has no such event";
      case "OperationComplete":
        return hasCommand(path, (supported ??= supportedObjects(view, methodsOf(knowledge))))
          ? []
          : "the device has no such command over CWMP";
    }
  }

  for (const subscription of wanted)
    for (const path of subscription.paths) {
      yield;
      const { id } = subscription;
      const found = objection(subscription, path);
      if (typeof found === "string") (problems[id] ??= []).push({ path, why: "unsupported", detail: found });
      else uses.push({ id, path, natives: found });
    }
  return {
    notified: Object.fromEntries(
      [...notified].map(([native, { level, paths }]) => [native, [level, ...paths] as const]),
    ),
    counters: [...counting],
    uses,
    problems,
  };
}

const TOO_MANY = `more than ${MOST} parameters would have to be watched on this device`;

/** Tables that paths of values search through, and that count another number of rows than are known: those are to be read. */
export function* staleTables(
  wanted: readonly WantedSubscription[],
  { tree, knowledge, translation }: Omit<Seen, "view">,
): Sliced<readonly string[]> {
  const paths = wanted.filter(({ notifType }) => notifType === "ValueChange").flatMap((one) => one.paths);
  const tables = new Set<string>();
  for (const path of paths) {
    for (const table of searchedTables(path, tree)) tables.add(table);
    yield;
  }
  return [...tables].filter((table) => {
    const counters = countersOf(table, knowledge, translation);
    const counted = counters.map((native) => Number(knowledge.values.get(native)?.value ?? "0"));
    const rows = counted.reduce((sum, n) => sum + n, 0);
    return counters.length > 0 && rows !== tree.instances(table).length;
  });
}

/** The tables whose rows a path searches through, as the device has them. */
function searchedTables(text: string, tree: ParameterTree): readonly string[] {
  const { steps } = parsePath(text);
  return steps.flatMap(({ kind }, i) =>
    kind === "any" || kind === "where" ? select({ text, steps: steps.slice(0, i) }, tree).objects : [],
  );
}

/** Every row that came or went changes one of these native parameters. */
function countersOf(table: string, knowledge: Knowledge, translation: Translation): readonly string[] {
  const sources = [...translation.sources([table], knowledge)].filter((name) => name.endsWith("."));
  const counters = sources.flatMap((source) => {
    const name = source.split(".").at(-2) ?? "";
    const parent = source.slice(0, -name.length - 1);
    const own = [`${parent}${name}NumberOfEntries`, parent + (COUNTERS[name] ?? "")];
    return own.find((counter) => knowledge.values.has(counter)) ?? [];
  });
  return [...new Set(counters)];
}

function tellsEvent(path: string): boolean {
  const generic = supportedPath(parsePath(path));
  if (generic === undefined) return false;
  return generic.endsWith(".") ? [...EVENTS].some((event) => event.startsWith(generic)) : EVENTS.has(generic);
}

/** Results of commands come without being asked for. */
function hasCommand(path: string, supported: readonly SupportedObject[]): boolean {
  const generic = supportedPath(parsePath(path));
  if (generic === undefined) return false;
  const at = generic.lastIndexOf(".") + 1;
  const all = supportedBelow(supported, generic.slice(0, at), false);
  if (at === generic.length) return all.some(({ commands }) => commands.length > 0);
  return all.some(
    (object) =>
      object.path === generic.slice(0, at) && object.commands.some((c) => c.name === generic.slice(at)),
  );
}
