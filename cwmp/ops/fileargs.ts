import { count, given, needed, type Asked } from "./asked.ts";

/** FileSize and TargetFileName of a Download: the standard lets both be empty, some devices do not. [TR-069a6 A.3.2.8] */
export function fileArgs(asked: Asked): { readonly FileSize: number; readonly TargetFileName: string } {
  const { quirks } = asked.context;
  if (quirks?.needsFileSize === true) needed(asked, "FileSize");
  const name = given(asked, "TargetFileName");
  return {
    FileSize: count(asked, "FileSize"),
    TargetFileName: name === "" && quirks?.needsTargetFileName === true ? lastOf(needed(asked, "URL")) : name,
  };
}

/** `image.bin` of `http://host/files/image.bin?token=1` */
function lastOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const last = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
