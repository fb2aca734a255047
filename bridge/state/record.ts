import type {
  DeviceFacts,
  DeviceId,
  DeviceRecord,
  Enrolment,
  Identity,
  Presence,
  Protocol,
  Route,
} from "#core";
import { parseIdentity } from "./keys.ts";
import { REDIRECT_FIELDS, redirectOf } from "./redirect.ts";

/** The fields of a device's hash as they are stored; lists are lines, times ms. */
export type Fields = Readonly<Record<string, string>>;

/** Facts that have a field of their own, named alike. */
export const FACTS = [
  "manufacturer",
  "oui",
  "productClass",
  "modelName",
  "serialNumber",
  "hardwareVersion",
  "softwareVersion",
  "provisioningCode",
  "dataModel",
  "address",
] as const satisfies readonly (keyof DeviceFacts)[];

const PROTOCOLS = ["cwmp", "usp"] as const satisfies readonly Protocol[];

/** Fields that a record is made of; the others (packed values, digests) need not travel for a list. */
export const RECORD_FIELDS: readonly string[] = [
  ...FACTS,
  "identities",
  "protocols",
  "activeProtocol",
  "route.cwmp",
  "route.usp",
  "presence",
  "since",
  "lastSeen",
  "first",
  "boot",
  "wake",
  "enrolment",
  "tags",
  "label",
  "attributes",
  "migration",
  "snapAt",
  "running",
  ...REDIRECT_FIELDS,
];

/** What is not in the hash: read beside it at the same instant. */
export interface Beside {
  /** When it is due (ms); absent for a device that is not online. */
  readonly due: number | undefined;
  readonly seen: number | undefined;
  readonly queued: number;
}

/** A flat reply of HGETALL as fields. */
export function fieldsOf(flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return fields;
}

export function lines(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : text.split("\n");
}

/** A stored device as the API shows it. Presence follows from the due time: `now` later than it means offline. */
export function toRecord(id: DeviceId, fields: Fields, beside: Beside, now: number): DeviceRecord {
  const presence = presenceOf(fields, beside, now);
  return {
    id,
    identities: lines(fields["identities"]).flatMap((text): Identity[] => {
      const identity = parseIdentity(text);
      return identity === undefined ? [] : [identity];
    }),
    protocols: lines(fields["protocols"]) as Protocol[],
    ...defined("activeProtocol", fields["activeProtocol"] as Protocol | undefined),
    routes: PROTOCOLS.flatMap((protocol) => routesOf(protocol, fields[`route.${protocol}`])),
    ...presence,
    ...time("nextContactDueAt", beside.due),
    ...time("lastSeenAt", beside.seen),
    ...time("firstSeenAt", fields["first"]),
    ...time("lastBootAt", fields["boot"]),
    ...(fields["wake"] === undefined
      ? {}
      : { wake: JSON.parse(fields["wake"]) as NonNullable<DeviceRecord["wake"]> }),
    enrolment: (fields["enrolment"] ?? "quarantined") as Enrolment,
    ...factsOf(fields),
    tags: lines(fields["tags"]),
    label: fields["label"] ?? null,
    attributes: JSON.parse(fields["attributes"] ?? "{}") as Readonly<Record<string, string>>,
    migration: { state: fields["migration"] ?? "eligible" },
    ...marked(fields),
    operations: { queued: beside.queued, running: (fields["running"] ?? "") === "" ? 0 : 1 },
    ...time("snapshotAt", fields["snapAt"]),
  };
}

function marked(fields: Fields): Pick<DeviceRecord, "redirect"> {
  const redirect = redirectOf(fields);
  return redirect === undefined ? {} : { redirect };
}

/** The facts that are stored of a device. */
export function factsOf(fields: Fields): DeviceFacts {
  const facts: Record<string, string> = {};
  for (const name of FACTS) if (fields[name] !== undefined) facts[name] = fields[name];
  return facts;
}

function presenceOf(
  fields: Fields,
  { due }: Beside,
  now: number,
): { presence: Presence; presenceSince?: string } {
  const stored = (fields["presence"] ?? "unknown") as Presence;
  if (stored === "online" && due !== undefined && due < now)
    return { presence: "offline", ...time("presenceSince", due) };
  return { presence: stored, ...time("presenceSince", fields["since"]) };
}

/** The routes over one protocol as they are stored: `mtp state`, joined by commas, the one told last in front. */
export function routesOf(protocol: Protocol, stored: string | undefined): Route[] {
  return (stored ?? "").split(",").flatMap((route): Route[] => {
    const [mtp, state] = route.split(" ");
    if (mtp === undefined || mtp === "") return [];
    return [{ protocol, mtp, state: (state ?? "unknown") as Route["state"] }];
  });
}

function time<K extends string>(name: K, ms: string | number | undefined): { [P in K]?: string } {
  if (ms === undefined || ms === "") return {};
  return { [name]: new Date(Number(ms)).toISOString() } as { [P in K]?: string };
}

function defined<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined || value === "" ? {} : { [name]: value }) as { [P in K]?: V };
}
