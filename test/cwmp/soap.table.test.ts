/* oxlint-disable typescript/no-unsafe-type-assertion -- arguments are generated from the table, so the compiler cannot know them */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEnvelope, encodeFault, encodeRequest, encodeResponse } from "../../cwmp/soap/codec.ts";
import { CWMP_FAULT, faultRow } from "../../cwmp/soap/fault.table.ts";
import type { EnvelopeOptions } from "../../cwmp/soap/message.ts";
import { isRpcName, RPC, type Request } from "../../cwmp/soap/rpc.table.ts";
import type { Fields, ScalarShape, Shape } from "../../cwmp/soap/shape.ts";
import { FAULT } from "#core";

const NAMES = Object.keys(RPC).filter(isRpcName);
const OPTIONS: EnvelopeOptions = { id: "1", namespace: "urn:dslforum-org:cwmp-1-0" };
const decode = (xml: string) => decodeEnvelope(Buffer.from(xml));

/** Texts that XML can hold, with everything that needs escaping. */
const texts = (max: number) =>
  fc
    .array(
      fc.constantFrom(
        "a",
        "Z",
        "0",
        ".",
        " ",
        "&",
        "<",
        ">",
        '"',
        "'",
        "\t",
        "\n",
        "\r",
        "é",
        "漢",
        "😀",
        "]]>",
        "&amp;",
        "=cmd|' /C calc'!A0",
        "${jndi:ldap://x}",
        "{{7*7}}",
      ),
      { maxLength: 8 },
    )
    .map((parts) =>
      parts
        .join("")
        .slice(0, max)
        .replace(/[\ud800-\udbff]$/, ""),
    );

function scalars(shape: ScalarShape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "boolean":
      return fc.boolean();
    case "int":
      return fc.integer();
    case "unsignedInt":
      return fc.nat({ max: 0xffffffff });
    case "dateTime":
      return fc.constantFrom("0001-01-01T00:00:00Z", "2026-11-22T10:32:26+00:00", "9999-12-31T23:59:59Z");
    case "base64":
      return fc.base64String({ maxLength: 40 });
    case "string":
      return texts(shape.max ?? 100);
  }
}

function values(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "scalar":
      return scalars(shape);
    case "any":
      return fc.record({
        type: fc.constantFrom("string", "unsignedInt", "boolean", "dateTime"),
        value: texts(200),
      });
    case "struct":
      return records(shape.fields);
    case "array":
      return fc.array(values(shape.of), {
        minLength: shape.min ?? 0,
        maxLength: Math.min(shape.max ?? 5, 5),
      });
    case "repeated":
      return fc.array(values(shape.of), { minLength: 1, maxLength: 4 });
    case "choice":
      return fc.oneof(
        ...Object.entries(shape.structs).map(([type, of]) =>
          records(of.fields).map((fields) => Object.assign({ type }, fields)),
        ),
      );
    case "optional":
      return fc.option(scalars(shape.of), { nil: undefined });
  }
}

function records(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record(Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, values(shape)])))
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
}

test.each(NAMES)("%s: any request is the same after encoding and decoding, without a warning", (rpc) => {
  fc.assert(
    fc.property(records(RPC[rpc].request), (args) => {
      const decoded = decode(encodeRequest(rpc, args as Request<typeof rpc>, OPTIONS));
      expect(decoded).toEqual({
        namespace: OPTIONS.namespace,
        id: "1",
        header: {},
        body: { kind: "request", rpc, args },
        warnings: [],
      });
    }),
    { numRuns: 40 },
  );
});

test.each(NAMES)("%s: any response is the same after encoding and decoding, without a warning", (rpc) => {
  fc.assert(
    fc.property(records(RPC[rpc].response), (args) => {
      const decoded = decode(encodeResponse(rpc, args as never, OPTIONS));
      expect(decoded).toEqual({
        namespace: OPTIONS.namespace,
        id: "1",
        header: {},
        body: { kind: "response", rpc, args },
        warnings: [],
      });
    }),
    { numRuns: 25 },
  );
});

test.each(NAMES)(
  "%s: children under any prefix and with strangers between them are the same request",
  (rpc) => {
    const [args] = fc.sample(records(RPC[rpc].request), { numRuns: 1, seed: 7 });
    const xml = encodeRequest(rpc, args as Request<typeof rpc>, OPTIONS);
    const odd = xml.replace(/<(\/?)(?!soap-env:|cwmp:)(\w)/g, "<$1cwmp:$2");
    expect(decode(odd).body).toEqual({ kind: "request", rpc, args });
    const strange = xml.replaceAll(/<(\w+)>/g, "<X_VENDOR_Note>n</X_VENDOR_Note><!-- c --><?p i?><$1>");
    const marked = xml.includes("arrayType") ? xml : strange;
    expect(decode(marked).body).toEqual({ kind: "request", rpc, args });
  },
);

