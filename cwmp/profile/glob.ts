/**
 * Whether a whole text is what a pattern says: `*` stands for any characters, `?` for one, everything else for itself in
 * either case. Linear but for the stars, whatever the device tells.
 */
export function globHolds(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < given.length) {
    const sign = wanted[at];
    if (sign === "*") {
      star = at++;
      resume = i;
    } else if (sign === "?" || sign === given[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}

/** How much of a text a pattern pins down: its characters that stand for themselves. */
export function weightOf(pattern: string): number {
  return pattern.replaceAll(/[*?]/g, "").length;
}
