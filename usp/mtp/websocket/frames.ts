import type { WebSocketLimits } from "./config.ts";

/**
 * What the library may take of a peer, on either side: fragments are put together up to the size of a record, and nothing is
 * compressed. [TR-369 R-WS.14b] [TR-369 R-WS.15]
 */
export function frameLimits({ fragments, closeMs }: WebSocketLimits, recordBytes: number) {
  return {
    maxPayload: recordBytes,
    maxFragments: fragments,
    maxBufferedChunks: 16_384,
    perMessageDeflate: false,
    closeTimeout: closeMs,
    // Pings are answered. [TR-369 R-WS.13]
    autoPong: true,
  } as const;
}
