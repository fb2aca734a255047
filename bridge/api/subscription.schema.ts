import { z } from "zod";
import { NOTIFY_TYPES, subscriptionObjection } from "#core";
import type { SubscriptionRow, SubscriptionSpec } from "../subscriptions/row.ts";
import { TELEMETRY, type TelemetryName } from "../subscriptions/telemetry.table.ts";
import { integer, reason } from "./common.schema.ts";
import { time } from "./view.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are its names
const SETS = Object.keys(TELEMETRY) as [TelemetryName, ...TelemetryName[]];
const seconds = integer(0, 4_294_967_295);

const members = {
  name: z.string().min(1).max(128),
  filter: z.string().max(3900).meta({ description: "The devices, AIP-160 subset, see /docs; empty: all" }),
  telemetry: z.enum(SETS).optional().meta({ description: "A shipped set; without notifType and paths" }),
  notifType: z.enum(NOTIFY_TYPES).optional(),
  paths: z.array(z.string().min(1).max(256)).min(1).max(32).optional().meta({
    description: "USP paths, wildcards and searches too; an object path stands for all below it",
  }),
  enabled: z.boolean(),
  persistent: z.boolean().meta({ description: "Kept when the device restarts" }),
  notifRetry: z.boolean().meta({
    description: "Repeated until it is stored; a CPE then tells it at once, else with its next contact",
  }),
  timeToLive: seconds.meta({ description: "Seconds from its creation on the device; 0: for ever" }),
  notifExpiration: seconds.meta({ description: "Seconds for which it is repeated; 0: without end" }),
};

/** The body of POST and PUT. */
export const subscriptionBody = z.strictObject({
  ...members,
  enabled: members.enabled.default(true),
  persistent: members.persistent.default(true),
  notifRetry: members.notifRetry.default(true),
  timeToLive: seconds.default(0).meta({ override: { ...range(), default: 0 } }),
  notifExpiration: seconds.default(0).meta({ override: { ...range(), default: 0 } }),
  reason,
});

/** The body of PATCH; `null` takes telemetry, notifType or paths away. */
export const subscriptionPatch = z.strictObject({
  name: members.name.optional(),
  filter: members.filter.optional(),
  telemetry: members.telemetry.nullable(),
  notifType: members.notifType.nullable(),
  paths: members.paths.nullable(),
  enabled: members.enabled.optional(),
  persistent: members.persistent.optional(),
  notifRetry: members.notifRetry.optional(),
  timeToLive: seconds.optional(),
  notifExpiration: seconds.optional(),
  reason,
});

export const STATUS = ["waiting", "applied", "partial", "refused", "unsupported"] as const;

const problem = z.object({
  subscription: z.string().meta({ description: "Its id on the device: one part of a shipped set" }),
  path: z.string(),
  why: z.enum(["unsupported", "refused"]),
  detail: z.string(),
  protocolCode: z.string().optional(),
});

const status = {
  state: z.enum(STATUS).meta({
    description: "waiting: the device was not set up since; partial: some paths do not work there",
  }),
  at: z.string().nullable(),
  problems: z.array(problem),
};

export const subscriptionOfDevice = z.object({ device: z.string(), ...status });
export const deviceSubscription = z.object({ subscription: z.string(), name: z.string(), ...status });

export const subscriptionShown = z
  .object({
    id: z.string(),
    ...members,
    telemetry: z.string().nullable(),
    notifType: z.string().nullable(),
    paths: z.array(z.string()).nullable(),
    revision: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
    changedAt: z.string(),
    devices: z
      .object({
        matching: z.number().int(),
        looked: z.number().int().meta({ description: "Of how many the states were counted, at most 2000" }),
        waiting: z.number().int(),
        applied: z.number().int(),
        partial: z.number().int(),
        refused: z.number().int(),
        unsupported: z.number().int(),
      })
      .optional(),
  })
  .meta({ id: "Subscription" });

/** What a body asks for, in the form it is stored. */
export function specOf({ reason: _reason, ...body }: z.infer<typeof subscriptionBody>): SubscriptionSpec {
  const { telemetry, notifType, paths, ...rest } = body;
  return {
    ...rest,
    ...(telemetry === undefined ? {} : { telemetry }),
    ...(notifType === undefined ? {} : { notifType }),
    ...(paths === undefined ? {} : { paths: [...new Set(paths)] }),
  };
}

/** A stored one with a patch over it. */
export function patchedSpec(
  row: SubscriptionRow,
  { reason: _reason, ...patch }: z.infer<typeof subscriptionPatch>,
): SubscriptionSpec {
  const { id: _i, revision: _r, createdAt: _c, createdBy: _b, changedAt: _a, ...spec } = row;
  const merged = { ...spec, ...Object.fromEntries(Object.entries(patch).filter(([, v]) => v !== undefined)) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a member that was taken away is null, and left out
  return Object.fromEntries(
    Object.entries(merged).filter(([, v]) => v !== null),
  ) as unknown as SubscriptionSpec;
}

/** What is wrong with it as a whole; each with the path it is about, "" for none. */
export function objectionsTo({ telemetry, notifType, paths }: SubscriptionSpec): readonly {
  readonly path: string;
  readonly detail: string;
}[] {
  if (telemetry !== undefined)
    return notifType === undefined && paths === undefined
      ? []
      : [{ path: "", detail: "give either telemetry, or notifType and paths" }];
  if (notifType === undefined || paths === undefined)
    return [{ path: "", detail: "give either telemetry, or notifType and paths" }];
  return paths.flatMap((path) => {
    const detail = subscriptionObjection(notifType, path);
    return detail === undefined ? [] : [{ path, detail }];
  });
}

export function showSubscription(row: SubscriptionRow) {
  return {
    ...row,
    telemetry: row.telemetry ?? null,
    notifType: row.notifType ?? null,
    paths: row.paths ?? null,
    createdAt: time(row.createdAt),
    changedAt: time(row.changedAt),
  };
}

function range() {
  return { type: "integer", minimum: 0, maximum: 4_294_967_295, anyOf: undefined } as const;
}
