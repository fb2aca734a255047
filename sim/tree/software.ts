import { oneOf, ro, rw } from "./leaf.ts";
import { count } from "./leaves.ts";
import type { Planner } from "./plan.ts";

/** The vendor's configuration file and the software modules of a box; the same names in both data models. */
export function putSoftware(plan: Planner): void {
  plan.put("DeviceInfo.", { VendorConfigFileNumberOfEntries: count(1) });
  plan.put("DeviceInfo.VendorConfigFile.1.", {
    Name: ro("running"),
    Version: ro("7"),
    Date: ro("2026-01-01T00:00:00Z", "dateTime"),
    Description: ro("what the box runs"),
  });
  plan.table("DeviceInfo.VendorConfigFile.{i}.", false, {}, [["Name"]]);
  plan.put("SoftwareModules.", {
    ExecEnvNumberOfEntries: count(1),
    DeploymentUnitNumberOfEntries: count(0),
    ExecutionUnitNumberOfEntries: count(1),
  });
  plan.put("SoftwareModules.ExecEnv.1.", {
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    Name: ro("lxc"),
  });
  plan.put("SoftwareModules.ExecutionUnit.1.", {
    EUID: ro("eu-1"),
    Name: ro("agent"),
    Status: ro("Active"),
    RequestedState: rw("Active", "string", oneOf("Idle", "Active")),
  });
  plan.table("SoftwareModules.ExecEnv.{i}.", false);
  plan.table("SoftwareModules.ExecutionUnit.{i}.", false, {}, [["EUID"]]);
  plan.table(
    "SoftwareModules.DeploymentUnit.{i}.",
    false,
    { UUID: ro(""), Name: ro(""), Status: ro(""), Version: ro(""), URL: ro(""), ExecutionEnvRef: ro("") },
    [["UUID", "Version", "ExecutionEnvRef"]],
  );
}
