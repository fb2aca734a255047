import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf } from "../../bridge/files/range.ts";

const modifiedAt = Date.UTC(2026, 10, 26, 12, 0, 0, 500);
const FILE = { size: 1000, etag: '"abc"', modifiedAt };
const SAME = new Date(modifiedAt).toUTCString();
const EARLIER = new Date(modifiedAt - 60_000).toUTCString();
const LATER = new Date(modifiedAt + 60_000).toUTCString();

const whole = { status: 200 };
const part = (start: number, end: number) => ({ status: 206, start, end });
const status = (code: number) => ({ status: code });

test.each([
  ["nothing asked", {}, whole],
  ["a first part", { range: "bytes=0-99" }, part(0, 99)],
  ["a middle", { range: "bytes=500-599" }, part(500, 599)],
  ["the rest", { range: "bytes=900-" }, part(900, 999)],
  ["all of it", { range: "bytes=0-" }, part(0, 999)],
  ["the last bytes", { range: "bytes=-100" }, part(900, 999)],
  ["more last bytes than there are", { range: "bytes=-5000" }, part(0, 999)],
  ["an end behind the end", { range: "bytes=990-2000" }, part(990, 999)],
  ["blanks and capitals", { range: "Bytes = 1 - 2" }, part(1, 2)],
  ["a start behind the end", { range: "bytes=1000-" }, status(416)],
  ["the last no bytes", { range: "bytes=-0" }, status(416)],
  ["an end before the start", { range: "bytes=9-1" }, whole],
  ["several ranges", { range: "bytes=0-1,5-6" }, whole],
  ["another unit", { range: "lines=0-1" }, whole],
  ["nonsense", { range: "bytes=abc" }, whole],
  ["no numbers", { range: "bytes=-" }, whole],
  ["If-Range that holds", { range: "bytes=0-9", "if-range": '"abc"' }, part(0, 9)],
  ["If-Range of another file", { range: "bytes=0-9", "if-range": '"def"' }, whole],
  ["a weak If-Range", { range: "bytes=0-9", "if-range": 'W/"abc"' }, whole],
  ["If-Range by time", { range: "bytes=0-9", "if-range": SAME }, part(0, 9)],
  ["If-Range by an older time", { range: "bytes=0-9", "if-range": EARLIER }, whole],
  ["If-Range nonsense", { range: "bytes=0-9", "if-range": "x" }, whole],
  ["If-None-Match that is there", { "if-none-match": '"x", "abc"' }, status(304)],
  ["If-None-Match weakly", { "if-none-match": 'W/"abc"' }, status(304)],
  ["If-None-Match any", { "if-none-match": "*" }, status(304)],
  ["If-None-Match of others", { "if-none-match": '"x"', "if-modified-since": LATER }, whole],
  ["If-Modified-Since then", { "if-modified-since": SAME }, status(304)],
  ["If-Modified-Since before", { "if-modified-since": EARLIER }, whole],
  ["If-Modified-Since nonsense", { "if-modified-since": "soon" }, whole],
  ["If-Match that is there", { "if-match": '"abc"' }, whole],
  ["If-Match any", { "if-match": "*" }, whole],
  ["If-Match of others", { "if-match": '"x"' }, status(412)],
  ["a weak If-Match", { "if-match": 'W/"abc"' }, status(412)],
  ["If-Unmodified-Since then", { "if-unmodified-since": SAME }, whole],
  ["If-Unmodified-Since before", { "if-unmodified-since": EARLIER }, status(412)],
  ["If-Match before If-None-Match", { "if-match": '"x"', "if-none-match": '"abc"' }, status(412)],
])("%s", (_name, headers, wanted) => {
  expect(shareOf(FILE, { method: "GET", headers })).toEqual(wanted);
});

test("HEAD tells of the whole file, whatever range is asked", () => {
  expect(shareOf(FILE, { method: "HEAD", headers: { range: "bytes=0-9" } })).toEqual(whole);
});

test("of an empty file every range is too much", () => {
  for (const range of ["bytes=0-", "bytes=-5", "bytes=0-0"])
    expect(shareOf({ ...FILE, size: 0 }, { method: "GET", headers: { range } })).toEqual(status(416));
});

test("what is answered lies in the file, whatever is asked", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,18}-\d{0,18}(,\d{0,4}-\d{0,4})?$/));
  fc.assert(
    fc.property(text, fc.nat(2000), (range, size) => {
      const share = shareOf({ ...FILE, size }, { method: "GET", headers: { range } });
      if (share.status !== 206) return;
      expect(share.start).toBeGreaterThanOrEqual(0);
      expect(share.end).toBeGreaterThanOrEqual(share.start);
      expect(share.end).toBeLessThan(size);
    }),
    { numRuns: 2000 },
  );
});
