import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { subjectAltNames } from "#core";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import { certificateMatch, matchOf, soleEndpoint } from "../../usp/trust/certificate.ts";
import { defectsOf, isForTrials } from "../../usp/trust/form.ts";
import { vouch } from "../../usp/trust/peer.ts";

const idOf = (text: string): EndpointId => {
  const id = asEndpointId(text);
  expect(id).toBe(text);
  return id ?? ("" as EndpointId);
};
const OWN = "os::0A8D8C-7DCF00000042";
const urn = (id: string): string => `urn:bbf:usp:id:${id}`;
const named = (uri: readonly string[], dns: readonly string[] = []) => ({ uri, dns });

test.each([
  [[urn(OWN)], OWN, "own"],
  [[`URN:BBF:usp:id:${OWN}`], OWN, "own"],
  [[urn("ops::0A8D8C-HG%2f8-1")], "ops::0A8D8C-HG%2F8-1", "own"],
  [["urn:bbf:usp:id:self::x", urn(OWN)], OWN, "own"],
  [[urn("os::0A8D8C-*")], OWN, "shared"],
  [[urn("ops::0A8D8C-HG8-*")], "ops::0A8D8C-HG8-1", "shared"],
  [[urn("oui:0A8D8C:box-*-a")], "oui:0A8D8C:box-7-a", "shared"],
  [[urn("cid:0A8D8C:*")], "cid:0A8D8C:anything", "shared"],
  [[urn("pen:3561:*")], "pen:3561:x", "shared"],
] as const)(
  "the names %j make a certificate that of %s: %s [TR-369 R-SEC.0a] [TR-369 R-SEC.12] [TR-369 R-SEC.5]",
  (uri, endpoint, match) => expect(matchOf(named(uri), idOf(endpoint))).toBe(match),
);

