import { expect, test } from "vitest";
import { startAcs } from "./acs.ts";
import { Cpe } from "./cpe.ts";

const TREE = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.UpTime": "77",
  "Device.WiFi.SSID.1.SSID": "home",
  "Device.WiFi.SSID.1.Enable": "1",
  "Device.WiFi.SSID.2.SSID": "guest",
  "Device.WiFi.SSID.2.Enable": "0",
};

test("a get reaches a TR-181 CPE in its session and settles with what the device holds", async () => {
  const { gateway, address } = await startAcs();
  const cpe = new Cpe(TREE);
  const device = gateway.enrol("00256D-Box-S1");
  const id = gateway.submit(device, { type: "get", paths: ["Device.WiFi.SSID."], maxDepth: 0 });
  const last = await cpe.session(address);
  expect(last.status).toBe(204);
  expect(cpe.log).toEqual(["GetParameterValues"]);
  expect(gateway.outcome(id)).toMatchObject({
    state: "succeeded",
    result: {
      type: "get",
      results: [
        {
          requestedPath: "Device.WiFi.SSID.",
          items: [
            { path: "Device.WiFi.SSID.1.Enable", value: "true", type: "boolean" },
            { path: "Device.WiFi.SSID.1.SSID", value: "home", type: "string" },
            { path: "Device.WiFi.SSID.2.Enable", value: "false", type: "boolean" },
            { path: "Device.WiFi.SSID.2.SSID", value: "guest", type: "string" },
          ],
        },
      ],
    },
  });
});
