import { Fault } from "#core";
import { createKeys, type Keys } from "./keys.ts";
import { stored, type RedisClient } from "./redis.ts";
import { opened, type Vault } from "./secret.ts";

/** The form of the data in Redis. This program reads this version and the one before it. */
export const LAYOUT = 1;

/**
 * Reads the layout of the store, or writes it at first start: the number of partitions is fixed from then on.
 * Faults: `store.layout` when a newer program wrote it, `config.invalid` for a number that is no power of two.
 */
export async function openLayout(client: RedisClient, prefix: string, partitions: number): Promise<Keys> {
  if (!Number.isInteger(Math.log2(partitions)) || partitions > 256) {
    throw new Fault("config.invalid", {
      detail: `partitions must be a power of two up to 256, not ${partitions}`,
    });
  }
  const key = createKeys(prefix, 1).meta("layout");
  // Two replicas may start at once: the first one's row stays.
  await stored(client.hsetnx(key, "partitions", partitions));
  await stored(client.hsetnx(key, "version", LAYOUT));
  const [version, fixed] = await stored(client.hmget(key, "version", "partitions"));
  if (Number(version) > LAYOUT) {
    throw new Fault("store.layout", {
      detail: `the data has layout ${version}, this program knows ${LAYOUT}`,
    });
  }
  return createKeys(prefix, Number(fixed));
}

const PROOF = "secretKey";

/**
 * Makes sure that every replica seals with one key, now and after a restart: the first one leaves a proof in the store.
 * Fault `config.invalid` when the proof was sealed with another key.
 */
export async function provenKey(client: RedisClient, keys: Keys, vault: Vault): Promise<void> {
  const key = keys.meta("layout");
  await stored(client.hsetnx(key, PROOF, vault.seal(PROOF, PROOF)));
  const proof = await stored(client.hget(key, PROOF));
  if (opened(vault, proof ?? "", PROOF) === PROOF) return;
  throw new Fault("config.invalid", {
    detail:
      "the data in Redis was encrypted with another secret key; put back secret.key of the data directory, or set CAUSEWAY_SECRET_KEY_FILE to the file that all replicas share",
  });
}
