import type { Members } from "./members.ts";
import type { BatchMember } from "./row.ts";

/** Goes once through the devices of a batch that have one of some marks. */
export interface Frontier {
  /** Up to `most`; none: it has come to the end. */
  next(most: number): Promise<readonly BatchMember[]>;
}

/** Devices of one partition before the next one's turn: partitions may live on different nodes. */
const TURN = 32;

export function createFrontier(members: Members, batch: string, partitions: number, marks: string): Frontier {
  /** Where each partition goes on; those that are at their end are gone. */
  const left = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 0]));

  async function pick(partition: number, most: number): Promise<readonly BatchMember[]> {
    const { found, next } = await members.pick(batch, partition, left.get(partition) ?? 0, most, marks);
    left.delete(partition);
    // Put back as the last one.
    if (next !== undefined) left.set(partition, next);
    return found;
  }

  return {
    async next(most) {
      const found: BatchMember[] = [];
      while (found.length < most && left.size > 0) {
        const room = most - found.length;
        const turns = [...left.keys()].slice(0, Math.max(1, Math.ceil(room / TURN)));
        const share = Math.ceil(room / turns.length);
        let wanted = room;
        const picks = turns.map(async (partition) => {
          const some = Math.min(share, wanted);
          wanted -= some;
          return some === 0 ? [] : pick(partition, some);
        });
        for (const some of await Promise.all(picks)) found.push(...some);
      }
      return found;
    },
  };
}
