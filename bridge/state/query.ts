import { asFault, Fault, partitionOf, type DeviceId } from "#core";
import type { FieldRow } from "./field.table.ts";
import {
  asksParameters,
  compileFilter,
  compileQ,
  deviceFields,
  fieldRow,
  type Step,
} from "./filter.compile.ts";
import { parseFilter } from "./filter.ts";
import { decodeCursor, encodeCursor, type Position } from "./cursor.ts";
import { luaJson } from "./lua.ts";
import { queryScript } from "./query.script.ts";
import type { Aggregate, AggregateQuery, DevicePage, DeviceQuery } from "./query.types.ts";
import { recordsOf } from "./records.ts";
import type { StateContext } from "./state.context.ts";

/** What one partition is asked; see `query.script.ts`. */
interface Ask {
  readonly order: string;
  readonly desc: boolean;
  readonly limit: number;
  readonly from: string;
  readonly tie?: string;
  readonly tieDense?: string;
  readonly count: boolean;
  readonly groups: readonly string[];
}

type Reply = readonly [
  total: number,
  rows: readonly string[],
  one: readonly (string | number)[],
  two: readonly (string | number)[],
  both: readonly (string | number)[],
];

interface Row extends Position {
  readonly id: DeviceId;
}

const NOTHING: Ask = { order: "id", desc: false, limit: 0, from: "0", count: false, groups: [] };
/** Partitions asked at first for a list in the order of ids, then twice as many each time: most pages end early. */
const STRIDE = 4;
const MOST = 1000;

/**
 * A page of devices. Faults: `filter.syntax`, `filter.field` (also for an order there is none by), `request.invalid`
 * for a cursor of another question, `index.building` for parameters that are not indexed everywhere yet.
 */
export async function listDevices(context: StateContext, query: DeviceQuery): Promise<DevicePage> {
  const program = await programOf(context, query.filter, query.q);
  const order = orderOf(context, query.orderBy);
  const limit = Math.min(Math.max(0, query.limit), MOST);
  const counting = query.count === true || limit === 0 ? countOf(context, program) : undefined;
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, order.name);
  const rows = limit === 0 ? [] : await rowsOf(context, program, order, limit + 1, after);
  const page = rows.slice(0, limit);
  const records = await recordsOf(
    context,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  const total = await counting;
  return {
    items: records.filter((record) => record !== undefined),
    ...(rows.length > limit && last !== undefined && limit > 0
      ? { next: encodeCursor(order.name, last) }
      : {}),
    ...(total === undefined ? {} : { total }),
  };
}

/** The ids of all devices of a filter, page by page. Faults as `listDevices`. */
export async function* listIds(context: StateContext, filter: string): AsyncGenerator<readonly DeviceId[]> {
  const program = await programOf(context, filter, undefined);
  for (let after: Position | undefined; ;) {
    const rows = await byId(context, program, MOST, after);
    if (rows.length > 0) yield rows.map(({ id }) => id);
    after = rows.at(-1);
    if (after === undefined || rows.length < MOST) return;
  }
}

/** Which of these filters hold for one device, in order. A filter that cannot be asked any more holds for none. */
export async function filtersOf(
  context: StateContext,
  device: DeviceId,
  filters: readonly string[],
): Promise<readonly boolean[]> {
  const only: Step = ["id", device];
  return Promise.all(
    filters.map(async (filter) => {
      try {
        const program = await programOf(context, filter, undefined);
        const steps: Step[] = program.length === 0 ? [only] : [...program, only, ["and", 2]];
        const [, rows] = await askOne(context, steps, partitionOf(device), { ...NOTHING, limit: 1 });
        return rows.length > 0;
      } catch (error) {
        const { code } = asFault(error);
        if (code !== "filter.field" && code !== "filter.syntax") throw error;
        context.log.warn({ device, filter, code }, "filter cannot be asked");
        return false;
      }
    }),
  );
}

/** Counts devices by one or two fields; devices without a value are counted under "". From indexes only. */
export async function aggregateDevices(context: StateContext, query: AggregateQuery): Promise<Aggregate> {
  if (query.groupBy.some((name) => name.startsWith("param("))) await context.parameters?.ready();
  const program = await programOf(context, query.filter, query.q);
  const fields = deviceFields(context.config);
  const [first, second, ...more] = query.groupBy;
  if (first === undefined || more.length > 0) {
    throw new Fault("request.invalid", { detail: "groupBy names one or two fields" });
  }
  const names = second === undefined ? [first] : [first, second];
  const rows = names.map((name) => fieldRow(fields, name, isGroupable));
  const groups = rows.map(({ index }) => index);
  const replies = await everywhere(context, program, { ...NOTHING, count: true, groups });
  const total = sum(replies.map(([n]) => n));
  const one = tally(replies.map(([, , flat]) => flat));
  if (second === undefined) {
    const groupsOfOne = [...one, ...rest(rows[0], one, total)];
    return {
      total,
      groups: sorted(groupsOfOne.map(([value, count]) => ({ key: { [first]: value }, count }))),
    };
  }
  const two = tally(replies.map(([, , , flat]) => flat));
  const both = pairs(replies.map(([, , , , flat]) => flat));
  const cells = withRest(both, one, two, total, rows);
  const keyed = cells.map(([a, b, count]) => ({ key: { [first]: a, [second]: b }, count }));
  return { total, groups: sorted(keyed) };
}

