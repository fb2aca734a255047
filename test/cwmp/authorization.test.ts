import fc from "fast-check";
import { expect, test } from "vitest";
import { authFields } from "../../core/auth.fields.ts";
import { shownBy } from "../../core/authorization.ts";
import { algorithmOf, digestResponse } from "../../core/digest.ts";
import { recorded } from "./recordings.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,11}$/);
const token = fc.stringMatching(/^[A-Za-z0-9./+_-]{1,20}$/);
const quotable = fc.string({ maxLength: 30 }).filter((text) => !/[\r\n\0]/.test(text));

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

test("fields are read as they were written, quoted or not, with any blanks and commas between [RFC 7235 2.1]", () => {
  const pair = fc.tuple(
    name,
    fc.oneof(token, quotable.map(quoted)),
    fc.constantFrom(", ", ",", " , ,", "  "),
  );
  fc.assert(
    fc.property(fc.uniqueArray(pair, { selector: ([key]) => key, maxLength: 10 }), (pairs) => {
      const text = pairs.map(([key, value, gap]) => `${key}=${value}${gap}`).join("");
      const { fields, ambiguous } = authFields(text);
      const wanted = pairs.map(([key, value]) => [
        key,
        value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/gs, "$1") : value,
      ]);
      expect({ ...fields }).toEqual(Object.fromEntries(wanted));
      expect(ambiguous).toBe(false);
    }),
  );
});

test("no header breaks the reader", () => {
  const header = fc.oneof(
    fc.string({ maxLength: 400 }),
    fc
      .array(fc.constantFrom('"', "\\", "=", ",", " ", "a", "nonce", "username", "é"), { maxLength: 200 })
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(fc.constantFrom("Digest ", "Basic ", "digest ", ""), header, (scheme, rest) => {
      const shown = shownBy(scheme + rest);
      if (shown.scheme === "digest") expect(typeof shown.fields.username).toBe("string");
      if (shown.scheme === "basic") expect(shown.username).not.toBe("");
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [
    'Digest username="a", username="b", realm="r", nonce="n", uri="/", response="x"',
    "a name that stands twice",
  ],
  ['Digest username="a", realm="r", nonce="n", uri="/", response="x', "a quote without end"],
  ['Digest username="a", realm="r", nonce="n", uri="/"', "no response"],
  ["Digest", "nothing"],
  ["Negotiate abc", "another scheme"],
  ["Basic bm9jb2xvbg==", "no colon"],
])("%s cannot be read: %s", (header) => {
  expect(shownBy(header)).toEqual({ scheme: "unreadable" });
});

test("bytes of a user name are UTF-8 where they can be, else Latin-1", () => {
  const said = (bytes: Buffer) =>
    shownBy(`Digest username="${bytes.toString("latin1")}", realm="r", nonce="n", uri="/", response="X"`);
  expect(said(Buffer.from("Büro"))).toMatchObject({ fields: { username: "Büro", response: "x" } });
  expect(said(Buffer.from("Büro", "latin1"))).toMatchObject({ fields: { username: "Büro" } });
  expect(shownBy(`Basic ${Buffer.from("Büro:p:q").toString("base64")}`)).toEqual({
    scheme: "basic",
    username: "Büro",
    password: "p:q",
  });
});

test("the examples of RFC 7616 give their responses, MD5 and SHA-256 [RFC 7616 3.9.1]", () => {
  const fields = {
    username: "Mufasa",
    realm: "http-auth@example.org",
    nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    uri: "/dir/index.html",
    qop: "auth",
    nc: "00000001",
    cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  };
  expect(digestResponse({ ...fields, algorithm: "MD5" }, "Circle of Life", "GET")).toBe(
    "8ca523f5e9506fed4657c9700eebdbec",
  );
  expect(digestResponse({ ...fields, algorithm: "SHA-256" }, "Circle of Life", "GET")).toBe(
    "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  );
  expect(["md5", "sha-256", undefined, "MD5-sess", "SHA-512-256"].map(algorithmOf)).toEqual([
    "MD5",
    "SHA-256",
    "MD5",
    undefined,
    undefined,
  ]);
});

test("what recorded CPEs answered is right for their password: with qop and without, by Digest and by Basic", () => {
  const headers = recorded().flatMap(({ at, headers: all }) => {
    const header = all.get("authorization");
    return header === undefined ? [] : [{ at, shown: shownBy(header) }];
  });
  const right = headers.filter(({ shown }) => {
    if (shown.scheme === "basic") return shown.username === "cpe" && shown.password === "secret";
    return (
      shown.scheme === "digest" && digestResponse(shown.fields, "secret", "POST") === shown.fields.response
    );
  });
  // cwmp-sim without a configured password sends `Basic :`.
  const said = headers.filter(({ shown }) => shown.scheme !== "none");
  expect(right.map(({ at }) => at)).toEqual(said.map(({ at }) => at));
  expect(new Set(right.map(({ at }) => at.split("/")[0]))).toEqual(
    new Set([
      "cwmp-sim-basic",
      "cwmp-sim-digest",
      "easycwmp-basic",
      "easycwmp-digest",
      "easycwmp-digest-noqop",
    ]),
  );
});
