import {
  asFault,
  type Claimed,
  type Fault,
  type ObjectUpdate,
  type Operation,
  type Outcome,
  type Problem,
} from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { add, addRequest } from "./add.ts";
import type { OpContext } from "./context.ts";
import { failedResult } from "./failed.ts";
import { deleteRequest, deleteRows } from "./delete.ts";
import { chooseHere, get, getRequest } from "./get.ts";
import { getInstances, getInstancesRequest } from "./getInstances.ts";
import { getSupportedDM, getSupportedDMRequest } from "./getSupportedDM.ts";
import { native, nativeRequest, nativeWrites } from "./native.ts";
import { onboard, onboardRequests } from "./onboard.ts";
import { operate, operateRequest } from "./operate.ts";
import { reconcile } from "./reconcile.ts";
import { set, setRequest } from "./set.ts";
import { subscribe, subscribeRequests } from "./subscribe.ts";
import { isRefusable } from "./wirepath.ts";

/**
 * Wait before an operation is tried again that never reached the agent or did no harm. Short, so that it is due when the
 * agent comes back: what comes after it must not overtake it. An agent that is away is probed first, not asked again.
 */
export const RETRY_MS = 250;

/** Faults that are the gateway's own affair: the session ends, the operation stays claimed and is reconciled later. */
const SESSION_ENDS = new Set(["lease.lost", "store.unavailable"]);

/** Runs one claimed operation to its outcome. Rejects only when the session cannot go on. */
export async function execute(claimed: Claimed, context: OpContext): Promise<Outcome> {
  const { operation } = claimed.record;
  if (claimed.reconcile && changesDevice(operation))
    return await settled(operation, reconcile(operation, context, claimed.accepted === true));
  const outcome = await settled(operation, run(operation, context), () =>
    reconcile(operation, context, false),
  );
  if (outcome.state !== "failed" || !wasRefused(operation, outcome.problem)) return outcome;
  return await settled(operation, runConcrete(operation, outcome, context));
}

/** The outcome, or the one that a thrown fault stands for. */
async function settled(
  operation: Operation,
  running: Promise<Outcome>,
  readBack?: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await running;
  } catch (error) {
    const fault = asFault(error);
    if (SESSION_ENDS.has(fault.code)) throw fault;
    // The agent is there, and only whether it got the request before its new session is not known.
    if (fault.facts["replaced"] === true && fault.facts["sent"] === true && changesDevice(operation))
      if (readBack !== undefined) return await settled(operation, readBack());
    return outcomeOf(operation, fault);
  }
}

/** Plan B for a write: the search is done here, the agent gets objects by number. */
async function runConcrete(operation: Operation, refused: Outcome, context: OpContext): Promise<Outcome> {
  const concrete = await withoutSearch(operation, context);
  if (concrete === undefined) return refused;
  // A search that matches nothing is a success without results. [TR-369 R-MSG.4a]
  return writePaths(concrete).length === 0 ? emptyOf(concrete) : await run(concrete, context);
}

/** The requests an operation would send first. Throws the fault it would be refused with. */
export function requestsOf(operation: Operation, commandKey: string): readonly Draft<"Request">[] {
  switch (operation.type) {
    case "get":
      return [getRequest(operation)];
    case "set":
      return [setRequest(operation)];
    case "add":
      return [addRequest(operation)];
    case "delete":
      return [deleteRequest(operation)];
    case "operate":
      return [operateRequest(operation, commandKey)];
    case "getInstances":
      return [getInstancesRequest(operation)];
    case "getSupportedDM":
      return [getSupportedDMRequest(operation.paths, operation.firstLevelOnly, operation)];
    case "native":
      return [nativeRequest(operation)];
    case "onboard":
      return onboardRequests();
    case "subscribe":
      return subscribeRequests();
  }
}

function run(operation: Operation, context: OpContext): Promise<Outcome> {
  switch (operation.type) {
    case "get":
      return get(operation, context);
    case "set":
      return set(operation, context);
    case "add":
      return add(operation, context);
    case "delete":
      return deleteRows(operation, context);
    case "operate":
      return operate(operation, context);
    case "getInstances":
      return getInstances(operation, context);
    case "getSupportedDM":
      return getSupportedDM(operation, context);
    case "native":
      return native(operation, context);
    case "onboard":
      return onboard(context);
    case "subscribe":
      return subscribe(context);
  }
}

