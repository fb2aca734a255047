import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Knowledge, Make, NativeValue } from "#core";
import { findingText, lintProfiles, SHIPPED_PROFILES, type ProfileFile } from "#cwmp";
import { globHolds } from "../../cwmp/profile/glob.ts";
import { pathPatterns } from "../../cwmp/profile/paths.ts";
import { Profiles } from "../../cwmp/profiles.ts";
import { decodeEnvelope } from "../../cwmp/soap/codec.ts";

const DEVICES = join(import.meta.dirname, "../fixtures/captures/cwmp/devices");
const VENDORS = join(import.meta.dirname, "../../cwmp/profile/vendors");

function file(profile: object, name = "own.json"): ProfileFile {
  return {
    file: name,
    text: JSON.stringify({ title: "A test's", match: [{ oui: ["00256D"] }], ...profile }),
    shipped: false,
  };
}

function problems(...files: readonly ProfileFile[]): readonly string[] {
  return lintProfiles([...SHIPPED_PROFILES, ...files]).findings.map(findingText);
}

test("a pattern is anchored at both ends and blind to case; * and ? are all it knows", () => {
  expect(globHolds("Huawei*", "huawei Technologies Co., Ltd")).toBe(true);
  expect(globHolds("Huawei", "Huawei Technologies")).toBe(false);
  expect(globHolds("V?.*", "V5.2.10P4")).toBe(true);
  expect(globHolds("V1.(.*)", "V1.x")).toBe(false);
  expect(globHolds("*", "")).toBe(true);
});

test("a pattern agrees with the regular expression it stands for", () => {
  const sign = fc.constantFrom("a", "B", "*", "?", ".");
  const word = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(""));
  const text = fc
    .array(fc.constantFrom("a", "b", ".", "x"), { maxLength: 10 })
    .map((signs) => signs.join(""));
  fc.assert(
    fc.property(word, text, (pattern, given) => {
      const regex = pattern
        .replaceAll(".", String.raw`\.`)
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
      expect(globHolds(pattern, given)).toBe(new RegExp(`^${regex}$`, "i").test(given));
    }),
  );
});

