import { Fault } from "./fault.ts";
import type { Parameter } from "./parameter.ts";
import type { Path } from "./path.step.ts";
import type { ParameterTree } from "./tree.ts";

export interface Selection {
  readonly objects: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly problem?: "unknown" | "noInstance";
}
export function select(_path: Path, _tree: ParameterTree): Selection {
  throw new Fault("internal");
}
