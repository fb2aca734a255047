import { silent } from "#core";
import { USP_DEFAULTS } from "#usp";
import { NO_MODEL } from "../../usp/model.ts";
import type { OpContext } from "../../usp/ops/context.ts";

/** What an operation sees of an agent that nothing is known of; time stands still. */
export function contextOf(parts: Pick<OpContext, "agent" | "commandKey" | "ask">): OpContext {
  return {
    config: { ...USP_DEFAULTS, brokerUrl: "mqtt://127.0.0.1" },
    model: NO_MODEL,
    wanted: [],
    log: silent,
    now: () => 0,
    sending: () => Promise.resolve(),
    notes: () => Promise.resolve({}),
    note: () => Promise.resolve(),
    ...parts,
  };
}
