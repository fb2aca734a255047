import { asFault, type Gateway, type Log } from "#core";
import { entryIn, extended, type ModelEntry } from "./entry.ts";

/** What is known of models of devices, for all devices of them. */
export class Catalog {
  readonly #gateway: Gateway;
  readonly #log: Log;
  readonly #learning = new Set<string>();

  constructor({ gateway, log }: { readonly gateway: Gateway; readonly log: Log }) {
    this.#gateway = gateway;
    this.#log = log;
  }

  /**
   * Adds what a device told. Never rejects: what is lost is told by the
   * next device.
   */
  async learn(key: string, told: ModelEntry): Promise<void> {
    if (this.#learning.has(key)) return;
    this.#learning.add(key);
    try {
      const text = await this.#gateway.model("cwmp", key);
      const known = text === undefined ? undefined : entryIn(text);
      // A part of a tree begins no model: a device that finds it would take it for all there is.
      if (known === undefined && !told.whole) return;
      const next = extended(known, told);
      if (next !== known) await this.#gateway.keepModel("cwmp", key, JSON.stringify(next));
    } catch (error) {
      this.#log.debug({ model: key, error: asFault(error) }, "a model was not learned");
    } finally {
      this.#learning.delete(key);
    }
  }
}
