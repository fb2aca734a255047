import { allows, type Right, type Subject, type Trust } from "./roles.ts";

export type Need = readonly [subject: Subject, right: Right, path: string];

/** What onboarding and events need of the role that an agent gives its controller. */
export const NEEDS: readonly Need[] = [
  ["Param", "read", "Device.DeviceInfo.SerialNumber"],
  ["Obj", "write", "Device.LocalAgent.Subscription."],
  ["CommandEvent", "notify", "Device.Boot!"],
  ["CommandEvent", "notify", "Device.LocalAgent.Periodic!"],
];

/** The needs that the roles certainly do not meet. */
export function lacking(trust: Trust): readonly Need[] {
  return NEEDS.filter(([subject, right, path]) => allows(trust, subject, right, path) === false);
}
