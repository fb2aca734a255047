import type { PathScanner } from "./path.scan.ts";
import type { Constant, FollowStep, NameStep, Operator, RelativePath, Term } from "./path.step.ts";
import { isDateTime } from "./value.date.ts";

/** Two-character operators first, so that `<=` is not read as `<`. */
const OPERATORS: readonly Operator[] = ["==", "!=", "~=", "<=", ">=", "<", ">"];

/** Reads `[a==1&&b=="x"]` with the cursor on the bracket. Blanks around operators are borne. */
export function scanExpression(scanner: PathScanner): readonly Term[] {
  scanner.expect("[", "an expression starts with [");
  const terms = [];
  do {
    scanner.blanks();
    terms.push(scanTerm(scanner));
    scanner.blanks();
  } while (scanner.take("&&"));
  scanner.expect("]", "&& or ] expected");
  return terms;
}

/** Reads what follows a reference's name: `+`, `#2+` or `#*+`; undefined when neither `#` nor `+` stands here. */
export function scanFollow(scanner: PathScanner, name: string): FollowStep | undefined {
  if (scanner.take("+")) return { kind: "follow", name, item: 1 };
  if (!scanner.take("#")) return undefined;
  const item = scanner.take("*") ? "*" : scanner.positive("an item number from 1, or *, must follow #");
  scanner.expect("+", "+ must follow the item number");
  return { kind: "follow", name, item };
}

function scanTerm(scanner: PathScanner): Term {
  const offset = scanner.offset;
  const param = scanRelative(scanner);
  scanner.blanks();
  const op = OPERATORS.find((operator) => scanner.take(operator));
  if (op === undefined) scanner.fail("one of == != ~= < > <= >= expected");
  scanner.blanks();
  return { param, op, value: scanConstant(scanner), offset };
}

function scanRelative(scanner: PathScanner): RelativePath {
  const steps: (NameStep | FollowStep)[] = [];
  for (;;) {
    const name = scanner.name("the name of a parameter expected");
    const follow = scanFollow(scanner, name);
    steps.push(follow ?? { kind: "name", name });
    if (follow !== undefined) scanner.expect(".", "a dot must follow +");
    else if (!scanner.take(".")) return steps;
  }
}

function scanConstant(scanner: PathScanner): Constant {
  if (scanner.peek() === '"') return scanLiteral(scanner);
  const start = scanner.offset;
  while (!scanner.ended && !" \t&]".includes(scanner.peek())) scanner.offset++;
  const text = scanner.text.slice(start, scanner.offset);
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true" };
  if (isNumber(text)) return { kind: "number", text };
  if (isDateTime(text)) return { kind: "dateTime", text };
  return scanner.fail(
    text === ""
      ? "a value expected"
      : "a value is true, false, a number, a time, or a string in double quotes",
    start,
  );
}

function scanLiteral(scanner: PathScanner): Constant {
  const start = scanner.offset + 1;
  const end = scanner.text.indexOf('"', start);
  if (end < 0) scanner.fail("the string is not closed");
  scanner.offset = end + 1;
  return { kind: "string", text: unescape(scanner.text.slice(start, end)) };
}

/** Only the quote and the percent are escaped in a literal; any other percent stands for itself. */
function unescape(text: string): string {
  return text.includes("%") ? text.replaceAll(/%2[25]/g, (escaped) => (escaped === "%22" ? '"' : "%")) : text;
}

function isNumber(text: string): boolean {
  return /^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(text);
}