test.each(NAMES)(
  "%s: without any argument it is decoded to empty values with a warning for each missing one",
  (rpc) => {
    const { body, warnings } = decode(envelopeOf(`<cwmp:${rpc}/>`));
    expect(body).toMatchObject({ kind: "request", rpc });
    const needed = Object.values<Shape>(RPC[rpc].request).filter(({ kind }) => kind !== "optional");
    expect(warnings.filter((text) => text.startsWith(`missing ${rpc}.`)).length).toBe(needed.length);
  },
);

test.each(NAMES)(
  "%s: the arguments stand on the wire in table order, unqualified, arrays with a prefixed arrayType",
  (rpc) => {
    const [args] = fc.sample(records(RPC[rpc].request), { numRuns: 1, seed: 11 });
    const xml = encodeRequest(rpc, args as Request<typeof rpc>, OPTIONS);
    const content = xml.slice(xml.indexOf(`<cwmp:${rpc}>`), xml.indexOf(`</cwmp:${rpc}>`));
    const positions = Object.keys(args!).map((name) => content.search(new RegExp(`<${name}[ >]`)));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(positions).not.toContain(-1);
    expect(content.slice(rpc.length + 7)).not.toMatch(/<\/?\w+:/);
    for (const [, type] of content.matchAll(/arrayType="([^"]*)"/g))
      expect(type).toMatch(/^(?:cwmp|xsd|soap-enc):\w+\[\d+\]$/);
  },
);

test("each direction has the methods of the standard and the required ones are marked [TR-069a6 A.3] [TR-069a6 A.4]", () => {
  const sent = (from: string) => NAMES.filter((name) => RPC[name].from === from || RPC[name].from === "both");
  const required = (from: string) =>
    sent(from)
      .filter((name) => RPC[name].required)
      .toSorted();
  expect([sent("acs").length, sent("cpe").length]).toEqual([20, 8]);
  expect(required("cpe")).toEqual([
    "AutonomousTransferComplete",
    "GetRPCMethods",
    "Inform",
    "TransferComplete",
  ]);
  expect(required("acs")).toEqual([
    "AddObject",
    "DeleteObject",
    "Download",
    "FactoryReset",
    "GetParameterAttributes",
    "GetParameterNames",
    "GetParameterValues",
    "GetRPCMethods",
    "Reboot",
    "SetParameterAttributes",
    "SetParameterValues",
  ]);
  expect(NAMES.filter((name) => RPC[name].effect === "reads").toSorted()).toEqual([
    "GetAllQueuedTransfers",
    "GetOptions",
    "GetParameterAttributes",
    "GetParameterNames",
    "GetParameterValues",
    "GetQueuedTransfers",
    "GetRPCMethods",
  ]);
});

test("an envelope has no XML declaration, the usual prefixes, an ID that must be understood and the CPE's namespace", () => {
  const xml = encodeRequest(
    "GetParameterNames",
    { ParameterPath: "Device.", NextLevel: true },
    { id: "a<b", namespace: "urn:dslforum-org:cwmp-1-2", holdRequests: true },
  );
  expect(xml).toBe(
    '<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">a&lt;b</cwmp:ID><cwmp:HoldRequests soap-env:mustUnderstand="1">1</cwmp:HoldRequests></soap-env:Header><soap-env:Body><cwmp:GetParameterNames><ParameterPath>Device.</ParameterPath><NextLevel>1</NextLevel></cwmp:GetParameterNames></soap-env:Body></soap-env:Envelope>',
  );
  expect(decode(xml)).toMatchObject({ id: "a<b", header: { holdRequests: true }, warnings: [] });
});

test.each([
  ["urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-0"],
  ["urn:dslforum-org:cwmp-1-3", "urn:dslforum-org:cwmp-1-3"],
  ["urn:dslforum-org:cwmp-9-9", "urn:dslforum-org:cwmp-1-2"],
  ["", "urn:dslforum-org:cwmp-1-0"],
  ['urn:dslforum-org:cwmp-1-0"><x', "urn:dslforum-org:cwmp-1-2"],
])("a CPE of namespace %j is answered in %s", (namespace, answered) => {
  expect(decode(encodeResponse("Inform", { MaxEnvelopes: 1 }, { namespace })).namespace).toBe(answered);
});

