import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { asFault, Fault, sleep } from "#core";
import { commandClock as clock } from "../platform/clock.ts";

/** The flags of `causeway import` with their defaults. */
const FLAGS: Readonly<Record<string, string>> = {
  url: "http://127.0.0.1:8080",
  "token-file": ".causeway/admin.token",
  format: "",
  "dry-run": "false",
  again: "false",
};

const MEDIA: Readonly<Record<string, string>> = { csv: "text/csv", genieacs: "application/x-ndjson" };
/** Tries without progress before it gives up, and the wait between two, ms. */
const TRIES = 30;
const BETWEEN_MS = 2000;
const PROGRESS_MS = 1000;

/** An import as the API shows it, as far as it is looked at. */
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly offset: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: number;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Gateway {
  readonly url: string;
  readonly token: string;
}

/** Sends a file of devices to a running gateway, and goes on where it was broken off. 0 when all of it was taken in. */
export async function runImport(args: readonly string[]): Promise<number> {
  const { file, flags } = readArgs(args);
  const format = formatOf(file, flags["format"] ?? "");
  const token = textOf(flags["token-file"] ?? "", "--token-file").trim();
  const gateway = { url: flags["url"] ?? "", token };
  const { size, mtimeMs } = statOf(file);
  const dryRun = flags["dry-run"] ?? "false";
  const query = new URLSearchParams({ format, dryRun, name: basename(file) });
  const again = flags["again"] === "true" ? String(clock.now()) : "";
  const key = createHash("sha256").update([file, size, mtimeMs, dryRun, again].join("\n")).digest("hex");
  const made = await ask(gateway, "POST", `/v1/imports?${query.toString()}`, { "Idempotency-Key": key });
  if (made.status !== 201) throw refused(made);
  const { id, state } = shownIn(made);
  if (state !== "waiting" && state !== "running")
    tell(`${file} was imported before (${id}, ${state}); --again true imports it once more`);
  const ended = await feed(gateway, id, { file, size, media: MEDIA[format] ?? "" });
  report(gateway, ended);
  return ended.state === "finished" && ended.counts["refused"] === 0 ? 0 : 1;
}

interface Source {
  readonly file: string;
  readonly size: number;
  readonly media: string;
}

async function feed(gateway: Gateway, id: string, source: Source): Promise<Shown> {
  const path = `/v1/imports/${id}`;
  let last = -1;
  for (let tries = 0; tries < TRIES; tries++) {
    const now = await look(gateway, path);
    if (now !== undefined) {
      if (now.state !== "waiting" && now.state !== "running") return now;
      if (now.offset > last) tries = 0;
      last = now.offset;
      if (now.state === "waiting") await send(gateway, path, now.offset, source);
      if (now.state === "waiting") continue;
    }
    await sleep(clock, BETWEEN_MS);
  }
  throw new Fault("gateway.overloaded", {
    detail: `the gateway takes no more of ${source.file}; run the command again to go on`,
  });
}

/** Undefined while the gateway cannot be reached. */
async function look(gateway: Gateway, path: string): Promise<Shown | undefined> {
  try {
    const answer = await ask(gateway, "GET", path);
    if (answer.status === 200) return shownIn(answer);
    if (answer.status < 500) throw refused(answer);
  } catch (error) {
    if (error instanceof Fault) throw error;
    tell(`the gateway does not answer (${asFault(error).message}); trying again`);
  }
  return undefined;
}

/** The rest of the file, with a line of progress every second. What breaks is looked at by whoever goes on. */
async function send(
  gateway: Gateway,
  path: string,
  offset: number,
  { file, size, media }: Source,
): Promise<void> {
  let cancel = (): void => undefined;
  const progress = (): void => {
    cancel = clock.after(PROGRESS_MS, () => {
      void ask(gateway, "GET", path).then(
        (answer) => answer.status === 200 && tell(lineOf(shownIn(answer), size)),
        () => undefined,
      );
      progress();
    });
  };
  progress();
  try {
    const headers = {
      "Content-Type": media,
      "Upload-Offset": String(offset),
      "Content-Length": String(size - offset),
    };
    const answer = await ask(gateway, "PATCH", path, headers, { file, offset });
    if (answer.status !== 200) tell(saidBy(answer));
  } catch (error) {
    tell(`broken off (${asFault(error).message}); going on`);
    await sleep(clock, BETWEEN_MS);
  } finally {
    cancel();
  }
}

