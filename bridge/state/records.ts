import type { DeviceId, DeviceRecord } from "#core";
import { RECORD_FIELDS, toRecord } from "./record.ts";
import { recordsScript } from "./records.script.ts";
import type { StateContext } from "./state.context.ts";

type Row =
  | readonly []
  | readonly [fields: readonly (string | null)[], due: string, seen: string, queued: number];

/** The records of devices, in the order asked; undefined where a device is gone. One call a partition. */
export async function recordsOf(
  context: StateContext,
  ids: readonly DeviceId[],
): Promise<readonly (DeviceRecord | undefined)[]> {
  const { keys, scripts, clock } = context;
  const byTag = new Map<string, DeviceId[]>();
  for (const id of ids) {
    const group = byTag.get(keys.tagOf(id));
    if (group === undefined) byTag.set(keys.tagOf(id), [id]);
    else group.push(id);
  }
  const found = new Map<DeviceId, DeviceRecord>();
  await Promise.all(
    [...byTag].map(async ([tag, group]) => {
      const args = [tag, RECORD_FIELDS.length, ...RECORD_FIELDS, ...group];
      const rows = (await scripts.run(recordsScript, [`${tag}:pdue`], args)) as readonly Row[];
      for (const [i, id] of group.entries()) {
        const record = recordOf(id, rows[i] ?? [], clock.now());
        if (record !== undefined) found.set(id, record);
      }
    }),
  );
  return ids.map((id) => found.get(id));
}

function recordOf(id: DeviceId, row: Row, now: number): DeviceRecord | undefined {
  const [values, due, seen, queued] = row;
  if (values === undefined) return undefined;
  const fields: Record<string, string> = {};
  for (const [i, name] of RECORD_FIELDS.entries()) {
    const value = values[i + 1];
    if (value !== null && value !== undefined) fields[name] = value;
  }
  return toRecord(id, fields, { due: number(due), seen: number(seen), queued: queued ?? 0 }, now);
}

function number(text: string | undefined): number | undefined {
  return text === undefined || text === "" || text === "0" ? undefined : Number(text);
}
