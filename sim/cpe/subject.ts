import type { Tree } from "../tree/tree.ts";
import type { Dialect } from "./dialect.table.ts";
import type { TransferQueue } from "./transfers.ts";

/** What a deployment unit is to become. */
export interface UnitChange {
  readonly operation: "Install" | "Update" | "Uninstall";
  readonly uuid: string;
  readonly version: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What a CPE has to do once the session is over. */
export type Duty =
  | { readonly do: "reboot"; readonly commandKey: string }
  | { readonly do: "factoryReset" }
  | { readonly do: "transfer"; readonly commandKey: string }
  | { readonly do: "units"; readonly changes: readonly UnitChange[]; readonly commandKey: string }
  | { readonly do: "scheduleInform"; readonly delayMs: number; readonly commandKey: string }
  | { readonly do: "diagnostics"; readonly object: string };

export type Answer =
  | { readonly body: string; readonly duties?: readonly Duty[] }
  | {
      readonly fault: number;
      readonly parameters?: readonly { readonly name: string; readonly code: number }[];
    };

/** The parts of a CPE that its RPCs work on. */
export interface Subject {
  readonly tree: Tree;
  readonly dialect: Dialect;
  /** Notification attribute by parameter path; absent: 0. */
  readonly attributes: Map<string, number>;
  readonly transfers: TransferQueue;
}

/** What a CPE needs to tell values. */
export type Voice = Pick<Subject, "tree" | "dialect">;
