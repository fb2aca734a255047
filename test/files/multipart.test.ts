import fc from "fast-check";
import { expect, test } from "vitest";
import { asFault, Fault } from "#core";
import { fileInForm, isForm } from "../../bridge/files/multipart.ts";

const TYPE = { "content-type": "multipart/form-data; boundary=----x1" };

function form(content: Buffer, name = "config.bin"): Buffer {
  return Buffer.concat([
    Buffer.from('------x1\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'),
    Buffer.from(
      `------x1\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from("\r\n------x1--\r\n"),
  ]);
}

async function* inPieces(bytes: Buffer, cuts: readonly number[], fault?: Fault): AsyncGenerator<Buffer> {
  let at = 0;
  for (const cut of [...cuts, bytes.length].toSorted((a, b) => a - b)) {
    if (cut > at) yield bytes.subarray(at, cut);
    at = Math.max(at, cut);
  }
  if (fault !== undefined) throw fault;
}

async function read(body: AsyncIterable<Buffer>, type = TYPE): Promise<string | Buffer> {
  try {
    const { pieces } = await fileInForm(type, body);
    const all: Buffer[] = [];
    for await (const piece of pieces) all.push(piece);
    return Buffer.concat(all);
  } catch (error) {
    return asFault(error).code;
  }
}

test("the file of a form is read whole, wherever the body is cut into pieces", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 2000 }),
      fc.array(fc.nat(2400), { maxLength: 8 }),
      async (bytes, cuts) => {
        const content = Buffer.from(bytes);
        expect(await read(inPieces(form(content), cuts))).toEqual(content);
      },
    ),
    { numRuns: 100 },
  );
});

test("a form that ends early is no file, wherever it ends", async () => {
  const whole = form(Buffer.from("some content"));
  // The last line break may be missing.
  for (let end = 0; end < whole.length - 4; end++)
    expect([end, await read(inPieces(whole.subarray(0, end), [end >> 1]))]).toEqual([end, "request.invalid"]);
});

test("what the body throws is thrown on, before the file and in it", async () => {
  const whole = form(Buffer.alloc(100_000, "x"));
  for (const end of [10, 300, 50_000])
    expect(await read(inPieces(whole.subarray(0, end), [end >> 1], new Fault("request.slow")))).toBe(
      "request.slow",
    );
});

test.each([
  ["no boundary", { "content-type": "multipart/form-data; x=1" }, form(Buffer.from("x"))],
  [
    "no file",
    TYPE,
    Buffer.from('------x1\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n------x1--\r\n'),
  ],
  ["other bytes", TYPE, Buffer.alloc(5000, "z")],
  ["endless headers", TYPE, Buffer.from(`------x1\r\n${"X: y\r\n".repeat(20_000)}`)],
])("a form with %s is refused", async (_name, type, bytes) => {
  expect(await read(inPieces(bytes, [bytes.length >> 1]), type)).toBe("request.invalid");
});

test("mutated forms are read or refused, never anything else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 20 }), async (changes) => {
      const bytes = Buffer.from(form(Buffer.from("content of a file")));
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const outcome = await read(inPieces(bytes, [50, 120]));
      expect(outcome === "request.invalid" || Buffer.isBuffer(outcome)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("the name is the device's, and a form is known by its type", async () => {
  const { name, pieces } = await fileInForm(TYPE, inPieces(form(Buffer.from("x"), "../../etc/passwd"), []));
  expect(name).toMatch(/passwd$/);
  for await (const piece of pieces) expect(piece.toString()).toBe("x");
  expect([isForm(TYPE), isForm({ "content-type": "text/plain" }), isForm({})]).toEqual([true, false, false]);
});
