import { Fault } from "./fault.ts";
import type { Parameter } from "./parameter.ts";

export class ParameterTree {
  static from(_parameters: Iterable<Parameter>): ParameterTree {
    throw new Fault("internal");
  }
  get(_path: string): Parameter | undefined {
    throw new Fault("internal");
  }
  instances(_tablePath: string): number[] {
    throw new Fault("internal");
  }
  children(_objectPath: string): string[] {
    throw new Fault("internal");
  }
  under(_prefix: string): Parameter[] {
    throw new Fault("internal");
  }
  hasObject(_path: string): boolean {
    throw new Fault("internal");
  }
}
export function limitDepth(_prefix: string, _parameters: readonly Parameter[], _maxDepth: number): readonly Parameter[] {
  throw new Fault("internal");
}
