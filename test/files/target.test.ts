import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type FileId,
  newDeviceId,
  newFileId,
  newOperationId,
  transferPath,
  withoutTransferTokens,
  withReferences,
} from "#core";
import { cleanName, fitFilter } from "../../bridge/files/row.ts";
import { targetOf } from "../../bridge/files/target.ts";
import { createTransferTokens } from "../../bridge/files/token.ts";

const tokens = createTransferTokens("a key");
const operation = newOperationId(newDeviceId(7, 1), 1);
const file = newFileId(2);
const token = tokens.of(operation, file);
const path = transferPath({ file, token, name: "fw-2.0.bin" });
const sending = tokens.of(operation, undefined);

test.each([
  ["as it was given", path],
  ["with a query of the device's own", `${path}?sn=1&x=/get/`],
  ["without the name", path.replace(/\/fw.*$/, "")],
  ["with another name", path.replace("fw-2.0.bin", "a/b/c")],
  ["with doubled slashes", path.replaceAll("/", "//")],
  ["percent-encoded", path.replaceAll("_", "%5F").replaceAll(".", "%2e")],
  ["with its slashes encoded", path.slice(0, 1) + path.slice(1).replaceAll("/", "%2F")],
  ["behind a path of a proxy's", `/files/of/acs${path}`],
  ["as an absolute target", `http://files.example:7567${path}`],
])("a target %s is found", (_name, url) => {
  expect(targetOf(url)).toEqual({ token, file });
});

test.each([
  ["nothing", undefined],
  ["the root", "/"],
  ["no token", `/get/${file}/`],
  ["a short token", `/get/${file}/${token.slice(0, -1)}`],
  ["a broken encoding", `/get/${file}/%zz`],
  ["another place", path.replace("/get/", "/got/")],
  ["a walk upwards", `/get/../../etc/passwd`],
  ["too much", `${path}/${"x".repeat(2000)}`],
])("a target that names %s is none", (_name, url) => {
  expect(targetOf(url)).toBeUndefined();
});

test("a target is read or passed over, whatever it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webPath()), (url) => {
      targetOf(url);
    }),
    { numRuns: 2000 },
  );
});

test("a token is good for its operation and its file alone [FILE-05]", () => {
  expect(tokens.operationOf(token, file)).toBe(operation);
  expect(tokens.of(operation, file)).toBe(token);
  const other = newOperationId(newDeviceId(7, 1), 2);
  const swapped = other.slice(2) + token.slice(token.indexOf("."));
  expect(tokens.operationOf(swapped, file)).toBeUndefined();
  expect(tokens.operationOf(token, newFileId(3))).toBeUndefined();
  expect(tokens.operationOf(token, undefined)).toBeUndefined();
  expect(tokens.operationOf(sending, file)).toBeUndefined();
  expect(createTransferTokens("another key").operationOf(token, file)).toBeUndefined();
  expect(tokens.operationOf("", file)).toBeUndefined();
});

test("an address takes at most 256 characters, and no &", () => {
  const base = `https://${"h".repeat(120)}`;
  expect((base + transferPath({ file, token, name: "x".repeat(30) })).length).toBeLessThanOrEqual(256);
  expect(path).not.toContain("&");
});

test("what a device repeats of an address becomes the reference again, and tells no token", () => {
  const told = (address: string) =>
    JSON.stringify({ TransferURL: address, FaultString: `no answer from ${address}.` });
  const get = `http://127.0.0.1:7567${path}`;
  const put = `https://[2001:db8::1]/base${transferPath({ token: sending, name: "configuration.cfg" })}`;
  expect(withReferences(told(get))).toBe(
    `{"TransferURL":"causeway:${file}","FaultString":"no answer from causeway:${file}"}`,
  );
  expect(withReferences(told(put))).toContain('"TransferURL":"causeway:"');
  const other = "http://example.net/get/f_1/x and /put/y";
  expect(withReferences(other)).toBe(other);
  for (const text of [told(get), told(put), `<URL>${get}</URL>`]) {
    expect(withoutTransferTokens(text)).not.toContain(token);
    expect(withoutTransferTokens(text)).not.toContain(sending);
    expect(withoutTransferTokens(text)).toContain("********");
  }
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["CON", "CON"],
  ["a\u0000b.bin", "a_b.bin"],
  ["\u202egnp.exe", "gnp.exe"],
  [`${"x".repeat(300)}.bin`, `${"x".repeat(60)}.bin`],
  [".hidden", "hidden"],
  ["", "file"],
  ["///", "file"],
  ["fw & co?.bin", "fw_co_.bin"],
])("the name %j is kept as %j [FILE-01]", (given, kept) => {
  expect(cleanName(given)).toBe(kept);
});

test("every name becomes one that leads nowhere and fits into an address [FILE-01]", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
      expect(cleanName(name)).toMatch(/^[A-Za-z0-9-][A-Za-z0-9._-]{0,63}$/);
    }),
    { numRuns: 2000 },
  );
});

test("the devices a file fits are a filter", () => {
  const meta = { name: "x", kind: "firmware" } as const;
  expect(fitFilter(meta)).toBeUndefined();
  expect(fitFilter({ ...meta, oui: "00256D", modelName: "M 1", fromVersions: ["1.0", "1.1"] })).toBe(
    'oui="00256D" AND modelName="M 1" AND (softwareVersion="1.0" OR softwareVersion="1.1")',
  );
  const id: FileId = file;
  expect(id).toMatch(/^f_/);
});
