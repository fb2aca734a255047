import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cpe, envelope, fault, inform, requestIn } from "../cwmp/cpe.ts";
import { Wire, type WireAnswer } from "../cwmp/wire.ts";
import { until } from "../contract/api.ts";
import { named, slowly } from "./hostile.cwmp.ts";
import { CANARY, type Row, rowsOf, Target, withinASecond } from "./hostile.rig.ts";

const TREE = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.UpTime": "7",
  "Device.ManagementServer.PeriodicInformInterval": "300",
  "Device.ManagementServer.ConnectionRequestURL": "http://127.0.0.1:1/cr",
};
const target = new Target(["--cwmp-provision-credentials", "false"]);
const good = new Cpe(TREE, { serial: "GOOD" });
const rows = rowsOf("HTTP", "SESS", "SOAP");

beforeAll(async () => {
  await target.start();
  expect((await good.session(target.cwmp)).status).toBe(204);
});
afterAll(() => target.stop());

/** A session of a known device in which one RPC of one operation is outstanding. */
interface Stage {
  readonly wire: Wire;
  readonly headers: { readonly Cookie: string };
  readonly serial: string;
  readonly rpc: string;
  readonly rpcId: string;
  readonly answer: (xml: string) => Promise<WireAnswer>;
}

let count = 0;

function deviceOf(serial: string): Promise<string> {
  return until(`${serial} is listed`, async () => {
    const { body } = await target.api.call(
      "GET",
      `/v1/devices?filter=${encodeURIComponent(`serialNumber="${serial}"`)}`,
    );
    return (body["items"] as { id: string }[])[0]?.id;
  });
}

/** An operation that has ended. */
function endOf(id: string) {
  return until(`${id} has ended`, async () => {
    const found = await target.api.call("GET", `/v1/operations/${id}`);
    return ["queued", "running"].includes(String(found.body["state"])) ? undefined : found.body;
  });
}

async function play(id: string, attack: (stage: Stage) => Promise<readonly (number | string)[]>) {
  const row = rows.find((one) => one.id === id) as Row;
  const serial = `${id}-${++count}`;
  const cpe = new Cpe(TREE, { serial });
  expect((await cpe.session(target.cwmp)).status).toBe(204);
  const device = await deviceOf(serial);
  const operation = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };
  const { status, body } = await target.api.call("POST", `/v1/devices/${device}/operations`, operation);
  expect(status).toBe(202);
  const wire = await Wire.open(target.cwmp);
  const before = target.lines.length;
  const counted = await target.metric("causeway_rejected_total", 'surface="cwmp"');
  try {
    const opened = await wire.post(inform({ serial }));
    const headers = { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" };
    const asked = await wire.post("", headers);
    const { rpc, id: rpcId } = requestIn(asked);
    expect(rpc).toBe("GetParameterValues");
    const found = await attack({
      wire,
      headers,
      serial,
      rpc,
      rpcId,
      answer: (xml) => wire.post(xml, headers),
    });
    const { inSession = [] } = row;
    const reasons = inSession.flatMap(([, reason]) => (reason === null ? [] : [reason]));
    expect(found).toEqual(inSession.map(([answer]) => answer));
    await withinASecond(id, () => good.session(target.cwmp));
    await target.expectReasons(id, before, "cwmp", reasons);
    expect(await target.metric("causeway_rejected_total", 'surface="cwmp"')).toBe(counted + reasons.length);
  } finally {
    wire.close();
  }
  cpe.log.length = 0;
  expect((await withinASecond(id, () => cpe.session(target.cwmp))).status).toBe(204);
  const ended = await endOf(String(body["id"]));
  target.expectUntouched();
  return { ended, asked: cpe.log };
}

const values = (id: string) =>
  envelope(
    '<cwmp:GetParameterValuesResponse><ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.UpTime</Name><Value xsi:type="xsd:unsignedInt">7</Value></ParameterValueStruct></ParameterList></cwmp:GetParameterValuesResponse>',
    id,
  );

