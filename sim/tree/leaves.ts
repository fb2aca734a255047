import type { Home } from "./home.ts";
import { ro, rw, secret, type Leaf } from "./leaf.ts";

/** What devices of both data models say of themselves. */
export function deviceInfo(home: Home): Record<string, Leaf> {
  const { model } = home;
  return {
    Manufacturer: ro(model.manufacturer),
    ManufacturerOUI: ro(model.oui),
    ModelName: ro(model.modelName),
    Description: ro(`${model.manufacturer} ${model.modelName}`),
    ProductClass: ro(model.productClass),
    SerialNumber: ro(home.serialNumber),
    HardwareVersion: ro(model.hardwareVersion),
    SoftwareVersion: ro(home.softwareVersion),
    ProvisioningCode: rw(home.provisioningCode, "string", { maxLength: 64 }),
    UpTime: ro("0", "unsignedInt"),
    FirstUseDate: ro("0001-01-01T00:00:00Z", "dateTime"),
  };
}

/** The management object; the same leaves in both data models. */
export function managementServer(): Record<string, Leaf> {
  return {
    URL: rw(""),
    Username: rw(""),
    Password: secret(""),
    PeriodicInformEnable: rw("true", "boolean"),
    PeriodicInformInterval: rw("3600", "unsignedInt", { min: 1 }),
    PeriodicInformTime: rw("0001-01-01T00:00:00Z", "dateTime"),
    ParameterKey: ro(""),
    ConnectionRequestURL: ro(""),
    ConnectionRequestUsername: rw(""),
    ConnectionRequestPassword: secret(""),
    UpgradesManaged: rw("true", "boolean"),
    DefaultActiveNotificationThrottle: rw("0", "unsignedInt"),
    CWMPRetryMinimumWaitInterval: rw("5", "unsignedInt", { min: 1, max: 65_535 }),
    CWMPRetryIntervalMultiplier: rw("2000", "unsignedInt", { min: 1000, max: 65_535 }),
    STUNEnable: rw("false", "boolean"),
    NATDetected: ro("false", "boolean"),
  };
}

/** The ping test: idle, with the usual settings. */
export function ping(target: string): Record<string, Leaf> {
  return {
    Interface: rw(target),
    Host: rw(""),
    NumberOfRepetitions: rw("4", "unsignedInt", { min: 1 }),
    Timeout: rw("1000", "unsignedInt", { min: 1 }),
    DataBlockSize: rw("64", "unsignedInt", { min: 1, max: 65_535 }),
    DSCP: rw("0", "unsignedInt", { max: 63 }),
    SuccessCount: ro("0", "unsignedInt"),
    FailureCount: ro("0", "unsignedInt"),
    AverageResponseTime: ro("0", "unsignedInt"),
    MinimumResponseTime: ro("0", "unsignedInt"),
    MaximumResponseTime: ro("0", "unsignedInt"),
  };
}

/** A table's number of entries. */
export function count(rows: readonly unknown[] | number): Leaf {
  return ro(String(typeof rows === "number" ? rows : rows.length), "unsignedInt");
}
