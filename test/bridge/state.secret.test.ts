import { expect, test } from "vitest";
import { type Json, objectSchemaOf, schemaObjects, schemaOf, isSecretPath, HIDDEN, mapScalars } from "#core";
import { openSecrets, sealSecrets } from "../../bridge/operate/secrets.ts";
import { createVault } from "../../bridge/state/secret.ts";

const CANARY = "canary-4c1e";
const AP = "Device.WiFi.AccessPoint.1.Security.";
const WLAN = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.";
const blank = { value: null, secret: true };

/** Messages as they are on the wire or in the ledger, and how they are shown. */
const MESSAGES: readonly (readonly [what: string, message: Json, shown: Json])[] = [
  [
    "SetParameterValues",
    {
      ParameterList: [
        { Name: `${WLAN}KeyPassphrase`, Value: { type: "string", value: CANARY } },
        { Name: `${WLAN}SSID`, Value: { type: "string", value: "home" } },
      ],
    },
    {
      ParameterList: [
        { Name: `${WLAN}KeyPassphrase`, Value: { type: "string", ...blank } },
        { Name: `${WLAN}SSID`, Value: { type: "string", value: "home" } },
      ],
    },
  ],
  [
    "a value without a type",
    { Name: `${WLAN}KeyPassphrase`, Value: CANARY },
    { Name: `${WLAN}KeyPassphrase`, Value: null, secret: true },
  ],
  [
    "USP Set",
    {
      updateObjs: [
        { objPath: AP, paramSettings: [{ param: "KeyPassphrase", value: CANARY, required: true }] },
      ],
    },
    {
      updateObjs: [
        {
          objPath: AP,
          paramSettings: [{ param: "KeyPassphrase", value: null, secret: true, required: true }],
        },
      ],
    },
  ],
  [
    "USP GetResp",
    {
      resolvedPathResults: [
        { resolvedPath: AP, resultParams: { KeyPassphrase: CANARY, ModeEnabled: "None" } },
      ],
    },
    {
      resolvedPathResults: [
        { resolvedPath: AP, resultParams: { KeyPassphrase: blank, ModeEnabled: "None" } },
      ],
    },
  ],
  [
    "USP ValueChange",
    { paramPath: `${AP}KeyPassphrase`, paramValue: CANARY },
    { paramPath: `${AP}KeyPassphrase`, paramValue: null, secret: true },
  ],
  [
    "a secret by its object alone",
    { path: "Device.LocalAgent.ControllerTrust.Challenge.2.", params: { Value: CANARY, Alias: "a" } },
    { path: "Device.LocalAgent.ControllerTrust.Challenge.2.", params: { Value: blank, Alias: "a" } },
  ],
  [
    "a parameter that says it is one",
    { path: "Device.X_Odd", value: CANARY, secret: true },
    { path: "Device.X_Odd", value: null, secret: true },
  ],
  [
    "a number",
    { Name: "Device.X.PIN", Value: { type: "unsignedInt", value: 1234 } },
    { Name: "Device.X.PIN", Value: { type: "unsignedInt", ...blank } },
  ],
  [
    "lists and structures below a secret",
    { Password: [CANARY, { deep: CANARY }] },
    { Password: [blank, { deep: blank }] },
  ],
  [
    "what is hidden already",
    { path: `${AP}KeyPassphrase`, ...blank },
    { path: `${AP}KeyPassphrase`, ...blank },
  ],
];

test.each(MESSAGES)("the secret is found in %s, and nothing else", (_what, message, shown) => {
  expect(mapScalars(message, (scalar, secret) => (secret ? HIDDEN : scalar))).toEqual(shown);
});

test.each(MESSAGES)("%s is sealed whole and opens as it was", (_what, message) => {
  const vault = createVault(Buffer.alloc(32, 9));
  const sealed = sealSecrets(message, vault, "d_1");
  expect(JSON.stringify(sealed)).not.toMatch(/canary|1234/);
  expect(openSecrets(sealed, vault, "d_1")).toEqual(message);
});

test("every secret of TR-181 is known by its path", () => {
  const secrets = schemaObjects("Device.").flatMap((object) =>
    (objectSchemaOf(object)?.parameters ?? [])
      .map((name) => (object + name).replaceAll("{i}", "1"))
      .filter((path) => schemaOf(path)?.secret === true),
  );
  expect(secrets.length).toBeGreaterThan(40);
  expect(secrets.filter((path) => !isSecretPath(path))).toEqual([]);
});
