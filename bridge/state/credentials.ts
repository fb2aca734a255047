import { Fault, type Credential, type DeviceId, type Identity } from "#core";
import { mustCommit } from "./commit.ts";
import { credentialPlace } from "./credential.reader.ts";
import { credentialScript } from "./credential.script.ts";
import { lines, type Fields } from "./record.ts";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** A new credential of a device: pending until the device first uses it. Fault `device.conflict`: another's name. */
export async function rotateCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
  password: string,
): Promise<void> {
  await addUser(context, device, username, { "credential.pending": username });
  await write(context, device, username, "pending", password);
}

/** A credential a device has from the beginning, and again after a reset: it must prove it. */
export async function presetCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
  password: string,
): Promise<void> {
  await addUser(context, device, username, {
    "credential.must": "1",
    "credential.bootstrap": username,
  });
  await claimCredential(context, device, username, password);
}

/** The fields of a device that is made with such a credential; its row comes right after it (`claimCredential`). */
export function presetFields(username: string): Fields {
  return { "credential.must": "1", "credential.bootstrap": username, "credential.users": username };
}

export async function claimCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
  password: string,
): Promise<void> {
  await write(context, device, username, "current", password);
}

/** Takes back what `presetCredential` noted with the device before it found that the user name is another one's. */
export async function withdrawCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
): Promise<void> {
  const users = (await usersOf(context, device)).filter((user) => user !== username);
  const set = { "credential.must": "", "credential.bootstrap": "", "credential.users": users.join("\n") };
  await mustCommit(context, device, { change: { set, del: ["dg.cwmp"] } });
}

/** The pending credential was used: those before it are refused from now on, but for the bootstrap one after a reset. */
export async function promoteCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
): Promise<void> {
  const users = await usersOf(context, device);
  await act(context, device, username, "promote", "");
  await Promise.all(
    users.filter((user) => user !== username).map((user) => act(context, device, user, "retire", "")),
  );
}

/** What a device may show of its own: the pending one first, which it may have taken already. */
export async function loginsOf(
  context: StateContext,
  device: DeviceId,
  credentials: (username: string) => Promise<readonly Credential[]>,
): Promise<readonly Credential[]> {
  const users = await usersOf(context, device);
  const known = await Promise.all(users.map((user) => credentials(user)));
  return known.flat().filter((credential) => credential.device === device);
}

/** Removes every credential of a device. */
export async function dropCredentials(
  context: StateContext,
  device: DeviceId,
  fields: Fields,
): Promise<void> {
  await Promise.all(usersIn(fields).map((user) => act(context, device, user, "drop", "")));
}

/** Gives credentials of one device to another: they are the same box, or the box is not that device any more. */
export async function moveCredentials(
  context: StateContext,
  from: DeviceId,
  to: DeviceId,
  users: readonly string[],
): Promise<void> {
  await Promise.all(users.map((user) => act(context, from, user, "move", to)));
}

/** The credentials that go when one name of a device becomes a device of its own: user names, and fields of both. */
export interface Parting {
  readonly users: readonly string[];
  readonly taken: Fields;
  readonly left: Fields;
}

/** They are of CWMP: all go with its last name, else those alone that are called as it is. `rest`: names that stay. */
export function partingWith(identity: Identity, rest: readonly string[], fields: Fields): Parting {
  const all = usersIn(fields);
  const isLast = !rest.some((name) => name.startsWith("cwmp:"));
  const goes = (user: string): boolean => identity.scheme === "cwmp" && (isLast || user === identity.value);
  const users = all.filter((user) => goes(user));
  if (users.length === 0) return { users, taken: {}, left: {} };
  const of = (who: readonly string[]): Fields => {
    const pending = fields["credential.pending"] ?? "";
    const among = (name: string): string =>
      lines(fields[name])
        .filter((user) => who.includes(user))
        .join("\n");
    return {
      "credential.users": among("credential.users"),
      "credential.bootstrap": among("credential.bootstrap"),
      "credential.pending": who.includes(pending) ? pending : "",
      "credential.must": who.length === 0 ? "" : (fields["credential.must"] ?? ""),
    };
  };
  return { users, taken: of(users), left: of(all.filter((user) => !goes(user))) };
}

/** What a device that takes over the CWMP side of another keeps of the other's credentials beside the user names. */
export const CREDENTIAL_STATE = ["credential.must", "credential.pending", "credential.grouped"] as const;

async function addUser(
  context: StateContext,
  device: DeviceId,
  username: string,
  set: Readonly<Record<string, string>>,
): Promise<void> {
  if (context.config.groupCredentials.some((group) => group.username === username))
    throw new Fault("device.conflict", { detail: "the user name is a group's", device });
  const users = new Set(await usersOf(context, device)).add(username);
  // A contact that shows them must not look like one that says nothing new.
  await mustCommit(context, device, {
    change: { set: { ...set, "credential.users": [...users].join("\n") }, del: ["dg.cwmp"] },
  });
}

async function usersOf({ scripts, keys }: StateContext, device: DeviceId): Promise<string[]> {
  return lines((await stored(scripts.client.hget(keys.device(device), "credential.users"))) ?? "");
}

/** Every user name that has a row of this device's. */
export function usersIn(fields: Fields): string[] {
  return [...new Set([...lines(fields["credential.users"]), ...lines(fields["credential.bootstrap"])])];
}

function write(
  context: StateContext,
  device: DeviceId,
  username: string,
  action: "pending" | "current",
  password: string,
): Promise<void> {
  return act(context, device, username, action, context.vault.seal(password, credentialPlace(username)));
}

async function act(
  { keys, scripts }: StateContext,
  device: DeviceId,
  username: string,
  action: "pending" | "current" | "promote" | "retire" | "drop" | "move",
  what: string,
): Promise<void> {
  const at = keys.row("usr", username);
  const answer = await scripts.run(credentialScript, [at.key], [at.field, action, device, what]);
  if (answer === "other" && !["retire", "drop", "move"].includes(action)) {
    throw new Fault("device.conflict", { detail: "the user name belongs to another device", device });
  }
}
