import { randomBytes } from "node:crypto";
import { Fault, newFileId, type FileId } from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import type { Disk, Stored } from "./disk.ts";
import type { FileMeta, FileRow } from "./row.ts";

/** A file that comes in several requests. Its bytes so far are on disk; how many there are is where it goes on. */
export interface Upload {
  readonly id: string;
  /** What it becomes. */
  readonly file: FileId;
  readonly length: number;
  readonly sha256?: string | undefined;
  readonly meta: FileMeta;
  readonly by: string;
  readonly createdAt: number;
  /** It is a file now. */
  readonly done?: true;
}

export interface Progress {
  readonly upload: Upload;
  readonly offset: number;
  /** Once all of it has come. */
  readonly row?: FileRow;
}

/** Uploads that go on after an interruption, whichever replica they come to. Faults: `store.unavailable`. */
export interface Uploads {
  /** Faults `request.tooLarge`, `file.full`, `gateway.overloaded` (too many are open). */
  create(wanted: Pick<Upload, "length" | "sha256" | "meta" | "by">): Promise<Upload>;
  /** Fault `request.notFound`. */
  progress(id: string): Promise<Progress>;
  /** Appends from `offset`. Faults `file.offset` (it goes on elsewhere, or another request is at it), `file.mismatch`, `file.full`. */
  append(id: string, offset: number, pieces: AsyncIterable<Buffer>): Promise<Progress>;
  cancel(id: string): Promise<void>;
  /** Which unfinished files belong to an upload. */
  known(parts: readonly string[]): Promise<readonly boolean[]>;
}

export interface UploadParts {
  readonly disk: Disk;
  readonly fileBytes: number;
  commit(upload: Upload, bytes: Stored): Promise<FileRow>;
  row(id: FileId): Promise<FileRow | undefined>;
}

/** An upload nobody goes on with is given up after this time, ms. */
const KEPT_MS = 24 * 3600_000;
const OPEN = 200;
/** A request that writes says so this often, and counts as gone when it has not for `LOCK_MS`. */
const LOCK_MS = 30_000;
const RENEW_MS = 10_000;

export function createUploads({ scripts, keys, clock }: StoreContext, parts: UploadParts): Uploads {
  const { client } = scripts;
  const { disk } = parts;
  const keyOf = (id: string): string => keys.files(`upload:${id}`);
  const open = keys.files("uploads");

  async function read(id: string): Promise<Upload> {
    const text = /^[0-9a-f]{32}$/.test(id) ? await stored(client.get(keyOf(id))) : null;
    if (text === null) throw new Fault("request.notFound", { detail: "there is no upload of this id" });
    return JSON.parse(text) as Upload;
  }

  async function write(upload: Upload): Promise<void> {
    await stored(client.zadd(open, clock.now() + KEPT_MS, upload.id));
    await stored(client.set(keyOf(upload.id), JSON.stringify(upload), "PX", KEPT_MS));
  }

  async function progressOf(upload: Upload): Promise<Progress> {
    if (upload.done === undefined) return { upload, offset: await disk.lengthOf(upload.id) };
    const row = await parts.row(upload.file);
    return { upload, offset: upload.length, ...(row === undefined ? {} : { row }) };
  }

  /** One request writes at a time; the others are told to look again. */
  async function alone<T>(id: string, work: (held: () => void) => Promise<T>): Promise<T> {
    const key = keys.files(`writer:${id}`);
    const mine = randomBytes(8).toString("hex");
    if ((await stored(client.set(key, mine, "PX", LOCK_MS, "NX"))) === null)
      throw new Fault("file.offset", { detail: "another request is writing to this upload" });
    let until = clock.now() + LOCK_MS;
    let cancel = (): void => undefined;
    const renew = (): void => {
      cancel = clock.after(RENEW_MS, () => {
        void client.pexpire(key, LOCK_MS).then(
          (there) => there === 1 && (until = clock.now() + LOCK_MS),
          () => undefined,
        );
        renew();
      });
    };
    renew();
    try {
      return await work(() => {
        if (clock.now() >= until)
          throw new Fault("file.offset", { detail: "the upload was let go meanwhile" });
      });
    } finally {
      cancel();
      // Left behind it goes by itself.
      if ((await client.get(key).catch(() => null)) === mine) await client.del(key).catch(() => 0);
    }
  }

  async function finish(upload: Upload): Promise<Progress> {
    const bytes = await disk.finish(upload.id);
    if (upload.sha256 !== undefined && upload.sha256 !== bytes.sha256) {
      await forget(upload.id);
      await disk.remove(bytes.blob);
      throw new Fault("file.mismatch", { detail: `its SHA-256 is ${bytes.sha256}` });
    }
    const row = await parts.commit(upload, bytes);
    const done: Upload = { ...upload, done: true };
    await write(done);
    return { upload: done, offset: upload.length, row };
  }

  async function forget(id: string): Promise<void> {
    await stored(client.del(keyOf(id)));
    await stored(client.zrem(open, id));
  }

  return {
    async create({ length, sha256, meta, by }) {
      if (length > parts.fileBytes)
        throw new Fault("request.tooLarge", { detail: `a file may have at most ${parts.fileBytes} bytes` });
      await disk.room(length);
      const now = clock.now();
      await stored(client.zremrangebyscore(open, "-inf", now));
      if ((await stored(client.zcard(open))) >= OPEN)
        throw new Fault("gateway.overloaded", { detail: `${OPEN} uploads are open already` });
      const id = randomBytes(16).toString("hex");
      const upload = { id, file: newFileId(now), length, sha256, meta, by, createdAt: now };
      await write(upload);
      return upload;
    },

    async progress(id) {
      return progressOf(await read(id));
    },

    append: (id, offset, pieces) =>
      alone(id, async (held) => {
        const upload = await read(id);
        const before = await progressOf(upload);
        if (before.offset !== offset)
          throw new Fault("file.offset", { detail: `it goes on at ${before.offset}`, offset: before.offset });
        if (upload.done !== undefined) return before;
        const at =
          offset === upload.length && offset > 0
            ? offset
            : await disk.append(id, offset, limited(pieces, upload.length - offset, held));
        if (at === upload.length) return finish(upload);
        await write(upload);
        return { upload, offset: at };
      }),

    cancel: (id) =>
      alone(id, async () => {
        await read(id);
        await forget(id);
        await disk.discard(id);
      }),

    async known(ids) {
      if (ids.length === 0) return [];
      return (await stored(client.mget(...ids.map(keyOf)))).map((text) => text !== null);
    },
  };
}

/** The pieces, up to the length that was announced. */
async function* limited(
  pieces: AsyncIterable<Buffer>,
  most: number,
  held: () => void,
): AsyncGenerator<Buffer, void, undefined> {
  let left = most;
  for await (const piece of pieces) {
    held();
    left -= piece.length;
    if (left < 0) throw new Fault("file.mismatch", { detail: "more bytes come than were announced" });
    yield piece;
  }
}
