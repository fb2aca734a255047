import { z } from "zod";

const MANY = 1000;

/** A whole number in a query (digits and nothing else) or in a body. */
export const integer = (minimum: number, maximum: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,10}$/, "digits are expected")
        .transform(Number),
    ])
    .pipe(z.number().int().min(minimum).max(maximum))
    .meta({ override: { type: "integer", minimum, maximum, anyOf: undefined } });

/** `limit` and `cursor` of every list (API.md, "Conventions"). */
export const page = {
  limit: integer(0, MANY)
    .default(100)
    .meta({ override: { type: "integer", minimum: 0, maximum: MANY, default: 100 } }),
  cursor: z.string().min(1).max(512).optional(),
};

export const filter = z.string().max(4096).optional().meta({ description: "AIP-160 subset, see /docs" });

/** A query parameter that may be repeated. */
export const repeated = (item: z.ZodType<string>) =>
  z.union([z.array(item).max(256), item.transform((one) => [one])]);

/** Why something is done, for the audit. */
export const reason = z.string().max(512).optional();
/** The body of a verb that needs nothing else; the query of a DELETE, which has no body. */
export const reasonOnly = z.strictObject({ reason });

export const id = z.string().min(1).max(512);
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
export const wire = z.json();

/** The body of every answer that is not a success. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    instance: z.string(),
    code: z.string(),
    advice: z.string(),
    retryable: z.boolean(),
    protocolCode: z.string().optional(),
    errors: z
      .array(z.looseObject({ path: z.string(), code: z.string(), detail: z.string().optional() }))
      .optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

/** The body of a list: one page, where the next one begins, and the total when it was asked for. */
export const listOf = (item: z.ZodType) =>
  z.object({ items: z.array(item), next: z.string().optional(), total: z.number().int().optional() });

/** How long `Prefer: wait=20` lets a request wait, ms; 0 when the header does not ask for it. */
export function preferredWait(header: string | string[] | undefined): number {
  const text = Array.isArray(header) ? header.join(",") : (header ?? "");
  const seconds = /(?:^|[,;\s])wait=(\d{1,5})(?=$|[,;\s])/.exec(text)?.[1];
  return Math.min(Number(seconds ?? 0), 60) * 1000;
}
