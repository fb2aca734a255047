import { scanExpression, scanFollow } from "./path.expression.ts";
import { isDigit, isNameStart, PATH_LIMIT, PathScanner } from "./path.scan.ts";
import type { Leaf, Path, PathContext, Step } from "./path.step.ts";

export { formatPath, objectPattern } from "./path.format.ts";
export type * from "./path.step.ts";

/**
 * Reads a path of the USP grammar, root `Device.`. Throws `path.syntax` {path, offset, detail}. What needs the data
 * model (is it a table, does the operator fit the type) is left to `select`. [TR-369 R-ARC.7] [TR-369 R-ARC.9a]
 */
export function parsePath(text: string, context: PathContext = "instance"): Path {
  const scanner = new PathScanner(text);
  if (text === "") scanner.fail("the path is empty");
  scanner.expect("Device.", "a path starts with Device.");
  const steps: Step[] = [{ kind: "name", name: "Device" }];
  while (!scanner.ended) {
    if (isNameStart(text.charCodeAt(scanner.offset))) {
      const name = scanner.name("a name expected");
      const leaf = scanLeaf(scanner, name);
      if (leaf !== undefined) return { text, steps, leaf };
      steps.push(scanNamed(scanner, name, context));
    } else steps.push(scanInstance(scanner, steps, context));
    scanner.expect(".", "a dot expected");
  }
  return { text, steps };
}

/**
 * Reads the `param` of an Add or Set: a parameter below the object, through single-instance objects. Gives its names,
 * the parameter's own last. Throws `path.syntax`.
 */
export function parseRelative(text: string): readonly string[] {
  const scanner = new PathScanner(text);
  const names = [];
  do names.push(scanner.name("the name of a parameter expected"));
  while (scanner.take("."));
  if (!scanner.ended) scanner.fail("a dot or the end expected");
  return names;
}

/** Whether a text is a plain TR-098 path (`InternetGatewayDevice.…`): names and instance numbers, nothing else. */
export function isNativePath(text: string): boolean {
  if (!text.startsWith("InternetGatewayDevice.") || text.length > PATH_LIMIT) return false;
  const parts = text.split(".");
  const last = parts.pop() ?? "";
  if (last !== "" && !isName(last)) return false;
  return parts.every((part) => isName(part) || /^[1-9][0-9]{0,9}$/.test(part));
}

/** The command, event or parameter at the end of a path; undefined when the path goes on. */
function scanLeaf(scanner: PathScanner, name: string): Leaf | undefined {
  let kind: Leaf["kind"] = "parameter";
  if (scanner.take("(")) {
    scanner.expect(")", "arguments do not stand in a path: () expected");
    kind = "command";
  } else if (scanner.take("!")) kind = "event";
  else if (!scanner.ended) return undefined;
  if (!scanner.ended) scanner.fail("the path must end here");
  return { kind, name };
}

function scanNamed(scanner: PathScanner, name: string, context: PathContext): Step {
  const start = scanner.offset;
  const follow = scanFollow(scanner, name);
  if (follow !== undefined && context !== "instance")
    scanner.fail("references cannot be followed here", start);
  return follow ?? { kind: "name", name };
}

function scanInstance(scanner: PathScanner, steps: readonly Step[], context: PathContext): Step {
  const start = scanner.offset;
  const step = scanSelector(scanner);
  const detail = refusal(step, steps, context);
  if (detail !== undefined) scanner.fail(detail, start);
  return step;
}

function scanSelector(scanner: PathScanner): Step {
  if (scanner.peek() === "[") return { kind: "where", terms: scanExpression(scanner) };
  if (scanner.take("*")) return { kind: "any" };
  if (scanner.take("{i}")) return { kind: "placeholder" };
  if (isDigit(scanner.text.charCodeAt(scanner.offset)))
    return {
      kind: "instance",
      number: scanner.positive("an instance number has no leading zero and starts at 1"),
    };
  return scanner.fail("a name, an instance number, * or an expression expected");
}

/** Why an instance step may not stand after these steps in this context. */
function refusal(step: Step, steps: readonly Step[], context: PathContext): string | undefined {
  if (steps.length < 2 || steps.at(-1)?.kind !== "name")
    return "an instance stands only after the name of a table";
  if (context === "register") return "a path to register has no instances";
  if (context === "instance")
    return step.kind === "placeholder" ? "{i} stands only in supported paths" : undefined;
  if (step.kind === "any" || step.kind === "where") return "a supported path has no search";
  if (step.kind === "instance" && steps.some((earlier) => earlier.kind === "placeholder"))
    return "no instance number stands after {i}";
  return undefined;
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text);
}
