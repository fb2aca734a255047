import { createHash } from "node:crypto";
import {
  asFault,
  Fault,
  UNSLICED,
  type DeviceId,
  type Knowledge,
  type Parameter,
  type Protocol,
} from "#core";
import type { PxRow } from "./change.ts";
import { commit } from "./commit.ts";
import type { KnowledgeReader } from "./known.ts";
import { beginIndexScript, markedScript } from "./param.script.ts";
import { indexedParameters, parameterFields } from "./params.ts";
import type { IndexProgress, ParameterIndex } from "./param.types.ts";
import { becoming } from "./params.after.ts";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

export type ViewOf = (knowledge: Knowledge) => readonly Parameter[];

/** Devices of one partition in one round; their views are computed here, so a round must not hold up others for long. */
const BATCH = 16;
/** A dead replica's turn passes on after this, ms. */
const TURN_MS = 5000;
/** What was found ready is not asked again for this long, ms. */
const TRUST_MS = 2000;

/** Undefined when no parameter is indexed and none was: then nothing costs anything. */
export async function createParameterIndex(
  context: StateContext,
  reader: () => KnowledgeReader,
  viewOf: ViewOf,
): Promise<ParameterIndex | undefined> {
  const { config, keys, scripts, clock, log, metrics, slicer = UNSLICED } = context;
  const { client } = scripts;
  const parameters = indexedParameters(config.indexedParameters);
  const fields = parameters.map(({ field }) => field);
  const before = await stored(client.smembers(keys.meta("indexed")));
  const gone = before.filter((field) => !fields.includes(field));
  if (fields.length === 0 && gone.length === 0) return undefined;
  const of = createHash("sha256").update(fields.toSorted().join("\n")).digest("hex").slice(0, 16);
  let readyUntil = 0;

  function pxOf(sv: string, knowledge: Knowledge): PxRow {
    const { set, del } = parameterFields(parameters, viewOf(knowledge));
    return { of, sv, set, del: [...del, ...gone] };
  }

  async function read(device: DeviceId, protocol?: Protocol) {
    try {
      return await reader().readAt(device, protocol);
    } catch (error) {
      if (asFault(error).code === "device.notFound") return undefined;
      throw error;
    }
  }

  async function isBuilding(): Promise<boolean> {
    const looks = keys.tags().map((tag) => stored(client.mget(`${tag}:px`, `${tag}:pxb`)));
    return (await Promise.all(looks)).some(([is, building]) => is !== of || building !== null);
  }

  async function reindex(device: DeviceId): Promise<void> {
    const found = await read(device);
    if (found === undefined) return;
    const { sv, active, knowledge } = found;
    let px: PxRow = { of, sv, set: {}, del: [...fields, ...gone] };
    try {
      if (active !== "") px = pxOf(sv, knowledge);
    } catch (error) {
      // One device that cannot be looked at must not keep all others from being found.
      log.error({ device, error: asFault(error) }, "a device's parameters cannot be indexed");
    }
    await commit(context, device, { change: { ...(active === "" ? {} : { protocol: active }), px } });
  }

  /** Only one replica at a time does the work; each turn is short. */
  async function isOurs(): Promise<boolean> {
    const key = keys.meta("indexing");
    const turn = `${config.replica} ${process.pid}`;
    if ((await stored(client.set(key, turn, "PX", TURN_MS, "NX"))) === "OK") return true;
    if ((await stored(client.get(key))) !== turn) return false;
    await stored(client.pexpire(key, TURN_MS));
    return true;
  }

  async function progress(): Promise<IndexProgress> {
    const counts = await Promise.all(
      keys
        .tags()
        .map((tag) =>
          Promise.all([stored(client.bitcount(`${tag}:all`)), stored(client.bitcount(`${tag}:pxd`))]),
        ),
    );
    return {
      parameters: parameters.map(({ path }) => path),
      state: (await isBuilding()) ? "building" : "ready",
      devices: counts.reduce((sum, [all]) => sum + all, 0),
      remaining: counts.reduce((sum, [, marked]) => sum + marked, 0),
    };
  }

  return {
    progress,

    async of(device, protocol, learned) {
      const found = await read(device, protocol);
      const known = found?.knowledge ?? { protocol, values: new Map(), memory: {}, secrets: {} };
      const next = becoming(known, found?.layers ?? { gone: [], contact: [] }, learned);
      return pxOf(found?.sv ?? "0", await slicer.run(next));
    },

    async ready() {
      if (clock.now() < readyUntil) return;
      if (await isBuilding()) {
        const { devices, remaining } = await progress();
        const detail = `${devices - remaining} of ${devices} devices are indexed`;
        throw new Fault("index.building", { detail });
      }
      readyUntil = clock.now() + TRUST_MS;
    },

    async begin() {
      if (fields.length > 0) await stored(client.sadd(keys.meta("indexed"), ...fields));
      const began = await Promise.all(
        keys.tags().map((tag) => scripts.run(beginIndexScript, [`${tag}:px`], [tag, of])),
      );
      if (began.includes(1)) log.info({ parameters: config.indexedParameters }, "indexing parameters");
    },

    async round() {
      if (!(await isOurs())) return 0;
      let done = 0;
      for (const tag of keys.tags()) {
        const end = fields.length === 0 ? "" : of;
        const ids = (await scripts.run(markedScript, [`${tag}:pxd`], [tag, BATCH, end])) as DeviceId[];
        await Promise.all(ids.map(reindex));
        done += ids.length;
      }
      metrics.gauge("bridge_index_round", done);
      if (done === 0 && gone.length > 0) {
        await stored(client.srem(keys.meta("indexed"), ...gone));
        gone.length = 0;
      }
      return done;
    },
  };
}
