import {
  asOperationId,
  derivedId,
  type DeviceId,
  Fault,
  type FaultCode,
  type OperationId,
  partitionOf,
} from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { callOffScript, freezeScript, markScript, pickScript, syncScript } from "./batch.script.ts";
import { countMarks, luaTable, MARKS, skipOf, stateOf } from "./mark.table.ts";
import type { BatchMember, Failures } from "./row.ts";

/** The devices of batches, and how far each is: in their partitions. Faults: `store.unavailable`. */
export interface Members {
  /** Adds devices, all waiting. `listed`: how many of each partition there are, kept by this for the next call. */
  freeze(batch: string, devices: readonly DeviceId[], listed: Map<number, number>): Promise<void>;
  /** Up to `most` of a partition that have one of `marks`, from a place on; `next`: where to go on, undefined at the end. */
  pick(
    batch: string,
    partition: number,
    from: number,
    most: number,
    marks: string,
  ): Promise<{ readonly found: readonly BatchMember[]; readonly next?: number }>;
  /** False: it has none of the marks `from` any more. */
  mark(batch: string, member: BatchMember, from: string, to: string, code?: FaultCode): Promise<boolean>;
  /** How many have each mark. */
  counts(batch: string): Promise<ReadonlyMap<string, number>>;
  /** Most frequent first. */
  failures(batch: string): Promise<readonly Failures[]>;
  /** Nothing more is started from then on. Safe to repeat. */
  callOff(batch: string): Promise<void>;
  /** Corrects the marks of members by the ledger. */
  sync(batch: string, members: readonly BatchMember[]): Promise<void>;
  drop(batch: string): Promise<void>;
}

/** Failures that are shown of each code. */
const SAMPLES = 3;

/** The id of the one operation that a batch makes for a device. */
export function operationOf(batch: string, device: string): OperationId {
  const id = asOperationId(`o_${device.slice(2, 4)}${derivedId(batch.slice(2), `${batch} ${device}`)}`);
  if (id === undefined) throw new Fault("internal", { detail: "a batch is named by a sortable id" });
  return id;
}

export function createMembers({ scripts, keys }: StoreContext): Members {
  const { client } = scripts;
  const sync = syncScript(luaTable(MARKS));
  const devicesOf = (tag: string, batch: string): string => `${tag}:bd:${batch}`;
  const marksOf = (tag: string, batch: string): string => `${tag}:bs:${batch}`;
  const factsOf = (tag: string, batch: string): string => `${tag}:bf:${batch}`;

  async function everywhere<T>(work: (tag: string, partition: number) => Promise<T>): Promise<T[]> {
    return Promise.all(keys.tags().map(work));
  }

  async function memberAt(batch: string, partition: number, index: number): Promise<BatchMember | undefined> {
    const tag = keys.tag(partition);
    const [device, mark] = await stored(
      Promise.all([
        client.lindex(devicesOf(tag, batch), index),
        client.getrange(marksOf(tag, batch), index, index),
      ]),
    );
    return device === null ? undefined : memberOf(device, partition, index, mark);
  }

  return {
    async freeze(batch, devices, listed) {
      const byPartition = new Map<number, DeviceId[]>();
      for (const device of devices) {
        const partition = partitionOf(device);
        const some = byPartition.get(partition);
        if (some === undefined) byPartition.set(partition, [device]);
        else some.push(device);
      }
      await Promise.all(
        Array.from(byPartition, async ([partition, some]) => {
          const tag = keys.tag(partition);
          const before = listed.get(partition) ?? 0;
          const names = [devicesOf(tag, batch), marksOf(tag, batch)];
          if ((await scripts.run(freezeScript, names, [MARKS.waiting, before, ...some])) !== 1)
            throw new Fault("store.unavailable", {
              detail: "an earlier request is still listing the devices",
            });
          listed.set(partition, before + some.length);
        }),
      );
    },

    async pick(batch, partition, from, most, marks) {
      const tag = keys.tag(partition);
      const [next, ...flat] = (await scripts.run(
        pickScript,
        [devicesOf(tag, batch), marksOf(tag, batch)],
        [from, most, marks],
      )) as [number, ...(number | string)[]];
      const found: BatchMember[] = [];
      for (let i = 0; i + 2 < flat.length; i += 3)
        found.push(memberOf(flat[i + 2] as string, partition, Number(flat[i]), flat[i + 1] as string));
      return next < 0 ? { found } : { found, next };
    },

    async mark(batch, { partition, index }, from, to, code) {
      const tag = keys.tag(partition);
      const args = [index, from, to, code ?? ""];
      return (await scripts.run(markScript, [marksOf(tag, batch), factsOf(tag, batch)], args)) === 1;
    },

    counts: async (batch) =>
      countMarks(await everywhere(async (tag) => (await stored(client.get(marksOf(tag, batch)))) ?? "")),

    async failures(batch) {
      const codes = new Map<string, { count: number; at: [number, number][] }>();
      const facts = await everywhere((tag) => stored(client.hgetall(factsOf(tag, batch))));
      for (const [partition, fields] of facts.entries())
        for (const [name, value] of Object.entries(fields)) {
          const [code = "", nth] = name.split(" ");
          if (code === "off") continue;
          const known = codes.get(code) ?? { count: 0, at: [] };
          codes.set(code, known);
          if (nth === undefined) known.count += Number(value);
          else if (known.at.length < SAMPLES) known.at.push([partition, Number(value)]);
        }
      const found = await Promise.all(
        Array.from(codes, async ([code, { count, at }]) => {
          const samples = await Promise.all(
            at.map(([partition, place]) => memberAt(batch, partition, place)),
          );
          return { code, count, samples: samples.filter((one) => one !== undefined) };
        }),
      );
      return found.toSorted((a, b) => b.count - a.count);
    },

    async callOff(batch) {
      const args = [MARKS.waiting, MARKS.cancelled];
      await everywhere((tag) => scripts.run(callOffScript, [marksOf(tag, batch), factsOf(tag, batch)], args));
    },

    async sync(batch, members) {
      const byPartition = new Map<number, BatchMember[]>();
      for (const one of members)
        byPartition.set(one.partition, [...(byPartition.get(one.partition) ?? []), one]);
      for (const [partition, some] of byPartition) {
        const tag = keys.tag(partition);
        const pairs = some.flatMap(({ index, device }) => [index, operationOf(batch, device)]);
        await scripts.run(sync, [marksOf(tag, batch)], [tag, MARKS.unknownOutcome, ...pairs]);
      }
    },

    async drop(batch) {
      await everywhere((tag) =>
        stored(client.unlink(devicesOf(tag, batch), marksOf(tag, batch), factsOf(tag, batch))),
      );
    },
  };
}

function memberOf(device: string, partition: number, index: number, mark: string): BatchMember {
  const reason = skipOf(mark);
  return { device, partition, index, state: stateOf(mark), ...(reason === undefined ? {} : { reason }) };
}
