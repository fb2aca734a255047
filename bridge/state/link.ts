import { background, newOperationId, UNSLICED, type DeviceId, type Identity, type Protocol } from "#core";
import type { Commit } from "./change.ts";
import { commit } from "./commit.ts";
import { CREDENTIAL_STATE, moveCredentials, usersIn } from "./credentials.ts";
import { boxOf, candidates, mayLink, noteBox, readFields, writeAlias, type Candidate } from "./identity.ts";
import type { KnowledgeReader } from "./known.ts";
import { identityText, parseIdentity } from "./keys.ts";
import { made } from "./northbound.ts";
import { memoryOf } from "./project.ts";
import { FACTS, lines, type Fields } from "./record.ts";
import { REDIRECT_FIELDS } from "./redirect.ts";
import type { Script } from "./redis.ts";
import { removeScript } from "./remove.script.ts";
import { packing } from "./snapshot.ts";
import type { StateContext } from "./state.context.ts";
import { unspokenScript } from "./unspoken.script.ts";

const ATTEMPTS = 8;

/**
 * After a device told more of itself: notes the names it can be found by and joins it with the one device that is the
 * same box, known over the other protocol. More than one: both stay and the ambiguity is an event.
 */
export async function learned(context: StateContext, reader: KnowledgeReader, id: DeviceId): Promise<void> {
  const fields = await readFields(context, id);
  if (fields === undefined) return;
  const box = boxOf(fields);
  await noteBox(context, id, box, fields["endpointId"]);
  const other = await counterpart(context, id, fields);
  if (other === undefined) return;
  const [keep, gone] = isOlder({ id, fields }, other) ? [id, other.id] : [other.id, id];
  await merge(context, reader, keep, gone);
}

async function counterpart(
  context: StateContext,
  id: DeviceId,
  fields: Fields,
): Promise<Candidate | undefined> {
  const identities = lines(fields["identities"]).flatMap((text): Identity[] => {
    const identity = parseIdentity(text);
    return identity === undefined ? [] : [identity];
  });
  const possible = new Map<DeviceId, Fields>();
  for (const identity of identities) {
    for (const other of await candidates(context, identity, boxOf(fields), id))
      possible.set(other.id, other.fields);
  }
  for (const identity of endpointIdentity(fields)) await byEndpoint(context, identity, id, possible);
  const [only, second] = [...possible];
  if (only === undefined) return undefined;
  const [otherId, otherFields] = only;
  if (second === undefined && provenBoth(context, fields, otherFields))
    return { id: otherId, fields: otherFields };
  const at = context.clock.now();
  const data = { identities: lines(fields["identities"]), candidates: [...possible.keys()] };
  const events = [
    made(id, "causeway.device.conflict", at, data, `conflict ${[...possible.keys()].join(" ")}`),
  ];
  await commit(context, id, { change: { events } });
  return undefined;
}

/** The device told over CWMP which endpoint it is over USP: the device that is that endpoint is the same box. */
function endpointIdentity(fields: Fields): Identity[] {
  const told = fields["endpointId"];
  return told === undefined || lines(fields["identities"]).some((text) => text.startsWith("usp:"))
    ? []
    : [{ scheme: "usp", value: told }];
}

async function byEndpoint(
  context: StateContext,
  identity: Identity,
  not: DeviceId,
  possible: Map<DeviceId, Fields>,
): Promise<void> {
  const row = context.keys.row("id", identityText(identity));
  const id = (await context.scripts.client.hget(row.key, row.field)) as DeviceId | null;
  const fields = id === null || id === not ? undefined : await readFields(context, id);
  if (id === null || fields === undefined) return;
  possible.clear();
  if (lines(fields["protocols"]).join() === "usp") possible.set(id, fields);
}

function provenBoth(context: StateContext, a: Fields, b: Fields): boolean {
  return [a["proof"], b["proof"]].every((proof) => mayLink(context, proof));
}

/** Told alike from both sides, also when both came in the same millisecond: else each would remove the other. */
function isOlder(a: Candidate, b: Candidate): boolean {
  const [first, second] = [Number(a.fields["first"] ?? "0"), Number(b.fields["first"] ?? "0")];
  return first === second ? a.id < b.id : first < second;
}

/**
 * Makes two devices one: identities, facts that `keep` lacks, snapshot and notes of the other's protocol move over, the
 * other is removed with its queue. Rows are written first; until `keep` lists them they count for nothing.
 */
