import { readFileSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { ADMIN, apiRig, type ApiRig, type Ask } from "./api.rig.ts";

interface Row {
  readonly id: string;
  readonly input: string;
  readonly payload?: unknown;
}

const rows = JSON.parse(
  readFileSync(new URL("../fixtures/bad-inputs-api.json", import.meta.url), "utf8"),
) as readonly Row[];
const payload = (id: string): unknown => rows.find((row) => row.id === id)?.payload;

let rig: ApiRig;
let device: DeviceId;
let viewer: string;
let expired: string;
beforeAll(async () => {
  rig = await apiRig();
  device = await rig.device();
  viewer = await rig.token("viewer");
  const expiresAt = new Date(rig.clock.now() + 1000).toISOString();
  expired = (await rig.admin("POST", "/v1/tokens", { name: "old", role: "admin", expiresAt })).json.token;
  rig.clock.move(2000);
});
afterAll(() => rig.close());

interface Bad extends Ask {
  readonly method?: string;
  readonly path?: string;
  readonly status: number | readonly number[];
}

const SET = (value: string): string =>
  `{"type":"set","updates":[{"path":"Device.WiFi.SSID.1.","params":{"SSID":${value}}}]}`;
const json = { "content-type": "application/json" };
const raw = (text: string | Buffer, status: Bad["status"], headers: Record<string, string> = json): Bad => ({
  raw: text,
  headers,
  status,
});
const query = (text: string, status: Bad["status"], path = "/v1/devices"): Bad => ({
  method: "GET",
  path: `${path}?${text}`,
  status,
});
const at = (path: string, status: Bad["status"] = 404): Bad => ({ method: "GET", path, status });
const encoded = (filter: string): string => `filter=${encodeURIComponent(filter)}`;

/** What each row is, as requests; without more, POST of an operation by the admin. */
const CASES: Readonly<Record<string, () => readonly Bad[]>> = {
  "API-01": () =>
    [undefined, "wrong", "cw_wrong", expired, "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ."].map((token) => ({
      token,
      method: "GET",
      path: `/v1/devices?limit=1`,
      status: 401,
    })),
  "API-02": () => [{ token: viewer, body: { type: "get", paths: ["Device."] }, status: 403 }],
  "API-04": () => [
    raw(String(payload("API-04")), 422),
    raw('{"type":"get","paths":["Device."],"constructor":{"prototype":{"x":1}}}', 422),
    raw('{"type":"operate","command":"Device.Reboot()","input":{"\\u005f_proto__":"x"}}', 422),
  ],
  "API-05": () => [
    raw("[".repeat(100_000), 400),
    raw(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, 400),
    raw(
      `{"type":"native","protocol":"cwmp","rpc":"X","args":${"[".repeat(40)}${"]".repeat(40)}}`,
      [400, 422],
    ),
    raw(Buffer.alloc(2_000_000, "["), 413),
  ],
  "API-06": () => [
    raw(String(payload("API-06")), 400),
    raw('{"type":"get","paths":["Device."],"paths":["Device.WiFi."]}', 400),
    raw(SET("NaN"), 400),
    raw(SET("1e999"), 400),
    raw(SET("9007199254740993"), 400),
    raw(SET('"\\ud800"'), 400),
    raw(`\uFEFF${SET('"x"')}`, 400),
    raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400),
    raw("", 422),
    raw("null", 422),
    raw("{", 400),
  ],
  "API-07": () => [
    raw(SET('"x"'), 415, { "content-type": "text/plain" }),
    raw("type=get&paths=Device.", 415, { "content-type": "application/x-www-form-urlencoded" }),
    raw(SET('"x"'), 415, { "content-type": "multipart/form-data; boundary=x" }),
    raw(SET('"x"'), 415, { "content-type": "" }),
    raw(SET('"x"'), 415, { ...json, "content-encoding": "gzip" }),
  ],
  "API-08": () => [
    query((payload("API-08") as { readonly query: string }).query, 422),
    query("filter=a[__proto__][x]=1", 400),
    query("limit=1&limit=2", 422),
    query(Array.from({ length: 100 }, (_, i) => `filter=id%3D%22${i}%22`).join("&"), 422),
    query(encoded(`label="${"x".repeat(8192)}"`), 422),
    query(encoded("(".repeat(4000)), 400),
    query(encoded(`${"NOT ".repeat(900)}id="x"`), 400),
  ],
  "API-09": () => {
    const { regex, value } = payload("API-09") as { readonly regex: string; readonly value: string };
    return [query(encoded(`modelName=~"${regex}"`), 400), query(encoded(`modelName~${value}`), 400)];
  },
  "API-10": () => [
    ...(payload("API-10") as readonly string[]).flatMap((text) => [
      query(`orderBy=${encodeURIComponent(text)}`, 400),
      query(`fields=${encodeURIComponent(text)}`, 400),
      at(`/v1/devices/${encodeURIComponent(text)}`),
      at(`/v1/operations/${encodeURIComponent(text)}`),
    ]),
    query("groupBy=$where", 400, "/v1/fleet/aggregate"),
    at("/v1/fields/$where/values", 400),
  ],
  "API-11": () => [
    query("limit=1000000000", 422),
    query("limit=-1", 422),
    query("limit=1e3x", 422),
    query("limit=", [400, 422]),
    query("cursor=tampered", 400),
    query("cursor=tampered", 400, "/v1/operations"),
    query("cursor=tampered", 400, "/v1/audit"),
    query("cursor=tampered", 400, "/v1/events"),
  ],
  "API-12": () => [
    at("/v1/devices/..%2f..%2fetc"),
    at("/v1/devices/%00"),
    at("/v1/devices/%E0%A4%A", 400),
    at(`/v1/devices/${"x".repeat(10_000)}`, 400),
    at("/V1/devices"),
    at(`/v1/devices/${device.toUpperCase()}`),
    at("/v1/../v1/nothing"),
  ],
  "API-17": () => [
    {
      path: "/v1/operations",
      body: {
        deviceIds: Array.from({ length: 101 }, (_, i) => `d_${String(i).padStart(device.length - 2, "0")}`),
        operation: { type: "operate", command: "Device.Reboot()" },
      },
      status: 422,
    },
  ],
  "API-26": () => {
    const { headers } = payload("API-26") as { readonly headers: Readonly<Record<string, string>> };
    return [
      { ...at("/v1/devices", 403), headers },
      { ...at("/v1/devices", 403), headers: { host: headers["host"] ?? "" } },
      { ...at("/v1/devices", 403), headers: { origin: headers["origin"] ?? "" } },
      { ...at("/v1/devices", 403), headers: { origin: "null" } },
      { ...at("/v1/devices", 403), headers: { host: "localhost.evil.example" } },
      { ...at("/v1/devices", 403), headers: { host: "127.0.0.1.evil.example" } },
    ];
  },
  "API-28": () => [
    at("/debug"),
    at("/v1/debug"),
    at("/main.js.map"),
    at("/.env"),
    { ...at("/metrics", 403), token: viewer },
  ],
};

