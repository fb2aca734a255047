import { createHash } from "node:crypto";

/** Reads /openapi.json and lists every route; no outside script, style or font. */
const SCRIPT = `
const text = (tag, content, parent, name) => { const e = document.createElement(tag); e.textContent = content; if (name) e.className = name; parent.append(e); return e; };
const block = (title, value, parent) => { if (value === undefined) return; const d = document.createElement("details"); text("summary", title, d); text("pre", JSON.stringify(value, null, 2), d); parent.append(d); };
fetch("openapi.json").then((r) => r.json()).then((api) => {
  const main = document.querySelector("main");
  const tags = new Map();
  for (const [path, methods] of Object.entries(api.paths)) for (const [method, op] of Object.entries(methods)) {
    const tag = (op.tags || ["other"])[0];
    if (!tags.has(tag)) tags.set(tag, []);
    tags.get(tag).push({ path, method, op });
  }
  for (const [tag, ops] of tags) {
    text("h2", tag, main);
    for (const { path, method, op } of ops) {
      const d = document.createElement("details");
      const s = text("summary", "", d);
      text("b", method.toUpperCase() + " ", s, method);
      text("code", path, s);
      text("span", " " + (op.summary || ""), s);
      text("p", "Permission: " + op["x-permission"], d);
      block("Parameters", op.parameters, d);
      block("Body", op.requestBody && op.requestBody.content, d);
      block("Answers", op.responses, d);
      main.append(d);
    }
  }
  text("h2", "Schemas", main);
  for (const [name, schema] of Object.entries((api.components || {}).schemas || {})) block(name, schema, main);
});
`;

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; }
details { margin: .2rem 0 .2rem .5rem; } summary { cursor: pointer; } pre { overflow: auto; }
b { display: inline-block; width: 4.5em; }
`;

const hash = (content: string): string => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

/** The page and the only policy under which its own inline parts run. */
export const DOCS_PAGE = {
  html: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Causeway API</title><style>${STYLE}</style>
<h1>Causeway API</h1>
<p>Base <code>/v1</code>, JSON, <code>Authorization: Bearer &lt;token&gt;</code>. The document itself: <a href="openapi.json">openapi.json</a>.
Only it, this page, <code>/healthz</code> and <code>/readyz</code> need no token.</p>
<p>Filters: <code>activeProtocol="cwmp" AND softwareVersion!="2.1.4" AND tags:"pilot"</code>; operators <code>= != &lt; &lt;= &gt; &gt;= :</code>, <code>AND OR NOT ( )</code>.</p>
<main></main><script>${SCRIPT}</script></html>`,
  policy: `default-src 'none'; connect-src 'self'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; frame-ancestors 'none'; base-uri 'none'`,
} as const;
