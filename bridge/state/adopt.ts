import { asFault, newDeviceId, type DeviceFacts, type DeviceId, type Identity } from "#core";
import { attributeFields, tagLines } from "./administer.ts";
import type { Commit } from "./change.ts";
import { commit } from "./commit.ts";
import { claimCredential, presetCredential, presetFields, withdrawCredential } from "./credentials.ts";
import { tripleOf } from "./endpoint.ts";
import { findDevice, noteBox, readFields, writeAlias } from "./identity.ts";
import { identityText } from "./keys.ts";
import type { KnowledgeReader } from "./known.ts";
import { factFields, memoryOf, oneLine } from "./project.ts";
import { lines, type Fields } from "./record.ts";
import { stored } from "./redis.ts";
import type { Vault } from "./secret.ts";
import type { StateContext } from "./state.context.ts";

/** A device as another management system knew it. */
export interface Newcomer {
  readonly identities: readonly Identity[];
  readonly facts: DeviceFacts;
  /** What the CPE shows to its ACS. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** How it is asked for a session. */
  readonly ring?: { readonly url?: string; readonly username?: string; readonly password?: string };
  readonly tags: readonly string[];
  readonly label?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** `linked`: a device that was known was given something new. */
export type Adoption = "created" | "linked" | "unchanged" | "refused";

export interface Adopted {
  readonly outcome: Adoption;
  readonly device?: DeviceId;
  /** Why it was refused, or what could not be taken over. */
  readonly problem?: "otherDevice" | "held" | "sharedUsername" | "moving";
}

/** What is done with a newcomer. `mark`: names the very row it comes from; done once more, it is what it was. */
export interface Adopting {
  readonly mark: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** What a user name may prove (`createCredentialReader`). */
  credentials(
    username: string,
  ): Promise<readonly { readonly device?: DeviceId; readonly password: string }[]>;
}

const ATTEMPTS = 8;

/**
 * Announces a device, or gives a known one what it lacks: identities, tags, label, attributes. Credentials are given to devices
 * that have not come yet; those of a device that has are its own affair. Faults: `store.unavailable`, `request.unprocessable`
 * (too many tags or attributes in all).
 */
export async function adopt(
  context: StateContext,
  reader: KnowledgeReader,
  newcomer: Newcomer,
  how: Adopting,
): Promise<Adopted> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const owners = await Promise.all(newcomer.identities.map((identity) => findDevice(context, identity)));
    const [device, second] = [...new Set(owners.filter((id) => id !== undefined))];
    if (second !== undefined) return { outcome: "refused", problem: "otherDevice" };
    const done =
      device === undefined
        ? await announce(context, newcomer, how)
        : await complete(context, reader, device, newcomer, how);
    if (done !== undefined) return done;
  }
  return { outcome: "refused", problem: "moving" };
}

/** Undefined: somebody else announced it meanwhile. */
async function announce(
  context: StateContext,
  newcomer: Newcomer,
  how: Adopting,
): Promise<Adopted | undefined> {
  const { keys, clock, scripts, vault, config } = context;
  const [first] = newcomer.identities as readonly [Identity, ...Identity[]];
  const text = identityText(first);
  const row = keys.row("id", text);
  const id = newDeviceId(row.partition, clock.now());
  const login = await loginFor(id, newcomer, how);
  if (how.dryRun) return told("created", undefined, login);
  const dead = await stored(scripts.client.hget(row.key, row.field));
  await noteNames(context, id, newcomer.identities, text);
  const change: Commit = {
    create: { row: row.key.slice(row.tag.length + 1), identity: text, expect: dead ?? "" },
    set: {
      ...factFields(newcomer.facts),
      ...given(newcomer, {}, config.indexedAttributes),
      identities: newcomer.identities.map(identityText).join("\n"),
      protocols: spoken(newcomer.identities.map(identityText)),
      enrolment: "preregistered",
      adopted: `${how.mark} created`,
      ...(login === "give" ? presetFields(newcomer.credentials?.username ?? "") : {}),
    },
    ...ringOf(id, newcomer, vault),
  };
  if ((await commit(context, id, { change })).state !== "ok") return undefined;
  return told("created", id, await entrust(context, id, newcomer, login, claimCredential));
}

/** Undefined: the device has changed meanwhile. */
async function complete(
  context: StateContext,
  reader: KnowledgeReader,
  id: DeviceId,
  newcomer: Newcomer,
  how: Adopting,
): Promise<Adopted | undefined> {
  const fields = await readFields(context, id);
  if (fields === undefined) return undefined;
  if (fields["held"] === "1") return { outcome: "refused", device: id, problem: "held" };
  const change = await lacking(context, reader, id, fields, newcomer);
  const login = fields["enrolment"] === "accepted" ? "none" : await loginFor(id, newcomer, how);
  const gets = change !== undefined || login === "give";
  const outcome = markedBefore(fields["adopted"], how.mark) ?? (gets ? "linked" : "unchanged");
  if (how.dryRun || !gets) return told(outcome, id, login);
  await noteNames(context, id, newcomer.identities);
  const set = { ...change?.set, adopted: `${how.mark} ${outcome}` };
  const { state } = await commit(context, id, { change: { ...change, set, rev: fields["rev"] ?? "0" } });
  if (state !== "ok") return undefined;
  return told(outcome, id, await entrust(context, id, newcomer, login, presetCredential));
}

