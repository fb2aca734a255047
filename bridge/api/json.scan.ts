import { Fault } from "#core";

/** Deepest nesting of a request body; every schema of the API is far below. */
const MAX_DEPTH = 32;

const NUMBER = /-?\d[\d.eE+-]*/y;

/**
 * Refuses JSON that `JSON.parse` would alter without a word, or that would hurt those who walk it: nesting deeper than
 * 32, a name twice in one object, `__proto__`, integers beyond 2^53, numbers beyond double, lone surrogates.
 * Syntax is not its business: it stops where a text does not end. One pass. Fault `request.invalid` with the offset.
 */
export function refuseTreacherousJson(text: string): void {
  /** One entry an open bracket: the names of an object so far, or undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length && at >= 0;) {
    const char = text.charAt(at);
    if (char === '"') at = passText(text, at, open.at(-1));
    else if (char === "-" || (char >= "0" && char <= "9")) at = passNumber(text, at);
    else {
      nest(open, char, at);
      at++;
    }
  }
}

function nest(open: (Set<string> | undefined)[], char: string, at: number): void {
  if (char === "}" || char === "]") open.pop();
  else if (char === "{" || char === "[") {
    open.push(char === "{" ? new Set() : undefined);
    if (open.length > MAX_DEPTH) throw treacherous(`it is nested deeper than ${MAX_DEPTH}`, at);
  }
}

/** Checks the text that begins here; gives where it ends, or -1 when it does not. */
function passText(text: string, start: number, names: Set<string> | undefined): number {
  let end = start + 1;
  for (; end < text.length && text.charAt(end) !== '"'; end++) if (text.charAt(end) === "\\") end++;
  if (end >= text.length) return -1;
  end++;
  checkText(text.slice(start, end), start, nameBefore(text, end) ? names : undefined);
  return end;
}

function passNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const token = NUMBER.exec(text)?.[0] ?? "-";
  checkNumber(token, start);
  return start + token.length;
}

/** A text is the name of a member when a colon follows. */
function nameBefore(text: string, end: number): boolean {
  let at = end;
  while (" \t\r\n".includes(text.charAt(at)) && at < text.length) at++;
  return text.charAt(at) === ":";
}

function checkText(token: string, index: number, names: Set<string> | undefined): void {
  const plain = token.includes("\\") ? unescaped(token) : token.slice(1, -1);
  if (/\p{Surrogate}/u.test(plain)) throw treacherous("it has half a surrogate pair", index);
  if (names === undefined) return;
  if (plain === "__proto__")
    throw new Fault("request.unprocessable", { detail: "__proto__ is not known", offset: index });
  if (names.has(plain)) throw treacherous(`${JSON.stringify(plain)} stands twice in one object`, index);
  names.add(plain);
}

function unescaped(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    // Left to JSON.parse of the whole, which refuses it with better words.
    return "";
  }
}

function checkNumber(token: string, index: number): void {
  const value = Number(token);
  if (!Number.isFinite(value) && !Number.isNaN(value))
    throw treacherous(`${token.slice(0, 32)} is beyond a double`, index);
  if (/^-?\d+$/.test(token) && !Number.isSafeInteger(value)) {
    throw treacherous(`${token.slice(0, 32)} cannot be held exactly; send it as a string`, index);
  }
}

function treacherous(detail: string, offset: number): Fault {
  return new Fault("request.invalid", { detail: `the body is not acceptable JSON: ${detail}`, offset });
}
