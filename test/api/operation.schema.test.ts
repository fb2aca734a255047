import { expect, test } from "vitest";
import { operationOf, operationRequest } from "../../bridge/api/operation.schema.ts";

const parsed = (body: unknown) => operationRequest.safeParse(body);

test("required names parameters of its own object, and goes on to the device", () => {
  const update = { path: "Device.WiFi.SSID.1.", params: { SSID: "a", Enable: true } };
  const set = (required: readonly string[]) => parsed({ type: "set", updates: [{ ...update, required }] });
  const good = set(["SSID"]);
  expect(good.data && operationOf(good.data)).toMatchObject({ updates: [{ required: ["SSID"] }] });
  const bad = set(["Ssid"]);
  expect(bad.error?.issues).toMatchObject([{ path: ["updates", 0, "required"] }]);
  const add = parsed({
    type: "add",
    objects: [{ path: "Device.WiFi.SSID.", params: {}, required: ["SSID"] }],
  });
  expect(add.success).toBe(false);
});

test("a question for the model keeps only which parts are left out", () => {
  const asked = (flags: object) => {
    const { data } = parsed({ type: "getSupportedDM", paths: ["Device."], ...flags });
    return data && operationOf(data);
  };
  const base = { type: "getSupportedDM", paths: ["Device."], firstLevelOnly: false };
  expect(asked({ returnEvents: true })).toEqual(base);
  expect(asked({ returnEvents: false, returnParams: false })).toEqual({
    ...base,
    returnEvents: false,
    returnParams: false,
  });
});
