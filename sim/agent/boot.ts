import type { Wire } from "./wire.ts";
import type { Tree } from "../tree/tree.ts";

const SUBSCRIPTIONS = "Device.LocalAgent.Subscription.";
const REQUESTS = "Device.LocalAgent.Request.";

/** What Boot! carries for a controller: the values its BootParameter rows ask for, by path. */
export function bootParameters(tree: Tree, controller: string): Record<string, string> {
  const table = `${controller}BootParameter.`;
  const rows = tree.instances(table).map((number) => `${table}${number}.`);
  const names = rows
    .filter((row) => tree.value(`${row}Enable`) === "true")
    .map((row) => tree.value(`${row}ParameterName`));
  const paths = names.flatMap((name) => {
    const expression = name.replaceAll(".", "\\.").replaceAll("*", "\\d+");
    const wanted = new RegExp(name.endsWith(".") ? `^${expression}` : `^${expression}$`);
    return tree.under(tree.plan.root).filter((path) => wanted.test(path));
  });
  return Object.fromEntries(paths.map((path) => [path, tree.shown(path)]));
}

/** What a restart takes with it: subscriptions that are not persistent, and every request that runs. */
export function forgetVolatile(tree: Tree): void {
  for (const number of tree.instances(SUBSCRIPTIONS)) {
    const row = `${SUBSCRIPTIONS}${number}.`;
    if (tree.value(`${row}Persistent`) !== "true") tree.remove(row, "device");
  }
  for (const number of tree.instances(REQUESTS)) tree.remove(`${REQUESTS}${number}.`, "device");
}

/** What an OnBoardRequest tells of the device. */
export function onBoardBody(tree: Tree, versions: string): Wire {
  const info = (name: string) => tree.value(`Device.DeviceInfo.${name}`);
  return {
    oui: info("ManufacturerOUI"),
    productClass: info("ProductClass"),
    serialNumber: info("SerialNumber"),
    agentSupportedProtocolVersions: versions,
  };
}

/** What Boot! tells of a start; `plain`: neither what it comes from nor what it changed. */
export function bootOf(
  asked: Readonly<Record<string, string>>,
  updated: boolean,
  plain: object | undefined,
): Readonly<Record<string, string>> {
  return plain === undefined ? { ...asked, FirmwareUpdated: String(updated) } : { Cause: "LocalReboot" };
}
