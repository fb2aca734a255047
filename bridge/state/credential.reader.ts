import type { Credential, DeviceId } from "#core";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** What is behind a user name (`credential.script.ts`). */
interface Row {
  readonly device: DeviceId;
  readonly current?: string;
  readonly pending?: string;
  readonly previous?: readonly string[];
  readonly bootstrap?: string;
}

interface Opened {
  readonly text: string;
  readonly credentials: readonly Credential[];
}

/** User names whose credentials stay opened: those that came last. */
const KEPT = 20_000;

/**
 * Every credential a user name may prove. While a pending one waits to be used it counts as the current one and those
 * before it as previous: the device may have taken it or not. Each call reads the store; as long as the row there is the
 * same text, so are the objects, and what was derived from them stays good. A group's name is its own: no device has it.
 */
export function createCredentialReader(
  context: StateContext,
): (username: string) => Promise<readonly Credential[]> {
  const { keys, scripts, config } = context;
  const opened = new Map<string, Opened>();
  const groups = new Map<string, Credential[]>();
  for (const { username, password } of config.groupCredentials) {
    const group: Credential = { username, password, generation: "group" };
    groups.set(username, [...(groups.get(username) ?? []), group]);
  }

  return async (username) => {
    const shared = groups.get(username);
    if (shared !== undefined) return shared;
    const at = keys.row("usr", username);
    const text = await stored(scripts.client.hget(at.key, at.field));
    if (text === null) {
      opened.delete(username);
      return [];
    }
    const last = opened.get(username);
    // Those that come again are the last to go.
    opened.delete(username);
    const now = last?.text === text ? last : { text, credentials: open(context, username, text) };
    opened.set(username, now);
    if (opened.size > KEPT) opened.delete(opened.keys().next().value as string);
    return now.credentials;
  };
}

function open({ vault }: StateContext, username: string, text: string): readonly Credential[] {
  const { device, current, pending, previous = [], bootstrap } = JSON.parse(text) as Row;
  const as = (sealed: string, generation: Credential["generation"]): Credential => ({
    device,
    username,
    password: vault.open(sealed, credentialPlace(username)),
    generation,
  });
  return [
    ...(pending === undefined ? [] : [as(pending, "current")]),
    ...(current === undefined ? [] : [as(current, pending === undefined ? "current" : "previous")]),
    ...previous.map((sealed) => as(sealed, "previous")),
    ...(bootstrap === undefined || bootstrap === current ? [] : [as(bootstrap, "bootstrap")]),
  ];
}

/** The place that the passwords of a user name are sealed for. */
export function credentialPlace(username: string): string {
  return `credential ${username}`;
}
