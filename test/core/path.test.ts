import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatPath,
  isNativePath,
  parsePath,
  parseRelative,
  type Leaf,
  type Operator,
  type Path,
  type PathContext,
  type Step,
} from "#core";
import { ORACLE, type OracleRow } from "../fixtures/usp-paths.ts";
import { codeOf, faultOf } from "./faults.ts";

const wrong = (row: OracleRow): boolean => row.level === "syntax";

function at(text: string): unknown {
  return faultOf(() => parsePath(text))?.facts["offset"];
}

/** A path without what depends on how it was written. */
function shape(path: Path): unknown {
  return {
    leaf: path.leaf,
    steps: path.steps.map((step) =>
      step.kind === "where" ? step.terms.map(({ param, op, value }) => ({ param, op, value })) : step,
    ),
  };
}

test("the oracle is whole", () => {
  expect([ORACLE.filter((row) => row.valid).length, ORACLE.filter((row) => !row.valid).length]).toEqual([
    48, 59,
  ]);
});

test.each(ORACLE.filter((row) => !wrong(row)))("$row $path is read: $what [TR-369 R-ARC.7]", (row) => {
  const path = parsePath(row.path, row.context);
  expect(formatPath(path)).toBe(row.path.replace("#1+", "+"));
  expect(path.text).toBe(row.path);
});

test.each(ORACLE.filter(wrong))("$row $path is refused: $what [TR-369 R-ARC.7]", (row) => {
  const fault = faultOf(() => parsePath(row.path, row.context));
  expect(fault?.code).toBe("path.syntax");
  expect(fault?.facts["path"]).toBe(row.path);
  expect(fault?.facts["offset"]).toBeLessThanOrEqual(row.path.length);
  expect(fault?.facts.detail).not.toBe("");
});

test("blanks around operators are borne and not sent on [TR-369 R-ARC.9a] [TR-369 R-ARC.9b]", () => {
  const path = parsePath('Device.LocalAgent.Controller.[ Enable == true && Alias\t!= "a b" ].');
  expect(formatPath(path)).toBe('Device.LocalAgent.Controller.[Enable==true&&Alias!="a b"].');
});

test("a quote and a percent in a string are escaped and come back", () => {
  const path = parsePath('Device.A.B.[C=="x%22y%25z%41%"].');
  expect(path.steps.at(-1)).toMatchObject({ terms: [{ value: { kind: "string", text: 'x"y%z%41%' } }] });
  expect(formatPath(path)).toBe('Device.A.B.[C=="x%22y%25z%2541%25"].');
});

test.each([
  ["Device.A.[B==2021-02-30T00:00:00Z].", "a day that does not exist"],
  ["Device.A.4294967296.", "an instance beyond 32 bits"],
  ["Device.A.99999999999999999999.", "a very long instance"],
  [`Device.${"A".repeat(2048)}`, "a path beyond the limit"],
  ["Device.A.[B==1].[C==2].", "two expressions in a row"],
  ["Device.A.B+.*.", "a wildcard after a reference"],
  ["Device.A.[B#2.C==1].", "an item number without +"],
  ["Device.A.[B+==1].", "a reference as the parameter of an expression"],
  ["Device.Ä.", "a letter outside ASCII"],
  ["Device.A.B\n", "a line break"],
  ["InternetGatewayDevice.DeviceInfo.", "another root"],
])("%j is refused: %s", (text) => {
  expect(codeOf(() => parsePath(text))).toBe("path.syntax");
});

test("the offset tells where a path went wrong", () => {
  expect([at(""), at("Device.A..B"), at("Device.A.{i}."), at("Device.A.[B=1]."), at("Device.A.01.")]).toEqual(
    [0, 9, 9, 11, 9],
  );
});

test("the param of Add and Set is a chain of names", () => {
  expect(parseRelative("SSID")).toEqual(["SSID"]);
  expect(parseRelative("Security.ModeEnabled")).toEqual(["Security", "ModeEnabled"]);
  for (const text of ["", ".", "A.", ".A", "A..B", "A.1.B", "A.*.B", "A+.B", "A()", "A B", "A.[B==1].C"])
    expect(codeOf(() => parseRelative(text))).toBe("path.syntax");
});

