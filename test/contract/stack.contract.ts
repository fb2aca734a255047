import { expect, test } from "vitest";
import { type Answer, type Json, until } from "./api.ts";
import { KINDS, type Kind, type Stand, type Subject } from "./rig.ts";

const get = (...paths: string[]): Json => ({ type: "get", paths });
const set = (path: string, params: Json, more: Json = {}): Json => ({
  type: "set",
  updates: [{ path, params }],
  ...more,
});
const add = (path: string, params: Json): Json => ({ type: "add", objects: [{ path, params }] });
const remove = (path: string): Json => ({ type: "delete", paths: [path] });

/** Searches over the equal home: path and what a get of it gives. */
const SEARCHES: readonly (readonly [path: string, found: Json])[] = [
  ['Device.WiFi.SSID.[SSID=="Guest-{n}"].Enable', { "Device.WiFi.SSID.2.Enable": false }],
  [
    "Device.WiFi.SSID.*.Enable",
    {
      "Device.WiFi.SSID.1.Enable": true,
      "Device.WiFi.SSID.2.Enable": false,
      "Device.WiFi.SSID.3.Enable": true,
    },
  ],
  ["Device.WiFi.AccessPoint.2.SSIDReference+.SSID", { "Device.WiFi.SSID.2.SSID": "Guest-{n}" }],
  [
    'Device.WiFi.AccessPoint.[SSIDReference+.SSID=="Home-{n}-5G"].Enable',
    { "Device.WiFi.AccessPoint.3.Enable": true },
  ],
  [
    'Device.Hosts.Host.[Active==true&&InterfaceType=="Ethernet"].HostName',
    { "Device.Hosts.Host.1.HostName": "nas" },
  ],
  [
    "Device.NAT.PortMapping.[ExternalPort>1000].Description",
    { "Device.NAT.PortMapping.2.Description": "game" },
  ],
  ['Device.WiFi.SSID.[SSID=="nowhere"].Enable', {}],
];

type Refusal = readonly [what: string, operation: Json, status: number, code: string, path: string];

