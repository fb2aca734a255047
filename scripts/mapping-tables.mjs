// Writes cwmp/model/*.table.ts from the facts: node scripts/mapping-tables.mjs <facts directory>
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "InternetGatewayDevice.";
const facts = process.argv[2];
if (facts === undefined) {
  process.stderr.write("usage: node scripts/mapping-tables.mjs <facts directory>\n");
  process.exitCode = 64;
} else {
  const read = (name) => JSON.parse(readFileSync(join(facts, name), "utf8"));
  const map = read("tr098-tr181.map.json");
  const source = read("tr098.json");
  write("rules.table.ts", rules([...map.groups, ...renames(map, leaves(source), targets())]));
  write("enums.table.ts", enums(map));
  write("tr098.table.ts", schema(source));
}

function write(name, text) {
  writeFileSync(join(import.meta.dirname, "..", "cwmp", "model", name), text);
}

/** Full paths of all leaves of a model with their access letter. */
function leaves(model) {
  return Object.entries(model.objects).flatMap(([path, object]) =>
    Object.entries(object.p ?? {}).map(([name, [type, extras = {}]]) => [
      path + name,
      type.split("/")[1],
      extras,
    ]),
  );
}

function targets() {
  const removed = JSON.parse(readFileSync(join(facts, "tr181-removed.json"), "utf8"));
  return new Map([
    ...Object.entries(removed).map(([path, [type, until]]) => [path, [type.split("/")[1], until]]),
    ...leaves(JSON.parse(readFileSync(join(facts, "tr181-cwmp.json"), "utf8"))).map(([path, access]) => [
      path,
      [access, ""],
    ]),
  ]);
}

/** The prefix renames as groups: leaves of the same relative name on both sides that no group names. */
function renames(map, sources, targetsByPath) {
  const spoken = new Set(
    map.groups.flatMap((group) => (group.p ?? []).map(([leaf]) => generic(group.src + leaf))),
  );
  const groups = new Map();
  for (const [from, to] of map.renames) {
    for (const [path, access, extras] of sources) {
      const target = to + path.slice(from.length);
      const [targetAccess, until] = targetsByPath.get(target) ?? [];
      if (!path.startsWith(from) || targetAccess === undefined || extras.h || spoken.has(path)) continue;
      spoken.add(path);
      const cut = path.lastIndexOf(".") + 1;
      const group = groups.get(path.slice(0, cut)) ?? { src: path.slice(0, cut), p: [] };
      group.p.push([path.slice(cut), target, access === "r" || targetAccess === "r" ? "r" : "rw", "", until]);
      groups.set(group.src, group);
    }
  }
  return [...groups.values()];
}

function generic(path) {
  return path.replaceAll(/\{\w+\}/g, "{i}");
}

function rules(groups) {
  const lines = [];
  for (const group of groups) {
    if (!group.p?.length) continue;
    lines.push(`@${group.src.slice(ROOT.length)}`);
    for (const [source, named = "", dir = "", transform = "", until = "", note = ""] of group.p) {
      const target = named === "=" ? group.dst[0] + source : named;
      if (target === "") lines.push([source, "-", note].join("\t").trimEnd());
      else
        lines.push(
          [
            source,
            target.slice("Device.".length),
            dir,
            transform || (/\blossy\b/.test(note) ? "lossy" : ""),
            until,
          ]
            .join("\t")
            .trimEnd(),
        );
    }
  }
  return file(
    "mapping rules (1600), one a line: source leaf, target, direction (rw, r, w), transform, last version with the target.\n * `@` opens a group: its sources stand below that path. `-` as target: no equivalent, and why. Columns are tab-separated.",
    "RULES",
    lines,
  );
}

function enums(map) {
  const rows = Object.entries(map.enums)
    .filter(([name]) => name !== "useAllocatedWAN")
    .map(
      ([name, pairs]) =>
        `${name}\t${Object.entries(pairs)
          .map(([from, to]) => `${from}=${to}`)
          .join("|")}`,
    );
  return file(
    "value tables of the `enum:` transforms: name, then source=target pairs in order of preference for writing.",
    "ENUMS",
    rows,
  );
}

function schema(model) {
  const lines = model.enums.map((values, index) => `#${index}\t${values.join("|")}`);
  for (const [path, object] of Object.entries(model.objects)) {
    lines.push(`@${path.slice(ROOT.length).replaceAll("{i}", "{}")}${object.a === "w" ? "\tw" : ""}`);
    for (const [name, [type, extras = {}]] of Object.entries(object.p ?? {}))
      lines.push(parameter(name, type, extras));
  }
  return file(
    "InternetGatewayDevice:1.14. `#` gives an enumeration a number; `@` opens an object (w: rows can be added and deleted);\n * a parameter is: name, type/access, then e<enumeration>, r<min>:<max>, L<maxLength>, h (hidden).",
    "TR098",
    lines,
  );
}

function parameter(name, type, { e, r, L, h }) {
  const marks = [];
  if (e !== undefined) marks.push(`e${e}`);
  for (const [min, max] of r ?? []) marks.push(`r${min ?? ""}:${max ?? ""}`);
  if (L !== undefined) marks.push(`L${L}`);
  if (h) marks.push("h");
  return [name, type, ...marks].join("\t");
}

function file(what, name, lines) {
  const text = lines.join("\n").replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return `/**\n * Made by scripts/mapping-tables.mjs, do not edit: the ${what}\n */\nexport const ${name} = \`${text}\`;\n`;
}
