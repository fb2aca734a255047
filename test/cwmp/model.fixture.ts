import { readFileSync } from "node:fs";
import { assert } from "vitest";
import type { NativeValue } from "#core";
import { createMapping, type Values } from "../../cwmp/model/map.ts";
import type { AddPlan, DeletePlan } from "../../cwmp/model/mapping.ts";

export const ROOT = "InternetGatewayDevice.";

export interface ExpectedLeaf {
  readonly value: string;
  readonly type: string;
  readonly kind: string;
  readonly writable: boolean;
  readonly from?: string;
  readonly also?: readonly string[];
  readonly hidden?: true;
}

export interface ExampleRpc {
  readonly rpc: string;
  readonly objectName?: string;
  readonly parameters?: readonly (readonly [string, string, string])[];
  readonly answer?: { readonly InstanceNumber?: number };
}

export interface ExampleWrite {
  readonly name: string;
  readonly request: {
    readonly type: "set" | "add" | "delete" | "operate";
    readonly updates?: readonly { readonly path: string; readonly params: Record<string, string> }[];
    readonly objects?: readonly { readonly path: string; readonly params: Record<string, string> }[];
    readonly paths?: readonly string[];
    readonly command?: string;
    readonly input?: Record<string, string>;
  };
  readonly rpcs: readonly ExampleRpc[];
  readonly changes: Readonly<Record<string, string>>;
  readonly result?: {
    readonly error?: number;
    readonly path?: string;
    readonly param?: string;
    readonly createdPath?: string;
  };
}

interface Example {
  readonly device: { readonly parameters: readonly (readonly [string, string, string, boolean])[] };
  readonly expected: Readonly<Record<string, ExpectedLeaf>>;
  readonly unmapped: Readonly<Record<string, string>>;
  readonly writes: readonly ExampleWrite[];
}

export const example: Example = JSON.parse(
  readFileSync(new URL("../fixtures/mapping-example.json", import.meta.url), "utf8"),
);

export const mapping = createMapping();

export const exampleValues: Values = valuesOf(
  example.device.parameters.map(([name, type, value, writable]) => ({
    path: ROOT + name,
    type,
    value,
    writable,
    at: 1000,
  })),
);

export const exampleBinding = mapping.bind(exampleValues);

export function valuesOf(natives: readonly NativeValue[]): Values {
  return new Map(natives.map((native) => [native.path, native]));
}

/** Values written as `name below the root: value`; all writable strings. */
export function device(leaves: Readonly<Record<string, string>>): Values {
  return valuesOf(
    Object.entries(leaves).map(([name, value]) => ({
      path: ROOT + name,
      type: "",
      value,
      writable: true,
      at: 1,
    })),
  );
}

export function textOf(values: Values, path: string): string | undefined {
  return mapping.view(values, mapping.bind(values)).find((parameter) => parameter.path === path)?.value;
}

/** The plan, which must be possible. */
export function possible<P extends AddPlan | DeletePlan>(plan: P): Extract<P, { readonly possible: true }> {
  assertPossible(plan);
  return plan;
}

function assertPossible<P extends AddPlan | DeletePlan>(
  plan: P,
): asserts plan is Extract<P, { readonly possible: true }> {
  assert(plan.possible, JSON.stringify(plan));
}

/** The one write of the worked example with this name. */
export function exampleWrite(name: string): ExampleWrite {
  const write = example.writes.find((entry) => entry.name === name);
  assert(write !== undefined, name);
  return write;
}
