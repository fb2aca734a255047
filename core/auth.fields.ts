/** What an Authorization or WWW-Authenticate header says after its scheme. */
export interface AuthFields {
  /** Names in lower case. Of a name that comes twice, the first value. */
  readonly fields: Readonly<Record<string, string>>;
  /** A name came twice, or a quote has no end: two readers could understand it differently. */
  readonly ambiguous: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const EQUALS = 0x3d;
const COMMA = 0x2c;

/**
 * Reads `name=value` pairs, values quoted or not, in one pass; what is no pair is passed over. [RFC 7235 2.1]
 * CPEs quote what should not be (`nc="1"`) and leave commas out.
 */
export function authFields(text: string): AuthFields {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let ambiguous = false;
  let at = 0;
  while (at < text.length) {
    const start = skip(text, at, isSeparator);
    const end = skip(text, start, isName);
    const sign = skip(text, end, isBlank);
    if (end === start || text.charCodeAt(sign) !== EQUALS) {
      at = end === start ? start + 1 : end;
      continue;
    }
    const value = valueAt(text, skip(text, sign + 1, isBlank));
    const name = text.slice(start, end).toLowerCase();
    if (name in fields || value.open) ambiguous = true;
    if (!(name in fields)) fields[name] = value.text;
    at = value.end;
  }
  return { fields, ambiguous };
}

interface Value {
  readonly text: string;
  readonly end: number;
  /** Its quote is not closed. */
  readonly open: boolean;
}

function valueAt(text: string, start: number): Value {
  if (text.charCodeAt(start) !== QUOTE) {
    const end = skip(text, start, isToken);
    return { text: text.slice(start, end), end, open: false };
  }
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      escaped = true;
      at++;
    } else if (code === QUOTE) {
      const inner = text.slice(start + 1, at);
      return { text: escaped ? inner.replaceAll(/\\(.)/gs, "$1") : inner, end: at + 1, open: false };
    }
  }
  return { text: text.slice(start + 1), end: text.length, open: true };
}

function skip(text: string, from: number, while_: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && while_(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isSeparator(code: number): boolean {
  return isBlank(code) || code === COMMA;
}

/** Letters, digits, `-`, `_` and the `*` of `username*`. */
function isName(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === 0x5f ||
    code === 0x2a
  );
}

function isToken(code: number): boolean {
  return !isSeparator(code) && code !== QUOTE;
}
