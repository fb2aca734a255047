import { background, Fault, fileIdOf, newFileId, type FileId } from "#core";
import type { StoreContext } from "../state/store.context.ts";
import type { Vault } from "../state/secret.ts";
import type { FilesConfig } from "./config.ts";
import { createDisk, type Disk, type Stored } from "./disk.ts";
import { createReferences, type References } from "./references.ts";
import type { FileMeta, FileRow } from "./row.ts";
import { createFileRows, type FileRows } from "./rows.ts";
import { createFileSweep } from "./sweep.ts";
import { createTransferTokens, type TransferTokens } from "./token.ts";
import { createTransfers, type Transfer, type Transfers } from "./transfers.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** What is told of a file that is put here, and what it should turn out to be. */
export interface NewFile {
  readonly meta: FileMeta;
  readonly by: string;
  /** Bytes that are announced; 0 when unknown. */
  readonly expected: number;
  readonly sha256?: string | undefined;
}

/** The files of the installation: rows in Redis, bytes in a directory. Faults: `store.unavailable`, `file.storage`. */
export interface Files {
  readonly config: FilesConfig;
  readonly rows: Pick<FileRows, "get" | "list" | "count" | "change" | "used">;
  readonly disk: Pick<Disk, "open">;
  readonly uploads: Uploads;
  readonly references: References;
  readonly transfers: Pick<Transfers, "find" | "take" | "giveBack" | "using">;
  readonly tokens: Pick<TransferTokens, "operationOf">;
  /** Whole or not at all. Faults `file.mismatch`, `file.full`, and what the pieces throw. */
  put(file: NewFile, pieces: AsyncIterable<Buffer>): Promise<FileRow>;
  /** What a device sends in a transfer; sent again it takes the place of what it sent before. Faults as `put`, `file.gone`. */
  receive(
    transfer: Transfer,
    pieces: AsyncIterable<Buffer>,
    expected: number,
    name: string,
  ): Promise<{ readonly row: FileRow; readonly replaced: boolean }>;
  /** Faults `file.notFound`, `request.precondition`, `file.inUse` while devices are given it, unless `force`. */
  remove(id: FileId, options: { readonly force: boolean; readonly revision?: number }): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  /** One look at the directory now. */
  sweep(): Promise<void>;
}

export function createFiles(context: StoreContext & { readonly vault: Vault }, config: FilesConfig): Files {
  const { clock, log } = context;
  const disk = createDisk(config.directory, config.freeBytes);
  const rows = createFileRows(context, {
    bytes: config.totalBytes,
    files: config.totalFiles,
    perDevice: config.perDevice,
  });
  const transfers = createTransfers(context);
  const tokens = createTransferTokens(config.key);

  /** The row is the file: it is committed before anybody is told, and what it displaces goes afterwards. */
  async function commit(row: FileRow): Promise<FileRow> {
    try {
      const gone = await rows.keep(row);
      background(log, "files.displaced", Promise.all(gone.map((blob) => disk.remove(blob))));
      return row;
    } catch (error) {
      // Whether it was committed is known only when it was refused; else the sweep finds out.
      if (error instanceof Fault && error.code === "file.full") await disk.remove(row.blob);
      throw error;
    }
  }

  async function refuseFull(expected: number): Promise<void> {
    const { bytes, count } = await rows.used();
    if (bytes + expected > config.totalBytes || count >= config.totalFiles)
      throw new Fault("file.full", { detail: "no more files fit" });
  }

  function made(id: FileId, meta: FileMeta, bytes: Stored, by: string): FileRow {
    return { ...meta, id, revision: 1, ...bytes, createdAt: clock.now(), createdBy: by };
  }

  const uploads = createUploads(context, {
    disk,
    fileBytes: config.fileBytes,
    row: (id) => rows.get(id),
    commit: (upload, bytes) => commit(made(upload.file, upload.meta, bytes, upload.by)),
  });

  async function drop(row: FileRow, revision?: number): Promise<void> {
    const { blob } = await rows.drop(row.id, revision);
    await disk.remove(blob);
  }

  const sweep = createFileSweep({
    disk,
    clock,
    log,
    deviceFileMs: config.deviceFileMs,
    // An upload that is being made a file has its name already, and bytes that may be old.
    knownBlobs: async (blobs) => {
      const [byRow, byUpload] = [await rows.known(blobs), await uploads.known(blobs)];
      return blobs.map((_, i) => byRow[i] === true || byUpload[i] === true);
    },
    knownParts: (parts) => uploads.known(parts),
    sentBefore: (time, most) => rows.sentBefore(time, most),
    remove: (row) => drop(row),
  });

  return {
    config,
    rows,
    disk,
    uploads,
    transfers,
    tokens,
    references: createReferences({
      tokens,
      row: (id) => rows.get(id),
      open: (transfer, token) => transfers.open(transfer, token),
      address: config.address,
      now: () => clock.now(),
      windowMs: config.windowMs,
      credentials: config.credentials,
    }),

    async put({ meta, by, expected, sha256 }, pieces) {
      await refuseFull(expected);
      const bytes = await disk.write(pieces, expected);
      if (sha256 !== undefined && sha256 !== bytes.sha256) {
        await disk.remove(bytes.blob);
        throw new Fault("file.mismatch", { detail: `its SHA-256 is ${bytes.sha256}` });
      }
      return commit(made(newFileId(clock.now()), meta, bytes, by));
    },

    async receive({ operation, device, kind }, pieces, expected, name) {
      await refuseFull(expected);
      const id = fileIdOf(operation);
      const replaced = (await rows.get(id)) !== undefined;
      const bytes = await disk.write(pieces, expected);
      return {
        row: await commit({ ...made(id, { name, kind }, bytes, device), device, operation }),
        replaced,
      };
    },

    async remove(id, { force, revision }) {
      const row = await rows.get(id);
      if (row === undefined) throw new Fault("file.notFound", { file: id });
      const refuse = async (): Promise<void> => {
        const devices = await transfers.using(id);
        if (devices > 0 && !force)
          throw new Fault("file.inUse", { detail: `${devices} devices are being given it` });
      };
      await refuse();
      const gone = await rows.drop(id, revision);
      try {
        // A transfer that was opened meanwhile has seen the row: it is put back. One that opens from now on sees none.
        await refuse();
      } catch (error) {
        await rows.keep(gone);
        throw error;
      }
      await disk.remove(gone.blob);
    },

    start: () => {
      if (config.sweeps) sweep.start();
    },
    stop: () => sweep.stop(),
    sweep: () => sweep.round(),
  };
}
