import { Fault } from "#core";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { CAPS } from "../../cwmp/soap/caps.ts";
import { CHARSETS } from "../../cwmp/soap/charset.table.ts";
import { toUtf8 } from "../../cwmp/soap/charset.ts";
import { attribute, type Element } from "../../cwmp/soap/element.ts";
import { scan } from "../../cwmp/soap/scan.ts";
import { Warnings } from "../../cwmp/soap/warnings.ts";

function read(xml: string, caps = CAPS): { readonly root: Element; readonly warnings: readonly string[] } {
  const warnings = new Warnings();
  return { root: scan(Buffer.from(xml), warnings, caps), warnings: warnings.list };
}

function reasonOf(action: () => unknown): unknown {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "cwmp.xml")
      return [thrown.facts["reason"], thrown.facts["offset"]];
    throw thrown;
  }
  return "none";
}

test.each([
  ["<a>", "truncated", 3],
  ["<a", "truncated", 2],
  ["<", "truncated", 1],
  ["<a b", "truncated", 4],
  ["<a b=", "truncated", 5],
  ["<a b='", "truncated", 6],
  ["<a b='c'", "truncated", 8],
  ["<a>text", "truncated", 7],
  ["<a></a", "truncated", 6],
  ["<a></", "truncated", 3],
  ["<a><!-- ", "truncated", 3],
  ["<a><![CDATA[x]]", "truncated", 3],
  ["<?xml ", "truncated", 0],
  ["<a></b>", "mismatch", 3],
  ["<a></ab>", "mismatch", 3],
  ["<ab></a>", "mismatch", 4],
  ["<a><b></a></b>", "mismatch", 6],
  ["<p:a></q:a>", "mismatch", 5],
  ["</a>", "mismatch", 0],
  ["<a/></a>", "mismatch", 4],
  ["<a/><b/>", "roots", 4],
  ["<a></a><b>", "roots", 7],
  ["text", "syntax", 0],
  ["<a/>text", "syntax", 4],
  ["<a/><![CDATA[x]]>", "syntax", 4],
  ["<a b/>", "syntax", 4],
  ["<a b=c/>", "syntax", 5],
  ["<a b='<'/>", "syntax", 6],
  ["<a b='1'c='2'/>", "syntax", 8],
  ["<a / >", "syntax", 4],
  ["< a/>", "syntax", 1],
  ["<a<b/>", "syntax", 2],
  ["<a></a x>", "syntax", 7],
  ["<a b='1' b='2'/>", "duplicateAttribute", 9],
  ["<a p:b='1' c='' p:b='2'/>", "duplicateAttribute", 16],
  ["<!DOCTYPE a><a/>", "doctype", 0],
  ["<a><!ENTITY x 'y'></a>", "doctype", 3],
  ["<a>&nbsp;</a>", "entity", 3],
  ["<a b='&l9;'/>", "entity", 6],
  ["<a>&#x0;</a>", "characterReference", 3],
  ["<a b='&#55296;'/>", "characterReference", 6],
  ["<a>\0</a>", "nul", 3],
  ["", "empty", 0],
  [" \n", "empty", 2],
])("%j is refused: %s at %d", (xml, reason, offset) => {
  expect(reasonOf(() => read(xml))).toEqual([reason, offset]);
});

test.each([
  ["raw ampersand", "<a b='?x=1&y=2'>AT&T & co &amp; &</a>", "AT&T & co & &"],
  ["control character", "<a>a\u0002b\ufffe&#7;c</a>", "abc"],
  ["undeclared prefix", "<p:a>x</p:a>", "x"],
  ["undeclared prefix", "<a q:b='c'>x</a>", "x"],
])("%s is borne with one warning", (kind, xml, text) => {
  const { root, warnings } = read(xml);
  expect(root.text).toBe(text);
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`^${kind} at \\d+$`))]);
});

