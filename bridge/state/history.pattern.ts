import { Fault, isSecretPath, schemaOf } from "#core";

/** Which parameters have a history. */
export interface Chosen {
  /** By TR-181 path. */
  has(path: string): boolean;
}

export const MOST_PATTERNS = 64;

/**
 * Parameters by TR-181 path: `*` stands for any instance or name, a dot at the end for everything below the object.
 * Secrets are never chosen. Fault `config.invalid` for what is no path, or is a secret by name.
 */
export function historyPatterns(patterns: readonly string[]): Chosen {
  const wanted = [...new Set(patterns)];
  if (wanted.length > MOST_PATTERNS)
    throw refused(`at most ${MOST_PATTERNS} patterns are taken, not ${wanted.length}`);
  const leaves = new Set<string>();
  let anyLeaf = false;
  for (const pattern of wanted) {
    if (!/^Device\.(?:(?:[A-Za-z_][\w-]*|[1-9]\d{0,9}|\*)\.)*(?:[A-Za-z_][\w-]*|\*)?$/.test(pattern))
      throw refused(`${pattern} is not the path of parameters, such as Device.WiFi.SSID.*.SSID`);
    const leaf = leafOf(pattern);
    if (isSecretPath(pattern)) throw refused(`${pattern} is a secret and never kept`);
    if (leaf === "" || leaf === "*") anyLeaf = true;
    leaves.add(leaf);
  }
  const whole = new RegExp(`^(?:${wanted.map(source).join("|")})$`);
  return {
    has: (path) =>
      (anyLeaf || leaves.has(leafOf(path))) &&
      whole.test(path) &&
      !isSecretPath(path) &&
      schemaOf(path)?.secret !== true,
  };
}

/** Of a request: series whose path is one of these, or lies below an object among them. */
export function seriesMatcher(paths: readonly string[]): (path: string) => boolean {
  const whole = new RegExp(`^(?:${paths.map(source).join("|")})$`);
  return (path) => whole.test(path);
}

function source(pattern: string): string {
  const steps = pattern
    .replace(/\.$/, "")
    .split(".")
    .map((step) => (step === "*" ? "[^.]+" : step.replaceAll(/[^\w]/g, String.raw`\$&`)));
  return steps.join(String.raw`\.`) + (pattern.endsWith(".") ? String.raw`\..+` : "");
}

function leafOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function refused(detail: string): Fault {
  return new Fault("config.invalid", { detail: `CAUSEWAY_HISTORY_PARAMETERS: ${detail}` });
}