/** What cannot be done: HTTP status, the fault's row, and the path its per-parameter error names. */
const REFUSALS: readonly Refusal[] = [
  ["a path that is no path", get("Device.WiFi.SSID.[SSID=="), 400, "path.syntax", ""],
  ["a get of an unknown parameter", get("Device.WiFi.Nope"), 200, "path.unknown", "Device.WiFi.Nope"],
  ["a get of an unknown object", get("Device.Nope."), 200, "path.unknown", "Device.Nope."],
  [
    "a get of an absent row",
    get("Device.WiFi.SSID.99.SSID"),
    200,
    "path.noInstance",
    "Device.WiFi.SSID.99.SSID",
  ],
  [
    "a set of an unknown parameter",
    set("Device.WiFi.SSID.1.", { SSID: "no", Nope: "x" }),
    200,
    "path.unknown",
    "Device.WiFi.SSID.1.Nope",
  ],
  [
    "a set of an absent row",
    set("Device.WiFi.SSID.99.", { SSID: "no" }),
    200,
    "path.noInstance",
    "Device.WiFi.SSID.99.",
  ],
  ["a set of an unknown object", set("Device.Nope.", { A: "1" }), 200, "path.unknown", "Device.Nope."],
  [
    "a set of a read-only parameter",
    set("Device.DeviceInfo.", { SoftwareVersion: "9" }),
    422,
    "parameter.readOnly",
    "Device.DeviceInfo.SoftwareVersion",
  ],
  [
    "a set of a wrong type",
    set("Device.WiFi.SSID.1.", { Enable: "perhaps" }),
    422,
    "parameter.type",
    "Device.WiFi.SSID.1.Enable",
  ],
  [
    "a set of a word where a number belongs",
    set("Device.NAT.PortMapping.1.", { ExternalPort: "http" }),
    422,
    "parameter.type",
    "Device.NAT.PortMapping.1.ExternalPort",
  ],
  [
    "a set out of range",
    set("Device.NAT.PortMapping.1.", { ExternalPort: 70_000 }),
    422,
    "parameter.value",
    "Device.NAT.PortMapping.1.ExternalPort",
  ],
  [
    "a set of a value that is none of the enumeration",
    set("Device.NAT.PortMapping.1.", { Protocol: "ICMP" }),
    422,
    "parameter.value",
    "Device.NAT.PortMapping.1.Protocol",
  ],
  [
    "a set of a text that is too long",
    set("Device.WiFi.SSID.1.", { SSID: "x".repeat(40) }),
    422,
    "parameter.value",
    "Device.WiFi.SSID.1.SSID",
  ],
  [
    "an add with an unknown parameter",
    add("Device.NAT.PortMapping.", { Nope: "1" }),
    200,
    "path.unknown",
    "Device.NAT.PortMapping.Nope",
  ],
  [
    "an add with a wrong value",
    add("Device.NAT.PortMapping.", { Protocol: "ICMP" }),
    422,
    "parameter.value",
    "Device.NAT.PortMapping.Protocol",
  ],
  ["an add to what is no table", add("Device.DeviceInfo.", {}), 422, "path.notTable", "Device.DeviceInfo."],
  [
    "an add to a read-only table",
    add("Device.Hosts.Host.", {}),
    422,
    "path.notCreatable",
    "Device.Hosts.Host.",
  ],
  [
    "a delete from a read-only table",
    remove("Device.Hosts.Host.1."),
    422,
    "path.notCreatable",
    "Device.Hosts.Host.1.",
  ],
  ["a delete of an unknown object", remove("Device.Nope.1."), 200, "path.unknown", "Device.Nope.1."],
  [
    "getInstances of an unknown object",
    { type: "getInstances", paths: ["Device.Nope."] },
    200,
    "path.unknown",
    "Device.Nope.",
  ],
  [
    "getSupportedDM of an unknown object",
    { type: "getSupportedDM", paths: ["Device.Nope."] },
    200,
    "path.unknown",
    "Device.Nope.",
  ],
  [
    "an unknown command",
    { type: "operate", command: "Device.Nope()" },
    200,
    "operation.unsupported",
    "Device.Nope()",
  ],
];

/** The problem of a refused request or of a failed operation. */
function problemOf({ status, body }: Answer): Json {
  return status === 200 ? (body["problem"] as Json) : body;
}

function resultsOf({ body }: Answer): readonly Json[] {
  return (body["result"] as { readonly results: readonly Json[] }).results;
}

function listOf(holder: Json | undefined, name: string): readonly Json[] {
  return (holder?.[name] ?? []) as readonly Json[];
}

function itemsOf(result: Json | undefined): Json {
  return Object.fromEntries(listOf(result, "items").map((item) => [String(item["path"]), item["value"]]));
}

