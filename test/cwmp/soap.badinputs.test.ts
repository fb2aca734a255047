/* oxlint-disable typescript/no-unsafe-type-assertion -- the fixture is a file of ours */
import { readFileSync } from "node:fs";
import { Fault } from "#core";
import { expect, test } from "vitest";
import { decodeEnvelope, encodeFault, encodeResponse } from "../../cwmp/soap/codec.ts";
import type { Decoded } from "../../cwmp/soap/message.ts";

const ROWS = JSON.parse(
  readFileSync(new URL("../fixtures/bad-inputs-soap.json", import.meta.url), "utf8"),
) as readonly { readonly id: string; readonly input: string; readonly payload?: unknown }[];
const ENVELOPE =
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">';
const inBody = (xml: string, header = "") =>
  `${ENVELOPE}${header === "" ? "" : `<soap:Header>${header}</soap:Header>`}<soap:Body>${xml}</soap:Body></soap:Envelope>`;
const payload = (id: string) => ROWS.find((row) => row.id === id)!.payload as string;
const value = (text: string) =>
  inBody(
    `<cwmp:GetParameterValuesResponse><ParameterList><ParameterValueStruct><Name>Device.X</Name><Value>${text}</Value></ParameterValueStruct></ParameterList></cwmp:GetParameterValuesResponse>`,
  );

/** ms of CPU that one MiB of input may cost, with room for a busy machine. */
const MS_PER_MIB = 400;

function outcome(body: string | Buffer, contentType?: string): Decoded | Fault {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const start = process.cpuUsage();
  const found = decoded(bytes, contentType);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(50 + (MS_PER_MIB * bytes.length) / 2 ** 20);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  return found;
}

