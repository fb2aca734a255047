/** The names in a certificate's subjectAltName that say who its holder is. */
export interface AlternativeNames {
  readonly uri: readonly string[];
  /** Whole host names, as they stand. */
  readonly dns: readonly string[];
}

const ALTERNATIVE = /\s*([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:,|$)/y;

/** `DNS:a, URI:b`; names that hold a comma or a quote come as JSON strings, so that none can pass for two. */
export function subjectAltNames(text: string): AlternativeNames {
  const uri: string[] = [];
  const dns: string[] = [];
  ALTERNATIVE.lastIndex = 0;
  for (let found = ALTERNATIVE.exec(text); found !== null; found = ALTERNATIVE.exec(text)) {
    const [, kind = "", value = ""] = found;
    const name = value.startsWith('"') ? jsonText(value) : value;
    if (kind === "URI") uri.push(name);
    else if (kind === "DNS") dns.push(name);
    if (ALTERNATIVE.lastIndex >= text.length) break;
  }
  return { uri, dns };
}

function jsonText(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return "";
  }
}
