import { readFileSync } from "node:fs";
import { asFault, Fault } from "#core";
import { replayRecording } from "#cwmp";

/** Runs a recorded session through the engine of this program; 0 when the ACS says the same again, else 1. */
export async function runReplay(args: readonly string[]): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0)
    throw new Fault("config.invalid", { detail: "replay wants one file: causeway replay session.jsonl" });
  const outcome = await replayRecording(textOf(file));
  if (outcome.same) {
    process.stdout.write(`same: ${outcome.messages} messages of the CPE were answered as recorded\n`);
    return 0;
  }
  const { line, what, expected, actual } = outcome;
  process.stdout.write(`${file}:${line}: another ${what}\nexpected: ${expected}\nactual:   ${actual}\n`);
  return 1;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Fault("request.invalid", { detail: `${file} cannot be read (${asFault(error).message})` });
  }
}
