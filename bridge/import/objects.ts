import type { Framing } from "./frames.ts";

const [QUOTE, ESCAPE, OPEN, SHUT, LF] = [34, 92, 123, 125, 10] as const;

/**
 * The objects of a JSON array, one a record; what stands between them goes with the one behind it. A line that ends inside a
 * text is no JSON and ends its record.
 */
export function objectFraming(): Framing {
  let depth = 0;
  let text = false;
  let escaped = false;
  let skipping = false;
  const begin = (): void => {
    depth = 0;
    text = false;
    escaped = false;
    skipping = false;
  };
  return {
    next(piece, from) {
      if (skipping) {
        const end = piece.indexOf(LF, from);
        if (end >= 0) begin();
        return end + 1 || -1;
      }
      for (let at = from; at < piece.length; at++) {
        const byte = piece[at] as number;
        if (text) {
          if (byte === LF) {
            begin();
            return at + 1;
          }
          if (escaped) escaped = false;
          else if (byte === ESCAPE) escaped = true;
          else if (byte === QUOTE) text = false;
        } else if (byte === QUOTE) text = true;
        else if (byte === OPEN) depth++;
        else if (byte === SHUT && --depth <= 0) {
          begin();
          return at + 1;
        }
      }
      return -1;
    },
    lost() {
      begin();
      skipping = true;
    },
  };
}