test("declared prefixes, also on the same element and after their use, need no warning", () => {
  const { warnings } = read("<p:a q:b='1' xmlns:q='u' xmlns:p='v' xml:lang='en'><p:c/><q:d/></p:a>");
  expect(warnings).toEqual([]);
});

test("text is what XML says it is: references, CDATA, comments, line breaks and white space", () => {
  const text = (xml: string) => read(xml).root.text;
  expect(text("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1f600;</a>")).toBe("<>&\"'A😀");
  expect(text("<a>&amp;lt; &amp;#65;</a>")).toBe("&lt; &#65;");
  expect(text("<a> <![CDATA[<&]]] ]]>b<!-- c --><?d e?> </a>")).toBe(" <&]]] b ");
  expect(text("<a>1\r\n2\r3\n4</a>")).toBe("1\n2\n3\n4");
  expect(text("<a> \t\n </a>")).toBe(" \t\n ");
  expect(text("<a> <b/> x <c/> \n</a>")).toBe(" x ");
  expect(text("<a><![CDATA[]]></a>")).toBe("");
  expect(attribute(read("<a b=' 1\t2\n3&#10;4&quot; '/>").root, "b")).toBe(' 1 2 3\n4" ');
});

test("names keep their parts, attributes are found by local name, nothing is keyed by a name", () => {
  const { root } = read(
    `<?xml version="1.0"?><s:a xmlns:s="u" x:type="1" subtype="2" type2="3"><__proto__/><é-1.x/></s:a>`,
  );
  expect([
    root.prefix,
    root.name,
    attribute(root, "type"),
    attribute(root, "subtype"),
    attribute(root, "none"),
  ]).toEqual(["s", "a", "1", "2", undefined]);
  expect(root.children.map(({ name }) => name)).toEqual(["__proto__", "é-1.x"]);
});

const nest = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);

test("caps are inclusive, and can be set", () => {
  const caps = { bytes: 2000, depth: 3, attributes: 2, elements: 5, text: 4 };
  const reason = (xml: string) => {
    const found = reasonOf(() => read(xml, caps));
    return Array.isArray(found) ? (found[0] as unknown) : found;
  };
  expect([reason(nest(3)), reason(nest(4))]).toEqual(["none", "depth"]);
  expect([reason("<a b='' c=''/>"), reason("<a b='' c='' d=''/>")]).toEqual(["none", "attributes"]);
  expect([reason("<a><b/><b/><b/><b/></a>"), reason("<a><b/><b/><b/><b/><b/></a>")]).toEqual([
    "none",
    "elements",
  ]);
  expect([
    reason("<a>1234</a>"),
    reason("<a>12345</a>"),
    reason("<a>123<b/>45</a>"),
    reason("<a b='12345'/>"),
  ]).toEqual(["none", "text", "text", "text"]);
  expect([reason(`<a>${" ".repeat(1993)}</a>`), reason("<a/>".padEnd(2001))]).toEqual(["text", "size"]);
  expect(reason("<a/>".padEnd(2000))).toBe("none");
  expect(reasonOf(() => read(nest(32)))).toBe("none");
  expect(reasonOf(() => read(nest(33)))).toEqual(["depth", 96]);
  expect(reasonOf(() => read(`<a>${"x".repeat(65_536)}</a>`))).toBe("none");
});

test("warnings of one kind are kept once, and at most 32 in all", () => {
  expect(read(`<a>${"<b>&</b>".repeat(1000)}</a>`).warnings).toHaveLength(1);
  const warnings = new Warnings();
  for (let i = 0; i < 100; i++) warnings.add(`kind ${i}`);
  expect(warnings.list).toHaveLength(32);
});

const XML = "<a>Grüße, 漢字 €</a>";
const LATIN = "<a>Grüße ©</a>";

