import { type DeviceId, Fault } from "#core";
import { seriesMatcher } from "./history.pattern.ts";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** One value a parameter took, and since when (ms). It holds until the next one. */
export interface HistoryPoint {
  readonly path: string;
  readonly at: number;
  readonly value: string;
}

export interface HistoryQuery {
  /** Absent: every parameter that has a history. */
  readonly paths?: readonly string[] | undefined;
  /** ms, inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** 0: only the total. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface HistoryPage {
  /** By path, then by time. */
  readonly items: readonly HistoryPoint[];
  readonly next?: string;
  readonly total?: number;
}

/** The history of a device's chosen parameters. Fault `request.invalid` for a cursor that is none. */
export async function readHistory(
  { keys, scripts }: StateContext,
  device: DeviceId,
  { paths, from = 0, to = Number.MAX_SAFE_INTEGER, limit, cursor }: HistoryQuery,
): Promise<HistoryPage> {
  const { client } = scripts;
  const tag = keys.tagOf(device);
  const matches = paths === undefined ? () => true : seriesMatcher(paths);
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const series = (await stored(client.hkeys(`${tag}:hs:${device}`))).filter(matches).toSorted(byText);
  const items: HistoryPoint[] = [];
  let total = 0;
  for (const path of series) {
    if (after !== undefined && path < after.path) continue;
    const begin = after?.path === path ? Math.max(from, after.at + 1) : from;
    const points = await stored(client.lrange(`${tag}:h:${device}:${path}`, 0, "-1"));
    const found = points.map((point) => pointOf(path, point)).filter(({ at }) => at >= begin && at <= to);
    total += found.length;
    if (limit === 0) continue;
    items.push(...found);
    if (items.length > limit) return { items: items.slice(0, limit), next: cursorOf(items[limit - 1]) };
  }
  return limit === 0 ? { items, total } : { items };
}

/** `<ms, base 36> <value>` */
function pointOf(path: string, text: string): HistoryPoint {
  const blank = text.indexOf(" ");
  return { path, at: Number.parseInt(text.slice(0, blank), 36), value: text.slice(blank + 1) };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function cursorOf(point: HistoryPoint | undefined): string {
  return Buffer.from(`${point?.at ?? 0} ${point?.path ?? ""}`).toString("base64url");
}

function placeOf(cursor: string): { readonly path: string; readonly at: number } {
  const found = /^(\d{1,15}) (Device\.[\w.-]{1,2000})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (found === null) throw new Fault("request.invalid", { detail: "cursor is not one of this list" });
  return { at: Number(found[1]), path: found[2] as string };
}
