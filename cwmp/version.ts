import type { SoapHeader } from "./soap/message.ts";

/** The versions of CWMP that this ACS speaks, the newest first. */
const SPOKEN = ["1.4", "1.3", "1.2", "1.1", "1.0"] as const;

/** What an InformResponse tells the CPE to use: the newest version that both speak; nothing when the CPE names none. */
export function versionFor({ supportedVersions }: SoapHeader): string | undefined {
  if (supportedVersions === undefined) return undefined;
  return SPOKEN.find((version) => supportedVersions.includes(version));
}

/** The CPE names its versions, as it does from CWMP 1.4 on, and none of them is spoken here. */
export function isIncompatible(header: SoapHeader): boolean {
  const named = header.supportedVersions?.length ?? 0;
  return named > 0 && versionFor(header) === undefined;
}
