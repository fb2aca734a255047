import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { searchPath } from "../../src/config.ts";
import { until } from "../contract/api.ts";

/** The blocks of a page of `docs/` that are marked as shell. */
export function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  return Array.from(text.matchAll(/^```sh\n(.*?)^```$/gms), ([, block = ""]) => block);
}

export interface PageShell {
  /** Everything a block prints. */
  run(block: string): Promise<string>;
  end(): Promise<void>;
}

/** A shell that goes on from block to block. `first`: what it is told before; `here`: what of the page is called otherwise here. */
export function pageShell(
  folder: string,
  first: string,
  here: readonly (readonly [onPage: string, here: string])[],
): PageShell {
  const child = spawn("bash", { cwd: folder, env: { PATH: searchPath(), HOME: folder } });
  let out = "";
  child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (out += bytes.toString()));
  child.stdin.write(`${first}\ntrap 'kill $(jobs -p) 2>/dev/null' EXIT\n`);
  let marks = 0;
  return {
    async run(block) {
      const mark = `--- end ${marks++} ---`;
      out = "";
      const text = here.reduce((told, [onPage, value]) => told.replaceAll(onPage, value), block);
      child.stdin.write(`${text}\necho "${mark}"\n`);
      await until(`the end of ${block.slice(0, 60)}`, () => (out.includes(mark) ? true : undefined), 60_000);
      return out.slice(0, out.indexOf(mark)).replace(/\n$/, "");
    },
    end() {
      const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
      child.stdin.end();
      return ended;
    },
  };
}

/** What each block prints; those that only look are repeated until they do. */
export async function followed(
  shell: PageShell,
  blocks: readonly string[],
  prints: readonly (readonly [expected: RegExp, again?: "again"])[],
  check: (block: string, said: string, expected: RegExp) => void,
): Promise<void> {
  for (const [i, block] of blocks.entries()) {
    const [expected, again] = prints[i] ?? [/^$/];
    let said = await shell.run(block);
    const look = async () => {
      if (expected.test(said)) return true;
      said = await shell.run(block);
      return undefined;
    };
    // What it printed last is told by the check.
    if (again !== undefined) await until(`block ${i} prints it`, look, 30_000).catch(() => undefined);
    check(block, said, expected);
  }
}
