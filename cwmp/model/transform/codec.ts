import type { Scalar } from "./scalar.ts";

const HEX = /^(?:[0-9A-Fa-f]{2})*$/;

/** One value, the same text on both sides. */
export const COPY: Scalar = { read: (text) => text, write: (value) => value };

/** A radio channel; 0 is what some devices call automatic. */
export const CHANNEL: Scalar = { ...COPY, read: (text) => (text.trim() === "0" ? undefined : text) };

const SPELLINGS: Readonly<Record<string, Scalar>> = {
  "": COPY,
  and: COPY,
  str: { read: (text) => text.trim(), write: (value) => value },
  lossy: { read: (text) => text, lossy: true },
  b64hex: {
    read: (text) => Buffer.from(text, "base64").toString("hex").toUpperCase(),
    write: (value) => Buffer.from(value, "hex").toString("base64"),
  },
  strhex: {
    read: (text) => Buffer.from(text, "utf8").toString("hex").toUpperCase(),
    write: (value) => {
      const bytes = Buffer.from(value, "hex");
      const text = bytes.toString("utf8");
      return Buffer.from(text, "utf8").equals(bytes) ? text : undefined;
    },
  },
  hexcolor: { read: (text) => (HEX.test(text) ? text.toUpperCase() : undefined), write: (value) => value },
  pad8: { read: () => "0", write: (value) => value.padStart(8, "0") },
  mbps: {
    read: (text) => (text === "Auto" ? "-1" : text),
    write: (value) => (value === "-1" ? "Auto" : value),
  },
  maxrate: { read: (text) => (/^\d+$/.test(text) ? text : undefined), lossy: true },
  pvc: {
    read: (text) => /^PVC:\s*(\d+\/\d+)$/.exec(text)?.[1],
    write: (value) => (/^\d+\/\d+$/.test(value) ? `PVC: ${value}` : undefined),
  },
  neg1: {
    read: (text) => (text.trim() === "-1" ? "" : text),
    write: (value) => (value === "" ? "-1" : value),
  },
  single: { read: (text) => text, write: (value) => (value.includes(",") ? undefined : value) },
  wpsVersion: { read: wpsVersion },
};

/** The transforms between spellings of one value, by their names in the rules. */
export const CODECS: ReadonlyMap<string, Scalar> = new Map(Object.entries(SPELLINGS));

/** `16` is 1.0 and `32` is 2.0 (high nibble, low nibble); below 16 the number itself. */
function wpsVersion(text: string): string | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const version = Number(text);
  return version >= 16 ? `${version >> 4}.${version & 15}` : `${version}.0`;
}

/** Numbers times a factor, rounded; read-only. */
export function scaled(factor: number, min = 0): Scalar {
  return {
    read: (text) => {
      const number = Number(text.trim());
      if (text.trim() === "" || !Number.isFinite(number)) return undefined;
      const value = Math.round(number * factor);
      return value < min ? undefined : String(value);
    },
    lossy: true,
  };
}
