import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { Element } from "../../cwmp/soap/element.ts";
import { scan } from "../../cwmp/soap/scan.ts";
import { Warnings } from "../../cwmp/soap/warnings.ts";
import { envelopes } from "./recordings.ts";

interface Plain {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly children: Plain[];
  text: string;
}

/** The same tree as `scan` makes, from an independent parser. */
function reference(xml: string): Plain {
  const parser = new SaxesParser();
  const top: Plain = { name: "", attributes: [], children: [], text: "" };
  const stack = [{ node: top, run: "" }];
  const flush = (leaf: boolean) => {
    const open = stack.at(-1)!;
    if (leaf || /[^ \t\r\n]/.test(open.run)) open.node.text += open.run;
    open.run = "";
  };
  parser.on("opentag", ({ name, attributes }) => {
    flush(false);
    const node = {
      name,
      attributes: Object.entries(attributes as Record<string, string>).flat(),
      children: [],
      text: "",
    };
    stack.at(-1)!.node.children.push(node);
    stack.push({ node, run: "" });
  });
  parser.on("closetag", () => {
    flush(stack.at(-1)!.node.children.length === 0);
    stack.pop();
  });
  const add = (text: string) => void (stack.at(-1)!.run += text);
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("error", (error) => expect.fail(error.message));
  parser.write(xml).close();
  return top.children[0]!;
}

function ours(xml: string): Plain {
  const plain = ({ name, prefix, attributes, children, text }: Element): Plain => ({
    name: prefix === "" ? name : `${prefix}:${name}`,
    attributes,
    children: children.map(plain),
    text,
  });
  return plain(scan(Buffer.from(xml), new Warnings()));
}

const NAME = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,10}$/).filter((name) => !/^xml/i.test(name));
const QNAME = fc.oneof(
  NAME,
  fc.tuple(fc.constantFrom("cwmp", "soap-env", "xsi"), NAME).map((parts) => parts.join(":")),
);
const SPACE = fc.stringMatching(/^[ \t\n\r]{0,4}$/);
const WORD = fc.oneof(
  fc
    .string({ maxLength: 12 })
    .map((text) => text.replace(/[^ -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[<>&"']/gu, ".")),
  fc.string({ maxLength: 6, unit: "grapheme" }).map((text) => text.replace(/[^ -\u{10ffff}]|[<>&"']/gu, ".")),
  fc.constantFrom(
    "&lt;",
    "&gt;",
    "&amp;",
    "&quot;",
    "&apos;",
    "&#10;",
    "&#x41;",
    "&#128512;",
    "&#xD;",
    "漢字",
    "\u0085",
  ),
  SPACE,
);
const TEXT = fc.array(WORD, { maxLength: 4 }).map((parts) => parts.join(""));
const ASIDE = fc.oneof(
  TEXT.map((text) => `<![CDATA[${text.replaceAll("]]>", "")}]]>`),
  fc.constantFrom(
    "<!---->",
    "<!-- a < b & c -->",
    "<?pi?>",
    "<?pi some > thing?>",
    "<![CDATA[<a>&amp;]] ]]>",
    "<![CDATA[]]>",
  ),
);
const ATTRIBUTES = fc
  .uniqueArray(fc.tuple(QNAME, TEXT, fc.constantFrom('"', "'"), SPACE, SPACE), {
    maxLength: 4,
    selector: ([name]) => name,
  })
  .map((all) =>
    all
      .map(([name, text, quote, before, after]) => `\n${before}${name}${after}=${quote}${text}${quote}`)
      .join(""),
  );

const { element: ELEMENT } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(QNAME, ATTRIBUTES, SPACE, fc.array(tie("content"), { maxLength: 5 }), fc.boolean())
    .map(([name, attributes, space, content, short]) =>
      short && content.length === 0
        ? `<${name}${attributes}${space}/>`
        : `<${name}${attributes}${space}>${content.join("")}</${name}${space}>`,
    ),
  content: fc.oneof({ depthSize: "small", withCrossShrink: true }, TEXT, ASIDE, tie("element")),
}));
const DOCUMENT = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0" encoding="UTF-8" standalone="no"?>', "\ufeff"),
    fc.array(fc.constantFrom(" ", "\n", "<!-- c -->", "<?p i?>"), { maxLength: 2 }),
    ELEMENT,
    SPACE,
  )
  .map(([start, aside, root, end]) => start + aside.join("") + root + end);

test("any valid document is the same tree to the scanner and to saxes", () => {
  fc.assert(
    fc.property(DOCUMENT, (xml) => {
      expect(ours(xml)).toEqual(reference(xml));
    }),
    { numRuns: 1500 },
  );
});

test.each(envelopes().filter(({ body }) => !body.includes("<soap:Fault>")))(
  "$at is the same tree to both",
  ({ body }) => {
    const xml = body.toString("utf8");
    expect(ours(xml)).toEqual(reference(xml));
  },
);
