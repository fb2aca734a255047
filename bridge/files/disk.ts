import { createHash, randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, mkdir, open, opendir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "#core";

/** What a stored file's bytes are called on disk: 32 hex digits. Bytes under one name never change. */
export type Blob = string;

/** Bytes that were stored whole. */
export interface Stored {
  readonly blob: Blob;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file that lies in the storage's directory, whether anybody knows of it or not. */
export interface Found {
  readonly name: string;
  /** ms since the epoch, by the file system's clock. */
  readonly writtenAt: number;
}

/**
 * The bytes of files in one directory, which several replicas may share: `incoming/` holds what is being written, `blobs/`
 * what is whole. Whatever it is cut off at leaves a whole file or one that `sweep` removes. Faults: `file.full` (no room on
 * the disk), `file.storage` (the directory cannot be used).
 */
export interface Disk {
  /** Writes all pieces durably. What the pieces throw is thrown on, and nothing stays. `expected`: bytes that will come, for the look at the free space. */
  write(pieces: AsyncIterable<Buffer>, expected: number): Promise<Stored>;
  /** Appends pieces to an unfinished file from `offset` on; gives its new length. What came before they break stays. */
  append(part: string, offset: number, pieces: AsyncIterable<Buffer>): Promise<number>;
  /** Bytes of an unfinished file; 0 when there is none. */
  lengthOf(part: string): Promise<number>;
  /** Makes an unfinished file a whole one, under the name it had. Safe to repeat. */
  finish(part: string): Promise<Stored>;
  /** To read from; undefined when there is no such blob. */
  open(blob: Blob): Promise<FileHandle | undefined>;
  /** Safe to repeat. */
  remove(blob: Blob): Promise<void>;
  discard(part: string): Promise<void>;
  blobs(): AsyncGenerator<Found>;
  parts(): AsyncGenerator<Found>;
  /** Now, by the clock that `writtenAt` is of: a shared file system may have another one than this process. */
  now(): Promise<number>;
  /** Fault `file.full` when `bytes` more would leave less than what must stay free. */
  room(bytes: number): Promise<void>;
}

const PART = ".part";
const READ = 1024 * 1024;

/** @param free bytes of the file system that are left to others */
export function createDisk(directory: string, free: number): Disk {
  const incoming = join(directory, "incoming");
  const blobs = join(directory, "blobs");
  const placeOf = (blob: Blob): string => join(blobs, blob.slice(0, 2), blob);
  const partOf = (part: string): string => join(incoming, part + PART);

  async function room(bytes: number): Promise<void> {
    await made(incoming);
    const { bavail, bsize } = await told(statfs(incoming));
    if (bavail * bsize - bytes < free)
      throw new Fault("file.full", { detail: "the disk has no room for it" });
  }

  /** The name in its folder is durable too. */
  async function settle(from: string, blob: Blob): Promise<void> {
    const folder = join(blobs, blob.slice(0, 2));
    await made(folder);
    await told(rename(from, placeOf(blob)));
    await synced(folder);
  }

  return {
    room,
    async write(pieces, expected) {
      await room(expected);
      const blob = randomBytes(16).toString("hex");
      const part = partOf(blob);
      const hash = createHash("sha256");
      let size = 0;
      try {
        const file = await told(open(part, "wx", 0o600));
        try {
          for await (const piece of pieces) {
            hash.update(piece);
            size += piece.length;
            await wrote(file, piece);
          }
          await told(file.sync());
        } finally {
          await file.close();
        }
        await settle(part, blob);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      return { blob, size, sha256: hash.digest("hex") };
    },

    async append(part, offset, pieces) {
      await made(incoming);
      const file = await told(open(partOf(part), constants.O_WRONLY | constants.O_CREAT, 0o600));
      let at = offset;
      try {
        // What a writer that was cut off left behind the agreed place is not part of it.
        await told(file.truncate(offset));
        for await (const piece of pieces) {
          await wrote(file, piece, at);
          at += piece.length;
        }
      } finally {
        await file.sync().catch(() => undefined);
        await file.close();
      }
      return at;
    },

    async lengthOf(part) {
      return (await sizeAt(partOf(part))) ?? (await sizeAt(placeOf(part))) ?? 0;
    },

    async finish(part) {
      const from = (await sizeAt(partOf(part))) === undefined ? placeOf(part) : partOf(part);
      const file = await told(open(from, "r+"));
      const hash = createHash("sha256");
      let size = 0;
      try {
        await told(file.sync());
        const buffer = Buffer.allocUnsafe(READ);
        for (;;) {
          const { bytesRead } = await told(file.read(buffer, 0, READ, size));
          if (bytesRead === 0) break;
          hash.update(buffer.subarray(0, bytesRead));
          size += bytesRead;
        }
      } finally {
        await file.close();
      }
      if (from === partOf(part)) await settle(from, part);
      return { blob: part, size, sha256: hash.digest("hex") };
    },

    async open(blob) {
      try {
        return await open(placeOf(blob), "r");
      } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        throw trouble(error);
      }
    },

    remove: (blob) => told(rm(placeOf(blob), { force: true })),
    discard: (part) => told(rm(partOf(part), { force: true })),

    async *blobs() {
      for await (const shard of namesIn(blobs)) yield* filesIn(join(blobs, shard), "");
    },
    parts: () => filesIn(incoming, PART),
    async now() {
      await made(incoming);
      const probe = join(incoming, `clock-${randomBytes(6).toString("hex")}`);
      await told(writeFile(probe, ""));
      const { mtimeMs } = await told(stat(probe));
      await told(rm(probe, { force: true }));
      return mtimeMs;
    },
  };
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw trouble(error);
  }
}

async function* filesIn(folder: string, ending: string): AsyncGenerator<Found> {
  for await (const name of namesIn(folder)) {
    if (!name.endsWith(ending)) continue;
    const about = await statOf(join(folder, name));
    if (about?.isFile() === true)
      yield { name: name.slice(0, name.length - ending.length), writtenAt: about.mtimeMs };
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw trouble(error);
  }
}

async function sizeAt(path: string): Promise<number | undefined> {
  return (await statOf(path))?.size;
}

async function made(folder: string): Promise<void> {
  await told(mkdir(folder, { recursive: true, mode: 0o700 }));
}

async function synced(folder: string): Promise<void> {
  const handle = await told(open(folder, "r"));
  try {
    await told(handle.sync());
  } finally {
    await handle.close();
  }
}

/** One write may take less than all of it. */
async function wrote(file: FileHandle, piece: Buffer, at?: number): Promise<void> {
  for (let done = 0; done < piece.length;) {
    const place = at === undefined ? null : at + done;
    done += (await told(file.write(piece, done, piece.length - done, place))).bytesWritten;
  }
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw trouble(error);
  }
}

function trouble(error: unknown): Fault {
  const code = codeOf(error);
  const full = code === "ENOSPC" || code === "EDQUOT";
  return full
    ? new Fault("file.full", { detail: "the disk has no room left" }, { cause: error })
    : new Fault("file.storage", { detail: `the files' directory: ${code}` }, { cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
