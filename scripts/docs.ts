// Makes docs/reference/*.md from the tables; `--check` fails when a page is not what the tables say.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commandsPage, configPage, faultsPage, quirksPage, routesPage } from "../src/reference.ts";
import { requirementsPage } from "../test/requirements.ts";

const folder = fileURLToPath(new URL("../docs/reference/", import.meta.url));
const pages = {
  "config.md": configPage(),
  "faults.md": faultsPage(),
  "api.md": routesPage(),
  "commands.md": commandsPage(),
  "quirks.md": quirksPage(),
  "usp-requirements.md": requirementsPage(),
};
mkdirSync(folder, { recursive: true });
let stale = 0;
for (const [name, text] of Object.entries(pages)) {
  const file = folder + name;
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (process.argv.includes("--check")) stale++;
  else writeFileSync(file, text);
}
process.exitCode = stale === 0 ? 0 : 1;
