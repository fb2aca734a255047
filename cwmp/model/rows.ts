import { checkValue, Fault, objectSchemaOf, type ObjectUpdate, type PathFault } from "#core";
import { Basket } from "./basket.ts";
import { withoutRow, withoutSource, withRow } from "./bind.ts";
import { derive } from "./forward.ts";
import { attempt, withDot } from "./inverse.ts";
import type { AddPlan, DeletePlan } from "./mapping.ts";
import type { Rule } from "./rule.ts";
import { defaultConnection } from "./row.ts";
import type { Snapshot } from "./snapshot.ts";
import { prefixesOf, ROOT, templateOf } from "./template.ts";
import { unrepresentable } from "./transform/scalar.ts";
import type { Row } from "./placed.ts";

/** Where a new row goes: its definition and the native table (relative, ends in a dot). */
interface Home {
  readonly row: Row;
  readonly table: string;
}

/** AddObject and the one SetParameterValues after it. */
export function planAdd(object: ObjectUpdate, snapshot: Snapshot): AddPlan {
  const table = withDot(object.path);
  let home: Home | undefined;
  const refusal = attempt(table, () => {
    home = homeOf(table, object, snapshot);
  });
  if (home === undefined) return { possible: false, faults: refusal === undefined ? [] : [refusal] };
  const duplicate = duplicateOf(table, object, snapshot);
  if (duplicate !== undefined) return { possible: false, faults: [duplicate] };
  return planned(table, object, home, snapshot);
}

function planned(table: string, object: ObjectUpdate, home: Home, snapshot: Snapshot): AddPlan {
  const basket = new Basket(snapshot.values, snapshot.model);
  const faults: PathFault[] = [];
  for (const [name, value] of Object.entries(object.params)) {
    if (home.row.owner !== undefined && (name === "Interface" || name === "AllInterfaces")) continue;
    const path = table + name;
    const fault = attempt(path, () => fill(basket, path, name, value, table, home, snapshot));
    if (fault !== undefined) faults.push(fault);
  }
  const fatal = faults.filter((fault) => object.required?.includes(fault.path.slice(table.length)) === true);
  if (fatal.length > 0) return { possible: false, faults: fatal };
  const settings = basket.settings();
  const objectName = ROOT + home.table;
  return {
    possible: true,
    objectName,
    settings: (instance) =>
      settings.map(({ name, type, value, targets }) => ({
        name: name.replace("{}", String(instance)),
        type,
        value,
        targets,
      })),
    compensation: (instance) => `${objectName}${instance}.`,
    bound: (instance, binding) => {
      const grown = withRow(binding, table, `${home.table}${instance}.`);
      return { binding: grown.binding, path: `${table}${grown.number}.` };
    },
    faults,
  };
}

/** One value of the new row, whose instance number is written `{}` until the device gives it. */
function fill(
  basket: Basket,
  path: string,
  name: string,
  text: string,
  table: string,
  home: Home,
  snapshot: Snapshot,
): void {
  const rule = ruleFor(name, home, snapshot);
  if (rule === undefined)
    throw new Fault("path.unknown", { detail: "rows of this device have no counterpart of it" });
  if (!rule.writable || rule.transform.write === undefined) throw new Fault("parameter.readOnly");
  const value = checkValue(rule.schema, text);
  const source = `${ROOT}${home.table}{}.${rule.source.slice(templateOf(home.table).length + 3)}`;
  const draft = {
    target: `${table}{}.${name}`,
    rule,
    sources: [{ path: source, value: "", type: "", at: 0 }],
  };
  basket.add(path, rule.transform.write(value, draft, { ...snapshot, wanted: () => undefined }));
}

function ruleFor(name: string, { row, table }: Home, snapshot: Snapshot): Rule | undefined {
  const template = `${templateOf(table)}{}.`;
  return snapshot.set.rules.find(
    (rule) => rule.row === row.index && rule.rest === name && rule.source.startsWith(template),
  );
}

