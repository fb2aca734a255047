import type { Brand } from "./brand.ts";
import { sortableId } from "./id.ts";
import type { OperationId } from "./operation.ts";
import { WITHHELD } from "./parameter.ts";

/** `f_<id>`: a file in the gateway's storage. */
export type FileId = Brand<string, "FileId">;

const ID = "[0-9a-hjkmnp-tv-z]{26}";
/** A command key, a dot, and 160 bits that only the gateway can make. */
const TOKEN = String.raw`[0-9a-f]{2}${ID}\.[\w-]{27}`;

export function newFileId(now: number): FileId {
  return `f_${sortableId(now)}` as FileId;
}

/** The id of the file that an operation has its device put into the storage. */
export function fileIdOf(operation: OperationId): FileId {
  return `f_${operation.slice(4)}` as FileId;
}

/** A text that has the form of a file id, or undefined. */
export function asFileId(text: string): FileId | undefined {
  return new RegExp(`^f_${ID}$`).test(text) ? (text as FileId) : undefined;
}

/** What an argument that names a file of the gateway's begins with; alone: a file that is still to come. */
export const FILE_SCHEME = "causeway:";

/** The part of a transfer's address after the public address of the files listener. */
export function transferPath(transfer: {
  readonly token: string;
  /** Absent: the device puts a file there. */
  readonly file?: FileId;
  readonly name: string;
}): string {
  const { file, token, name } = transfer;
  return file === undefined ? `/put/${token}/${name}` : `/get/${file}/${token}/${name}`;
}

/** A proxy in front of the listener may leave a path of its own before it. */
const PATH = new RegExp(`^(?:/[^/]+){0,8}/(?:get/(f_${ID})|put)/(${TOKEN})(?:/.*)?$`);

/** What a path names that `transferPath` made, whatever stands after the token; undefined for any other. */
export function transferOf(path: string): { readonly token: string; readonly file?: FileId } | undefined {
  const found = PATH.exec(path);
  if (found === null) return undefined;
  const [, file, token = ""] = found;
  return file === undefined ? { token } : { token, file: file as FileId };
}

const ADDRESS = new RegExp(
  String.raw`\bhttps?:\/\/[^\s"'<>\\]{1,200}?\/(?:get\/(f_${ID})|put)\/${TOKEN}(?:\/[^\s"'<>\\]*)?`,
  "g",
);

/** The text with every transfer's address as the reference it was made of: what devices repeat of it tells no token. */
export function withReferences(text: string): string {
  // Most texts hold none: looking for the part that is in all costs next to nothing.
  if (!text.includes("/get/f_") && !text.includes("/put/")) return text;
  return text.replaceAll(ADDRESS, (_address, file: string | undefined) => FILE_SCHEME + (file ?? ""));
}

const MARKED = new RegExp(String.raw`(\/(?:get\/f_${ID}|put)\/)${TOKEN}`, "g");

/** The text with the tokens of transfers' addresses withheld, the rest as it was. */
export function withoutTransferTokens(text: string): string {
  if (!text.includes("/get/f_") && !text.includes("/put/")) return text;
  return text.replaceAll(MARKED, `$1${WITHHELD}`);
}