test("no pattern takes long, whatever the device tells", () => {
  const started = performance.now();
  expect(globHolds("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(64))).toBe(false);
  expect(performance.now() - started).toBeLessThan(50);
});

test("path patterns cover leaves, rows by * and whole subtrees", () => {
  const never = pathPatterns(["Device.A.*.Secret", "Device.B."]);
  expect(
    ["Device.A.7.Secret", "Device.B.C", "Device.B.", "Device.B.C.D."].every((path) => never.covers(path)),
  ).toBe(true);
  expect(
    ["Device.A.7.Secrets", "Device.A.7.", "Device.", "Device.BB"].some((path) => never.covers(path)),
  ).toBe(false);
  expect(["Device.", "Device.A.", "Device.A.7."].every((path) => never.reaches(path))).toBe(true);
  expect(["Device.C.", "Device.A.7.Other."].some((path) => never.reaches(path))).toBe(false);
});

test("the most specific profile wins, the operator's before a shipped one, and always the same", () => {
  const files = [
    file({ name: "any", match: [{ manufacturer: ["*"] }] }),
    file({ name: "maker", match: [{ manufacturer: ["Acme*"] }] }),
    file({ name: "model", match: [{ manufacturer: ["Acme*"], productClass: ["X1"] }] }),
    file({
      name: "old",
      match: [{ manufacturer: ["Acme*"], productClass: ["X1"], softwareVersion: ["1.*", "2.0"] }],
    }),
    file({ name: "twin-b", match: [{ oui: ["001122"] }] }),
    file({ name: "twin-a", match: [{ oui: ["001122"] }] }),
    { ...file({ name: "shipped-twin", match: [{ oui: ["001122"] }] }), shipped: true },
  ];
  const acme = { manufacturer: "ACME Networks", productClass: "X1" };
  const cases: readonly (readonly [Make, string | undefined])[] = [
    [{ manufacturer: "Other" }, "any"],
    [{ manufacturer: "Acme Ltd", productClass: "Z" }, "maker"],
    [acme, "model"],
    [{ ...acme, softwareVersion: "3.0" }, "model"],
    [{ ...acme, softwareVersion: "1.7" }, "old"],
    [{ ...acme, softwareVersion: "2.0" }, "old"],
    [{ oui: "001122" }, "twin-a"],
    [{ oui: "ffffff" }, undefined],
    [{}, undefined],
  ];
  for (const order of [files, files.toReversed()]) {
    const profiles = new Profiles(order.map((one, i) => ({ ...one, file: `${String(i)}.json` })));
    for (const [make, name] of cases) expect(profiles.nameOf(make)).toBe(name);
  }
});

test("a profile lays itself over the one it extends; one of the same name takes a shipped one's place", () => {
  const profiles = new Profiles([
    ...SHIPPED_PROFILES,
    file(
      { name: "acme", extends: "huawei", quirks: { namesPerGet: 9 }, match: [{ productClass: ["HG*"] }] },
      "acme.json",
    ),
    file({ name: "zte", quirks: { answerSeconds: 120 }, match: [{ manufacturer: ["ZTE*"] }] }, "zte.json"),
  ]);
  const acme = profiles.list().find(({ name }) => name === "acme");
  expect(acme).toMatchObject({ quirks: { namesPerGet: 9 }, shipped: false });
  expect(JSON.stringify(acme)).toContain("X_GponInterafceConfig.RXPower");
  expect(profiles.of({ manufacturer: "ZTE" }).quirks).toEqual({ answerSeconds: 120 });
  expect(profiles.list().filter(({ name }) => name === "zte")).toHaveLength(1);
});

test.each([
  ["{", /^own\.json: (?:line \d+: )?is not JSON/],
  [
    '{"name": "own", "match": [{"oui": ["00256D"]}]}',
    /^own\.json: title: invalid input.*; give a line for people$/,
  ],
  [file({ name: "Own" }).text, /^own\.json: name: .*; give small letters/],
  [
    file({ name: "own", quirks: { namesPerGet: "many" } }).text,
    /^own\.json: quirks\.namesPerGet: .*give a whole number from 1 to 10000$/,
  ],
  [
    file({ name: "own", quirks: { namesPerget: 3 } }).text,
    /^own\.json: quirks\.namesPerget: is no quirk of a profile; there are namesPerGet/,
  ],
  [file({ name: "own", quirk: {} }).text, /^own\.json: quirk: is no key of a profile; there are .*quirks/],
  [
    file({ name: "own", quirks: { neverRead: ["DeviceLog"] } }).text,
    /quirks\.neverRead\.0: .*give a list of native paths/,
  ],
  [file({ name: "own", match: [{}] }).text, /^own\.json: match\.0: give at least one condition$/],
  [file({ name: "own", match: [{ oui: ["xyz"] }] }).text, /match\.0\.oui\.0: .*six hexadecimal digits/],
  [file({ name: "own", extends: "nobody" }).text, /^own\.json: extends: there is no profile nobody/],
  [file({ name: "own", extends: "own" }).text, /^own\.json: extends: own extends this one in its turn$/],
  [
    file({ name: "own", values: { nothing: { a: "b" } } }).text,
    /^own\.json: values\.nothing: is no table of values; there are /,
  ],
  [
    file({
      name: "own",
      paths: [{ native: "InternetGatewayDevice.X_A", path: "Device.NotThere", access: "r" }],
    }).text,
    /^own\.json: paths\.0: Device\.NotThere is not in the TR-181 model/,
  ],
  [
    file({
      name: "own",
      paths: [
        {
          native: "InternetGatewayDevice.X_A",
          path: "Device.DeviceInfo.ModelName",
          access: "r",
          transform: "magic",
        },
      ],
    }).text,
    /^own\.json: paths\.0: no transform magic/,
  ],
  [
    file({
      name: "own",
      paths: [
        {
          native: "InternetGatewayDevice.X_A",
          path: "Device.Optical.Interface.{w}.OpticalSignalLevel",
          access: "r",
        },
      ],
    }).text,
    /^own\.json: paths\.0: X_A has no \{w\}/,
  ],
])("a wrong file is told where and how to mend it: %s", (text, told) => {
  const found = problems({ file: "own.json", text, shipped: false });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(told);
  expect(() => new Profiles([{ file: "own.json", text, shipped: false }])).toThrow("vendor profile own.json");
});

test("whatever a file holds, it is a profile or it is told what is wrong [fuzz]", () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ name: fc.string(), match: fc.jsonValue(), quirks: fc.jsonValue(), paths: fc.jsonValue() })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(text, (content) => {
      const { profiles, findings } = lintProfiles([{ file: "own.json", text: content, shipped: false }]);
      expect(profiles.length + Math.min(1, findings.length)).toBe(1);
    }),
    { numRuns: 200 },
  );
});

test("two files of one name are told", () => {
  expect(problems(file({ name: "own" }, "a.json"), file({ name: "own" }, "b.json"))).toEqual([
    "b.json: name: own is the name of a.json too; give it another",
  ]);
});

test("every shipped profile is right, has a source for each claim, and is the file of its name", () => {
  const { profiles, findings, hints } = lintProfiles(SHIPPED_PROFILES);
  expect([...findings, ...hints].map(findingText)).toEqual([]);
  expect(profiles.map(({ file: name }) => name).toSorted()).toEqual(readdirSync(VENDORS).toSorted());
});

const observed = lintProfiles(SHIPPED_PROFILES).profiles.flatMap(({ name, observed: all }) =>
  all.flatMap(({ what, fixture }) => (fixture === undefined ? [] : [{ name, what, fixture }])),
);

