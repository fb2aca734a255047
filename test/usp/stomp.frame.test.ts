import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameCutter } from "../../usp/mtp/stomp/cutter.ts";
import { bytesOf, escaped, type Frame, unescaped } from "../../usp/mtp/stomp/frame.ts";
import { frameOf } from "./stomp.peer.ts";

const LIMITS = { headBytes: 1000, headers: 8, bodyBytes: 2000 };
const cut = (...chunks: readonly (string | Buffer)[]): Frame[] => {
  const cutter = new FrameCutter(LIMITS);
  return chunks.flatMap((chunk) => cutter.cut(typeof chunk === "string" ? Buffer.from(chunk) : chunk));
};

test("header values are escaped and read back, and an escape of another kind is none [TR-369 R-STOMP.4]", () => {
  expect(escaped("os::012345-A")).toBe("os\\c\\c012345-A");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => unescaped(escaped(text)) === text));
  for (const bad of ["a\\tb", "\\x", "end\\", "\\\\\\"])
    expect([bad, unescaped(bad)]).toEqual([bad, undefined]);
  expect(unescaped("\\\\c")).toBe("\\c");
});

test("frames come out whole whatever pieces they come in, with NULs in bodies of known length", () => {
  const body = fc.uint8Array({ maxLength: 300 });
  const name = fc.stringMatching(/^[a-z-]{1,12}$/).filter((one) => one !== "content-length");
  const headers = fc.dictionary(name, fc.string({ maxLength: 20 }), { maxKeys: 5 });
  const one = fc.record({ command: fc.constantFrom("MESSAGE", "RECEIPT", "ERROR"), headers, body });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), fc.array(fc.nat(400), { maxLength: 20 }), (frames, cuts) => {
      const bytes = Buffer.concat(
        frames.map(({ command, headers: given, body: content }) =>
          Buffer.concat([
            frameOf(command, { ...given, "content-length": String(content.length) }, content),
            Buffer.from("\n\r\n"),
          ]),
        ),
      );
      const cutter = new FrameCutter(LIMITS);
      const found: Frame[] = [];
      let at = 0;
      for (const size of [...cuts, bytes.length]) {
        found.push(...cutter.cut(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(found.map(({ command }) => command)).toEqual(frames.map(({ command }) => command));
      for (const [i, { headers: given, body: content }] of frames.entries()) {
        expect(Buffer.compare(found[i]?.body ?? Buffer.alloc(0), Buffer.from(content))).toBe(0);
        expect(Object.fromEntries(found[i]?.headers ?? [])).toEqual({
          ...given,
          "content-length": String(content.length),
        });
      }
    }),
  );
});

test("line ends of both kinds, a body without a length, and a header that comes twice are read", () => {
  expect(cut("\n\nMESSAGE\r\na:1\r\na:2\r\n\r\nbody\0\n")).toEqual([
    { command: "MESSAGE", headers: new Map([["a", "1"]]), body: Buffer.from("body"), oversize: false },
  ]);
  const [frame] = cut("CONNECTED\nsubscribe-dest:/queue/a:b\\c\n\n\0");
  expect(frame?.headers.get("subscribe-dest")).toBe("/queue/a:b\\c");
  expect(
    cut(
      bytesOf({
        command: "ERROR",
        headers: new Map([["m", "a:b"]]),
        body: Buffer.from("x"),
        oversize: false,
      }),
    ),
  ).toHaveLength(1);
});

test.each([
  ["a header without a colon", "MESSAGE\nnocolon\n\nx\0"],
  ["an empty header name", "MESSAGE\n:x\n\nx\0"],
  ["an unknown escape", "MESSAGE\na:b\\tc\n\nx\0"],
  ["an escape without its letter", "MESSAGE\na:b\\\n\nx\0"],
  ["a frame without its NUL", "MESSAGE\na:b\0MESSAGE\n\n\0"],
  ["a content-length that is larger than the body", "MESSAGE\ncontent-length:5\n\nabc\0MESSAGE\n\n\0"],
  ["a content-length that is smaller than the body", "MESSAGE\ncontent-length:2\n\nabc\0"],
  ["a content-length that is no number", "MESSAGE\ncontent-length:-1\n\n\0"],
  ["a content-length in hexadecimal", "MESSAGE\ncontent-length:0x10\n\n\0"],
  ["a frame without a command", "\0\n\n\0"],
  ["another protocol", "HTTP/1.1 400 Bad Request\r\nno header here\r\n\r\n"],
])("%s ends the connection [STOMP-01] [STOMP-02] [STOMP-03]", (_what, bytes) => {
  expect(() => cut(bytes)).toThrow(expect.objectContaining({ code: "broker.unavailable" }));
});

test("what is above the limits is passed over without being kept, and the next frame is read [STOMP-01]", () => {
  const good = "MESSAGE\nn:1\n\nok\0";
  const many = Array.from({ length: 10_000 }, (_, i) => `h${i}:1\n`).join("");
  const big = [
    `MESSAGE\nbig:${"x".repeat(1_000_000)}\ncontent-length:3\n\na\0b\0`,
    `MESSAGE\n${many}content-length:3\n\na\0b\0`,
    `MESSAGE\n${many}\nbody\0`,
    `MESSAGE\ncontent-length:9999\n\n${"\0".repeat(9999)}\0`,
    `MESSAGE\n\n${"x".repeat(9999)}\0`,
  ];
  for (const bytes of big) {
    const pieces = Buffer.from(bytes + good);
    const chunks = Array.from({ length: Math.ceil(pieces.length / 4096) }, (_, i) =>
      pieces.subarray(i * 4096, (i + 1) * 4096),
    );
    const frames = cut(...chunks);
    expect(frames.map(({ oversize }) => oversize)).toEqual([true, false]);
    expect(frames[0]?.body.length).toBe(0);
    expect(frames[0]?.headers.size).toBeLessThanOrEqual(LIMITS.headers + 1);
    expect(frames[1]?.body.toString()).toBe("ok");
  }
});

test("any bytes are frames or a fault, never anything else, and never slow", () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom("MESSAGE\n", "\n", "\0", "content-length:3\n", "a:b\n", "\\", ":", "\r\n")
      .map((s) => Buffer.from(s)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        cut(...pieces.map((one) => Buffer.from(one)));
      } catch (error) {
        expect(error).toMatchObject({ code: "broker.unavailable" });
      }
    }),
    { numRuns: 2000 },
  );
});