function homeOf(table: string, object: ObjectUpdate, snapshot: Snapshot): Home {
  const schema = objectSchemaOf(table);
  if (schema === undefined) throw new Fault("path.unknown");
  if (!schema.multiInstance) throw new Fault("path.notTable");
  for (const row of snapshot.set.rows) {
    if (row.creatable !== true || templateOf(`Device.${row.table}`) !== templateOf(table)) continue;
    const native = nativeTable(row, table, object, snapshot);
    if (native !== undefined && snapshot.model.creatable.has(`${templateOf(native)}{}.`))
      return { row, table: native };
  }
  throw new Fault("path.notCreatable");
}

function nativeTable(row: Row, table: string, object: ObjectUpdate, snapshot: Snapshot): string | undefined {
  const above =
    row.owner === undefined ? parentSource(row, table, snapshot) : ownerSource(row.owner, object, snapshot);
  if (above === undefined) return undefined;
  const origin = row.origins.find(({ template }) => template.startsWith(templateOf(above)));
  return origin === undefined
    ? undefined
    : above + origin.template.slice(templateOf(above).length, -"{}.".length);
}

function parentSource(row: Row, table: string, snapshot: Snapshot): string | undefined {
  if (row.parent === undefined) return "";
  const prefixes = prefixesOf(table).toReversed();
  const parent = prefixes
    .flatMap((prefix) => snapshot.layout.behind(prefix))
    .find((placed) => placed.row.index === row.parent);
  const nested =
    parent !== undefined &&
    row.origins.some(({ template }) => template.startsWith(templateOf(parent.source)));
  return nested ? parent.source : parent && "";
}

/** The row Interface names; without it the default connection, or the only LANDevice. */
function ownerSource(owner: "wip" | "lanip", object: ObjectUpdate, snapshot: Snapshot): string {
  const named = object.params["Interface"] ?? "";
  const owners = snapshot.layout.placed.filter((placed) => placed.row.variable === owner);
  const standing = defaultConnection(snapshot.values, snapshot.layout.objects);
  const only = owners.length === 1 ? owners[0] : undefined;
  const unnamed = owner === "wip" ? owners.find((placed) => placed.source === standing) : only;
  const found = named === "" ? unnamed : owners.find((placed) => placed.target === withDot(named));
  if (found !== undefined) return found.source;
  throw unrepresentable("Interface names no interface that can hold the row");
}

/** A row with the same unique key; two connections' port mappings would collide in TR-181. */
function duplicateOf(table: string, object: ObjectUpdate, snapshot: Snapshot): PathFault | undefined {
  const keys = objectSchemaOf(table)?.uniqueKeys ?? [];
  const rows = new Set(
    snapshot.layout.placed.filter(({ target }) => isRowOf(target, table)).map(({ target }) => target),
  );
  for (const key of keys) {
    if (!key.some((name) => object.params[name] !== undefined)) continue;
    for (const row of rows) {
      if (key.every((name) => valueOf(row + name, snapshot) === (object.params[name] ?? ""))) {
        return { path: table, code: "parameter.duplicate", detail: `${row} has the same ${key.join(", ")}` };
      }
    }
  }
  return undefined;
}

function isRowOf(target: string, table: string): boolean {
  return target.startsWith(table) && target.indexOf(".", table.length) === target.length - 1;
}

function valueOf(path: string, snapshot: Snapshot): string {
  const draft = snapshot.drafts.get(path);
  return (draft && derive(draft, snapshot)?.value) ?? "";
}

/** DeleteObject of one row. */
export function planDelete(path: string, snapshot: Snapshot): DeletePlan {
  const row = withDot(path);
  const behind = snapshot.layout.behind(row);
  const [placed] = behind;
  if (placed === undefined) return { possible: false, fault: { path: row, code: "path.noInstance" } };
  const creatable = placed.row.creatable === true && snapshot.model.creatable.has(templateOf(placed.source));
  if (!creatable) return { possible: false, fault: { path: row, code: "path.notCreatable" } };
  const table = row.slice(0, row.lastIndexOf(".", row.length - 2) + 1);
  return {
    possible: true,
    objectName: ROOT + placed.source,
    unbound: (binding) =>
      withoutSource(withoutRow(binding, table, Number(row.slice(table.length, -1))), placed.source),
  };
}
