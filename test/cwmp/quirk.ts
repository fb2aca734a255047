import { test } from "vitest";
import ROWS from "../fixtures/quirks.json" with { type: "json" };

/** A test of what a named client was seen to do; its name is the row's. */
export function quirk(id: string, play: () => Promise<void>): void {
  const row = ROWS.find((one) => one.id === id);
  test(`${row?.client ?? "no row"}: ${row?.fact ?? ""} [${id}]`, play);
}
