import { listItems, listOf, type NativeValue } from "#core";
import type { DeviceView, Draft, Reading, Transform, Write, WriteRequest } from "../rule.ts";
import { isTrue } from "./list.ts";
import { parentOf } from "../template.ts";
import { unrepresentable } from "./scalar.ts";

const WPA = "WPAAuthenticationMode";
const WPA2 = "IEEE11iAuthenticationMode";
const PSK = "PSKAuthentication";
const EAP = "EAPAuthentication";
const WPA_CIPHER = "WPAEncryptionModes";
const WPA2_CIPHER = "IEEE11iEncryptionModes";

/** What BeaconType means: the authentication leaves that decide, and whether Basic is offered beside them. */
const BEACONS: Readonly<
  Record<string, { readonly name: string; readonly auth: readonly string[]; readonly mixed: boolean }>
> = {
  WPA: { name: "WPA", auth: [WPA], mixed: false },
  "11i": { name: "WPA2", auth: [WPA2], mixed: false },
  WPAand11i: { name: "WPA-WPA2", auth: [WPA, WPA2], mixed: false },
  BasicandWPA: { name: "WPA", auth: [WPA], mixed: true },
  Basicand11i: { name: "WPA2", auth: [WPA2], mixed: true },
  BasicandWPAand11i: { name: "WPA-WPA2", auth: [WPA, WPA2], mixed: true },
};

/** Native leaves of each writable mode; `$` stands for the cipher, with the default after it. */
const MODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  None: { BeaconType: "Basic", BasicEncryptionModes: "None", BasicAuthenticationMode: "None" },
  "WEP-64": { BeaconType: "Basic", BasicEncryptionModes: "WEPEncryption" },
  "WEP-128": { BeaconType: "Basic", BasicEncryptionModes: "WEPEncryption" },
  "WPA-Personal": { BeaconType: "WPA", [WPA]: PSK, [WPA_CIPHER]: "$TKIP" },
  "WPA2-Personal": { BeaconType: "11i", [WPA2]: PSK, [WPA2_CIPHER]: "$AES" },
  "WPA-WPA2-Personal": {
    BeaconType: "WPAand11i",
    [WPA]: PSK,
    [WPA2]: PSK,
    [WPA_CIPHER]: "$TKIP,AES",
    [WPA2_CIPHER]: "$TKIP,AES",
  },
  "WPA-Enterprise": { BeaconType: "WPA", [WPA]: EAP },
  "WPA2-Enterprise": { BeaconType: "11i", [WPA2]: EAP },
  "WPA-WPA2-Enterprise": { BeaconType: "WPAand11i", [WPA]: EAP, [WPA2]: EAP },
};

const WEP_DIGITS: Readonly<Record<string, number>> = { "WEP-64": 10, "WEP-128": 26 };

const CIPHERS: Readonly<Record<string, string>> = {
  TKIP: "TKIPEncryption",
  AES: "AESEncryption",
  "TKIP,AES": "TKIPandAESEncryption",
};

/** Security.ModeEnabled out of BeaconType and the leaves that go with it; one consistent set when written. */
export function mode(): Transform {
  return {
    gathers: true,
    depends: ["WEPEncryptionLevel"],
    read: readMode,
    write: (value, draft, request) => {
      const leaves = MODES[value];
      if (leaves === undefined) throw unrepresentable();
      // A mode the device is in already has its key.
      if (readMode(draft, request)?.value !== value) needsWepKey(value, draft, request);
      return leavesToWrite(objectOf(draft), leaves, wantedCipher(draft, request), request);
    },
  };
}

function readMode(draft: Draft, device: DeviceView): Reading | undefined {
  const object = objectOf(draft);
  const beacon = device.values.get(`${object}BeaconType`);
  if (beacon === undefined) return undefined;
  if (beacon.value === "None") return { value: "None", kind: "lossy", sources: [beacon] };
  if (beacon.value === "Basic") return basicMode(object, beacon, device);
  return wpaMode(object, beacon, device);
}

function objectOf(draft: Draft): string {
  return parentOf(draft.sources[0]?.path ?? "");
}

function basicMode(object: string, beacon: NativeValue, { values }: DeviceView): Reading {
  const encryption = values.get(`${object}BasicEncryptionModes`);
  const sources = encryption === undefined ? [beacon] : [beacon, encryption];
  if (encryption === undefined) return { value: "None", kind: "lossy", sources };
  if (encryption.value !== "WEPEncryption") return { value: "None", sources };
  const level = values.get(`${object}WEPEncryptionLevel`);
  const lengths = listItems(level?.value ?? "").filter((item) => item !== "Disabled");
  const only = lengths.length === 1 ? lengths[0] : undefined;
  const all = level === undefined ? sources : [...sources, level];
  if (only === "40-bit") return { value: "WEP-64", sources: all };
  if (only === "104-bit") return { value: "WEP-128", sources: all };
  return { value: "WEP-128", kind: "lossy", sources: all };
}

function wpaMode(object: string, beacon: NativeValue, { values }: DeviceView): Reading | undefined {
  const meaning = Object.hasOwn(BEACONS, beacon.value) ? BEACONS[beacon.value] : undefined;
  if (meaning === undefined) return undefined;
  const leaves = meaning.auth.map((leaf) => values.get(object + leaf));
  // The 11i leaf stands last and decides; EAPandPSK counts as PSK, an absent leaf as PSK.
  const auth = leaves.at(-1)?.value ?? PSK;
  const value = `${meaning.name}-${auth === EAP ? "Enterprise" : "Personal"}`;
  const sources = [beacon, ...leaves.filter((leaf) => leaf !== undefined)];
  const exact =
    !meaning.mixed && leaves.every((leaf) => leaf?.value === auth) && (auth === PSK || auth === EAP);
  return exact ? { value, sources } : { value, kind: "lossy", sources };
}

