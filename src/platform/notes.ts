import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "#core";
import type { Notes } from "#usp";

/** Texts of this replica in files of the data directory. One that cannot be kept is told and forgotten: nothing depends on it alone. */
export function keptNotes(dataDir: string, log: Log): Notes {
  const folder = join(dataDir, "notes");
  const fileOf = (name: string): string => join(folder, name.replaceAll(/[^A-Za-z0-9_-]/g, "_"));
  return {
    read(name) {
      try {
        return existsSync(fileOf(name)) ? readFileSync(fileOf(name), "utf8") : "";
      } catch (error) {
        log.warn({ name, error }, "note not read");
        return "";
      }
    },
    write(name, text) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(`${fileOf(name)}.new`, text, { mode: 0o600 });
        renameSync(`${fileOf(name)}.new`, fileOf(name));
      } catch (error) {
        log.warn({ name, error }, "note not kept");
      }
    },
  };
}
