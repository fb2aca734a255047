import { asFault, type Clock, type Log } from "#core";
import type { Disk, Found } from "./disk.ts";
import type { FileRow } from "./row.ts";

export interface FileSweepParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  /** ms a file that a device sent is kept. */
  readonly deviceFileMs: number;
  knownBlobs(blobs: readonly string[]): Promise<readonly boolean[]>;
  knownParts(parts: readonly string[]): Promise<readonly boolean[]>;
  sentBefore(time: number, most: number): Promise<readonly FileRow[]>;
  remove(row: FileRow): Promise<void>;
}

/** Removes what nobody knows of and what has had its time. */
export interface FileSweep {
  start(): void;
  stop(): Promise<void>;
  /** One round now. */
  round(): Promise<void>;
}

const EVERY_MS = 600_000;
/** What was written to this lately may be on its way: its row comes last. */
const GRACE_MS = 300_000;
const BATCH = 200;

export function createFileSweep(parts: FileSweepParts): FileSweep {
  const { disk, clock, log } = parts;
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let stopped = true;

  async function removeUnknown(
    now: number,
    found: AsyncGenerator<Found>,
    known: (names: readonly string[]) => Promise<readonly boolean[]>,
    remove: (name: string) => Promise<void>,
  ): Promise<number> {
    let gone = 0;
    let batch: string[] = [];
    const look = async (): Promise<void> => {
      const names = batch;
      batch = [];
      for (const [i, isKnown] of (await known(names)).entries()) {
        if (isKnown) continue;
        await remove(names[i] as string);
        gone++;
      }
    };
    for await (const { name, writtenAt } of found) {
      if (writtenAt > now - GRACE_MS) continue;
      batch.push(name);
      if (batch.length === BATCH) await look();
    }
    await look();
    return gone;
  }

  async function round(): Promise<void> {
    try {
      const old = await parts.sentBefore(clock.now() - parts.deviceFileMs, BATCH);
      for (const row of old) await parts.remove(row);
      const now = await disk.now();
      const orphans =
        (await removeUnknown(
          now,
          disk.blobs(),
          (names) => parts.knownBlobs(names),
          (name) => disk.remove(name),
        )) +
        (await removeUnknown(
          now,
          disk.parts(),
          (names) => parts.knownParts(names),
          (name) => disk.discard(name),
        ));
      if (old.length + orphans > 0) log.info({ old: old.length, orphans }, "files were swept");
    } catch (error) {
      log.warn({ error: asFault(error) }, "files could not be swept");
    }
  }

  function plan(): void {
    if (stopped) return;
    cancel = clock.after(EVERY_MS, () => {
      running = round().finally(plan);
    });
  }

  return {
    start() {
      stopped = false;
      plan();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
    round,
  };
}
