import { asFault, type Clock, type Doctor, type Examined, type JsonObject, type NativeValue } from "#core";
import type { Agent, Agents } from "../agents.ts";
import { FIRST_VERSION } from "../version.ts";
import type { UspConfig } from "../config.ts";
import type { Controller } from "../controller.ts";
import { asEndpointId, type EndpointId } from "../endpointid.ts";
import type { Response } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { NO_MODEL, type Models } from "../model.ts";
import type { Route, Sent } from "../mtp/mtp.ts";
import type { Mtps } from "../mtp/mtps.ts";
import { supportedProtocolRequest } from "../ops/onboard.ts";
import { noSessionRecord } from "../record.ts";
import type { Records } from "../records.ts";
import { nativeValue } from "../values.ts";
import { diagnose, type Probe } from "./diagnose.ts";
import type { Setup } from "./finding.ts";
import type { Sightings } from "./sightings.ts";

export interface ExaminerParts {
  readonly agents: Agents;
  readonly models: Models;
  readonly controller: Controller;
  readonly mtps: Pick<Mtps, "send" | "reaches">;
  readonly records: Pick<Records, "ask">;
  readonly sightings: Sightings;
  readonly config: UspConfig;
  readonly clock: Clock;
}

/** How long one question may take: whoever asks is waiting. */
const PATIENCE_MS = 3000;

/** Finds out why an agent does not show up: from what was seen of it, and by asking it where it should listen. */
export class Examiner implements Doctor {
  readonly #parts: ExaminerParts;

  constructor(parts: ExaminerParts) {
    this.#parts = parts;
  }

  async examine(name: string, known: Examined): Promise<JsonObject> {
    const { sightings, models, config } = this.#parts;
    const endpoint = asEndpointId(name);
    const agent = endpoint === undefined ? undefined : await this.#parts.agents.byEndpoint(endpoint);
    const { probe, values } = endpoint === undefined ? UNASKED : await this.#asked(endpoint, agent);
    const seen = sightings.of(name);
    const findings = diagnose({
      setup: setupOf(config),
      endpoint: name,
      seen,
      probe,
      values,
      model: agent === undefined ? NO_MODEL : models.of(agent.model),
      onboarded: known.onboarded,
      ...(known.enrolment === undefined ? {} : { enrolment: known.enrolment }),
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- plain facts
    return { endpoint: name, probe, findings, seen } as unknown as JsonObject;
  }

  /** Asks on every route there may be until one is answered. Nothing of it is stored. */
  async #asked(endpoint: EndpointId, agent: Agent | undefined): Promise<typeof UNASKED> {
    let found: Probe = "unasked";
    for (const route of this.#routes(endpoint, agent)) {
      const to = { endpoint, route, agent };
      const one = await this.#ask(to, supportedProtocolRequest());
      if (one.probe === "answered") {
        const shown = await this.#ask(to, LOCAL_AGENT);
        return { probe: "answered", values: valuesIn(shown.response, this.#parts.clock.now()) };
      }
      if (RANK.indexOf(one.probe) > RANK.indexOf(found)) found = one.probe;
    }
    return { probe: found, values: new Map() };
  }

  /** Where it is known to be, then where an agent of this name should be, of either MQTT version. */
  #routes(endpoint: EndpointId, agent: Agent | undefined): readonly Route[] {
    const { agentTopic } = this.#parts.config;
    const topic = agentTopic.replaceAll("{endpointId}", endpoint);
    const usual: readonly Route[] = /[+#]/.test(topic)
      ? []
      : [
          { mtp: "mqtt", topic, version: "5" },
          { mtp: "mqtt", topic, version: "3.1.1" },
        ];
    const own = agent?.routes ?? [];
    const others = usual.filter(
      (route) => !own.some((other) => JSON.stringify(other) === JSON.stringify(route)),
    );
    return [...own, ...others].filter((route) => this.#parts.mtps.reaches(endpoint, route));
  }

  async #ask(
    to: { readonly endpoint: EndpointId; readonly route: Route; readonly agent: Agent | undefined },
    request: Draft<"Request">,
  ): Promise<{ readonly probe: Probe; readonly response?: Response }> {
    const { controller, mtps, records, config } = this.#parts;
    const { endpoint, route, agent } = to;
    let sent: Sent | undefined;
    try {
      const answer = await controller.ask({
        endpoint,
        request,
        timeoutMs: PATIENCE_MS,
        send: async (msg) => {
          // An agent that is known may have a session context; one that is not has none.
          const ends = { own: config.endpointId, peer: endpoint, version: FIRST_VERSION };
          sent = await (agent === undefined
            ? mtps.send(endpoint, route, noSessionRecord(ends, msg))
            : records.ask(agent, route, msg));
          return sent;
        },
      });
      return answer.kind === "response"
        ? { probe: "answered", response: answer.response }
        : { probe: "answered" };
    } catch (error) {
      const { code } = asFault(error);
      if (code !== "device.unreachable" && code !== "broker.unavailable" && code !== "device.protocol")
        throw error;
      if (code === "device.protocol") return { probe: "answered" };
      return { probe: sent === "sent" ? "silent" : sent === "noReceiver" ? "noReceiver" : "unasked" };
    }
  }
}

const UNASKED: { readonly probe: Probe; readonly values: ReadonlyMap<string, NativeValue> } = {
  probe: "unasked",
  values: new Map(),
};
/** The more it tells the later. */
const RANK: readonly Probe[] = ["unasked", "noReceiver", "silent", "answered"];

const LOCAL_AGENT: Draft<"Request"> = { get: { paramPaths: ["Device.LocalAgent."], maxDepth: 0 } };

function setupOf({
  endpointId,
  topic,
  agentTopic,
  brokerEnforcesTopics: enforces,
  trials,
}: UspConfig): Setup {
  return { endpointId, topic, agentTopic, enforces, trials };
}

function valuesIn(response: Response | undefined, at: number): ReadonlyMap<string, NativeValue> {
  const results = response?.getResp?.reqPathResults ?? [];
  return new Map(
    results.flatMap(({ resolvedPathResults }) =>
      resolvedPathResults.flatMap(({ resolvedPath, resultParams }) =>
        Object.entries(resultParams).map(([name, value]): [string, NativeValue] => {
          const path = `${resolvedPath}${name}`;
          return [path, nativeValue(path, value, at, NO_MODEL)];
        }),
      ),
    ),
  );
}
