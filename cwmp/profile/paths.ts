/**
 * Patterns of native paths: `*` stands for one segment; a pattern that ends in a dot covers all below it.
 * `InternetGatewayDevice.WANDevice.*.X_Debug.` covers every parameter of that object of every row.
 */
export interface PathPatterns {
  /** The path itself is covered; a partial path is when everything below it is. */
  covers(path: string): boolean;
  /** Something below the partial path may be covered. */
  reaches(partial: string): boolean;
}

export function pathPatterns(patterns: readonly string[]): PathPatterns {
  const all = patterns.map(split);
  return {
    covers: (path) => {
      const { segments, partial } = split(path);
      return all.some((pattern) => {
        if (!agree(pattern.segments, segments)) return false;
        if (pattern.partial) return segments.length > pattern.segments.length || partial;
        return segments.length === pattern.segments.length && !partial;
      });
    },
    reaches: (path) => {
      const { segments } = split(path);
      return all.some(
        (pattern) => pattern.segments.length > segments.length && agree(segments, pattern.segments),
      );
    },
  };
}

function split(path: string): { readonly segments: readonly string[]; readonly partial: boolean } {
  const partial = path.endsWith(".");
  return { segments: (partial ? path.slice(0, -1) : path).split("."), partial };
}

/** Whether the first segments of the longer path are those of the shorter one. */
function agree(shorter: readonly string[], longer: readonly string[]): boolean {
  if (shorter.length > longer.length) return false;
  return shorter.every((segment, i) => segment === "*" || longer[i] === "*" || segment === longer[i]);
}
