import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Credential, DeviceId } from "#core";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import { extensionIn, extensionOf } from "../../usp/mtp/websocket/extension.ts";
import { openingOf, withEid } from "../../usp/mtp/websocket/handshake.ts";
import { identify } from "../../usp/mtp/websocket/identity.ts";
import { rankOf } from "../../usp/trust/rank.ts";
import { FIRST_BEAT, nextBeat } from "../../usp/mtp/websocket/keepalive.machine.ts";

const asked = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  openingOf(
    { method: "GET", url, headers: { host: "gw:8183", "sec-websocket-protocol": "v1.usp", ...headers } },
    "/usp",
  );
const id = (text: string): EndpointId => {
  const endpoint = asEndpointId(text);
  if (endpoint === undefined) throw new RangeError(text);
  return endpoint;
};
const pem = (name: string) =>
  new X509Certificate(readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url)));

test.each([
  ["/usp?eid=os::012345-A", "os::012345-A"],
  ["/usp?eid=os%3A%3A012345-A", "os::012345-A"],
  ["/usp?eid=os%3a%3a012345-A%252FB", "os::012345-A%2FB"],
  ["/usp?x=1&eid=os::012345-A&y=%zz", "os::012345-A"],
])("the eid of %s is %s: decoded once [TR-369 R-WS.10b] [TR-369 R-WS.10c]", (url, endpoint) => {
  expect(asked(url)).toMatchObject({ endpoint });
});

test.each([
  ["/usp?eid=os::012345-A&eid=os::012345-A", 400, "eid"],
  ["/usp?eid=os::012345-A&eid=os::012345-B", 400, "eid"],
  ["/usp?eid=os::012345-A%2", 400, "eid"],
  ["/usp?eid=os::012345-A%20B", 400, "eid"],
  ["/usp?eid=", 400, "eid"],
  ["/usp/?eid=os::012345-A", 404, "path"],
  ["/?eid=os::012345-A", 404, "path"],
])("%s is refused [TR-369 R-WS.2] [WS-02]", (url, status, reason) => {
  expect(asked(url)).toEqual({ status, reason });
});

test("a request without the subprotocol, or with another one alone, is refused [TR-369 R-WS.12a] [WS-01]", () => {
  const refused = { status: 400, reason: "subprotocol" };
  expect(asked("/usp?eid=os::012345-A", { "sec-websocket-protocol": "" })).toEqual(refused);
  expect(asked("/usp?eid=os::012345-A", { "sec-websocket-protocol": "v2.usp, mqtt" })).toEqual(refused);
  expect(asked("/usp?eid=os::012345-A", { "sec-websocket-protocol": "mqtt, v1.usp" })).not.toHaveProperty(
    "status",
  );
});

test("agents of before 1.3 name themselves in the extension, and it is answered when asked [TR-369 R-WS.11a] [TR-369 R-WS.11c]", () => {
  const header = { "sec-websocket-extensions": 'permessage-deflate, bbf-usp-protocol; eid="os::012345-A"' };
  expect(asked("/usp", header)).toMatchObject({ endpoint: "os::012345-A", extension: true });
  expect(asked("/usp?eid=os::012345-A", header)).toMatchObject({ endpoint: "os::012345-A" });
  expect(asked("/usp?eid=os::012345-B", header)).toEqual({ status: 400, reason: "eid" });
  expect(asked("/usp?eid=os::012345-A")).toMatchObject({ extension: false });
  expect(extensionIn(extensionOf("self::causeway"))).toEqual({ asked: true, eids: ["self::causeway"] });
});

test("a page in a browser is no agent, a library that sends some Origin may be one [WS-11]", () => {
  const origin = (text: string) => asked("/usp?eid=os::012345-A", { origin: text });
  for (const foreign of ["https://evil.example", "http://gw:81", "null"])
    expect(origin(foreign)).toEqual({ status: 403, reason: "origin" });
  for (const own of ["http://gw:8183", "https://GW:8183", "agent", "gw:8183"])
    expect(origin(own)).not.toHaveProperty("status");
});

test("the own id stands in the query of a call, percent signs as %25 [TR-369 R-WS.10b] [TR-369 R-WS.10c]", () => {
  expect(withEid("ws://a/usp", "self::c%20d")).toBe("ws://a/usp?eid=self%3A%3Ac%2520d");
});

