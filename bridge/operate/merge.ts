/** A member of an index, ordered by score, then id. */
export interface Entry {
  readonly id: string;
  readonly score: number;
}

/** Reads a sorted set downwards: members with a score ≤ max, skipping some; member, score, member, score, … */
export type ReadDown = (max: number, skip: number, count: number) => Promise<readonly string[]>;

export interface Merged {
  /** The next entries, newest first; fewer than asked only at the end. */
  take(count: number): Promise<readonly Entry[]>;
}

interface Source {
  readonly read: ReadDown;
  readonly buffer: Entry[];
  max: number;
  skip: number;
  ended: boolean;
}

/**
 * Merges sorted sets of many partitions by threshold: a small fetch from each, refilled only where the page goes on,
 * so a page costs about its own size and not the number of partitions times it.
 */
export function mergeNewest(
  reads: readonly ReadDown[],
  limit: number,
  after: Entry | undefined,
  max: number,
): Merged {
  const start = Math.min(max, after?.score ?? max);
  const sources: Source[] = reads.map((read) => ({ read, buffer: [], max: start, skip: 0, ended: false }));
  const chunk = Math.max(8, Math.ceil((limit * 2) / Math.max(1, reads.length)));

  async function refill(source: Source): Promise<void> {
    while (source.buffer.length === 0 && !source.ended) {
      const flat = await source.read(source.max, source.skip, chunk);
      source.ended = flat.length < chunk * 2;
      for (let i = 0; i + 1 < flat.length; i += 2) {
        const entry = { id: flat[i] as string, score: Number(flat[i + 1]) };
        source.skip = entry.score === source.max ? source.skip + 1 : 1;
        source.max = entry.score;
        if (after === undefined || isBefore(after, entry)) source.buffer.push(entry);
      }
    }
  }

  return {
    async take(count) {
      const page: Entry[] = [];
      await Promise.all(sources.map(refill));
      while (page.length < count) {
        const newest = newestOf(sources);
        if (newest === undefined) break;
        page.push(newest.buffer.shift() as Entry);
        if (newest.buffer.length === 0) await refill(newest);
      }
      return page;
    },
  };
}

function newestOf(sources: readonly Source[]): Source | undefined {
  let newest: Source | undefined;
  for (const source of sources) {
    const head = source.buffer[0];
    if (head === undefined) continue;
    if (newest === undefined || isBefore(head, newest.buffer[0] as Entry)) newest = source;
  }
  return newest;
}

/** True when `a` comes before `b` in the list, newest first. */
function isBefore(a: Entry, b: Entry): boolean {
  return a.score > b.score || (a.score === b.score && a.id > b.id);
}
