import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { decodeMsg, decodeRecord } from "../../usp/message/codec.ts";
import { peek } from "../../usp/message/peek.ts";
import { entry, fixed32, len, num } from "./wire.ts";

const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };

interface BadRow {
  readonly id: string;
  readonly input: string;
  readonly payload?: {
    readonly hex?: string | readonly string[];
    readonly hex_repeat?: readonly [string, number];
  };
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fixture's README says so
const rows = JSON.parse(
  readFileSync(new URL("../fixtures/usp-bad-inputs.json", import.meta.url), "utf8"),
) as BadRow[];

function refusal(decode: () => unknown): Fault | undefined {
  try {
    decode();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return undefined;
}

/** Every record of the table of bad inputs that is given as bytes. */
const given = rows
  .filter((row) => row.id.startsWith("REC"))
  .flatMap((row): [string, Buffer][] => {
    const { hex, hex_repeat: repeat } = row.payload ?? {};
    const hexes = typeof hex === "string" ? [hex] : (hex ?? []);
    const repeated = repeat === undefined ? [] : [Buffer.from(repeat[0].repeat(repeat[1]), "hex")];
    return [...hexes.map((text) => Buffer.from(text, "hex")), ...repeated].map((bytes, i) => [
      `${row.id}.${i} ${row.input}`,
      bytes,
    ]);
  });

test.each(given)("%s is refused at once [TR-369 R-ENC.4]", (_name, bytes) => {
  const started = performance.now();
  const fault = refusal(() => decodeRecord(bytes, LIMITS));
  expect(fault?.code).toBe("usp.record");
  expect(performance.now() - started).toBeLessThan(100);
});

const ends = Buffer.concat([len(1, "1.3"), len(2, "self::causeway"), len(3, "os::012345-A")]);
const empty = len(7, len(2, "x"));
const records: [string, Buffer, string, number][] = [
  ["REC-05 truncated by one byte", Buffer.concat([ends, empty]).subarray(0, -1), "truncated", 7100],
  ["REC-09 two members of the record type", Buffer.concat([ends, empty, len(8)]), "oneofTwice", 7100],
  ["REC-09 the same member twice", Buffer.concat([ends, empty, empty]), "oneofTwice", 7100],
  ["no member of the record type", ends, "oneofEmpty", 7100],
  ["to_id twice", Buffer.concat([ends, len(2, "other::x"), empty]), "repeated", 7100],
  ["to_id missing", Buffer.concat([len(1, "1.3"), len(3, "os::012345-A"), empty]), "missing", 7100],
  ["from_id empty", Buffer.concat([len(2, "self::causeway"), len(3, ""), empty]), "missing", 7100],
  ["payload missing", Buffer.concat([ends, len(7)]), "missing", 7100],
  ["REC-11 unknown payload_security", Buffer.concat([ends, num(4, 99), empty]), "enumValue", 7104],
  ["unknown MQTT version", Buffer.concat([ends, len(10, num(1, 7), len(2, "t"))]), "enumValue", 7104],
  [
    "a number where a text belongs",
    Buffer.concat([num(1, 5), len(2, "a"), len(3, "b"), empty]),
    "wireType",
    7100,
  ],
  [
    "REC-08 invalid UTF-8 in an id",
    Buffer.concat([len(2, Buffer.from([0xff, 0xfe])), len(3, "b"), empty]),
    "utf8",
    7100,
  ],
  ["REC-27 larger than allowed", Buffer.alloc(8 * 1024 * 1024 + 1), "tooLarge", 7005],
  ["a group in an unknown field", Buffer.concat([ends, empty, Buffer.from([0x7b])]), "wireType", 7100],
];

test.each(records)(
  "a record with %s is refused [TR-369 R-ENC.2] [TR-369 R-ENC.3] [TR-369 R-ENC.4] [TR-369 R-MTP.4b]",
  (_name, bytes, reason, code) => {
    const fault = refusal(() => decodeRecord(bytes, LIMITS));
    expect(fault?.code).toBe("usp.record");
    expect(fault?.facts).toMatchObject({ reason, uspCode: code });
  },
);

const header = len(1, len(1, "m-1"), num(2, 1));
const headerOf = (type: number) => len(1, len(1, "m-1"), num(2, type));
const get = len(2, len(1, len(1, len(1, "Device."))));
const results = (n: number) => len(2, len(2, len(1, Buffer.from("0a00".repeat(n), "hex"))));
const msgs: [string, Buffer, string, number][] = [
  ["MSG-01 500,000 empty results", Buffer.concat([header, results(500_000)]), "tooManyElements", 7005],
  ["MSG-02 no msg_id", Buffer.concat([len(1, num(2, 1)), get]), "missing", 7004],
  ["MSG-02 a msg_id of 10 kB", Buffer.concat([len(1, len(1, "m".repeat(10_000))), get]), "msgId", 7004],
  ["MSG-03 an unknown msg_type", Buffer.concat([len(1, len(1, "m"), num(2, 77)), get]), "enumValue", 7004],
  ["MSG-04 no body", header, "missing", 7004],
  ["MSG-04 an empty body", Buffer.concat([header, len(2)]), "oneofEmpty", 7004],
  [
    "MSG-04 both request and response",
    Buffer.concat([header, len(2, len(1, len(1)), len(2, len(1)))]),
    "oneofTwice",
    7004,
  ],
  ["no header", get, "missing", 7004],
  ["two headers", Buffer.concat([header, header, get]), "repeated", 7004],
  ["two requests in one", Buffer.concat([header, len(2, len(1, len(1), len(4)))]), "oneofTwice", 7004],
  [
    "MSG-13 output and failure at once",
    Buffer.concat([
      header,
      len(2, len(2, len(7, len(1, len(1, "Device.Reboot()"), len(3), len(4, fixed32(1, 7022)))))),
    ]),
    "oneofTwice",
    7004,
  ],
  [
    "a result without its status",
    Buffer.concat([header, len(2, len(2, len(4, len(1, len(1, "Device.")))))]),
    "missing",
    7004,
  ],
  [
    "a map entry with two keys",
    Buffer.concat([header, len(2, len(1, len(7, len(4, len(1, "a"), len(1, "b")))))]),
    "repeated",
    7004,
  ],
];

test.each(msgs)(
  "a message with %s is refused [TR-369 R-ENC.5] [TR-369 R-MSG.5] [TR-369 R-MSG.6] [TR-369 R-MSG.7] [TR-369 R-MSG.8]",
  (_name, bytes, reason, code) => {
    const fault = refusal(() => decodeMsg(bytes, LIMITS));
    expect(fault?.code).toBe("usp.message");
    expect(fault?.facts).toMatchObject({ reason, uspCode: code });
  },
);

test("a supported data model of 5 MB is read once or refused by its elements, however its paths repeat [MSG-12]", () => {
  const model = (paths: readonly string[]): Buffer => {
    const objects = paths.map((path) => len(5, len(1, path)));
    const result = len(1, Buffer.concat([len(1, "Device."), ...objects]));
    return Buffer.concat([headerOf(13), len(2, len(2, len(2, result)))]);
  };
  const recursive = (depth: number): string => `Device.${"A.{i}.".repeat(depth)}`;
  const large = model(Array.from({ length: 1000 }, (_, i) => recursive(800 + (i % 50))));
  expect(large.length).toBeGreaterThan(4_800_000);
  const read = decodeMsg(large, LIMITS);
  expect(JSON.stringify(read)).toContain(recursive(849));
  const small = model(Array.from({ length: 210_000 }, () => "Device.A."));
  expect(refusal(() => decodeMsg(small, LIMITS))?.facts).toMatchObject({
    reason: "tooManyElements",
    uspCode: 7005,
  });
});

test("fields of a later version are passed over", () => {
  const later = Buffer.concat([
    header,
    get,
    num(30, 5),
    len(31, "new"),
    fixed32(40, 1),
    Buffer.from([0xa9, 2, 1, 2, 3, 4, 5, 6, 7, 8]),
  ]);
  expect(decodeMsg(later, LIMITS).body.request?.get?.paramPaths).toEqual(["Device."]);
});

test("MSG-10: a map key __proto__ is data", () => {
  const response = len(
    2,
    len(2, len(1, len(1, len(1, "Device."), len(4, len(1, "Device."), entry(2, "__proto__", "x"))))),
  );
  const { body } = decodeMsg(Buffer.concat([headerOf(2), response]), LIMITS);
  const params = body.response?.getResp?.reqPathResults[0]?.resolvedPathResults[0]?.resultParams ?? {};
  expect(Object.entries(params)).toEqual([["__proto__", "x"]]);
  expect(Object.getPrototypeOf({})).not.toHaveProperty("x");
});

test("MSG-03: a msg_type that is not that of the body is refused with 7004 [TR-369 R-ENC.5]", () => {
  const notify = len(2, len(1, len(8, len(1, "s"), len(3, len(1, "Device."), len(2, "X!")))));
  expect(decodeMsg(Buffer.concat([headerOf(3), notify]), LIMITS).body.request?.notify).toBeDefined();
  for (const type of [0, 1, 2, 16])
    expect(() => decodeMsg(Buffer.concat([headerOf(type), notify]), LIMITS)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ reason: "msgType", uspCode: 7004 }) }),
    );
});

test("an empty member of a oneof is present all the same", () => {
  const success = len(2, len(2, len(4, len(1, len(1, "Device.A."), len(2, len(2))))));
  const { body } = decodeMsg(Buffer.concat([headerOf(5), success]), LIMITS);
  expect(body.response?.setResp?.updatedObjResults[0]?.operStatus).toEqual({
    operSuccess: { updatedInstResults: [] },
  });
});

test("of a message that does not decode, the id and the kind can still be read [TR-369 R-MTP.5]", () => {
  expect(peek(Buffer.concat([header, len(2, len(1, len(1), len(4)))]))).toEqual({
    msgId: "m-1",
    request: true,
  });
  expect(peek(Buffer.concat([header, len(2, len(2, len(1)))]))).toEqual({ msgId: "m-1", request: false });
  expect(peek(Buffer.from("ffffffffff", "hex"))).toEqual({ request: false });
  expect(peek(new Uint8Array())).toEqual({ request: false });
});
