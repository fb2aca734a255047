import { z } from "zod";

export const identity = z
  .strictObject({
    scheme: z.enum(["cwmp", "usp", "certificate"]),
    value: z.string().min(1).max(512),
  })
  .meta({ id: "Identity" });

export const tags = z.array(z.string().min(1).max(64)).max(50);

const text = z.string().optional();
const time = z.string().optional().meta({ format: "date-time" });

const fields = {
  id: z.string(),
  identities: z.array(identity),
  protocols: z.array(z.string()),
  activeProtocol: text,
  routes: z.array(z.object({ protocol: z.string(), mtp: z.string(), state: z.string() })),
  presence: z.enum(["online", "offline", "unknown"]),
  presenceSince: time,
  nextContactDueAt: time,
  lastSeenAt: time,
  firstSeenAt: time,
  lastBootAt: time,
  wake: z.object({ method: z.string(), lastResult: z.string(), at: z.string() }).optional(),
  enrolment: z.enum(["accepted", "quarantined", "preregistered"]),
  manufacturer: text,
  oui: text,
  productClass: text,
  modelName: text,
  serialNumber: text,
  hardwareVersion: text,
  softwareVersion: text,
  provisioningCode: text,
  dataModel: text,
  vendorProfile: z.string().nullable().meta({ description: "Name of the vendor profile the device has" }),
  address: text,
  tags,
  label: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  migration: z.object({ state: z.string() }),
  redirect: z
    .object({
      id: z.string(),
      url: z.string(),
      status: z.number().int(),
      state: z.string(),
      times: z.number().int(),
      at: time,
    })
    .optional(),
  operations: z.object({ queued: z.number().int(), running: z.number().int() }),
  snapshotAt: time,
};

/** A device as the API shows it; a list with `fields=` gives some of it. */
export const device = z.looseObject(fields).meta({ id: "Device" });
export const deviceRow = z.looseObject(fields).partial().meta({ id: "DeviceRow" });

/** What `fields=` may name. */
export const DEVICE_COLUMNS: readonly string[] = Object.keys(fields);