function needsWepKey(value: string, draft: Draft, request: WriteRequest): void {
  const digits = WEP_DIGITS[value];
  if (digits === undefined) return;
  const key = request.wanted(`${parentOf(draft.target)}WEPKey`);
  if (key?.length !== digits)
    throw unrepresentable(`${value} needs a WEPKey of ${digits} hex digits in the same request`);
}

/** Only leaves the device has; without the authentication leaf of the mode there is no such mode. */
function leavesToWrite(
  object: string,
  leaves: Readonly<Record<string, string>>,
  wanted: string | undefined,
  { values }: DeviceView,
): readonly Write[] {
  const writes: Write[] = [];
  for (const [leaf, value] of Object.entries(leaves)) {
    if (values.has(object + leaf))
      writes.push([object + leaf, value.startsWith("$") ? cipherText(wanted ?? value.slice(1)) : value]);
    else if (leaf.endsWith("AuthenticationMode") && leaf !== "BasicAuthenticationMode") {
      throw unrepresentable(`this instance has no ${leaf}`);
    }
  }
  return writes;
}

function wantedCipher(draft: Draft, request: WriteRequest): string | undefined {
  return request.wanted(`${parentOf(draft.target)}EncryptionMode`);
}

function cipherText(list: string): string {
  const inOrder = listOf(["TKIP", "AES"].filter((item) => listItems(list).includes(item)));
  const text = inOrder.length === list.length ? CIPHERS[inOrder] : undefined;
  if (text === undefined) throw unrepresentable();
  return text;
}

/** Security.EncryptionMode: the ciphers of the modes BeaconType offers. */
export function cipher(): Transform {
  return {
    gathers: true,
    depends: ["BeaconType"],
    read: (draft, device) => {
      const object = objectOf(draft);
      const sources = cipherLeaves(device.values.get(`${object}BeaconType`)?.value ?? "")
        .map((leaf) => device.values.get(object + leaf))
        .filter((source) => source !== undefined);
      if (sources.length === 0) return undefined;
      const texts = sources.map((source) => source.value);
      const value = listOf(["TKIP", "AES"].filter((item) => texts.some((text) => text.includes(item))));
      // Written back, the ciphers of two modes become the same.
      const exact = new Set(texts).size === 1 && !texts.some((text) => text.includes("WEP"));
      return exact ? { value, sources } : { value, kind: "lossy", sources };
    },
    write: (value, draft, request) => {
      const object = objectOf(draft);
      const leaves = cipherLeaves(beaconAfter(draft, object, request)).filter((leaf) =>
        request.values.has(object + leaf),
      );
      if (leaves.length === 0) throw unrepresentable("the security mode takes no cipher");
      return leaves.map((leaf): Write => [object + leaf, cipherText(value)]);
    },
  };
}

function beaconAfter(draft: Draft, object: string, request: WriteRequest): string {
  const wanted = request.wanted(`${parentOf(draft.target)}ModeEnabled`);
  const leaves = wanted === undefined ? undefined : MODES[wanted];
  return leaves?.["BeaconType"] ?? request.values.get(`${object}BeaconType`)?.value ?? "";
}

function cipherLeaves(beacon: string): string[] {
  return [...(beacon.includes("WPA") ? [WPA_CIPHER] : []), ...(beacon.includes("11i") ? [WPA2_CIPHER] : [])];
}

/** Security.ModesSupported out of the leaves the instance has. `order`: the TR-181 enumeration. */
export function modes(order: readonly string[]): Transform {
  return {
    gathers: true,
    read: ({ sources }) => {
      const has = (leaf: string) => sources.find((source) => source.path.endsWith(`.${leaf}`));
      const lengths = listItems(has("WEPEncryptionLevel")?.value ?? "");
      const found = new Set(["None"]);
      if (lengths.includes("40-bit")) found.add("WEP-64");
      if (lengths.includes("104-bit")) found.add("WEP-128");
      const families = [has(WPA) && "WPA", has(WPA2) && "WPA2", has(WPA) && has(WPA2) && "WPA-WPA2"];
      for (const family of families) {
        if (typeof family === "string") found.add(`${family}-Personal`).add(`${family}-Enterprise`);
      }
      return { value: listOf(order.filter((item) => found.has(item))), kind: "lossy" };
    },
  };
}

/** WPS.Status: disabled, else locked, else whether it is configured. */
export function wpsStatus(): Transform {
  return {
    gathers: true,
    depends: ["Enable"],
    read: (draft, { values }) => {
      const object = objectOf(draft);
      const enable = values.get(`${object}Enable`);
      const locked = values.get(`${object}SetupLockedState`);
      const state = values.get(`${object}ConfigurationState`);
      const sources = [enable, locked, state].filter((source) => source !== undefined);
      const reading = (value: string): Reading => ({ value, kind: "lossy", sources });
      if (enable !== undefined && !isTrue(enable)) return reading("Disabled");
      if (locked !== undefined && locked.value !== "Unlocked") return reading("SetupLocked");
      if (state === undefined) return undefined;
      return reading(state.value === "Configured" ? "Configured" : "Unconfigured");
    },
  };
}
