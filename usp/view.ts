import {
  mapped,
  type Json,
  type Knowledge,
  type Operation,
  type Parameter,
  type Sliced,
  type SupportedObject,
} from "#core";
import { REQUEST, requestName } from "./controller.ts";
import type { Models } from "./model.ts";
import { check } from "./ops/check.ts";
import { banksIn } from "./ops/bank.ts";
import { requestsOf } from "./ops/execute.ts";
import { imageCommand, planImage } from "./ops/image.ts";
import { parameterOf } from "./values.ts";

/** USP agents speak TR-181: the view is the native values, typed and spelt the canonical way. Pure. */
export function viewOf(knowledge: Knowledge): readonly Parameter[] {
  return Array.from(knowledge.values.values(), parameterOf);
}

/** The same in slices. */
export function viewing(knowledge: Knowledge): Sliced<readonly Parameter[]> {
  return mapped(knowledge.values.values(), parameterOf);
}

/** What GetSupportedDM told at onboarding. */
export function supportedOf(knowledge: Knowledge, models: Models): readonly SupportedObject[] {
  return models.of(textOf(knowledge.memory["model"])).objects;
}

function textOf(note: Json | undefined): string | undefined {
  return typeof note === "string" ? note : undefined;
}

/**
 * The messages an operation sends first, without what only the moment of sending gives (msg_id, command_key). Throws the
 * fault that the known model refuses it with.
 */
export function dryRunOf(
  operation: Operation,
  knowledge: Knowledge,
  models: Models,
  own: string,
): readonly Json[] {
  check(operation, () => viewOf(knowledge));
  const { endpoint, model } = knowledge.memory;
  const requests =
    operation.type === "operate" && imageCommand(operation.command) !== undefined
      ? planImage(operation, banksIn(knowledge.values.values()), models.of(textOf(model)), "").requests
      : requestsOf(operation, "");
  return requests.map((request) => ({
    toId: endpoint ?? null,
    fromId: own,
    msgType: REQUEST[requestName(request)][0],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- strings, numbers, booleans, lists and maps only
    request: request as unknown as Json,
  }));
}
