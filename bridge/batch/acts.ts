import type { DeviceRecord, Logins } from "#core";
import type { Dispatch } from "../operate/dispatch.ts";
import type { Operations } from "../operate/operations.ts";
import type { State } from "../state/registry.ts";
import type { Acts } from "./action.ts";

export interface ActParts {
  readonly state: Pick<State, "device" | "retag" | "approve" | "quarantine" | "remove">;
  readonly operations: Pick<Operations, "submit">;
  readonly dispatch: Pick<Dispatch, "queued">;
  /** The logins of agents, where the gateway gives them. */
  readonly logins: () => Logins | undefined;
}

/** What batches do, by the same doors as one request for one device. */
export function createActs({ state, operations, dispatch, logins }: ActParts): Acts {
  return {
    submit: (submission) => operations.submit(submission),
    tag: (device, add, remove) => state.retag(device, add, remove),
    async approve(device) {
      await state.approve(device);
      const { id, protocols } = await state.device(device);
      for (const protocol of protocols) dispatch.queued(id, protocol);
    },
    quarantine: (device) => state.quarantine(device),
    async delete(device) {
      await removeDevice({ state, logins }, await state.device(device));
    },
  };
}

/** First the logins: while the broker is away the device stays, and deleting it again finishes. */
export async function removeDevice(
  { state, logins }: { readonly state: Pick<State, "remove">; readonly logins: () => Logins | undefined },
  { id, identities }: DeviceRecord,
): Promise<void> {
  for (const { scheme, value } of identities) if (scheme === "usp") await logins()?.drop(value);
  await state.remove(id);
}
