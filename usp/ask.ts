import { asFault, Fault } from "#core";
import type { Agent } from "./agents.ts";
import { requestName, type Answer, type Controller, type RequestName } from "./controller.ts";
import type { Response } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import type { Route } from "./mtp/mtp.ts";
import type { Mtps } from "./mtp/mtps.ts";
import { faultOfError } from "./ops/context.ts";
import type { Records } from "./records.ts";
import type { Routes } from "./routes.ts";

export interface AskerParts {
  readonly controller: Controller;
  readonly records: Pick<Records, "ask" | "abandon">;
  readonly mtps: Pick<Mtps, "lifetime">;
  readonly routes: Routes;
  readonly timeoutMs: number;
}

/** Requests that may be asked again on another route although the agent may have received them. */
const HARMLESS: ReadonlySet<RequestName> = new Set([
  "get",
  "getInstances",
  "getSupportedDm",
  "getSupportedProtocol",
]);

/** How often a harmless request is asked again whose session was replaced. */
const AGAIN = 2;

/** Sends messages to agents on the best of their routes and waits for the answers. */
export class Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /**
   * The response, or the fault that the agent's Error message, its silence or the transport stands for. The next route is
   * taken when the request did not leave on the one before, or when it can do no harm twice.
   */
  async ask(agent: Agent, request: Draft<"Request">, signal?: AbortSignal): Promise<Response> {
    const [first, ...others] = this.#parts.routes.open(agent);
    if (first === undefined) throw unreachable(agent);
    const isHarmless = HARMLESS.has(requestName(request));
    let route = first;
    let again = isHarmless ? AGAIN : 0;
    for (;;) {
      try {
        return await this.#askOn(route, agent, request, signal);
      } catch (error) {
        // The agent began a new session before it got the request: once more, with a message id of its own.
        if (asFault(error).facts["replaced"] === true && again-- > 0 && signal?.aborted !== true) continue;
        const next = others.shift();
        if (next === undefined || signal?.aborted === true || !mayGoOn(asFault(error), isHarmless))
          throw error;
        route = next;
      }
    }
  }

  async #askOn(
    route: Route,
    agent: Agent,
    request: Draft<"Request">,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { controller, records, routes, timeoutMs, mtps } = this.#parts;
    const { endpoint } = agent;
    const lifetime = mtps.lifetime(endpoint, route);
    const times = routes.times(agent.device, route.mtp);
    let answer: Answer;
    let msgId = "";
    try {
      answer = await controller.ask({
        endpoint,
        request,
        timeoutMs,
        send: (msg) => {
          msgId = msg.header?.msgId ?? "";
          return records.ask(agent, route, msg);
        },
        ...(signal === undefined ? {} : { signal }),
        ...(lifetime === undefined ? {} : { lifetime }),
      });
    } catch (error) {
      records.abandon(endpoint, msgId);
      if (asFault(error).facts["silent"] === true) await routes.silent(agent.device, route.mtp, times);
      throw error;
    }
    await routes.set(agent.device, route.mtp, "up");
    if (answer.kind === "error") throw faultOfError(answer.error);
    return answer.response;
  }
}

function mayGoOn({ code, facts }: Fault, isHarmless: boolean): boolean {
  if (code !== "device.unreachable" && code !== "broker.unavailable") return false;
  return facts["sent"] === false || (isHarmless && (facts["silent"] === true || facts["lost"] === true));
}

function unreachable(agent: Agent): Fault {
  return agent.routes.length === 0
    ? new Fault("device.unreachable", { detail: "no route to the agent is known", sent: false })
    : new Fault("broker.unavailable", { detail: "no route to the agent is open", sent: false });
}
