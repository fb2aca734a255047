import { Fault, type Make } from "#core";
import { chosenProfile, findingText, lintProfiles, profileJsonSchema } from "#cwmp";
import { readConfig } from "../config.ts";
import { profileFile, profileFiles } from "../profiles.ts";

/** `causeway profiles lint|show|schema`: what is wrong with profiles, which one a device has, their JSON Schema. */
export async function runProfiles(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "lint") return lint(rest);
  if (verb === "show") return show(rest);
  if (verb === "schema") return print(profileJsonSchema());
  throw usage("profiles wants lint, show or schema");
}

function usage(problem: string): Fault {
  return new Fault("config.invalid", { detail: `${problem}: causeway profiles --help` });
}

function folder(): string | undefined {
  return readConfig([]).CAUSEWAY_PROFILES_DIR;
}

/** Every file that is named, or all that the gateway would use; 1 when something is wrong. */
function lint(files: readonly string[]): number {
  const shipped = profileFiles(undefined);
  const checked = files.length === 0 ? profileFiles(folder()) : [...shipped, ...files.map(profileFile)];
  const { profiles, findings, hints } = lintProfiles(checked);
  for (const finding of findings) process.stderr.write(`${findingText(finding)}\n`);
  for (const hint of hints) process.stdout.write(`${findingText(hint)} (hint)\n`);
  if (findings.length > 0) return 1;
  const own = profiles.filter((profile) => !profile.shipped).length;
  process.stdout.write(`${String(profiles.length)} profiles are right, ${String(own)} of them your own\n`);
  return 0;
}

const FLAGS: Readonly<Record<string, keyof Make>> = {
  "--manufacturer": "manufacturer",
  "--model-name": "modelName",
  "--hardware-version": "hardwareVersion",
  "--software-version": "softwareVersion",
};

function show(args: readonly string[]): number {
  const [triple = "", ...rest] = args;
  if (triple === "" || triple.startsWith("--"))
    throw usage("profiles show wants a device, OUI-ProductClass-SerialNumber");
  const make: Record<string, string> = madeOf(triple);
  for (let i = 0; i < rest.length; i += 2) {
    const field = FLAGS[rest[i] ?? ""];
    const value = rest[i + 1];
    if (field === undefined || value === undefined)
      throw usage(`profiles show takes ${Object.keys(FLAGS).join(", ")}, each with a value`);
    make[field] = value;
  }
  const profile = chosenProfile(profileFiles(folder()), make);
  if (profile === undefined) {
    process.stdout.write("no profile: the device is taken to keep to the standard\n");
    return 1;
  }
  return print(profile);
}

/** OUI and product class of `OUI-ProductClass-SerialNumber` or `OUI-SerialNumber`, as identities are written. */
function madeOf(triple: string): Record<string, string> {
  const parts = triple
    .split("-")
    .map((part) => (/%(?![0-9A-Fa-f]{2})/.test(part) ? part : decodeURIComponent(part)));
  const [oui = "", productClass] = parts;
  return parts.length > 2 && productClass !== undefined ? { oui, productClass } : { oui };
}

function print(value: object): number {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  return 0;
}
