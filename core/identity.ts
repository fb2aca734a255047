import type { Identity } from "./device.ts";

const PLAIN = /^[A-Za-z0-9_]*$/;

/** The name of a CWMP device, of the parts of its DeviceId as they are; a product class may be empty. */
export function cwmpIdentity(oui: string, productClass: string, serialNumber: string): Identity {
  const product = productClass === "" ? "" : `${encodedPart(productClass)}-`;
  return { scheme: "cwmp", value: `${encodedPart(oui)}-${product}${encodedPart(serialNumber)}` };
}

/** A part of an identity: percent-encoded outside letters, digits and `_`. */
export function encodedPart(part: string): string {
  if (PLAIN.test(part)) return part;
  let out = "";
  for (const byte of Buffer.from(part, "utf8")) {
    const char = String.fromCharCode(byte);
    out += PLAIN.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}
