import { describe, expect, test } from "vitest";
import type { NativeValue, Operation } from "#core";
import { banksIn, type Banks } from "../../usp/ops/bank.ts";
import { imageCommand, isToRun, planImage } from "../../usp/ops/image.ts";
import { Model, NO_MODEL } from "../../usp/model.ts";
import { judged, type Evidence, type Verdict } from "../../usp/ops/verdict.ts";

type Operate = Extract<Operation, { type: "operate" }>;
type RowFacts = { version?: string; status?: string; log?: string };

const TABLE = "Device.DeviceInfo.FirmwareImage.";
const HOUR = 3600_000;
const KEY = "k";

function banks(version: string, active: number, ...rows: readonly RowFacts[]): Banks {
  const values: Record<string, string> = {
    "Device.DeviceInfo.SoftwareVersion": version,
    "Device.DeviceInfo.ActiveFirmwareImage": `${TABLE}${active}`,
    "Device.DeviceInfo.BootFirmwareImage": `${TABLE}${active}`,
  };
  for (const [i, row] of rows.entries()) {
    const path = `${TABLE}${i + 1}.`;
    values[`${path}Version`] = row.version ?? "";
    values[`${path}Status`] = row.status ?? (i + 1 === active ? "Active" : "Available");
    values[`${path}Available`] = "true";
    values[`${path}BootFailureLog`] = row.log ?? "";
  }
  return banksIn(
    Object.entries(values).map(([path, value]): NativeValue => ({ path, value, type: "string", at: 0 })),
  );
}

const TWO = banks("1.0", 1, { version: "1.0" }, { version: "2.0" });
const ONE = banks("1.0", 1, { version: "1.0" });
const NONE = banksIn([]);

function command(text: string, input: Readonly<Record<string, string>> = {}): Operate {
  return { type: "operate", command: text, input };
}

const plan = (operation: Operate, has: Banks, model = NO_MODEL) => planImage(operation, has, model, KEY);

test.each([
  [`${TABLE}2.Download()`, "Download"],
  [`${TABLE}*.Activate()`, "Activate"],
  [`${TABLE}[Available==true].Download()`, "Download"],
  [`${TABLE}[Status=="Available"&&Version=="2.0"].Activate()`, "Activate"],
  ["Device.DeviceInfo.VendorConfigFile.1.Restore()", undefined],
  ["Device.Reboot()", undefined],
  [`${TABLE}2.Version`, undefined],
] as const)("%s is the firmware command %s", (text, name) => {
  expect(imageCommand(text)).toBe(name);
});

test.each([
  ["a download that says nothing of it", command(`${TABLE}2.Download()`), true],
  ["AutoActivate true", command(`${TABLE}2.Download()`, { AutoActivate: "1" }), true],
  ["AutoActivate false", command(`${TABLE}2.Download()`, { AutoActivate: "false" }), false],
  ["an activation", command(`${TABLE}2.Activate()`), true],
] as const)("%s: is an image to run at once", (_name, operation, runs) => {
  expect(isToRun(operation)).toBe(runs);
});

