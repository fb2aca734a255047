import type { Clock, Log } from "#core";
import { createRounds, type Rounds } from "../rounds.ts";
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

const EVERY_MS = 600_000;
/** What was written to this lately may be on its way: its row comes last. */
const GRACE_MS = 300_000;
const BATCH = 200;

/** Removes what nobody knows of and what has had its time. */
export function createFileSweep(parts: FileSweepParts): Rounds {
  const { disk, clock, log } = parts;

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

  async function work(): Promise<void> {
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
  }

  return createRounds({ clock, log, name: "file sweep", everyMs: EVERY_MS, work });
}
