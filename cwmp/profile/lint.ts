import type { JsonObject, Make } from "#core";
import { Profiles } from "../profiles.ts";
import type { Profile } from "./profile.ts";
import { readProfiles, type Finding, type ProfileFile } from "./read.ts";

/** Everything that can be said of profiles without a device. `hints`: what would be better, and is no fault. */
export function lintProfiles(files: readonly ProfileFile[]): {
  readonly profiles: readonly Profile[];
  readonly findings: readonly Finding[];
  readonly hints: readonly Finding[];
} {
  const { profiles, findings } = readProfiles(files, true);
  return { profiles, findings, hints: profiles.flatMap(unsourced) };
}

/** Parts that nobody said the source of. */
function unsourced({ file, quirks, overlay, sources }: Profile): readonly Finding[] {
  const { rules, enums, standards, band, radioMaster } = overlay ?? {};
  const parts = [
    "match",
    ...Object.keys(quirks).map((quirk) => `quirks.${quirk}`),
    ...(rules === undefined ? [] : ["paths"]),
    ...(enums === undefined ? [] : ["values"]),
    ...((standards ?? band ?? radioMaster) === undefined ? [] : ["wlan"]),
  ];
  return parts
    .filter((part) => !Object.hasOwn(sources, part))
    .map((part) => ({ file, at: "sources", problem: `say where ${part} is known from` }));
}

/** The profile a device of this make has, with what it extends laid under it. Fault `config.invalid`. */
export function chosenProfile(files: readonly ProfileFile[], make: Make): JsonObject | undefined {
  const profiles = new Profiles(files);
  const name = profiles.nameOf(make);
  return profiles.list().find((profile) => profile["name"] === name);
}
