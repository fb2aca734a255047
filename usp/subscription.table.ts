import type { NotifyType } from "#core";

/** One row the agent should have in its Subscription table for the gateway. */
export interface Subscription {
  /** `Subscription.{i}.ID` and `Notify.subscription_id`; with the Recipient it is the row's key. */
  readonly id: string;
  readonly notifType: NotifyType;
  readonly references: readonly string[];
  /** What the agent must support for it to make sense: an accepted subscription proves nothing. */
  readonly needs?: string;
  /** The row's other parameters; absent: `ROW_SETTINGS`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** With this the ID of every row of the gateway's begins; rows of others are left alone. */
export const OURS = "causeway-";

/** The results of asynchronous commands come only to those who subscribe to them. */
export const COMMANDS: Subscription = {
  id: "causeway-complete",
  notifType: "OperationComplete",
  references: ["Device."],
};

/** The baseline, added once per agent and checked at each onboarding. */
export const BASELINE: readonly Subscription[] = [
  { id: "causeway-boot", notifType: "Event", references: ["Device.Boot!"], needs: "Device.Boot!" },
  {
    id: "causeway-periodic",
    notifType: "Event",
    references: ["Device.LocalAgent.Periodic!"],
    needs: "Device.LocalAgent.Periodic!",
  },
  COMMANDS,
  {
    id: "causeway-transfer",
    notifType: "Event",
    references: ["Device.LocalAgent.TransferComplete!"],
    needs: "Device.LocalAgent.TransferComplete!",
  },
  {
    id: "causeway-units",
    notifType: "Event",
    references: ["Device.SoftwareModules.DUStateChange!"],
    needs: "Device.SoftwareModules.DUStateChange!",
  },
  {
    id: "causeway-software",
    notifType: "ValueChange",
    references: ["Device.DeviceInfo.SoftwareVersion"],
    needs: "Device.DeviceInfo.SoftwareVersion",
  },
];

/** Set on every row: it must survive a restart of the agent, and a Notify must be repeated until it is stored. */
export const ROW_SETTINGS: Readonly<Record<string, string>> = {
  Enable: "true",
  Persistent: "true",
  NotifRetry: "true",
};
