/** Where a payload stands in its message. */
export type Sar = "NONE" | "BEGIN" | "INPROCESS" | "COMPLETE";

/** A message cut to the room of one record each, in order. An empty payload is one empty part. */
export function cut(
  payload: Uint8Array,
  room: number,
): readonly { readonly sar: Sar; readonly payload: Uint8Array }[] {
  if (payload.length <= room) return [{ sar: "NONE", payload }];
  const count = Math.ceil(payload.length / room);
  return Array.from({ length: count }, (_, i) => ({
    sar: i === 0 ? "BEGIN" : i === count - 1 ? "COMPLETE" : "INPROCESS",
    payload: payload.subarray(i * room, (i + 1) * room),
  }));
}

/** The segments of one message so far, the newest first: adding one costs nothing, however many there are. */
export interface Parts {
  readonly part: Uint8Array;
  readonly before: Parts | undefined;
  readonly bytes: number;
  readonly count: number;
}

/** The bytes are copied: what they came in is not held by them. */
export function withPart(before: Parts | undefined, part: Uint8Array): Parts {
  return {
    part: new Uint8Array(part),
    before,
    bytes: (before?.bytes ?? 0) + part.length,
    count: (before?.count ?? 0) + 1,
  };
}

export function join(parts: Parts): Uint8Array {
  const whole = new Uint8Array(parts.bytes);
  for (let at: Parts | undefined = parts; at !== undefined; at = at.before)
    whole.set(at.part, at.bytes - at.part.length);
  return whole;
}
