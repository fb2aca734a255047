import { asFault, type NativeValue } from "#core";
import { nativeValue } from "../values.ts";
import { part, type OpContext } from "./context.ts";

/**
 * What an agent shows below some paths; a path it does not have, or does not show, tells nothing. Undefined: it refused the
 * question. Rejects when the agent is away. [TR-369 R-GET.0]
 */
export async function readShown(
  paths: readonly string[],
  context: OpContext,
): Promise<readonly NativeValue[] | undefined> {
  try {
    const answer = await context.ask({ get: { paramPaths: [...paths], maxDepth: 0 } });
    const at = context.now();
    return part(answer, "getResp").reqPathResults.flatMap(({ resolvedPathResults }) =>
      resolvedPathResults.flatMap(({ resolvedPath, resultParams }) =>
        Object.entries(resultParams).map(([name, value]) =>
          nativeValue(`${resolvedPath}${name}`, value, at, context.model),
        ),
      ),
    );
  } catch (error) {
    const fault = asFault(error);
    if (fault.facts.protocolCode === undefined) throw error;
    return undefined;
  }
}
