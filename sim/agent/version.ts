import type { Wire } from "./wire.ts";

export type UspVersion = "1.0" | "1.1" | "1.2" | "1.3" | "1.4";

const VERSIONS: readonly UspVersion[] = ["1.0", "1.1", "1.2", "1.3", "1.4"];

/** `1.0,1.1`: all that an agent of this version speaks. */
export function spokenBy(version: UspVersion): string {
  return VERSIONS.slice(0, VERSIONS.indexOf(version) + 1).join(",");
}

/** Whether an agent of this version knows what a later or equal one brought. */
export function knows(version: UspVersion, since: UspVersion): boolean {
  return VERSIONS.indexOf(version) >= VERSIONS.indexOf(since);
}

/** A request as an agent of this version reads it: fields that came later are unknown to it. */
export function readAs(version: UspVersion, kind: string, request: Wire): Wire {
  if (kind === "get" && !knows(version, "1.2")) return { ...request, maxDepth: 0 };
  if (kind === "getSupportedDm" && !knows(version, "1.3")) return { ...request, returnUniqueKeySets: false };
  return request;
}

/** A response as an agent of this version writes it. */
export function writtenAs(version: UspVersion, kind: string, response: Wire): Wire {
  if (knows(version, "1.2")) return response;
  if (kind === "get") return { reqPathResults: list(response, "reqPathResults").map(inOneObject) };
  if (kind === "getSupportedDm") return { reqObjResults: list(response, "reqObjResults").map(untyped) };
  return response;
}

/** Before 1.2 what lies below an object is told in that object's result: `Controller.1.Enable`. */
function inOneObject(result: Wire): Wire {
  const requested = result["requestedPath"] as string;
  const resolved = list(result, "resolvedPathResults");
  if (!requested.endsWith(".") || /[*[+]/.test(requested) || resolved.length === 0) return result;
  const params = resolved.flatMap((one) => {
    const below = (one["resolvedPath"] as string).slice(requested.length);
    const own = one["resultParams"] as Readonly<Record<string, string>>;
    return Object.entries(own).map(([name, value]) => [below + name, value] as const);
  });
  const all = { resolvedPath: requested, resultParams: Object.fromEntries(params) };
  return { ...result, resolvedPathResults: [all] };
}

/** Types of parameters and commands came with 1.2. */
function untyped(result: Wire): Wire {
  const supportedObjs = list(result, "supportedObjs").map((object) => ({
    ...object,
    supportedParams: list(object, "supportedParams").map(
      ({ valueType: _type, valueChange: _change, ...param }) => param,
    ),
    supportedCommands: list(object, "supportedCommands").map(({ commandType: _type, ...command }) => command),
  }));
  return { ...result, supportedObjs };
}

function list(wire: Wire, field: string): readonly Wire[] {
  return (wire[field] as readonly Wire[] | undefined) ?? [];
}
