import { isUtf8 } from "node:buffer";
import { authFields } from "./auth.fields.ts";

/** The fields of an `Authorization: Digest` header, as sent. */
export interface DigestFields {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** Lower case. */
  readonly response: string;
  readonly qop?: string;
  readonly nc?: string;
  readonly cnonce?: string;
  readonly algorithm?: string;
}

/** What is in an Authorization header, before anything is checked. */
export type Shown =
  | { readonly scheme: "none" }
  | { readonly scheme: "basic"; readonly username: string; readonly password: string }
  | { readonly scheme: "digest"; readonly fields: DigestFields }
  | { readonly scheme: "unreadable" };

const UNREADABLE: Shown = { scheme: "unreadable" };
const NONE: Shown = { scheme: "none" };

/** Reads an Authorization header. A Basic header without a user name shows nothing: some CPEs send `:` when not configured. */
export function shownBy(header: string | undefined): Shown {
  if (header === undefined || header === "") return NONE;
  const space = header.indexOf(" ");
  const scheme = (space < 0 ? header : header.slice(0, space)).toLowerCase();
  const rest = space < 0 ? "" : header.slice(space + 1);
  if (scheme === "basic") return basic(rest);
  const fields = scheme === "digest" ? digestFields(rest) : undefined;
  return fields === undefined ? UNREADABLE : { scheme: "digest", fields };
}

/** [RFC 7617 2] the password may hold colons, the user name may not. */
function basic(credentials: string): Shown {
  const text = textOf(Buffer.from(credentials.trim(), "base64"));
  const colon = text.indexOf(":");
  if (colon < 0) return UNREADABLE;
  if (colon === 0) return NONE;
  return { scheme: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}

const OPTIONAL = ["qop", "nc", "cnonce", "algorithm"] as const;

/** Digest credentials; undefined when one that is needed is missing, or one stands there twice. [RFC 7616 3.4] */
function digestFields(text: string): DigestFields | undefined {
  const { fields, ambiguous } = authFields(text);
  const { username, realm, nonce, uri, response } = fields;
  if (ambiguous || username === undefined || realm === undefined || nonce === undefined) return undefined;
  if (uri === undefined || response === undefined) return undefined;
  const read: { -readonly [K in keyof DigestFields]: DigestFields[K] } = {
    username: textOf(Buffer.from(username, "latin1"), username),
    realm,
    nonce,
    uri,
    response: response.toLowerCase(),
  };
  for (const name of OPTIONAL) {
    const value = fields[name];
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** Header bytes are UTF-8 where they can be, else Latin-1. */
function textOf(bytes: Buffer, latin1 = bytes.toString("latin1")): string {
  return isUtf8(bytes) ? bytes.toString("utf8") : latin1;
}
