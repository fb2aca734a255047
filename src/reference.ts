import { FAULT } from "#core";
import { routeRows } from "#bridge";
import { CONFIG, type ConfigRow } from "./config.table.ts";
import { flagOf } from "./config.ts";

/** Reference pages, made from the tables they describe; a test compares them with `docs/reference`. */
export function configPage(): string {
  const rows = (Object.entries(CONFIG) as [keyof typeof CONFIG, ConfigRow<unknown>][]).map(
    ([key, { kind, value, meaning }]) =>
      `| \`${key}\` | \`${flagOf(key)}\` | ${shown(value)} | ${kind.expects} | ${meaning} |`,
  );
  return page(
    "Configuration",
    "Precedence: command line, environment, the JSON file that `CAUSEWAY_CONFIG` names, default. A wrong key or value ends the program with exit code 78 and one line that says how to mend it. Keys of the files, STUN, WebSocket, STOMP and webhook parts come with those parts.",
    ["key", "flag", "default", "value", "meaning"],
    rows,
  );
}

export function faultsPage(): string {
  const rows = Object.entries(FAULT).map(
    ([code, { status, title, advice, retryable }]) =>
      `| \`${code}\` | ${status} | ${title} | ${advice} | ${retryable ? "yes" : "no"} |`,
  );
  return page(
    "Faults",
    "Every fault is RFC 9457 `application/problem+json` with the row's `code`; `retryable` says whether the same request may succeed later.",
    ["code", "HTTP", "title", "advice", "retryable"],
    rows,
  );
}

export function routesPage(): string {
  const rows = routeRows().map(
    ({ method, path, permission, summary }) =>
      `| ${method.toUpperCase()} | \`${path}\` | ${permission} | ${summary} |`,
  );
  return page(
    "API",
    "Schemas: `/openapi.json`, to read in a browser: `/docs`.",
    ["method", "path", "permission", "summary"],
    rows,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : `\`${value.join(",")}\``;
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function page(title: string, intro: string, columns: readonly string[], rows: readonly string[]): string {
  const head = `| ${columns.join(" | ")} |\n| ${columns.map(() => "---").join(" | ")} |`;
  return `# ${title}\n\n${intro}\n\n${head}\n${rows.join("\n")}\n`;
}
