import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { CWMP_DEFAULTS, type CwmpConfig } from "#cwmp";
import { namesAnother } from "../../cwmp/certificate.ts";
import { startAcs, type Acs } from "./acs.ts";
import { inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
const TLS = { cert: file("cert"), key: file("key"), ca: file("client-ca") };
const OWN = { cert: file("client-device"), key: file("client-device.key") };
const SHARED = { cert: file("client-shared"), key: file("client-shared.key") };
/** Signed by nobody that the listener trusts. */
const STRANGE = { cert: file("cert"), key: file("key") };

const fingerprint = (pem: Buffer): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();

function secure(config: Partial<CwmpConfig> = {}): Promise<Acs> {
  return startAcs({ tls: TLS, ...config });
}

/** A CPE's connection; rejects when the handshake does. */
function open({ address }: Acs, identity?: { cert: Buffer; key: Buffer }): Promise<Wire> {
  return new Promise((resolve, reject) => {
    // TLS 1.2, as most CPEs: there a refusal is part of the handshake.
    const options = { ...identity, rejectUnauthorized: false, maxVersion: "TLSv1.2" } as const;
    const socket: TLSSocket = connect({ port: address.port, host: address.host, ...options }, () => {
      socket.off("error", reject);
      resolve(Wire.over(socket));
    });
    socket.once("error", reject);
  });
}

test("a certificate that names the device proves it: no password is asked for", async () => {
  const acs = await secure();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.allow({ device, username: "00256D-Box-S1", password: "p", generation: "current" });
  const wire = await open(acs, OWN);
  expect((await wire.post(inform())).status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toEqual({
    kind: "certificate",
    fingerprint: fingerprint(OWN.cert),
    of: "device",
  });
  wire.close();
});

test("with the certificate of one device nobody informs as another one [HTTP-39]", async () => {
  const acs = await secure();
  const wire = await open(acs, OWN);
  expect((await wire.post(inform({ serial: "S2" }))).status).toBe(403);
  expect(acs.gateway.contacts).toEqual([]);
  expect(acs.lines.filter((line) => line.includes("identity_mismatch"))).toHaveLength(1);
  wire.close();
});

test("a certificate that an operator gave to a device is that device's, whomever it names", async () => {
  const acs = await secure();
  const device = acs.gateway.enrol("00256D-Box-S2");
  acs.gateway.name(fingerprint(OWN.cert), device);
  const wire = await open(acs, OWN);
  expect((await wire.post(inform({ serial: "S2" }))).status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toMatchObject({ kind: "certificate", of: "device" });
  wire.close();
});

test.each([
  ["00256D-Box-S2", true],
  ["00256d-s2", true],
  // The kind of box, which all of it share.
  ["00256D-Box", false],
  ["cpe.example.com", false],
  ["fleet", false],
])("a certificate named %s is another device's: %s", (cn, another) => {
  const device = { Manufacturer: "", OUI: "00256D", ProductClass: "Box", SerialNumber: "S1" };
  const { certificateForms } = CWMP_DEFAULTS;
  const names = { cn: [cn], uri: [], dns: [] };
  expect(namesAnother({ names }, device, certificateForms)).toBe(another);
  const uri = `urn:bbf:usp:id:os::${cn}`;
  expect(namesAnother({ names: { cn: [], uri: [uri], dns: [] } }, device, ["usp-os"])).toBe(
    /^00256[Dd]/.test(cn),
  );
});

test("a certificate that a device is known by proves it, and nobody else", async () => {
  const acs = await secure();
  acs.gateway.enrol("00256D-Box-S2");
  acs.gateway.enrol(fingerprint(SHARED.cert));
  const wire = await open(acs, SHARED);
  expect((await wire.post(inform({ serial: "S2" }))).status).toBe(403);
  wire.close();
});

test("a certificate that devices share leaves a device's own password in force", async () => {
  const acs = await secure({ enrolment: "closed" });
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.allow({ device, username: "00256D-Box-S1", password: "p", generation: "current" });
  const wire = await open(acs, SHARED);
  const challenged = await wire.post(inform());
  expect(challenged.status).toBe(401);
  expect(
    challenged.all.filter(([name]) => name === "www-authenticate").map(([, value]) => value.split(" ")[0]),
  ).toEqual(["Digest", "Basic"]);
  const Authorization = `Basic ${Buffer.from("00256D-Box-S1:p").toString("base64")}`;
  expect((await wire.post(inform(), { Authorization })).status).toBe(200);
  expect(acs.gateway.contacts.at(-1)?.proof).toMatchObject({ kind: "password", generation: "current" });
  wire.close();
});

test("a certificate of nobody that is trusted counts as none", async () => {
  const acs = await secure();
  const wire = await open(acs, STRANGE);
  expect((await wire.post(inform())).status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toEqual({ kind: "none" });
  wire.close();
});

test("where certificates are required, a handshake without a good one fails", async () => {
  const acs = await secure({ clientCertificate: "required" });
  await expect(open(acs)).rejects.toThrow(/alert|ECONNRESET|disconnected/i);
  await expect(open(acs, STRANGE)).rejects.toThrow(/alert|ECONNRESET|disconnected/i);
  const wire = await open(acs, OWN);
  expect((await wire.post(inform())).status).toBe(200);
  wire.close();
});

test("a certificate resumes with its TLS session", async () => {
  const acs = await secure();
  const first = await open(acs, OWN);
  await first.post(inform());
  const session = (first.socket as TLSSocket).getSession();
  first.close();
  const again = await new Promise<Wire>((resolve, reject) => {
    const { port, host } = acs.address;
    const options = {
      port,
      host,
      session,
      ...OWN,
      rejectUnauthorized: false,
      maxVersion: "TLSv1.2",
    } as const;
    const socket: TLSSocket = connect(options, () => resolve(Wire.over(socket)));
    socket.once("error", reject);
  });
  expect((again.socket as TLSSocket).isSessionReused()).toBe(true);
  expect((await again.post(inform())).status).toBe(200);
  expect(acs.gateway.contacts.at(-1)?.proof).toMatchObject({ kind: "certificate", of: "device" });
  again.close();
});

const PROXY = { trustedProxies: ["127.0.0.0/8"], proxyAuthHeader: "x-client-cert" };

test("a trusted proxy vouches for a device, and tells its address", async () => {
  const acs = await startAcs(PROXY);
  const wire = await Wire.open(acs.address);
  const said = { "X-Client-Cert": encodeURIComponent(OWN.cert.toString()), "X-Forwarded-For": "192.0.2.7" };
  expect((await wire.post(inform(), said)).status).toBe(200);
  expect(acs.gateway.contacts[0]).toMatchObject({
    proof: { kind: "certificate", fingerprint: fingerprint(OWN.cert), of: "device" },
    facts: { address: "192.0.2.7" },
    memory: { peer: "192.0.2.7" },
  });
  wire.close();
});

test("anybody else's headers are passed over and told", async () => {
  const acs = await startAcs({ ...PROXY, trustedProxies: ["192.0.2.0/24"] });
  const wire = await Wire.open(acs.address);
  const said = { "X-Client-Cert": "00256D-Box-S1", "X-Forwarded-For": "192.0.2.7" };
  expect((await wire.post(inform(), said)).status).toBe(200);
  expect(acs.gateway.contacts[0]).toMatchObject({ proof: { kind: "none" }, memory: { peer: "127.0.0.1" } });
  expect(acs.lines.some((line) => line.includes('"reason":"proxyHeader"'))).toBe(true);
  wire.close();
});

test("Basic is accepted without TLS where a trusted proxy says that the CPE came over TLS", async () => {
  const acs = await startAcs(PROXY);
  acs.gateway.allow({ username: "cpe", password: "p", generation: "group" });
  const wire = await Wire.open(acs.address);
  const Authorization = `Basic ${Buffer.from("cpe:p").toString("base64")}`;
  const over = (proto: string) => ({
    Authorization,
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": proto,
  });
  expect((await wire.post(inform(), over("http"))).status).toBe(401);
  expect((await wire.post(inform(), over("https"))).status).toBe(200);
  wire.close();
});

test("CPEs without cookies that share a proxy's connection do not get into each other's sessions", async () => {
  const acs = await startAcs(PROXY);
  const wire = await Wire.open(acs.address);
  const first = { "X-Forwarded-For": "192.0.2.7" };
  const second = { "X-Forwarded-For": "192.0.2.8" };
  acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), { type: "get", paths: ["Device."], maxDepth: 0 });
  expect((await wire.post(inform(), first)).status).toBe(200);
  // The other one's empty POST is no turn of the first one.
  const stranger = await wire.post("", second);
  expect([stranger.status, stranger.body]).toEqual([204, ""]);
  expect((await wire.post("", first)).body).toContain("GetParameterValues");
  wire.close();
});
