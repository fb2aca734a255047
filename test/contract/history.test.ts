import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

const SSID = "Device.WiFi.SSID.1.SSID";
const CHOSEN = ["Device.WiFi.SSID.*.SSID", "Device.DeviceInfo.SoftwareVersion", "Device.WiFi.AccessPoint.*."];

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(1210, [`--history-parameters=${CHOSEN.join(",")}`, "--history-points=6"]);
}, 30_000);
afterAll(() => stand.stop());

async function history(subject: Subject, query = ""): Promise<Json[]> {
  const { body } = await stand.api.call("GET", `/v1/devices/${subject.id}/history${query}`);
  return body["items"] as Json[];
}

/** The device tells of every change of the parameter from then on. */
async function watch(subject: Subject, path: string): Promise<void> {
  const row = { ID: "watch", NotifType: "ValueChange", ReferenceList: path, Enable: true };
  const attributes = { Name: subject.native(path), NotificationChange: true, Notification: 2 };
  const operation =
    subject.agent === undefined
      ? {
          type: "native",
          protocol: "cwmp",
          rpc: "SetParameterAttributes",
          args: { ParameterList: [{ ...attributes, AccessListChange: false, AccessList: [] }] },
        }
      : { type: "add", objects: [{ path: "Device.LocalAgent.Subscription.", params: row }] };
  expect((await stand.operate(subject, operation)).body).toMatchObject({ state: "succeeded" });
}

const valuesOf = async (subject: Subject, path: string): Promise<unknown[]> =>
  (await history(subject, `?path=${path}`)).map(({ value }) => value);

test("what a parameter was is told alike of every kind of device, under its TR-181 path", async () => {
  for (const subject of stand.subjects) {
    await watch(subject, SSID);
    const [first] = await valuesOf(subject, SSID);
    expect(typeof first).toBe("string");
    for (const name of ["one", "two"]) {
      subject.change(subject.native(SSID), name);
      await until(`${subject.kind} told of ${name}`, async () =>
        (await valuesOf(subject, SSID)).at(-1) === name ? true : undefined,
      );
    }
    await stand.operate(subject, {
      type: "set",
      updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "three" } }],
    });
    await stand.operate(subject, { type: "get", paths: [SSID] });
    expect(await valuesOf(subject, SSID)).toEqual([first, "one", "two", "three"]);
    const items = await history(subject, `?path=${SSID}`);
    const times = items.map(({ at }) => String(at));
    expect(times).toEqual(times.toSorted());
    const from = encodeURIComponent(times[1] ?? "");
    const to = encodeURIComponent(times[2] ?? "");
    const part = await history(subject, `?path=${SSID}&from=${from}&to=${to}`);
    expect(part.map(({ value }) => value)).toEqual(["one", "two"]);
  }
});

test("a parameter keeps its newest values only, and nothing of a secret is kept", async () => {
  for (const subject of stand.subjects) {
    for (let n = 0; n < 8; n++)
      await stand.operate(subject, {
        type: "set",
        updates: [{ path: "Device.WiFi.SSID.2.", params: { SSID: `guest-${n}` } }],
      });
    expect(await valuesOf(subject, "Device.WiFi.SSID.2.SSID")).toEqual(
      [2, 3, 4, 5, 6, 7].map((n) => `guest-${n}`),
    );
    const below = await history(subject, "?path=Device.WiFi.AccessPoint.");
    expect(below.length).toBeGreaterThan(0);
    expect(below.filter(({ path }) => /KeyPassphrase|PreSharedKey|WEPKey/.test(String(path)))).toEqual([]);
    const all = await history(subject);
    expect(new Set(all.map(({ path }) => path))).toContain("Device.DeviceInfo.SoftwareVersion");
    expect(all.filter(({ path }) => path === "Device.DeviceInfo.UpTime")).toEqual([]);
  }
});

test("history is read page by page and as CSV; a device that is deleted takes its history along", async () => {
  const [subject] = stand.subjects;
  const where = `/v1/devices/${subject?.id ?? ""}/history`;
  const whole = await history(subject!);
  const seen: Json[] = [];
  for (let query = "?limit=3"; query !== "";) {
    const { body } = await stand.api.call("GET", where + query);
    seen.push(...(body["items"] as Json[]));
    const next = body["next"] as string | undefined;
    query = next === undefined ? "" : `?limit=3&cursor=${next}`;
  }
  expect(seen).toEqual(whole);
  expect((await stand.api.call("GET", `${where}?limit=0`)).body).toEqual({ items: [], total: whole.length });
  const csv = await fetch(new URL(where, stand.apiUrl), {
    headers: { Authorization: `Bearer ${stand.token}`, Accept: "text/csv" },
  });
  const lines = (await csv.text()).trim().split("\r\n");
  expect([lines[0], lines.length]).toEqual(["path,at,value", whole.length + 1]);
  const badly = [
    "?path=x",
    "?path=InternetGatewayDevice.",
    "?from=then",
    "?cursor=bogus",
    "?limit=-1",
    "?bogus=1",
  ];
  for (const query of badly) {
    const { status } = await stand.api.call("GET", where + query);
    expect([query, status >= 400 && status < 500]).toEqual([query, true]);
  }
  expect((await stand.api.call("GET", "/v1/devices/nobody/history")).status).toBe(404);
  await stand.api.call("DELETE", `/v1/devices/${subject?.id ?? ""}`);
  expect((await stand.api.call("GET", where)).status).toBe(404);
});
