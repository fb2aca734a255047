import { hash } from "node:crypto";
import {
  mapped,
  SLICE,
  whole,
  type Contact,
  type DeviceFacts,
  type DeviceId,
  type NativeValue,
  type Outcome,
  type Protocol,
  type Report,
  type Sliced,
} from "#core";
import type { Change, Commit, Packed } from "./change.ts";
import { EVIDENCE, EVIDENT } from "./evidence.table.ts";
import { isRoutine, northbound } from "./northbound.ts";
import { FACTS } from "./record.ts";
import type { Vault } from "./secret.ts";
import { packing, packValue } from "./snapshot.ts";

/**
 * Pure projection: what a contact, a report or an outcome changes of a device. No clock, no store; the result is
 * applied by one commit, which moves the indexes along.
 */

/** Characters kept of a fact; what a device says of itself never grows an index without a bound. */
const FACT_LENGTH = 256;
/** Values of one kind of evidence that are kept for `q`. */
const EVIDENCE_VALUES = 4;

/** Names the content of a contact: everything in it but its time and its events. Equal digest = nothing new. */
export function contactDigest({ protocol, proof, facts, mtp, interval, values, memory }: Contact): string {
  let text = `${protocol}\n${mtp}\n${interval ?? ""}\n${JSON.stringify(proof)}`;
  for (const name of FACTS) {
    const fact = facts[name];
    if (fact !== undefined) text += `\n${name}\t${fact.length}\t${fact}`;
  }
  for (const { path, type, value } of values) text += `\n${path}\t${type}\t${value}`;
  if (memory !== undefined) text += JSON.stringify(memory);
  return hash("sha1", text, "base64").slice(0, 20);
}

/** True when a contact says more than that the device is there. */
export function isEventful(contact: Contact): boolean {
  return contact.reset || contact.events.some((event) => !isRoutine(event));
}

/** ms from a contact until the device counts as offline: 1.5 intervals and a minute. */
export function graceMs(intervalSeconds: number): number {
  return Math.round(intervalSeconds * 1500) + 60_000;
}

/** What was learned of a device outside a contact. Needs no knowledge of its state: indexes follow in the commit. */
export function projectReport(report: Report, vault: Vault): Packed<Commit> {
  const { device, protocol, at } = report;
  const learned = whole(project({ ...report, values: report.values ?? [] }, vault));
  const change: Commit = {
    ...learned.change,
    accepted: true,
    ...(report.lease === undefined ? {} : { fence: String(report.lease.fence) }),
    ...(report.seen === true ? { seen: String(at), presence: "online" as const } : {}),
    ...boot(report.events),
  };
  return { ...learned, change: { ...change, protocol, events: eventsOf(device, report.events, at) } };
}

/** What an operation's outcome says of its device, in slices; part of the step that settles the operation. */
export function* projecting(
  device: DeviceId,
  protocol: Protocol,
  outcome: Outcome,
  now: number,
  vault: Vault,
): Sliced<Packed> {
  const learned = yield* project({ ...outcome, device, protocol, values: outcome.values ?? [] }, vault);
  const removed = outcome.removed ?? [];
  const change: Change = {
    ...learned.change,
    ...(removed.length === 0 || outcome.complete === true
      ? {}
      : { removed: removed.map((path) => [path, String(now)] as const) }),
    ...boot(outcome.events ?? []),
    events: eventsOf(device, outcome.events ?? [], now),
  };
  if (outcome.complete !== true) return { change };
  const { base, set = {}, ...rest } = change;
  return {
    ...learned,
    change: { ...rest, ...(base === undefined ? {} : { base }), set: { ...set, snapAt: String(now) } },
  };
}

interface Learned {
  readonly device: DeviceId;
  readonly protocol: Protocol;
  readonly values: readonly NativeValue[];
  readonly complete?: true;
  readonly facts?: DeviceFacts;
  readonly memory?: Report["memory"];
  readonly secrets?: Report["secrets"];
}

