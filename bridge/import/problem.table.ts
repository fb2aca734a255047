/** What can be wrong with one row of an import, and what to do about it. */
export const ROW_PROBLEMS = {
  encoding: "Save the file as UTF-8.",
  cells: "Give every row as many cells as the header line has.",
  quotes: "Close every quoted cell, and double the quotes inside it.",
  recordTooLong: "The row is longer than a device's can be: look for a quote that is not closed, or split the document.",
  json: "Give one JSON document a line, or an array of them, as mongoexport and the GenieACS API write them.",
  document: "The document is not one of the collection `devices`: it has no `_id` and no `_deviceId`.",
  identity: "Give cwmp, or oui and serialNumber, or usp, or certificate.",
  cwmp: "An identity is OUI-ProductClass-SerialNumber with an OUI of six hexadecimal digits, parts percent-encoded.",
  usp: "An endpoint id is authority-scheme:authority-id:instance-id, for example os::00256D-0123456789.",
  certificate: "A fingerprint is the SHA-256 of the certificate, 64 hexadecimal digits.",
  url: "A connection request URL begins with http:// (TR-069 allows no other). The device itself was taken in.",
  control: "Remove the control characters from this cell.",
  tooLong: "Shorten this cell.",
  tags: "Give fewer or shorter tags.",
  attributes: "Give fewer attributes; names are letters, digits and _.",
  otherDevice: "The identities of this row belong to different devices: merge them first, or correct the row.",
  held: "An operator has shut this device out: approve it, or leave it out of the file.",
  sharedUsername:
    "Another device has this user name: give a user name that devices share as a group credential (CAUSEWAY_CWMP_CREDENTIALS_FILE) and import the file again. The device itself was taken in.",
  limits: "The device would have more than 50 tags or 20 attributes: give fewer, or remove some of it first.",
  moving: "The device kept changing while it was imported: import the row again.",
} as const satisfies Record<string, string>;

export type RowProblemCode = keyof typeof ROW_PROBLEMS;

/** One thing that is wrong with a row. Holds no value of the row: it may be a password in the wrong column. */
export interface RowProblem {
  readonly code: RowProblemCode;
  /** "" when it is about the whole row. */
  readonly column: string;
  readonly detail?: string;
}

export function problem(code: RowProblemCode, column = "", detail?: string): RowProblem {
  return { code, column, ...(detail === undefined ? {} : { detail }) };
}