describe("which bank an image goes to", () => {
  test.each([
    ["the one that is named", `${TABLE}2.Download()`, {}, TWO, `${TABLE}2.Download()`],
    ["the one that runs, when it is named", `${TABLE}1.Download()`, {}, TWO, `${TABLE}1.Download()`],
    ["the inactive one of all", `${TABLE}*.Download()`, {}, TWO, `${TABLE}2.Download()`],
    [
      "an empty one before one that holds something good",
      `${TABLE}*.Download()`,
      {},
      banks("1.0", 1, { version: "1.0" }, { version: "0.9" }, { status: "NoImage" }),
      `${TABLE}3.Download()`,
    ],
    ["the one that was searched for", `${TABLE}[Version=="2.0"].Download()`, {}, TWO, `${TABLE}2.Download()`],
    ["the only one", `${TABLE}*.Download()`, {}, ONE, `${TABLE}1.Download()`],
    [
      "of an agent that shows none, the one that is named",
      `${TABLE}7.Download()`,
      {},
      NONE,
      `${TABLE}7.Download()`,
    ],
  ] as const)("%s", (_name, text, input, has, sent) => {
    const [request] = plan(command(text, input), has).requests;
    expect(request?.operate).toEqual({
      command: sent,
      commandKey: KEY,
      sendResp: true,
      inputArgs: { AutoActivate: "true" },
    });
  });

  test("AutoActivate is always given, and Version never leaves [TR-369 R-OPR.5] [TR-369 R-OPR.6]", () => {
    const input = { URL: "http://x/y", AutoActivate: "0", Version: "2.0", FileSize: "5" };
    const { requests, wanted } = plan(command(`${TABLE}2.Download()`, input), TWO);
    expect(requests[0]?.operate?.inputArgs).toEqual({
      URL: "http://x/y",
      AutoActivate: "false",
      FileSize: "5",
    });
    expect(wanted).toBe("2.0");
  });

  test.each([
    ["a row that is not there", command(`${TABLE}9.Download()`), TWO, "path.noInstance"],
    ["a search without a match", command(`${TABLE}[Version=="9"].Download()`), TWO, "path.noInstance"],
    ["any row of none", command(`${TABLE}*.Download()`), NONE, "path.noInstance"],
    [
      "the only bank, not to be started",
      command(`${TABLE}1.Download()`, { AutoActivate: "false" }),
      ONE,
      "operation.unsupported",
    ],
    [
      "windows for a download",
      command(`${TABLE}2.Download()`, { "TimeWindow.1.Start": "0" }),
      TWO,
      "operation.unsupported",
    ],
    [
      "nothing to start",
      command(`${TABLE}*.Activate()`),
      banks("1.0", 1, { version: "1.0" }, { status: "NoImage" }),
      "operation.unsupported",
    ],
    [
      "one of two to start",
      command(`${TABLE}*.Activate()`),
      banks("1.0", 1, { version: "1.0" }, { version: "2.0" }, { version: "3.0" }),
      "operation.unsupported",
    ],
  ] as const)("refused at once: %s", (_name, operation, has, code) => {
    expect(() => plan(operation, has)).toThrow(expect.objectContaining({ code }));
  });

  test("the image of the version that was asked for is started", () => {
    const has = banks("1.0", 1, { version: "1.0" }, { version: "2.0" }, { version: "3.0" });
    const { requests, wanted } = plan(command(`${TABLE}*.Activate()`, { Version: "3.0" }), has);
    expect(requests[0]?.operate?.command).toBe(`${TABLE}3.Activate()`);
    expect(wanted).toBe("3.0");
  });

  test("where the agent has no Activate() the bank of the next start is set and it starts", () => {
    const model = new Model([
      {
        path: `${TABLE}{i}.`,
        access: "readOnly",
        multiInstance: true,
        uniqueKeys: [],
        parameters: [],
        commands: [],
        events: [],
      },
    ]);
    const { requests } = plan(command(`${TABLE}2.Activate()`), TWO, model);
    expect(requests[0]?.set?.updateObjs).toEqual([
      {
        objPath: "Device.DeviceInfo.",
        paramSettings: [{ param: "BootFirmwareImage", value: `${TABLE}2`, required: true }],
      },
    ]);
    expect(requests[1]?.operate).toMatchObject({ command: "Device.Reboot()", commandKey: KEY });
    const windowed = command(`${TABLE}2.Activate()`, { "TimeWindow.1.Start": "0" });
    expect(() => plan(windowed, TWO, model)).toThrow(
      expect.objectContaining({ code: "operation.unsupported" }),
    );
  });
});

const NOTE = { at: 0, before: "1.0", bank: `${TABLE}2.`, bootFailureLog: "", activationMs: HOUR };
const BOOT = { at: 5, commandKey: KEY };
const ROLLED_BACK = banks(
  "1.0",
  1,
  { version: "1.0" },
  { version: "2.0", status: "ActivationFailed", log: "no" },
);
const RUNS_TWO = banks("2.0", 2, { version: "1.0" }, { version: "2.0" });

