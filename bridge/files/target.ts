import { type FileId, transferOf } from "#core";

/** What a request's target names; undefined: nothing of ours. */
export type Target = { readonly token: string; readonly file?: FileId } | undefined;

/** Longest target that is looked at. */
const LONGEST = 1024;

/**
 * Reads the target of a request as devices send it: absolute or not, with doubled slashes, percent-encoded where nothing asks
 * for it, with a query of their own, with a file name after it.
 */
export function targetOf(url: string | undefined): Target {
  if (url === undefined || url.length > LONGEST) return undefined;
  const path = url
    .replace(/^https?:\/\/[^/?#]*/i, "")
    .replace(/[?#].*$/s, "")
    .replaceAll(/\/{2,}/g, "/");
  try {
    return transferOf(decodeURIComponent(path).replaceAll(/\/{2,}/g, "/"));
  } catch {
    return undefined;
  }
}
