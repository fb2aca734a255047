import { asFault, type DeviceId, type NativeValue, type Protocol, UNSLICED } from "#core";
import type { HistoryRows } from "./change.ts";
import { historyPatterns } from "./history.pattern.ts";
import type { History } from "./history.types.ts";
import type { KnowledgeReader } from "./known.ts";
import type { ViewOf } from "./param.index.ts";
import { becoming, type LearnedValues } from "./params.after.ts";
import type { StateContext } from "./state.context.ts";

/** Characters of a value that is kept: history is of readings and states, not of texts. */
const LONGEST = 256;
/** Points of one change. */
const MOST_ROWS = 1000;
/** Native names from which nothing chosen follows, and how long that is believed, ms: trees and profiles change. */
const DULL = 10_000;
const DULL_MS = 600_000;

/** Undefined when no parameter is chosen: then nothing costs anything. */
export function createHistory(
  context: StateContext,
  reader: () => KnowledgeReader,
  viewOf: ViewOf,
): History | undefined {
  const { config, limits, keys, clock, slicer = UNSLICED } = context;
  if (config.historyParameters.length === 0) return undefined;
  const chosen = historyPatterns(config.historyParameters);
  const cap = Math.floor(limits.historyBytes / keys.partitions);
  const dull = new Set<string>();
  let dullUntil = 0;

  function isDull(native: string): boolean {
    if (clock.now() >= dullUntil || dull.size > DULL) {
      dull.clear();
      dullUntil = clock.now() + DULL_MS;
    }
    return dull.has(template(native));
  }

  async function known(device: DeviceId, protocol: Protocol) {
    try {
      return await reader().readAt(device, protocol);
    } catch (error) {
      if (asFault(error).code === "device.notFound") return undefined;
      throw error;
    }
  }

  /** Of names of another model the TR-181 view tells what they are, once the change is made. */
  async function translated(
    device: DeviceId,
    protocol: Protocol,
    learned: LearnedValues,
    foreign: readonly NativeValue[],
  ): Promise<HistoryRows["rows"][number][]> {
    const found = await known(device, protocol);
    const before = found?.knowledge ?? { protocol, values: new Map(), memory: {}, secrets: {} };
    const after = await slicer.run(becoming(before, found?.layers ?? { gone: [], contact: [] }, learned));
    const told = new Map(foreign.map(({ path, at }) => [path, at]));
    const rows: HistoryRows["rows"][number][] = [];
    const useful = new Set<string>();
    for (const { path, value, secret, source } of viewOf(after)) {
      const at = told.get(source.path);
      if (at === undefined || secret === true || !chosen.has(path)) continue;
      useful.add(template(source.path));
      rows.push([path, at.toString(36), value]);
    }
    for (const { path } of foreign) if (!useful.has(template(path))) dull.add(template(path));
    return rows;
  }

  return {
    async of(device, protocol, learned) {
      const { values = [] } = learned;
      const rows: HistoryRows["rows"][number][] = [];
      const foreign: NativeValue[] = [];
      for (const value of values) {
        if (!value.path.startsWith("Device.")) {
          if (!isDull(value.path)) foreign.push(value);
        } else if (chosen.has(value.path)) rows.push([value.path, value.at.toString(36), value.value]);
      }
      if (foreign.length > 0) rows.push(...(await translated(device, protocol, learned, foreign)));
      const kept = rows.filter(([, , value]) => value.length <= LONGEST).slice(0, MOST_ROWS);
      return kept.length === 0 ? undefined : { most: limits.historyPoints, cap, rows: kept };
    },
  };
}

/** A native name without its instance numbers. */
function template(native: string): string {
  return native.replaceAll(/\.\d+(?=\.)/g, ".{i}");
}
