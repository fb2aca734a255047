import { listItems, listOf } from "#core";
import type { EnumTable, Scalar } from "./scalar.ts";

/** A value table. `allowed`: the target's own list; a source value outside the table passes when it is in there. */
export function enumerated(table: EnumTable, allowed: readonly string[] = []): Scalar {
  const read = (text: string) =>
    table.find(([source]) => source === text)?.[1] ?? (allowed.includes(text) ? text : undefined);
  return {
    read,
    write: (value) => table.find(([, target]) => target === value)?.[0],
    keeps: (text, value) => read(text) === value,
    lossy: new Set(table.map(([, target]) => target)).size < table.length,
  };
}

/** A value table for each item of a list; items without a counterpart are left out. */
export function enumeratedList(table: EnumTable): Scalar {
  const one = enumerated(table);
  const each = (text: string, turn: (item: string) => string | undefined) => listItems(text).map(turn);
  return {
    read: (text) => listOf(each(text, one.read).filter((item) => item !== undefined)),
    write: (value) => {
      const items = each(value, one.write ?? (() => undefined));
      return items.includes(undefined) ? undefined : listOf(items as string[]);
    },
  };
}

/** A diagnostic's state: only `Requested` is written. */
export function diagnosticState(table: EnumTable): Scalar {
  return { read: enumerated(table).read, write: (value) => (value === "Requested" ? value : undefined) };
}
