import type { z } from "zod";
import { Fault, type FaultCode, type PathFault } from "#core";

/** The value as the schema reads it, or a fault that lists every field that does not fit. */
export function validate<T>(schema: z.ZodType<T>, value: unknown, code: FaultCode): T {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const errors: PathFault[] = outcome.error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.join("."),
    code,
    detail: issue.message,
  }));
  const first = errors[0];
  const detail =
    first === undefined
      ? "the request does not fit"
      : `${first.path === "" ? "body" : first.path}: ${first.detail}`;
  throw new Fault(code, { detail, errors });
}
