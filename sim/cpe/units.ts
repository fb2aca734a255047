import { createHash } from "node:crypto";
import type { Clock } from "#core";
import type { Tree } from "../tree/tree.ts";
import { dateTime } from "../time.ts";
import type { UnitChange } from "./subject.ts";
import { element, text } from "./soap.ts";
import { download, firmwareVersionOf } from "./transfer.ts";

/** How the change of one deployment unit went. */
export interface UnitResult {
  readonly uuid: string;
  readonly reference: string;
  readonly version: string;
  readonly state: "Installed" | "Uninstalled" | "Failed";
  readonly faultCode: number;
  readonly startedAt: number;
  readonly completedAt: number;
}

/** Fetches a unit and puts it into the table, or takes it out of it. */
export async function changeUnit(
  tree: Tree,
  change: UnitChange,
  clock: Clock,
  signal: AbortSignal,
): Promise<UnitResult> {
  const startedAt = clock.now();
  const table = `${tree.plan.root}SoftwareModules.DeploymentUnit.`;
  const row = tree
    .instances(table)
    .map((number) => `${table}${number}.`)
    .find((path) => tree.value(`${path}UUID`) === change.uuid);
  const over = (state: UnitResult["state"], at: string, version: string, faultCode = 0): UnitResult => ({
    uuid: change.uuid || uuidOf(change.url),
    reference: at.slice(0, -1),
    version,
    state,
    faultCode,
    startedAt,
    completedAt: clock.now(),
  });
  if (change.operation !== "Install" && row === undefined) return over("Failed", "", "", 9028);
  if (change.operation === "Uninstall" && row !== undefined) {
    const version = tree.value(`${row}Version`);
    tree.remove(row, "device");
    return over("Uninstalled", row, version);
  }
  const order = { commandKey: "", method: "Download", fileType: "", delayMs: 0, ...change } as const;
  const fetched = await download(order, clock, signal);
  if (fetched.file === undefined) return over("Failed", "", "", fetched.faultCode);
  const version = firmwareVersionOf(change.url, fetched.file) ?? "1.0";
  const path = row ?? `${table}${tree.add(table, "device")}.`;
  const values = {
    UUID: change.uuid || uuidOf(change.url),
    Version: version,
    URL: change.url,
    Status: "Installed",
  };
  for (const [name, value] of Object.entries(values)) tree.set(path + name, value, "device");
  return over("Installed", path, version);
}

/** A unit without a UUID gets one of its vendor and name: here of its address. */
function uuidOf(url: string): string {
  const hex = createHash("sha256").update(url).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** The body of a DUStateChangeComplete. */
export function unitsCompleteBody(results: readonly UnitResult[], commandKey: string): string {
  const rows = results.map((result) =>
    element(
      "Results",
      text("UUID", result.uuid) +
        text("DeploymentUnitRef", result.reference) +
        text("Version", result.version) +
        text("CurrentState", result.state) +
        text("Resolved", result.faultCode === 0 ? "1" : "0") +
        text("ExecutionUnitRefList", "") +
        text("StartTime", dateTime(result.startedAt)) +
        text("CompleteTime", dateTime(result.completedAt)) +
        element(
          "Fault",
          text("FaultCode", String(result.faultCode)) +
            text("FaultString", result.faultCode === 0 ? "" : "unit fault"),
        ),
    ),
  );
  return element("cwmp:DUStateChangeComplete", rows.join("") + text("CommandKey", commandKey));
}
