import { Fault } from "./fault.ts";
import type { Path, PathContext } from "./path.step.ts";

export * from "./path.step.ts";
export function parsePath(_text: string, _context: PathContext = "instance"): Path {
  throw new Fault("internal");
}
export function parseRelative(_text: string): readonly string[] {
  throw new Fault("internal");
}
export function formatPath(_path: Path): string {
  throw new Fault("internal");
}
export function isNativePath(_text: string): boolean {
  throw new Fault("internal");
}