describe.each(["live", "again after a restart"])("%s", (when) => {
  test("starts", async () => {
    if (when !== "live") await target.restart();
    expect((await good.session(target.cwmp)).status).toBe(204);
  });

  test("a cookie from elsewhere while its session is active goes on there; one at a time [SESS-02] [SESS-05]", async () => {
    const { ended } = await play("SESS-05", async ({ wire, rpcId }) => [
      (await wire.post(values(rpcId))).status,
    ]);
    expect(ended).toMatchObject({ state: "succeeded" });
  });

  test("a second Inform in a session starts anew, and nothing runs twice [SESS-06]", async () => {
    const { ended } = await play("SESS-06", async ({ answer, serial }) => {
      const again = await answer(inform({ serial }));
      return [again.status];
    });
    expect(ended).toMatchObject({ state: "succeeded" });
  });

  test("of two sessions of one device the newer wins; the older is told so [SESS-07]", async () => {
    const { ended } = await play("SESS-07", async ({ answer, serial, rpcId }) => {
      const second = await Wire.open(target.cwmp);
      const opened = await second.post(inform({ serial }));
      const old = await answer(values(rpcId));
      const asked = await second.post("");
      second.close();
      return [opened.status, old.status, requestIn(asked).rpc];
    });
    expect(ended).toMatchObject({ state: "succeeded" });
  });

  test("an empty POST instead of an answer gets the same request once more, then unsupported [SESS-08]", async () => {
    const { ended } = await play("SESS-08", async ({ answer, rpcId, rpc }) => {
      const repeated = await answer("");
      expect(requestIn(repeated)).toEqual({ rpc, id: rpcId });
      return [(await answer("")).status, (await answer(values(rpcId))).status];
    });
    expect(JSON.stringify(ended)).toContain("operation.unsupported");
  });

  test("an answer with a wrong ID completes nothing [SESS-09]", async () => {
    const { ended } = await play("SESS-09", async ({ answer, rpcId }) => {
      const stray = await answer(values("another"));
      const right = await answer(values(rpcId));
      return [named(stray.status, stray.body), right.status];
    });
    expect(ended).toMatchObject({ state: "succeeded" });
  });

  test("a CPE that answers with IDs of its own for ever has its operation ended, with the reason [SESS-09]", async () => {
    const serial = `OWNID-${++count}`;
    const cpe = new Cpe(TREE, { serial });
    expect((await cpe.session(target.cwmp)).status).toBe(204);
    const operation = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };
    const path = `/v1/devices/${await deviceOf(serial)}/operations`;
    const { body } = await target.api.call("POST", path, operation);
    cpe.override = () => values("of its own");
    for (let session = 0; session < 3; session++) expect((await cpe.session(target.cwmp)).status).toBe(400);
    expect(await endOf(String(body["id"]))).toMatchObject({
      state: "failed",
      attempts: 3,
      problem: { code: "device.protocol", detail: "answers with an ID of its own" },
    });
    target.expectUntouched();
  });

  test("an answer of another method ends the operation with its reason [SESS-10]", async () => {
    const { ended } = await play("SESS-10", async ({ answer, rpcId }) => [
      (
        await answer(
          envelope(
            "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>",
            rpcId,
          ),
        )
      ).status,
    ]);
    expect(ended).toMatchObject({ state: "failed", problem: { code: "device.protocol" } });
  });

  test("an answer that cannot be read ends the operation; its text is nowhere [SOAP-16]", async () => {
    const { ended } = await play("SOAP-16", async ({ answer }) => [
      (await answer(`<a>\0${CANARY}</a>`)).status,
    ]);
    expect(ended["state"]).toBe("failed");
  });

  test("HoldRequests keeps the next request back until the CPE lets it go [SESS-14]", async () => {
    const { ended } = await play("SESS-14", async ({ answer, rpcId }) => [
      (
        await answer(
          values(rpcId).replace(
            "</SOAP-ENV:Header>",
            "<cwmp:HoldRequests>1</cwmp:HoldRequests></SOAP-ENV:Header>",
          ),
        )
      ).status,
    ]);
    expect(ended).toMatchObject({ state: "succeeded" });
  });

  test.each([
    ["no code", fault(0, "x").replace("<FaultCode>0</FaultCode>", "")],
    ["60 kB of text", fault(9002, "f".repeat(60_000))],
    [
      "10,000 parameters",
      fault(
        9003,
        "x",
        Array.from({ length: 10_000 }, (_, i) => ({ name: `Device.${i}`, code: 9005 })),
      ),
    ],
  ])("a fault with %s fails the operation, cut to size [SOAP-37]", async (_name, xml) => {
    const { ended } = await play("SOAP-37", async ({ answer, rpcId }) => [
      (await answer(envelope(xml, rpcId))).status,
    ]);
    expect(JSON.stringify(ended)).toMatch(/"code":"device\.|"code":"path\./);
    expect(JSON.stringify(ended).length).toBeLessThan(10_000);
  });

  test("slow headers end within 12 s, slow bodies within 22 s, and hold no device [HTTP-17] [HTTP-18]", async () => {
    const before = target.lines.length;
    const [headers, body] = await Promise.all([
      slowly(target.cwmp, "POST / HTTP/1.1\r\n", "X: a\r\n"),
      slowly(target.cwmp, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", "x"),
      good.session(target.cwmp),
    ]);
    expect([headers < 12_000, body < 22_000]).toEqual([true, true]);
    await target.expectReasons("slow", before, "cwmp", ["timeout", "timeout"]);
    target.expectUntouched();
  });
});

test("killed between two RPCs: the old session is unknown, what it wrote is not written again, and the rest goes on [SESS-16]", async () => {
  const serial = "KILLED";
  const cpe = new Cpe(TREE, { serial });
  expect((await cpe.session(target.cwmp)).status).toBe(204);
  const device = await deviceOf(serial);
  const add = { type: "add", objects: [{ path: "Device.NAT.PortMapping.", params: {} }] };
  const get = { type: "get", paths: ["Device.DeviceInfo.UpTime"] };
  const ids: string[] = [];
  for (const operation of [get, add, get]) {
    const { status, body } = await target.api.call("POST", `/v1/devices/${device}/operations`, operation);
    expect(status).toBe(202);
    ids.push(String(body["id"]));
  }
  const wire = await Wire.open(target.cwmp);
  const opened = await wire.post(inform({ serial }));
  const headers = { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" };
  const first = requestIn(await wire.post("", headers));
  expect(first.rpc).toBe("GetParameterValues");
  const second = requestIn(await wire.post(values(first.id), headers));
  expect(second.rpc).toBe("AddObject");
  await target.killed();
  const late = await Wire.open(target.cwmp);
  const answer = envelope(
    "<cwmp:AddObjectResponse><InstanceNumber>1</InstanceNumber><Status>0</Status></cwmp:AddObjectResponse>",
    second.id,
  );
  expect(await late.post(answer, headers)).toMatchObject({ status: 400, body: "Invalid session" });
  late.close();
  cpe.log.length = 0;
  expect((await cpe.session(target.cwmp)).status).toBe(204);
  expect(cpe.log).not.toContain("AddObject");
  const states = await Promise.all(ids.map(async (id) => (await endOf(id))["state"]));
  expect(states).toEqual(["succeeded", "unknownOutcome", "succeeded"]);
  target.expectUntouched();
});