export async function merge(
  context: StateContext,
  reader: KnowledgeReader,
  keep: DeviceId,
  gone: DeviceId,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [kept, lost] = await Promise.all([readFields(context, keep), readFields(context, gone)]);
    if (kept === undefined || lost === undefined) return;
    for (const text of lines(lost["identities"])) {
      const identity = parseIdentity(text);
      if (identity !== undefined) await writeAlias(context, identity, keep);
    }
    await moveCredentials(context, gone, keep, usersIn(lost));
    const spoken = lines(lost["protocols"]) as Protocol[];
    const protocols = spoken.filter((protocol) => !lines(kept["protocols"]).includes(protocol));
    const now = context.clock.now();
    const expiresAt = String(now + context.config.onboardMs);
    const change: Commit = {
      rev: kept["rev"] ?? "0",
      set: { ...joined(kept, lost), ...taken(lost, protocols) },
      events: [made(keep, "causeway.device.event", now, { name: "Merged", params: { device: gone } })],
      // What waited for the other one goes with it.
      onboard: spoken.map((protocol) => ({ id: newOperationId(keep, now), protocol, expiresAt })),
    };
    const { state } = await commit(context, keep, { change });
    // A contact that came in between has changed it: looked at anew.
    if (state === "conflict") continue;
    if (state !== "ok") return;
    for (const protocol of protocols) await moveKnowledge(context, reader, keep, gone, protocol);
    await removeDevice(context, gone);
    context.log.info({ keep, gone }, "two names of one box linked");
    return;
  }
}

function joined(kept: Fields, lost: Fields): Record<string, string> {
  const set: Record<string, string> = {};
  for (const name of FACTS) if (kept[name] === undefined && lost[name] !== undefined) set[name] = lost[name];
  for (const name of ["identities", "protocols", "credential.users", "credential.bootstrap"]) {
    set[name] = [...new Set([...lines(kept[name]), ...lines(lost[name])])].join("\n");
  }
  return set;
}

function taken(lost: Fields, protocols: readonly Protocol[]): Record<string, string> {
  const set: Record<string, string> = {};
  for (const protocol of protocols) {
    const route = lost[`route.${protocol}`];
    if (route !== undefined) set[`route.${protocol}`] = route;
    set[`onboarded.${protocol}`] = "1";
  }
  if (protocols.includes("cwmp"))
    for (const name of [...CREDENTIAL_STATE, ...REDIRECT_FIELDS])
      if (lost[name] !== undefined) set[name] = lost[name];
  return set;
}

async function moveKnowledge(
  context: StateContext,
  reader: KnowledgeReader,
  keep: DeviceId,
  gone: DeviceId,
  protocol: Protocol,
): Promise<void> {
  const { values, memory, secrets } = await reader.read(gone, protocol);
  const notes = { protocol, ...memoryOf(keep, { memory, secrets }, context.vault) };
  if (values.size === 0) {
    await commit(context, keep, { change: notes });
    return;
  }
  const { slicer = UNSLICED, vault } = context;
  const { shape, dictionary, blob } = await slicer.run(packing(keep, [...values.values()], vault));
  await commit(context, keep, { change: { ...notes, base: shape.hash }, blob, shape: dictionary });
}

/** Removes a device; its queued operations end as cancelled. False when there is none. */
export async function removeDevice(context: StateContext, id: DeviceId): Promise<boolean> {
  return (await runLedger(context, removeScript, id)) === 1;
}

/** After a device lost an identity: ends as cancelled what waits for a protocol it does not speak any more. */
export async function dropUnspoken(context: StateContext, id: DeviceId): Promise<void> {
  await runLedger(context, unspokenScript, id);
}

async function runLedger(context: StateContext, script: Script, id: DeviceId): Promise<unknown> {
  const { keys, scripts, limits, clock } = context;
  const kept = [limits.partitionEvents, limits.keepSettledMs, limits.keepFailedMs];
  const result = await scripts.run(script, [keys.device(id)], [keys.tagOf(id), id, clock.now(), ...kept]);
  context.committed(id);
  return result;
}

/** Runs `learned` without anybody waiting for it. */
export function learnLater(context: StateContext, reader: KnowledgeReader, id: DeviceId): void {
  background(context.log, "state.learned", learned(context, reader, id));
}
