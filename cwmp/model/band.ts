import type { Values } from "./mapping.ts";
import { ROOT } from "./template.ts";

export type Band = "2.4GHz" | "5GHz";

/** The band of a WLANConfiguration by its channel, else its standard, else the channels it can use. */
export function bandOfConfiguration(source: string, values: Values): Band | undefined {
  const text = (leaf: string) => values.get(ROOT + source + leaf)?.value.trim() ?? "";
  return (
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
