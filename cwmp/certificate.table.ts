/** Where a name stands in a certificate. `uri`, `dns`: subjectAltName; of a `dns` name its first label. */
export type NamePlace = "cn" | "uri" | "dns";

export interface CertificateForm {
  readonly places: readonly NamePlace[];
  /**
   * The name a device must have there: `{oui}`, `{class}`, `{serial}` as the identity writes them (percent-encoded outside
   * letters, digits and `_`). A form with `{class}` fits no device without a product class.
   */
  readonly name: string;
  /** What such a name looks like, whoever has it; absent: it cannot be told from the name of a group. */
  readonly looks?: RegExp;
}

const BOX = /^[0-9a-f]{6}-./i;
const ENDPOINT = /^urn:bbf:usp:id:op?s::[0-9a-f]{6}-./i;

/**
 * How certificates name a device. `serial` and `mac` leave out who made it: they are for installations whose CA signs the
 * devices of one maker.
 */
export const CERTIFICATE_FORM = {
  /** [TR-069a6 3.4.4] the user name of the device */
  "oui-class-serial": { places: ["cn", "dns"], name: "{oui}-{class}-{serial}", looks: BOX },
  "oui-serial": { places: ["cn", "dns"], name: "{oui}-{serial}", looks: BOX },
  /** [TR-369 R-SEC.0a] the endpoint id of the same box */
  "usp-os": { places: ["uri"], name: "urn:bbf:usp:id:os::{oui}-{serial}", looks: ENDPOINT },
  "usp-ops": { places: ["uri"], name: "urn:bbf:usp:id:ops::{oui}-{class}-{serial}", looks: ENDPOINT },
  serial: { places: ["cn", "dns"], name: "{serial}" },
  /** Twelve hex digits, whatever stands between them, in the name and in the serial number. */
  mac: { places: ["cn", "dns"], name: "{mac}" },
} as const satisfies Readonly<Record<string, CertificateForm>>;

export type CertificateFormName = keyof typeof CERTIFICATE_FORM;

export const CERTIFICATE_FORMS = Object.keys(CERTIFICATE_FORM) as CertificateFormName[];
