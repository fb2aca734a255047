import type { Problem } from "#core";
import type { Adoption } from "../state/adopt.ts";
import type { RowProblemCode } from "./problem.table.ts";
import type { Format, Place } from "./reader.ts";

/** `open`: goes on with the next request. */
export type ImportState = "open" | "finished" | "cancelled" | "failed";

export type Counts = Readonly<Record<Adoption, number>>;

/** One import as it is kept. Times in ms. */
export interface ImportRow {
  readonly id: string;
  readonly name: string;
  readonly format: Format;
  readonly dryRun: boolean;
  readonly by: string;
  readonly createdAt: number;
  readonly endedAt?: number;
  /** How far the file was taken in. */
  readonly place: Place;
  readonly counts: Counts;
  /** Entries that were reported; the report holds the first of them. */
  readonly problems: number;
  /** Why it failed as a whole. */
  readonly problem?: Problem;
}

/** An import with what its row does not say of itself. */
export interface Import extends ImportRow {
  readonly state: ImportState;
  /** A request is feeding it now. */
  readonly running: boolean;
}

/** One entry of a report. Nothing in it is a value of the file but the device's name. */
export interface ReportEntry {
  readonly line: number;
  readonly code: RowProblemCode;
  readonly column: string;
  readonly device?: string;
  readonly detail?: string;
}
