import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "./api.ts";
import { KINDS, openStand, type Stand, type Subject } from "./rig.ts";

let stand: Stand;
let token: string;
beforeAll(async () => {
  stand = await openStand(971);
  const wanted = { name: "secrets", role: "viewer", scopes: ["secret:read"] };
  token = String((await stand.api.call("POST", "/v1/tokens", wanted)).body["token"]);
}, 30_000);
afterAll(() => stand.stop());

const OBJECT = "Device.WiFi.AccessPoint.1.Security.";
const PATH = `${OBJECT}KeyPassphrase`;

async function secretOf({ id }: Subject, path = PATH): Promise<unknown> {
  const { body } = await stand.api.call(
    "POST",
    `/v1/devices/${id}/secrets:read`,
    { paths: [path], reason: "test" },
    { Authorization: `Bearer ${token}` },
  );
  return (body["items"] as Json[])[0]?.["value"];
}

test.each(KINDS)(
  "%s: a secret that was written can be read by who may, however often the device answers it empty",
  async (kind) => {
    const subject = stand.of(kind);
    for (const passphrase of ["first-passphrase", "second-passphrase"]) {
      const set = { type: "set", updates: [{ path: OBJECT, params: { KeyPassphrase: passphrase } }] };
      expect((await stand.operate(subject, set)).body).toMatchObject({ state: "succeeded" });
      expect(await secretOf(subject)).toBe(passphrase);
      expect(await stand.values(subject, OBJECT, true)).toMatchObject({ [PATH]: null });
      expect(await secretOf(subject)).toBe(passphrase);
    }
    if (subject.cpe === undefined) return;
    const rotate = `/v1/devices/${subject.id}/credentials:rotate`;
    const { body } = await stand.api.call("POST", rotate, { reason: "test" }, { Prefer: "wait=10" });
    expect(body).toMatchObject({ type: "onboard", state: "succeeded" });
    expect(await secretOf(subject)).toBe("second-passphrase");
  },
);

/** A native write of the passphrase, under the name the device has for it. */
function nativeSet({ kind, cpe }: Subject, value: string): Json {
  const name =
    kind === "TR-098 CPE"
      ? "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.KeyPassphrase"
      : PATH;
  const ParameterList = [{ Name: name, Value: { type: "string", value } }];
  if (cpe !== undefined)
    return {
      type: "native",
      protocol: "cwmp",
      rpc: "SetParameterValues",
      args: { ParameterList, ParameterKey: "" },
    };
  const updateObjs = [
    { objPath: "Device.WiFi.AccessPoint.*.Security.", paramSettings: [{ param: "KeyPassphrase", value }] },
  ];
  return { type: "native", protocol: "usp", rpc: "Set", args: { allowPartial: true, updateObjs } };
}

test.each(KINDS)("%s: a secret that was written natively can be read as well", async (kind) => {
  const subject = stand.of(kind);
  const { body } = await stand.operate(subject, nativeSet(subject, "native-passphrase"));
  expect(body).toMatchObject({ state: "succeeded" });
  expect(await secretOf(subject)).toBe("native-passphrase");
  expect(await stand.values(subject, OBJECT, true)).toMatchObject({ [PATH]: null });
  expect(await secretOf(subject)).toBe("native-passphrase");
});

test.each(KINDS)("%s: a search does not find out what a secret is", async (kind) => {
  const subject = stand.of(kind);
  const params = { KeyPassphrase: "guess-this-one" };
  await stand.operate(subject, { type: "set", updates: [{ path: OBJECT, params }] });
  const path = (value: string) => `Device.WiFi.AccessPoint.[Security.KeyPassphrase=="${value}"].Enable`;
  expect(await stand.values(subject, path("guess-this-one"))).toEqual(
    await stand.values(subject, path("wrong")),
  );
});
