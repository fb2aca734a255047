import { randomBytes } from "node:crypto";
import { asFault, Fault } from "#core";
import type { Adopted, Newcomer } from "../state/adopt.ts";
import type { StoreContext } from "../state/store.context.ts";
import { type Place, type Portion, readRows, type Row } from "./reader.ts";
import { createImportRows, type ImportRows } from "./rows.ts";
import type { Import, ImportRow } from "./row.ts";
import { takeIn } from "./take.ts";

/** Devices from files of another management system. Faults: `store.unavailable`. */
export interface Imports extends Pick<ImportRows, "create" | "get" | "list" | "cancel" | "report"> {
  /**
   * Takes in the file from `offset` to its end. Whatever breaks it off, what was kept until then stays, and the next request
   * goes on there. Faults `request.notFound`, `import.offset`, `import.running`, `import.over`, `import.columns`, `store.full`,
   * and those of the pieces.
   */
  feed(id: string, offset: number, pieces: AsyncIterable<Buffer>): Promise<Import>;
}

export interface ImportParts extends StoreContext {
  adopt(newcomer: Newcomer, mark: string, dryRun: boolean): Promise<Adopted>;
  /** The store is nearly full. */
  pressed(): boolean;
}

/** Rows that are taken in before that is kept, or the time after which it is, ms. */
const CHUNK = 500;
const CHUNK_MS = 1000;

export function createImports(parts: ImportParts): Imports {
  const { log } = parts;
  const rows = createImportRows(parts);
  return {
    create: (wanted, seed) => rows.create(wanted, seed),
    get: (id) => rows.get(id),
    list: () => rows.list(),
    cancel: (id) => rows.cancel(id),
    report: (id) => rows.report(id),

    async feed(id, offset, pieces) {
      const token = randomBytes(8).toString("hex");
      const row = await rows.begin(id, token);
      try {
        const at = row.place.offset;
        if (at !== offset) throw new Fault("import.offset", { detail: `it goes on at ${at}`, offset: at });
        await new Run(parts, rows, token, row).take(pieces);
      } catch (error) {
        log.info({ import: id, code: asFault(error).code }, "import broken off");
        throw error;
      } finally {
        await rows.release(id, token);
      }
      const ended = await rows.get(id);
      log.info({ import: id, state: ended.state, ...ended.counts }, "import ended");
      return ended;
    },
  };
}

/** One request that feeds one import. */
class Run {
  readonly #parts: ImportParts;
  readonly #rows: ImportRows;
  readonly #token: string;
  #row: ImportRow;
  /** Read, and not taken in yet; up to there. */
  #waiting: Row[] = [];
  #place: Place;
  #keptAt: number;

  constructor(parts: ImportParts, rows: ImportRows, token: string, row: ImportRow) {
    this.#parts = parts;
    this.#rows = rows;
    this.#token = token;
    this.#row = row;
    this.#place = row.place;
    this.#keptAt = parts.clock.now();
  }

  async take(pieces: AsyncIterable<Buffer>): Promise<void> {
    let goesOn: boolean;
    try {
      goesOn = await this.#takeAll(readRows(this.#row.format, this.#row.place, pieces));
    } catch (error) {
      await this.#brokenOff(error);
      throw error;
    }
    if (goesOn) await this.#end("finished");
  }

  async #takeAll(portions: AsyncIterable<Portion>): Promise<boolean> {
    const { clock } = this.#parts;
    for await (const { rows, place } of portions) {
      this.#waiting.push(...rows);
      this.#place = place;
      const isDue = this.#waiting.length >= CHUNK || clock.now() - this.#keptAt >= CHUNK_MS;
      if (isDue && !(await this.#keep())) return false;
    }
    const goesOn = await this.#keep();
    if (this.#row.format === "csv" && this.#place.header === undefined)
      throw new Fault("import.columns", { detail: "the file is empty" });
    return goesOn;
  }

  /** What waits, into the registry; then how far it has come. False: it was cancelled meanwhile. */
  async #keep(): Promise<boolean> {
    const parts = this.#parts;
    const { id, dryRun } = this.#row;
    // The gateway has to serve its devices with what is left.
    if (parts.pressed()) throw new Fault("store.full");
    const rows = this.#waiting;
    this.#waiting = [];
    this.#keptAt = parts.clock.now();
    const { outcomes, entries } = await takeIn(rows, (newcomer, line) =>
      parts.adopt(newcomer, `${id} ${line}`, dryRun),
    );
    const counts = { ...this.#row.counts };
    for (const outcome of outcomes) {
      counts[outcome]++;
      parts.metrics.count("import_rows_total", { outcome, dryRun: String(dryRun) });
    }
    const problems = this.#row.problems + entries.length;
    this.#row = { ...this.#row, place: this.#place, counts, problems };
    return this.#rows.keep(this.#token, { row: this.#row, state: "open", entries, letGo: false });
  }

  async #end(state: "finished" | "failed", about: Pick<ImportRow, "problem"> = {}): Promise<void> {
    const row = { ...this.#row, ...about, endedAt: this.#parts.clock.now() };
    await this.#rows.keep(this.#token, { row, state, entries: [], letGo: true });
  }

  /** What came whole before the break is taken in; a file that can never be read ends its import. */
  async #brokenOff(error: unknown): Promise<void> {
    const { code } = asFault(error);
    try {
      if (code === "import.columns") await this.#end("failed", { problem: asFault(error).problem() });
      else if (code.startsWith("request.")) await this.#keep();
    } catch (another) {
      // The rows are taken in once more by the next request.
      this.#parts.log.warn(
        { import: this.#row.id, error: asFault(another) },
        "the end of an import was not kept",
      );
    }
  }
}
