import { pino, type Logger } from "pino";
import type { Log, LogFields } from "#core";

/** Names under which a secret could reach a log; their values are replaced wherever they stand, two levels deep. */
const REDACTED = ["password", "passphrase", "token", "authorization", "secret", "secrets", "cookie"];

/** The structured log on standard error: one JSON object a line. */
export function createLog(level: "debug" | "info" | "warn" | "error" | "silent"): Log {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: "[redacted]" },
      serializers: { error: pino.stdSerializers.err },
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination(2),
  );
  return wrap(root);
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields: LogFields) => wrap(logger.child(fields)),
  };
}