/** The values devices have in one field, most frequent first. */
export async function valuesOf(
  context: StateContext,
  field: string,
  prefix: string,
  filter?: string,
): Promise<readonly { readonly value: string; readonly count: number }[]> {
  const { groups } = await aggregateDevices(context, {
    groupBy: [field],
    ...(filter === undefined ? {} : { filter }),
  });
  const wanted = prefix.toLowerCase();
  return groups
    .map(({ key, count }) => ({ value: key[field] ?? "", count }))
    .filter(({ value }) => value !== "" && value.toLowerCase().startsWith(wanted));
}

interface Order {
  readonly name: string;
  readonly index: string;
  readonly desc: boolean;
}

function orderOf({ config }: StateContext, orderBy = "id"): Order {
  const [field = "", direction = "asc", ...more] = orderBy.trim().split(/\s+/);
  if ((direction !== "asc" && direction !== "desc") || more.length > 0) {
    throw new Fault("request.invalid", {
      detail: "orderBy is a field, and desc after a blank for downwards",
    });
  }
  const row = fieldRow(deviceFields(config), field, ({ orderable }) => orderable === true);
  if (row.kind === "id" && direction === "desc") {
    throw new Fault("request.invalid", { detail: "ids are ordered upwards only" });
  }
  return { name: `${field} ${direction}`, index: row.index, desc: direction === "desc" };
}

async function programOf(
  { config, clock, parameters }: StateContext,
  filter: string | undefined,
  q: string | undefined,
): Promise<Step[]> {
  const parsed = filter === undefined ? undefined : parseFilter(filter);
  const steps = compileFilter(parsed, deviceFields(config), clock.now());
  if (asksParameters(parsed)) await parameters?.ready();
  if (q === undefined || q === "") return steps;
  return steps.length === 0 ? [compileQ(q)] : [...steps, compileQ(q), ["and", 2]];
}

async function countOf(context: StateContext, program: readonly Step[]): Promise<number> {
  const replies = await everywhere(context, program, { ...NOTHING, count: true });
  return sum(replies.map(([total]) => total));
}

function everywhere(context: StateContext, program: readonly Step[], ask: Ask): Promise<Reply[]> {
  return Promise.all(context.keys.tags().map((_, partition) => askOne(context, program, partition, ask)));
}

async function askOne(
  { keys, scripts, clock }: StateContext,
  program: readonly Step[],
  partition: number,
  ask: Ask,
): Promise<Reply> {
  const tag = keys.tag(partition);
  const args = [tag, clock.now(), luaJson(program), luaJson(ask)];
  return (await scripts.run(queryScript, [`${tag}:all`], args)) as Reply;
}

function rowsOf(
  context: StateContext,
  program: readonly Step[],
  order: Order,
  limit: number,
  after: Position | undefined,
): Promise<Row[]> {
  return order.index === "id"
    ? byId(context, program, limit, after)
    : byScore(context, program, order, limit, after);
}

/** Partition after partition, some at a time. */
async function byId(
  context: StateContext,
  program: readonly Step[],
  limit: number,
  after: Position | undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  const all = context.keys.partitions;
  let stride = STRIDE;
  for (let start = after?.partition ?? 0; start < all && rows.length < limit; start += stride, stride *= 2) {
    const some = Array.from({ length: Math.min(stride, all - start) }, (_, i) => start + i);
    const wanted = limit - rows.length;
    const parts = await Promise.all(
      some.map(async (partition) => {
        const from = partition === after?.partition ? String(Number(after.dense) + 1) : "0";
        return toRows(
          partition,
          await askOne(context, program, partition, { ...NOTHING, limit: wanted, from }),
        );
      }),
    );
    rows.push(...parts.flat());
  }
  return rows.slice(0, limit);
}

interface Source {
  readonly partition: number;
  readonly rows: Row[];
  ended: boolean;
  last: Position | undefined;
}