function* project(learned: Learned, vault: Vault): Sliced<Packed> {
  const { device, protocol, values, facts } = learned;
  const evidence = yield* evidenceIn(values, learned.complete === true);
  const set = { ...factFields(facts ?? {}), ...evidence };
  const change: Change = {
    protocol,
    ...(Object.keys(set).length === 0 ? {} : { set }),
    ...memoryOf(device, learned, vault),
  };
  if (values.length === 0) return { change };
  if (learned.complete !== true) {
    return {
      change: { ...change, values: yield* mapped(values, (value) => packValue(device, value, vault)) },
    };
  }
  const { shape, dictionary, blob } = yield* packing(device, values, vault);
  return { change: { ...change, base: shape.hash }, blob, shape: dictionary };
}

/** Facts as fields: one line, no control characters, of bounded length; an empty fact is not known. */
export function factFields(facts: DeviceFacts): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of FACTS) {
    const text = facts[name];
    if (text !== undefined && text !== "") fields[name] = oneLine(text);
  }
  return fields;
}

/** Text of a device that is safe as an index entry. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, " ").slice(0, FACT_LENGTH);
}

/** Fields that follow from well-known parameters; those found by `q` only from a whole tree, where none is missing. */
export function evidenceFields(values: readonly NativeValue[], complete: boolean): Record<string, string> {
  return whole(evidenceIn(values, complete));
}

function* evidenceIn(values: readonly NativeValue[], complete: boolean): Sliced<Record<string, string>> {
  const fields: Record<string, string> = {};
  const found = { mac: new Set<string>(), subscriber: new Set<string>() };
  let seen = 0;
  for (const { path, value } of values) {
    if (++seen % SLICE === 0) yield;
    if (value === "" || !EVIDENT.has(path.slice(path.lastIndexOf(".") + 1))) continue;
    if (EVIDENCE.endpointId.test(path)) fields["endpointId"] = oneLine(value);
    if (EVIDENCE.interval.test(path) && Number(value) > 0) {
      fields["interval"] = String(Number(value));
      fields["grace"] = String(graceMs(Number(value)));
    }
    if (EVIDENCE.mac.test(path)) found.mac.add(oneLine(value));
    if (EVIDENCE.subscriber.test(path)) found.subscriber.add(oneLine(value));
  }
  return complete ? { ...fields, mac: linesOf(found.mac), subscriber: linesOf(found.subscriber) } : fields;
}

function linesOf(texts: ReadonlySet<string>): string {
  return [...texts].slice(0, EVIDENCE_VALUES).join("\n");
}

/** Notes and secrets of a stack as memory rows. */
export function memoryOf(
  device: DeviceId,
  { memory = {}, secrets = {} }: Pick<Learned, "memory" | "secrets">,
  vault: Vault,
): Pick<Change, "memory" | "forget"> {
  const kept: Record<string, string> = {};
  const forget: string[] = [];
  for (const [name, note] of Object.entries(memory)) {
    if (note === null || note === undefined) forget.push(name);
    else kept[name] = JSON.stringify(note);
  }
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret === null) forget.push(`s:${name}`);
    else kept[`s:${name}`] = vault.seal(secret, `${device} secret ${name}`);
  }
  return {
    ...(Object.keys(kept).length === 0 ? {} : { memory: kept }),
    ...(forget.length === 0 ? {} : { forget }),
  };
}

/** The events of a device that reach the stream. */
export function eventsOf(
  device: DeviceId,
  events: Report["events"],
  now: number,
): NonNullable<Change["events"]> {
  return events.filter((event) => !isRoutine(event)).map((event) => northbound(device, event, now));
}

/** A start of other firmware says so: a device that does not tell is compared with what was known of it. */
export function startsOf(
  { events, facts: { softwareVersion = "" } }: Contact,
  known: string | undefined,
): Report["events"] {
  if (softwareVersion === "" || known === undefined || known === "") return events;
  const told = softwareVersion.slice(0, FACT_LENGTH) !== known;
  return events.map((event) => (event.type === "boot" ? { firmwareUpdated: told, ...event } : event));
}

/** The time of the last start that the events tell of. */
export function boot(events: Report["events"]): { readonly boot?: string } {
  const at = Math.max(...events.filter(({ type }) => type === "boot").map((event) => event.at));
  return Number.isFinite(at) ? { boot: String(at) } : {};
}
