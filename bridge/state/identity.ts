import type { Contact, DeviceId, Identity } from "#core";
import { boxName, sameBox, tripleOf, type Triple } from "./endpoint.ts";
import { identityText, parseIdentity } from "./keys.ts";
import { lines, type Fields } from "./record.ts";
import { stored } from "./redis.ts";
import { boxScript } from "./rows.script.ts";
import type { StateContext } from "./state.context.ts";

/** A stored device that may be the box another name speaks for. */
export interface Candidate {
  readonly id: DeviceId;
  readonly fields: Fields;
}

/** The device behind an identity. A row is only a hint: the device's own list of identities is the truth. */
export async function findDevice(context: StateContext, identity: Identity): Promise<DeviceId | undefined> {
  const { client } = context.scripts;
  const text = identityText(identity);
  const row = context.keys.row("id", text);
  const id = (await stored(client.hget(row.key, row.field))) as DeviceId | null;
  if (id === null) return undefined;
  const listed = lines((await stored(client.hget(context.keys.device(id), "identities"))) ?? "");
  return listed.includes(text) ? id : undefined;
}

/** Points a further identity at a device; it counts once the device lists it, so a crash in between leaves nothing wrong. */
export async function writeAlias(context: StateContext, identity: Identity, id: DeviceId): Promise<void> {
  const row = context.keys.row("id", identityText(identity));
  await stored(context.scripts.client.hset(row.key, row.field, id));
}

/** Removes an identity's row if it still points at the device. */
export async function dropAlias(context: StateContext, identity: string, id: DeviceId): Promise<void> {
  const row = context.keys.row("id", identity);
  const { client } = context.scripts;
  if ((await stored(client.hget(row.key, row.field))) === id) await stored(client.hdel(row.key, row.field));
}

export async function readFields(context: StateContext, id: DeviceId): Promise<Fields | undefined> {
  const fields = await stored(context.scripts.client.hgetall(context.keys.device(id)));
  return fields["dense"] === undefined ? undefined : fields;
}

/** Notes which box a device is, and which endpoint id it told of, so that its other name finds it; or takes it back. */
export async function noteBox(
  context: StateContext,
  id: DeviceId,
  box: Triple | undefined,
  endpointId: string | undefined,
  act: "add" | "drop" = "add",
): Promise<void> {
  const names = [
    ...(box === undefined || isShared(context, box) ? [] : [boxName(box)]),
    ...(endpointId === undefined ? [] : [endpointName(endpointId)]),
  ];
  await Promise.all(
    names.map((name) => {
      const row = context.keys.row("box", name);
      return context.scripts.run(boxScript, [row.key], [row.field, id, act]);
    }),
  );
}

/**
 * Devices that may be the same box as the newcomer: known over the other protocol only, with the same OUI and serial
 * number (and product class, where both tell it), or having told this very endpoint id over CWMP, which settles it.
 */
export async function candidates(
  context: StateContext,
  identity: Identity,
  box: Triple | undefined,
  not?: DeviceId,
): Promise<readonly Candidate[]> {
  if (identity.scheme === "certificate") return [];
  const ids = await namedBy(context, identity, box);
  const found = await Promise.all(
    ids.filter((id) => id !== not).map(async (id) => ({ id, fields: await readFields(context, id) })),
  );
  const possible = found.flatMap(({ id, fields }): Candidate[] =>
    fields !== undefined && fits(identity, box, fields) ? [{ id, fields }] : [],
  );
  const told = possible.filter(({ fields }) => endpointOf(fields) === identity.value);
  return told.length === 1 ? told : possible;
}

/** CPEs with the OUI and serial number of a new one and another product class: one of them is not what it says. */
export async function twins(
  context: StateContext,
  identity: Identity,
  box: Triple | undefined,
): Promise<readonly DeviceId[]> {
  if (identity.scheme !== "cwmp" || box === undefined) return [];
  const ids = await namedBy(context, identity, box);
  const found = await Promise.all(ids.map((id) => readFields(context, id)));
  return ids.filter((_, i) =>
    lines(found[i]?.["identities"] ?? "").some((text) => parseIdentity(text)?.scheme === "cwmp"),
  );
}

/** The box a stored device is. */
export function boxOf(fields: Fields): Triple | undefined {
  const first = parseIdentity(lines(fields["identities"])[0] ?? "");
  return first === undefined ? undefined : tripleOf(first, fields);
}

/** A credential that many devices share: it tells that the device belongs here, and nothing of which one it is. */
export function isGroup(proof: Contact["proof"]): boolean {
  return proof.kind === "password"
    ? proof.generation === "group"
    : proof.kind === "certificate" && proof.of === "group";
}

/** How well a contact proves who it is, as it is stored. */
export function proofText(proof: Contact["proof"]): string {
  return isGroup(proof) ? "group" : proof.kind;
}

/** Names may be linked when the device proved who it is, or the installation asks for no proof. */
export function mayLink({ config }: StateContext, proof: string | undefined): boolean {
  return config.linkUnproven || (proof !== undefined && proof !== "none" && proof !== "group");
}

async function namedBy(
  context: StateContext,
  identity: Identity,
  box: Triple | undefined,
): Promise<DeviceId[]> {
  const names = [
    ...(box === undefined || isShared(context, box) ? [] : [boxName(box)]),
    ...(identity.scheme === "usp" ? [endpointName(identity.value)] : []),
  ];
  const texts = await Promise.all(
    names.map((name) => {
      const row = context.keys.row("box", name);
      return stored(context.scripts.client.hget(row.key, row.field));
    }),
  );
  return [...new Set(texts.flatMap((text) => lines(text ?? "")))] as DeviceId[];
}

function fits(identity: Identity, box: Triple | undefined, fields: Fields): boolean {
  const schemes = lines(fields["identities"]).map((text) => parseIdentity(text)?.scheme);
  if (schemes.includes(identity.scheme)) return false;
  const told = endpointOf(fields);
  if (identity.scheme === "usp" && told !== undefined) return told === identity.value;
  const theirs = boxOf(fields);
  return box !== undefined && theirs !== undefined && sameBox(box, theirs);
}

function endpointOf(fields: Fields): string | undefined {
  return fields["endpointId"];
}

function endpointName(endpointId: string): string {
  return `endpoint:${endpointId}`;
}

function isShared(context: StateContext, { serialNumber }: Triple): boolean {
  return context.config.sharedSerials.includes(serialNumber.toUpperCase());
}
