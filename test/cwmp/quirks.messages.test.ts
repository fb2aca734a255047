import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { DeviceEvent, Operation } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope, inform, requestIn, type CpeOptions } from "./cpe.ts";
import { changed } from "./lines.ts";
import { quirk } from "./quirk.ts";
import { bytesOf, staged } from "./quirk.stage.ts";
import { Wire, type WireAnswer } from "./wire.ts";

const deviceFile = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/captures/cwmp/devices/${name}.xml`, import.meta.url));

const read = (...ParameterNames: readonly string[]): Operation => ({
  type: "native",
  protocol: "cwmp",
  rpc: "GetParameterValues",
  args: { ParameterNames: [...ParameterNames] },
});
const set = (path: string, value: string): Operation => ({
  type: "native",
  protocol: "cwmp",
  rpc: "SetParameterValues",
  args: { ParameterList: [{ Name: path, Value: { type: "string", value } }], ParameterKey: "" },
});
const get: Operation = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 };

/** Everything the ACS says in a session with one operation of each kind, and in answer to a call it does not know. */
async function everyAnswer(): Promise<readonly WireAnswer[]> {
  const answers: WireAnswer[] = [];
  const acs = await startAcs();
  const line = changed((body) => body.replaceAll("cwmp-1-2", "cwmp-1-0"));
  const cpe = new Cpe(
    { "Device.DeviceInfo.ProvisioningCode": "x" },
    {
      line: async (address) => {
        const inner = await line(address);
        return {
          ...inner,
          post: async (body, headers) => {
            const answer = await inner.post(body, headers);
            answers.push(answer);
            return answer;
          },
        };
      },
    },
  );
  const device = acs.gateway.enrol("00256D-Box-S1");
  const update = { path: "Device.DeviceInfo.", params: { ProvisioningCode: "y" } };
  acs.gateway.submit(device, { type: "set", allowPartial: false, updates: [update] });
  acs.gateway.submit(device, get);
  acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  expect((await cpe.session(acs.address)).status).toBe(204);
  answers.push(await cpe.say(acs.address, "<cwmp:X_Vendor_Call/>"));
  expect(answers.map(({ body }) => requestIn({ ...ANY, body }).rpc)).toEqual(
    expect.arrayContaining(["InformResponse", "SetParameterValues", "GetParameterValues", "Reboot"]),
  );
  return answers;
}

const ANY: WireAnswer = { status: 200, headers: {}, all: [], body: "" };

/** The namespaces that a recorded client is answered in. */
async function answeredIn(client: string): Promise<readonly string[]> {
  const stage = await staged({
    informs: bytesOf(client, ":Inform>").body,
    operations: [read("InternetGatewayDevice.DeviceInfo.UpTime"), read("InternetGatewayDevice.Time.")],
  });
  const first = await stage.ask(stage.cookie);
  const reply = bytesOf(client, "GetParameterValuesResponse").body;
  const second = await stage.reply(reply, first.id, stage.cookie);
  expect([first.rpc, second.rpc]).toEqual(["GetParameterValues", "GetParameterValues"]);
  stage.wire.close();
  const bodies = [stage.opened, first.answer, second.answer].map(({ body }) => body);
  return [...new Set(bodies.flatMap((body) => /urn:dslforum-org:[\w-]+/.exec(body) ?? []))];
}

quirk("easycwmp-namespace", async () => {
  expect(await answeredIn("easycwmp/")).toEqual(["urn:dslforum-org:cwmp-1-2"]);
});
quirk("netcwmp-namespace", async () => {
  expect(await answeredIn("netcwmp-noxmldecl/")).toEqual(["urn:dslforum-org:cwmp-1-0"]);
});
quirk("cwmp-sim-namespace", async () => {
  expect(await answeredIn("cwmp-sim/")).toEqual(["urn:dslforum-org:cwmp-1-0"]);
});

quirk("rdk-mustunderstand", async () => {
  for (const { body } of await everyAnswer())
    if (body !== "") expect(body).toMatch(/<soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">/);
});

const declaration = async () => {
  for (const { body } of await everyAnswer())
    if (body !== "") expect(body.startsWith("<soap-env:Envelope ")).toBe(true);
};
quirk("netcwmp-declaration", declaration);
quirk("orange-declaration", declaration);

const length = async () => {
  for (const { body, headers } of await everyAnswer()) {
    expect(headers["transfer-encoding"]).toBeUndefined();
    if (body !== "") expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
  }
};
quirk("netcwmp-length", length);
quirk("cakar-length", length);

quirk("bontiv-qualified", async () => {
  const qualified = (xml: string): string =>
    xml.replace(/<(\/?)(?!cwmp:|SOAP|\?|!)([A-Z]\w*)/g, "<$1cwmp:$2");
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  const id = acs.gateway.submit(device, get);
  const cpe = new Cpe({ "Device.DeviceInfo.UpTime": "7" }, { line: changed(qualified) });
  expect((await cpe.session(acs.address, [["1 BOOT", ""]])).status).toBe(204);
  expect(acs.gateway.outcome(id)?.state).toBe("succeeded");
  expect((await acs.gateway.knowledge(device)).values.get("Device.DeviceInfo.UpTime")?.value).toBe("7");
  expect(acs.gateway.contacts[0]?.facts).toMatchObject({ manufacturer: "Acme", softwareVersion: "2.0" });
});

quirk("netcwmp-detail", async () => {
  const interval = "InternetGatewayDevice.ManagementServer.PeriodicInformInterval";
  const stage = await staged({
    informs: bytesOf("netcwmp-noxmldecl/", ":Inform>").body,
    operations: [set(interval, "5")],
  });
  const { rpc, id } = await stage.ask(stage.cookie);
  expect(rpc).toBe("SetParameterValues");
  const { answer } = await stage.reply(bytesOf("netcwmp", interval, "9008").body, id, stage.cookie);
  expect(answer.status).toBe(204);
  const outcome = stage.acs.gateway.outcome(stage.ids[0]!);
  expect(outcome).toMatchObject({
    state: "failed",
    problem: {
      code: "parameter.readOnly",
      errors: [{ path: interval, code: "parameter.readOnly", protocolCode: "cwmp:9008" }],
    },
  });
  stage.wire.close();
});

quirk("cwmp-sim-fault", async () => {
  const stage = await staged({
    informs: bytesOf("cwmp-sim/", ":Inform>").body,
    operations: [set("Device.DeviceInfo.SerialNumber", "x")],
  });
  const { id } = await stage.ask();
  const { answer } = await stage.reply(bytesOf("cwmp-sim/", "<soap:Fault>").body, id);
  expect(answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)).toMatchObject({
    state: "failed",
    problem: { code: "parameter.readOnly", protocolCode: "cwmp:9008" },
  });
  stage.wire.close();
});

quirk("cisco-fault-header", async () => {
  const stage = await staged({ operations: [read("Device.DeviceInfo.")] });
  await stage.ask();
  expect((await stage.wire.post(deviceFile("cisco-spa122-fault-noheader"))).status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)).toMatchObject({
    state: "failed",
    problem: { protocolCode: "cwmp:9002" },
  });
  stage.wire.close();
});

quirk("cisco-value", async () => {
  const log = "Device.DeviceInfo.DeviceLog";
  const stage = await staged({ operations: [{ type: "get", paths: [log], maxDepth: 0 }] });
  const { id } = await stage.ask();
  const { answer } = await stage.reply(deviceFile("cisco-spa122-gpv-missing-value"), id);
  expect(answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("succeeded");
  expect((await stage.acs.gateway.knowledge(stage.device)).values.get(log)?.value).toBe("");
  stage.wire.close();
});

quirk("mikrotik-header", async () => {
  const stage = await staged({
    informs: deviceFile("mikrotik-inform-noheader"),
    operations: [read("Device.")],
  });
  expect(stage.opened.body).toContain("<soap-env:Header></soap-env:Header>");
  expect(stage.acs.gateway.contacts[0]?.identity.value).toBe("E48D8C-RB2011iL-7DCF08DC745D");
  expect((await stage.ask()).rpc).toBe("GetParameterValues");
  stage.wire.close();
});

const zyxel = async (file: string, identity: string, id: string): Promise<void> => {
  const stage = await staged({ informs: deviceFile(file) });
  expect(stage.acs.gateway.contacts[0]?.identity.value).toBe(identity);
  expect(requestIn(stage.opened)).toEqual({ rpc: "InformResponse", id });
  expect((await stage.ask()).answer.status).toBe(204);
  stage.wire.close();
};
quirk("zyxel-2601", () => zyxel("fullrate-2601", "EC43F6-P%2D2601HN%2DF1-EC43F69AF408", "100"));
quirk("zyxel-vmg", () => zyxel("fullrate-vmg", "4C9EFF-VMG8924%2DB10A-S140Y24025829", "844317904"));

/** What Informs tell, one session each, some time apart. */
async function told(
  informs: readonly (Buffer | string)[],
  apartMs = 0,
): Promise<{ events: readonly DeviceEvent[]; resets: readonly boolean[] }> {
  const acs = await startAcs();
  for (const body of informs) {
    const wire = await Wire.open(acs.address);
    expect((await wire.post(body)).status).toBe(200);
    expect((await wire.post("")).status).toBe(204);
    wire.close();
    acs.clock.move(apartMs);
  }
  const { contacts } = acs.gateway;
  return { events: contacts.flatMap(({ events }) => events), resets: contacts.map(({ reset }) => reset) };
}

const withEvents = (events: CpeOptions["events"]): string => inform(events === undefined ? {} : { events });

quirk("zte-bootstrap-key", async () => {
  const { events, resets } = await told([deviceFile("zte-f600w-inform")]);
  expect(resets).toEqual([true]);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["bootstrap", "boot"]));
  expect(events.find(({ type }) => type === "boot")).toMatchObject({ cause: "LocalReboot", commandKey: "" });
});

quirk("zte-clock", async () => {
  const file = deviceFile("zte-f600w-inform");
  const { events } = await told([file, file], 600_000);
  const boots = events.filter(({ type }) => type === "boot").map(({ id }) => id);
  expect([boots.length, new Set(boots).size]).toEqual([2, 2]);
});

quirk("mhils-events", async () => {
  const { events, resets } = await told([
    withEvents([
      ["1 Boot", ""],
      ["0 BOOTSTRAP", ""],
    ]),
  ]);
  expect(resets).toEqual([true]);
  expect(events.map(({ type }) => type).toSorted()).toEqual(["boot", "bootstrap"]);
});

quirk("evcpe-events", async () => {
  const { events, resets } = await told([
    withEvents([]).replace("<RetryCount>0<", "<RetryCount>1<").replace("EventStruct[1]", "EventStruct[0]"),
  ]);
  expect({ events, resets }).toEqual({ events: [], resets: [false] });
});

quirk("broadcom-order", async () => {
  const boot = await told([
    withEvents([
      ["M Reboot", "key"],
      ["1 BOOT", ""],
    ]),
  ]);
  expect(boot.events).toEqual([
    expect.objectContaining({ type: "boot", cause: "RemoteReboot", commandKey: "key" }),
  ]);
  const done = await told([
    withEvents([
      ["M Download", "key"],
      ["7 TRANSFER COMPLETE", ""],
    ]),
  ]);
  expect(done.events).toEqual([]);
});

const IMAGE: Operation = {
  type: "operate",
  command: "Device.DeviceInfo.FirmwareImage.1.Download()",
  input: { URL: "http://f/x", AutoActivate: "true" },
};
const ACCEPTED =
  "<cwmp:DownloadResponse><Status>1</Status><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime></cwmp:DownloadResponse>";
const transferComplete = (key: string): string =>
  `<cwmp:TransferComplete><CommandKey>${key}</CommandKey><FaultStruct><FaultCode>9010</FaultCode><FaultString>no</FaultString></FaultStruct><StartTime>2026-11-26T00:00:00Z</StartTime><CompleteTime>2026-11-26T00:00:00Z</CompleteTime></cwmp:TransferComplete>`;

/** A CPE that took downloads, and says in a session with these events how those with these numbers ended. */
async function transfers(
  operations: readonly Operation[],
  later: CpeOptions["events"] & object,
  reported: readonly number[],
) {
  const acs = await startAcs();
  const cpe = new Cpe({ "Device.DeviceInfo.SoftwareVersion": "2.0" });
  const device = acs.gateway.enrol("00256D-Box-S1");
  const ids = operations.map((operation) => acs.gateway.submit(device, operation));
  cpe.override = (rpc, _body, id) => (rpc === "Download" ? envelope(ACCEPTED, id) : undefined);
  await cpe.session(acs.address);
  expect(ids.map((id) => acs.gateway.outcome(id)?.state)).toEqual(ids.map(() => "pending"));
  const wire = await Wire.open(acs.address);
  await wire.post(inform({ events: later }));
  for (const index of reported) {
    const key = (await acs.gateway.operation(ids[index]!))?.commandKey ?? "";
    const answer = await wire.post(envelope(transferComplete(key), `t${String(index)}`));
    expect(requestIn(answer)).toEqual({ rpc: "TransferCompleteResponse", id: `t${String(index)}` });
  }
  expect((await wire.post("")).status).toBe(204);
  wire.close();
  const events = acs.gateway.reports.flatMap((report) => report.events);
  const done = new Set(events.map((event) => (event.type === "commandComplete" ? event.commandKey : "")));
  const keys = await Promise.all(ids.map(async (id) => (await acs.gateway.operation(id))?.commandKey ?? ""));
  return { ended: keys.map((key) => done.has(key)) };
}

quirk("netcwmp-transfer", async () => {
  expect(await transfers([IMAGE], [["1 BOOT", ""]], [0])).toEqual({ ended: [true] });
});

quirk("netcwmp-last-transfer", async () => {
  expect(await transfers([IMAGE, IMAGE], [["1 BOOT", ""]], [1])).toEqual({ ended: [false, true] });
});

quirk("easycwmp-transfer", async () => {
  const events = [
    ["7 TRANSFER COMPLETE", ""],
    ["M Download", ""],
  ] as const;
  expect(await transfers([IMAGE, IMAGE], events, [0, 1])).toEqual({ ended: [true, true] });
});

quirk("rdk-repeat", async () => {
  const body = withEvents([
    ["1 BOOT", ""],
    ["3 SCHEDULED", ""],
    ["M ScheduleInform", "key"],
    ["M Reboot", "key"],
    ["8 DIAGNOSTICS COMPLETE", ""],
  ]);
  const { events } = await told([body, body.replace("<RetryCount>0<", "<RetryCount>1<")], 60_000);
  const half = events.length / 2;
  expect(half).toBe(3);
  expect(events.slice(half).map(({ id }) => id)).toEqual(events.slice(0, half).map(({ id }) => id));
});

const forced = async (keeps: RegExp): Promise<void> => {
  const struct = /<ParameterValueStruct><Name>([^<]*)<\/Name>.*?<\/ParameterValueStruct>/g;
  const body = inform().replace(struct, (all, name: string) => (keeps.test(name) ? all : ""));
  const stage = await staged({ informs: body, operations: [get] });
  expect(stage.acs.gateway.contacts[0]?.facts).toMatchObject({ manufacturer: "Acme", serialNumber: "S1" });
  expect((await stage.ask()).rpc).toBe("GetParameterValues");
  stage.wire.close();
};
quirk("genieacs-sim-forced", () => forced(/SoftwareVersion|ConnectionRequestURL/));
quirk("bontiv-forced", () => forced(/ConnectionRequestURL/));
quirk("cakar-forced", () => forced(/^never$/));

quirk("easycwmp-retry", async () => {
  const lost = bytesOf("easycwmp-dropinform/conn-001", ":Inform>").body;
  const again = bytesOf("easycwmp-dropinform/conn-002", ":Inform>").body;
  expect(again.toString()).toMatch(/<RetryCount>1</);
  const acs = await startAcs();
  // The answer to the first one never arrives.
  const wire = await Wire.open(acs.address);
  wire.socket.pause();
  wire.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(lost.length)}\r\n\r\n`);
  wire.write(lost);
  await expect.poll(() => acs.gateway.contacts.length).toBe(1);
  wire.close();
  const second = await Wire.open(acs.address);
  expect((await second.post(again)).status).toBe(200);
  expect((await second.post("")).status).toBe(204);
  second.close();
  const [one, two] = acs.gateway.contacts.map(({ events }) => events.map(({ type }) => type));
  expect(two).toEqual(one);
});

quirk("easycwmp-resend", async () => {
  const first = bytesOf("easycwmp-8005/", ":Inform>").body;
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  const answers = [await wire.post(first), await wire.post(first)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(answers.map((answer) => requestIn(answer).id)).size).toBe(1);
  expect((await wire.post("")).status).toBe(204);
  wire.close();
  const [one, two] = acs.gateway.contacts.map(({ events }) => events.map(({ id }) => id));
  expect(two).toEqual(one);
  expect(acs.lines.filter((line) => line.includes("bad_input"))).toEqual([]);
});
