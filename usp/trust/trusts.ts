import {
  asFault,
  Fault,
  type Clock,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Knowledge,
  type NativeValue,
  type Trusts,
} from "#core";
import type { Agent, Agents } from "../agents.ts";
import type { Asker } from "../ask.ts";
import { errorText, faultOfUsp, protocolCode } from "../message/error.table.ts";
import type { Models } from "../model.ts";
import { part } from "../ops/context.ts";
import { nativeValue } from "../values.ts";
import { lacking } from "./needs.table.ts";
import { ownRoles, trustOf, type Role, type Trust } from "./roles.ts";

export interface AgentTrustsParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly asker: Asker;
  readonly models: Models;
  readonly clock: Clock;
}

const TRUST = "Device.LocalAgent.ControllerTrust.";

/** The roles that agents give this controller, and the challenges that raise them. */
export class AgentTrusts implements Trusts {
  readonly #parts: AgentTrustsParts;

  constructor(parts: AgentTrustsParts) {
    this.#parts = parts;
  }

  shown({ values, memory }: Knowledge): JsonObject {
    const { self } = memory;
    const trust = trustOf(values, typeof self === "string" ? self : undefined);
    const ours = new Set(ownRoles(trust).map(({ path }) => path));
    const lacks = lacking(trust).map(([, right, path]) => `${right} on ${path}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- plain facts
    return {
      controller: trust.controller ?? null,
      assigned: trust.assigned,
      inherited: trust.inherited,
      roles: trust.roles.map((role) => ({ ...role, ours: ours.has(role.path) })),
      challenges: trust.challenges.map((one) => ({
        ...one,
        roles: one.roles.map((path) => named(trust, path)),
      })),
      lacks,
    } as unknown as JsonObject;
  }

  async challenge(device: DeviceId, path: string): Promise<JsonObject> {
    const row = path.replace(/\.$/, "");
    const agent = await this.#agent(device);
    const output = await this.#operate(agent, "RequestChallenge()", { ChallengeRef: row });
    const { ChallengeID = "", Instruction = "", InstructionType = "", ValueType = "" } = output;
    const isText = InstructionType.startsWith("text/");
    return {
      challengeId: ChallengeID,
      instruction: isText ? Buffer.from(Instruction, "base64").toString("utf8") : Instruction,
      instructionType: InstructionType,
      valueType: ValueType,
    };
  }

  async respond(device: DeviceId, challengeId: string, value: string): Promise<void> {
    const agent = await this.#agent(device);
    await this.#operate(agent, "ChallengeResponse()", { ChallengeID: challengeId, Value: value });
    await this.#refresh(agent);
  }

  async #agent(device: DeviceId): Promise<Agent> {
    const agent = await this.#parts.agents.byDevice(device);
    if (agent === undefined) throw new Fault("device.unreachable", { detail: "no agent is known" });
    return agent;
  }

  /** Runs a command at once, beside the queue: what it is told must not be written down. */
  async #operate(
    agent: Agent,
    name: string,
    inputArgs: Readonly<Record<string, string>>,
  ): Promise<Partial<Readonly<Record<string, string>>>> {
    const command = `${TRUST}${name}`;
    const operate = { command, commandKey: "", sendResp: true, inputArgs };
    const { operationResults } = part(await this.#parts.asker.ask(agent, { operate }), "operateResp");
    const [result] = operationResults;
    const failure = result?.cmdFailure;
    if (failure !== undefined)
      throw new Fault(faultOfUsp(failure.errCode), {
        detail: errorText(failure.errCode, failure.errMsg),
        protocolCode: protocolCode(failure.errCode),
      });
    if (result?.reqOutputArgs === undefined)
      throw new Fault("operation.unsupported", { detail: `the agent does not answer ${name} at once` });
    return result.reqOutputArgs.outputArgs;
  }

  /** The agent has taken the answer; that its roles cannot be read again now is no failure. */
  async #refresh(agent: Agent): Promise<void> {
    const { gateway, asker, clock, models } = this.#parts;
    const { memory } = await gateway.knowledge(agent.device, "usp");
    const { self } = memory;
    const paramPaths = [TRUST, ...(typeof self === "string" ? [self] : [])];
    try {
      const { reqPathResults } = part(
        await asker.ask(agent, { get: { paramPaths, maxDepth: 0 } }),
        "getResp",
      );
      const at = clock.now();
      const model = models.of(agent.model);
      const values = reqPathResults.flatMap(({ resolvedPathResults }) =>
        resolvedPathResults.flatMap(({ resolvedPath, resultParams }) =>
          Object.entries(resultParams).map(([name, text]): NativeValue =>
            nativeValue(`${resolvedPath}${name}`, text, at, model),
          ),
        ),
      );
      await gateway.report({ device: agent.device, protocol: "usp", at, events: [], values, seen: true });
    } catch (error) {
      if (asFault(error).code === "store.unavailable") throw error;
    }
  }
}

function named(trust: Trust, path: string): Pick<Role, "path" | "name"> {
  return { path, name: trust.roles.find((role) => role.path === path)?.name ?? "" };
}
