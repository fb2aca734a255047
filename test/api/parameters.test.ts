import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { apiRig, VALUES, type ApiRig, type Reply } from "./api.rig.ts";
import { box } from "./box.rig.ts";

let rig: ApiRig;
let device: DeviceId;
beforeAll(async () => {
  rig = await apiRig();
  device = await rig.device();
});
afterAll(() => rig.close());

interface Row {
  readonly path: string;
  readonly value: unknown;
}

const at = (path: string) => `path=${encodeURIComponent(path)}`;
const read = (query: string, of: string = device, headers: Record<string, string> = {}): Promise<Reply> =>
  rig.admin("GET", `/v1/devices/${of}/parameters?${query}`, undefined, headers);
const instances = async (path: string) =>
  (await rig.admin("GET", `/v1/devices/${device}/instances?${at(path)}`)).json;
const pathsOf = ({ json }: Reply): string[] => (json.items as Row[]).map(({ path }) => path);

test("the snapshot answers: typed values, provenance, time", async () => {
  const reply = await read(at("Device.WiFi.SSID.1."));
  expect(reply.status).toBe(200);
  expect(reply.json.items).toHaveLength(4);
  expect(reply.json.items[1]).toMatchObject({
    path: "Device.WiFi.SSID.1.Enable",
    value: true,
    type: "boolean",
    writable: true,
    source: { path: "Device.WiFi.SSID.1.Enable", protocol: "usp", kind: "exact" },
  });
  expect(Date.parse(reply.json.items[1].at)).toBeLessThanOrEqual(rig.clock.now());
});

test("without a path everything is there, and reading it asks nothing of the device", async () => {
  const before = rig.usp.did.length;
  expect(pathsOf(await read(""))).toEqual(Object.keys(VALUES).toSorted());
  expect(rig.usp.did).toHaveLength(before);
});

test.each([
  ["Device.WiFi.SSID.*.SSID", ["Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.2.SSID"]],
  ['Device.WiFi.SSID.[Alias=="guest"].SSID', ["Device.WiFi.SSID.2.SSID"]],
  ["Device.WiFi.SSID.[Enable==true].Name", ["Device.WiFi.SSID.1.Name"]],
  ['Device.WiFi.SSID.[SSID=="home"&&Enable==true].Alias', ["Device.WiFi.SSID.1.Alias"]],
  ['Device.WiFi.SSID.[Alias=="nobody"].SSID', []],
])("the whole grammar of paths is understood: %s", async (path, expected) => {
  const reply = await read(at(path));
  expect(reply.status).toBe(200);
  expect(pathsOf(reply)).toEqual(expected);
  expect(reply.json.missing).toEqual([]);
});

test("several paths give one list without repetitions; what is missing is named", async () => {
  const reply = await read(
    [
      at("Device.WiFi.SSID.1.SSID"),
      at("Device.WiFi.SSID.*.SSID"),
      at("Device.WiFi.SSID.9.SSID"),
      at("Device.X."),
    ].join("&"),
  );
  expect(pathsOf(reply)).toEqual(["Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.2.SSID"]);
  expect(reply.json.missing).toEqual([
    { path: "Device.WiFi.SSID.9.SSID", code: "path.noInstance" },
    { path: "Device.X.", code: "path.unknown" },
  ]);
});

test("a path that is none is refused with the place of the mistake", async () => {
  const reply = await read(at("Device.WiFi.SSID.[Alias==.SSID"));
  expect(reply).toMatchObject({ status: 400, json: { code: "path.syntax" } });
  expect(reply.json.offset).toBeGreaterThan(0);
});

test("depth limits how far down a partial path goes; children are counted", async () => {
  const reply = await read(`${at("Device.WiFi.SSID.")}&depth=1`);
  expect(pathsOf(reply)).toEqual([]);
  expect(pathsOf(await read(`${at("Device.WiFi.SSID.")}&depth=2`))).toHaveLength(8);
  const whole = await read(at("Device.WiFi."));
  expect(whole.json.children).toEqual({ "Device.WiFi.AccessPoint.": 1, "Device.WiFi.SSID.": 8 });
});

