import {
  background,
  Fault,
  newDeviceId,
  newOperationId,
  type Admission,
  type Contact,
  type DeviceId,
  type Lease,
  type NonceUse,
} from "#core";
import { admit, type Admit } from "./admit.ts";
import type { Commit } from "./change.ts";
import { commit } from "./commit.ts";
import { contactScript, type Touched } from "./contact.script.ts";
import { promoteCredential } from "./credentials.ts";
import { tripleOf } from "./endpoint.ts";
import { decideEnrolment } from "./enrolment.ts";
import {
  candidates,
  isGroup,
  mayLink,
  noteBox,
  proofText,
  readFields,
  twins,
  writeAlias,
} from "./identity.ts";
import { identityText } from "./keys.ts";
import { withContact } from "./params.change.ts";
import { nonceScript } from "./nonce.script.ts";
import { made } from "./northbound.ts";
import { contactDigest, isEventful } from "./project.ts";
import { fieldsOf, type Fields } from "./record.ts";
import type { StateContext } from "./state.context.ts";

/** What is done after a commit, without the device waiting for it. */
export interface AfterCommit {
  /** Facts by which another name of the box can be found have changed. */
  learned(id: DeviceId): Promise<void>;
  compact(id: DeviceId, protocol: Contact["protocol"], overlaid?: number): Promise<void>;
}

type Touch =
  | readonly ["new"]
  | readonly ["elsewhere" | "gone" | "quarantined" | "replayed", DeviceId]
  | readonly ["changed", DeviceId, readonly string[]]
  | readonly ["ok", DeviceId, string, string, string?];

const ATTEMPTS = 8;
const IDENTITY_LENGTH = 512;
const REPLAYED: Admission = { verdict: "challenge", stale: true };

/**
 * A device made itself heard. The answer comes after its commit: one step of one script when it says nothing new, else
 * a read, the pure `admit` and a commit that is repeated when the device moved on meanwhile.
 * Faults: `store.unavailable`, `request.invalid` for a name that is no name, `gateway.overloaded` after 8 conflicts.
 */
export async function contact(context: StateContext, after: AfterCommit, said: Contact): Promise<Admission> {
  const identity = nameOf(said);
  if (said.nonce !== undefined && ownNonce(said) === undefined && !(await isFirstUse(context, said.nonce)))
    return REPLAYED;
  const digest = contactDigest(said);
  const compared = isEventful(said) ? "" : digest;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    let seen = (await touch(context, said, identity, compared)) as Touch;
    if (seen[0] === "elsewhere") seen = (await touch(context, said, identity, compared, seen[1])) as Touch;
    if (seen[0] === "ok") {
      const [, id, fence, work, pending] = seen;
      return accepted(context, said, id, fence, {
        work: work === "1",
        first: false,
        pending: pending === "1",
      });
    }
    if (seen[0] === "replayed") return REPLAYED;
    if (seen[0] === "quarantined") {
      const answer = await letIn(context, after, said, digest, seen[1]);
      if (answer !== undefined) return answer;
      continue;
    }
    const answer =
      seen[0] === "changed"
        ? await known(context, after, said, digest, seen[1], fieldsOf(seen[2]))
        : await unknown(context, after, said, digest, seen[1] ?? "");
    if (answer !== undefined) return answer;
  }
  throw new Fault("gateway.overloaded", { detail: "the device's state kept changing" });
}

function nameOf({ identity }: Contact): string {
  const name = identityText(identity);
  // eslint-disable-next-line no-control-regex
  if (name.length > IDENTITY_LENGTH || /[\u0000-\u001f]/.test(name)) {
    throw new Fault("request.invalid", { detail: "the identity is too long or has control characters" });
  }
  return name;
}

/** `of`: the device of the identity, when it lives in another partition than the identity's row. */
function touch(
  { keys, scripts, clock, config }: StateContext,
  said: Contact,
  identity: string,
  digest: string,
  of?: DeviceId,
): Promise<unknown> {
  const own = ownNonce(said);
  const row = of === undefined ? keys.row("id", identity) : { key: keys.device(of), tag: keys.tagOf(of) };
  const fields: Touched = [
    row.tag,
    identity,
    of ?? "",
    said.at,
    digest,
    said.protocol,
    said.session ? config.replica : "",
    clock.now() + config.leaseMs,
    own?.id ?? "",
    own?.count ?? "",
  ];
  return scripts.runMany(contactScript, row.key, fields.join("\n"));
}

async function known(
  context: StateContext,
  after: AfterCommit,
  said: Contact,
  digest: string,
  id: DeviceId,
  fields: Fields,
): Promise<Admission | undefined> {
  const answer = admit(inputOf(context, said, digest, id, fields), context.vault);
  return decided(context, after, said, id, fields, answer, {});
}

/** A quarantined device that says nothing new stays there, unless a rule that was made since lets it in. */
async function letIn(
  context: StateContext,
  after: AfterCommit,
  said: Contact,
  digest: string,
  id: DeviceId,
): Promise<Admission | undefined> {
  const { enrolment, rules } = context.config;
  if (decideEnrolment(said, enrolment, rules) !== "accepted") return { verdict: "quarantined", device: id };
  const fields = await readFields(context, id);
  if (fields?.["held"] === "1") return { verdict: "quarantined", device: id };
  return fields === undefined ? undefined : known(context, after, said, digest, id, fields);
}

