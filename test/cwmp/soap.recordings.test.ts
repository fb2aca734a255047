import { expect, test } from "vitest";
import { decodeEnvelope, encodeFault, encodeRequest, encodeResponse } from "../../cwmp/soap/codec.ts";
import type { Body, Decoded } from "../../cwmp/soap/message.ts";
import { envelopes, shown, type Recorded } from "./recordings.ts";

const SHOWN = shown();
const ALL = envelopes();
const decode = ({ body, headers }: Recorded) => decodeEnvelope(body, headers.get("content-type"));

/** Every leaf value in table order, as text. */
function leaves(value: unknown): string[] {
  if (typeof value === "boolean") return [value ? "1" : "0"];
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}

function read(at: string): Decoded {
  const found = ALL.find((message) => message.at === at);
  if (found === undefined) throw new Error(at);
  return decode(found);
}

function encode({ body, id, namespace }: Decoded): string | undefined {
  const options = { namespace, ...(id === undefined ? {} : { id }) };
  if (body.kind === "request") return encodeRequest(body.rpc, body.args, options);
  if (body.kind === "response") return encodeResponse(body.rpc, body.args, options);
  return body.kind === "fault" ? encodeFault(body.fault, options) : undefined;
}

test("every envelope that was recorded is among the expected ones, and the other way round", () => {
  expect(ALL.map(({ at }) => at).toSorted()).toEqual([...SHOWN.keys()].toSorted());
  expect(ALL.filter(({ from }) => from === "cpe").length).toBeGreaterThan(100);
});

/** A decoded envelope in the form of the expected ones. cwmp-sim sends the FaultStruct of a TransferComplete last. */
function shape({ body, id, namespace }: Decoded): unknown {
  const about = { kind: body.kind, namespace, id: id ?? null };
  if (body.kind === "fault" || body.kind === "unknown") return { ...about, ...body };
  const texts = leaves(body.args);
  return { ...about, rpc: body.rpc, leaves: body.rpc === "TransferComplete" ? texts.toSorted() : texts };
}

test.each(ALL)("$at is decoded as it was recorded", (message) => {
  const { kind, id, namespace, rpc, name, fault, leaves: texts } = SHOWN.get(message.at)!;
  const want = {
    kind,
    id,
    namespace,
    rpc,
    name,
    fault,
    leaves: rpc === "TransferComplete" ? texts?.toSorted() : texts,
  };
  expect(message.from).toBe(SHOWN.get(message.at)!.from);
  expect(shape(decode(message))).toEqual(JSON.parse(JSON.stringify(want)));
});

const INFORMS = ALL.map((message) => ({ at: message.at, body: decode(message).body }))
  .map(({ at, body }) =>
    body.kind === "request" && body.rpc === "Inform" ? { at, inform: body.args } : undefined,
  )
  .filter((found) => found !== undefined);

test("as many Informs are found as were recorded", () => {
  expect(INFORMS.length).toBe(
    [...SHOWN.values()].filter(({ kind, rpc }) => kind === "request" && rpc === "Inform").length,
  );
});

test.each(INFORMS)("$at names its device, its events and its parameters", ({ at, inform }) => {
  const { DeviceId, Event, ParameterList, RetryCount, MaxEnvelopes } = inform;
  expect({
    deviceId: [DeviceId.Manufacturer, DeviceId.OUI, DeviceId.ProductClass, DeviceId.SerialNumber],
    events: Event.map(({ EventCode, CommandKey }) => [EventCode, CommandKey]),
    parameters: ParameterList.length,
    retryCount: RetryCount,
  }).toEqual({
    deviceId: SHOWN.get(at)!.deviceId,
    events: SHOWN.get(at)!.events,
    parameters: SHOWN.get(at)!.parameters,
    retryCount: SHOWN.get(at)!.retryCount,
  });
  expect(MaxEnvelopes).toBe(1);
});

test.each(ALL.filter(({ at }) => SHOWN.get(at)?.kind !== "unknown"))(
  "$at means the same after decoding, encoding and decoding again",
  (message) => {
    const first = decode(message);
    const again = decodeEnvelope(Buffer.from(encode(first)!));
    expect(plain(again.body)).toEqual(plain(first.body));
    expect([again.id, again.namespace]).toEqual([first.id, first.namespace]);
  },
);

/** A value without a type leaves as `xsd:string`: there is no way to leave it open. */
function plain(body: Body): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll('"type":""', '"type":"string"'));
}

test("clients of the recordings need no warning, except for what is known of them", () => {
  const seen = new Set(
    ALL.filter(({ from }) => from === "cpe").flatMap((message) =>
      decode(message).warnings.map((text) => `${message.at.split("/")[0]}: ${text.replace(/ at \d+$/, "")}`),
    ),
  );
  expect([...seen].toSorted()).toEqual([
    "cwmp-sim: undeclared prefix",
    "devices: long EventStruct.CommandKey",
    "devices: miscounted Inform.ParameterList",
    "devices: missing ParameterValueStruct.Value",
    "devices: no ID",
  ]);
});

test("a lost Inform comes again with its RetryCount, a fault 8005 gets the same Inform with the same ID", () => {
  const retry = read("easycwmp-dropinform/conn-002.jsonl:0").body;
  expect(retry.kind === "request" && retry.rpc === "Inform" && retry.args.RetryCount).toBe(1);
  const [before, fault, after] = [0, 1, 2].map((line) => read(`easycwmp-8005/conn-001.jsonl:${line}`));
  expect(fault?.body).toMatchObject({ kind: "fault", fault: { code: 8005 } });
  expect([after?.id, after?.body]).toEqual([before?.id, before?.body]);
});

test("a fault is found inside faultstring, in an undeclared prefix and without a Header", () => {
  expect(read("netcwmp-noxmldecl/conn-001.jsonl:12").body).toMatchObject({
    kind: "fault",
    fault: {
      code: 9003,
      parameters: [{ name: "InternetGatewayDevice.ManagementServer.PeriodicInformInterval", code: 9008 }],
    },
  });
  expect(read("cwmp-sim/conn-002.jsonl:14").body).toMatchObject({ kind: "fault", fault: { code: 9008 } });
  const cisco = read("devices/cisco-spa122-fault-noheader.xml:0");
  expect([cisco.id, cisco.body]).toEqual([
    undefined,
    { kind: "fault", fault: { code: 9002, message: "Internal error", parameters: [] } },
  ]);
});

test("a missing Value is an empty one with a warning", () => {
  const { body, warnings } = read("devices/cisco-spa122-gpv-missing-value.xml:0");
  expect(body).toEqual({
    kind: "response",
    rpc: "GetParameterValues",
    args: { ParameterList: [{ Name: "Device.DeviceInfo.DeviceLog", Value: { type: "", value: "" } }] },
  });
  expect(warnings).toEqual(["missing ParameterValueStruct.Value"]);
});

test("a Status that is a fault code is given as it came", () => {
  expect(read("cwmp-sim/conn-002.jsonl:20").body).toMatchObject({
    rpc: "AddObject",
    args: { InstanceNumber: 0, Status: 9005 },
  });
});