/** What a known device has not yet of what it is given; undefined when there is nothing. */
async function lacking(
  context: StateContext,
  reader: KnowledgeReader,
  id: DeviceId,
  fields: Fields,
  newcomer: Newcomer,
): Promise<Commit | undefined> {
  const comes = fields["enrolment"] === "accepted";
  const names = union(lines(fields["identities"]), newcomer.identities.map(identityText));
  const wanted: Record<string, string> = {
    ...given(newcomer, fields, context.config.indexedAttributes),
    identities: names.join("\n"),
    // It was a stranger until now: its next contact is let in, and must show what it is given here.
    ...(fields["enrolment"] === "quarantined" ? { enrolment: "preregistered" } : {}),
    ...(comes ? {} : { protocols: union(lines(fields["protocols"]), lines(spoken(names))).join("\n") }),
  };
  const fresh = Object.entries(wanted).filter(([name, value]) => value !== (fields[name] ?? ""));
  const rings = comes ? {} : await ringsAnew(context, reader, id, newcomer);
  if (fresh.length === 0 && rings.memory === undefined) return undefined;
  const enters = "enrolment" in wanted ? { del: ["dg.cwmp", "dg.usp"] } : {};
  return { set: Object.fromEntries(fresh), ...rings, ...enters };
}

/** Tags are added to those there are; attributes and label are as told last. */
function given(
  { tags, label, attributes }: Newcomer,
  fields: Fields,
  indexed: readonly string[],
): Record<string, string> {
  const known = JSON.parse(fields["attributes"] ?? "{}") as Record<string, string>;
  return {
    ...(tags.length === 0 ? {} : { tags: tagLines([...lines(fields["tags"]), ...tags]) }),
    ...(label === undefined ? {} : { label: oneLine(label) }),
    ...(Object.keys(attributes).length === 0 ? {} : attributeFields({ ...known, ...attributes }, indexed)),
  };
}

/** `give`: it has no such login yet; `shared`: another device has the user name; `none`: nothing is to be done. */
type Login = "none" | "give" | "shared";

async function loginFor(id: DeviceId, { credentials }: Newcomer, how: Adopting): Promise<Login> {
  if (credentials === undefined) return "none";
  const known = await how.credentials(credentials.username);
  // What a group shares is enough for a device that was announced.
  if (known.some(({ device }) => device === undefined)) return "none";
  if (known.some(({ device }) => device !== id)) return "shared";
  return known.some(({ password }) => password === credentials.password) ? "none" : "give";
}

/** Its own login, which it must show from now on. */
async function entrust(
  context: StateContext,
  id: DeviceId,
  { credentials }: Newcomer,
  login: Login,
  give: typeof presetCredential,
): Promise<Login> {
  if (credentials === undefined || login !== "give") return login;
  try {
    await give(context, id, credentials.username, credentials.password);
    return "give";
  } catch (error) {
    if (asFault(error).code !== "device.conflict") throw error;
    await withdrawCredential(context, id, credentials.username);
    return "shared";
  }
}

function told(outcome: Adoption, device: DeviceId | undefined, login: Login): Adopted {
  return {
    outcome,
    ...(device === undefined ? {} : { device }),
    ...(login === "shared" ? { problem: "sharedUsername" } : {}),
  };
}

/** Rows are written first; until the device lists them they count for nothing. `but`: the one that is made with the device. */
async function noteNames(
  context: StateContext,
  id: DeviceId,
  identities: readonly Identity[],
  but = "",
): Promise<void> {
  for (const identity of identities) {
    if (identityText(identity) !== but) await writeAlias(context, identity, id);
    await noteBox(
      context,
      id,
      tripleOf(identity, {}),
      identity.scheme === "usp" ? identity.value : undefined,
    );
  }
}

/** What the CWMP stack remembers of how to ring the device. */
function ringOf(id: DeviceId, { ring }: Newcomer, vault: Vault): Pick<Commit, "protocol" | "memory"> {
  if (ring === undefined) return {};
  const { url, username, password } = ring;
  const memory = {
    ...(url === undefined ? {} : { connectionRequestUrl: url }),
    ...(username === undefined ? {} : { connectionRequestUsername: username }),
  };
  const secrets = password === undefined ? {} : { connectionRequestPassword: password };
  return { protocol: "cwmp", ...memoryOf(id, { memory, secrets }, vault) };
}

/** The same, as far as it is new. */
async function ringsAnew(
  { vault }: StateContext,
  reader: KnowledgeReader,
  id: DeviceId,
  newcomer: Newcomer,
): Promise<Pick<Commit, "protocol" | "memory">> {
  const { ring } = newcomer;
  if (ring === undefined) return {};
  const { memory, secrets } = await reader.read(id, "cwmp");
  const same = (wanted: string | undefined, known: unknown): boolean =>
    wanted === undefined || wanted === known;
  const known =
    same(ring.url, memory["connectionRequestUrl"]) &&
    same(ring.username, memory["connectionRequestUsername"]) &&
    same(ring.password, secrets["connectionRequestPassword"]);
  return known ? {} : ringOf(id, newcomer, vault);
}

/** The protocols that devices of these names speak. */
function spoken(names: readonly string[]): string {
  return PROTOCOLS.filter((protocol) => names.some((name) => name.startsWith(`${protocol}:`))).join("\n");
}

const PROTOCOLS = ["cwmp", "usp"] as const;

function union(known: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...known, ...more])];
}

/** What the same row came to before the process that did it ended. */
function markedBefore(adopted: string | undefined, mark: string): "created" | "linked" | undefined {
  if (adopted === `${mark} created`) return "created";
  return adopted === `${mark} linked` ? "linked" : undefined;
}
