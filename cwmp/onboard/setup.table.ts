import type { Json } from "#core";
import { managed } from "./managed.ts";
import { notified } from "./notified.ts";
import type { Setup } from "./setup.ts";

/** What is written into a device at its onboarding, in this order, each after the one before it has ended. */
export const SETUPS: readonly Setup<Json>[] = [row(managed), row(notified)];

function row<State>(setup: Setup<State>): Setup<Json> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a setup is only ever handed the state it made itself
  return setup as unknown as Setup<Json>;
}
