import { Fault, newDeviceId, newOperationId, type DeviceId, type Identity, type Protocol } from "#core";
import type { Commit } from "./change.ts";
import { commit, refused } from "./commit.ts";
import {
  dropCredentials,
  moveCredentials,
  partingWith,
  presetCredential,
  type Parting,
} from "./credentials.ts";
import { tripleOf } from "./endpoint.ts";
import { boxOf, dropAlias, findDevice, noteBox, readFields, writeAlias } from "./identity.ts";
import type { KnowledgeReader } from "./known.ts";
import { identityText, parseIdentity } from "./keys.ts";
import { dropUnspoken, learnLater, merge, removeDevice } from "./link.ts";
import { made } from "./northbound.ts";
import { oneLine } from "./project.ts";
import { lines, type Fields } from "./record.ts";
import type { StateContext } from "./state.context.ts";

/** What an operator may change of a device. `null` removes a label or an attribute. */
export interface DevicePatch {
  readonly tags?: readonly string[];
  readonly label?: string | null;
  readonly attributes?: Readonly<Record<string, string | null>>;
}

/** A device announced before it comes. */
export interface Preregistration {
  readonly identities: readonly Identity[];
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tags?: readonly string[];
  readonly label?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What operators do to devices. Faults: `device.notFound`, `request.precondition` when `revision` is not the present one. */
export interface Administration {
  /** Counts the device's changes but for those of times and counters: its ETag. */
  revision(id: DeviceId): Promise<string>;
  patch(id: DeviceId, patch: DevicePatch, revision?: string): Promise<void>;
  /** Gives a device tags and takes others. Fault `request.unprocessable` for too many. */
  retag(id: DeviceId, add: readonly string[], remove: readonly string[]): Promise<void>;
  /** Lets a quarantined device in; it is onboarded as soon as it can be reached. */
  approve(id: DeviceId): Promise<void>;
  /** Shuts a device out until it is approved; its session ends. */
  quarantine(id: DeviceId): Promise<void>;
  remove(id: DeviceId): Promise<void>;
  /** Faults: `device.conflict` when an identity or the user name is taken, `request.unprocessable` without identities. */
  preregister(device: Preregistration): Promise<DeviceId>;
  merge(keep: DeviceId, gone: DeviceId): Promise<void>;
  /** Makes one identity a device of its own again. */
  split(id: DeviceId, identity: Identity): Promise<DeviceId>;
}

const ATTRIBUTES = 20;
const TAGS = 50;
const ATTEMPTS = 8;

export function administer(context: StateContext, reader: KnowledgeReader): Administration {
  const { config, keys, clock } = context;

  /** Reads, decides, commits; again when the device moved on meanwhile. */
  async function change(id: DeviceId, decide: (fields: Fields) => Commit, revision?: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fields = await existing(id);
      const rev = fields["rev"] ?? "0";
      if (revision !== undefined && revision !== rev) throw refused("conflict", id);
      const result = await commit(context, id, { change: { ...decide(fields), rev } });
      if (result.state === "ok") return;
      if (result.state === "gone") throw refused("gone", id);
    }
    throw new Fault("gateway.overloaded", { detail: "the device's state kept changing" });
  }

  async function existing(id: DeviceId): Promise<Fields> {
    const fields = await readFields(context, id);
    if (fields === undefined) throw refused("gone", id);
    return fields;
  }

  return {
    async revision(id) {
      return (await existing(id))["rev"] ?? "0";
    },

    patch: (id, patch, revision) =>
      change(id, (fields) => patched(fields, patch, config.indexedAttributes), revision),

    retag: (id, add, remove) =>
      change(id, (fields) => {
        const kept = lines(fields["tags"]).filter((tag) => !remove.includes(tag));
        return { set: { tags: tagLines([...kept, ...add]) } };
      }),

    async approve(id) {
      await change(id, (fields) => approved(context, id, fields));
      learnLater(context, reader, id);
    },

    quarantine: (id) =>
      change(id, (fields) => ({
        set: {
          enrolment: "quarantined",
          held: "1",
          fence: String(Number(fields["fence"] ?? "0") + 1),
          "lease.until": "0",
        },
        del: ["dg.cwmp", "dg.usp"],
      })),

    async remove(id) {
      const fields = await existing(id);
      await dropCredentials(context, id, fields);
      await noteBox(context, id, boxOf(fields), fields["endpointId"], "drop");
      await Promise.all(lines(fields["identities"]).map((identity) => dropAlias(context, identity, id)));
      await removeDevice(context, id);
    },

    preregister: (device) => preregister(context, device),

    async merge(keep, gone) {
      await Promise.all([existing(keep), existing(gone)]);
      await merge(context, reader, keep, gone);
    },

    async split(id, identity) {
      const text = identityText(identity);
      let parting: Parting | undefined;
      await change(id, (fields) => {
        const left = without(fields, text);
        parting = partingWith(identity, lines(left.set?.["identities"]), fields);
        return { ...left, set: { ...left.set, ...parting.left } };
      });
      await dropUnspoken(context, id);
      const row = keys.row("id", text);
      const other = newDeviceId(row.partition, clock.now());
      const create = { row: row.key.slice(row.tag.length + 1), identity: text, expect: id };
      await moveCredentials(context, id, other, parting?.users ?? []);
      const set = { identities: text, enrolment: "accepted", ...parting?.taken };
      const result = await commit(context, other, { change: { create, set } });
      if (result.state !== "ok") throw refused(result.state, id);
      return other;
    },
  };
}

