import type { SecureContextOptions } from "node:tls";
import type { Clock, DeviceStack, Gateway, Log, Metrics, Post } from "#core";
import { background } from "#core";
import { Admissions } from "./admission.ts";
import { Agents } from "./agents.ts";
import { Asker } from "./ask.ts";
import type { UspConfig } from "./config.ts";
import { Controller } from "./controller.ts";
import { Examiner } from "./doctor/examiner.ts";
import { sightingOf, type Passed } from "./doctor/sighting.ts";
import { Sightings } from "./doctor/sightings.ts";
import type { EndpointId } from "./endpointid.ts";
import { InboundHandler } from "./inbound.ts";
import { Messages } from "./messages.ts";
import { Models } from "./model.ts";
import { DynamicSecurity } from "./mtp/dynsec.ts";
import { MqttMtp } from "./mtp/mqtt.ts";
import type { Notes } from "./mtp/notes.ts";
import type { Inbound, Standing } from "./mtp/mtp.ts";
import { Mtps } from "./mtp/mtps.ts";
import { StompMtp } from "./mtp/stomp/stomp.ts";
import { WebSocketMtp } from "./mtp/websocket/websocket.ts";
import { Neighbours } from "./neighbours.ts";
import { Presence } from "./presence.ts";
import { registeredIn } from "./register.ts";
import { Registrations } from "./registrations.ts";
import { Records } from "./records.ts";
import { Replies } from "./replies.ts";
import { Routes } from "./routes.ts";
import { Sessions } from "./session.ts";
import { Alarm } from "./trust/alarm.ts";
import { rankOf } from "./trust/rank.ts";
import { AgentTrusts } from "./trust/trusts.ts";
import { Waking } from "./waking.ts";
import { dryRunOf, supportedOf, viewing, viewOf } from "./view.ts";

export interface UspStackParts {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** To the other replicas: a WebSocket is held by one of them. */
  readonly post: Post;
  /** Of this replica. */
  readonly notes?: Notes;
  readonly config: UspConfig;
}

export interface UspStack extends DeviceStack {
  /** That broker is connected and subscribed. */
  connected(broker: "mqtt" | "stomp"): boolean;
  /** Where agents connect to over WebSocket, once started; undefined without that transport. */
  websocketUrl(): string | undefined;
  /** New certificates of the WebSocket listener. */
  reload(tls: SecureContextOptions): void;
}

/** Endpoints of which it is remembered what was seen of them. */
const SIGHTED = 5000;

/** The parts of the stack put together, for `createUspStack` and for those who measure what lies behind it. */
export function assembled(parts: UspStackParts) {
  const { gateway, clock, config } = parts;
  const log = parts.log.child({ stack: "usp" });
  const base = { gateway, clock, log, metrics: parts.metrics, config };
  const sightings = new Sightings(clock, SIGHTED);
  const alarm = new Alarm({ gateway, clock, log });
  const spurned = (message: Passed) => sightings.note({ ...sightingOf(message), refused: "contentType" });
  const neighbours = new Neighbours(parts.post);
  const websocket = websocketOf(base, neighbours, alarm);
  const socketed = websocket === undefined ? [] : [websocket];
  const mtps = new Mtps([
    new MqttMtp({ ...base, notes: parts.notes, spurned }),
    ...socketed,
    ...stompOf(base),
  ]);
  const agents = new Agents(gateway, config.limits.agents);
  const models = new Models();
  const controller = new Controller(clock);
  const routes = new Routes({ gateway, clock, log, mtps });
  const records = new Records({ ...base, post: parts.post, agents, controller, mtps });
  const asker = new Asker({ controller, mtps, records, routes, timeoutMs: config.requestTimeoutMs });
  const { replica } = config;
  const presence = new Presence({ gateway, agents, asker, routes, mtps, replica, clock, log });
  const sessions = new Sessions({ gateway, agents, asker, models, config, clock, log });
  const common = { ...base, agents, models, controller, mtps, records, routes, sightings };
  const replies = new Replies(common);
  const moved = (endpoint: EndpointId, standing: Standing) =>
    background(
      log,
      "dismiss",
      neighbours.dismiss(endpoint, rankOf("proof" in standing ? standing.proof : undefined)),
    );
  const admissions = new Admissions({ ...common, sessions, replies, moved });
  const registrations = new Registrations(common);
  const messages = new Messages({ ...common, admissions, registrations, replies });
  const inbound = new InboundHandler({ ...common, messages, admissions, replies, alarm });
  const waking = new Waking({ agents, routes, presence, sessions, neighbours, replica, log });
  const receive = (message: Inbound) => inbound.receive(message);
  const start = () =>
    mtps.start({
      receive,
      state: (mtp, up) => presence.transport(mtp, up),
      gone: (mtp, endpoint) => background(log, "route gone", presence.gone(mtp, endpoint)),
    });
  return { ...common, asker, presence, sessions, alarm, waking, neighbours, websocket, receive, start };
}

/** The USP controller as a device stack. Nothing happens before `start`. */
export function createUspStack(parts: UspStackParts): UspStack {
  const { clock, config } = parts;
  const own = config.endpointId;
  const made = assembled(parts);
  const { alarm, log, models, mtps, neighbours, presence, sessions, waking, websocket } = made;

  const logins = config.administersLogins ? new DynamicSecurity({ config, clock, log }) : undefined;

  const stopping = new AbortController();
  let silence = () => {};
  let unserve = () => {};

  return {
    protocol: "usp",
    connected: (broker) => mtps.isUp(broker),
    ...(logins === undefined ? {} : { logins }),
    websocketUrl: () => websocket?.url(),
    reload: (tls) => websocket?.reload(tls),
    async start() {
      if (logins !== undefined) background(log, "prepare logins", logins.prepare(stopping.signal));
      if (websocket !== undefined)
        silence = neighbours.serve({
          holds: (endpoint) => websocket.holds(endpoint),
          leave: (endpoint, rank) => websocket.leave(endpoint, rank),
          wake: async (device) => {
            await sessions.open(device);
            return true;
          },
        });
      unserve = made.records.serve(made.receive);
      await made.start();
    },
    async stop(signal) {
      stopping.abort();
      silence();
      presence.stop();
      await sessions.stop(signal);
      unserve();
      made.records.stop();
      await mtps.stop();
    },
    wake: (device) => waking.wake(device),
    view: viewOf,
    viewing,
    supported: (knowledge) => supportedOf(knowledge, models),
    registered: ({ memory }) => registeredIn(memory),
    trusts: new AgentTrusts(made),
    doctor: new Examiner(made),
    warnings: () => alarm.warnings(),
    dryRun: (operation, knowledge) => dryRunOf(operation, knowledge, models, own),
  };
}

function stompOf(base: Omit<UspStackParts, "gateway" | "post">): readonly StompMtp[] {
  const { stomp, endpointId, limits, requestTimeoutMs } = base.config;
  if (stomp === undefined) return [];
  const { recordBytes } = limits;
  return [new StompMtp({ ...base, config: stomp, endpointId, recordBytes, requestTimeoutMs })];
}

/** The transport for agents over WebSocket, where one is wanted. */
function websocketOf(
  base: Omit<UspStackParts, "post">,
  neighbours: Neighbours,
  alarm: Alarm,
): WebSocketMtp | undefined {
  const { websocket } = base.config;
  if (websocket === undefined) return undefined;
  return new WebSocketMtp({
    ...base,
    websocket,
    impersonated: (what) => alarm.raise({ ...what, mtp: "websocket" }),
    isElsewhere: (endpoint) => neighbours.hold(endpoint),
  });
}
