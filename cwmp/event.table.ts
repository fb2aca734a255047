/** What an Inform event code means northbound. Codes match by their leading token, in any case. [TR-069a6 3.7.1.5] */
export type InformEventRow =
  /** Nothing to tell: liveness, or its own RPC follows. */
  | { readonly means: "nothing" }
  | { readonly means: "bootstrap" }
  | { readonly means: "boot"; readonly cause: string }
  | { readonly means: "valueChange" }
  | { readonly means: "command"; readonly path: string; readonly command: string }
  | { readonly means: "event"; readonly path: string; readonly name: string };

const nothing = { means: "nothing" } as const;

/** By leading number of the code. */
export const NUMBERED: Readonly<Record<string, InformEventRow>> = {
  "0": { means: "bootstrap" },
  "1": { means: "boot", cause: "LocalReboot" },
  "2": nothing,
  // Its M event carries the command key.
  "3": nothing,
  "4": { means: "valueChange" },
  "5": nothing,
  "6": nothing,
  // TransferComplete tells it, and comes without 7 from some CPEs.
  "7": nothing,
  "8": { means: "event", path: "Device.", name: "8 DIAGNOSTICS COMPLETE" },
  "9": nothing,
  "10": nothing,
  "11": nothing,
  "12": nothing,
  "13": { means: "event", path: "Device.LocalAgent.", name: "WakeUp!" },
  "14": nothing,
};

/** By method after `M `, lower case. */
export const METHODS: Readonly<Record<string, InformEventRow>> = {
  reboot: { means: "boot", cause: "RemoteReboot" },
  scheduleinform: { means: "command", path: "Device.", command: "ScheduleTimer()" },
  download: nothing,
  scheduledownload: nothing,
  upload: nothing,
  changedustate: nothing,
};
