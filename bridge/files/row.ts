import type { DeviceId, FileId, OperationId } from "#core";

export const KINDS = ["firmware", "configuration", "log", "package", "other"] as const;
export type FileKind = (typeof KINDS)[number];

/** What people tell of a file. `rank` orders versions; the device fields and `fromVersions` say which devices it is for. */
export interface FileMeta {
  readonly name: string;
  readonly kind: FileKind;
  readonly version?: string | undefined;
  readonly rank?: number | undefined;
  readonly fromVersions?: readonly string[] | undefined;
  readonly oui?: string | undefined;
  readonly productClass?: string | undefined;
  readonly modelName?: string | undefined;
  readonly note?: string | undefined;
}

/** A file of the storage: one JSON text in Redis. Times in ms. */
export interface FileRow extends FileMeta {
  readonly id: FileId;
  /** Rises with every change. */
  readonly revision: number;
  readonly size: number;
  /** Hexadecimal; never changes but when a device sends its file again. */
  readonly sha256: string;
  /** Where its bytes are. */
  readonly blob: string;
  readonly createdAt: number;
  /** Who put it here: a caller's id, or the device. */
  readonly createdBy: string;
  /** The device that sent it, and for which operation. Such a file is not trusted. */
  readonly device?: DeviceId;
  readonly operation?: OperationId;
}

/** Longest name that is kept, characters: it becomes the last part of an address. */
const LONGEST = 64;

/**
 * A file's name as it is kept: one name, of letters, digits and `._-`, for people and for the end of an address. The bytes
 * are stored under an id, so no name leads anywhere.
 */
export function cleanName(name: string, fallback = "file"): string {
  const last = name.normalize("NFKC").split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .replaceAll(/[^A-Za-z0-9._-]+/g, "_")
    .replace(/^[._]+/, "")
    .slice(-LONGEST)
    .replace(/^[._]+/, "");
  return clean === "" ? fallback : clean;
}

/** The filter of the devices a file is for; undefined when it says nothing of them. */
export function fitFilter({ oui, productClass, modelName, fromVersions = [] }: FileMeta): string | undefined {
  const terms = Object.entries({ oui, productClass, modelName }).flatMap(([field, value]) =>
    value === undefined ? [] : [`${field}="${value}"`],
  );
  if (fromVersions.length > 0)
    terms.push(`(${fromVersions.map((version) => `softwareVersion="${version}"`).join(" OR ")})`);
  return terms.length === 0 ? undefined : terms.join(" AND ");
}
