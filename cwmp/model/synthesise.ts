import { listOf, SLICE, type Sliced, type ValueType } from "#core";
import { linked, linksOf } from "./links.ts";
import type { Derived } from "./mapping.ts";
import type { Snapshot } from "./snapshot.ts";
import { comparePaths } from "./template.ts";

/** Parameters without a source leaf: links between layers, counts, the interface stack. */
export function* synthesising(snapshot: Snapshot): Sliced<readonly Derived[]> {
  let at = 0;
  for (const native of snapshot.values.values()) if (native.at > at) at = native.at;
  const made: Derived[] = [];
  const make = (path: string, value: string, type: ValueType) => {
    made.push({
      path,
      value,
      type,
      writable: false,
      at,
      source: { path, protocol: "cwmp", kind: "synthesised" },
      sources: [],
    });
  };
  const stack: [higher: string, lower: string][] = [];
  const done = new Set<string>();
  const index = linked(snapshot);
  let looked = 0;
  for (const placed of snapshot.layout.placed) {
    if (++looked % SLICE === 0) yield;
    for (const { leaf, value, type } of linksOf(placed, index)) {
      const path = placed.target + leaf;
      if (done.has(path)) continue;
      done.add(path);
      make(path, typeof value === "string" ? value : listOf(value), type);
      if (leaf === "LowerLayers") for (const lower of value) stack.push([placed.target.slice(0, -1), lower]);
    }
  }
  interfaceStack(stack).forEach(([higher, lower], row) => {
    make(`Device.InterfaceStack.${row + 1}.HigherLayer`, higher, "string");
    make(`Device.InterfaceStack.${row + 1}.LowerLayer`, lower, "string");
  });
  if (stack.length > 0) make("Device.InterfaceStackNumberOfEntries", String(stack.length), "unsignedInt");
  for (const [path, rows] of countsOf(snapshot)) make(path, String(rows), "unsignedInt");
  return made;
}

function interfaceStack(stack: readonly [string, string][]): readonly [string, string][] {
  return stack.toSorted((a, b) => comparePaths(a[0], b[0]) || comparePaths(a[1], b[1]));
}

/** `…NumberOfEntries` of every table with rows, and of tables whose count the device tells, with their rows. */
function countsOf(snapshot: Snapshot): ReadonlyMap<string, number> {
  const rows = new Map<string, Set<string>>();
  for (const { row, target } of snapshot.layout.placed) {
    if (row.count === undefined) continue;
    // `Device.WiFi.SSID.1.` stands two segments below the object that counts it.
    const table = target.slice(0, target.lastIndexOf(".", target.length - 2));
    const path = table.slice(0, table.lastIndexOf(".") + 1) + row.count;
    const known = rows.get(path);
    if (known === undefined) rows.set(path, new Set([target]));
    else known.add(target);
  }
  const counts = new Map([...rows].map(([path, targets]) => [path, targets.size]));
  for (const draft of snapshot.drafts.values()) {
    if (draft.rule.via === "count" && !counts.has(draft.target)) counts.set(draft.target, 0);
  }
  return counts;
}
