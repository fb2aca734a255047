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

const [BLANK, BETWEEN, NAME, TOKEN] = [1, 2, 4, 8] as const;
/** What each character may be part of. Names: letters, digits, `-`, `_` and the `*` of `username*`; they are tokens too. */
const KIND = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 0x20 || code === 0x09) return BLANK;
  if (code === COMMA) return BETWEEN;
  if (code === QUOTE) return 0;
  return /[\w*-]/.test(String.fromCharCode(code)) ? NAME : TOKEN;
});

/**
 * Reads `name=value` pairs, values quoted or not, in one pass; what is no pair is passed over. [RFC 7235 2.1]
 * CPEs quote what should not be (`nc="1"`) and leave commas out.
 */
export function authFields(text: string): AuthFields {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let ambiguous = false;
  let at = 0;
  while (at < text.length) {
    const start = skip(text, at, BLANK | BETWEEN);
    const end = skip(text, start, NAME);
    const sign = skip(text, end, BLANK);
    if (end === start || text.charCodeAt(sign) !== EQUALS) {
      at = end === start ? start + 1 : end;
      continue;
    }
    const value = valueAt(text, skip(text, sign + 1, BLANK));
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
    const end = skip(text, start, NAME | TOKEN);
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

function skip(text: string, from: number, kinds: number): number {
  let at = from;
  while (at < text.length && ((KIND[text.charCodeAt(at)] ?? TOKEN) & kinds) !== 0) at++;
  return at;
}
