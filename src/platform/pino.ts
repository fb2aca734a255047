import { pino, type Logger } from "pino";
import type { Log, LogFields } from "#core";

/** Names under which a secret could reach a log; their values are replaced wherever they stand, two levels deep. */
const REDACTED = ["password", "passphrase", "token", "authorization", "secret", "secrets", "cookie"];

const BUFFERED_BYTES = 8 * 1024 * 1024;

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
    // A slow reader of the log must not hold up the gateway; what it cannot take in time is left out.
    pino.destination({ dest: 2, sync: false, maxLength: BUFFERED_BYTES }),
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
