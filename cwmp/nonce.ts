import { hash, randomBytes, randomFillSync, timingSafeEqual } from "node:crypto";
import type { Clock, NonceUse } from "#core";
import { MARK, NO_MARK } from "./nonce.mark.ts";

/** `replayed`: known here to be used up to that count. The other replicas' uses are in the store (`Contact.nonce`). */
export type NonceState =
  | { readonly is: "fresh"; readonly use: NonceUse; readonly mark: Buffer }
  | { readonly is: "replayed" | "stale" | "foreign" };

/**
 * Nonces that carry their own time and signature, so any replica with the key can check them. What opened a session is
 * counted in the store; the counts that went by within sessions are remembered here, for a nonce's lifetime.
 */
export class Nonces {
  readonly #clock: Clock;
  /** The key, and room for what is signed. */
  readonly #signed: Buffer;
  readonly #pool = Buffer.alloc((ID - TIME) * 256);
  #drawn = this.#pool.length;
  /** By id, in the order of their use: the greatest count seen. */
  readonly #seen = new Map<string, number>();

  constructor(clock: Clock, key?: string) {
    this.#clock = clock;
    const secret = key === undefined ? randomBytes(32) : Buffer.from(key, "utf8");
    this.#signed = Buffer.concat([secret, Buffer.alloc(BODY)]);
  }

  /** @param mark the device it is given to, as far as that is known */
  issue(mark: Buffer = NO_MARK): string {
    const nonce = Buffer.allocUnsafe(BODY + SIGNATURE);
    nonce.writeUIntBE(this.#clock.now(), 0, TIME);
    this.#random(nonce);
    mark.copy(nonce, ID);
    this.#sign(nonce).copy(nonce, BODY);
    return nonce.toString("base64url");
  }

  /** Draws the bits for many nonces at a time: one draw costs as much as a hundred. */
  #random(nonce: Buffer): void {
    if (this.#drawn === this.#pool.length) {
      randomFillSync(this.#pool);
      this.#drawn = 0;
    }
    this.#drawn += this.#pool.copy(nonce, TIME, this.#drawn, this.#drawn + ID - TIME);
  }

  /** What a nonce and its count are worth now. Without a count it is good once. [RFC 7616 3.4] */
  check(nonce: string, nc: string | undefined): NonceState {
    const raw = Buffer.from(nonce, "base64url");
    const body = raw.subarray(0, BODY);
    if (raw.length !== BODY + SIGNATURE || !timingSafeEqual(raw.subarray(BODY), this.#sign(body)))
      return { is: "foreign" };
    const age = this.#clock.now() - timeOf(body);
    if (age < -SKEW_MS || age > LIFETIME_MS) return { is: "stale" };
    const use = { id: body.toString("hex", 0, ID), count: countOf(nc), forMs: LIFETIME_MS + SKEW_MS };
    return use.count > (this.#seen.get(use.id) ?? 0)
      ? { is: "fresh", use, mark: body.subarray(ID) }
      : { is: "replayed" };
  }

  /** A use went by: it is not good again here. */
  note({ id, count }: NonceUse): void {
    const last = this.#seen.get(id) ?? 0;
    this.#forget();
    this.#seen.delete(id);
    this.#seen.set(id, Math.max(last, count));
  }

  /**
   * What is signed has one length and the hash is cut, so nothing can be appended to it: a key in front does what an HMAC does,
   * for half the price.
   */
  #sign(nonce: Buffer): Buffer {
    nonce.copy(this.#signed, this.#signed.length - BODY, 0, BODY);
    return hash("sha256", this.#signed, "buffer").subarray(0, SIGNATURE);
  }

  /** The oldest first: by then their lifetime has passed, or the map is at its bound. */
  #forget(): void {
    for (const id of this.#seen.keys()) {
      const expired = this.#clock.now() - Number.parseInt(id.slice(0, 12), 16) > LIFETIME_MS;
      if (!expired && this.#seen.size < REMEMBERED) return;
      this.#seen.delete(id);
    }
  }
}

function timeOf(body: Buffer): number {
  return body.readUIntBE(0, TIME);
}

function countOf(nc: string | undefined): number {
  return nc === undefined ? ONCE : Number.parseInt(nc, 16);
}

/** Six bytes of time, eight at random. */
const TIME = 6;
const ID = 14;
const BODY = ID + MARK;
const SIGNATURE = 12;
/** More than eight hex digits can count. */
const ONCE = 2 ** 32;
const LIFETIME_MS = 300_000;
/** Between the clocks of replicas. */
const SKEW_MS = 60_000;
const REMEMBERED = 100_000;
