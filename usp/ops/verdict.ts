import type { Bank, Banks } from "./bank.ts";
import type { BootNote, GoneNote, ImageNote } from "./memory.ts";
import { graceMs, HOUR_MS, LONGEST_MS, LOOK_MS } from "./patience.ts";
import type { Standing } from "./request.row.ts";

/** What is known when an image that was to run is judged. Times in ms since the epoch. */
export interface Evidence {
  readonly note: ImageNote;
  readonly banks: Banks;
  readonly standing: Standing;
  readonly now: number;
  readonly commandKey: string;
  /** When the agent told the end of the command. */
  readonly told?: number | undefined;
  /** Its last start since. */
  readonly boot?: BootNote | undefined;
  readonly gone?: GoneNote | undefined;
  /** The agent took the command; its answer was not lost. */
  readonly answered: boolean;
}

/** `wait`: for so many ms at most. `lost`: the agent has it no more, and told nothing of its end. */
export type Verdict =
  | { readonly is: "runs"; readonly updated: boolean }
  | { readonly is: "failed"; readonly detail: string }
  | { readonly is: "unknown"; readonly detail: string }
  | { readonly is: "wait"; readonly ms: number }
  | { readonly is: "lost"; readonly graceMs: number };

type Rule = (evidence: Evidence) => Verdict | undefined;

/**
 * The version that runs is the proof, then what the start says of it; what the agent told of the command alone is none. It
 * has failed when it started for the command and runs what it ran, when its bank says so, or when it does not start. Pure.
 */
export function judged(evidence: Evidence): Verdict {
  for (const rule of RULES) {
    const verdict = rule(evidence);
    if (verdict !== undefined) return verdict;
  }
  return untold(evidence);
}

const runsAnother: Rule = ({ note: { before, wanted }, banks: { version } }) => {
  if (before === "" || version === "" || version === before) return undefined;
  if (wanted !== undefined && version !== wanted) return failed(`it runs ${version}, not ${wanted}`);
  return { is: "runs", updated: true };
};

/** The same version again: only its start can tell. */
const saysUpdated: Rule = (evidence) =>
  evidence.boot?.firmwareUpdated === true && isWanted(evidence) ? { is: "runs", updated: true } : undefined;

/** The version that was asked for ran before. */
const runsAsWanted: Rule = (evidence) => {
  const { note, told, boot, standing } = evidence;
  if (told === undefined || note.wanted === undefined || !isWanted(evidence)) return undefined;
  if (bankOf(evidence)?.active !== true || (boot === undefined && standing === "there")) return undefined;
  return { is: "runs", updated: false };
};

/** It started for this command, or after it had the image, and runs what it ran. */
const startedInVain: Rule = (evidence) => {
  const { boot, told, commandKey } = evidence;
  if (boot === undefined || (boot.commandKey !== commandKey && told === undefined)) return undefined;
  const came = boot.firmwareUpdated === undefined && bankOf(evidence)?.active === true;
  return came && isWanted(evidence) ? { is: "runs", updated: false } : failed(rolledBack(evidence));
};

const bankFailed: Rule = (evidence) => {
  const bank = bankOf(evidence);
  if (evidence.standing === "there" || bank?.status.endsWith("Failed") !== true) return undefined;
  return failed(`${bank.path} is ${bank.status}${logged(evidence)}`);
};

const hasImage: Rule = (evidence) => {
  const { told, now, note, banks } = evidence;
  if (told === undefined) return undefined;
  if (now < told + note.activationMs) return waitFor(evidence);
  const runs = `it runs ${banks.version}${unlike(note.wanted)}`;
  return failed(`${runs}, and has not started since it told that it has the image`);
};

const worksOn: Rule = (evidence) => (evidence.standing === "there" ? waitFor(evidence) : undefined);

/** In this order: what is sure comes first. */
const RULES: readonly Rule[] = [
  runsAnother,
  saysUpdated,
  runsAsWanted,
  startedInVain,
  bankFailed,
  hasImage,
  worksOn,
];

function isWanted({ note: { wanted }, banks: { version } }: Evidence): boolean {
  return wanted === undefined || version === wanted;
}

function bankOf({ banks, note }: Evidence): Bank | undefined {
  return banks.rows.find(({ path }) => path === note.bank);
}

/** Nothing was told of it, and the agent does not work on it, or does not say so. */
function untold({ note, banks, standing, now, boot, gone, commandKey, answered }: Evidence): Verdict {
  if (standing === "gone" && gone !== undefined && now >= gone.until)
    return {
      is: "unknown",
      detail: `the agent has ${commandKey} no more among its requests, told no end of it, and runs ${banks.version}`,
    };
  if (standing === "gone" && gone !== undefined) return { is: "wait", ms: gone.until - now };
  // What waits for a time window may be kept elsewhere.
  const windowMs = note.at + note.activationMs - now;
  const patienceMs = graceMs({ booted: boot !== undefined, answered });
  if (standing === "gone")
    return { is: "lost", graceMs: Math.max(patienceMs, note.activationMs > HOUR_MS ? windowMs : 0) };
  return now < note.at + LONGEST_MS
    ? { is: "wait", ms: LOOK_MS }
    : { is: "unknown", detail: `the agent told no end of it, and runs ${banks.version}` };
}

/** Until the next look, or until the image ought to have been started. */
function waitFor({ note, told, now }: Evidence): Verdict {
  const ms = told === undefined ? LOOK_MS : Math.min(LOOK_MS, told + note.activationMs - now);
  return { is: "wait", ms: Math.max(1, ms) };
}

function failed(detail: string): Verdict {
  return { is: "failed", detail };
}

function rolledBack(evidence: Evidence): string {
  const { banks, note } = evidence;
  return `it started, and runs ${banks.version}${unlike(note.wanted)}${statusOf(evidence)}${logged(evidence)}`;
}

function unlike(wanted: string | undefined): string {
  return wanted === undefined ? " as before" : `, not ${wanted}`;
}

function statusOf(evidence: Evidence): string {
  const bank = bankOf(evidence);
  return bank === undefined || bank.status === "" ? "" : `; ${bank.path} is ${bank.status}`;
}

/** Why the bank did not start, where the agent says so anew. */
function logged(evidence: Evidence): string {
  const log = bankOf(evidence)?.bootFailureLog ?? "";
  return log === "" || log === evidence.note.bootFailureLog ? "" : `: ${log}`;
}