/** Onboarding writes too, but only what is not so already: it can always be run again. */
function changesDevice(operation: Operation): boolean {
  switch (operation.type) {
    case "set":
    case "add":
    case "delete":
    case "operate":
      return true;
    case "native":
      return nativeWrites(operation.rpc);
    case "get":
    case "getInstances":
    case "getSupportedDM":
    case "onboard":
    case "subscribe":
      return false;
  }
}

/** What a fault means: back into the queue when nothing can have happened, unknown when something can, else failed. */
function outcomeOf(operation: Operation, fault: Fault): Outcome {
  // An answer of another kind does not say whether it was done.
  if (isUnanswered(fault) && changesDevice(operation))
    return { state: "unknownOutcome", problem: { code: "operation.unknownOutcome", detail: fault.message } };
  if (fault.code !== "device.unreachable" && fault.code !== "broker.unavailable")
    return failed(operation, fault);
  if (fault.facts["sent"] === false || !changesDevice(operation))
    return { state: "retry", problem: fault.problem(), afterMs: RETRY_MS };
  return { state: "unknownOutcome", problem: { code: "operation.unknownOutcome", detail: fault.message } };
}

function isUnanswered({ code, facts }: Fault): boolean {
  return code === "device.protocol" && facts["sent"] === true && facts.protocolCode === undefined;
}

function failed(operation: Operation, fault: Fault): Outcome {
  const problem = named(operation, fault.problem());
  const result = problem.protocolCode === undefined ? undefined : failedResult(operation, problem);
  return { state: "failed", problem, ...(result === undefined ? {} : { result }) };
}

/** An Error message without parameters is about the one path that was asked for. */
function named(operation: Operation, problem: Problem): Problem {
  const [path, ...more] = writePaths(operation);
  if (problem.errors !== undefined || path === undefined || more.length > 0) return problem;
  // A command that is not in the agent's model is one it cannot run.
  const code =
    operation.type === "operate" && problem.code === "path.unknown" ? "operation.unsupported" : problem.code;
  const { detail, protocolCode } = problem;
  const facts = {
    ...(detail === undefined ? {} : { detail }),
    ...(protocolCode === undefined ? {} : { protocolCode }),
  };
  return { ...problem, code, errors: [{ path, code, ...facts }] };
}

/** The agent may lack `~=` or `#n+`, and nothing was changed. */
function wasRefused(operation: Operation, problem: Problem): boolean {
  const codes = new Set([problem.protocolCode, ...(problem.errors ?? []).map((error) => error.protocolCode)]);
  if (!codes.has("usp:7008") && !codes.has("usp:7026")) return false;
  return writePaths(operation).some(isRefusable);
}

function emptyOf(operation: Operation): Outcome {
  const type = operation.type === "delete" || operation.type === "add" ? operation.type : "set";
  return { state: "succeeded", result: { type, results: [] } };
}

function writePaths(operation: Operation): readonly string[] {
  if (operation.type === "set") return operation.updates.map((update) => update.path);
  if (operation.type === "delete") return operation.paths;
  if (operation.type === "add") return operation.objects.map((object) => object.path);
  return operation.type === "operate" ? [operation.command] : [];
}

/** The operation with its refused paths replaced by the objects they mean now; undefined when that cannot be known. */
async function withoutSearch(operation: Operation, context: OpContext): Promise<Operation | undefined> {
  const objectsOf = async (path: string): Promise<readonly string[]> =>
    isRefusable(path) ? ((await chooseHere(path, context))?.objects ?? []) : [path];
  if (operation.type === "set") {
    const updates: ObjectUpdate[] = [];
    for (const update of operation.updates)
      for (const path of await objectsOf(update.path)) updates.push({ ...update, path });
    return { ...operation, updates };
  }
  if (operation.type === "delete")
    return { ...operation, paths: (await Promise.all(operation.paths.map(objectsOf))).flat() };
  if (operation.type === "add") {
    const tables = await Promise.all(operation.objects.map(({ path }) => objectsOf(path)));
    // A row is added to one table: which of several, or to none, nobody said.
    if (tables.some((found) => found.length !== 1)) return undefined;
    const objects = operation.objects.map((object, i) => ({
      ...object,
      path: tables[i]?.[0] ?? object.path,
    }));
    return { ...operation, objects };
  }
  if (operation.type !== "operate") return undefined;
  const at = operation.command.lastIndexOf(".") + 1;
  const objects = await objectsOf(operation.command.slice(0, at));
  const [only, ...more] = objects;
  // One command key stands for one command: several rows would answer under the same key.
  return only === undefined || more.length > 0
    ? undefined
    : { ...operation, command: only + operation.command.slice(at) };
}
