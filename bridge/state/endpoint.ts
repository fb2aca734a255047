import type { DeviceFacts, Identity } from "#core";

/** OUI, product class and serial number, as far as a name tells them. */
export interface Triple {
  readonly oui: string;
  readonly productClass?: string;
  readonly serialNumber: string;
}

/**
 * The box a USP endpoint id names, from its `os` (OUI-Serial) and `ops` (OUI-ProductClass-Serial) schemes; undefined for
 * every other scheme. Tolerant: parts may be percent-encoded or not. [TR-369 R-ARC.2a]
 */
export function tripleOfEndpoint(endpointId: string): Triple | undefined {
  const [scheme, , ...rest] = endpointId.split(":");
  const instance = rest.join(":");
  if (scheme === "os") return twoParts(instance);
  if (scheme === "ops") return threeParts(instance);
  return undefined;
}

/** The box a CWMP identity names: `OUI-ProductClass-SerialNumber` or `OUI-SerialNumber`, parts percent-encoded. */
export function tripleOfCwmp(value: string): Triple | undefined {
  return value.split("-").length >= 3 ? threeParts(value) : twoParts(value);
}

/** The box a contact is about: what it says of itself, else what its identity says. */
export function tripleOf(identity: Identity, facts: DeviceFacts): Triple | undefined {
  if (isOui(facts.oui) && (facts.serialNumber ?? "") !== "") {
    const { oui, productClass, serialNumber } = facts;
    return triple(oui as string, productClass ?? "", serialNumber as string);
  }
  if (identity.scheme === "cwmp") return tripleOfCwmp(identity.value);
  return identity.scheme === "usp" ? tripleOfEndpoint(identity.value) : undefined;
}

/** The name of a box's row: vendors are told apart by OUI, devices of one vendor by serial number. */
export function boxName({ oui, serialNumber }: Triple): string {
  return `${oui.toUpperCase()}-${serialNumber.toUpperCase()}`;
}

/** True when two names can mean the same box: product classes differ only where both are known. */
export function sameBox(a: Triple, b: Triple): boolean {
  if (boxName(a) !== boxName(b)) return false;
  return a.productClass === undefined || b.productClass === undefined || a.productClass === b.productClass;
}

function twoParts(text: string): Triple | undefined {
  const dash = text.indexOf("-");
  return dash < 0 ? undefined : checked(text.slice(0, dash), "", text.slice(dash + 1));
}

function threeParts(text: string): Triple | undefined {
  const first = text.indexOf("-");
  const last = text.lastIndexOf("-");
  if (first < 0 || last === first) return undefined;
  return checked(text.slice(0, first), text.slice(first + 1, last), text.slice(last + 1));
}

function checked(oui: string, productClass: string, serialNumber: string): Triple | undefined {
  const plain = {
    oui: decoded(oui),
    productClass: decoded(productClass),
    serialNumber: decoded(serialNumber),
  };
  if (!isOui(plain.oui) || plain.serialNumber === "") return undefined;
  return triple(plain.oui, plain.productClass, plain.serialNumber);
}

function triple(oui: string, productClass: string, serialNumber: string): Triple {
  return productClass === "" ? { oui, serialNumber } : { oui, productClass, serialNumber };
}

function isOui(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{6,9}$/i.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
