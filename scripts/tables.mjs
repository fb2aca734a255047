/**
 * Makes core/tr181.table.ts from the digests of the TR-181 data model: `node scripts/tables.mjs DIRECTORY`, where the
 * directory holds tr181-usp.json, tr181-cwmp.json and tr181-removed.json. The format is described in the table's head.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HEAD = `/**
 * TR-181 2.19 (Device:2.19.1; USP and CWMP flavours merged, removed leaves added), made by scripts/tables.mjs from the
 * Broadband Forum's data-model files (c) Broadband Forum, BSD-3-Clause. Do not edit.
 *
 * One block an object, blocks apart by an empty line. First line: path, then \`w\` rows can be added and deleted,
 * \`n=\` its NumberOfEntries parameter, \`k=\` a unique key, \`!\` the version that removed it. Then a line each:
 *   parameter  \`Name type/access\` and \`L\` max length, \`r\` ranges, \`e\` index into ENUMS, \`u\` index into UNITS,
 *              \`x\` secret, \`Rs\`/\`Rw\` strong/weak reference and its targets, \`m\` mandatory argument, \`!\` removed in
 *   command    \`Name()\`, then \`a\` when asynchronous; its inputs follow as parameters after \`>\`, its outputs after \`<\`
 *   event      \`Name!\` and its arguments
 * Types: s string, b boolean, i int, u unsignedInt, I long, U unsignedLong, t dateTime, B base64, x hexBinary,
 * d decimal, in brackets a list. Access: r read only, w read and write, o written only when the row is added.
 */`;

const directory = process.argv[2];
if (directory === undefined) throw new Error("usage: node scripts/tables.mjs DIRECTORY");
const read = (name) => JSON.parse(readFileSync(join(directory, name), "utf8"));

const enums = indexed((values) => values.join("|"));
const units = indexed((unit) => unit);
const objects = new Map();
for (const flavour of [read("tr181-usp.json"), read("tr181-cwmp.json")]) {
  for (const [path, row] of Object.entries(flavour.objects)) addObject(path, row, flavour.enums);
}
for (const [path, [type, until]] of Object.entries(read("tr181-removed.json"))) addRemoved(path, type, until);

const blocks = [...objects]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, object]) => format(path, object));
const text = `${HEAD}
export const TR181 = \`${blocks.join("\n\n")}\`;

/** One enumeration a line, its values apart by \`|\`. */
export const ENUMS = \`${enums.rows.join("\n")}\`;

/** One unit a line. */
export const UNITS = \`${units.rows.join("\n")}\`;
`;
if (/\$\{|\\/.test(blocks.join("")) || blocks.join("").includes("`"))
  throw new Error("a character needs an escape");
writeFileSync(new URL("../core/tr181.table.ts", import.meta.url), text);

/** Gives each distinct row a number. */
function indexed(write) {
  const numbers = new Map();
  const rows = [];
  const indexOf = (value) => {
    const row = write(value);
    if (!numbers.has(row)) numbers.set(row, rows.push(row) - 1);
    return numbers.get(row);
  };
  return { rows, indexOf };
}

function addObject(path, row, values) {
  const object = at(path);
  object.writable ||= row.a === "w";
  object.entries ??= row.n;
  object.keys ??= row.k;
  for (const [name, [type, extras]] of Object.entries(row.p ?? {})) {
    if (!object.parameters.has(name))
      object.parameters.set(name, parameter(path, type, extras ?? {}, values));
  }
  for (const [name, command] of Object.entries(row.c ?? {})) {
    const input = Object.entries(command.i ?? {}).map(
      ([arg, [type, extras]]) => `>${arg} ${parameter(path, type, extras ?? {}, values)}`,
    );
    const output = Object.keys(command.o ?? {});
    const lines = [command.a === 1 ? `${name} a` : name, ...input];
    if (output.length > 0) lines.push(`<${output.join(" ")}`);
    object.commands.set(name, lines.join("\n"));
  }
  for (const [name, args] of Object.entries(row.e ?? {}))
    object.events.set(name, [name, ...Object.keys(args)].join(" "));
}

/** A leaf of an earlier version; objects that went with it are marked with the latest version of their leaves. */
function addRemoved(path, type, until) {
  const cut = path.lastIndexOf(".") + 1;
  const parent = path.slice(0, cut);
  for (const object of chain(parent)) {
    if (!objects.has(object)) at(object).until = until;
    else if (at(object).until !== undefined && later(until, at(object).until)) at(object).until = until;
  }
  const name = path.slice(cut);
  if (!at(parent).parameters.has(name)) at(parent).parameters.set(name, `${type} !${until}`);
}

function later(a, b) {
  return Number(a.split(".")[1]) > Number(b.split(".")[1]);
}

/** The objects from below the root to `path`. */
function chain(path) {
  const levels = levelsOf(path);
  return levels.slice(1).map((_, i) => levels.slice(0, i + 2).join(""));
}

/** `Device.A.{i}.B.` in steps of the tree: `Device.`, `A.{i}.`, `B.` */
function levelsOf(path) {
  return path.match(/[^.{]+\.(?:\{i\}\.)?/g);
}

function at(path) {
  let object = objects.get(path);
  if (object === undefined)
    objects.set(path, (object = { parameters: new Map(), commands: new Map(), events: new Map() }));
  return object;
}

function parameter(path, type, extras, values) {
  const parts = [type];
  if (extras.L !== undefined) parts.push(`L${extras.L}`);
  if (extras.r !== undefined)
    parts.push(`r${extras.r.map(([min, max]) => `${min ?? ""}:${max ?? ""}`).join(",")}`);
  if (extras.e !== undefined) parts.push(`e${enums.indexOf(values[extras.e])}`);
  if (extras.u !== undefined) parts.push(`u${units.indexOf(extras.u)}`);
  if (extras.x === 1 || extras.h === 1) parts.push("x");
  if (extras.rt !== undefined) {
    parts.push(`R${extras.rt}${(extras.ref ?? []).map((target) => absolute(path, target)).join(",")}`);
  }
  if (extras.m === 1) parts.push("m");
  return parts.join(" ");
}

/** TR-106 path of a reference's target: from the root (`.`), up (`#` a level), or below the object itself. */
function absolute(path, target) {
  if (target.startsWith("Device.")) return target;
  if (target.startsWith(".")) return `Device${target}`;
  const ups = /^#*/.exec(target)[0].length;
  const levels = levelsOf(path);
  return levels.slice(0, levels.length - ups).join("") + target.slice(ups).replace(/^\./, "");
}

function format(path, object) {
  const first = [path];
  if (object.writable) first.push("w");
  if (object.entries !== undefined) first.push(`n=${object.entries}`);
  for (const key of object.keys ?? []) first.push(`k=${key.filter((name) => name !== "~").join(",")}`);
  if (object.until !== undefined) first.push(`!${object.until}`);
  const parameters = [...object.parameters].map(([name, definition]) => `${name} ${definition}`);
  return [first.join(" "), ...parameters, ...object.commands.values(), ...object.events.values()].join("\n");
}
