import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DIALECT } from "../../sim/cpe/dialect.table.ts";
import { informBody } from "../../sim/cpe/inform.ts";
import { RPC } from "../../sim/cpe/rpc.ts";
import { TransferQueue } from "../../sim/cpe/transfers.ts";
import { faultBody, readEnvelope, writeEnvelope } from "../../sim/cpe/soap.ts";
import { find, readXml, type Element } from "../../sim/cpe/xml.ts";
import { recordedPlan, type RecordedName } from "../../sim/tree/recorded.ts";
import { Tree } from "../../sim/tree/tree.ts";

const CAPTURES = new URL("../fixtures/captures/cwmp/", import.meta.url);

/** The HTTP bodies of one recorded connection, in order. */
function bodiesOf(file: string): { readonly by: string; readonly body: string }[] {
  return readFileSync(new URL(file, CAPTURES), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { d, b64 } = JSON.parse(line) as { d: string; b64: string };
      const raw = Buffer.from(b64, "base64").toString("utf8");
      return { by: d, body: raw.slice(raw.indexOf("\r\n\r\n") + 4) };
    });
}

/** Names and attribute names of a document, repeated children once: what a codec sees of it. */
function shape(element: Element | undefined): unknown {
  if (element === undefined) return undefined;
  const children = new Map(element.children.map((child) => [child.name, shape(child)]));
  return {
    name: element.name,
    attributes: Object.keys(element.attributes).toSorted(),
    children: [...children.values()],
  };
}

/** `alike`: how many answers can be compared; where one side answers and the other faults there is nothing to compare. */
const SHAPED: readonly [
  file: string,
  name: RecordedName,
  dialect: keyof typeof DIALECT,
  serial: string,
  alike: number,
][] = [
  ["easycwmp/conn-001.jsonl", "easycwmp", "easycwmp", "FFFFFF123456", 14],
  ["cwmp-sim/conn-002.jsonl", "cwmp-sim", "compact", "123456", 9],
];
test.each(SHAPED)(
  "answers to the requests of %s have the shape the recorded client gave them",
  (file, name, dialectName, serial, alike) => {
    const dialect = DIALECT[dialectName];
    const subject = {
      tree: new Tree(recordedPlan(name, serial)),
      dialect,
      attributes: new Map<string, number>(),
      transfers: new TransferQueue(),
    };
    const bodies = bodiesOf(file);
    let compared = 0;
    for (const [at, { by, body }] of bodies.entries()) {
      const asked = by === "acs" ? readEnvelope(body) : undefined;
      const given = bodies[at + 1];
      if (
        asked === undefined ||
        asked.method === "InformResponse" ||
        given === undefined ||
        given.body === ""
      )
        continue;
      const answer = RPC[asked.method]?.(subject, asked.body) ?? { fault: 9000 };
      const own = writeEnvelope(
        dialect,
        asked.id,
        "fault" in answer ? faultBody(dialect, answer.fault, answer.parameters) : answer.body,
      );
      const method = readEnvelope(own)?.method;
      // cwmp-sim says less in its faults than the standard asks for.
      if (method !== readEnvelope(given.body)?.method || (method === "Fault" && name === "cwmp-sim"))
        continue;
      expect(shape(readXml(own)), `${asked.method} ${asked.id}`).toEqual(shape(readXml(given.body)));
      compared++;
    }
    expect(compared).toBe(alike);
  },
);

test("the values of a recorded device are told as it told them", () => {
  const bodies = bodiesOf("easycwmp/conn-001.jsonl");
  const subject = {
    tree: new Tree(recordedPlan("easycwmp", "FFFFFF123456")),
    dialect: DIALECT.easycwmp,
    attributes: new Map<string, number>(),
    transfers: new TransferQueue(),
  };
  const asked = bodies
    .map(({ body }) => readEnvelope(body))
    .find((envelope) => envelope?.method === "GetParameterValues");
  const answer = asked === undefined ? undefined : RPC["GetParameterValues"]?.(subject, asked.body);
  const own = readXml(
    answer !== undefined && "body" in answer ? answer.body.replaceAll(/ \w+:arrayType/g, " x") : "",
  );
  const given = find(
    readXml(bodies.find(({ body }) => body.includes("GetParameterValuesResponse"))?.body ?? ""),
    "GetParameterValuesResponse",
  );
  expect(valuesOf(own)).toEqual(valuesOf(given));
});

function valuesOf(response: Element | undefined): Record<string, string> {
  const structs = find(response, "ParameterList")?.children ?? [];
  return Object.fromEntries(
    structs.map((struct) => [find(struct, "Name")?.text ?? "", find(struct, "Value")?.text ?? ""]),
  );
}

const DEVICES: readonly [file: string, name: RecordedName, dialect: keyof typeof DIALECT, serial: string][] =
  [
    ["fullrate-2601.xml", "zyxel-p2601", "zyxel", "EC43F69AF408"],
    ["fullrate-vmg.xml", "zyxel-vmg8924", "zyxel", "S140Y24025829"],
    ["mikrotik-inform-noheader.xml", "mikrotik-rb2011", "mikrotik", "7DCF08DC745D"],
  ];

test.each(DEVICES)(
  "the Inform of %s has the shape of the device's own",
  (file, name, dialectName, serial) => {
    const recorded = readFileSync(new URL(`devices/${file}`, CAPTURES), "utf8");
    const subject = {
      tree: new Tree(recordedPlan(name, serial)),
      dialect: DIALECT[dialectName],
      attributes: new Map<string, number>(),
      transfers: new TransferQueue(),
    };
    const body = informBody(subject, {
      events: [{ code: "2 PERIODIC", commandKey: "" }],
      changed: [],
      retryCount: 0,
      now: 0,
    });
    const own = writeEnvelope(subject.dialect, "1", body);
    expect(shape(find(readXml(own), "Inform"))).toEqual(shape(find(readXml(recorded), "Inform")));
    expect(own.startsWith("<?xml")).toBe(recorded.startsWith("<?xml"));
    expect(own.includes("Header")).toBe(recorded.includes("Header"));
    for (const field of ["Manufacturer", "OUI", "ProductClass", "SerialNumber"]) {
      expect(find(readXml(own), field)?.text).toBe(find(readXml(recorded), field)?.text);
    }
  },
);

test.each(Object.keys(DIALECT) as (keyof typeof DIALECT)[])(
  "the %s dialect keeps every value whole",
  (name) => {
    const dialect = DIALECT[name];
    const value = `a="b" <&> 'c' \n><X></X>`;
    const plan = recordedPlan("mikrotik-rb2011", value);
    const subject = {
      tree: new Tree(plan),
      dialect,
      attributes: new Map<string, number>(),
      transfers: new TransferQueue(),
    };
    const read = readXml(
      writeEnvelope(dialect, "7", informBody(subject, { events: [], changed: [], retryCount: 0, now: 0 })),
    );
    expect(find(read, "SerialNumber")?.text).toBe(value);
    expect(
      find(find(read, "ParameterList"), "ParameterValueStruct")?.children.map((child) => child.text),
    ).toEqual(["Device.RootDataModelVersion", "2.11"]);
  },
);
