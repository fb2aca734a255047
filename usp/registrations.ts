import { asFault, type Clock, type Gateway, type Log } from "#core";
import type { Agents } from "./agents.ts";
import type { EndpointId } from "./endpointid.ts";
import type { Request } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import { refusal } from "./refuse.ts";
import { deregister, register, registeredIn, type Registration } from "./register.ts";

export interface RegistrationsParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly clock: Clock;
  readonly log: Log;
}

/** Register and Deregister of agents: noted with their device before they are answered. */
export class Registrations {
  readonly #parts: RegistrationsParts;
  /** One after the other for each agent: the next one must see what the one before it took. */
  readonly #last = new Map<EndpointId, Promise<unknown>>();

  constructor(parts: RegistrationsParts) {
    this.#parts = parts;
  }

  /** The answer; an agent that is not accepted is refused. Rejects with `store.unavailable`. */
  async answer(from: EndpointId, msgId: string, request: Request): Promise<Draft<"Msg">> {
    const before = this.#last.get(from) ?? Promise.resolve();
    const answered = before.then(() => this.#answer(from, msgId, request));
    const settled = answered.catch(() => undefined);
    this.#last.set(from, settled);
    try {
      return await answered;
    } finally {
      if (this.#last.get(from) === settled) this.#last.delete(from);
    }
  }

  async #answer(from: EndpointId, msgId: string, request: Request): Promise<Draft<"Msg">> {
    const { gateway, agents, clock, log } = this.#parts;
    const agent = await agents.byEndpoint(from);
    if (agent === undefined) return refusal(msgId, request);
    const { device } = agent;
    try {
      const known = registeredIn((await gateway.knowledge(device, "usp")).memory);
      const registration = registrationOf(msgId, request, known);
      if (registration === undefined) return refusal(msgId, request);
      const { answer, memory } = registration;
      if (Object.keys(memory).length > 0) {
        await gateway.report({ device, protocol: "usp", at: clock.now(), events: [], memory, seen: true });
        log.info({ endpoint: from, paths: Object.keys(memory).length }, "paths registered or given back");
      }
      return answer;
    } catch (error) {
      if (asFault(error).code !== "device.notFound") throw error;
      agents.forget(device);
      return refusal(msgId, request);
    }
  }
}

function registrationOf(msgId: string, request: Request, known: readonly string[]): Registration | undefined {
  if (request.register !== undefined) return register(msgId, request.register, known);
  if (request.deregister !== undefined) return deregister(msgId, request.deregister, known);
  return undefined;
}