test("pages by cursor give everything once", async () => {
  const seen: string[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const page: Reply = await read(`limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
    expect(page.json.items.length).toBeLessThanOrEqual(3);
    seen.push(...pathsOf(page));
    cursor = page.json.next;
  }
  expect(seen).toEqual(Object.keys(VALUES).toSorted());
});

test("limit=0 gives the total alone; a forged cursor is refused", async () => {
  expect((await read("limit=0")).json).toMatchObject({ items: [], total: Object.keys(VALUES).length });
  for (const cursor of ["!!", "AAAA", Buffer.from("Device.\u0000").toString("base64url")])
    expect(await read(`cursor=${cursor}`)).toMatchObject({ status: 400, json: { code: "request.invalid" } });
});

test("the columns form holds the same in columns", async () => {
  const { json } = await read(`${at("Device.WiFi.SSID.*.SSID")}&form=columns`);
  expect(json.items).toBeUndefined();
  expect(json.columns).toMatchObject({
    path: ["Device.WiFi.SSID.1.SSID", "Device.WiFi.SSID.2.SSID"],
    value: ["home", "visitors"],
    type: ["string", "string"],
  });
});

test("changedSince leaves out what was read before", async () => {
  const later = new Date(rig.clock.now() + 1000).toISOString();
  expect(pathsOf(await read(`changedSince=${later}`))).toEqual([]);
  expect(pathsOf(await read("changedSince=2020-01-01T00:00:00Z"))).toHaveLength(Object.keys(VALUES).length);
});

test("the native model shows names and spellings of the device", async () => {
  const { json } = await read(`model=native&${at("Device.WiFi.SSID.1.Enable")}`);
  expect(json.items).toMatchObject([{ path: "Device.WiFi.SSID.1.Enable", value: "true", type: "boolean" }]);
});

test("what has no TR-181 name is readable under its native one", async () => {
  const values = box({
    "InternetGatewayDevice.X_ACME_Fan.1.Speed": "1200",
    "InternetGatewayDevice.X_ACME_Fan.2.Speed": "900",
    "InternetGatewayDevice.X_ACME_Login.Password": "canary-native",
  });
  const tr098 = await rig.device("cwmp", values);
  expect((await read(at("InternetGatewayDevice.X_ACME_Fan."), tr098)).json.items).toMatchObject([
    { path: "InternetGatewayDevice.X_ACME_Fan.1.Speed", value: "1200", source: { kind: "exact" } },
    { path: "InternetGatewayDevice.X_ACME_Fan.2.Speed", value: "900" },
  ]);
  const { json } = await read(at("InternetGatewayDevice.X_ACME_Login."), tr098);
  expect(json.items).toMatchObject([{ value: null, secret: true }]);
  expect((await read(at("InternetGatewayDevice.None."), tr098)).json.missing).toMatchObject([
    { code: "path.unknown" },
  ]);
});

test("secrets read as null, in every model and form", async () => {
  const path = "Device.WiFi.AccessPoint.1.Security.KeyPassphrase";
  const shown = { path, value: null, secret: true };
  expect((await read(at(path))).json.items).toMatchObject([shown]);
  expect((await read(`model=native&${at(path)}`)).json.items).toMatchObject([shown]);
  expect((await read(`form=columns&${at(path)}`)).json.columns.value).toEqual([null]);
});

test("maxAge=0 makes one trip to the device, in the name of who asks", async () => {
  const values = box(VALUES);
  const fresh = await rig.device("usp", values);
  const known = values.get("Device.DeviceInfo.UpTime");
  if (known !== undefined) known.value = "99";
  const path = at("Device.DeviceInfo.UpTime");
  expect((await read(path, fresh)).json.items[0].value).toBe(7);
  const before = rig.usp.did.length;
  expect((await read(`${path}&maxAge=0`, fresh)).json.items[0].value).toBe(99);
  expect(rig.usp.did).toHaveLength(before + 1);
  const { json } = await rig.admin("GET", `/v1/operations?device=${fresh}&type=get`);
  expect(json.items[0]).toMatchObject({ actor: "bootstrap", state: "succeeded" });
});

test("maxAge: a snapshot that is young enough answers without a trip", async () => {
  const before = rig.usp.did.length;
  await read(`${at("Device.DeviceInfo.UpTime")}&maxAge=3600`);
  expect(rig.usp.did).toHaveLength(before);
  rig.clock.move(10_000);
  await read(`${at("Device.DeviceInfo.UpTime")}&maxAge=5`);
  expect(rig.usp.did).toHaveLength(before + 1);
});

test("a device that does not come: 504 with the last known items and the operation's Location", async () => {
  const asleep = await rig.device();
  rig.usp.asleep.add(asleep);
  const pending = read(`${at("Device.WiFi.SSID.1.SSID")}&maxAge=0`, asleep, { prefer: "wait=2" });
  const timer = setInterval(() => rig.clock.move(1000), 20);
  const reply = await pending;
  clearInterval(timer);
  expect(reply.status).toBe(504);
  expect(reply.headers["content-type"]).toBe("application/problem+json");
  expect(reply.json).toMatchObject({
    code: "device.unreachable",
    retryable: true,
    items: [{ path: "Device.WiFi.SSID.1.SSID", value: "home" }],
  });
  const { json } = await rig.admin("GET", reply.headers["location"] ?? "");
  expect(json).toMatchObject({ type: "get", state: "queued" });
});

test("a device that was announced and never came has nothing, and that is no error", async () => {
  const { json } = await rig.admin("POST", "/v1/devices", {
    identities: [{ scheme: "cwmp", value: "00256D-X-ANNOUNCED" }],
  });
  expect(await read("", json.id)).toMatchObject({ status: 200, json: { items: [] } });
  expect((await rig.admin("GET", `/v1/devices/${json.id}/schema`)).json).toEqual({ objects: [] });
  expect((await rig.admin("GET", `/v1/devices/${json.id}/instances`)).json.items).toEqual([]);
});

test("instances are rows with their unique keys", async () => {
  const rows = [
    { path: "Device.WiFi.SSID.1.", uniqueKeys: { Name: "wl0", Alias: "main" } },
    { path: "Device.WiFi.SSID.2.", uniqueKeys: { Name: "wl1", Alias: "guest" } },
  ];
  expect(await instances("Device.WiFi.SSID.")).toEqual({ items: rows, missing: [] });
  expect(await instances('Device.WiFi.SSID.[Alias=="guest"].')).toEqual({ items: [rows[1]], missing: [] });
  expect((await instances("Device.WiFi.")).items.map((row: Row) => row.path)).toEqual([
    "Device.WiFi.AccessPoint.1.",
    "Device.WiFi.SSID.1.",
    "Device.WiFi.SSID.2.",
  ]);
  expect((await instances("Device.Nothing.")).missing).toEqual([
    { path: "Device.Nothing.", code: "path.unknown" },
  ]);
});

test("the schema tells what is supported, by paths of either context", async () => {
  const schema = async (path: string) =>
    (await rig.admin("GET", `/v1/devices/${device}/schema?${at(path)}`)).json.objects?.map(
      (one: Row) => one.path,
    );
  expect(await schema("Device.")).toEqual(["Device.WiFi.SSID.{i}.", "Device.DeviceInfo."]);
  expect(await schema("Device.WiFi.SSID.1.")).toEqual(["Device.WiFi.SSID.{i}."]);
  expect(await schema("Device.WiFi.SSID.*.SSID")).toEqual(["Device.WiFi.SSID.{i}."]);
  expect(await schema("Device.WiFi.SSID.{i}.")).toEqual(["Device.WiFi.SSID.{i}."]);
  expect((await rig.admin("GET", `/v1/devices/${device}/schema?${at("[[[")}`)).status).toBe(400);
});
