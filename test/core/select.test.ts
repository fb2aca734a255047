import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  isAddress,
  isSearch,
  ParameterTree,
  parsePath,
  select,
  type Parameter,
  type Path,
  type Term,
} from "#core";
import { ORACLE } from "../fixtures/usp-paths.ts";
import { codeOf, faultOf } from "./faults.ts";
import { AGENT, parameter, parameters } from "./trees.ts";

const agent = ParameterTree.from(AGENT);
const L = "Device.LocalAgent.";

function found(text: string, tree = agent): string[] {
  return select(parsePath(text), tree).parameters.map(({ path }) => path);
}

function objects(text: string): readonly string[] {
  return select(parsePath(text), agent).objects;
}

function problem(text: string): string | undefined {
  return select(parsePath(text), agent).problem;
}

const instance = ORACLE.filter((row) => row.context === "instance" && row.level !== "syntax");

test.each(instance.filter((row) => row.valid))("$row $path resolves without a problem: $what", ({ path }) => {
  expect(problem(path)).toBeUndefined();
});

test.each(instance.filter((row) => !row.valid))(
  "$row $path is refused with the model: $what",
  ({ row, path }) => {
    const expected = ["X12", "X45"].includes(row) ? "unknown" : "path.syntax";
    expect(codeOf(() => problem(path)) ?? problem(path)).toBe(expected);
  },
);

const RESOLVED: readonly (readonly [string, readonly string[]])[] = [
  ["EndpointID", [`${L}EndpointID`]],
  ["Controller.*.Enable", [`${L}Controller.1.Enable`, `${L}Controller.10.Enable`]],
  ["Controller.*.MTP.*.Protocol", [`${L}Controller.1.MTP.1.Protocol`]],
  ['Controller.[EndpointID=="proto::gateway-1"].Alias', [`${L}Controller.1.Alias`]],
  ['Controller.[Alias=="cpe-10"].EndpointID', [`${L}Controller.10.EndpointID`]],
  ["Controller.[Enable==1].Alias", [`${L}Controller.1.Alias`]],
  ["Controller.[PeriodicNotifInterval>=030&&PeriodicNotifInterval<100].Alias", [`${L}Controller.10.Alias`]],
  ['Controller.[ControllerCode==""].Alias', [`${L}Controller.1.Alias`]],
  ['Controller.[AssignedRole~="Device.LocalAgent.ControllerTrust.Role.2"].Alias', [`${L}Controller.1.Alias`]],
  ['Subscription.[Recipient=="Device.LocalAgent.Controller.1"&&ID=="boot"].ID', [`${L}Subscription.1.ID`]],
  ['Subscription.[Recipient=="Device.LocalAgent.Controller.10"].ID', [`${L}Subscription.2.ID`]],
  ["Subscription.[CreationDate>2021-06-06T08:00:00Z].ID", [`${L}Subscription.1.ID`]],
  ['Subscription.[Recipient+.EndpointID=="proto::gateway-10"].ID', [`${L}Subscription.2.ID`]],
  ["MTP.*.MQTT.Reference+.Status", ["Device.MQTT.Client.1.Status"]],
  ["MTP.1.MQTT.Reference+.", ["Device.MQTT.Client.1.BrokerPort", "Device.MQTT.Client.1.Status"]],
  ["Controller.1.AssignedRole+.Name", [`${L}ControllerTrust.Role.1.Name`]],
  ["Controller.1.AssignedRole#2+.Name", [`${L}ControllerTrust.Role.2.Name`]],
  [
    "Controller.*.AssignedRole#*+.Name",
    [`${L}ControllerTrust.Role.1.Name`, `${L}ControllerTrust.Role.2.Name`],
  ],
  [
    "Controller.1.MTP.",
    [`${L}Controller.1.MTP.1.Enable`, `${L}Controller.1.MTP.1.Protocol`, `${L}Controller.1.MTP.1.MQTT.Topic`],
  ],
];

test.each(RESOLVED)("Device.LocalAgent.%s names %j", (text, paths) => {
  expect(found(L + text)).toEqual(paths);
});

test("a partial path gives the object and everything below it; Device. is the whole tree", () => {
  expect(found("Device.").toSorted()).toEqual(AGENT.map(({ path }) => path).toSorted());
  expect(objects(`${L}Controller.`)).toEqual([`${L}Controller.`]);
  expect(objects(`${L}Controller.*.`)).toEqual([`${L}Controller.1.`, `${L}Controller.10.`]);
});

test("a command gives the objects it would run on", () => {
  expect(objects("Device.Reboot()")).toEqual(["Device."]);
  expect(objects(`${L}Controller.[Enable==true].SendOnBoardRequest()`)).toEqual([`${L}Controller.1.`]);
  expect(found("Device.Reboot()")).toEqual([]);
});

