import { byPath, SLICE, type NativeValue, type Provenance, type Sliced } from "#core";
import type { Derived, Unmapped } from "./mapping.ts";
import { isSecretSource, type RuleSet } from "./compile.ts";
import type { Draft, Reading } from "./rule.ts";
import type { Snapshot } from "./snapshot.ts";
import { synthesising } from "./synthesise.ts";
import { comparePaths, ROOT, templateOf } from "./template.ts";

/** The TR-181 view of a device, sorted by path. */
export function* viewing(snapshot: Snapshot): Sliced<readonly Derived[]> {
  const mapped = new Map<string, Derived>();
  let looked = 0;
  for (const draft of snapshot.drafts.values()) {
    if (++looked % SLICE === 0) yield;
    const parameter = derive(draft, snapshot);
    if (parameter !== undefined) mapped.set(parameter.path, parameter);
  }
  for (const made of yield* synthesising(snapshot)) if (!mapped.has(made.path)) mapped.set(made.path, made);
  return yield* byPath(mapped.values());
}

/** The parameter a draft makes, undefined when its sources say nothing the target can hold. */
export function derive(draft: Draft, snapshot: Snapshot): Derived | undefined {
  const { rule, target } = draft;
  if (!rule.readable) return undefined;
  const reading = rule.secret ? { value: "" } : rule.transform.read(draft, snapshot);
  if (reading === undefined) return undefined;
  const sources = reading.sources ?? draft.sources;
  return {
    path: target,
    value: reading.value,
    type: rule.schema.type,
    writable: isWritable(draft, snapshot),
    at: newest(sources),
    source: provenance(draft, reading),
    ...(rule.secret ? { secret: true as const } : {}),
    sources: sources.map((source) => source.path),
  };
}

function newest(sources: readonly NativeValue[]): number {
  let at = 0;
  for (const source of sources) if (source.at > at) at = source.at;
  return at;
}

function provenance(draft: Draft, reading: Reading): Provenance {
  const path = (reading.sources ?? draft.sources)[0]?.path ?? draft.target;
  return { path, protocol: "cwmp", kind: reading.kind ?? "exact" };
}

const STATIC_ONLY = /\.WANIPConnection\.\d+\.(?:ExternalIPAddress|SubnetMask|DefaultGateway)$/;

/** Whether rule, data model and device all let the parameter be written now. */
export function isWritable(draft: Draft, snapshot: Snapshot): boolean {
  const { rule, sources } = draft;
  if (!rule.writable || rule.transform.write === undefined) return false;
  if (rule.schema.access === "readOnly" || rule.schema.writeOnce === true) return false;
  if (sources.some((source) => source.writable === false || !staticHolds(source.path, snapshot)))
    return false;
  return rule.transform.writable?.(draft, snapshot) ?? true;
}

/** An address got by DHCP is not written, in either model. */
function staticHolds(path: string, snapshot: Snapshot): boolean {
  if (!path.includes(".WANIPConnection.") || !STATIC_ONLY.test(path)) return true;
  const type = snapshot.values.get(`${path.slice(0, path.lastIndexOf("."))}.AddressingType`);
  return type === undefined || type.value === "Static";
}

/** What does not show in the view, and why. */
export function unmapped(snapshot: Snapshot): readonly Unmapped[] {
  const { used, losers } = usage(snapshot);
  return [...snapshot.values.values()]
    .filter((native) => !used.has(native.path))
    .map((native) => ({
      native: hides(native.path, snapshot.set) ? { ...native, value: "" } : native,
      reason: reasonOf(native.path, losers, snapshot),
    }))
    .toSorted((a, b) => comparePaths(a.native.path, b.native.path));
}

/** The native leaves that show, and for source templates that lost to another leaf which one it was. */
function usage(snapshot: Snapshot): { used: ReadonlySet<string>; losers: ReadonlyMap<string, string> } {
  const used = new Set<string>();
  const losers = new Map<string, string>();
  for (const draft of snapshot.drafts.values()) {
    if (draft.rule.via === "count" || draft.rule.action) {
      for (const source of draft.sources) used.add(source.path);
      continue;
    }
    const parameter = derive(draft, snapshot);
    if (parameter === undefined) continue;
    for (const path of parameter.sources) used.add(path);
    for (const rule of snapshot.set.byTarget.get(draft.rule.target) ?? []) {
      if (rule !== draft.rule)
        losers.set(rule.source, `precedence: ${parameter.source.path.slice(ROOT.length)} is present`);
    }
  }
  return { used, losers };
}

/** Whether a native leaf is hidden in its own model, or feeds a secret. */
export function hides(path: string, set: RuleSet): boolean {
  // Every value a device tells is asked about: its name settles most.
  if (!set.secretNames.has(path.slice(path.lastIndexOf(".") + 1))) return false;
  const template = templateOf(path.slice(ROOT.length));
  if (set.model.leaves.get(template)?.hidden === true) return true;
  const cut = template.lastIndexOf(".") + 1;
  const rules = set.bySource.get(template.slice(0, cut))?.get(template.slice(cut));
  return rules?.some(isSecretSource) === true;
}

function reasonOf(path: string, losers: ReadonlyMap<string, string>, snapshot: Snapshot): string {
  if (!path.startsWith(ROOT)) return "not below the root of the data model";
  const template = templateOf(path.slice(ROOT.length));
  const reason = snapshot.set.reasons.get(template) ?? losers.get(template);
  if (reason !== undefined) return reason;
  const cut = template.lastIndexOf(".") + 1;
  const ruled = snapshot.set.bySource.get(template.slice(0, cut))?.has(template.slice(cut)) === true;
  if (ruled) return "its row is not bound, or the TR-181 parameter cannot hold the value";
  return snapshot.model.leaves.has(template) ? "no rule" : "not in the TR-098 model";
}
