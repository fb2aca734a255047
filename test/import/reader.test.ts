import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { cellsOf, separatorOf } from "../../bridge/import/csv.ts";
import { type Format, type Place, readRows, type Row } from "../../bridge/import/reader.ts";

const START: Place = { offset: 0, line: 1 };

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(
  format: Format,
  text: string | Buffer,
  sizes: readonly number[] = [1_000_000],
  from = START,
): Promise<{ readonly rows: readonly Row[]; readonly place: Place }> {
  const rows: Row[] = [];
  let place = from;
  for await (const portion of readRows(format, from, cut(Buffer.from(text), sizes))) {
    rows.push(...portion.rows);
    place = portion.place;
  }
  return { rows, place };
}

const problems = (rows: readonly Row[]) =>
  rows.map(({ line, problems: found }) => [line, ...found.map(({ code, column }) => `${column}:${code}`)]);
const names = (rows: readonly Row[]) => rows.map(({ newcomer }) => newcomer?.identities[0]?.value);

const ONE = "00256D-X-1";

test("a CSV row becomes a device: identity, credentials, tags, attributes, label, in any order and spelling", async () => {
  const { rows } = await read(
    "csv",
    "\uFEFFLabel;Connection_Request_URL;username;PASSWORD;cwmp;tags;attributes.pop\r\n" +
      '"Müller; ""the"" box";http://192.0.2.1:7547/x;u;" p;w ";00256D-HG8245-ABC%2D1;"a; b,a";north\r\n',
  );
  expect(rows).toEqual([
    {
      line: 2,
      problems: [],
      newcomer: {
        identities: [{ scheme: "cwmp", value: "00256D-HG8245-ABC%2D1" }],
        facts: { oui: "00256D", productClass: "HG8245", serialNumber: "ABC-1" },
        credentials: { username: "u", password: " p;w " },
        ring: { url: "http://192.0.2.1:7547/x" },
        tags: ["a", "b"],
        label: 'Müller; "the" box',
        attributes: { pop: "north" },
      },
    },
  ]);
});

test.each([
  [",", "oui,serialNumber,usp"],
  [";", "oui;serialNumber;usp"],
  ["\t", "oui\tserialNumber\tusp"],
])("cells separated by %j are told by the header line", async (separator, header) => {
  const { rows } = await read("csv", `${header}\n00256D${separator}A B${separator}os::00256D-A\n`);
  expect(rows[0]?.newcomer?.identities).toEqual([
    { scheme: "cwmp", value: "00256D-A%20B" },
    { scheme: "usp", value: "os::00256D-A" },
  ]);
});

test.each([
  ["an unknown column", "cwmp,pasword\n", /"pasword": columns are cwmp, /],
  ["a column twice", "cwmp,Tags,tags\n", /tags is there twice/],
  ["no column that names a device", "oui,tags\n", /no column names the devices/],
  ["quotes that are not closed", '"cwmp,tags', /quotes of the header/],
  ["another encoding", Buffer.from("cwmp;größe\n", "latin1"), /not UTF-8/],
  ["two bytes a character", Buffer.from("cwmp\n", "utf16le"), /"cwmp|not UTF-8|columns are/],
  ["a name that is no attribute's", "cwmp,attributes.__proto__\n", /columns are/],
])("a header line with %s ends the import", async (_what, text, detail) => {
  const fault = await read("csv", text).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: "import.columns", message: expect.stringMatching(detail) });
});

test("a wrong row is told by its line and column, and the next one is read", async () => {
  const { rows } = await read(
    "csv",
    [
      "cwmp,usp,certificate,connectionRequestUrl,label,attributes.a",
      `${ONE},,,,,`,
      `${ONE},,`,
      "no identity,,,,,",
      ",,,,,",
      `,plain,,,,`,
      `,,ab:cd,,,`,
      `${ONE},,,https://192.0.2.1/,,`,
      `${ONE},,,,"a\u0007b",`,
      `${ONE},,,,${"x".repeat(257)},${"y".repeat(257)}`,
      `"${ONE}"x,,,,,`,
      "",
      `"line\nbreak",,,,,`,
      `00256D-X-2,,,,,`,
    ].join("\n"),
  );
  expect(problems(rows)).toEqual([
    [2],
    [3, ":cells"],
    [4, "cwmp:cwmp"],
    [5, "cwmp:identity"],
    [6, "usp:usp"],
    [7, "certificate:certificate"],
    [8, "connectionRequestUrl:url"],
    [9, "label:control"],
    [10, "label:tooLong", "attributes.a:tooLong"],
    [11, ":quotes"],
    [13, "cwmp:control", "cwmp:cwmp"],
    [15],
  ]);
  expect(rows[6]?.newcomer?.ring).toBeUndefined();
  expect(names(rows).filter((name) => name !== undefined)).toEqual([ONE, ONE, "00256D-X-2"]);
});

test("a quote that is never closed costs what follows it up to the longest row, and no more", async () => {
  const filler = `00256D-X-9,${"f".repeat(80)}\n`;
  const { rows } = await read("csv", `cwmp,label\n"00256D-X-1,a\n${filler.repeat(1000)}`, [3000]);
  expect(problems(rows)[0]).toEqual([2, ":recordTooLong"]);
  expect(rows.length).toBeGreaterThan(250);
  expect(new Set(names(rows).slice(1))).toEqual(new Set(["00256D-X-9"]));
});

