import { Fault } from "#core";

/** Deepest nesting of a request body; every schema of the API is far below. */
const MAX_DEPTH = 32;

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/**
 * Refuses JSON that `JSON.parse` would alter without a word, or that would hurt those who walk it: nesting deeper than
 * 32, a name twice in one object, `__proto__`, integers beyond 2^53, numbers beyond double, lone surrogates.
 * Syntax is not its business. Fault `request.invalid` with the offset.
 */
export function refuseTreacherousJson(text: string): void {
  /** One entry an open bracket: the names of an object so far, or undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  TOKEN.lastIndex = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    switch (token.charAt(0)) {
      case "{":
      case "[":
        open.push(token === "{" ? new Set() : undefined);
        if (open.length > MAX_DEPTH) throw treacherous(`it is nested deeper than ${MAX_DEPTH}`, index);
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case '"':
        checkText(token, index, nameBefore(text, index + token.length) ? open.at(-1) : undefined);
        break;
      case ":":
      case ",":
        break;
      default:
        checkNumber(token, index);
    }
  }
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
