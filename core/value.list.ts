/**
 * The items of a comma-separated list: blanks around commas do not count, percent-encoded characters are decoded, an
 * empty text is a list without items. What is no valid encoding stays as it is. [TR-106 lists]
 */
export function listItems(value: string): string[] {
  if (value.trim() === "") return [];
  return value.split(",").map((item) => decode(item.trim()));
}

/** A list of these items; commas, percents and white space in them are percent-encoded. The reverse of `listItems`. */
export function listOf(items: readonly string[]): string {
  return items.map((item) => item.replaceAll(/[,%\s]/g, encodeURIComponent)).join(",");
}

/** The raw items of a list, trimmed and not decoded. */
export function rawItems(value: string): string[] {
  return value.trim() === "" ? [] : value.split(",").map((item) => item.trim());
}

function decode(item: string): string {
  if (!item.includes("%")) return item;
  // Whole runs, so that the bytes of one UTF-8 character are decoded together.
  return item.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
