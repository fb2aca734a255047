import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Gateway } from "#core";
import { modelsScript } from "./models.script.ts";
import { stored } from "./redis.ts";
import type { StoreContext } from "./store.context.ts";

/** What devices of a model have in common, as a stack keeps it: few texts, read often, shared by all replicas. */
export type Models = Pick<Gateway, "model" | "keepModel">;

/** Models kept; beside the budget in bytes a bound for what a scan of them costs. */
const MOST = 10_000;
/** Packed bytes of one. */
const LARGEST = 256 * 1024;
/** What another replica has learned is known here after so long. */
const FRESH_MS = 30_000;
/** Texts that this replica holds. */
const HELD = 128;

interface Held {
  readonly text: string;
  readonly until: number;
}

export function createModels({ scripts, keys, clock, log, limits }: StoreContext): Models {
  const all = [keys.meta("models"), keys.meta("modela"), keys.meta("modelb")] as const;
  const held = new Map<string, Held>();

  function hold(name: string, text: string): void {
    held.delete(name);
    held.set(name, { text, until: clock.now() + FRESH_MS });
    if (held.size > HELD) held.delete(held.keys().next().value as string);
  }

  async function run(name: string, packed: Buffer | string): Promise<void> {
    await scripts.run(modelsScript, all, [name, packed, clock.now(), limits.modelBytes, MOST]);
  }

  return {
    async model(protocol, key) {
      const name = `${protocol}:${key}`;
      const known = held.get(name);
      if (known !== undefined && known.until > clock.now()) return known.text;
      const packed = await stored(scripts.client.hgetBuffer(all[0], name));
      if (packed === null) return undefined;
      await run(name, "");
      const fresh = inflateRawSync(packed).toString();
      // The same text is the same string: who reads it once knows it again.
      const text = known?.text === fresh ? known.text : fresh;
      hold(name, text);
      return text;
    },

    async keepModel(protocol, key, text) {
      const name = `${protocol}:${key}`;
      const packed = deflateRawSync(text);
      if (packed.length > LARGEST) {
        log.warn({ model: key, bytes: packed.length }, "a model is too large to be kept");
        return;
      }
      await run(name, packed);
      hold(name, text);
    },
  };
}