test.each([
  [[], OWN],
  [[urn("os::0A8D8C-7DCF00000043")], OWN],
  [[urn(OWN.toLowerCase())], OWN],
  [[`urn:bbf:USP:id:${OWN}`], OWN],
  [[`urn:bbf:usp:ID:${OWN}`], OWN],
  [[`x${urn(OWN)}`], OWN],
  [[OWN], OWN],
  // In the OUI, in another part, twice, for nothing, for schemes that have none.
  [[urn("os::*")], OWN],
  [[urn("os::0A8D*-7DCF00000042")], OWN],
  [[urn("os::0A8D8C*")], OWN],
  [[urn("oui:*:box")], "oui:0A8D8C:box"],
  [[urn("*:0A8D8C:box")], "oui:0A8D8C:box"],
  [[urn("os::0A8D8C-*-*")], "os::0A8D8C-a-b"],
  [[urn("os::0A8D8C-7DCF00000042*")], OWN],
  [[urn("os::0A8D8C-ab*ba")], "os::0A8D8C-aba"],
  [[urn("self::*")], "self::box"],
  [[urn("uuid::*")], "uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
  [[urn("ops::0A8D8C-HG8-*")], "os::0A8D8C-HG8-1"],
] as const)(
  "the names %j are not those of %s [TR-369 R-SEC.0a] [TR-369 R-SEC.10a] [TR-369 R-SEC.12]",
  (uri, endpoint) => expect(matchOf(named(uri), idOf(endpoint))).toBeUndefined(),
);

test("an endpoint of the scheme fqdn has its host name in the certificate, and no wildcard [TR-369 R-ARC.4a]", () => {
  const agent = idOf("fqdn::Agent.example.org");
  expect(matchOf(named([], ["agent.example.org"]), agent)).toBe("own");
  expect(matchOf(named([urn("fqdn::Agent.example.org")]), agent)).toBe("own");
  expect(matchOf(named([], ["*.example.org"]), agent)).toBeUndefined();
  expect(matchOf(named([], ["example.org"]), agent)).toBeUndefined();
  expect(matchOf(named([], ["0a8d8c-7dcf00000042"]), idOf(OWN))).toBeUndefined();
});

test("a certificate stands for one endpoint when it names one", () => {
  expect(soleEndpoint(named([urn(OWN)]))).toBe(OWN);
  expect(soleEndpoint(named([urn(OWN), urn(OWN), "https://example.org"]))).toBe(OWN);
  for (const uri of [[], [urn(OWN), urn("self::b")], [urn("os::0A8D8C-*")], ["urn:bbf:usp:id:"]])
    expect(soleEndpoint(named(uri))).toBeUndefined();
});

test("real certificates are read as they were made, and no name passes for two [TR-369 R-SEC.10a]", () => {
  const folder = mkdtempSync(join(tmpdir(), "causeway-trust-"));
  try {
    const made = (san: string): X509Certificate => {
      const [key, out] = [join(folder, "key.pem"), join(folder, "cert.pem")];
      const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
      const subject = ["-subj", "/CN=agent", "-addext", `subjectAltName=${san}`, "-days", "2"];
      const { status, stderr } = spawnSync("openssl", [...args, ...subject, "-keyout", key, "-out", out]);
      expect([status, status === 0 ? "" : String(stderr)]).toEqual([0, ""]);
      return new X509Certificate(readFileSync(out));
    };
    expect(certificateMatch(made(`URI:${urn(OWN)}`), idOf(OWN))).toBe("own");
    expect(certificateMatch(made(`URI:${urn("os::0A8D8C-*")},DNS:x.example`), idOf(OWN))).toBe("shared");
    expect(certificateMatch(made("DNS:agent.example.org"), idOf("fqdn::agent.example.org"))).toBe("own");
    expect(certificateMatch(made(`email:a@b,DNS:x.example`), idOf(OWN))).toBeUndefined();
    expect(vouch({ certificate: made(`URI:${urn(OWN)}`), claimed: OWN })).toMatchObject({
      kind: "proven",
      endpoint: OWN,
      proof: { kind: "certificate", of: "device", fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const smuggled = `DNS:"x.example, URI:${urn(OWN)}"`;
  expect(matchOf(subjectAltNames(smuggled), idOf(OWN))).toBeUndefined();
});

const certificate = (...uri: string[]) => ({
  subjectAltName: uri.map((name) => `URI:${name}`).join(", "),
  fingerprint256: "AA:BB",
});
const byCertificate = (of: "device" | "group") => ({ kind: "certificate", fingerprint: "aabb", of });

test.each([
  [{}, { kind: "claimed" }],
  [{ claimed: OWN }, { kind: "claimed", endpoint: OWN }],
  [{ claimed: "os::a/b" }, { kind: "refused", mismatch: "endpointId" }],
  [
    { claimed: OWN, login: OWN },
    { kind: "proven", endpoint: OWN, proof: { kind: "broker", username: OWN } },
  ],
  [{ login: OWN }, { kind: "proven", endpoint: OWN, proof: { kind: "broker", username: OWN } }],
  [
    { claimed: OWN, login: "os::0A8D8C-7DCF00000043" },
    { kind: "refused", mismatch: "login" },
  ],
  [{ login: "bob" }, { kind: "refused", mismatch: "login" }],
  [
    { claimed: OWN, certificate: certificate(urn(OWN)) },
    { kind: "proven", endpoint: OWN, proof: byCertificate("device") },
  ],
  [{ certificate: certificate(urn(OWN)) }, { kind: "proven", endpoint: OWN, proof: byCertificate("device") }],
  [
    { claimed: OWN, certificate: certificate(urn("os::0A8D8C-*")) },
    { kind: "proven", endpoint: OWN, proof: byCertificate("group") },
  ],
  [{ certificate: certificate(urn("os::0A8D8C-*")) }, { kind: "refused", mismatch: "certificate" }],
  [
    { claimed: OWN, certificate: certificate(urn("self::other")) },
    { kind: "refused", mismatch: "certificate" },
  ],
  [
    { claimed: OWN, login: "self::other", certificate: certificate(urn(OWN)) },
    { kind: "refused", mismatch: "login" },
  ],
] as const)("of a peer with %j it is said: %j [TR-369 R-SEC.9] [TR-369 R-SEC.0a]", (peer, said) =>
  expect(vouch(peer)).toEqual(said),
);

test.each([
  ["os::0A8D8C-1", []],
  ["ops::0A8D8C-HG%208-1", []],
  ["uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6", []],
  ["imei::990000862471854", []],
  ["oui:00256D0:b", []],
  ["self:a:b", []],
  ["", ["it is empty"]],
  ["os:0A8D8C-1", ["it must be scheme:authority:instance, with two colons"]],
  ["os::", ["the instance is empty"]],
  ["os::0A8D8C/1", ["the instance may hold letters, digits, '-', '.', '_' and %HH only"]],
  ["os::0A8D8C-%4", ["the instance may hold letters, digits, '-', '.', '_' and %HH only"]],
  [`self::${"a".repeat(51)}`, ["the instance is longer than 50"]],
  ["os::serial", ["the instance of os is OUI-SerialNumber"]],
  ["ops::0A8D8C-1", ["the instance of ops is OUI-ProductClass-SerialNumber"]],
  ["uuid::1", ["the instance of uuid is a UUID"]],
  ["imei::1", ["the instance of imei is an IMEI"]],
  ["fqdn::host", ["the instance of fqdn is a host name"]],
  ["oui:12:a", ['"12" is no authority of the scheme oui']],
  ["self:toolong:a", ['"toolong" is no authority of the scheme self']],
] as const)(
  "of %s as an endpoint id it is said: %j [TR-369 R-ARC.2a] [TR-369 R-ARC.5] [TR-369 R-ARC.6]",
  (text, defects) => expect(defectsOf(text)).toEqual(defects),
);

test.each([
  ["proto::gateway-1", true],
  ["doc::x", true],
  ["proto:abc:x", true],
  ["os::00256D-1", true],
  ["ops::00256d-A-1", true],
  ["oui:00256D:1", true],
  ["pen:3561:1", true],
  ["os::0A8D8C-1", false],
  ["pen:35611:1", false],
  ["self::proto", false],
] as const)("%s is for trials and documents only: %s [TR-369 R-ARC.3] [TR-369 R-ARC.4]", (text, trials) =>
  expect(isForTrials(idOf(text))).toBe(trials),
);
