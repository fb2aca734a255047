import type { Discovered, Setup, SetupStep } from "./setup.ts";
import { hasNat } from "./wishes.ts";

/** The device tells a change of it in a session of its own. */
const ACTIVE = 2;

/**
 * Active notification of where a device behind a NAT can be asked over UDP: it is not forced below `Device.`, and its
 * address is of use only while it is new. (TR-069, Annex G)
 */
export const notified: Setup<null> = {
  start(found, context) {
    const leaf = addressOf(found);
    const asks = context.onboarding.stun !== undefined && hasNat(found, context) && found.has(leaf);
    // A device that lists its methods and leaves this one out would only fault.
    const knows = found.methods.length === 0 || found.methods.includes("SetParameterAttributes");
    if (!asks || !knows) return done({});
    const attributes = { Name: leaf, NotificationChange: true, Notification: ACTIVE };
    return {
      do: "send",
      call: {
        rpc: "SetParameterAttributes",
        args: { ParameterList: [{ ...attributes, AccessListChange: false, AccessList: [] }] },
      },
      state: null,
    };
  },
  step(_state, answer, found) {
    const leaf = addressOf(found);
    if (answer.kind === "response") return done({ notified: [leaf] });
    const code = answer.kind === "fault" ? answer.fault.code : 0;
    return done({ notNotified: [{ path: leaf, code }] });
  },
};

function addressOf({ root }: Discovered): string {
  return `${root}ManagementServer.UDPConnectionRequestAddress`;
}

function done(summary: {
  notified?: string[];
  notNotified?: { path: string; code: number }[];
}): SetupStep<null> {
  return { do: "done", outcome: { summary } };
}
