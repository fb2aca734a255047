import { hash } from "node:crypto";
import type { Identity } from "#core";
import { identityOf } from "./inform.ts";

/** Bytes of a mark. */
export const MARK = 8;
/** Of a nonce that was given to nobody in particular. */
export const NO_MARK = Buffer.alloc(MARK);

/** A DeviceId stands within the first kilobytes of an Inform. */
const LOOKED_AT = 4096;
const PART = {
  OUI: /<(?:\w+:)?OUI[^<>]*>([^<]*)</,
  ProductClass: /<(?:\w+:)?ProductClass[^<>]*>([^<]*)</,
  SerialNumber: /<(?:\w+:)?SerialNumber[^<>]*>([^<]*)</,
} as const;

/** What ties a nonce to one device. */
export function markOf({ value }: Identity): Buffer {
  return hash("sha1", value, "buffer").subarray(0, MARK);
}

/**
 * The mark of the device that an undecoded message seems to be of. A wrong guess ties the nonce to somebody else, which
 * costs its bearer nothing but the short way.
 */
export function markIn(body: Buffer | undefined): Buffer {
  if (body === undefined || body.length === 0) return NO_MARK;
  const head = body.toString("latin1", 0, LOOKED_AT);
  const said = (part: keyof typeof PART): string => PART[part].exec(head)?.[1]?.trim() ?? "";
  const device = {
    Manufacturer: "",
    OUI: said("OUI"),
    ProductClass: said("ProductClass"),
    SerialNumber: said("SerialNumber"),
  };
  return device.SerialNumber === "" ? NO_MARK : markOf(identityOf(device));
}
