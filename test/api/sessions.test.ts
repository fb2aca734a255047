import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
let device: DeviceId;
beforeAll(async () => {
  rig = await apiRig();
  device = await rig.device("cwmp");
});
afterAll(() => rig.close());

const LINES = '{"recording":"cwmp"}\n{"d":"work"}';
const keep = (on: ApiRig, ended = "timeout") => {
  const endedAt = on.clock.now();
  const about = { device, protocol: "cwmp" as const, startedAt: endedAt - 1000, endedAt, ended };
  return on.bridge.recorder.keep({ ...about, faulty: ended !== "done", exchanges: 2, lines: LINES });
};
const path = (rest = ""): string => `/v1/devices/${device}/sessions${rest}`;

test("a session that went wrong is listed, read as a file, and is there after a restart", async () => {
  expect((await rig.admin("GET", path())).json).toEqual({ items: [], recordingUntil: null });
  await keep(rig);
  const { items } = (await rig.admin("GET", path())).json;
  expect(items).toMatchObject([{ device, protocol: "cwmp", ended: "timeout", faulty: true, exchanges: 2 }]);
  expect(Date.parse(items[0].endedAt) - Date.parse(items[0].startedAt)).toBe(1000);
  const file = await rig.admin("GET", path(`/${items[0].id}`));
  expect(file.headers["content-type"]).toBe("application/jsonl; charset=utf-8");
  expect(file.text).toBe(LINES);
  const again = await apiRig({}, rig.bridge.parts().keys.prefix);
  expect((await again.admin("GET", path())).json.items).toEqual(items);
  expect((await again.admin("GET", path(`/${items[0].id}`))).text).toBe(LINES);
  await again.close();
});

test("recording is switched on for a while and off again, for one device", async () => {
  expect(rig.bridge.recorder.follows(device)).toBe(false);
  const { json } = await rig.admin("POST", path(":start"), { seconds: 600, reason: "it drops" });
  expect(Date.parse(json.recordingUntil) - rig.clock.now()).toBeGreaterThan(590_000);
  expect(rig.bridge.recorder.follows(device)).toBe(true);
  expect(rig.bridge.recorder.follows(await rig.device("cwmp"))).toBe(false);
  await keep(rig, "done");
  await keep(rig, "done");
  expect((await rig.admin("GET", path())).json).toMatchObject({
    items: [{ ended: "done" }, { ended: "done" }, { ended: "timeout" }],
    recordingUntil: json.recordingUntil,
  });
  expect((await rig.admin("POST", path(":stop"), {})).json).toEqual({ recordingUntil: null });
  expect(rig.bridge.recorder.follows(device)).toBe(false);
});

test.each([
  ["GET", "/s_unknown", undefined, 404, "request.notFound"],
  ["GET", "/..%2f", undefined, 400, "request.invalid"],
  ["POST", ":start", { seconds: 5 }, 422, "request.unprocessable"],
  ["POST", ":start", { days: 5 }, 422, "request.unprocessable"],
])("%s %s %j is refused", async (method, rest, body, status, code) => {
  expect(await rig.admin(method, path(rest), body)).toMatchObject({ status, json: { code } });
});

test("what a device said is for operators; that there are recordings, for everybody who may look", async () => {
  const token = await rig.token("viewer");
  expect((await rig.call("GET", path(), { token })).status).toBe(200);
  expect((await rig.call("GET", path("/s_1"), { token })).status).toBe(403);
  expect((await rig.call("POST", path(":start"), { token, body: {} })).status).toBe(403);
});

test("a replica that is not there keeps nothing and follows nobody", async () => {
  const other = await apiRig({}, rig.bridge.parts().keys.prefix);
  await other.bridge.stop();
  expect(other.bridge.recorder.follows(device)).toBe(false);
  await expect(keep(other)).rejects.toMatchObject({ code: "gateway.stopping" });
  await other.close();
});
