import {
  canonicalOrText,
  type NativeValue,
  type Operation,
  type OperationResult,
  type Outcome,
  type Problem,
} from "#core";
import { isEmptySecret } from "../secret.ts";
import { nativeValue, parameterOf } from "../values.ts";
import { part, type OpContext } from "./context.ts";
import { stands } from "./operate.ts";
import { wirePath } from "./wirepath.ts";

const UNKNOWN: Problem = {
  code: "operation.unknownOutcome",
  detail: "it was sent and its answer never came",
};

/**
 * An earlier session sent a writing operation: it is not sent again. A Set is compared with what the device holds now, a
 * command is looked for where the agent shows what it works on. `accepted`: the agent had answered that it goes on.
 */
export async function reconcile(
  operation: Operation,
  context: OpContext,
  accepted: boolean,
): Promise<Outcome> {
  if (operation.type === "operate")
    return (await stands(operation, context, accepted)) ?? { state: "unknownOutcome", problem: UNKNOWN };
  if (operation.type !== "set") return { state: "unknownOutcome", problem: UNKNOWN };
  const asked = operation.updates.flatMap((update) =>
    Object.entries(update.params).map(([name, value]) => ({
      path: `${wirePath(update.path)}${name}`,
      value,
    })),
  );
  const paramPaths = asked.map((one) => one.path);
  const { reqPathResults } = part(await context.ask({ get: { paramPaths, maxDepth: 1 } }), "getResp");
  const values: NativeValue[] = [];
  let holds = true;
  for (const [i, { value }] of asked.entries()) {
    const resolved = reqPathResults[i]?.resolvedPathResults ?? [];
    const read = resolved.flatMap((r) =>
      Object.entries(r.resultParams).map(([n, v]) =>
        nativeValue(`${r.resolvedPath}${n}`, v, context.now(), context.model),
      ),
    );
    // Where it holds, a secret is what was sent.
    values.push(...read.map((one) => (isEmptySecret(one) ? { ...one, value } : one)));
    holds &&= read.length > 0 && read.every((one) => isSame(one, value));
  }
  if (!holds) return { state: "unknownOutcome", problem: UNKNOWN, values: values.filter(isTold) };
  return { state: "succeeded", result: readBack(operation, values), values };
}

/** Whether a secret was applied is not known either. */
function isTold({ path }: NativeValue): boolean {
  return !isEmptySecret({ path, value: "" });
}

/** Written `1` reads back as `true`: compare canonical forms. */
function isSame(read: NativeValue, written: string): boolean {
  const { value, type, secret } = parameterOf(read);
  // A secret never reads back; that the row is there is all that can be seen.
  return secret === true || value === canonicalOrText(type, written);
}

function readBack(
  operation: Extract<Operation, { type: "set" }>,
  values: readonly NativeValue[],
): OperationResult {
  const results = operation.updates.map((update) => {
    const names = Object.keys(update.params);
    const mine = values.filter((v) => names.some((name) => v.path.endsWith(`.${name}`)));
    const objects = [...new Set(mine.map((v) => objectOf(v.path, names)))];
    const updated = objects.map((path) => ({
      path,
      params: Object.fromEntries(
        mine.filter((v) => v.path.startsWith(path)).map((v) => [v.path.slice(path.length), v.value]),
      ),
      errors: [],
    }));
    return { requestedPath: update.path, updated };
  });
  return { type: "set", results };
}

function objectOf(path: string, names: readonly string[]): string {
  const name = names.find((n) => path.endsWith(`.${n}`)) ?? "";
  return path.slice(0, path.length - name.length);
}
