import type { JsonObject } from "#core";

/** How an agent takes session contexts, so far as it is known; kept in its device's memory. */
export interface SessionNotes {
  /** A session is open, or was when this was last told: held by this replica. */
  readonly at?: string;
  /** It refused one (7106). */
  readonly barred?: true;
  /** `E2ESession.SessionMode` of its row for us: `Require`, `Allow`, `Forbid`. */
  readonly mode?: string;
  /** `E2ESession.MaxUSPRecordSize`, bytes, 0: no limit. Absent: its row was not read so far. */
  readonly recordBytes?: number;
}

export function sessionNotesIn(memory: JsonObject): SessionNotes {
  const { e2eAt: at, e2eBarred: barred, e2eMode: mode, e2eRecordBytes: recordBytes } = memory;
  return {
    ...(typeof at === "string" && at !== "" ? { at } : {}),
    ...(barred === true ? { barred } : {}),
    ...(typeof mode === "string" && mode !== "" ? { mode } : {}),
    ...(typeof recordBytes === "number" ? { recordBytes } : {}),
  };
}

/** A session was opened with the agent, which this replica holds. */
export function openNotes(replica: string): JsonObject {
  return { e2eAt: replica, e2eBarred: null };
}

/** The agent ended it: it lets none be, or nothing outside of one, or began anew. */
export function endNotes(barred: boolean, required: boolean): JsonObject {
  return { e2eAt: null, ...(barred ? { e2eBarred: true } : {}), ...(required ? { e2eMode: "Require" } : {}) };
}

/** The smallest limit there is: it suits every agent. */
export const LEAST_RECORD = 512;

/** What the agent's row for us says of sessions. `row`: `Device.LocalAgent.Controller.1.` */
export function notesOfRow(
  values: readonly { readonly path: string; readonly value: string }[],
  row: string,
): JsonObject {
  const at = `${row}E2ESession.`;
  const of = (name: string) => values.find(({ path }) => path === at + name)?.value ?? "";
  const bytes = Number(of("MaxUSPRecordSize"));
  return {
    e2eMode: of("SessionMode"),
    // Less than that no agent may ask for.
    e2eRecordBytes: Number.isSafeInteger(bytes) && bytes >= LEAST_RECORD ? bytes : 0,
  };
}
