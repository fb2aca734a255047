import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asFault, Fault } from "#core";
import { SHIPPED_PROFILES, type ProfileFile } from "#cwmp";

/** The profiles of vendors: those that come with the gateway and every `*.json` of the operator's folder. */
export function profileFiles(folder: string | undefined): readonly ProfileFile[] {
  if (folder === undefined) return SHIPPED_PROFILES;
  const names = told(folder, () => readdirSync(folder));
  const own = names.filter((name) => name.endsWith(".json")).toSorted();
  return [...SHIPPED_PROFILES, ...own.map((name) => profileFile(join(folder, name)))];
}

/** One file of the operator's. */
export function profileFile(file: string): ProfileFile {
  return { file, text: told(file, () => readFileSync(file, "utf8")), shipped: false };
}

function told<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error instanceof Error ? error : asFault(error);
    throw new Fault("config.invalid", {
      detail: `CAUSEWAY_PROFILES_DIR: ${name} cannot be read (${message})`,
    });
  }
}
