/** What a file is, as far as HTTP asks. */
export interface Representation {
  readonly size: number;
  /** With its quotes; strong. */
  readonly etag: string;
  /** ms; told in whole seconds. */
  readonly modifiedAt: number;
}

/** What is asked of it. Names in lower case. */
export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is answered: all of it, a part from `start` to `end` (inclusive), or nothing. */
export type Share =
  | { readonly status: 200 }
  | { readonly status: 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 };

/**
 * The share of a file that a GET or HEAD is for, its conditions looked at in the order of RFC 9110 section 13.2.2. Ranges that
 * cannot be read, and several of them, are passed over: the whole file is always a right answer.
 */
export function shareOf(file: Representation, { method, headers }: Asked): Share {
  const of = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const unchangedSince = (text: string | undefined): boolean => {
    const since = Date.parse(text ?? "");
    return !Number.isNaN(since) && seconds(file.modifiedAt) <= seconds(since);
  };
  const match = of("if-match");
  if (match !== undefined) {
    if (!listed(match, file.etag, "strong")) return { status: 412 };
  } else if (of("if-unmodified-since") !== undefined && !unchangedSince(of("if-unmodified-since"))) {
    return { status: 412 };
  }
  const noneMatch = of("if-none-match");
  if (noneMatch !== undefined) {
    if (listed(noneMatch, file.etag, "weak")) return { status: 304 };
  } else if (unchangedSince(of("if-modified-since"))) {
    return { status: 304 };
  }
  const range = of("range");
  const condition = of("if-range");
  if (method !== "GET" || range === undefined) return { status: 200 };
  if (condition !== undefined && !holds(condition, file)) return { status: 200 };
  return partOf(range, file.size);
}

const RANGE = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i;

function partOf(range: string, size: number): Share {
  const found = RANGE.exec(range);
  const [, from = "", to = ""] = found ?? [];
  if (found === null || (from === "" && to === "")) return { status: 200 };
  if (from === "") {
    const last = Number(to);
    if (last === 0 || size === 0) return { status: 416 };
    return { status: 206, start: Math.max(0, size - last), end: size - 1 };
  }
  const start = Number(from);
  if (to !== "" && Number(to) < start) return { status: 200 };
  if (start >= size) return { status: 416 };
  return { status: 206, start, end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

/** If-Range: a strong tag, or the exact time. */
function holds(condition: string, file: Representation): boolean {
  const text = condition.trim();
  if (text.startsWith('"')) return text === file.etag;
  return seconds(Date.parse(text)) === seconds(file.modifiedAt);
}

function listed(list: string, etag: string, compare: "strong" | "weak"): boolean {
  if (list.trim() === "*") return true;
  return list
    .split(",")
    .map((tag) => tag.trim())
    .some((tag) => tag === etag || (compare === "weak" && tag === `W/${etag}`));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
