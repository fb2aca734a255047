import { Fault } from "#core";

/** A place in an ordered list of devices. `dense` is the id within the partition, as text. */
export interface Position {
  readonly score: number;
  readonly partition: number;
  readonly dense: string;
}

/** An opaque text for a place; it is only good for the order it was made with. */
export function encodeCursor(order: string, { score, partition, dense }: Position): string {
  return Buffer.from(JSON.stringify([order, score, partition, dense])).toString("base64url");
}

/** Fault `request.invalid` for a text that `encodeCursor` did not make for this order. */
export function decodeCursor(cursor: string, order: string): Position {
  const [made, score, partition, dense] = read(cursor);
  const valid =
    made === order &&
    typeof score === "number" &&
    Number.isInteger(partition) &&
    (partition as number) >= 0 &&
    (partition as number) < 256 &&
    typeof dense === "string" &&
    /^\d{1,12}$/.test(dense);
  if (!valid) throw new Fault("request.invalid", { detail: "the cursor does not belong to this request" });
  return { score, partition: partition as number, dense };
}

function read(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