test.each([
  ["UTF-8 without a word", Buffer.from(XML), undefined, XML, []],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${XML}`), "text/xml", `\ufeff${XML}`, []],
  ["UTF-8 by header", Buffer.from(XML), 'text/xml; charset="UTF-8"', XML, []],
  ["UTF-16LE with a mark", Buffer.from(`\ufeff${XML}`, "utf16le"), undefined, XML, []],
  [
    "UTF-16BE with a mark",
    iconv.encode(XML, "utf-16be", { addBOM: true }),
    "text/xml; charset=utf-16",
    XML,
    [],
  ],
  ["UTF-16LE without a mark", Buffer.from(XML, "utf16le"), undefined, XML, []],
  ["UTF-16BE without a mark", iconv.encode(XML, "utf-16be"), "text/xml;charset=UTF-16BE", XML, []],
  ["ISO-8859-1 by header", Buffer.from(LATIN, "latin1"), "text/xml; charset='ISO-8859-1'", LATIN, []],
  [
    "windows-1252 by header",
    iconv.encode("<a>€ ü</a>", "windows-1252"),
    "text/xml; charset=windows-1252",
    "<a>€ ü</a>",
    [],
  ],
])("%s is read", (_, body, contentType, text, warned) => {
  const warnings = new Warnings();
  expect(toUtf8(body, contentType, warnings).toString("utf8")).toBe(text);
  expect(warnings.list).toEqual(warned);
});

const declared = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;

/** The text behind the declaration and how many warnings there were. */
function run(body: Buffer, contentType?: string): readonly [string, number] {
  const warnings = new Warnings();
  const text = toUtf8(body, contentType, warnings).toString("utf8");
  return [text.replace(/^<\?.*?\?>/, ""), warnings.list.length];
}

test("the declaration decides when the header is silent; when they differ the bytes do, with a warning", () => {
  const latin = Buffer.from(declared("ISO-8859-1", LATIN), "latin1");
  expect(run(latin)).toEqual([LATIN, 0]);
  expect(run(latin, "text/xml; charset=utf-8")).toEqual([LATIN, 1]);
  expect(run(Buffer.from(declared("ISO-8859-1", LATIN)), "text/xml; charset=utf-8")).toEqual([LATIN, 1]);
  expect(run(Buffer.from(declared("UTF-8", LATIN)), "text/xml; charset=iso-8859-1")).toEqual([LATIN, 1]);
  expect(run(Buffer.from(declared("x-unknown", LATIN)), "text/xml; charset=utf-8")).toEqual([LATIN, 0]);
});

test("half a character of UTF-16 is warned of and becomes U+FFFD", () => {
  const warnings = new Warnings();
  const body = Buffer.concat([
    Buffer.from("\ufeff<a>", "utf16le"),
    Buffer.from([0x00, 0xd8]),
    Buffer.from("</a>", "utf16le"),
  ]);
  expect(toUtf8(body, undefined, warnings).toString("utf8")).toBe("<a>\ufffd</a>");
  expect(warnings.list).toEqual(["not UTF-16"]);
});

test("bytes that a charset has not are warned of and become U+FFFD", () => {
  const warnings = new Warnings();
  const body = Buffer.concat([Buffer.from("<a>"), Buffer.from([0xff, 0xff]), Buffer.from("</a>")]);
  expect(toUtf8(body, "text/xml; charset=GB2312", warnings).toString("utf8")).toMatch(/^<a>\ufffd+<\/a>$/);
  expect(warnings.list).toEqual(["not gbk"]);
});

test.each([...CHARSETS])("the charset %s has a codec that keeps ASCII: %s", (_name, codec) => {
  const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
  if (codec !== "utf-16") expect(iconv.encode("<?xml ok?>", codec).toString("latin1")).toBe("<?xml ok?>");
  expect(iconv.decode(iconv.encode(ascii, codec), codec)).toBe(ascii);
});

test("UTF-32, EBCDIC and other charsets are refused", () => {
  for (const charset of ["utf-32", "ebcdic-cp-us", "ucs-2be", "utf-7", "base64", "__proto__"]) {
    expect(reasonOf(() => toUtf8(Buffer.from(XML), `text/xml; charset=${charset}`, new Warnings()))).toEqual([
      "charset",
      0,
    ]);
  }
});
