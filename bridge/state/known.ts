import {
  Fault,
  MAKE,
  UNSLICED,
  type DeviceId,
  type Json,
  type Knowledge,
  type Make,
  type NativeValue,
  type Protocol,
} from "#core";
import { commit } from "./commit.ts";
import { knowledgeScript } from "./knowledge.script.ts";
import { stored } from "./redis.ts";
import { opened } from "./secret.ts";
import {
  assembling,
  goneOf,
  packing,
  shapeHash,
  unpackContact,
  unpacking,
  unpackShape,
  type Layers,
  type Shape,
} from "./snapshot.ts";
import type { StateContext } from "./state.context.ts";

/** Dictionaries are few and never change: those used last stay unpacked. */
const SHAPES = 512;
/** Overlaid values from which a snapshot is packed anew. */
const COMPACT_FROM = 200;

export interface KnowledgeReader {
  /** `protocol` absent: the active one. Fault `device.notFound`. */
  read(id: DeviceId, protocol?: Protocol): Promise<Knowledge>;
  /** The same with the snapshot's version, and the device's active protocol ("" for none). Fault `device.notFound`. */
  readAt(
    id: DeviceId,
    protocol?: Protocol,
  ): Promise<{
    readonly knowledge: Knowledge;
    readonly layers: Layers;
    readonly sv: string;
    readonly active: Protocol | "";
  }>;
  /** Packs the snapshot anew when too many values lie over it (`overlaid` absent: asks how many). */
  compact(id: DeviceId, protocol: Protocol, overlaid?: number): Promise<void>;
}

type Reply =
  | readonly []
  | readonly [
      protocol: Buffer,
      packed: Buffer,
      overlay: readonly Buffer[],
      memory: readonly Buffer[],
      contact: Buffer,
      contactAt: Buffer,
      sv: Buffer,
      active: Buffer,
      make: readonly (Buffer | null)[],
    ];

interface Read {
  readonly protocol: Protocol;
  readonly values: Map<string, NativeValue>;
  readonly memory: readonly string[];
  readonly layers: Layers;
  readonly sv: string;
  readonly active: Protocol | "";
  readonly make: Make;
}

export function createKnowledge(context: StateContext): KnowledgeReader {
  const { keys, scripts, vault, slicer = UNSLICED } = context;
  const shapes = new Map<string, Shape>();

  async function shapeOf(tag: string, hash: string): Promise<Shape | undefined> {
    const known = shapes.get(hash);
    if (known !== undefined) {
      shapes.delete(hash);
      shapes.set(hash, known);
      return known;
    }
    const dictionary = await stored(scripts.client.getBuffer(`${tag}:shape:${hash}`));
    if (dictionary === null) return undefined;
    const shape = unpackShape(hash, dictionary);
    shapes.set(hash, shape);
    if (shapes.size > SHAPES) shapes.delete(shapes.keys().next().value as string);
    return shape;
  }

  async function read(id: DeviceId, protocol: Protocol | "", again: boolean): Promise<Read> {
    const tag = keys.tagOf(id);
    const reply = (await scripts.runBuffer(
      knowledgeScript,
      [keys.device(id)],
      [tag, id, protocol, ...MAKE],
    )) as Reply;
    if (reply.length === 0) throw new Fault("device.notFound", { device: id });
    const [proto, blob, overlay, memory, contact, contactAt, sv, active, make] = reply;
    const shape = blob.length === 0 ? undefined : await shapeOf(tag, shapeHash(blob));
    // A whole refresh came between the two reads and took the old dictionary with it.
    if (shape === undefined && blob.length > 0 && again) return read(id, protocol, false);
    const tree = shape === undefined ? [] : await slicer.run(unpacking(id, blob, shape, vault));
    const last = unpackContact(id, contact.toString(), Number(contactAt.toString()), vault);
    return {
      protocol: proto.toString() as Protocol,
      values: await slicer.run(assembling(id, tree, overlay.map(String), last, vault)),
      layers: { gone: goneOf(overlay.map(String)), contact: last },
      memory: memory.map(String),
      sv: sv.toString(),
      active: active.toString() as Protocol | "",
      make: makeOf(make),
    };
  }

  async function readAt(id: DeviceId, protocol?: Protocol): ReturnType<KnowledgeReader["readAt"]> {
    const found = await read(id, protocol ?? "", true);
    const { protocol: spoken, values, memory, layers, sv, active, make: facts } = found;
    return {
      knowledge: { protocol: spoken, values, facts, ...notesOf(context, id, memory) },
      layers,
      sv,
      active,
    };
  }

  return {
    readAt,
    read: async (id, protocol) => (await readAt(id, protocol)).knowledge,

    async compact(id, protocol, overlaid) {
      const over = overlaid ?? (await stored(scripts.client.hlen(`${keys.tagOf(id)}:ov:${id}:${protocol}`)));
      if (over < COMPACT_FROM) return;
      const { values, sv } = await read(id, protocol, true);
      const { shape, dictionary, blob } = await slicer.run(packing(id, [...values.values()], vault));
      // Refused when anything was written meanwhile; the next change tries again.
      await commit(context, id, {
        change: { protocol, base: shape.hash, sv, px: { keep: true } },
        blob,
        shape: dictionary,
      });
    },
  };
}

function makeOf(told: readonly (Buffer | null)[]): Make {
  return Object.fromEntries(
    MAKE.flatMap((name, i) => (told[i] == null ? [] : [[name, told[i].toString()] as const])),
  );
}

function notesOf(
  { vault, log }: StateContext,
  id: DeviceId,
  flat: readonly string[],
): { readonly memory: Record<string, Json>; readonly secrets: Record<string, string> } {
  const memory: Record<string, Json> = {};
  const secrets: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [name, kept] = [flat[i] as string, flat[i + 1] as string];
    if (!name.startsWith("s:")) {
      memory[name] = JSON.parse(kept) as Json;
      continue;
    }
    const secret = opened(vault, kept, `${id} secret ${name.slice(2)}`);
    if (secret === undefined) log.warn({ device: id, name: name.slice(2) }, "secret cannot be opened");
    else secrets[name.slice(2)] = secret;
  }
  return { memory, secrets };
}