const DEVICE = "d_1" as DeviceId;
const credential = (generation: Credential["generation"]): Credential => ({
  username: generation,
  password: "p",
  generation,
  ...(generation === "group" ? {} : { device: DEVICE }),
});
const gateway = (owner?: string) => ({
  credentials: async (name: string) => (name === "current" || name === "group" ? [credential(name)] : []),
  find: async () => owner as DeviceId | undefined,
});
const basic = (username: string, password = "p") => ({
  scheme: "basic" as const,
  username,
  password,
});
const none = { scheme: "none" } as const;
const endpoint = id("os::012345-CERT1");

test("a login, a certificate, or nothing: what is demanded must be there, and what is shown must be right [TR-369 R-SEC.9]", async () => {
  const of = (shown: Parameters<typeof identify>[0]["shown"], demanded: Parameters<typeof identify>[2]) =>
    identify({ endpoint, shown, extension: false }, undefined, demanded, gateway());
  const refused = { status: 401, reason: "password" };
  expect(await of(none, "none")).toEqual({ endpoint });
  expect(await of(none, "password")).toEqual(refused);
  expect(await of(none, "certificate")).toEqual({ status: 401, reason: "certificate" });
  expect(await of(basic("current"), "password")).toEqual({
    endpoint,
    proof: { kind: "password", username: "current", generation: "current" },
  });
  expect(await of(basic("group"), "none")).toMatchObject({ proof: { generation: "group" } });
  expect(await of(basic("current"), "certificate")).toEqual({ status: 401, reason: "certificate" });
  for (const wrong of [basic("current", "q"), basic("nobody"), { scheme: "unreadable" } as const])
    expect(await of(wrong, "none")).toEqual(refused);
});

test("a login of one device is that of no other one", async () => {
  const of = (owner: string | undefined) =>
    identify({ endpoint, shown: basic("current"), extension: false }, undefined, "password", gateway(owner));
  expect(await of("d_1")).toHaveProperty("proof");
  expect(await of(undefined)).toHaveProperty("proof");
  expect(await of("d_2")).toEqual({ status: 401, reason: "password" });
});

test("a certificate with an endpoint id is that endpoint's, whatever the eid says [TR-369 R-SEC.0a] [WS-02]", async () => {
  const of = (eid: string | undefined, file: string) =>
    identify(
      { shown: none, extension: false, ...(eid === undefined ? {} : { endpoint: id(eid) }) },
      pem(file),
      "certificate",
      gateway(),
    );
  expect(await of("os::012345-CERT1", "usp-agent")).toMatchObject({
    endpoint,
    proof: { kind: "certificate", of: "device" },
  });
  expect(await of(undefined, "usp-agent")).toMatchObject({ endpoint });
  expect(await of("os::012345-CERT2", "usp-agent")).toEqual({
    status: 401,
    reason: "certificate",
    impersonation: { claimed: "os::012345-CERT2", proven: "os::012345-CERT1" },
  });
  expect(await of("os::012345-CERT2", "usp-wild")).toMatchObject({ proof: { of: "group" } });
  expect(await of("os::012345-CERT2", "usp-plain")).toEqual({ status: 401, reason: "certificate" });
  expect(await of(undefined, "usp-plain")).toEqual({ status: 400, reason: "eid" });
});

test("a proof of one's own is worth more than one that several share, and that more than none", () => {
  const of = (generation: "current" | "group") => rankOf({ kind: "password", username: "u", generation });
  expect([rankOf(undefined), of("group"), of("current")]).toEqual([0, 1, 2]);
});

test("a peer is dead after so many pings in a row without an answer, unless it is not listened to [TR-369 R-WS.13]", () => {
  const run = (...inputs: ("tick" | "deaf" | "heard")[]) => {
    let state = FIRST_BEAT;
    return inputs.map((input) => {
      const step = nextBeat(
        state,
        input === "heard" ? { on: "heard" } : { on: "tick", deaf: input === "deaf" },
        3,
      );
      ({ state } = step);
      return step.effect;
    });
  };
  expect(run("tick", "tick", "tick", "tick")).toEqual(["ping", "ping", "ping", "cut"]);
  expect(run("tick", "tick", "tick", "heard", "tick")).toEqual(["ping", "ping", "ping", "none", "ping"]);
  expect(run("tick", "tick", "tick", "deaf", "deaf")).toEqual(["ping", "ping", "ping", "none", "none"]);
});