test("native paths are names and instance numbers below InternetGatewayDevice.", () => {
  const native = [
    "InternetGatewayDevice.",
    "InternetGatewayDevice.LANDevice.1.WLANConfiguration.2.SSID",
    "InternetGatewayDevice.X_ACME-COM_A.",
  ];
  const other = [
    "InternetGatewayDevice",
    "Device.A.",
    "InternetGatewayDevice..",
    "InternetGatewayDevice.*.A",
    "",
    "InternetGatewayDevice.A.01.",
  ];
  expect(native.map(isNativePath)).toEqual(native.map(() => true));
  expect(other.map(isNativePath)).toEqual(other.map(() => false));
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const number = fc.integer({ min: 1, max: 0xffff_ffff });
const follow = fc.record({
  kind: fc.constant("follow" as const),
  name,
  item: fc.oneof(number, fc.constant("*" as const)),
});
const named = name.map((text) => ({ kind: "name" as const, name: text }));
const constant = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => ({ kind: "string" as const, text })),
  fc.boolean().map((value) => ({ kind: "boolean" as const, value })),
  fc.stringMatching(/^[+-]?[0-9]{1,6}(\.[0-9]{1,4})?$/).map((text) => ({ kind: "number" as const, text })),
  fc
    .date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    })
    .map((date) => ({ kind: "dateTime" as const, text: date.toISOString() })),
);
const term = fc.record({
  param: fc
    .tuple(fc.array(fc.oneof(named, follow), { maxLength: 2 }), named)
    .map(([way, last]) => way.concat(last)),
  op: fc.constantFrom<Operator>("==", "!=", "~=", "<", ">", "<=", ">="),
  value: constant,
  offset: fc.constant(0),
});
const selector: fc.Arbitrary<Step> = fc.oneof(
  number.map((n) => ({ kind: "instance" as const, number: n })),
  fc.constant({ kind: "any" as const }),
  fc
    .array(term, { minLength: 1, maxLength: 3 })
    .map((terms) => ({ kind: "where" as const, terms })) as fc.Arbitrary<Step>,
);
const segment: fc.Arbitrary<Step[]> = fc.oneof(
  named.map((step) => [step]),
  fc.tuple(named, selector) as fc.Arbitrary<Step[]>,
  follow.map((step) => [step]),
);
const leaf: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constantFrom<Leaf["kind"]>("parameter", "command", "event"),
  name,
});
const root: Step = { kind: "name", name: "Device" };
const anyPath: fc.Arbitrary<Path> = fc.array(segment, { maxLength: 6 }).chain((segments) => {
  const steps: Step[] = [root, ...segments.flat()];
  return fc.oneof<fc.Arbitrary<Path>[]>(
    fc.constant({ text: "", steps }),
    fc.record({ text: fc.constant(""), steps: fc.constant(steps), leaf }),
  );
});

test("what is written is read back as it was", () => {
  fc.assert(
    fc.property(anyPath, (path) => {
      const text = formatPath(path);
      fc.pre(text.length <= 2048);
      const read = parsePath(text);
      expect(shape(read)).toEqual(shape(path));
      expect(formatPath(read)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test("a thousand conditions are read or refused in the time of one page, open quotes and brackets too [MSG-11]", () => {
  const condition = 'Name=="x"';
  const many = Array.from({ length: 1000 }, () => condition).join("&&");
  const texts = [
    `Device.WiFi.SSID.[${many}].`,
    `Device.${`WiFi.[${condition}].`.repeat(1000)}`,
    `Device.WiFi.SSID.[${'Name=="x'.repeat(1000)}].`,
    `Device.WiFi.SSID.${"[".repeat(10_000)}`,
    `Device.WiFi.SSID.["${"\\".repeat(10_000)}`,
    "Device.".repeat(10_000),
  ];
  const from = performance.now();
  for (const text of texts) expect(codeOf(() => parsePath(text))).toBe("path.syntax");
  expect(performance.now() - from).toBeLessThan(200);
});

test("any text is read or refused with path.syntax, never anything else", () => {
  const pieces = fc.constantFrom(
    "Device.",
    "A",
    "1",
    "0",
    "*",
    "[",
    "]",
    "{i}",
    "+",
    "#",
    ".",
    "==",
    "<",
    "&&",
    '"',
    "%",
    "()",
    "!",
    " ",
    "true",
    "-",
    "2021-06-06T08:00:00Z",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join("")),
    fc.array(pieces, { maxLength: 20 }).map((parts) => `Device.A.${parts.join("")}`),
  );
  fc.assert(
    fc.property(text, fc.constantFrom<PathContext>("instance", "supported", "register"), (given, context) => {
      isNativePath(given);
      const codes = [codeOf(() => formatPath(parsePath(given, context))), codeOf(() => parseRelative(given))];
      expect(codes.filter((code) => code !== undefined && code !== "path.syntax")).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