const genie = (id: string, more: object = {}) => ({
  _id: id,
  _deviceId: { _Manufacturer: "Acme", _OUI: "00256D", _ProductClass: "X", _SerialNumber: id.split("-")[2] },
  _tags: ["pilot", "north"],
  _lastInform: { $date: "2026-11-01T00:00:00Z" },
  InternetGatewayDevice: {
    ManagementServer: {
      Username: { _value: `u${id}`, _type: "xsd:string" },
      Password: { _value: "secret" },
      ConnectionRequestURL: { _value: "http://192.0.2.1:7547/" },
      ConnectionRequestUsername: { _value: "acs" },
      ConnectionRequestPassword: { _value: { $numberLong: "1234" } },
      PeriodicInformInterval: { _value: 300 },
    },
    DeviceInfo: { SoftwareVersion: { _value: "1.0\u0007" } },
  },
  ...more,
});

test.each([
  [
    "a document a line, as mongoexport writes",
    (docs: object[]) => docs.map((d) => `${JSON.stringify(d)}\n`).join(""),
  ],
  [
    "an array with a document a line, as the GenieACS API writes",
    (docs: object[]) => `[\n${docs.map((d) => JSON.stringify(d)).join("\n,\n")}\n]`,
  ],
  ["one line", (docs: object[]) => JSON.stringify(docs)],
  ["a pretty array", (docs: object[]) => JSON.stringify(docs, undefined, 2)],
])("GenieACS: %s", async (_what, write) => {
  const { rows } = await read("genieacs", write([genie("00256D-X-1"), genie("00256D-X-2")]), [7, 300]);
  expect(problems(rows).map(([, ...found]) => found)).toEqual([[], []]);
  expect(rows[1]?.newcomer).toEqual({
    identities: [{ scheme: "cwmp", value: "00256D-X-2" }],
    facts: {
      manufacturer: "Acme",
      oui: "00256D",
      productClass: "X",
      serialNumber: "2",
      softwareVersion: "1.0\u0007",
    },
    credentials: { username: "u00256D-X-2", password: "secret" },
    ring: { url: "http://192.0.2.1:7547/", username: "acs", password: "1234" },
    tags: ["pilot", "north"],
    attributes: {},
  });
});

test("GenieACS: TR-181 roots, ids alone, passwords that were never told, and documents that are none", async () => {
  const docs = [
    {
      _id: "00256D-A%20B-1",
      Device: { ManagementServer: { Username: { _value: "u" }, Password: { _value: "" } } },
    },
    { name: "a preset" },
    [],
    "text",
    genie("00256D-X-3", { __proto__: { x: 1 }, Device: "no object" }),
  ];
  const text = `${docs.map((doc) => JSON.stringify(doc)).join("\n")}\n{"_id":"cut\n${JSON.stringify(genie("00256D-X-4"))}`;
  const { rows } = await read("genieacs", text);
  expect(problems(rows)).toEqual([[1], [2, ":document"], [4, ":document"], [5], [6, ":json"], [7]]);
  expect(rows[0]?.newcomer).toEqual({
    identities: [{ scheme: "cwmp", value: "00256D-A%20B-1" }],
    facts: { oui: "00256D", productClass: "A B", serialNumber: "1" },
    tags: [],
    attributes: {},
  });
});

const cell = fc.string({ unit: fc.constantFrom("a", "B", " ", ",", ";", "\t", '"', "\n", "\r\n", "ü", "=") });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test("property: what is written as RFC 4180 is read back, however it is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.constantFrom("\n", "\r\n"),
      async (labels, sizes, newline) => {
        const lines = labels.map((text, i) => `00256D-X-${i},${quoted(text)}`);
        const { rows, place } = await read("csv", ["cwmp,password", ...lines, ""].join(newline), sizes);
        expect(rows.length).toBe(labels.length);
        expect(place.offset).toBe(Buffer.byteLength(["cwmp,password", ...lines, ""].join(newline)));
        const clean = labels.map((text) => (/[\t\r\n]/.test(text) ? "control" : "ok"));
        expect(rows.map(({ problems: found }) => found[0]?.code ?? "ok")).toEqual(
          clean.map((what, i) => (what === "ok" || labels[i]?.trim() === "" ? "ok" : what)),
        );
      },
    ),
  );
});

test("property: the cells of a record are the cells that were written", () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1 }),
      fc.constantFrom(",", ";", "\t" as const),
      (cells, separator) => {
        expect(cellsOf(`${cells.map(quoted).join(separator)}\r\n`, separator)).toEqual(cells);
      },
    ),
  );
  expect(separatorOf("a;b,c;d")).toBe(";");
});

test.each(["csv", "genieacs"] as const)(
  "property: %s goes on at any place as if it had not stopped",
  async (format) => {
    const csv = `cwmp,label\n${Array.from({ length: 40 }, (_, i) => `00256D-X-${i},"l\n${i}"\n`).join("")}`;
    const array = JSON.stringify(Array.from({ length: 12 }, (_, i) => genie(`00256D-X-${i}`)));
    const text = format === "csv" ? csv : array;
    const whole = await read(format, text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (at) => {
        const bytes = Buffer.from(text);
        const rows: Row[] = [];
        let place = START;
        async function* broken(): AsyncGenerator<Buffer> {
          yield bytes.subarray(0, at);
          throw new Fault("request.invalid");
        }
        const first = readRows(format, START, broken());
        await (async () => {
          for await (const portion of first) {
            rows.push(...portion.rows);
            place = portion.place;
          }
        })().catch(() => undefined);
        const rest = await read(format, bytes.subarray(place.offset), [11], place);
        expect([...rows, ...rest.rows]).toEqual(whole.rows);
      }),
      { numRuns: 60 },
    );
  },
);

test("fuzz: no bytes break the reader", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom("csv", "genieacs"),
      fc.constantFrom("", "cwmp,label\n", "[", '{"_id":'),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, format, before, size) => {
        const text = Buffer.concat([Buffer.from(before), bytes]);
        const outcome = await read(format, text, [size]).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "import.columns" });
      },
    ),
    { numRuns: 2000 },
  );
});
