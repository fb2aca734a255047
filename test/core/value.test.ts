import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonical,
  canonicalOrText,
  checkValue,
  fromJson,
  listItems,
  listOf,
  misfit,
  parsePath,
  satisfies,
  toJson,
  type Constant,
  type Json,
  type Operator,
  type ValueRule,
  type ValueType,
} from "#core";
import { codeOf } from "./faults.ts";

const FORMS: readonly (readonly [ValueType, string, string])[] = [
  ["string", " a ", " a "],
  ["boolean", "1", "true"],
  ["boolean", " false ", "false"],
  ["int", "-0", "0"],
  ["int", "+007", "7"],
  ["int", "-2147483648", "-2147483648"],
  ["unsignedInt", "4294967295", "4294967295"],
  ["long", "-9223372036854775808", "-9223372036854775808"],
  ["unsignedLong", "18446744073709551615", "18446744073709551615"],
  ["decimal", "+01.50", "1.5"],
  ["decimal", "-.5", "-0.5"],
  ["decimal", "-0.0", "0"],
  ["dateTime", "2021-06-06T08:00:00Z", "2021-06-06T08:00:00Z"],
  ["dateTime", "2021-06-06T08:00:00.120+02:00", "2021-06-06T08:00:00.12+02:00"],
  ["dateTime", "2021-06-06T08:00:00", "2021-06-06T08:00:00Z"],
  ["dateTime", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
  ["base64", "YWJj\r\nZA==", "YWJjZA=="],
  ["hexBinary", "0aFf", "0AFF"],
  ["hexBinary", "", ""],
  ["list of string", " a , b c,%2C ", "a,b c,%2C"],
  ["list of string", " ", ""],
  ["list of unsignedInt", "1, 02,+3", "1,2,3"],
  ["list of boolean", "1,false", "true,false"],
];

test.each(FORMS)("%s %j has the canonical form %j", (type, text, form) => {
  expect(canonical(type, text)).toBe(form);
  expect(canonical(type, form)).toBe(form);
});

const WRONG: readonly (readonly [ValueType, string])[] = [
  ["boolean", "True"],
  ["boolean", ""],
  ["int", "2147483648"],
  ["int", "1.0"],
  ["int", "0x10"],
  ["int", ""],
  ["unsignedInt", "-1"],
  ["unsignedInt", "4294967296"],
  ["unsignedLong", "18446744073709551616"],
  ["unsignedLong", "9".repeat(100_000)],
  ["decimal", "1e3"],
  ["decimal", "."],
  ["dateTime", "2021-06-06"],
  ["dateTime", "2021-02-30T00:00:00Z"],
  ["dateTime", "2021-06-06T24:00:00Z"],
  ["dateTime", "2021-06-06T08:00:00+15:00"],
  ["base64", "abc"],
  ["base64", "ab=c"],
  ["hexBinary", "abc"],
  ["list of int", "1,,2"],
  ["list of int", "1,a"],
];

test.each(WRONG)("%s %j is of the wrong type and stays as it is when a device says it", (type, text) => {
  expect(codeOf(() => canonical(type, text))).toBe("parameter.type");
  expect(canonicalOrText(type, text)).toBe(text === "True" ? "true" : text);
});

const RULES: readonly (readonly [ValueRule, readonly string[], readonly string[]])[] = [
  [{ type: "string", enum: ["Up", "Down"] }, ["Up", "X_ACME_Half"], ["up", ""]],
  [{ type: "string", maxLength: 3 }, ["abc", "", "😀😀😀"], ["abcd"]],
  [{ type: "base64", maxLength: 3 }, ["YWJj"], ["YWJjZA=="]],
  [{ type: "hexBinary", maxLength: 2 }, ["0aff"], ["0a0b0c"]],
  [
    { type: "unsignedInt", ranges: [{ min: 1, max: 5 }, { min: 10 }] },
    ["1", "5", "10", "99"],
    ["0", "6", "9"],
  ],
  [{ type: "decimal", ranges: [{ max: 1 }] }, ["-3.5", "1.0"], ["1.01"]],
  [{ type: "list of string", enum: ["a b", "c"] }, ["a%20b,c", "", "a b"], ["c,d"]],
  [{ type: "list of string", maxLength: 2 }, ["aa,bb,cc"], ["aa,bbb"]],
  [{ type: "list of int", ranges: [{ min: 0, max: 3 }] }, ["0,3"], ["0,4"]],
];

test.each(RULES)("%j is checked", (rule, good, bad) => {
  for (const text of good) expect([text, codeOf(() => checkValue(rule, text))]).toEqual([text, undefined]);
  for (const text of bad)
    expect([text, codeOf(() => checkValue(rule, text))]).toEqual([text, "parameter.value"]);
});

test("a fault never shows the value", () => {
  const secret = "sesame-".repeat(3);
  const rules: ValueRule[] = [
    { type: "hexBinary" },
    { type: "string", enum: ["a"] },
    { type: "string", maxLength: 1 },
  ];
  const shown = rules.map((rule) => {
    try {
      return checkValue(rule, secret);
    } catch (thrown) {
      return JSON.stringify(thrown) + String(thrown);
    }
  });
  expect(shown.join("")).not.toContain("sesame");
});

test("values are JSON booleans and numbers only where that is exact", () => {
  const rows: [ValueType, string, Json][] = [
    ["boolean", "true", true],
    ["boolean", "false", false],
    ["boolean", "maybe", "maybe"],
    ["int", "-5", -5],
    ["unsignedLong", "9007199254740991", 9_007_199_254_740_991],
    ["unsignedLong", "9007199254740993", "9007199254740993"],
    ["unsignedInt", "", ""],
    ["decimal", "1.5", "1.5"],
    ["list of int", "1", "1"],
    ["string", "1", "1"],
  ];
  for (const [type, value, json] of rows) expect(toJson(type, value)).toBe(json);
});

test("JSON values become texts without exponent [TR-369 R-ENC.6]", () => {
  const rows: [Json, string][] = [
    ["x", "x"],
    [true, "true"],
    [-0, "0"],
    [1e21, "1000000000000000000000"],
    [1e-7, "0.0000001"],
    [1.5, "1.5"],
  ];
  for (const [json, text] of rows) expect(fromJson(json)).toBe(text);
  for (const json of [null, [], {}, Number.NaN]) expect(codeOf(() => fromJson(json))).toBe("parameter.type");
});

test("a canonical value survives JSON and back", () => {
  const typed = fc.oneof(
    fc.tuple(fc.constant<ValueType>("boolean"), fc.boolean().map(String)),
    fc.tuple(fc.constant<ValueType>("unsignedLong"), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)),
    fc.tuple(
      fc.constant<ValueType>("long"),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    ),
    fc.tuple(fc.constant<ValueType>("string"), fc.string({ unit: "binary" })),
  );
  fc.assert(
    fc.property(typed, ([type, value]) => {
      expect(canonical(type, value)).toBe(value);
      expect(fromJson(toJson(type, value))).toBe(value);
    }),
  );
});

