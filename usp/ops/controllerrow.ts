import type { NativeValue } from "#core";
import type { OpContext } from "./context.ts";
import { orRefused } from "./read.ts";

type Tree = readonly NativeValue[];

/**
 * Notifications that nobody took are sent again after 5 s, and then at least every 5 minutes however long the gateway was away:
 * with the usual doubling it would be 85 minutes.
 */
const RETRY = { USPNotifRetryMinimumWaitInterval: "5", USPNotifRetryIntervalMultiplier: "1500" };

/** What a Boot! is to carry: a new firmware shows without asking. */
const BOOT_PARAMETERS = [
  "Device.DeviceInfo.SoftwareVersion",
  "Device.DeviceInfo.HardwareVersion",
  "Device.DeviceInfo.ProvisioningCode",
];

/** Sets up our row on the agent where it differs: how often it reports, how it repeats, what it tells at a start. */
export async function provision(context: OpContext, tree: Tree, self: string): Promise<boolean> {
  const PeriodicNotifInterval = String(context.config.periodicIntervalSeconds);
  const set = await setWhereOther(context, tree, self, { PeriodicNotifInterval, ...RETRY });
  const added = await addBootParameters(context, tree, self);
  return set || added;
}

/** The last step: from then on the agent does not ask to be taken on board any more. */
export async function completed(context: OpContext, tree: Tree, self: string): Promise<boolean> {
  return await setWhereOther(context, tree, self, { OnBoardingComplete: "true" });
}

/** Only what the agent has, and only what differs: running it again sends nothing. */
async function setWhereOther(
  context: OpContext,
  tree: Tree,
  objPath: string,
  wanted: Readonly<Record<string, string>>,
): Promise<boolean> {
  const now = new Map(tree.map(({ path, value }) => [path, value]));
  const differing = Object.entries(wanted).filter(([name, value]) => {
    const current = now.get(`${objPath}${name}`);
    return current !== undefined && current !== value && !(value === "true" && current === "1");
  });
  if (differing.length === 0) return false;
  await context.sending();
  const paramSettings = differing.map(([param, value]) => ({ param, value, required: false }));
  const set = { allowPartial: true, updateObjs: [{ objPath, paramSettings }] };
  return (await orRefused(context, "controller row", context.ask({ set }))) !== undefined;
}

/** A row is called by its ParameterName; one that is off is switched on. */
async function addBootParameters(context: OpContext, tree: Tree, self: string): Promise<boolean> {
  const table = `${self}BootParameter.`;
  const supported = "Device.LocalAgent.Controller.{i}.BootParameter.{i}.";
  if (!context.model.objects.some(({ path }) => path === supported)) return false;
  const values = new Map(tree.map(({ path, value }) => [path, value]));
  const rows = tree.flatMap(({ path, value }) =>
    path.startsWith(table) && path.endsWith(".ParameterName")
      ? [{ row: path.slice(0, -"ParameterName".length), name: value }]
      : [],
  );
  const missing = BOOT_PARAMETERS.filter(
    (name) => values.has(name) && !rows.some((row) => row.name === name),
  );
  const off = rows.filter(
    ({ row, name }) =>
      BOOT_PARAMETERS.includes(name) && !/^(?:true|1)$/.test(values.get(`${row}Enable`) ?? ""),
  );
  let changed = false;
  for (const { row } of off)
    changed = (await setWhereOther(context, tree, row, { Enable: "true" })) || changed;
  if (missing.length === 0) return changed;
  await context.sending();
  const createObjs = missing.map((name) => ({
    objPath: table,
    paramSettings: [
      { param: "ParameterName", value: name, required: true },
      { param: "Enable", value: "true", required: true },
    ],
  }));
  const add = { allowPartial: true, createObjs };
  return (await orRefused(context, "boot parameters", context.ask({ add }))) !== undefined || changed;
}
