import { asFault } from "./fault.ts";

/** Facts of one log event. The message is constant, everything that varies is a field. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The structured log as rooms see it; `src/platform` implements it with pino. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

/** A log that says nothing. */
export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silent,
};

/** Hands a promise to nobody in particular: its failure is logged under `name` instead of lost. */
export function background(log: Log, name: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    // What a stop interrupts is taken up after the next start.
    if (asFault(error).code === "gateway.stopping") log.info({ name }, "background work interrupted");
    else log.error({ name, error }, "background work failed");
  });
}
