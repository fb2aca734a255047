import { Fault, sortableId } from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { advanceScript } from "./advance.script.ts";
import { changeScript } from "./change.script.ts";
import type { SubscriptionRow, SubscriptionSpec, Walk } from "./row.ts";

/** The wanted subscriptions of an installation and the walks that carry them out, in one slot. Faults: `store.unavailable`. */
export interface SubscriptionRows {
  /** Oldest first. */
  list(): Promise<readonly SubscriptionRow[]>;
  get(id: string): Promise<SubscriptionRow | undefined>;
  /** `seed` names it, for a request that may be repeated. Fault `request.unprocessable` when there are too many. */
  add(spec: SubscriptionSpec, by: string, seed?: string): Promise<SubscriptionRow>;
  /** Faults `request.notFound`, `request.precondition` (also without `revision`, when it kept changing). */
  change(
    id: string,
    decide: (row: SubscriptionRow) => SubscriptionSpec,
    revision?: number,
  ): Promise<SubscriptionRow>;
  /** Faults as `change`. */
  remove(id: string, revision?: number): Promise<void>;
  /** Has the devices of a filter brought up to date, not before `inMs` from now. */
  walk(filter: string, inMs?: number): Promise<void>;
  /** Oldest first, with the text that `advance` takes. */
  walks(): Promise<readonly { readonly walk: Walk; readonly text: string }[]>;
  /** `cursor` absent: it has ended. */
  advance(walk: Walk, text: string, cursor?: string): Promise<void>;
}

/** Each is compared with a device whenever that is set up. */
export const MOST_SUBSCRIPTIONS = 200;
const MOST_WALKS = 1000;
const TRIES = 5;

export function createSubscriptionRows({ scripts, keys, clock }: StoreContext): SubscriptionRows {
  const { client } = scripts;
  const rows = keys.meta("subscriptions");
  const walks = keys.meta("subscription-walks");

  async function run(id: string, expect: string, json: string, filters: readonly string[], inMs = 0) {
    const all: Walk = { id: "w_all", filter: "", cursor: "", notBefore: clock.now() };
    const told = [...new Set(filters)].map((filter): Walk => {
      const now = clock.now();
      return { id: `w_${sortableId(now)}`, filter, cursor: "", notBefore: now + inMs };
    });
    return (await scripts.run(
      changeScript,
      [rows, walks],
      [
        id,
        expect,
        json,
        MOST_SUBSCRIPTIONS,
        MOST_WALKS,
        JSON.stringify(all),
        ...told.flatMap((walk) => [walk.id, JSON.stringify(walk)]),
      ],
    )) as "done" | "missing" | "changed" | "full";
  }

  async function get(id: string): Promise<SubscriptionRow | undefined> {
    const text = await stored(client.hget(rows, id));
    return text === null ? undefined : (JSON.parse(text) as SubscriptionRow);
  }

  /** Reads, decides, writes; again when it was changed meanwhile and no revision was asked for. */
  async function replace(
    id: string,
    decide: (row: SubscriptionRow) => SubscriptionRow | undefined,
    revision: number | undefined,
  ): Promise<SubscriptionRow | undefined> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const row = await get(id);
      if (row === undefined)
        throw new Fault("request.notFound", { detail: "there is no subscription of this id" });
      if (revision !== undefined && revision !== row.revision) break;
      const next = decide(row);
      const filters = [row, ...(next === undefined ? [] : [next])].map(({ filter }) => filter);
      const json = next === undefined ? "" : JSON.stringify(next);
      if ((await run(id, String(row.revision), json, filters)) === "done") return next;
    }
    throw new Fault("request.precondition", { detail: "the subscription was changed meanwhile" });
  }

  return {
    get,
    async list() {
      const texts = await stored(client.hvals(rows));
      return texts
        .map((text) => JSON.parse(text) as SubscriptionRow)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },

    async add(spec, by, seed = sortableId(clock.now())) {
      const now = clock.now();
      const row = { ...spec, id: `s_${seed}`, revision: 1, createdAt: now, createdBy: by, changedAt: now };
      if ((await run(row.id, "new", JSON.stringify(row), [row.filter])) === "full")
        throw new Fault("request.unprocessable", {
          detail: `there are at most ${MOST_SUBSCRIPTIONS} subscriptions`,
        });
      return (await get(row.id)) ?? row;
    },

    async change(id, decide, revision) {
      const changed = await replace(
        id,
        ({ createdAt, createdBy, revision: was, ...spec }) => ({
          ...decide({ createdAt, createdBy, revision: was, ...spec }),
          id,
          createdAt,
          createdBy,
          revision: was + 1,
          changedAt: clock.now(),
        }),
        revision,
      );
      if (changed === undefined) throw new Fault("internal");
      return changed;
    },

    async remove(id, revision) {
      await replace(id, () => undefined, revision);
    },

    async walk(filter, inMs) {
      await run("", "", "", [filter], inMs);
    },

    async walks() {
      const texts = await stored(client.hvals(walks));
      return texts
        .map((text) => ({ walk: JSON.parse(text) as Walk, text }))
        .toSorted((a, b) => (a.walk.id < b.walk.id ? -1 : 1));
    },

    async advance(walk, text, cursor) {
      const json = cursor === undefined ? "" : JSON.stringify({ ...walk, cursor });
      await scripts.run(advanceScript, [walks], [walk.id, text, json]);
    },
  };
}