test.each([
  "Controller.[PeriodicNotifInterval<5].EndpointID",
  'Controller.[Alias=="nobody"].',
  "Controller.*.MTP.7.Enable",
  "Request.*.Cancel()",
  "Request.*.Status",
  "Request.",
  "Controller.10.AssignedRole#*+.Name",
  "Controller.10.MTP.*.Enable",
])(
  "a search without a match is a success and empty: Device.LocalAgent.%s [TR-369 R-MSG.4a] [TR-369 R-GET.1a]",
  (text) => {
    expect(select(parsePath(L + text), agent)).toMatchObject({ parameters: [] });
    expect(problem(L + text)).toBeUndefined();
  },
);

test("a table without rows is no mistake and empty [TR-369 R-GET.1b]", () => {
  expect(select(parsePath(`${L}Request.`), agent)).toMatchObject({ parameters: [] });
  expect(problem(`${L}Request.`)).toBeUndefined();
});

test.each([
  "Controller.99.Enable",
  "Controller.99.",
  "Controller.1.MTP.2.Protocol",
  "Request.1.Status",
  "Controller.1.AssignedRole#3+.Name",
  "MTP.2.MQTT.Reference+.Status",
  "Subscription.3.Recipient+.Alias",
])("a row that is not there: Device.LocalAgent.%s", (text) => {
  expect(problem(L + text)).toBe("noInstance");
});

test.each([
  "Device.LocalAgent.Bogus",
  "Device.Bogus.",
  "Device.Bogus.*.",
  "Device.LocalAgent.Controller.1.Bogus",
  "Device.LocalAgent.Controller.99.Bogus",
  "Device.LocalAgent.Controller.*.Bogus",
  "Device.LocalAgent.Controller.[Enable==true].Bogus.",
  "Device.LocalAgent.Request.*.Bogus",
  'Device.LocalAgent.Controller.[Bogus=="x"].',
  'Device.LocalAgent.Request.[Bogus=="x"].',
  "Device.LocalAgent.1.EndpointID",
  "Device.LocalAgent.Bogus+.Name",
  "Device.DOCSIS.Interface.1.Enable",
])("%s is not in the data model [TR-369 R-GET.0]", (text) => {
  expect(problem(text)).toBe("unknown");
});

test("an expression that does not fit its type is refused where it stands, rows or not", () => {
  const text = `${L}Request.[Command=="x"&&Status>1].`;
  const fault = faultOf(() => select(parsePath(text), agent));
  expect(fault?.code).toBe("path.syntax");
  expect(fault?.facts["offset"]).toBe(text.indexOf("Status"));
});

test("an address is a path that can name one object at most", () => {
  const addresses = [
    "Controller.1.",
    'Controller.[Alias=="x"].Enable',
    'Subscription.[ID=="x"&&Recipient=="y"].',
    "MTP.1.MQTT.Reference+.",
  ];
  const searches = [
    "Controller.*.",
    'Subscription.[ID=="x"].',
    'Controller.[Alias!="x"].',
    "Controller.1.AssignedRole#*+.",
  ];
  expect(addresses.map((text) => isAddress(parsePath(L + text)))).toEqual(addresses.map(() => true));
  expect(searches.map((text) => isAddress(parsePath(L + text)))).toEqual(searches.map(() => false));
  expect(isSearch(parsePath(L + (addresses[1] ?? "")))).toBe(true);
  expect(isSearch(parsePath(L + (addresses[0] ?? "")))).toBe(false);
});

/** What a path names, worked out the slow way: every step looks at every parameter. */
function naive(path: Path, all: readonly Parameter[]): string[] {
  const below = (object: string) => all.filter((one) => one.path.startsWith(object));
  const valueOf = (text: string) => all.find((one) => one.path === text)?.value;
  const rows = (table: string) =>
    [...new Set(below(table).map((one) => one.path.slice(table.length).split(".")[0] ?? ""))]
      .filter((part) => /^\d+$/.test(part))
      .map((part) => `${table}${part}.`);
  const matches = (row: string, term: Term) => {
    const value = valueOf(row + (term.param[0]?.name ?? ""));
    const constant = "text" in term.value ? term.value.text : "";
    if (value === undefined) return false;
    if (term.value.kind === "string") return (value === constant) === (term.op === "==");
    const [a, b] = [Number(value), Number(constant)];
    return { "==": a === b, "!=": a !== b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b, "~=": false }[
      term.op
    ];
  };
  let reached = [""];
  for (const step of path.steps) {
    if (step.kind === "name") reached = reached.map((object) => `${object}${step.name}.`);
    else if (step.kind === "instance") reached = reached.map((object) => `${object}${step.number}.`);
    else if (step.kind === "any") reached = reached.flatMap(rows);
    else if (step.kind === "where")
      reached = reached.flatMap(rows).filter((row) => step.terms.every((term) => matches(row, term)));
    else if (step.kind === "follow")
      reached = [
        ...new Set(
          reached
            .map((object) => valueOf(object + step.name))
            .filter(Boolean)
            .map((value) => `${value}.`),
        ),
      ];
  }
  const { leaf } = path;
  if (leaf !== undefined)
    return reached.map((object) => object + leaf.name).filter((one) => valueOf(one) !== undefined);
  return reached.flatMap((object) => below(object).map((one) => one.path));
}

