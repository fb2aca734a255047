import type { Draft } from "./message/descriptors.table.ts";
import type { Response } from "./message/codec.ts";
import type { Agent } from "./agents.ts";
import type { Answer, Controller } from "./controller.ts";
import type { Mtp, Sent } from "./mtp/mtp.ts";
import { faultOfError } from "./ops/context.ts";
import { Fault } from "#core";
import { noSessionRecord } from "./record.ts";

export interface AskerParts {
  readonly controller: Controller;
  readonly mtp: Mtp;
  readonly own: string;
  readonly timeoutMs: number;
}

/** Sends messages to agents and waits for their answers. */
export class Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /** Rejects with `broker.unavailable`, or `device.unreachable` when the agent has no address. */
  async send(agent: Agent, msg: Draft<"Msg">): Promise<Sent> {
    if (agent.address === undefined)
      throw new Fault("device.unreachable", { detail: "the agent's topic is not known", sent: false });
    const ends = { own: this.#parts.own, peer: agent.endpoint, version: agent.version };
    return await this.#parts.mtp.send(agent.endpoint, agent.address, noSessionRecord(ends, msg));
  }

  /** The response, or the fault that the agent's Error message, its silence or the broker stands for. */
  async ask(agent: Agent, request: Draft<"Request">, signal?: AbortSignal): Promise<Response> {
    const answer: Answer = await this.#parts.controller.ask({
      endpoint: agent.endpoint,
      request,
      timeoutMs: this.#parts.timeoutMs,
      send: (msg) => this.send(agent, msg),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.kind === "error") throw faultOfError(answer.error);
    return answer.response;
  }
}