function report({ url }: Gateway, { id, state, counts, problems }: Shown): void {
  const { created = 0, linked = 0, unchanged = 0, refused: wrong = 0 } = counts;
  process.stdout.write(
    `${state}: ${created} created, ${linked} linked, ${unchanged} unchanged, ${wrong} refused\n`,
  );
  if (problems > 0) process.stdout.write(`${problems} problems: ${url}/v1/imports/${id}/report\n`);
}

function lineOf({ offset, counts }: Shown, size: number): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${size === 0 ? 100 : Math.floor((offset / size) * 100)} %  ${rows} rows, ${counts["refused"] ?? 0} refused`;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One request; with a file, its bytes from an offset on are the body. */
function ask(
  { url, token }: Gateway,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: { readonly file: string; readonly offset: number },
): Promise<Answer> {
  const target = new URL(path, url);
  return new Promise((resolve, reject) => {
    const asked = (target.protocol === "https:" ? secure : plain)(
      target,
      { method, headers: { Authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: jsonOf(Buffer.concat(pieces)) }),
        );
      },
    );
    asked.on("error", reject);
    if (body === undefined) asked.end();
    else pipeline(createReadStream(body.file, { start: body.offset }), asked, () => undefined);
  });
}

function jsonOf(bytes: Buffer): Answer["body"] {
  try {
    return JSON.parse(bytes.toString()) as Answer["body"];
  } catch {
    return {};
  }
}

function shownIn({ body }: Answer): Shown {
  return body as unknown as Shown;
}

function refused(answer: Answer): Fault {
  return new Fault("request.invalid", { detail: saidBy(answer) });
}

function saidBy({ status, body }: Answer): string {
  const said = [body["detail"] ?? body["title"], body["advice"]].filter((text) => typeof text === "string");
  return said.length === 0 ? `the gateway answered ${status}` : said.join(". ");
}

function formatOf(file: string, given: string): string {
  const format =
    given === ""
      ? /\.csv$/i.test(file)
        ? "csv"
        : /\.(?:json|jsonl|ndjson)$/i.test(file)
          ? "genieacs"
          : ""
      : given;
  if (format in MEDIA) return format;
  throw new Fault("config.invalid", { detail: `--format is one of ${Object.keys(MEDIA).join(", ")}` });
}

function readArgs(args: readonly string[]): {
  readonly file: string;
  readonly flags: Readonly<Record<string, string>>;
} {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith("--"))
    throw new Fault("config.invalid", { detail: "import wants a file: causeway import devices.csv" });
  const flags: Record<string, string> = { ...FLAGS };
  for (let i = 0; i < rest.length; i += 2) {
    const name = (rest[i] ?? "").replace(/^--/, "");
    const value = rest[i + 1];
    if (!(name in FLAGS) || value === undefined) {
      const known = Object.keys(FLAGS).map((flag) => `--${flag}`);
      throw new Fault("config.invalid", {
        detail: `${rest[i]} is not understood; flags are ${known.join(" ")}`,
      });
    }
    flags[name] = value;
  }
  return { file, flags };
}

function textOf(file: string, flag: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Fault("config.invalid", {
      detail: `${flag}: ${file} cannot be read (${asFault(error).message})`,
    });
  }
}

function statOf(file: string): { readonly size: number; readonly mtimeMs: number } {
  try {
    return statSync(file);
  } catch (error) {
    throw new Fault("config.invalid", { detail: `${file} cannot be read (${asFault(error).message})` });
  }
}