function decoded(bytes: Buffer, contentType: string | undefined): Decoded | Fault {
  try {
    return decodeEnvelope(bytes, contentType);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
}

function refused(reason: string) {
  return (body: string | Buffer, contentType?: string) => {
    const fault = outcome(body, contentType);
    expect(fault).toMatchObject({
      code: "cwmp.xml",
      facts: { reason, offset: expect.any(Number) as number },
    });
  };
}

function accepted(body: string | Buffer, contentType?: string): Decoded {
  const found = outcome(body, contentType);
  if (found instanceof Fault) throw found;
  return found;
}

function firstValue(text: string): string {
  const { body } = accepted(value(text));
  return body.kind === "response" && body.rpc === "GetParameterValues"
    ? body.args.ParameterList[0]!.Value.value
    : expect.fail();
}

/** What each row demands of the scanner and the codec; the rest of a row belongs to the endpoint or the session. */
const CASES: Readonly<Record<string, () => void>> = {
  "SOAP-01": () => refused("doctype")(payload("SOAP-01")),
  "SOAP-02": () =>
    refused("doctype")(`<!DOCTYPE x [<!ENTITY a "${"A".repeat(50_000)}">]><x>${"&a;".repeat(50_000)}</x>`),
  "SOAP-03": () => refused("doctype")(payload("SOAP-03")),
  "SOAP-05": () => refused("doctype")(payload("SOAP-05")),
  "SOAP-06": () => refused("depth")("<a>".repeat(100_000)),
  "SOAP-07": () => refused("depth")("<a>".repeat(1_000_000)),
  "SOAP-08": () =>
    refused("attributes")(`<a ${Array.from({ length: 200_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`),
  "SOAP-09": () =>
    refused("attributes")(`<a ${Array.from({ length: 50_000 }, (_, i) => `xmlns:a${i}="u"`).join(" ")}/>`),
  "SOAP-11": () => refused("elements")(inBody("<a/>".repeat(500_000))),
  "SOAP-12": () => {
    refused("text")(value("x".repeat(10 * 2 ** 20)));
    refused("text")(value("<![CDATA[x]]>".repeat(70_000)));
    refused("text")(value(`${"x".repeat(60_000)}<b/>`.repeat(2)));
  },
  "SOAP-13": () => refused("duplicateAttribute")(payload("SOAP-13")),
  "SOAP-15": () => {
    refused("empty")(payload("SOAP-15"));
    refused("empty")("");
    refused("empty")("\r\n<!-- nothing --><?xml version='1.0'?>");
  },
  "SOAP-16": () => {
    refused("nul")(payload("SOAP-16"));
    refused("nul")(inBody("<a><!-- \0 --></a>"));
    expect(firstValue("a\u0001\u001b\u000bb")).toBe("ab");
    expect(accepted(value("a\u0001b")).warnings).toContainEqual(
      expect.stringMatching(/^control character at \d+$/),
    );
  },
  "SOAP-17": () => {
    for (const reference of [
      "&#0;",
      "&#xD800;",
      "&#xDFFF;",
      "&#x110000;",
      "&#99999999999;",
      "&#;",
      "&#x;",
      "&#xG;",
      "&#65",
    ]) {
      refused("characterReference")(value(reference));
    }
    expect(firstValue("&#65;&#x42;&#x1F600;&#13;")).toBe("AB😀\r");
  },
  "SOAP-18": () => {
    expect(accepted(payload("SOAP-18")).body).toEqual({ kind: "unknown", name: "__proto__" });
    for (const name of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]) {
      const { body } = accepted(
        inBody(
          `<cwmp:AddObjectResponse><${name}><polluted>1</polluted></${name}><InstanceNumber>3</InstanceNumber><Status>0</Status></cwmp:AddObjectResponse>`,
        ),
      );
      expect(body).toEqual({ kind: "response", rpc: "AddObject", args: { InstanceNumber: 3, Status: 0 } });
      expect(accepted(inBody(`<${name}/>`)).body).toEqual({ kind: "unknown", name });
    }
  },
  "SOAP-19": () => {
    refused("charset")(inBody("<a/>"), "text/xml; charset=utf-99");
    refused("charset")(`<?xml version="1.0" encoding="utf-99"?>${inBody("<a/>")}`);
    refused("charset")(`<?xml version="1.0" encoding="UTF-16"?>${inBody("<a/>")}`);
    refused("charset")(inBody("<a/>"), 'text/xml; charset="utf-16"');
    refused("charset")(
      Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-8"?>${inBody("<a/>")}`, "utf16le"),
    );
  },
  "SOAP-20": () => {
    const [before, after] = value("|").split("|");
    const read = accepted(
      Buffer.concat([Buffer.from(before!), Buffer.from("fffec080", "hex"), Buffer.from(after!)]),
    );
    expect(read.body).toMatchObject({
      args: { ParameterList: [{ Value: { value: "\ufffd\ufffd\ufffd\ufffd" } }] },
    });
    expect(read.warnings).toContainEqual(expect.stringMatching(/^not UTF-8 at \d+$/));
  },
  "SOAP-21": () => {
    const read = accepted("<s:Envelope><Body><q:GetRPCMethods/></Body></s:Envelope>");
    expect(read.body).toEqual({ kind: "request", rpc: "GetRPCMethods", args: {} });
    expect(read.warnings).toEqual(["undeclared prefix at 0", "unknown CWMP namespace", "no ID"]);
  },
  "SOAP-22": () => {
    expect(outcome(payload("SOAP-22"))).toMatchObject({ code: "cwmp.soap", facts: { reason: "emptyBody" } });
    const read = accepted(inBody("<cwmp:GetRPCMethods/>").replace("cwmp-1-0", "cwmp-9-9"));
    expect([read.namespace, read.warnings]).toEqual([
      "urn:dslforum-org:cwmp-9-9",
      ["unknown CWMP namespace", "no ID"],
    ]);
    expect(encodeResponse("Inform", { MaxEnvelopes: 1 }, { namespace: read.namespace })).toContain(
      "cwmp-1-2",
    );
  },
  "SOAP-23": () => {
    const { header } = accepted(inBody("<cwmp:GetRPCMethods/>", '<x:New soap:mustUnderstand="1"/><x:Old/>'));
    expect(header.notUnderstood).toEqual(["New"]);
    const xml = encodeFault(
      { code: 8003, message: "New", parameters: [], soap: "MustUnderstand" },
      { namespace: "" },
    );
    expect(xml).toContain(
      "<soap-env:Fault><faultcode>MustUnderstand</faultcode><faultstring>New</faultstring></soap-env:Fault>",
    );
  },
  "SOAP-24": () => {
    expect(accepted(inBody("<cwmp:GetRPCMethods/>")).id).toBeUndefined();
    const long = accepted(inBody("<cwmp:GetRPCMethods/>", `<cwmp:ID>${"i".repeat(10_000)}</cwmp:ID>`));
    expect([long.id, long.warnings]).toEqual(["i".repeat(256), ["long ID"]]);
    const markup = accepted(inBody("<cwmp:GetRPCMethods/>", '<cwmp:ID>&lt;b&gt;&amp;"</cwmp:ID>'));
    const echoed = encodeResponse("Inform", { MaxEnvelopes: 1 }, { id: markup.id!, namespace: "" });
    expect(accepted(echoed).id).toBe('<b>&"');
  },
  "SOAP-25": () => expect(accepted(payload("SOAP-25")).body).toEqual({ kind: "unknown", name: "Foo" }),
  "SOAP-26": () => {
    const { body, warnings } = accepted(payload("SOAP-26"));
    expect(body).toMatchObject({
      args: { DeviceId: { Manufacturer: "", OUI: "", ProductClass: "", SerialNumber: "" }, Event: [] },
    });
    expect(warnings).toEqual(
      expect.arrayContaining(["missing DeviceIdStruct.OUI", "missing DeviceIdStruct.SerialNumber"]),
    );
    expect(accepted(inBody("<cwmp:Inform/>")).warnings).toContain("missing Inform.DeviceId");
  },
  "SOAP-31": () => {
    const xml = inBody(
      '<cwmp:GetRPCMethodsResponse><MethodList e:arrayType="xsd:string[7]"><string>A</string></MethodList></cwmp:GetRPCMethodsResponse>',
    );
    expect(accepted(xml)).toMatchObject({
      body: { args: { MethodList: ["A"] } },
      warnings: expect.arrayContaining(["miscounted GetRPCMethodsResponse.MethodList"]) as string[],
    });
  },
  "SOAP-33": () => {
    for (const name of [
      "Device.__proto__.x",
      "Device..x",
      `Device.${"x.".repeat(33)}`,
      `Device.${"y".repeat(260)}`,
      "Device.x  ",
    ]) {
      const read = accepted(value("1").replace("Device.X", name));
      expect(read.body).toMatchObject({
        args: { ParameterList: [{ Name: name, Value: { value: "1" } }] },
      });
      expect(read.warnings.includes("long ParameterValueStruct.Name")).toBe(name.length > 256);
    }
  },
  "SOAP-34": () => {
    for (const text of ["yes", "0000-00-00", "NaN", "9223372036854775808", "1e400"]) {
      const read = accepted(value(text));
      expect(read.body).toMatchObject({ args: { ParameterList: [{ Value: { type: "", value: text } }] } });
      expect(read.warnings).toContain("untyped ParameterValueStruct.Value");
    }
  },
  "SOAP-35": () => {
    for (const text of (ROWS.find(({ id }) => id === "SOAP-35")!.payload as string[]).filter(
      (each) => !each.includes("\u001b"),
    )) {
      expect(firstValue(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))).toBe(text);
    }
    expect(firstValue("&lt;/script>&lt;img onerror>")).toBe("</script><img onerror>");
    expect(firstValue("\u001b[2J")).toBe("[2J");
  },
  "SOAP-37": () => {
    const one =
      "<SetParameterValuesFault><ParameterName>Device.A</ParameterName><FaultCode>9007</FaultCode></SetParameterValuesFault>";
    const { body, warnings } = accepted(
      inBody(
        `<soap:Fault><detail><cwmp:Fault><FaultCode/><FaultString>${"f".repeat(60_000)}</FaultString>${one.repeat(10_000)}</cwmp:Fault></detail></soap:Fault>`,
      ),
    );
    if (body.kind !== "fault") return expect.fail("a fault");
    expect([body.fault.code, body.fault.message.length, body.fault.parameters.length]).toEqual([
      0, 1024, 1000,
    ]);
    expect(warnings).toEqual(
      expect.arrayContaining(["odd FaultCode", "long fault text", "too many SetParameterValuesFault"]),
    );
    refused("text")(inBody(`<soap:Fault><faultstring>${"f".repeat(100_000)}</faultstring></soap:Fault>`));
    expect(accepted(inBody("<soap:Fault><faultstring>broken</faultstring></soap:Fault>")).body).toEqual({
      kind: "fault",
      fault: { code: 0, message: "broken", parameters: [] },
    });
  },
  "SOAP-40": () => {
    for (const time of ["0001-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "soon", ""]) {
      const { body } = accepted(
        inBody(
          `<cwmp:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct><StartTime>${time}</StartTime><CompleteTime>${time}</CompleteTime></cwmp:TransferComplete>`,
        ),
      );
      expect(body).toMatchObject({
        rpc: "TransferComplete",
        args: { CommandKey: "k", StartTime: time, CompleteTime: time },
      });
    }
  },
  "SOAP-41": () => {
    for (const rpc of [
      "AutonomousTransferComplete",
      "RequestDownload",
      "GetRPCMethods",
      "DUStateChangeComplete",
      "Kicked",
    ]) {
      expect(accepted(inBody(`<cwmp:${rpc}/>`)).body).toMatchObject({ kind: "request", rpc });
    }
  },
};

test("every row of the fixture has its case", () => {
  expect(Object.keys(CASES)).toEqual(ROWS.map(({ id }) => id));
});

test.each(ROWS)("$id: $input", ({ id }) => {
  CASES[id]!();
  const { body } = accepted(inBody("<cwmp:GetRPCMethods/>"));
  expect(body).toEqual({ kind: "request", rpc: "GetRPCMethods", args: {} });
});
