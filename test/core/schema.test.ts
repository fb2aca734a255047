import { expect, test } from "vitest";
import { genericPath, objectSchemaOf, parsePath, schemaObjects, schemaOf } from "#core";

test("a parameter is found with instance numbers and with {i}", () => {
  const schema = schemaOf("Device.WiFi.Radio.12.Channel");
  expect(schema).toEqual({
    type: "unsignedInt",
    access: "readWrite",
    ranges: [{ min: 1, max: 255 }],
    min: 1,
    max: 255,
  });
  expect(schemaOf("Device.WiFi.Radio.{i}.Channel")).toBe(schema);
  expect(schemaOf("Device.WiFi.Radio.1.Bogus")).toBeUndefined();
  expect(schemaOf("Device.WiFi.Radio.1.")).toBeUndefined();
  expect(schemaOf("")).toBeUndefined();
});

test("definitions carry enum, unit, length, reference and secret", () => {
  expect(schemaOf("Device.WiFi.SSID.1.SSID")?.maxLength).toBe(32);
  expect(schemaOf("Device.WiFi.AccessPoint.1.Security.KeyPassphrase")?.secret).toBe(true);
  expect(schemaOf("Device.DeviceInfo.UpTime")).toEqual({
    type: "unsignedInt",
    access: "readOnly",
    unit: "seconds",
  });
  expect(schemaOf("Device.IP.Interface.1.Status")?.enum).toContain("LowerLayerDown");
  expect(schemaOf("Device.IP.Interface.1.LowerLayers")).toMatchObject({
    type: "list of string",
    reference: "strong",
  });
  expect(schemaOf("Device.LocalAgent.Subscription.1.Recipient")?.targets).toEqual([
    "Device.LocalAgent.Controller.",
  ]);
  expect(schemaOf("Device.WiFi.SSID.1.Alias")).toMatchObject({ access: "readWrite", writeOnce: true });
  expect(schemaOf("Device.DHCPv4.Client.1.SentOption.1.Value")?.type).toBe("hexBinary");
});

test("both flavours and removed leaves are in one table", () => {
  expect(schemaOf("Device.ManagementServer.PeriodicInformInterval")?.type).toBe("unsignedInt");
  expect(schemaOf("Device.LocalAgent.EndpointID")?.type).toBe("string");
  expect(schemaOf("Device.Time.NTPServer1")).toMatchObject({ type: "string", until: "2.18" });
  expect(objectSchemaOf("Device.WiFi.MultiAP.APDevice.1.")).toMatchObject({
    multiInstance: true,
    until: "2.17",
  });
});

test("an object tells its keys, counter, access, commands and events", () => {
  const subscription = objectSchemaOf("Device.LocalAgent.Subscription.4.");
  expect(subscription).toMatchObject({
    path: "Device.LocalAgent.Subscription.{i}.",
    multiInstance: true,
    access: "addDelete",
    uniqueKeys: [["Alias"], ["Recipient", "ID"]],
    numberOfEntries: "SubscriptionNumberOfEntries",
  });
  expect(objectSchemaOf("Device.LocalAgent.Subscription.")).toBe(subscription);
  const root = objectSchemaOf("Device.");
  expect(root?.multiInstance).toBe(false);
  expect(root?.events.map(({ name }) => name)).toEqual(["Boot!"]);
  const timer = root?.commands.find(({ name }) => name === "ScheduleTimer()");
  expect(timer).toMatchObject({ async: true, input: ["DelaySeconds"], output: [] });
  expect(timer?.arguments.get("DelaySeconds")).toMatchObject({
    type: "unsignedInt",
    mandatory: true,
    min: 1,
  });
  const packet = root?.commands.find(({ name }) => name === "PacketCaptureDiagnostics()");
  expect(packet?.output).toContain("PacketCaptureResult.{i}.FileLocation");
});

test("every object of the table can be read, has a supported path, and its keys and counter exist", () => {
  const paths = schemaObjects("Device.");
  let parameters = 0;
  for (const path of paths) {
    const object = objectSchemaOf(path);
    expect(object?.path).toBe(path);
    parsePath(path, "supported");
    for (const name of object?.parameters ?? [])
      expect([path + name, schemaOf(path + name)]).toEqual([path + name, expect.any(Object)]);
    parameters += object?.parameters.length ?? 0;
    const parent = path.split(".").slice(0, -3).join(".");
    const counter = object?.numberOfEntries;
    expect([path, counter, counter === undefined || schemaOf(`${parent}.${counter}`) !== undefined]).toEqual([
      path,
      counter,
      true,
    ]);
  }
  expect(paths.length).toBeGreaterThan(900);
  expect(parameters).toBeGreaterThan(7500);
  expect(schemaObjects("Device.WiFi.SSID.")).toEqual([
    "Device.WiFi.SSID.{i}.",
    "Device.WiFi.SSID.{i}.Stats.",
  ]);
});

test("every reference points into the model", () => {
  const lost = schemaObjects("Device.").flatMap((path) =>
    (objectSchemaOf(path)?.parameters ?? []).flatMap((name) =>
      (schemaOf(path + name)?.targets ?? []).filter((target) => objectSchemaOf(target) === undefined),
    ),
  );
  expect([...new Set(lost)]).toEqual([]);
});

test("a generic path has {i} for every instance number and nothing else", () => {
  expect(genericPath("Device.A.1.B.22.C")).toBe("Device.A.{i}.B.{i}.C");
  expect(genericPath("Device.A.1.")).toBe("Device.A.{i}.");
  expect(genericPath("Device.A1.B")).toBe("Device.A1.B");
  expect(genericPath("Device.A.{i}.")).toBe("Device.A.{i}.");
  expect(genericPath("")).toBe("");
});
