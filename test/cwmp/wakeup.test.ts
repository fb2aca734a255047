import { expect, test } from "vitest";
import type { DeviceId } from "#core";
import { authFields } from "../../core/auth.fields.ts";
import { digestResponse } from "../../core/digest.ts";
import { startAcs } from "./acs.ts";
import { bell } from "./bell.ts";
import { inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

/** An ACS that heard a device with this connection request URL. */
async function heard(url: string, config: Parameters<typeof startAcs>[0] = {}) {
  const acs = await startAcs(config);
  const wire = await Wire.open(acs.address);
  await wire.post(inform({ values: { "Device.ManagementServer.ConnectionRequestURL": url } }));
  await wire.post("");
  wire.close();
  const device = acs.gateway.deviceOf("00256D-Box-S1");
  acs.gateway.remember(
    device,
    [],
    { connectionRequestUsername: "acs" },
    { connectionRequestPassword: "acspw" },
  );
  return { ...acs, device, wake: () => acs.stack.wake(device, new AbortController().signal) };
}

test("a connection request answers a Digest challenge and is rung at 200 or 204 [TR-069a6 3.2.2]", async () => {
  const { url, rung } = await bell((authorization) =>
    authorization === ""
      ? { status: 401, challenge: 'Digest realm="cpe", nonce="abc", qop="auth", opaque="op"' }
      : { status: 204 },
  );
  const { wake } = await heard(url);
  expect(await wake()).toEqual({ state: "rung", method: "http" });
  const fields = authFields(rung[1]?.slice(7) ?? "").fields;
  const { username = "", realm = "", nonce = "", uri = "", nc = "", cnonce = "", response } = fields;
  expect({ username, uri, opaque: fields["opaque"] }).toEqual({
    username: "acs",
    uri: "/cr?x=1",
    opaque: "op",
  });
  expect(response).toBe(
    digestResponse({ username, realm, nonce, uri, nc, cnonce, qop: "auth" }, "acspw", "GET"),
  );
});

test.each([
  ["no authentication", () => ({ status: 200 }), { state: "rung" }, 1],
  [
    "Basic",
    (sent: string) => (sent === "" ? { status: 401, challenge: 'Basic realm="x"' } : { status: 200 }),
    { state: "rung" },
    2,
  ],
  ["503 while busy", () => ({ status: 503 }), { state: "rung", detail: "busy" }, 1],
  [
    "401 for ever",
    () => ({ status: 401, challenge: 'Digest realm="x", nonce="y"' }),
    { state: "unreachable" },
    2,
  ],
  ["404", () => ({ status: 404 }), { state: "unreachable" }, 1],
] as const)("a CPE with %s", async (_what, answer, result, requests) => {
  const { url, rung } = await bell(answer);
  const { wake } = await heard(url);
  expect(await wake()).toMatchObject(result);
  expect(rung).toHaveLength(requests);
});

test("a device is rung by one request at a time and not again within two seconds", async () => {
  const { url, rung } = await bell(() => ({ status: 200 }));
  const { wake, clock } = await heard(url);
  await Promise.all([wake(), wake(), wake()]);
  await wake();
  expect(rung).toHaveLength(1);
  clock.move(2001);
  await wake();
  expect(rung).toHaveLength(2);
});

test("a CPE that does not answer is given up after the limit", async () => {
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { url } = await bell(() => {
    arrive();
    return undefined;
  });
  const { wake, clock } = await heard(url);
  const waking = wake();
  await arrived;
  clock.move(6001);
  expect(await waking).toMatchObject({ state: "unreachable" });
});

test.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://[fe80::1]/",
  "http://0.0.0.0:80/",
  "http://192.0.2.7:7547/",
  "http://10.0.0.1/",
  "https://127.0.0.1/",
  "file:///etc/passwd",
  "not a url",
])("no request leaves for %s: the device was not heard from there", async (url) => {
  const { wake } = await heard(url);
  expect(await wake()).toMatchObject({ state: "unreachable", method: "http" });
});

test("never to our own listener", async () => {
  const acs = await startAcs({ cpeNetworks: ["127.0.0.0/8"] });
  const device: DeviceId = acs.gateway.enrol("00256D-Box-S1");
  const url = `http://127.0.0.1:${String(acs.address.port)}/`;
  const path = "Device.ManagementServer.ConnectionRequestURL";
  acs.gateway.remember(device, [{ path, value: url, type: "string", at: 1 }], { peer: "127.0.0.1" });
  expect(await acs.stack.wake(device, new AbortController().signal)).toMatchObject({ state: "unreachable" });
});

test("a configured CPE network may be rung although the Inform came from elsewhere", async () => {
  const { url } = await bell(() => ({ status: 200 }));
  const acs = await startAcs({ cpeNetworks: ["127.0.0.0/8"] });
  const device = acs.gateway.enrol("00256D-Box-S1");
  const path = "InternetGatewayDevice.ManagementServer.ConnectionRequestURL";
  acs.gateway.remember(device, [{ path, value: url, type: "string", at: 1 }], { peer: "198.51.100.1" });
  expect(await acs.stack.wake(device, new AbortController().signal)).toMatchObject({ state: "rung" });
});

test("a device without a connection request URL cannot be asked", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  expect(await acs.stack.wake(device, new AbortController().signal)).toMatchObject({ state: "unreachable" });
});
