import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Connection } from "../../cwmp/connection.ts";
import { Proxies } from "../../cwmp/proxy.ts";
import { vouchedFor } from "../../cwmp/proxy.header.ts";

const proxies = new Proxies({ trustedProxies: ["10.0.0.0/8"], proxyAuthHeader: "X-Client-Cert" });

function senderOf(headers: IncomingMessage["headers"], address = "10.0.0.1") {
  const proxied = proxies.trusts(address);
  const sender = { address, secure: false };
  const connection: Connection = {
    number: 1,
    address,
    proxied,
    sender,
    busy: false,
    broken: false,
    session: undefined,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of a request as is looked at
  return proxies.senderOf({ headers } as IncomingMessage, connection);
}

test.each<[IncomingMessage["headers"], string, boolean]>([
  [{}, "10.0.0.1", false],
  [{ "x-forwarded-for": "192.0.2.7" }, "192.0.2.7", false],
  [{ "x-forwarded-for": "192.0.2.7", "x-forwarded-proto": "https" }, "192.0.2.7", true],
  [{ "x-forwarded-for": "203.0.113.9, 192.0.2.7, 10.1.1.1" }, "192.0.2.7", false],
  [{ "x-forwarded-for": "192.0.2.7:4711" }, "192.0.2.7", false],
  [{ "x-forwarded-for": "2001:db8::7" }, "2001:db8::7", false],
  [{ "x-forwarded-for": "127.0.0.1, garbage" }, "10.0.0.1", false],
  [{ forwarded: 'for="[2001:db8::7]:80";proto=https' }, "2001:db8::7", true],
  [{ forwarded: "for=198.51.100.1;proto=https, for=192.0.2.7;proto=http;by=10.0.0.1" }, "192.0.2.7", false],
  [{ forwarded: "for=unknown" }, "10.0.0.1", false],
  [{ forwarded: 'for="_a,for=169.254.169.254"' }, "10.0.0.1", false],
  [{ forwarded: "for=192.0.2.7", "x-forwarded-for": "198.51.100.1" }, "192.0.2.7", false],
])("from a trusted proxy, %j is of %s, encrypted %s [RFC 7239]", (headers, address, secure) => {
  expect(senderOf(headers)).toEqual({ address, secure });
});

test("from anybody else the headers count for nothing, and the one that vouches is told", () => {
  const headers = {
    "x-forwarded-for": "192.0.2.7",
    forwarded: "for=192.0.2.8",
    "x-forwarded-proto": "https",
  };
  const own = { address: "203.0.113.1", secure: false };
  expect(senderOf(headers, "203.0.113.1")).toEqual(own);
  expect(senderOf({ "x-client-cert": "00256D-Box-S1" }, "203.0.113.1")).toEqual({ ...own, pretends: true });
});

test("without trusted proxies nothing is believed", () => {
  expect(new Proxies({ trustedProxies: [] }).trusts("10.0.0.1")).toBe(false);
});

const PEM = readFileSync(new URL("../fixtures/tls/client-san.pem", import.meta.url), "utf8");
const DER = new X509Certificate(PEM).raw.toString("base64");
const REAL = {
  fingerprint: new X509Certificate(PEM).fingerprint256.replaceAll(":", "").toLowerCase(),
  names: { cn: ["anything"], uri: ["urn:bbf:usp:id:os::00256D-S1"], dns: ["00256d-box-s2"] },
};
const HASH = "ab".repeat(32);
const cn = (...names: readonly string[]) => ({ names: { cn: names, uri: [], dns: [] } });

test.each<[string, string, unknown]>([
  ["nginx, escaped", encodeURIComponent(PEM), REAL],
  ["nginx, its lines joined", PEM.trim().replaceAll("\n", " "), REAL],
  ["HAProxy, DER", DER, REAL],
  ["RFC 9440", `:${DER}:`, REAL],
  ["Envoy, whole", `By=spiffe://x;Hash=${HASH};Cert="${encodeURIComponent(PEM)}"`, REAL],
  [
    "Envoy, parts",
    `Hash=${HASH};Subject="CN=00256D-Box-S1,O=A\\"B";URI=urn%3Ax;DNS=h.example`,
    { fingerprint: HASH, names: { cn: ["00256D-Box-S1"], uri: ["urn:x"], dns: ["h"] } },
  ],
  ["Envoy, the nearest of two hops", `Subject="CN=far";Hash=${HASH},Subject="CN=near"`, cn("near")],
  ["a distinguished name", "CN=00256D-Box-S1,O=Acme", cn("00256D-Box-S1")],
  ["a name with an escaped comma", "O=x\\,CN=evil,CN=real", cn("real")],
  ["a name in quotes", 'O="x,CN=evil",CN=real', cn("real")],
  ["a bare name", "00256D-Box-S1", cn("00256D-Box-S1")],
  ["OpenSSL's one line, which can be forged", "/O=x/CN=evil", undefined],
  [
    "a PEM that is none",
    encodeURIComponent("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
    undefined,
  ],
  ["nothing", " ", undefined],
  ["too long", "a".repeat(20_000), undefined],
])("%s", (_what, header, wanted) => {
  expect(vouchedFor(header)).toEqual(wanted);
});

test("a distinguished name gives its CNs and nothing that is inside another value [RFC 4514 2.4]", () => {
  const text = fc.string({
    minLength: 1,
    maxLength: 20,
    unit: fc.constantFrom("a", "B", "1", ",", "=", "+", '"', "\\", " ", "C", "N"),
  });
  const escaped = (value: string): string => value.replaceAll(/[,+"\\=]/g, "\\$&").replace(/^ | $/g, "\\20");
  fc.assert(
    fc.property(text, text, (organisation, common) => {
      const said = vouchedFor(`O=${escaped(organisation)},CN=${escaped(common)}`);
      expect(said?.names.cn).toEqual([common]);
    }),
  );
});

test("no header of a proxy breaks the reader", () => {
  const pieces = fc.array(
    fc.constantFrom(
      '"',
      "\\",
      ",",
      ";",
      "=",
      ":",
      "CN=",
      "Hash=",
      "Cert=",
      "%2",
      "-----BEGIN",
      "for=",
      "[",
      "]",
      " ",
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((all) => all.join("")),
      ),
      (text) => {
        vouchedFor(text);
        expect(
          senderOf({ forwarded: text, "x-forwarded-for": text, "x-client-cert": text }).address,
        ).not.toBe("");
      },
    ),
    { numRuns: 1000 },
  );
});