/** What every device must do alike, whatever protocol and data model it speaks; only the API is used. */
export function stackContract(kind: Kind, stand: () => Stand, home: string): void {
  const named = (value: unknown): string => JSON.stringify(value).replaceAll("{n}", home);
  const device = (): Subject => stand().of(kind);
  const operate = (operation: Json, wait?: number): Promise<Answer> =>
    stand().operate(device(), operation, wait);
  const one = async (path: string, live = false): Promise<unknown> =>
    Object.values(await stand().values(device(), path, live))[0];
  const eventOf = (type: string, fits: (data: Json) => boolean): Promise<Json> =>
    until(`${kind} ${type}`, async () => {
      const where = `/v1/devices/${device().id}/events?order=desc&limit=50&type=causeway.device.${type}`;
      const { body } = await stand().api.call("GET", where);
      return (body["items"] as Json[]).find((event) => fits(event["data"] as Json));
    });
  const ended = (answer: Answer, state: string): Promise<Json> =>
    until(`${kind} ${String(answer.body["id"])} is ${state}`, async () => {
      const { body } = await stand().api.call("GET", `/v1/operations/${String(answer.body["id"])}`);
      return body["state"] === state ? body : undefined;
    });

  test.each(SEARCHES)(`${kind}: a get of %s`, async (path, found) => {
    const answer = await operate(JSON.parse(named(get(path))) as Json);
    expect(answer.body).toMatchObject({ state: "succeeded", problem: null });
    expect(itemsOf(resultsOf(answer)[0])).toEqual(JSON.parse(named(found)));
  });

  test.each(REFUSALS)(`${kind}: %s is refused`, async (_what, operation, status, code, path) => {
    const before = device().writes().length;
    const answer = await operate(operation);
    expect(answer.status).toBe(status);
    const problem = problemOf(answer);
    expect(problem).toMatchObject({ code });
    if (path !== "") expect(problem["errors"]).toMatchObject([{ path, code }]);
    expect(device().writes().slice(before)).toEqual([]);
  });

  test(`${kind}: a path that fails beside others does not fail them`, async () => {
    const [bad, good] = resultsOf(await operate(get("Device.WiFi.SSID.1.Nope", "Device.WiFi.SSID.1.SSID")));
    expect(bad).toMatchObject({ items: [], fault: { code: "path.unknown" } });
    expect(itemsOf(good)).toEqual({ "Device.WiFi.SSID.1.SSID": `Home-${home}` });
  });

  test(`${kind}: a live read of a path the device lacks is missing, not an error`, async () => {
    const where = `/v1/devices/${device().id}/parameters?path=Device.WiFi.Nope.&maxAge=0`;
    const { status, body } = await stand().api.call("GET", where);
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [], missing: [{ path: "Device.WiFi.Nope.", code: "path.unknown" }] });
  });

  test(`${kind}: a set changes the device by one write and is read back live`, async () => {
    const before = device().writes().length;
    const answer = await operate(set("Device.WiFi.SSID.1.", { SSID: "contract", Enable: false }));
    expect(answer.body).toMatchObject({ state: "succeeded", attempts: 1, problem: null });
    expect(resultsOf(answer)).toMatchObject([
      {
        updated: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "contract", Enable: "false" }, errors: [] }],
      },
    ]);
    expect(device().writes().length - before).toBe(1);
    expect(await one("Device.WiFi.SSID.1.SSID", true)).toBe("contract");
    expect(await one("Device.WiFi.SSID.1.Enable", true)).toBe(false);
    expect(device().tree.value(device().native("Device.WiFi.SSID.1.SSID"))).toBe("contract");
    expect(device().writes().length - before).toBe(1);
  });

  test(`${kind}: a set by expression writes what matches, and nothing when nothing does [TR-369 R-MSG.4a]`, async () => {
    const answer = await operate(
      set('Device.WiFi.SSID.[SSID=="contract"].', { SSID: `Home-${home}`, Enable: true }),
    );
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(await one("Device.WiFi.SSID.1.SSID", true)).toBe(`Home-${home}`);
    const none = await operate(set('Device.WiFi.SSID.[SSID=="nowhere"].', { SSID: "x" }));
    expect(none.body).toMatchObject({ state: "succeeded", problem: null });
    expect(resultsOf(none)).toMatchObject([{ updated: [] }]);
  });

  test(`${kind}: a set of all rows by wildcard is one write`, async () => {
    const before = device().writes().length;
    const answer = await operate(set("Device.WiFi.SSID.*.", { Enable: true }));
    const updated = listOf(resultsOf(answer)[0], "updated");
    expect(updated.map(({ path }) => path)).toEqual([1, 2, 3].map((row) => `Device.WiFi.SSID.${row}.`));
    expect(device().writes().length - before).toBe(1);
  });

  test(`${kind}: with allowPartial what can be set is set and the rest named`, async () => {
    const partial = set("Device.WiFi.SSID.2.", { SSID: "half", Nope: "x" }, { allowPartial: true });
    const answer = await operate(partial);
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(resultsOf(answer)).toMatchObject([
      {
        updated: [
          {
            params: { SSID: "half" },
            errors: [{ path: "Device.WiFi.SSID.2.Nope", code: "path.unknown" }],
          },
        ],
      },
    ]);
    await operate(set("Device.WiFi.SSID.2.", { SSID: `Guest-${home}` }));
  });

  test(`${kind}: a secret can be written and is never shown`, async () => {
    const passphrase = "contract-canary";
    const answer = await operate(set("Device.WiFi.AccessPoint.1.Security.", { KeyPassphrase: passphrase }));
    expect(answer.body).toMatchObject({ state: "succeeded" });
    expect(JSON.stringify(answer.body)).not.toContain(passphrase);
    const path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
    const { body } = await stand().api.call("GET", `/v1/devices/${device().id}/parameters?path=${path}`);
    expect(body["items"]).toMatchObject([{ value: null, secret: true }]);
  });

  test(`${kind}: a row is added with its parameters, listed and deleted [TR-369 R-MSG.3]`, async () => {
    const row = {
      ExternalPort: 8080,
      Protocol: "TCP",
      InternalPort: 80,
      InternalClient: "192.168.1.50",
      Enable: true,
    };
    const added = await operate(add("Device.NAT.PortMapping.", row));
    expect(added.body).toMatchObject({ state: "succeeded", attempts: 1 });
    const [result] = resultsOf(added);
    expect(result).toMatchObject({
      path: "Device.NAT.PortMapping.3.",
      uniqueKeys: { RemoteHost: "", ExternalPort: "8080", Protocol: "TCP" },
      errors: [],
    });
    expect(await stand().values(device(), "Device.NAT.PortMapping.3.", true)).toMatchObject({
      "Device.NAT.PortMapping.3.ExternalPort": 8080,
      "Device.NAT.PortMapping.3.InternalClient": "192.168.1.50",
      "Device.NAT.PortMapping.3.Enable": true,
    });
    expect(await one("Device.NAT.PortMappingNumberOfEntries", true)).toBe(3);
    const listed = await operate({ type: "getInstances", paths: ["Device.NAT.PortMapping."] });
    expect(listOf(resultsOf(listed)[0], "instances").map(({ path }) => path)).toEqual(
      [1, 2, 3].map((number) => `Device.NAT.PortMapping.${number}.`),
    );
    const gone = await operate(remove("Device.NAT.PortMapping.[ExternalPort==8080]."));
    expect(resultsOf(gone)).toMatchObject([{ deleted: ["Device.NAT.PortMapping.3."], errors: [] }]);
    expect(await stand().values(device(), "Device.NAT.PortMapping.3.")).toEqual({});
    expect(await one("Device.NAT.PortMappingNumberOfEntries", true)).toBe(2);
    const again = await operate(remove("Device.NAT.PortMapping.3."));
    expect(again.body).toMatchObject({ state: "succeeded" });
    expect(resultsOf(again)).toMatchObject([{ deleted: [], errors: [] }]);
  });

  test(`${kind}: getSupportedDM has the one form of every device`, async () => {
    const answer = await operate({ type: "getSupportedDM", paths: ["Device.WiFi.SSID.", "Device.NAT."] });
    const objects = resultsOf(answer).flatMap((result) => result["objects"] as Json[]);
    const paths = objects.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["Device.WiFi.SSID.{i}.", "Device.NAT.", "Device.NAT.PortMapping.{i}."]),
    );
    expect(paths).not.toContain("Device.NAT.PortMapping.");
    const mapping = objects.find(({ path }) => path === "Device.NAT.PortMapping.{i}.");
    expect(mapping).toMatchObject({
      access: "addDelete",
      multiInstance: true,
      uniqueKeys: [["RemoteHost", "ExternalPort", "Protocol"]],
      commands: [],
      events: [],
    });
    const protocol = listOf(mapping, "parameters").find(({ name }) => name === "Protocol");
    expect(protocol).toEqual({ name: "Protocol", access: "readWrite", type: "string", enum: ["TCP", "UDP"] });
    const { body } = await stand().api.call("GET", `/v1/devices/${device().id}/schema?path=Device.NAT.`);
    expect((body["objects"] as Json[]).map(({ path }) => path)).toContain("Device.NAT.PortMapping.{i}.");
  });

  test(`${kind}: a dry run shows messages and sends nothing`, async () => {
    const asked = device().asked().length;
    const answer = await operate(set("Device.WiFi.SSID.1.", { SSID: "dry" }, { dryRun: true }));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body["messages"])).toContain("dry");
    const refused = await operate(set("Device.WiFi.SSID.1.", { Enable: "perhaps" }, { dryRun: true }));
    expect([refused.status, refused.body["code"]]).toEqual([422, "parameter.type"]);
    expect(await one("Device.WiFi.SSID.1.SSID")).toBe(`Home-${home}`);
    expect(device().asked().length).toBe(asked);
  });

  test(`${kind}: a change on the device itself becomes an event and the snapshot knows it`, async () => {
    const version = `9.${KINDS.indexOf(kind)}`;
    device().change(device().native("Device.DeviceInfo.SoftwareVersion"), version);
    const event = await eventOf("value-changed", (data) => data["value"] === version);
    expect(event).toMatchObject({
      subject: device().id,
      data: { path: "Device.DeviceInfo.SoftwareVersion", value: version },
    });
    expect(await one("Device.DeviceInfo.SoftwareVersion")).toBe(version);
    const { body } = await stand().api.call("GET", `/v1/devices/${device().id}`);
    expect(body["softwareVersion"]).toBe(version);
  });

  test(`${kind}: Device.Reboot() succeeds and the boot event carries its command key`, async () => {
    const answer = await operate({ type: "operate", command: "Device.Reboot()" });
    expect(answer.body).toMatchObject({ state: "succeeded", attempts: 1 });
    const key = answer.body["commandKey"];
    expect(await eventOf("boot", (data) => data["commandKey"] === key)).toMatchObject({
      subject: device().id,
    });
    expect(device().journal.of("restarting").length).toBe(1);
    expect(await one("Device.WiFi.SSID.1.SSID", true)).toBe(`Home-${home}`);
  });

  test(`${kind}: away, a live read answers 504 with what is known and ends when the device comes`, async () => {
    device().off();
    const where = `/v1/devices/${device().id}/parameters?path=Device.WiFi.SSID.1.SSID&maxAge=0`;
    const answer = await stand().api.call("GET", where, undefined, { Prefer: "wait=1" });
    expect(answer.status).toBe(504);
    expect(answer.body).toMatchObject({
      code: "device.unreachable",
      items: [{ path: "Device.WiFi.SSID.1.SSID", value: `Home-${home}` }],
    });
    const location = answer.headers.get("location") ?? "";
    expect((await stand().api.call("GET", location)).body).toMatchObject({ type: "get", finishedAt: null });
    await device().on();
    await until(`${kind} read after its return`, async () => {
      const { body } = await stand().api.call("GET", location);
      return body["state"] === "succeeded" ? body : undefined;
    });
  });

  test(`${kind}: away, operations wait in order, a cancelled one never runs, an expired one ends`, async () => {
    const rename = (ssid: string, more: Json = {}): Promise<Answer> =>
      operate(set("Device.WiFi.SSID.3.", { SSID: ssid }, more), 0);
    device().off();
    const before = device().writes().length;
    const first = await rename("first");
    expect([first.status, first.body["state"]]).toEqual([202, "queued"]);
    const cancelled = await rename("cancelled");
    const second = await rename("second", { priority: "background" });
    const expired = await rename("expired", { expiresIn: 1 });
    const cancel = await stand().api.call(
      "POST",
      `/v1/operations/${String(cancelled.body["id"])}:cancel`,
      {},
    );
    expect([cancel.status, cancel.body["state"]]).toEqual([200, "cancelled"]);
    expect(await ended(expired, "expired")).toMatchObject({ problem: { code: "operation.expired" } });
    await device().on();
    await ended(first, "succeeded");
    await ended(second, "succeeded");
    expect(await one("Device.WiFi.SSID.3.SSID", true)).toBe("second");
    expect(device().writes().length - before).toBe(2);
    const late = await stand().api.call("POST", `/v1/operations/${String(first.body["id"])}:cancel`, {});
    expect([late.status, late.body["code"]]).toEqual([409, "operation.notCancellable"]);
    await operate(set("Device.WiFi.SSID.3.", { SSID: `Home-${home}-5G` }));
  });
}
