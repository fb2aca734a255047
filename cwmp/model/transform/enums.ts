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
  return {
    read: (text) => listOf(each(text, one.read)),
    lossy: (text) => each(text, one.read).length < listItems(text).length,
    write: (value) => {
      const items = each(value, one.write);
      return items.length < listItems(value).length ? undefined : listOf(items);
    },
  };
}

/** The items that have a counterpart. */
function each(text: string, turn: ((item: string) => string | undefined) | undefined): string[] {
  return listItems(text)
    .map((item) => turn?.(item))
    .filter((item) => item !== undefined);
}

/** A diagnostic's state: only `Requested` is written. */
export function diagnosticState(table: EnumTable): Scalar {
  return { read: enumerated(table).read, write: (value) => (value === "Requested" ? value : undefined) };
}