/** Merges by threshold: a small fetch from every partition, refilled only where the page goes on. */
async function byScore(
  context: StateContext,
  program: readonly Step[],
  order: Order,
  limit: number,
  after: Position | undefined,
): Promise<Row[]> {
  const { partitions } = context.keys;
  const chunk = Math.max(4, Math.ceil((limit * 2) / partitions));
  const sources = Array.from({ length: partitions }, (_, partition): Source => ({
    partition,
    rows: [],
    ended: false,
    last: undefined,
  }));

  async function refill(source: Source): Promise<void> {
    if (source.rows.length > 0 || source.ended) return;
    const bound = source.last === undefined ? startOf(source.partition, after, order) : boundOf(source.last);
    const ask: Ask = { ...NOTHING, ...bound, order: order.index, desc: order.desc, limit: chunk };
    const rows = toRows(source.partition, await askOne(context, program, source.partition, ask));
    source.rows.push(...rows);
    source.last = rows.at(-1) ?? source.last;
    source.ended = rows.length < chunk;
  }

  const page: Row[] = [];
  await Promise.all(sources.map(refill));
  while (page.length < limit) {
    const next = nextOf(sources, order.desc);
    if (next === undefined) break;
    page.push(next.rows.shift() as Row);
    if (next.rows.length === 0) await refill(next);
  }
  return page;
}

function nextOf(sources: readonly Source[], desc: boolean): Source | undefined {
  let best: Source | undefined;
  for (const source of sources) {
    const head = source.rows[0];
    if (head === undefined) continue;
    const than = best?.rows[0];
    if (than === undefined || comes(head, than, desc)) best = source;
  }
  return best;
}

/** Scores first; equal ones by partition, then as Redis orders members of one score. */
function comes(a: Position, b: Position, desc: boolean): boolean {
  const up = a.score - b.score || a.partition - b.partition || (a.dense < b.dense ? -1 : 1);
  return desc ? up > 0 : up < 0;
}

function boundOf({ score, dense }: Position): Pick<Ask, "from" | "tie" | "tieDense"> {
  return { from: String(score), tie: String(score), tieDense: dense };
}

/** Where a partition goes on after a position that may lie in another one. */
function startOf(partition: number, after: Position | undefined, { desc }: Order): Partial<Ask> {
  if (after === undefined) return { from: "" };
  if (partition === after.partition) return boundOf(after);
  const inclusive = desc ? partition < after.partition : partition > after.partition;
  return inclusive
    ? { from: String(after.score) }
    : { from: String(after.score), tie: String(after.score), tieDense: "" };
}

function toRows(partition: number, [, flat]: Reply): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i + 2 < flat.length; i += 3) {
    rows.push({
      partition,
      dense: flat[i] as string,
      id: flat[i + 1] as DeviceId,
      score: Number(flat[i + 2]),
    });
  }
  return rows;
}

function isGroupable({ kind }: FieldRow): boolean {
  return kind === "value" || kind === "values" || kind === "presence";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function tally(flats: readonly (readonly (string | number)[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const flat of flats) {
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const value = flat[i] as string;
      counts.set(value, (counts.get(value) ?? 0) + Number(flat[i + 1]));
    }
  }
  return counts;
}

type Cell = readonly [a: string, b: string, count: number];

function pairs(flats: readonly (readonly (string | number)[])[]): Cell[] {
  const counts = new Map<string, Cell>();
  for (const flat of flats) {
    for (let i = 0; i + 2 < flat.length; i += 3) {
      const [a, b] = [flat[i] as string, flat[i + 1] as string];
      const key = JSON.stringify([a, b]);
      counts.set(key, [a, b, (counts.get(key)?.[2] ?? 0) + Number(flat[i + 2])]);
    }
  }
  return [...counts.values()];
}

/** Devices without a value of a field that has at most one. */
function rest(
  row: FieldRow | undefined,
  counts: ReadonlyMap<string, number>,
  total: number,
): [string, number][] {
  const left = total - sum([...counts.values()]);
  return row?.kind !== "values" && left > 0 ? [["", left]] : [];
}

function withRest(
  both: readonly Cell[],
  one: ReadonlyMap<string, number>,
  two: ReadonlyMap<string, number>,
  total: number,
  rows: readonly FieldRow[],
): Cell[] {
  const [a, b] = rows;
  const cells = [...both];
  if (b?.kind !== "values") {
    for (const [value, count] of one) add(cells, [value, "", count - sumWhere(both, 0, value)]);
  }
  if (a?.kind !== "values") {
    for (const [value, count] of two) add(cells, ["", value, count - sumWhere(both, 1, value)]);
  }
  if (a?.kind !== "values" && b?.kind !== "values")
    add(cells, ["", "", total - sum(cells.map(([, , n]) => n))]);
  return cells;
}

function add(cells: Cell[], cell: Cell): void {
  if (cell[2] > 0) cells.push(cell);
}

function sumWhere(cells: readonly Cell[], side: 0 | 1, value: string): number {
  return sum(cells.filter((cell) => cell[side] === value).map(([, , n]) => n));
}

function sorted<T extends { readonly count: number }>(groups: readonly T[]): readonly T[] {
  return groups.toSorted((a, b) => b.count - a.count);
}
