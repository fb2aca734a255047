import { createHash } from "node:crypto";
import type { Knowledge } from "#core";
import { rootOf } from "../translation.ts";

/**
 * What devices of one data model have in common: vendor, product, hardware, firmware and root. Undefined: the device does
 * not tell enough of itself to share anything with others.
 */
export function modelKey(knowledge: Knowledge): string | undefined {
  const { oui, productClass = "", hardwareVersion = "", softwareVersion } = knowledge.facts ?? {};
  if (oui === undefined || softwareVersion === undefined) return undefined;
  const parts = [oui, productClass, hardwareVersion, softwareVersion, rootOf(knowledge)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