const cases = Object.keys(CASES).map((id) => ({ id, input: rows.find((row) => row.id === id)?.input ?? "" }));

test.each(cases)("$id $input", async ({ id }) => {
  for (const { method = "POST", path, status, ...ask } of CASES[id]?.() ?? []) {
    const before = rig.lines.length;
    const began = performance.now();
    const asked = path ?? `/v1/devices/${device}/operations`;
    const reply = await rig.call(method, asked, "token" in ask ? ask : { token: ADMIN, ...ask });
    const label = `${method} ${asked.slice(0, 80)} ${String(ask.raw ?? "").slice(0, 40)}`;
    expect({ label, slow: performance.now() - began > 1000 }).toEqual({ label, slow: false });
    expect({ label, text: reply.text, right: [status].flat().includes(reply.status) }).toMatchObject({
      right: true,
    });
    expect(reply.headers["content-type"]).toBe("application/problem+json");
    expect(reply.json).toMatchObject({ status: reply.status, retryable: false });
    expect(reply.json.instance).toBe(`urn:uuid:${String(reply.headers["x-request-id"])}`);
    expect(reply.text).not.toMatch(/node_modules|\.ts:|at \w+ \(|v\d+\.\d+\.\d+/);
    const said = rig.lines.slice(before).filter(({ message }) => message === "bad_input");
    expect({ label, said }).toMatchObject({
      said: [{ level: "info", surface: "api", reason: reply.json.code }],
    });
    expect(rig.counts).toContainEqual({
      name: "causeway_rejected_total",
      labels: { surface: "api", reason: reply.json.code },
    });
    expect((await rig.admin("GET", `/v1/devices/${device}`)).status).toBe(200);
  }
  expect(rig.lines.filter(({ level }) => level === "error")).toEqual([]);
  const { json: listed } = await rig.admin("GET", `/v1/operations?device=${device}&limit=1000`);
  expect(listed.items.every((one: { type: string }) => one.type === "onboard")).toBe(true);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

/** Rows that are whole stories have tests of their own; their names carry the row. */
const TOLD = ["events", "operations", "secrets", "devices", "guard"].map((name) =>
  readFileSync(new URL(`./${name}.test.ts`, import.meta.url), "utf8"),
);

test("every row of the catalogue that concerns the API is asked here or has its own test", () => {
  const missing = rows.filter(({ id }) => !(id in CASES) && !TOLD.some((text) => text.includes(`[${id}]`)));
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect(rows.length).toBeGreaterThan(20);
});

test("a body without a length ends at the cap, and the connection with it", async () => {
  const socket = connect(Number(new URL(rig.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  const head = `POST /v1/devices HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ADMIN}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  socket.write(head);
  const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
  for (let i = 0; i < 20; i++) socket.write(chunk);
  let text = "";
  socket.on("data", (bytes) => (text += bytes.toString()));
  await once(socket, "close");
  expect(text).toContain(" 413 ");
  expect(text.toLowerCase()).toContain("connection: close");
});