test.each<readonly [string, Partial<Evidence>, Partial<Verdict>]>([
  ["another version runs", { banks: RUNS_TWO }, { is: "runs", updated: true }],
  [
    "the wanted version runs, told or not",
    { banks: RUNS_TWO, note: { ...NOTE, wanted: "2.0" } },
    { is: "runs" },
  ],
  [
    "neither of the two runs",
    { banks: RUNS_TWO, note: { ...NOTE, wanted: "3.0" } },
    { is: "failed", detail: "it runs 2.0, not 3.0" },
  ],
  [
    "the same version, and the start says that it was updated",
    { boot: { ...BOOT, firmwareUpdated: true } },
    { is: "runs", updated: true },
  ],
  [
    "an update of which the start speaks, and another version than wanted",
    { boot: { ...BOOT, firmwareUpdated: true }, note: { ...NOTE, wanted: "2.0" }, banks: ROLLED_BACK },
    { is: "failed", detail: `it started, and runs 1.0, not 2.0; ${TABLE}2. is ActivationFailed: no` },
  ],
  [
    "it started for the command with the old version",
    { boot: { ...BOOT, firmwareUpdated: false }, banks: ROLLED_BACK },
    { is: "failed", detail: `it started, and runs 1.0 as before; ${TABLE}2. is ActivationFailed: no` },
  ],
  [
    "it had the image and started for something else with the old version",
    { boot: { at: 5, commandKey: "", firmwareUpdated: false }, told: 3 },
    { is: "failed" },
  ],
  [
    "a start that says nothing, into the bank, with the same version",
    {
      boot: { at: 5, commandKey: "" },
      told: 3,
      banks: banks("1.0", 2, { version: "1.0" }, { version: "1.0" }),
    },
    { is: "runs", updated: false },
  ],
  [
    "the wanted version ran before and its bank is the one that runs",
    { told: 3, note: { ...NOTE, wanted: "1.0", bank: `${TABLE}1.` } },
    { is: "runs", updated: false },
  ],
  [
    "its bank says that it failed",
    { banks: ROLLED_BACK },
    { is: "failed", detail: `${TABLE}2. is ActivationFailed: no` },
  ],
  [
    "a failure of before, while the agent works on it",
    { banks: ROLLED_BACK, standing: "there" },
    { is: "wait", ms: HOUR },
  ],
  ["it has the image and may yet start", { told: 3, now: 1003 }, { is: "wait", ms: HOUR - 1000 }],
  ["it has the image and has not started for an hour", { told: 3, now: HOUR + 3 }, { is: "failed" }],
  ["it works on it", { standing: "there" }, { is: "wait", ms: HOUR }],
  [
    "a start for something else while it works on it",
    { standing: "there", boot: { at: 5, commandKey: "" } },
    { is: "wait" },
  ],
  ["it has it no more, and told nothing", {}, { is: "lost", graceMs: 2 * HOUR }],
  ["it has it no more since its start", { boot: { at: 5, commandKey: "" } }, { is: "lost", graceMs: 60_000 }],
  ["it has it not, and its answer was lost", { answered: false }, { is: "lost", graceMs: 120_000 }],
  [
    "it is waited for whose result may be on its way",
    { gone: { at: 1, until: 500 }, now: 400 },
    { is: "wait", ms: 100 },
  ],
  ["nothing came", { gone: { at: 1, until: 500 }, now: 500 }, { is: "unknown" }],
  ["it does not show what it works on", { standing: "untold" }, { is: "wait", ms: HOUR }],
  ["the same, for a month", { standing: "untold", now: 31 * 24 * HOUR }, { is: "unknown" }],
  [
    "it waits for a time window that is not over",
    { note: { ...NOTE, activationMs: 10 * HOUR } },
    { is: "lost", graceMs: 10 * HOUR - 10 },
  ],
])("an image is judged: %s", (_name, evidence, verdict) => {
  const base: Evidence = {
    note: NOTE,
    banks: TWO,
    standing: "gone",
    now: 10,
    commandKey: KEY,
    answered: true,
  };
  expect(judged({ ...base, ...evidence })).toMatchObject(verdict);
});
