import type { Clock, DeviceId, OperationId } from "#core";
import type { Acts } from "../../bridge/batch/action.ts";
import { type Batches, createBatches } from "../../bridge/batch/batches.ts";
import { cancel, read } from "../../bridge/operate/ledger.ts";
import { submit, type Submission } from "../../bridge/operate/submit.ts";
import type { Rig } from "./operate.rig.ts";

export interface BatchesOptions {
  /** The fleet: what every filter finds. */
  readonly fleet: readonly DeviceId[];
  readonly clock: Clock;
  /** Called before each step of the store: it may throw, as if the process had died there. */
  readonly step?: () => void;
  readonly acts?: Partial<Acts>;
  readonly submitted?: (submission: Submission) => void;
}

/** Batches of one gateway process over the ledger of a rig. */
export function batchesOf({ context, pressure }: Rig, options: BatchesOptions): Batches {
  const { fleet, clock, step = () => undefined } = options;
  const { scripts } = context;
  const dying = Object.assign(
    Object.create(Object.getPrototypeOf(scripts) as object) as typeof scripts,
    scripts,
  );
  dying.run = async (script, keys, args) => {
    step();
    const answer = await scripts.run(script, keys, args);
    // What was done before the process died is done: only nobody heard of it.
    step();
    return answer;
  };
  const own = { ...context, scripts: dying, clock };
  const nothing = async (): Promise<void> => undefined;
  return createBatches({
    ...own,
    acts: {
      async submit(submission) {
        options.submitted?.(submission);
        return submit(own, submission);
      },
      tag: nothing,
      approve: nothing,
      quarantine: nothing,
      delete: nothing,
      ...options.acts,
    },
    async *ids() {
      for (let at = 0; at < fleet.length; at += 7) yield fleet.slice(at, at + 7);
    },
    count: async () => fleet.length,
    pressed: () => pressure.pressed,
    cancel: (id: OperationId) => cancel(own, id),
    read: (id) => read(own, id),
  });
}