function approved({ clock, config }: StateContext, id: DeviceId, fields: Fields): Commit {
  // Approving it once more lets in a box that lost its credentials in a reset: it gets new ones.
  if (fields["enrolment"] === "accepted")
    return fields["credential.must"] === "1" ? { set: { "credential.must": "" }, del: ["dg.cwmp"] } : {};
  const now = clock.now();
  const spoken = lines(fields["protocols"]) as Protocol[];
  const reached = Object.fromEntries(spoken.map((protocol) => [`onboarded.${protocol}`, "1"]));
  const expiresAt = String(now + config.onboardMs);
  const onboard = spoken.map((protocol) => ({ id: newOperationId(id, now), protocol, expiresAt }));
  return {
    set: { enrolment: "accepted", held: "", ...reached },
    del: ["dg.cwmp", "dg.usp"],
    events: [made(id, "causeway.device.enrolled", now, { by: "operator" })],
    ...(onboard.length === 0 ? {} : { onboard }),
  };
}

function patched(fields: Fields, patch: DevicePatch, indexed: readonly string[]): Commit {
  const set: Record<string, string> = {};
  const del: string[] = [];
  if (patch.tags !== undefined) set["tags"] = tagLines(patch.tags);
  if (patch.label === null) del.push("label");
  else if (patch.label !== undefined) set["label"] = oneLine(patch.label);
  if (patch.attributes !== undefined) {
    const stored = JSON.parse(fields["attributes"] ?? "{}") as Record<string, string>;
    const all = { ...stored, ...patch.attributes };
    const attributes = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== null),
    ) as Record<string, string>;
    Object.assign(set, attributeFields(attributes, indexed));
    for (const name of indexed) if (attributes[name] === undefined) del.push(`x.${name}`);
  }
  return { set, del };
}

export function attributeFields(
  attributes: Readonly<Record<string, string>>,
  indexed: readonly string[],
): Record<string, string> {
  if (Object.keys(attributes).length > ATTRIBUTES) {
    throw new Fault("request.unprocessable", { detail: `a device has at most ${ATTRIBUTES} attributes` });
  }
  const set: Record<string, string> = { attributes: JSON.stringify(attributes) };
  for (const name of indexed)
    if (attributes[name] !== undefined) set[`x.${name}`] = oneLine(attributes[name]);
  return set;
}

export function tagLines(tags: readonly string[]): string {
  const kept = [...new Set(tags.map((tag) => oneLine(tag).trim()))].filter((tag) => tag !== "");
  if (kept.length > TAGS)
    throw new Fault("request.unprocessable", { detail: `a device has at most ${TAGS} tags` });
  return kept.join("\n");
}

function without(fields: Fields, text: string): Commit {
  const identities = lines(fields["identities"]);
  if (!identities.includes(text) || identities.length === 1) {
    throw new Fault("request.unprocessable", { detail: "the device has no other identity, or not this one" });
  }
  const rest = identities.filter((other) => other !== text);
  const schemes = new Set(rest.map((other) => parseIdentity(other)?.scheme));
  const protocols = lines(fields["protocols"]).filter((spoken) => schemes.has(spoken as "cwmp" | "usp"));
  const gone = lines(fields["protocols"]).filter((spoken) => !protocols.includes(spoken));
  return {
    set: { identities: rest.join("\n"), protocols: protocols.join("\n") },
    del: gone.flatMap((spoken) => [`route.${spoken}`, `dg.${spoken}`, `onboarded.${spoken}`]),
  };
}

async function preregister(context: StateContext, device: Preregistration): Promise<DeviceId> {
  const [first] = device.identities;
  if (first === undefined)
    throw new Fault("request.unprocessable", { detail: "at least one identity is needed" });
  for (const identity of device.identities) {
    if ((await findDevice(context, identity)) !== undefined) {
      throw new Fault("device.conflict", { detail: `${identityText(identity)} is known already` });
    }
  }
  const text = identityText(first);
  const row = context.keys.row("id", text);
  const id = newDeviceId(row.partition, context.clock.now());
  const dead = await context.scripts.client.hget(row.key, row.field);
  for (const identity of device.identities.slice(1)) await writeAlias(context, identity, id);
  await Promise.all(
    device.identities.map((identity) => noteBox(context, id, tripleOf(identity, {}), endpointOf(identity))),
  );
  const { set } = patched({}, device, context.config.indexedAttributes);
  const result = await commit(context, id, {
    change: {
      create: { row: row.key.slice(row.tag.length + 1), identity: text, expect: dead ?? "" },
      set: { ...set, identities: device.identities.map(identityText).join("\n"), enrolment: "preregistered" },
    },
  });
  if (result.state !== "ok") throw new Fault("device.conflict", { detail: `${text} is known already` });
  const { credentials } = device;
  if (credentials !== undefined)
    await presetCredential(context, id, credentials.username, credentials.password);
  return id;
}

function endpointOf(identity: Identity): string | undefined {
  return identity.scheme === "usp" ? identity.value : undefined;
}
