import { asFault, type NativeValue } from "#core";
import { nativeValue } from "../values.ts";
import { part, type OpContext } from "./context.ts";

/** Values below the paths; undefined when the agent refused one of them. */
export async function readTree(
  context: OpContext,
  paramPaths: readonly string[],
): Promise<readonly NativeValue[] | undefined> {
  const answer = await orRefused(context, "tree", context.ask({ get: { paramPaths, maxDepth: 0 } }));
  if (answer === undefined) return undefined;
  const { reqPathResults } = part(answer, "getResp");
  if (reqPathResults.some((result) => result.errCode !== 0)) return undefined;
  return reqPathResults.flatMap((result) =>
    result.resolvedPathResults.flatMap((resolved) =>
      Object.entries(resolved.resultParams).map(([name, value]) =>
        nativeValue(`${resolved.resolvedPath}${name}`, value, context.now(), context.model),
      ),
    ),
  );
}

/** The answer, or undefined when the agent answered with an error; an agent that is away stops the operation. */
export async function orRefused<T>(
  context: OpContext,
  step: string,
  asked: Promise<T>,
): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const fault = asFault(error);
    if (fault.facts.protocolCode === undefined) throw error;
    context.log.warn(
      { endpoint: context.agent.endpoint, step, protocolCode: fault.facts.protocolCode },
      "agent refused",
    );
    return undefined;
  }
}
