import { Fault, type Credential, type DeviceId } from "#core";
import { mustCommit } from "./commit.ts";
import { credentialScript } from "./credential.script.ts";
import { lines } from "./record.ts";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

interface Row {
  readonly device: DeviceId;
  readonly current?: string;
  readonly pending?: string;
  readonly previous?: readonly string[];
}

/**
 * Every credential a user name may prove. While a pending one waits to be used it counts as the current one and those
 * before it as previous: the device may have taken it or not.
 */
export async function credentialsOf(context: StateContext, username: string): Promise<readonly Credential[]> {
  const { keys, scripts, vault, config } = context;
  const at = keys.row("usr", username);
  const text = await stored(scripts.client.hget(at.key, at.field));
  const group = config.groupCredentials
    .filter((credential) => credential.username === username)
    .map(({ password }): Credential => ({ username, password, generation: "group" }));
  if (text === null) return group;
  const { device, current, pending, previous = [] } = JSON.parse(text) as Row;
  const as = (sealed: string, generation: Credential["generation"]): Credential => ({
    device,
    username,
    password: vault.open(sealed, about(username)),
    generation,
  });
  return [
    ...(pending === undefined ? [] : [as(pending, "current")]),
    ...(current === undefined ? [] : [as(current, pending === undefined ? "current" : "previous")]),
    ...previous.map((sealed) => as(sealed, "previous")),
    ...group,
  ];
}

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

/** A credential a device has from the beginning: it must prove it. */
export async function presetCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
  password: string,
): Promise<void> {
  await addUser(context, device, username, { "credential.must": "1" });
  await write(context, device, username, "current", password);
}

/** The pending credential was used: those before it are refused from now on. */
export async function promoteCredential(
  context: StateContext,
  device: DeviceId,
  username: string,
): Promise<void> {
  const users = await usersOf(context, device);
  await act(context, device, username, "promote", "");
  await Promise.all(
    users.filter((user) => user !== username).map((user) => act(context, device, user, "drop", "")),
  );
}

/** Removes every credential of a device. */
export async function dropCredentials(context: StateContext, device: DeviceId): Promise<void> {
  const users = await usersOf(context, device);
  await Promise.all(users.map((user) => act(context, device, user, "drop", "")));
}

async function addUser(
  context: StateContext,
  device: DeviceId,
  username: string,
  set: Readonly<Record<string, string>>,
): Promise<void> {
  const users = new Set(await usersOf(context, device)).add(username);
  await mustCommit(context, device, {
    change: { set: { ...set, "credential.users": [...users].join("\n") } },
  });
}

async function usersOf({ scripts, keys }: StateContext, device: DeviceId): Promise<string[]> {
  return lines((await stored(scripts.client.hget(keys.device(device), "credential.users"))) ?? "");
}

function write(
  context: StateContext,
  device: DeviceId,
  username: string,
  action: "pending" | "current",
  password: string,
): Promise<void> {
  return act(context, device, username, action, context.vault.seal(password, about(username)));
}

async function act(
  { keys, scripts }: StateContext,
  device: DeviceId,
  username: string,
  action: "pending" | "current" | "promote" | "drop",
  sealed: string,
): Promise<void> {
  const at = keys.row("usr", username);
  const answer = await scripts.run(credentialScript, [at.key], [at.field, action, device, sealed]);
  if (answer === "other" && action !== "drop") {
    throw new Fault("device.conflict", { detail: "the user name belongs to another device", device });
  }
}

function about(username: string): string {
  return `credential ${username}`;
}
