import type { Values } from "./mapping.ts";
import type { BandLeaf } from "./overlay.ts";
import { ROOT } from "./template.ts";

export type Band = "2.4GHz" | "5GHz";

/** The band of a WLANConfiguration: as the vendor's leaf names it, else by its channel, its standard, the channels it can use. */
export function bandOfConfiguration(source: string, values: Values, named?: BandLeaf): Band | undefined {
  const text = (leaf: string) => values.get(ROOT + source + leaf)?.value.trim() ?? "";
  const told = named === undefined ? "" : text(named.leaf);
  return (
    (named !== undefined && Object.hasOwn(named.values, told) ? named.values[told] : undefined) ??
    bandOfChannel(text("Channel")) ??
    bandOfStandard(text("Standard")) ??
    bandOfChannel(text("PossibleChannels").split(/[,-]/)[0] ?? "")
  );
}

function bandOfChannel(text: string): Band | undefined {
  const channel = /^\d+$/.test(text) ? Number(text) : 0;
  if (channel >= 1 && channel <= 14) return "2.4GHz";
  return channel >= 34 ? "5GHz" : undefined;
}

function bandOfStandard(standard: string): Band | undefined {
  if (standard === "b" || standard === "g" || standard === "g-only") return "2.4GHz";
  return standard === "a" ? "5GHz" : undefined;
}
