/** What an Inform event code means northbound. */
export type InformEventRow = {
  /** The whole code as the standard spells it. */
  readonly name: string;
} & (
  | /** Nothing to tell: liveness, or its own RPC follows. */
  { readonly means: "nothing" }
  | { readonly means: "bootstrap" }
  | { readonly means: "boot"; readonly cause: string }
  | { readonly means: "valueChange" }
  | { readonly means: "command"; readonly path: string; readonly command: string }
  | { readonly means: "event"; readonly path: string; readonly event: string }
);

const nothing = (name: string) => ({ name, means: "nothing" }) as const;

/** By leading number of the code. [TR-069a6 3.7.1.5] */
export const NUMBERED: Readonly<Record<string, InformEventRow>> = {
  0: { name: "0 BOOTSTRAP", means: "bootstrap" },
  1: { name: "1 BOOT", means: "boot", cause: "LocalReboot" },
  2: nothing("2 PERIODIC"),
  // Its M event carries the command key.
  3: nothing("3 SCHEDULED"),
  4: { name: "4 VALUE CHANGE", means: "valueChange" },
  5: nothing("5 KICKED"),
  6: nothing("6 CONNECTION REQUEST"),
  // TransferComplete tells it, and comes without 7 from some CPEs.
  7: nothing("7 TRANSFER COMPLETE"),
  8: {
    name: "8 DIAGNOSTICS COMPLETE",
    means: "event",
    path: "Device.",
    event: "8 DIAGNOSTICS COMPLETE",
  },
  9: nothing("9 REQUEST DOWNLOAD"),
  10: nothing("10 AUTONOMOUS TRANSFER COMPLETE"),
  11: nothing("11 DU STATE CHANGE COMPLETE"),
  12: nothing("12 AUTONOMOUS DU STATE CHANGE COMPLETE"),
  13: { name: "13 WAKEUP", means: "event", path: "Device.LocalAgent.", event: "WakeUp!" },
  14: nothing("14 HEARTBEAT"),
};

/** By method after `M `, lower case: each carries the CommandKey of the RPC that caused it. */
export const METHODS: Readonly<Record<string, InformEventRow>> = {
  reboot: { name: "M Reboot", means: "boot", cause: "RemoteReboot" },
  scheduleinform: {
    name: "M ScheduleInform",
    means: "command",
    path: "Device.",
    command: "ScheduleTimer()",
  },
  download: nothing("M Download"),
  scheduledownload: nothing("M ScheduleDownload"),
  upload: nothing("M Upload"),
  changedustate: nothing("M ChangeDUState"),
};

/** The row of an event code by its first token, as devices differ in the spelling of the rest; undefined: a vendor's own. */
export function eventRow(code: string): InformEventRow | undefined {
  const [lead = "", method = ""] = code.trim().split(/\s+/, 2);
  if (lead.toUpperCase() === "M") return rowIn(METHODS, method.toLowerCase());
  return rowIn(NUMBERED, lead);
}

/** Codes come from devices: only own properties are rows. */
function rowIn(rows: Readonly<Record<string, InformEventRow>>, key: string): InformEventRow | undefined {
  return Object.hasOwn(rows, key) ? rows[key] : undefined;
}
