/** Versions of TR-369 this controller speaks, oldest first. */
export const OUR_VERSIONS: readonly string[] = ["1.0", "1.1", "1.2", "1.3", "1.4"];

/** Version of the records sent before the agent told its own. */
export const FIRST_VERSION = "1.3";

/** The highest version both sides know; that of the first records when an agent tells none that we know. */
export function agreedVersion(theirs: readonly string[], first = FIRST_VERSION): string {
  return OUR_VERSIONS.findLast((version) => theirs.includes(version)) ?? first;
}

/** What to speak to an agent that was heard in this version and not asked yet: no later one than it used. */
export function firstVersion(heard: string | undefined): string {
  const at = heard === undefined ? -1 : OUR_VERSIONS.indexOf(heard);
  return at >= 0 && at < OUR_VERSIONS.indexOf(FIRST_VERSION)
    ? (OUR_VERSIONS[at] ?? FIRST_VERSION)
    : FIRST_VERSION;
}