const T = "Device.X_T.";
const small = fc.integer({ min: 1, max: 3 });
const entry = fc.oneof(
  fc
    .tuple(fc.constantFrom("A", "B"), small, small)
    .map(([table, row, n]) => parameter(`${T}${table}.${row}.N`, String(n), "int")),
  fc
    .tuple(fc.constantFrom("A", "B"), small, small)
    .map(([table, row, n]) => parameter(`${T}${table}.${row}.S`, `s${n}`)),
  fc
    .tuple(small, small, small)
    .map(([row, sub, n]) => parameter(`${T}A.${row}.C.${sub}.N`, String(n), "int")),
  fc.tuple(small, small).map(([row, to]) => parameter(`${T}A.${row}.R`, `${T}B.${to}`)),
);
const trees = fc.uniqueArray(entry, { selector: ({ path }) => path, maxLength: 30 });
const operator = fc.constantFrom("==", "!=", "<", ">", "<=", ">=");
const where = fc.oneof(
  fc.tuple(operator, small).map(([op, n]) => `[N${op}${n}]`),
  fc.tuple(fc.constantFrom("==", "!="), small).map(([op, n]) => `[S${op}"s${n}"]`),
  fc.tuple(operator, small, small).map(([op, n, m]) => `[N${op}${n}&&S!="s${m}"]`),
);
const selector = fc.oneof(small.map(String), fc.constant("*"), where);
const queries = fc.oneof(
  fc
    .tuple(fc.constantFrom("A", "B"), selector, fc.constantFrom("", "N", "S"))
    .map(([table, row, leaf]) => `${T}${table}.${row}.${leaf}`),
  fc
    .tuple(selector, selector, fc.constantFrom("", "N"))
    .map(([row, sub, leaf]) => `${T}A.${row}.C.${sub}.${leaf}`),
  fc.tuple(selector, fc.constantFrom("", "N", "S")).map(([row, leaf]) => `${T}A.${row}.R+.${leaf}`),
  fc.constantFrom("Device.", T, `${T}A.`, `${T}A.*.C.`),
);

test("select finds what a naive search over random trees finds", () => {
  fc.assert(
    fc.property(trees, queries, (all, text) => {
      const path = parsePath(text);
      expect(found(text, ParameterTree.from(all)).toSorted()).toEqual(naive(path, all).toSorted());
    }),
    { numRuns: 1500 },
  );
});

test("20,000 parameters are searched in milliseconds", () => {
  const values: Record<string, string> = {};
  for (let row = 1; row <= 1000; row++)
    for (let n = 0; n < 20; n++) values[`${T}Big.${row}.P${n}`] = String(row);
  const all = parameters(values);
  const wanted = parsePath(`${T}Big.[P0=="777"].P1`);
  const started = performance.now();
  const tree = ParameterTree.from(all);
  expect(select(wanted, tree).parameters.map(({ path }) => path)).toEqual([`${T}Big.777.P1`]);
  expect(performance.now() - started).toBeLessThan(1000);
});

test("references in a circle end", () => {
  const ring = ParameterTree.from(
    parameters({
      [`${T}A.1.R`]: `${T}A.1,${T}A.2`,
      [`${T}A.2.R`]: `${T}A.2,${T}A.1,${T}A.1`,
      [`${T}A.1.N`]: "x",
      [`${T}A.2.N`]: "y",
    }),
  );
  const far = "R#*+.".repeat(200);
  expect(found(`${T}A.1.${far}N`, ring)).toEqual([`${T}A.1.N`, `${T}A.2.N`]);
  expect(found(`${T}A.[${far}N=="y"].N`, ring)).toEqual([`${T}A.1.N`, `${T}A.2.N`]);
});

test("any path over the agent gives consistent objects and parameters, or path.syntax", () => {
  const names = [...new Set(AGENT.flatMap(({ path }) => path.split(".")))].filter((part) =>
    /^[A-Z]/.test(part),
  );
  const constant = fc.constantFrom('"x"', "true", "1", "2022-01-01T00:00:00Z");
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...names) },
    fc.constantFrom("1", "2", "10", "*"),
    fc.tuple(fc.constantFrom(...names), fc.constantFrom("+", "#1+", "#*+")).map((parts) => parts.join("")),
    fc
      .tuple(fc.constantFrom(...names), fc.constantFrom("==", "!=", "<", "~="), constant)
      .map((parts) => `[${parts.join("")}]`),
  );
  const text = fc
    .tuple(
      fc.constantFrom("Device.", L, `${L}Controller.`, `${L}Subscription.`, `${L}MTP.`),
      fc.array(part, { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([start, parts, dot]) => start + parts.join(".") + (dot && parts.length > 0 ? "." : ""));
  fc.assert(
    fc.property(text, (given) => {
      const code = codeOf(() => select(parsePath(given), agent));
      expect([undefined, "path.syntax"]).toContain(code);
      if (code !== undefined) return;
      const { objects: named, parameters: items, problem: trouble } = select(parsePath(given), agent);
      expect(items.every(({ path }) => named.some((object) => path.startsWith(object)))).toBe(true);
      expect(trouble === undefined || named.length === 0).toBe(true);
      expect(new Set(items).size).toBe(items.length);
    }),
    { numRuns: 3000 },
  );
});
