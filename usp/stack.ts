import type { Clock, DeviceId, DeviceStack, Gateway, Log, Metrics, WakeResult } from "#core";
import { background } from "#core";
import { Admissions } from "./admission.ts";
import { Agents, type Agent } from "./agents.ts";
import { Asker } from "./ask.ts";
import type { UspConfig } from "./config.ts";
import { Controller } from "./controller.ts";
import { Examiner } from "./doctor/examiner.ts";
import { sightingOf, type Passed } from "./doctor/sighting.ts";
import { Sightings } from "./doctor/sightings.ts";
import { InboundHandler } from "./inbound.ts";
import { Models } from "./model.ts";
import { DynamicSecurity } from "./mtp/dynsec.ts";
import { MqttMtp } from "./mtp/mqtt.ts";
import { byPreference, Mtps } from "./mtp/mtps.ts";
import { StompMtp } from "./mtp/stomp/stomp.ts";
import { Presence } from "./presence.ts";
import { registeredIn } from "./register.ts";
import { Registrations } from "./registrations.ts";
import { Replies } from "./replies.ts";
import { Routes } from "./routes.ts";
import { Sessions } from "./session.ts";
import { Alarm } from "./trust/alarm.ts";
import { dryRunOf, supportedOf, viewing, viewOf } from "./view.ts";

export interface UspStackParts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: UspConfig;
}

export interface UspStack extends DeviceStack {
  /** That broker is connected and subscribed. */
  connected(broker: "mqtt" | "stomp"): boolean;
}

/** Endpoints of which it is remembered what was seen of them. */
const SIGHTED = 5000;

/** The USP controller as a device stack. Nothing happens before `start`. */
export function createUspStack(parts: UspStackParts): UspStack {
  const { gateway, clock, config } = parts;
  const log = parts.log.child({ stack: "usp" });
  const own = config.endpointId;
  const outside = { clock, log, metrics: parts.metrics };
  const sightings = new Sightings(clock, SIGHTED);
  const alarm = new Alarm({ gateway, clock, log });
  const spurned = (message: Passed) => sightings.note({ ...sightingOf(message), refused: "contentType" });
  const mtps = new Mtps([new MqttMtp({ config, ...outside, spurned }), ...stompOf(config, outside)]);
  const agents = new Agents(gateway, config.limits.agents);
  const models = new Models();
  const controller = new Controller(clock);
  const routes = new Routes({ gateway, clock, log, mtps });
  const asker = new Asker({ controller, mtps, routes, own, timeoutMs: config.requestTimeoutMs });
  const presence = new Presence({ gateway, agents, asker, routes, clock, log });
  const sessions = new Sessions({ gateway, agents, asker, models, config, clock, log });
  const common = { ...parts, log, agents, models, controller, mtps, routes, sightings };
  const replies = new Replies(common);
  const admissions = new Admissions({ ...common, sessions, replies });
  const registrations = new Registrations(common);
  const inbound = new InboundHandler({ ...common, admissions, registrations, replies, alarm });

  async function wake(device: DeviceId): Promise<WakeResult> {
    const agent = await agents.byDevice(device);
    const [best] = agent === undefined ? [] : routes.open(agent);
    if (agent === undefined || best === undefined) return unreachable(agent);
    const method = best.mtp;
    if (routes.state(device, method) === "down") {
      // The last request found nobody: a probe first, the queue only when it answers.
      background(
        log,
        "probe agent",
        presence.probe(agent).then((up) => (up ? sessions.open(device) : up)),
      );
      return { state: "rung", method, detail: "probe sent" };
    }
    const opened = await sessions.open(device);
    return { state: "open", method, ...(opened ? {} : { detail: "another replica holds the session" }) };
  }

  const logins = config.administersLogins ? new DynamicSecurity({ config, clock, log }) : undefined;

  const stopping = new AbortController();

  return {
    protocol: "usp",
    connected: (broker) => mtps.isUp(broker),
    ...(logins === undefined ? {} : { logins }),
    async start() {
      if (logins !== undefined) background(log, "prepare logins", logins.prepare(stopping.signal));
      await mtps.start({
        receive: (message) => inbound.receive(message),
        state: (mtp, up) => presence.transport(mtp, up),
        gone: (mtp, endpoint) => background(log, "route gone", presence.gone(mtp, endpoint)),
      });
    },
    async stop(signal) {
      stopping.abort();
      presence.stop();
      await sessions.stop(signal);
      await mtps.stop();
    },
    wake,
    view: viewOf,
    viewing,
    supported: (knowledge) => supportedOf(knowledge, models),
    registered: ({ memory }) => registeredIn(memory),
    doctor: new Examiner(common),
    warnings: () => alarm.warnings(),
    dryRun: (operation, knowledge) => dryRunOf(operation, knowledge, own),
  };
}

function stompOf(
  { stomp, endpointId, limits, requestTimeoutMs }: UspConfig,
  outside: Pick<UspStackParts, "clock" | "log" | "metrics">,
): readonly StompMtp[] {
  if (stomp === undefined) return [];
  const { recordBytes } = limits;
  return [new StompMtp({ config: stomp, endpointId, recordBytes, requestTimeoutMs, ...outside })];
}

function unreachable(agent: Agent | undefined): WakeResult {
  const [best] = byPreference(agent?.routes ?? []);
  if (best === undefined)
    return { state: "unreachable", method: "none", detail: "no route to the agent is known" };
  return { state: "unreachable", method: best.mtp, detail: `${best.mtp} is away` };
}
