import { Fault, type DeviceId } from "#core";
import { changeArgs, type Commit, type Packed } from "./change.ts";
import { commitScript, onboardScript } from "./commit.script.ts";
import type { StateContext } from "./state.context.ts";

/** Why a commit changed nothing. */
export type Refusal = "conflict" | "gone" | "fenced" | "quarantined" | "replayed";

/** `fence` 0: no session was given. `work`: operations wait for the change's protocol. */
export type CommitResult =
  | { readonly state: Refusal }
  | { readonly state: "ok"; readonly fence: number; readonly work: boolean; readonly overlaid: number };

/** Applies a commit to a device. Rejects with `store.unavailable` when it may have happened or not: repeat it. */
export async function commit(
  context: StateContext,
  id: DeviceId,
  packed: Packed<Commit>,
): Promise<CommitResult> {
  const { keys, limits, scripts } = context;
  const reply = (await scripts.run(
    packed.change.onboard === undefined ? commitScript : onboardScript,
    [keys.device(id)],
    [
      keys.tagOf(id),
      id,
      context.clock.now(),
      ...changeArgs(packed),
      limits.partitionEvents,
      limits.keepSettledMs,
      limits.keepFailedMs,
    ],
  )) as [Refusal] | ["ok", string, string, number];
  if (reply[0] !== "ok") return { state: reply[0] };
  context.committed(id);
  return { state: "ok", fence: Number(reply[1]), work: reply[2] === "1", overlaid: reply[3] };
}

/** As `commit`, for changes without conditions of their own: a device that is gone is a fault. */
export async function mustCommit(
  context: StateContext,
  id: DeviceId,
  packed: Packed<Commit>,
): Promise<CommitResult & { readonly state: "ok" }> {
  const result = await commit(context, id, packed);
  if (result.state === "ok") return result;
  throw refused(result.state, id);
}

export function refused(state: Refusal, device: DeviceId): Fault {
  if (state === "fenced") return new Fault("lease.lost", { device });
  if (state === "quarantined") return new Fault("device.quarantined", { device });
  if (state === "gone") return new Fault("device.notFound", { device });
  return new Fault("request.precondition", { device });
}
