import { Fault } from "#core";

/**
 * The filter language of the API, a subset of AIP-160. `OR` binds tighter than `AND`, as there; `NOT` and `-` tightest.
 *
 *   filter  = or { "AND" or }
 *   or      = unary { "OR" unary }
 *   unary   = ("NOT" | "-") unary | "(" filter ")" | field operator value
 *   field   = name { "." name } | "param" "(" string ")"
 *   value   = string in double or single quotes | bare word
 */
export type Filter =
  | { readonly kind: "and" | "or"; readonly terms: readonly Filter[] }
  | { readonly kind: "not"; readonly term: Filter }
  | Comparison;

export interface Comparison {
  readonly kind: "is";
  /** `param` for `param("…")`, whose path is in `argument`. */
  readonly field: string;
  readonly argument?: string;
  readonly operator: Operator;
  readonly value: string;
  /** Where it stands in the text, for faults. */
  readonly offset: number;
  readonly length: number;
}

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":";

const LENGTH = 4096;
const DEPTH = 16;

type Token = { readonly offset: number; readonly length: number } & (
  | { readonly kind: "word" | "string"; readonly text: string }
  | { readonly kind: "operator"; readonly text: Operator }
  | { readonly kind: "(" | ")" | "-" | "end" }
);

/**
 * Reads a filter; undefined for an empty one. Fault `filter.syntax` with `offset` and `length` (characters) of the place.
 */
export function parseFilter(text: string): Filter | undefined {
  if (text.length > LENGTH) {
    throw syntax(`a filter has at most ${LENGTH} characters`, LENGTH, text.length - LENGTH);
  }
  const tokens = scan(text);
  if (tokens[0]?.kind === "end") return undefined;
  const reader: Reader = { tokens, at: 0 };
  const filter = conjunction(reader, 0);
  const rest = peek(reader);
  if (rest.kind !== "end") throw unexpected(rest, "AND, OR or the end");
  return filter;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function conjunction(reader: Reader, depth: number): Filter {
  const terms = [disjunction(reader, depth)];
  while (isKeyword(peek(reader), "AND")) {
    reader.at++;
    terms.push(disjunction(reader, depth));
  }
  return joined("and", terms);
}

function disjunction(reader: Reader, depth: number): Filter {
  const terms = [unary(reader, depth)];
  while (isKeyword(peek(reader), "OR")) {
    reader.at++;
    terms.push(unary(reader, depth));
  }
  return joined("or", terms);
}

function joined(kind: "and" | "or", terms: readonly Filter[]): Filter {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind, terms };
}

function unary(reader: Reader, depth: number): Filter {
  const token = peek(reader);
  if (depth >= DEPTH) throw syntax(`a filter nests at most ${DEPTH} deep`, token.offset, token.length);
  if (token.kind === "-" || isKeyword(token, "NOT")) {
    reader.at++;
    return { kind: "not", term: unary(reader, depth + 1) };
  }
  if (token.kind !== "(") return comparison(reader);
  reader.at++;
  const inner = conjunction(reader, depth + 1);
  const close = peek(reader);
  if (close.kind !== ")") throw unexpected(close, "a closing parenthesis");
  reader.at++;
  return inner;
}

function comparison(reader: Reader): Filter {
  const name = peek(reader);
  if (name.kind !== "word" || isReserved(name)) throw unexpected(name, "a field");
  reader.at++;
  const argument = name.text === "param" ? parameter(reader) : undefined;
  const operator = peek(reader);
  if (operator.kind !== "operator") throw unexpected(operator, "an operator: = != < <= > >= :");
  reader.at++;
  const value = operand(reader);
  return {
    kind: "is",
    field: name.text,
    ...(argument === undefined ? {} : { argument }),
    operator: operator.text,
    value: value.text,
    offset: name.offset,
    length: value.offset + value.length - name.offset,
  };
}

/** A value; a minus before a bare word belongs to it (`-1h`, `-5`). */
function operand(reader: Reader): {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
} {
  const token = peek(reader);
  if (token.kind === "-") {
    reader.at++;
    const word = peek(reader);
    if (word.kind !== "word") throw unexpected(word, "a value");
    reader.at++;
    return { text: `-${word.text}`, offset: token.offset, length: word.offset + word.length - token.offset };
  }
  if (token.kind !== "string" && (token.kind !== "word" || isReserved(token)))
    throw unexpected(token, "a value");
  reader.at++;
  return token;
}

function parameter(reader: Reader): string {
  const open = peek(reader);
  if (open.kind !== "(") throw unexpected(open, 'a path in parentheses: param("Device.…")');
  reader.at++;
  const path = peek(reader);
  if (path.kind !== "string") throw unexpected(path, "a path in quotes");
  reader.at++;
  const close = peek(reader);
  if (close.kind !== ")") throw unexpected(close, "a closing parenthesis");
  reader.at++;
  return path.text;
}

function peek(reader: Reader): Token {
  return reader.tokens[reader.at] as Token;
}

function isKeyword(token: Token, keyword: "AND" | "OR" | "NOT"): boolean {
  return token.kind === "word" && token.text === keyword;
}

function isReserved(token: Token): boolean {
  return isKeyword(token, "AND") || isKeyword(token, "OR") || isKeyword(token, "NOT");
}

const SPACE = /\s+/y;
const WORD = /[\p{L}\p{N}_.*+/%@#&-][\p{L}\p{N}_.*+/%@#&:-]*/uy;
const FIELD = /[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*(?=\s*(?:[=<>:(]|!=))/uy;
const OPERATOR = /!=|<=|>=|[=<>:]/y;
const STRING = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y;

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== undefined) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at, tokens.at(-1)?.kind === "operator");
    tokens.push(token);
    at += token.length;
  }
  tokens.push({ kind: "end", offset: text.length, length: 0 });
  return tokens;
}

function tokenAt(text: string, offset: number, isValue: boolean): Token {
  const char = text[offset];
  if (char === "(" || char === ")") return { kind: char, offset, length: 1 };
  if (char === "-") return { kind: "-", offset, length: 1 };
  const operator = match(OPERATOR, text, offset);
  if (operator !== undefined) {
    return { kind: "operator", text: operator[0] as Operator, offset, length: operator[0].length };
  }
  const string = match(STRING, text, offset);
  if (string !== undefined) {
    const body = (string[1] ?? string[2] ?? "").replaceAll(/\\([^])/g, "$1");
    return { kind: "string", text: body, offset, length: string[0].length };
  }
  if (char === '"' || char === "'") throw syntax("the quote is not closed", offset, text.length - offset);
  const word = isValue
    ? match(WORD, text, offset)
    : (match(FIELD, text, offset) ?? match(WORD, text, offset));
  if (word === undefined) throw syntax("this character has no meaning here", offset, 1);
  return { kind: "word", text: word[0], offset, length: word[0].length };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function unexpected(token: Token, wanted: string): Fault {
  const there = token.kind === "end" ? "the filter ends where" : "here";
  return syntax(`${there} ${wanted} is expected`, token.offset, Math.max(1, token.length));
}

function syntax(detail: string, offset: number, length: number): Fault {
  return new Fault("filter.syntax", { detail, offset, length });
}
