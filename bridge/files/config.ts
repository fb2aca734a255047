/** How files are kept and given; every field but `key` is a configuration key. */
export interface FilesConfig {
  /** Where the bytes are; several replicas may share it. */
  readonly directory: string;
  /** What the tokens of transfers are made with; the same at every replica. */
  readonly key: string;
  /** Where devices reach the files listener, without a final slash; undefined: nowhere. Asked for at every use. */
  readonly address: () => string | undefined;
  /** Bytes of all files, and how many there may be. */
  readonly totalBytes: number;
  readonly totalFiles: number;
  /** Bytes of one file that is put here over the API, and of one that a device sends. */
  readonly fileBytes: number;
  readonly deviceFileBytes: number;
  /** Files of one device that are kept, and for how long, ms. */
  readonly perDevice: number;
  readonly deviceFileMs: number;
  /** Bytes of the file system that are left to others. */
  readonly freeBytes: number;
  /** ms a transfer stays open. */
  readonly windowMs: number;
  /** Every transfer asks for a user name and a password of its own. */
  readonly credentials: boolean;
  /** This replica looks after the directory: what nobody knows of is removed. */
  readonly sweeps: boolean;
}

const MIB = 1024 * 1024;
const HOUR = 3600_000;

export const FILES_CONFIG = {
  totalBytes: 10_240 * MIB,
  totalFiles: 100_000,
  fileBytes: 2048 * MIB,
  deviceFileBytes: 32 * MIB,
  perDevice: 20,
  deviceFileMs: 90 * 24 * HOUR,
  freeBytes: 256 * MIB,
  windowMs: 24 * HOUR,
  credentials: false,
  sweeps: true,
} as const satisfies Omit<FilesConfig, "directory" | "key" | "address">;
