/**
 * JSON that Lua's decoder takes: it refuses half a surrogate pair, which JSON and JavaScript allow, so that becomes
 * U+FFFD, as it does in every text that is encoded as UTF-8.
 */
export function luaJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\ud")) return json;
  return json.replaceAll(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (match) => (match === "\\\\" ? match : "\\ufffd"));
}
