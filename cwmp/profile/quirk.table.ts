import { z } from "zod";

const path = z
  .string()
  .max(256)
  .regex(/^(?:Device|InternetGatewayDevice)\.(?:(?:\*|[A-Za-z0-9_-]+)\.)*(?:\*|[A-Za-z0-9_-]+)?$/);
const fileType = z.string().regex(/^(?:[1-6] [ -~]{1,60}|X [0-9A-Za-z-]{1,32} [ -~]{1,40})$/);

/** One thing in which devices differ and for which the gateway has a behaviour. */
interface QuirkRow<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What a value is, for people who write it. */
  readonly expects: string;
  readonly meaning: string;
  /** The one file that honours it. */
  readonly honoured: string;
  /** Where such devices were seen. */
  readonly seen: string;
}

function quirk<Schema extends z.ZodType>(row: QuirkRow<Schema>): QuirkRow<Schema> {
  return row;
}

const PATHS = "a list of native paths; `*` stands for one segment, a dot at the end for all below";

/** Every quirk there is. A profile names no other; each is honoured at one place. */
export const QUIRKS = {
  namesPerGet: quirk({
    schema: z.number().int().min(1).max(10_000),
    expects: "a whole number from 1 to 10000",
    meaning: "most parameters that are asked for in one GetParameterValues",
    honoured: "cwmp/work.ts",
    seen: "a phone that faults with 9002, not 9004, when it is asked for 32 names: github.com/genieacs/genieacs/issues/150",
  }),
  answerSeconds: quirk({
    schema: z.number().int().min(30).max(3600),
    expects: "a whole number of seconds from 30 to 3600",
    meaning: "how long the device may take for an answer, where that is longer than for others",
    honoured: "cwmp/stack.ts",
    seen: "boxes that need 90 s for a large tree: github.com/genieacs/genieacs/pull/131",
  }),
  listNames: quirk({
    schema: z.enum(["branches", "never"]),
    expects: '"branches" or "never"',
    meaning:
      "how the names of the tree are learned: each branch below the root by itself, or not at all (values are then asked for from the root, and what can be written is not known)",
    honoured: "cwmp/onboard/discover.ts",
    seen: "boxes whose sessions time out while they list the whole tree (GenieACS pull 131), and one that answers the list with nothing: github.com/freeacs/freeacs/issues/290",
  }),
  neverRead: quirk({
    schema: z.array(path).min(1).max(100),
    expects: PATHS,
    meaning: "parameters that are never asked for; a get of one fails and says so",
    honoured: "cwmp/asking.ts",
    seen: "Cisco SPA122, which gives DeviceInfo.DeviceLog without a Value (recording)",
  }),
  neverWrite: quirk({
    schema: z.array(path).min(1).max(100),
    expects: PATHS,
    meaning:
      "parameters that are never written, at onboarding neither; they read as read-only (a raw `native` request goes as it is)",
    honoured: "cwmp/translation.guarded.ts",
    seen: "an operator's own rule: what locks his boxes out",
  }),
  needsFileSize: quirk({
    schema: z.literal(true),
    expects: "true",
    meaning: "a Download without FileSize is refused before it is sent, instead of by the device",
    honoured: "cwmp/ops/fileargs.ts",
    seen: "vendors differ in FileSize 0 (TR-069 Amendment 6, A.3.2.8 allows it)",
  }),
  needsTargetFileName: quirk({
    schema: z.literal(true),
    expects: "true",
    meaning: "a Download carries the last segment of its URL as TargetFileName when none was given",
    honoured: "cwmp/ops/fileargs.ts",
    seen: "vendors differ in an empty TargetFileName (TR-069 Amendment 6, A.3.2.8 allows it)",
  }),
  fileTypes: quirk({
    schema: z
      .strictObject({
        firmware: fileType,
        storedFirmware: fileType,
        configuration: fileType,
        configurationBackup: fileType,
        log: fileType,
      })
      .partial(),
    expects:
      'an object of firmware, storedFirmware, configuration, configurationBackup, log, each a FileType: "1 Firmware Upgrade Image" or "X <OUI or vendor> <type>"',
    meaning: "the FileType of transfers, instead of the standard's",
    honoured: "cwmp/ops/filetype.ts",
    seen: "vendors' own types, `X <OUI> <type>` (TR-069 Amendment 6, A.3.2.8 and A.4.1.5)",
  }),
  ringUri: quirk({
    schema: z.string().regex(/^\/[!-~]{0,255}$/),
    expects: "a path that begins with a slash",
    meaning: "the uri that the Digest of a connection request covers, whatever the path of its URL",
    honoured: "cwmp/wakeup/wakeup.ts",
    seen: 'easycwmp 1.8, which verifies for "GET" and "/" alone (recording)',
  }),
} as const;

export type QuirkName = keyof typeof QUIRKS;

/** The quirks of one kind of device; what is absent is as the standard has it. */
export type Quirks = { readonly [Name in QuirkName]?: z.infer<(typeof QUIRKS)[Name]["schema"]> };

/** One quirk as the reference page shows it. */
export interface QuirkLine {
  readonly name: string;
  readonly expects: string;
  readonly meaning: string;
  readonly honoured: string;
  readonly seen: string;
}

export function quirkLines(): readonly QuirkLine[] {
  return Object.entries(QUIRKS).map(([name, { expects, meaning, honoured, seen }]) => ({
    name,
    expects,
    meaning,
    honoured,
    seen,
  }));
}
