import { randomFillSync } from "node:crypto";

/** Short, as CPEs keep little; `Path=/`, as some compare paths letter by letter. */
const NAME = "cw";
const VALUE = /^[A-Za-z0-9_-]{22}$/;

/** What nearly every CPE gives back. */
const ALONE = new RegExp(`^${NAME}=[A-Za-z0-9_-]{22}$`);

const BYTES = 16;

/** Makes session ids of 128 random bits; draws the bits for many at a time, as one draw costs as much as a hundred. */
export function sessionIds(): () => string {
  const pool = Buffer.alloc(BYTES * 256);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += BYTES;
    return pool.toString("base64url", at - BYTES, at);
  };
}

export function sessionCookie(id: string): string {
  return `${NAME}=${id}; Path=/; HttpOnly`;
}

/**
 * The session id in a Cookie header: the last one of our name; quotes are dropped. `undefined`: there is none; `""`: there is
 * one that this ACS never made. Foreign cookies, `$Version` and attributes sent back are passed over.
 */
export function sessionIdIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (ALONE.test(header)) return header.slice(NAME.length + 1);
  let found: string | undefined;
  for (const part of header.split(/[;,]/)) {
    const equals = part.indexOf("=");
    if (equals < 0 || part.slice(0, equals).trim() !== NAME) continue;
    const value = part
      .slice(equals + 1)
      .trim()
      .replaceAll('"', "");
    found = VALUE.test(value) ? value : "";
  }
  return found;
}
