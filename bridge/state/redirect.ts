import type { Contact, DeviceId } from "#core";
import type { Commit } from "./change.ts";
import { made } from "./northbound.ts";

/**
 * `waiting`: the device has not come since it was marked. `sent`: it was told where to go. `returning`: it came again after
 * that, so its ACS URL still is this one, and was told again.
 */
export type RedirectState = "waiting" | "sent" | "returning";

/** Where devices are to go for their CWMP sessions. [TR-069a6 3.4.1] */
export interface RedirectTarget {
  readonly url: string;
  readonly status: 302 | 307;
}

/** The mark of one device. `at`: when it was told last, RFC 3339; `times`: how often. */
export interface DeviceRedirect extends RedirectTarget {
  readonly id: string;
  readonly state: RedirectState;
  readonly times: number;
  readonly at?: string;
}

/** A stored device (record.ts). */
type Fields = Readonly<Record<string, string>>;

/** The fields of a mark. The first two are indexed. */
export const REDIRECT_FIELDS = ["redirect.id", "redirect.state", "redirect.to", "redirect.told"] as const;

/** Marks a device. Its next contact must not pass for one that says nothing new: only those are looked at for marks. */
export function marking(id: string, { url, status }: RedirectTarget): Commit {
  return {
    set: {
      "redirect.id": id,
      "redirect.state": "waiting",
      "redirect.to": `${status} ${url}`,
      "redirect.told": "0 0",
    },
    del: ["dg.cwmp"],
  };
}

/** Takes the mark back. */
export const UNMARKING: Commit = { del: REDIRECT_FIELDS };

/** The mark of a stored device. */
export function redirectOf(fields: Fields): DeviceRedirect | undefined {
  const id = fields["redirect.id"];
  if (id === undefined || id === "") return undefined;
  const [status, url = ""] = (fields["redirect.to"] ?? "").split(" ", 2);
  const [times, at] = (fields["redirect.told"] ?? "").split(" ").map(Number);
  return {
    id,
    url,
    status: status === "302" ? 302 : 307,
    state: (fields["redirect.state"] ?? "waiting") as RedirectState,
    times: times ?? 0,
    ...(at === undefined || at === 0 ? {} : { at: new Date(at).toISOString() }),
  };
}

/**
 * What the contact of a marked device becomes: it was here, and is told where to go. What it says is the other ACS's to
 * acknowledge. Undefined for a device without a mark, and for what is not CWMP.
 */
export function sentAway(
  id: DeviceId,
  { protocol, at }: Pick<Contact, "protocol" | "at">,
  fields: Fields,
  here: () => Commit,
): { readonly to: RedirectTarget; readonly commit: Commit } | undefined {
  const mark = protocol === "cwmp" ? redirectOf(fields) : undefined;
  if (mark === undefined) return undefined;
  const commit = here();
  const { "dg.cwmp": _digest, ...set } = commit.set ?? {};
  const state: RedirectState = mark.times === 0 ? "sent" : "returning";
  const told = { redirect: mark.id, url: mark.url, state };
  return {
    to: { url: mark.url, status: mark.status },
    commit: {
      ...commit,
      set: { ...set, "redirect.state": state, "redirect.told": `${mark.times + 1} ${at}` },
      del: ["dg.cwmp"],
      events: state === mark.state ? [] : [made(id, "causeway.device.redirected", at, told)],
    },
  };
}
