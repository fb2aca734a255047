/** TR-106: the time is not known. Times of the year 1 with another value count from the device's start. */
export const UNKNOWN_TIME = "0001-01-01T00:00:00Z";

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/;

/** A point in time: whole seconds since the epoch and the digits after the point, without trailing zeros. */
interface Instant {
  readonly seconds: number;
  readonly fraction: string;
}

/** Whether a text is a dateTime: ISO 8601 with seconds, an optional fraction and an optional zone. */
export function isDateTime(text: string): boolean {
  return readInstant(text) !== undefined;
}

/** The time without trailing zeros in its fraction, in the zone it was told in (none: UTC, TR-106); or undefined. */
export function canonicalDateTime(text: string): string | undefined {
  const instant = readInstant(text);
  if (instant === undefined) return undefined;
  const zone = FORM.exec(text)?.[8] ?? "Z";
  return `${text.slice(0, 19)}${instant.fraction === "" ? "" : `.${instant.fraction}`}${zone}`;
}

/** Negative, zero or positive as `a` is before, at or after `b`; undefined when that cannot be said. */
export function compareDateTime(a: string, b: string): number | undefined {
  const left = readInstant(a);
  const right = readInstant(b);
  if (left === undefined || right === undefined) return undefined;
  if (left.seconds !== right.seconds) return left.seconds - right.seconds;
  if (left.fraction === right.fraction) return 0;
  return left.fraction < right.fraction ? -1 : 1;
}

function readInstant(text: string): Instant | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${whole}Z`);
  // Date.parse turns 30 February into March and 24:00 into the next day; TR-106 times have neither.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== whole) return undefined;
  const offset = zoneMinutes(zone);
  if (offset === undefined) return undefined;
  return { seconds: ms / 1000 - offset * 60, fraction: fraction.replace(/0+$/, "") };
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
