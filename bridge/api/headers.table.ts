import { z } from "zod";

/** The request headers routes read, beyond those of HTTP itself, as they are documented. */
export const HEADERS = {
  Prefer: z
    .string()
    .regex(/wait=\d{1,5}/)
    .optional()
    .meta({
      description: "`wait=20`: wait up to so many seconds (at most 60) for the end of the operation (RFC 7240)",
      examples: ["wait=20"],
    }),
  "Idempotency-Key": z.string().min(1).max(255).optional().meta({
    description: "Kept 24 h: the same key and body give the same answer, another body 422, a first request still running 409",
  }),
  "If-Match": z
    .string()
    .regex(/^"\d+"$/)
    .optional()
    .meta({ description: "ETag of the resource as it was read; 412 when it has changed since" }),
  "Upload-Offset": z.string().regex(/^\d{1,15}$/).meta({
    description: "Where in the file the body begins: what GET or HEAD of the upload tells",
  }),
  "Last-Event-ID": z.string().optional().meta({
    description: "Position of the last event that was received: the stream goes on after it",
  }),
} as const;

export type HeaderName = keyof typeof HEADERS;