/** `dead`: the device id a row of this identity holds although that device is gone. */
async function unknown(
  context: StateContext,
  after: AfterCommit,
  said: Contact,
  digest: string,
  dead: string,
): Promise<Admission | undefined> {
  const box = tripleOf(said.identity, said.facts);
  const possible = await candidates(context, said.identity, box);
  const [only, second] = possible;
  if (only !== undefined && second === undefined && mayLink(context, proofText(said.proof))) {
    await writeAlias(context, said.identity, only.id);
    const fields = await readFields(context, only.id);
    return fields === undefined ? undefined : known(context, after, said, digest, only.id, fields);
  }
  const identity = identityText(said.identity);
  const row = context.keys.row("id", identity);
  const id = newDeviceId(row.partition, context.clock.now());
  const answer = admit(inputOf(context, said, digest, id, undefined), context.vault);
  // Strangers leave one row each and nothing else; their names are noted when they are let in.
  if (answer.verdict === "accepted") await noteBox(context, id, box, answer.commit.set?.["endpointId"]);
  const create = { row: row.key.slice(row.tag.length + 1), identity, expect: dead };
  const rivals = [...possible.map((other) => other.id), ...(await twins(context, said.identity, box))];
  const conflict =
    rivals.length === 0
      ? []
      : [made(id, "causeway.device.conflict", said.at, { identity, candidates: rivals })];
  return decided(context, after, said, id, undefined, answer, { create }, conflict);
}

async function decided(
  context: StateContext,
  after: AfterCommit,
  said: Contact,
  id: DeviceId,
  fields: Fields | undefined,
  answer: Admit,
  conditions: { readonly create?: { row: string; identity: string; expect: string } },
  conflict: ReturnType<typeof made>[] = [],
): Promise<Admission | undefined> {
  if (answer.verdict === "challenge" || answer.verdict === "refused") return answer;
  if (answer.verdict !== "quarantined" && answer.promote !== undefined) {
    await promoteCredential(context, id, answer.promote);
  }
  const { commit: projected } = answer;
  const change = {
    ...projected,
    ...conditions,
    ...nonceOf(said),
    ...(fields === undefined ? {} : { rev: fields["rev"] ?? "0" }),
    events: [...(projected.events ?? []), ...conflict],
  };
  const told = answer.verdict === "accepted" ? said : undefined;
  const result = await commit(context, id, await withContact(context, id, told, fields, { change }));
  if (result.state === "replayed") return REPLAYED;
  if (result.state !== "ok") return undefined;
  if (boxChanged(fields, projected.set ?? {})) background(context.log, "state.learned", after.learned(id));
  if (answer.verdict !== "accepted") return notServed(answer, id);
  background(context.log, "state.compact", after.compact(id, said.protocol, result.overlaid));
  const pending = isPending(fields, projected.set);
  const fence = fenceText(result.fence);
  return accepted(context, said, id, fence, { work: result.work, first: answer.first, pending });
}

function notServed(
  answer: Extract<Admit, { verdict: "quarantined" | "redirected" }>,
  device: DeviceId,
): Admission {
  return answer.verdict === "quarantined"
    ? { verdict: "quarantined", device }
    : { verdict: "redirected", device, ...answer.to };
}

/** A nonce is counted with the device whose it is, or whose password; else, with a shared password, by itself. */
function ownNonce({ proof, nonce }: Contact): NonceUse | undefined {
  return isGroup(proof) && nonce?.bound !== true ? undefined : nonce;
}

function nonceOf(said: Contact): Pick<Commit, "nonce"> {
  const nonce = ownNonce(said);
  return nonce === undefined ? {} : { nonce: { id: nonce.id, count: String(nonce.count) } };
}

async function isFirstUse({ keys, scripts }: StateContext, { id, count, forMs }: NonceUse): Promise<boolean> {
  const key = `${keys.tag(Number.parseInt(id.slice(-2), 16))}:nonce:${id}`;
  return (await scripts.run(nonceScript, [key], [count, forMs])) === 1;
}

/** No fence is no session. */
function fenceText(fence: number): string {
  return fence === 0 ? "" : String(fence);
}

/** Credentials of its own were written into the device, and it has not used them yet. */
function isPending(fields: Fields = {}, set: Fields = {}): boolean {
  return (set["credential.pending"] ?? fields["credential.pending"] ?? "") !== "";
}

function boxChanged(fields: Fields | undefined, set: Fields): boolean {
  if (fields === undefined) return false;
  if (fields["enrolment"] === "quarantined" && set["enrolment"] === "accepted") return true;
  return ["oui", "serialNumber", "endpointId"].some(
    (name) => set[name] !== undefined && set[name] !== fields[name],
  );
}

function accepted(
  { clock, config }: StateContext,
  said: Contact,
  device: DeviceId,
  fence: string,
  { work, first, pending }: { readonly work: boolean; readonly first: boolean; readonly pending: boolean },
): Admission {
  const unproven = pending && said.proof.kind === "none" ? ({ unproven: true } as const) : {};
  if (fence === "") return { verdict: "accepted", device, first, work, ...unproven };
  const until = clock.now() + (work ? config.leaseMs : 0);
  const lease: Lease = { device, protocol: said.protocol, fence: Number(fence), until };
  return { verdict: "accepted", device, first, work, lease, ...unproven };
}

function inputOf(
  { clock, config, keys }: StateContext,
  said: Contact,
  digest: string,
  id: DeviceId,
  fields: Fields | undefined,
): Parameters<typeof admit>[0] {
  const now = clock.now();
  return {
    id,
    contact: said,
    fields,
    digest,
    decision: decideEnrolment(said, config.enrolment, config.rules),
    holder: config.replica,
    leaseUntil: now + config.leaseMs,
    defaultInterval: config.defaultInterval,
    onboard: { id: newOperationId(id, now), expiresAt: now + config.onboardMs },
    quarantine: {
      cap: Math.max(1, Math.floor(config.quarantineDevices / keys.partitions)),
      before: now - config.quarantineMs,
    },
  };
}
