import { asFault, parsePath, type JsonObject } from "#core";
import type { Request } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import { errorText } from "./message/error.table.ts";

type Register = NonNullable<Request["register"]>;
type Deregister = NonNullable<Request["deregister"]>;

/** What is answered, and what is noted of it in the device's memory before. */
export interface Registration {
  readonly answer: Draft<"Msg">;
  readonly memory: JsonObject;
}

/** Paths that one agent may register. */
export const MOST_PATHS = 128;
const LONGEST_PATH = 256;

const SYNTAX = 7008;
const EXCEEDED = 7005;
const DEREGISTER_FAILURE = 7030;

const NOTE = "registered:";

/** The paths that an agent registered, by the notes of its device; sorted. */
export function registeredIn(memory: JsonObject): readonly string[] {
  return Object.keys(memory)
    .filter((key) => key.startsWith(NOTE) && memory[key] === true)
    .map((key) => key.slice(NOTE.length))
    .toSorted();
}

/**
 * Takes the paths that an agent serves: each for itself with `allow_partial`, else all or none. A path that it registered
 * before is registered. `known`: its paths so far. Pure. [TR-369 R-REG.0] [TR-369 R-REG.1] [TR-369 R-REG.2]
 */
export function register(msgId: string, request: Register, known: readonly string[]): Registration {
  const held = new Set(known);
  const results = request.regPaths.map(({ path }) => {
    const code = objection(path, held);
    if (code === undefined) held.add(path);
    return { path, code };
  });
  const failed = results.filter(({ code }) => code !== undefined);
  if (failed.length > 0 && !request.allowPartial) return { answer: refusal(msgId, failed), memory: {} };
  const registeredPathResults = results.map(({ path: requestedPath, code }) => ({
    requestedPath,
    operStatus: code === undefined ? { operSuccess: { registeredPath: requestedPath } } : failure(code),
  }));
  const taken = results.filter(({ code }) => code === undefined);
  return {
    answer: {
      header: { msgId, msgType: "REGISTER_RESP" },
      body: { response: { registerResp: { registeredPathResults } } },
    },
    memory: Object.fromEntries(taken.map(({ path }) => [NOTE + path, true])),
  };
}

/**
 * Gives paths back; an empty one stands for all of them. What is not the agent's fails alone, and never the message. Pure.
 * [TR-369 R-DEREG.2] [TR-369 R-DEREG.4]
 */
export function deregister(msgId: string, { paths }: Deregister, known: readonly string[]): Registration {
  const held = new Set(known);
  const memory: Record<string, null> = {};
  const deregisteredPathResults = paths.map((requestedPath) => {
    const gone = requestedPath === "" ? [...held] : held.has(requestedPath) ? [requestedPath] : undefined;
    if (gone === undefined) return { requestedPath, operStatus: failure(DEREGISTER_FAILURE) };
    for (const path of gone) {
      held.delete(path);
      memory[NOTE + path] = null;
    }
    return { requestedPath, operStatus: { operSuccess: { deregisteredPath: gone } } };
  });
  const body = { response: { deregisterResp: { deregisteredPathResults } } };
  return { answer: { header: { msgId, msgType: "DEREGISTER_RESP" }, body }, memory };
}

function objection(path: string, held: ReadonlySet<string>): number | undefined {
  if (!held.has(path) && held.size >= MOST_PATHS) return EXCEEDED;
  if (path.length > LONGEST_PATH) return SYNTAX;
  try {
    parsePath(path, "register");
    return undefined;
  } catch (error) {
    if (asFault(error).code !== "path.syntax") throw error;
    return SYNTAX;
  }
}

function failure(errCode: number) {
  return { operFailure: { errCode, errMsg: errorText(errCode, "") } };
}

function refusal(
  msgId: string,
  failed: readonly { readonly path: string; readonly code?: number | undefined }[],
) {
  const paramErrs = failed.map(({ path, code = SYNTAX }) => ({
    paramPath: path,
    errCode: code,
    errMsg: errorText(code, ""),
  }));
  const [first] = paramErrs;
  const error = { errCode: first?.errCode ?? SYNTAX, errMsg: first?.errMsg ?? "", paramErrs };
  return { header: { msgId, msgType: "ERROR" as const }, body: { error } };
}
