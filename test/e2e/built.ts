import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const MAIN = join(ROOT, "dist", "src", "main.js");
const ROOMS = ["core", "cwmp", "usp", "bridge", "sim", "src"];

/** Compiles the program unless `dist` is newer than every source. */
export function build(): void {
  if (changedAt(MAIN) > Math.max(...ROOMS.flatMap(sourcesOf).map(changedAt))) return;
  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "build"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  // The compiler leaves files alone whose text did not change.
  spawnSync("touch", [MAIN]);
}

function sourcesOf(room: string): string[] {
  const folder = join(ROOT, room);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