test("list items come back from the list they are written to", () => {
  const item = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(listItems(listOf(items))).toEqual(items);
    }),
  );
  expect(listItems("100%, a%20b,%zz,%ff")).toEqual(["100%", "a b", "%zz", "%ff"]);
});

/** The operator and constant of an expression. */
function comparison(text: string): [Operator, Constant] {
  const step = parsePath(`Device.A.[P${text}].`).steps.at(-1);
  const term = step?.kind === "where" ? step.terms[0] : undefined;
  if (term === undefined) throw new TypeError(text);
  return [term.op, term.value];
}

const HOLDS: readonly (readonly [ValueType, string, readonly string[], readonly string[]])[] = [
  ["string", "a", ['=="a"', '!="b"'], ['=="A"', '!="a"']],
  ["boolean", "true", ["==true", "==1", "!=false", "!=0"], ["==false", "==0"]],
  [
    "unsignedInt",
    "123",
    ["==123", "==+123", "==0123", "==123.0", ">122.5", "<=123", ">=123", "<1000", "!=12"],
    [">123", "<23"],
  ],
  [
    "unsignedLong",
    "18446744073709551615",
    [">18446744073709551614", "==18446744073709551615"],
    [">18446744073709551615"],
  ],
  ["int", "-5", ["<-4", ">-10", "<0", "==-5"], [">-5", ">5"]],
  ["decimal", "1.5", ["==1.50", ">1.25", "<1.6"], ["==1", "<1.5"]],
  ["int", "", ["!=0"], ["==0", "<1", ">-1"]],
  [
    "dateTime",
    "2021-06-06T08:00:00Z",
    ["==2021-06-06T10:00:00+02:00", ">2021-06-06T07:59:59.9Z", "<2022-01-01T00:00:00Z"],
    ["<2021-06-06T08:00:00Z"],
  ],
  [
    "dateTime",
    "0001-01-01T00:00:00Z",
    ["==0001-01-01T00:00:00Z", "!=2021-06-06T08:00:00Z"],
    ["<2021-06-06T08:00:00Z", "!=0001-01-01T00:00:00Z"],
  ],
  ["hexBinary", "08", ["==08", '=="08"'], ["==8"]],
  ["hexBinary", "0A", ['=="0a"'], []],
  ["list of string", "a b,c", ['~="a b"', '~="c"', '=="a b,c"'], ['~="a"', '~="a b,c"']],
  ["list of unsignedInt", "1,02", ["~=2", "~=1"], ["~=3"]],
];

test.each(HOLDS)("%s %j compared as the type says", (type, value, yes, no) => {
  for (const [texts, outcome] of [
    [yes, true],
    [no, false],
  ] as const) {
    for (const text of texts) {
      const [op, constant] = comparison(text);
      expect([text, misfit(type, op, constant), satisfies(type, value, op, constant)]).toEqual([
        text,
        undefined,
        outcome,
      ]);
    }
  }
});

const MISFITS: readonly (readonly [ValueType, readonly string[]])[] = [
  ["string", ['>"a"', "==1", "==true", '~="a"']],
  ["boolean", ['=="true"', "==2", "==01", "<true"]],
  ["unsignedInt", ['=="1"', "==true", "~=1"]],
  ["dateTime", ['=="2021-06-06T08:00:00Z"', ">0001-01-01T00:00:00Z", "==2021"]],
  ["hexBinary", ["<08", "==true"]],
  ["list of string", ["==1", '<"a"', "~=1"]],
];

test.each(MISFITS)("%s is not compared with %j", (type, texts) => {
  for (const text of texts)
    expect([text, misfit(type, ...comparison(text))]).toEqual([text, expect.any(String)]);
});

test("a reference is compared without its final dot", () => {
  const [op, constant] = comparison('=="Device.A.1."');
  expect(satisfies("string", "Device.A.1", op, constant, true)).toBe(true);
  expect(satisfies("string", "Device.A.1", op, constant)).toBe(false);
});
