import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { replayRecording } from "#cwmp";
import { readRecording } from "../../cwmp/record/recording.ts";
import { runReplay } from "../../src/cli/replay.ts";
import { recorded } from "./recordings.ts";

const FOLDER = new URL("../fixtures/sessions/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl"));
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

afterEach(() => vi.restoreAllMocks());

test.each(FILES)("the recorded session %s is answered as it was", async (name) => {
  expect(await replayRecording(textOf(name))).toMatchObject({ same: true });
});

/** A recording with one of its lines changed. */
function changed(name: string, fits: (row: string) => boolean, change: (row: string) => string): string {
  const rows = textOf(name).split("\n");
  const at = rows.findIndex(fits);
  return rows.map((row, i) => (i === at ? change(row) : row)).join("\n");
}

const NAME = "tr098-fault.jsonl";
const lineOf = (fits: (row: string) => boolean): number => textOf(NAME).split("\n").findIndex(fits) + 1;
const sends = (row: string): boolean => row.includes('"d":"acs"') && row.includes("SetParameterValues");
const settles = (row: string): boolean => row.includes('"call":"settle"');
const accepts = (row: string): boolean => row.includes('"call":"contact"');

test.each([
  [
    "a message that is another one",
    changed(NAME, sends, (row) => row.replaceAll("faulted", "recorded")),
    { what: "message", line: lineOf(sends) },
  ],
  [
    "another status",
    changed(NAME, sends, (row) => row.replace("HTTP/1.1 200", "HTTP/1.1 400")),
    { what: "status", line: lineOf(sends) },
  ],
  [
    "something the gateway is not asked for any more",
    changed(NAME, settles, (row) => `${row}\n${row}`),
    { what: "order", line: lineOf(settles) + 1 },
  ],
  [
    "something the gateway was not asked for then",
    changed(NAME, settles, () => ""),
    { what: "order", line: lineOf(settles) + 1, actual: "gateway settle" },
  ],
  [
    "a device that is not let in",
    changed(NAME, accepts, (row) => row.replace('"verdict":"accepted"', '"verdict":"refused"')),
    { what: "status", actual: "401" },
  ],
  [
    "another end",
    changed(
      NAME,
      () => true,
      (row) => row.replace('"ended":"done"', '"ended":"protocol"'),
    ),
    { what: "end", expected: "protocol", actual: "done" },
  ],
])("%s is the first difference", async (_what, text, difference) => {
  expect(await replayRecording(text)).toMatchObject({ same: false, ...difference });
});

test("causeway replay prints the first difference and ends with 1, or with 0", async () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  expect(await runReplay([fileURLToPath(new URL(NAME, FOLDER))])).toBe(0);
  expect(lines.splice(0).join("")).toMatch(/^same: \d+ messages/);
  await expect(runReplay([])).rejects.toMatchObject({ code: "config.invalid" });
  await expect(runReplay(["/nowhere/at/all"])).rejects.toMatchObject({ code: "request.invalid" });
  const foreign = new URL("../fixtures/captures/cwmp/easycwmp/conn-001.jsonl", import.meta.url);
  await expect(runReplay([fileURLToPath(foreign)])).rejects.toMatchObject({
    facts: { detail: expect.stringContaining("recorded elsewhere") },
  });
});

test("one form for recordings of sessions and of other programs' connections", () => {
  const own = readRecording(textOf(NAME));
  expect(own.head).toMatchObject({ recording: "cwmp", ended: "done" });
  const [first] = own.lines;
  expect(first).toMatchObject({ from: "cpe" });
  for (const { at, from, body } of recorded().filter((one) => one.at.includes(".jsonl"))) {
    const [file = "", line] = at.split(":");
    const text = readFileSync(new URL(`../fixtures/captures/cwmp/${file}`, import.meta.url), "utf8");
    const read = readRecording(text).lines[Number(line)];
    expect(read?.from).toBe(from);
    expect(read !== undefined && "body" in read && read.body.equals(body)).toBe(true);
  }
});

test.each([
  ["{", "line 1"],
  ["[]", "line 1: not a JSON object"],
  ['{"t":1}', "neither a message"],
  ['{"d":"gateway"}', "neither a message"],
  ['{"d":"cpe"}', "without its bytes"],
  ['{"d":"cpe","text":"POST / HTTP/1.1"}', "the end of its head"],
])("%s is refused as a line", (text, detail) => {
  expect(() => readRecording(text)).toThrow(detail);
});
