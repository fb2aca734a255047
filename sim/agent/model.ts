import { scalarOf, type Leaf } from "../tree/leaf.ts";
import { pattern, type Plan } from "../tree/plan.ts";
import { commandRows } from "./commands.ts";
import { EVENTS, type CommandRow } from "./commands.table.ts";
import type { Wire } from "./wire.ts";

/** One object of the supported data model. */
export interface SupportedRow {
  readonly path: string;
  readonly creatable: boolean;
  readonly keys: readonly (readonly string[])[];
  readonly params: ReadonlyMap<string, Leaf>;
  readonly commands: readonly CommandRow[];
  readonly events: readonly { readonly name: string; readonly args: readonly string[] }[];
}

/** What a device supports, by path with `{i}`, in the order of the paths. */
export function supportedModel(plan: Plan, lacks: readonly string[] = []): ReadonlyMap<string, SupportedRow> {
  const params = new Map<string, Map<string, Leaf>>(
    [...plan.patterns].toSorted().map((path) => [path, new Map()]),
  );
  const put = (path: string, leaf: Leaf) =>
    params.get(path.slice(0, path.lastIndexOf(".") + 1))?.set(path.slice(path.lastIndexOf(".") + 1), leaf);
  for (const [path, leaf] of plan.leaves) put(pattern(path), leaf);
  for (const table of plan.tables.values())
    for (const [name, leaf] of Object.entries(table.row)) put(table.path + name, leaf);
  const rows = [...params].map(([path, leaves]): [string, SupportedRow] => {
    const table = plan.tables.get(path);
    const commands = commandRows(lacks).filter((command) => command.object === path);
    const events = EVENTS.filter((event) => event.object === path && !lacks.includes(path + event.name));
    return [
      path,
      {
        path,
        creatable: table?.creatable === true,
        keys: table?.keys ?? [],
        params: leaves,
        commands,
        events,
      },
    ];
  });
  return new Map(rows.filter(([path, row]) => !isTableItself(plan, path) || row.params.size > 0));
}

function isTableItself(plan: Plan, path: string): boolean {
  return plan.tables.has(`${path}{i}.`);
}

const VALUE_TYPE = {
  base64: 1,
  boolean: 2,
  dateTime: 3,
  decimal: 4,
  hexBinary: 5,
  int: 6,
  long: 7,
  string: 8,
  unsignedInt: 9,
  unsignedLong: 10,
} as const;

export interface Wanted {
  readonly commands: boolean;
  readonly events: boolean;
  readonly params: boolean;
  readonly keys: boolean;
}

/** A row as SupportedObjectResult. */
export function supportedResult(row: SupportedRow, wanted: Wanted): Wire {
  const result: Wire = {
    supportedObjPath: row.path,
    access: row.creatable ? 1 : 0,
    isMultiInstance: row.path.endsWith("{i}."),
  };
  if (wanted.commands) result["supportedCommands"] = row.commands.map(commandResult);
  if (wanted.events)
    result["supportedEvents"] = row.events.map(({ name, args }) => ({ eventName: name, argNames: args }));
  if (wanted.params) {
    result["supportedParams"] = [...row.params].map(([paramName, leaf]) => ({
      paramName,
      access: leaf.writable ? 1 : 0,
      valueType: VALUE_TYPE[scalarOf(leaf.type)],
      valueChange: 1,
    }));
  }
  if (wanted.keys) result["uniqueKeySets"] = row.keys.map((keyNames) => ({ keyNames }));
  return result;
}

function commandResult(command: CommandRow): Wire {
  return {
    commandName: command.name,
    inputArgNames: command.input,
    outputArgNames: command.output,
    commandType: command.async ? 2 : 1,
  };
}
