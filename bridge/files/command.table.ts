import type { FileKind } from "./row.ts";

/** Arguments in which a command names a file by its address. */
export const ADDRESS_ARGUMENTS = ["URL", "FileTarget"] as const;

/** Commands that fetch a file. */
export const FETCHING: ReadonlySet<string> = new Set(["Download()", "Restore()", "InstallDU()", "Update()"]);

/** Commands that send a file: what it is, and what it is called when the device does not say. */
export const SENDING: Readonly<Record<string, { readonly kind: FileKind; readonly name: string }>> = {
  "Backup()": { kind: "configuration", name: "configuration.cfg" },
  "Upload()": { kind: "log", name: "log.txt" },
  "PacketCaptureDiagnostics()": { kind: "other", name: "capture.pcap" },
};
