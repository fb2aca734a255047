import { Fault } from "./fault.ts";

/** The longest path that is read, in UTF-16 units. The data model's own longest is under 300. */
export const PATH_LIMIT = 2048;

/** Instance and item numbers are unsigned 32 bit. */
const NUMBER_LIMIT = 0xffff_ffff;

/** A cursor over the text of a path. It only moves forward; every fault tells where it stood. */
export class PathScanner {
  readonly text: string;
  offset = 0;

  constructor(text: string) {
    this.text = text;
    if (text.length > PATH_LIMIT) this.fail(`the path is longer than ${PATH_LIMIT} characters`, PATH_LIMIT);
  }

  get ended(): boolean {
    return this.offset >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.offset);
  }

  /** Moves over `token` when it stands here. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.offset)) return false;
    this.offset += token.length;
    return true;
  }

  expect(token: string, detail: string): void {
    if (!this.take(token)) this.fail(detail);
  }

  /** `( letter | "_" ) { letter | digit | "_" | "-" }` */
  name(detail: string): string {
    const start = this.offset;
    if (!isNameStart(this.text.charCodeAt(start))) this.fail(detail);
    let end = start + 1;
    while (isNamePart(this.text.charCodeAt(end))) end++;
    this.offset = end;
    return this.text.slice(start, end);
  }

  /** A number from 1, without a leading zero. */
  positive(detail: string): number {
    const start = this.offset;
    let end = start;
    while (isDigit(this.text.charCodeAt(end))) end++;
    const digits = this.text.slice(start, end);
    if (digits === "" || digits.startsWith("0")) this.fail(detail);
    const number = digits.length > 10 ? Number.POSITIVE_INFINITY : Number(digits);
    if (number > NUMBER_LIMIT) this.fail(`the number is larger than ${NUMBER_LIMIT}`);
    this.offset = end;
    return number;
  }

  blanks(): void {
    while (this.peek() === " " || this.peek() === "\t") this.offset++;
  }

  fail(detail: string, offset = this.offset): never {
    throw new Fault("path.syntax", { path: this.text.slice(0, PATH_LIMIT), offset, detail });
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code) || code === 45;
}
