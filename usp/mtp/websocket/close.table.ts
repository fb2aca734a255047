/** Why the gateway ends a connection: the code of its Close frame and the words beside it. [TR-369 R-WS.8] */
export const CLOSE = {
  replaced: { code: 1000, text: "the endpoint has a newer connection" },
  stopping: { code: 1001, text: "the gateway stops" },
  /** [TR-369 R-WS.16] */
  text: { code: 1003, text: "text frame" },
  /** [TR-369 R-WS.16] */
  record: { code: 1003, text: "record refused" },
  outranked: { code: 1008, text: "the endpoint is connected with a stronger proof" },
  silent: { code: 1008, text: "no record in time" },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly text: string }>>;

export type CloseReason = keyof typeof CLOSE;

/** What the library closes by itself, by its error code: how it is counted. */
export const BROKEN: Readonly<Record<string, string>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: "tooLarge",
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: "tooLarge",
  WS_ERR_TOO_MANY_BUFFERED_PARTS: "fragments",
  WS_ERR_INVALID_UTF8: "text",
};
