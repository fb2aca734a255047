import type { Knowledge, Operation, Outcome, PathFault, Problem } from "#core";
import { allows, roleNames, trustOf, type Right, type Subject, type Trust } from "./roles.ts";

const DENIED = "usp:7006";

/** What each operation needs of a role, by the words of the specification and by ours. */
const NEEDS: Readonly<Partial<Record<Operation["type"], readonly [Subject, Right, string]>>> = {
  get: ["Param", "read", "read"],
  set: ["Param", "write", "write"],
  add: ["Obj", "write", "add"],
  delete: ["InstantiatedObj", "write", "delete"],
  operate: ["CommandEvent", "execute", "operate"],
  getInstances: ["InstantiatedObj", "read", "read"],
  getSupportedDM: ["Obj", "read", "read"],
};

export function isDenied(problem: Problem | undefined): problem is Problem {
  if (problem === undefined) return false;
  return (
    problem.protocolCode === DENIED ||
    problem.errors?.some(({ protocolCode }) => protocolCode === DENIED) === true
  );
}

/** The outcome with what the agent's refusals mean: which role lacks which right, so far as the agent shows it. Pure. */
export function explained(
  outcome: Outcome,
  operation: Operation,
  knowledge: Pick<Knowledge, "values" | "memory">,
): Outcome {
  if (outcome.state !== "failed" || !isDenied(outcome.problem)) return outcome;
  const { self } = knowledge.memory;
  const trust = trustOf(knowledge.values, typeof self === "string" ? self : undefined);
  const need = NEEDS[operation.type];
  if (need === undefined) return outcome;
  const { problem } = outcome;
  const errors = problem.errors?.map((error) =>
    error.protocolCode === DENIED ? told(error, trust, need) : error,
  );
  const paths =
    problem.errors?.filter(({ protocolCode }) => protocolCode === DENIED).map(({ path }) => path) ?? [];
  return {
    ...outcome,
    problem: {
      ...problem,
      detail: sentence(trust, need, paths),
      ...(errors === undefined ? {} : { errors }),
    },
  };
}

function told(error: PathFault, trust: Trust, need: readonly [Subject, Right, string]): PathFault {
  return { ...error, detail: sentence(trust, need, [error.path]) };
}

/** `role Reader lacks write on Device.WiFi.SSID.1.SSID`; an agent that shows no role of ours is asked to be looked at. */
function sentence(
  trust: Trust,
  [subject, right, word]: readonly [Subject, Right, string],
  paths: readonly string[],
): string {
  const where = paths.length === 0 ? "what was asked for" : paths.slice(0, 4).join(", ");
  const isKnown = paths.some((path) => allows(trust, subject, right, path) === false);
  const names = roleNames(trust);
  const role = names === "none" ? "the agent shows no role of this controller, which" : `role ${names}`;
  const way = trust.challenges.some(({ enabled }) => enabled)
    ? "; it can be raised by challenge, see GET /v1/devices/{id}/trust"
    : "";
  return isKnown || names === "none"
    ? `${role} lacks ${word} on ${where}${way}`
    : `permission denied: ${word} on ${where} with role ${names}${way}`;
}