test.each(observed)("$name: $what", ({ name, fixture }) => {
  const { body, warnings } = decodeEnvelope(readFileSync(join(DEVICES, fixture)));
  expect(["request", "response", "fault"]).toContain(body.kind);
  expect(warnings.every((warning) => warning !== undefined)).toBe(true);
  if (body.kind !== "request" || body.rpc !== "Inform") return;
  const { Manufacturer: manufacturer, OUI: oui, ProductClass: productClass } = body.args.DeviceId;
  const profiles = new Profiles(SHIPPED_PROFILES);
  expect(profiles.nameOf({ manufacturer, oui, productClass })).toBe(name);
  expect(profiles.nameOf({ oui, productClass })).toBe(name);
});

const IGD = "InternetGatewayDevice.";
const WLAN = `${IGD}LANDevice.1.WLANConfiguration.`;

/** What a device of a make with these native values is seen as, and how it is written. */
function seen(
  make: Make,
  tree: Readonly<Record<string, string>>,
  files: readonly ProfileFile[] = SHIPPED_PROFILES,
) {
  const profiles = new Profiles(files);
  const values = new Map(
    Object.entries(tree)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, value]): [string, NativeValue] => [
        path,
        { path, value, type: "string", writable: true, at: 1 },
      ]),
  );
  const knowledge: Knowledge = { protocol: "cwmp", values, memory: {}, secrets: {}, facts: make };
  const translation = profiles.translation(knowledge);
  return {
    profiles,
    view: Object.fromEntries(translation.view(knowledge).map(({ path, value }) => [path, value])),
    set: (path: string, params: Readonly<Record<string, string>>) =>
      translation.planSet([{ path, params }], knowledge).settings.map(({ name, value }) => [name, value]),
  };
}

test("huawei: optical levels in whole dBm are TR-181's thousandths, on those devices alone", () => {
  const tree = {
    [`${IGD}DeviceInfo.ModelName`]: "HG8245H5",
    [`${IGD}WANDevice.1.X_GponInterafceConfig.RXPower`]: "-21",
    [`${IGD}WANDevice.1.X_GponInterafceConfig.TXPower`]: "2",
    [`${IGD}WANDevice.2.WANCommonInterfaceConfig.WANAccessType`]: "Ethernet",
  };
  const { view } = seen({ manufacturer: "Huawei Technologies Co., Ltd" }, tree);
  expect(view["Device.Optical.Interface.1.OpticalSignalLevel"]).toBe("-21000");
  expect(view["Device.Optical.Interface.1.TransmitOpticalLevel"]).toBe("2000");
  expect(view["Device.Optical.InterfaceNumberOfEntries"]).toBe("1");
  const other = seen({ manufacturer: "Acme" }, tree).view;
  expect(Object.keys(other).filter((path) => path.startsWith("Device.Optical."))).toEqual([]);
});

test("tp-link: the vendor's band leaf makes the radios, its passphrase is written and hidden", () => {
  const make = { manufacturer: "TP-LINK" };
  const tree = {
    [`${WLAN}1.SSID`]: "home",
    [`${WLAN}1.Channel`]: "0",
    [`${WLAN}1.X_TP_Band`]: "5GHz",
    [`${WLAN}1.X_TP_PreSharedKey`]: "",
    [`${WLAN}2.SSID`]: "home",
    [`${WLAN}2.Channel`]: "0",
    [`${WLAN}2.X_TP_Band`]: "2.4GHz",
  };
  const { view, set, profiles } = seen(make, tree);
  expect(view["Device.WiFi.Radio.1.OperatingFrequencyBand"]).toBe("5GHz");
  expect(view["Device.WiFi.Radio.2.OperatingFrequencyBand"]).toBe("2.4GHz");
  expect(set("Device.WiFi.AccessPoint.1.Security.", { KeyPassphrase: "a long secret" })).toEqual([
    [`${WLAN}1.X_TP_PreSharedKey`, "a long secret"],
  ]);
  expect(profiles.hides(`${WLAN}1.X_TP_PreSharedKey`)).toBe(true);
  expect(profiles.hides(`${WLAN}1.X_TP_Band`)).toBe(false);
});

test("radioMaster: a device whose first WLANConfiguration leads its radio is written that one alone", () => {
  const tree = { [`${WLAN}1.Channel`]: "6", [`${WLAN}2.Channel`]: "6" };
  const own = file({ name: "own", wlan: { radioMaster: "first" } });
  const set = (files: readonly ProfileFile[]) =>
    seen({ oui: "00256D" }, tree, files).set("Device.WiFi.Radio.1.", { Channel: "11" });
  expect(set([own])).toEqual([[`${WLAN}1.Channel`, "11"]]);
  expect(set([])).toEqual([
    [`${WLAN}1.Channel`, "11"],
    [`${WLAN}2.Channel`, "11"],
  ]);
});

test("what is told of a make is looked up once", () => {
  const profiles = new Profiles(SHIPPED_PROFILES);
  const make = { manufacturer: "ZTE", oui: "44F436", productClass: "F600W", softwareVersion: "V5.2" };
  expect(profiles.of(make)).toBe(profiles.of({ ...make }));
});
