/** Protobuf by hand, so that the tests' agent shares no codec with the gateway. */
export type Fields = Map<number, Uint8Array[]>;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** A length-delimited field: text, bytes or a sub-message. */
export function len(number: number, ...content: (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

export function num(number: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(number * 8), typeof value === "bigint" ? longVarint(value) : varint(value)]);
}

function longVarint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return Buffer.from([...bytes, Number(rest)]);
}

export function fixed32(number: number, value: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeUInt32LE(value);
  return Buffer.concat([varint(number * 8 + 5), body]);
}

export function entry(number: number, key: string, value: string): Buffer {
  return len(number, len(1, key), len(2, value));
}

export function entries(number: number, params: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(Object.entries(params).map(([key, value]) => entry(number, key, value)));
}

/** Every field of one message as raw bytes; varints as their bytes. */
export function read(bytes: Uint8Array): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = next();
    const wire = tag % 8;
    const from = at;
    let body: Uint8Array;
    if (wire === 2) {
      const size = next();
      body = bytes.subarray(at, at + size);
      at += size;
    } else if (wire === 5) {
      body = bytes.subarray(at, (at += 4));
    } else {
      next();
      body = bytes.subarray(from, at);
    }
    const number = Math.floor(tag / 8);
    fields.set(number, [...(fields.get(number) ?? []), body]);
  }
  return fields;
}

export function message(fields: Fields, number: number): Fields | undefined {
  const [body] = fields.get(number) ?? [];
  return body === undefined ? undefined : read(body);
}

export function messages(fields: Fields, number: number): Fields[] {
  return (fields.get(number) ?? []).map(read);
}

export function texts(fields: Fields, number: number): string[] {
  return (fields.get(number) ?? []).map((body) => Buffer.from(body).toString("utf8"));
}

export function text(fields: Fields, number: number): string {
  return texts(fields, number)[0] ?? "";
}

export function map(fields: Fields, number: number): Record<string, string> {
  return Object.fromEntries(messages(fields, number).map((e) => [text(e, 1), text(e, 2)]));
}

/** Field of the request in Request, its answer's msg_type and field in Response. */
export const ANSWER: Readonly<Record<number, readonly [type: number, field: number]>> = {
  1: [2, 1],
  2: [13, 2],
  3: [15, 3],
  4: [5, 4],
  5: [9, 5],
  6: [11, 6],
  7: [7, 7],
  9: [18, 9],
};