test("a value that XML cannot hold is refused before it is sent, a fault text loses it", () => {
  const args = {
    ParameterList: [{ Name: "Device.X", Value: { type: "string", value: "a\u0000b" } }],
    ParameterKey: "",
  };
  expect(() => encodeRequest("SetParameterValues", args, OPTIONS)).toThrow(
    expect.objectContaining({ code: "parameter.unrepresentable" }),
  );
  expect(
    decode(encodeFault({ code: 8003, message: "a\u0000\ud800b", parameters: [] }, OPTIONS)).body,
  ).toMatchObject({
    fault: { message: "a\ufffd\ufffdb" },
  });
});

test("every header element is read, the unknown ones that must be understood are named", () => {
  const header =
    "<cwmp:ID>\n 7 </cwmp:ID><cwmp:HoldRequests>true</cwmp:HoldRequests><cwmp:NoMoreRequests>0</cwmp:NoMoreRequests><cwmp:SessionTimeout>40</cwmp:SessionTimeout>" +
    '<cwmp:SupportedCWMPVersions>1.0, 1.4</cwmp:SupportedCWMPVersions><cwmp:UseCWMPVersion>1.4</cwmp:UseCWMPVersion><a soap:mustUnderstand="1"/><b soap:mustUnderstand="0"/>';
  expect(decode(envelopeOf("<cwmp:GetRPCMethods/>", header))).toMatchObject({
    id: "\n 7 ",
    header: {
      holdRequests: true,
      noMoreRequests: false,
      sessionTimeout: 40,
      supportedVersions: ["1.0", "1.4"],
      useVersion: "1.4",
      notUnderstood: ["a"],
    },
    warnings: [],
  });
});

test("ChangeDUState results come as repeated elements and as a list of structs", () => {
  const result = "<UUID>u</UUID><Resolved>1</Resolved><Fault><FaultCode>0</FaultCode></Fault>";
  const flat = decode(
    envelopeOf(
      `<cwmp:DUStateChangeComplete><Results>${result}</Results><Results>${result}</Results></cwmp:DUStateChangeComplete>`,
    ),
  );
  const nested = decode(
    envelopeOf(
      `<cwmp:DUStateChangeComplete><Results><OpResultStruct>${result}</OpResultStruct><OpResultStruct>${result}</OpResultStruct></Results></cwmp:DUStateChangeComplete>`,
    ),
  );
  expect(nested.body).toEqual(flat.body);
  expect(flat.body).toMatchObject({
    args: { Results: [{ UUID: "u", Resolved: true, Fault: { FaultCode: 0 } }, { UUID: "u" }] },
  });
});

test("numbers and booleans that are none read as the empty value with a warning", () => {
  const { body, warnings } = decode(
    envelopeOf(
      "<cwmp:AddObjectResponse><InstanceNumber> 12x</InstanceNumber><Status/></cwmp:AddObjectResponse>",
    ),
  );
  expect(body).toMatchObject({ args: { InstanceNumber: 12, Status: 0 } });
  expect(warnings).toEqual(["odd AddObjectResponse.InstanceNumber", "odd AddObjectResponse.Status", "no ID"]);
});

test.each(Object.entries(CWMP_FAULT))(
  "fault %s survives encoding and decoding and has a row of the gateway [TR-069a6 A.5.1] [TR-069a6 A.5.2]",
  (code, row) => {
    const fault = {
      code: Number(code),
      message: row.title,
      parameters: [{ name: "Device.A", code: 9007, message: "no" }],
    };
    const xml = encodeFault(fault, OPTIONS);
    expect(decode(xml).body).toEqual({ kind: "fault", fault });
    expect(xml).toContain(`<faultcode>${row.soap}</faultcode><faultstring>CWMP fault</faultstring>`);
    expect(FAULT).toHaveProperty([row.fault]);
    expect(row.by).toBe(code.startsWith("8") ? "acs" : "cpe");
  },
);

test("vendor codes and codes nobody defined have a row", () => {
  expect([faultRow(9855).title, faultRow(8855).by, faultRow(0).title]).toEqual([
    "Vendor-defined fault",
    "acs",
    "Unknown fault",
  ]);
});

test("an RPC name is a row of the table, not a property of objects", () => {
  expect(["Inform", "toString", "__proto__", "constructor"].map(isRpcName)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

function envelopeOf(body: string, header = ""): string {
  return `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}
