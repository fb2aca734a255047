import fc from "fast-check";
import { expect, test } from "vitest";
import { redactedBody, tells, type Secrets } from "../../cwmp/record/redact.ts";
import { envelope, parameterList } from "./cpe.ts";

const hides = (native: string): boolean => native.endsWith(".Hidden");
const MASK = "********";

function redact(text: string, secrets: Secrets = new Set()): string {
  return redactedBody(Buffer.from(text), "text/xml; charset=utf-8", hides, secrets).toString();
}

const set = (name: string, value: string): string =>
  envelope(
    `<cwmp:SetParameterValues>${parameterList({ [name]: value })}<ParameterKey>k</ParameterKey></cwmp:SetParameterValues>`,
  );

test.each([
  ["Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "correct horse", "correct horse"],
  ["Device.X_ACME.Hidden", "correct horse", "correct horse"],
  ["Device.Users.User.1.Password", "a&amp;b&lt;c&gt;", "a&b<c>"],
  ["Device.Users.User.1.Password", "<![CDATA[a&b]]]]><![CDATA[>c]]>", "a&b"],
  ["Device.Users.User.1.Password", "7z9", "7z9"],
  ["Device.Users.User.1.Password", "top<![CDATA[-secret]]>-9", "-secret"],
])("the value of %s becomes asterisks", (name, written, secret) => {
  const out = redact(set(name, written));
  expect(out).not.toContain(secret);
  expect(out).not.toContain(written);
  expect(out).toContain(MASK);
  expect(out).toContain(name);
});

test.each([
  ["a value that is no secret", set("Device.WiFi.SSID.1.SSID", "home")],
  ["an empty secret", set("Device.Users.User.1.Password", "")],
  ["a command key", envelope("<cwmp:Reboot><CommandKey>0501m8</CommandKey></cwmp:Reboot>")],
])("%s stays as it is, byte for byte", (_what, text) => {
  expect(redact(text)).toBe(text);
});

test("of what cannot be read only the shape is kept", () => {
  expect(redact("<a>Pass 1</b>")).toBe("<x>xxxx x</x>");
});

test("a hostile body takes no time", () => {
  const started = performance.now();
  for (const part of ["<a><![CDATA[", "<Name>", "<Name>a</Name><Value>", "<Password>", "]]>"]) {
    redact(part.repeat(80_000));
    redact(envelope(`<cwmp:X>${part.repeat(20_000)}`));
  }
  redact(set("Device.X", "<![CDATA[a]]>".repeat(40_000)));
  redact(
    envelope(
      `<cwmp:X>${"<Name>a</Name><Value>".repeat(5)}${"x ".repeat(200_000)}${"</Value>".repeat(5)}</cwmp:X>`,
    ),
  );
  expect(performance.now() - started).toBeLessThan(5000);
});

test("a password among the arguments, and where it is told again, becomes asterisks", () => {
  const secrets: Secrets = new Set();
  const out = redact(
    envelope(
      "<cwmp:Download><URL>http://u:swordfish1@host/</URL><Password>swordfish1</Password></cwmp:Download>",
    ),
    secrets,
  );
  expect(out).not.toContain("swordfish1");
  expect(
    redact(envelope("<Fault><faultstring>bad password swordfish1</faultstring></Fault>"), secrets),
  ).not.toContain("swordfish1");
});

const spelt = (secret: string): string =>
  secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

test("whatever a secret is made of, it does not stand in what is kept", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 40, unit: "grapheme-ascii" }), (text) => {
      const secret = `${text.trim()}secret`;
      const secrets: Secrets = new Set();
      const out = redact(set("Device.Users.User.1.Password", spelt(secret)), secrets);
      expect(out).not.toContain(spelt(secret));
      expect(tells(out, secrets)).toBe(false);
    }),
  );
});
