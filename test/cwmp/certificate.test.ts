import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alternativeNames,
  namesDevice,
  parseCertificate,
  type ClientCertificate,
} from "../../cwmp/certificate.ts";
import {
  CERTIFICATE_FORM,
  CERTIFICATE_FORMS,
  type CertificateFormName,
} from "../../cwmp/certificate.table.ts";
import { CWMP_DEFAULTS } from "../../cwmp/config.ts";

const BOX = { Manufacturer: "Acme", OUI: "00256D", ProductClass: "Box", SerialNumber: "S1" };
const MAC_BOX = { ...BOX, SerialNumber: "00256D0A0B0C" };

function saying(names: Partial<ClientCertificate["names"]>): ClientCertificate {
  return { names: { cn: [], uri: [], dns: [], ...names } };
}

test.each<[CertificateFormName, Partial<ClientCertificate["names"]>, typeof BOX]>([
  ["oui-class-serial", { cn: ["00256D-Box-S1"] }, BOX],
  ["oui-class-serial", { cn: ["other", "00256D-Box-S1"] }, BOX],
  [
    "oui-class-serial",
    { cn: ["00256D-Home%20Box-S%2F1"] },
    { ...BOX, ProductClass: "Home Box", SerialNumber: "S/1" },
  ],
  ["oui-class-serial", { dns: ["00256d-box-s1"] }, BOX],
  ["oui-serial", { cn: ["00256D-S1"] }, BOX],
  ["usp-os", { uri: ["urn:bbf:usp:id:os::00256D-S1"] }, BOX],
  ["usp-ops", { uri: ["urn:bbf:usp:id:ops::00256D-Box-S1"] }, BOX],
  ["serial", { cn: ["S1"] }, BOX],
  ["mac", { cn: ["00:25:6D:0a:0B:0c"] }, MAC_BOX],
  ["mac", { cn: ["00256d0a0b0c"] }, { ...BOX, SerialNumber: "00-25-6D-0A-0B-0C" }],
])("form %s takes %j [TR-369 R-SEC.0a]", (form, names, device) => {
  expect(namesDevice(saying(names), device, [form])).toBe(true);
  expect(namesDevice(saying(names), { ...device, SerialNumber: "00256DFFFFFF" }, [form])).toBe(false);
});

test.each<[CertificateFormName, Partial<ClientCertificate["names"]>, typeof BOX]>([
  ["oui-class-serial", { uri: ["00256D-Box-S1"] }, BOX],
  ["oui-class-serial", { cn: ["00256D--S1"] }, { ...BOX, ProductClass: "" }],
  ["oui-serial", { cn: ["001122-S1"] }, BOX],
  ["usp-os", { cn: ["urn:bbf:usp:id:os::00256D-S1"] }, BOX],
  ["serial", { cn: [""] }, { ...BOX, SerialNumber: "" }],
  ["mac", { cn: ["S1"] }, BOX],
])("form %s does not take %j", (form, names, device) => {
  expect(namesDevice(saying(names), device, [form])).toBe(false);
});

test("serial numbers and MAC addresses alone name nobody unless it is asked for: makers share them", () => {
  expect(namesDevice(saying({ cn: ["S1"] }), BOX, CWMP_DEFAULTS.certificateForms)).toBe(false);
  expect(CERTIFICATE_FORMS).toEqual(Object.keys(CERTIFICATE_FORM));
});

test("whatever form names a device, a device that differs in a part of it is not named", () => {
  const part = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(part, part, part, part, (OUI, ProductClass, SerialNumber, other) => {
      const device = { Manufacturer: "", OUI, ProductClass, SerialNumber };
      fc.pre(other.toLowerCase() !== SerialNumber.toLowerCase());
      const name = `${encodeURIComponent(OUI)}-x`;
      expect(namesDevice(saying({ cn: [name] }), device, ["oui-class-serial"])).toBe(false);
      const own = saying({ cn: [named(device)] });
      expect(namesDevice(own, device, ["oui-class-serial"])).toBe(true);
      expect(namesDevice(own, { ...device, SerialNumber: other }, ["oui-class-serial"])).toBe(false);
    }),
  );
});

function named({ OUI, ProductClass, SerialNumber }: typeof BOX): string {
  const encoded = (text: string): string =>
    [...Buffer.from(text)]
      .map((byte) => {
        const char = String.fromCharCode(byte);
        return /\w/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      })
      .join("");
  return [OUI, ProductClass, SerialNumber].map(encoded).join("-");
}

test.each([
  ["DNS:a.example, URI:urn:x", { dns: ["a"], uri: ["urn:x"] }],
  ['DNS:"a.example, URI:urn:evil", DNS:b', { dns: ["a", "b"], uri: [] }],
  ["IP Address:192.0.2.1, email:x@y", { dns: [], uri: [] }],
  ["", { dns: [], uri: [] }],
])("alternative names %s: a name that holds another one stays one name", (text, names) => {
  expect(alternativeNames(text)).toEqual(names);
});

test("the names of a real certificate are read", () => {
  const read = (name: string) =>
    parseCertificate(readFileSync(new URL(`../fixtures/tls/client-${name}.pem`, import.meta.url)));
  expect(read("device")).toMatchObject({ names: { cn: ["00256D-Box-S1"], dns: [], uri: [] } });
  expect(read("device")?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(read("san")?.names).toEqual({
    cn: ["anything"],
    uri: ["urn:bbf:usp:id:os::00256D-S1"],
    dns: ["00256d-box-s2"],
  });
  expect(parseCertificate("no certificate")).toBeUndefined();
});
