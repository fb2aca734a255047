import {
  asFault,
  background,
  type Admission,
  type Clock,
  type Contact,
  type DeviceEvent,
  type DeviceFacts,
  type DeviceId,
  type Gateway,
  type JsonObject,
  type Log,
} from "#core";
import { isSameRoute, routeNotes, routeOver, withRoute, type Agent, type Agents } from "./agents.ts";
import type { UspConfig } from "./config.ts";
import type { Controller } from "./controller.ts";
import type { Sightings } from "./doctor/sightings.ts";
import { factsOf, type EndpointId } from "./endpointid.ts";
import type { Models } from "./model.ts";
import type { Inbound, Route, Standing } from "./mtp/mtp.ts";
import type { Notice } from "./notify.ts";
import { Recent } from "./recent.ts";
import type { Replies } from "./replies.ts";
import type { Routes } from "./routes.ts";
import type { Sessions } from "./session.ts";
import { rankOf } from "./trust/rank.ts";
import { FIRST_VERSION } from "./version.ts";

export interface AdmissionsParts {
  readonly gateway: Gateway;
  readonly agents: Agents;
  readonly models: Models;
  readonly controller: Controller;
  readonly sessions: Sessions;
  readonly routes: Routes;
  readonly replies: Replies;
  readonly sightings: Sightings;
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
  /** An agent is connected here now: what others hold of it ends. */
  moved(endpoint: EndpointId, standing: Standing): void;
}

/** Makes durable what agents say of themselves, and opens a session where the gateway wants one. */
export class Admissions {
  readonly #parts: AdmissionsParts;
  readonly #recent = new Recent(10_000);

  constructor(parts: AdmissionsParts) {
    this.#parts = parts;
  }

  /** True when the agent is to be answered: not when it is refused. */
  async store(
    from: EndpointId,
    notice: Notice,
    { msgId, id }: { readonly msgId: string; readonly id: string },
    inbound: Inbound,
  ): Promise<boolean> {
    const key = `${from}\n${msgId}`;
    const sighting = this.#recent.sighted(key, id);
    if (sighting === "repeated") return true; // [TR-369 R-MSG.4]
    // Ids start again at a reboot, so it is another event; without a reboot somebody may replay what was recorded.
    if (sighting === "reused")
      this.#parts.log.warn({ endpoint: from, msgId }, "message id of a Notify used again");
    const stored = await this.#storeOnce(from, notice, inbound);
    // The device was deleted or merged since it was cached: look it up anew.
    const answered = stored === "gone" ? await this.#storeOnce(from, notice, inbound) : stored;
    if (answered === "accepted") this.#recent.add(key, id);
    return answered === "accepted" || answered === "quarantined";
  }

  async #storeOnce(
    from: EndpointId,
    notice: Notice,
    inbound: Inbound,
  ): Promise<Admission["verdict"] | "gone"> {
    const agent = await this.#parts.agents.byEndpoint(from);
    const moved = this.#newRoute(from, agent, inbound);
    const route = moved ?? routeOver(agent, inbound.mtp);
    if (agent !== undefined && notice.contact === "none" && !isShared(inbound.standing))
      return await this.#report(agent, notice, inbound.mtp, moved);
    if (route !== undefined) return (await this.contact(from, route, notice, inbound.standing)).verdict;
    // A return path that was given has been refused already.
    if (inbound.returnRoute === undefined) this.#parts.replies.refuseRoute(from, undefined);
    return "refused";
  }

  async #report(
    agent: Agent,
    notice: Notice,
    mtp: Route["mtp"],
    moved: Route | undefined,
  ): Promise<"accepted" | "gone"> {
    const { gateway, agents, clock, routes } = this.#parts;
    const { device, endpoint } = agent;
    const { events, values, facts, ready } = notice;
    const notes = { ...notice.memory, ...(moved === undefined ? {} : routeNotes(endpoint, [moved])) };
    const memory: { memory?: JsonObject } = Object.keys(notes).length === 0 ? {} : { memory: notes };
    try {
      const at = clock.now();
      const told = {
        events,
        values,
        facts,
        seen: true,
        ...memory,
        ...(ready === true ? { ready } : {}),
      } as const;
      await gateway.report({ device, protocol: "usp", at, ...told });
    } catch (error) {
      if (asFault(error).code !== "device.notFound") throw error;
      agents.forget(device);
      return "gone";
    }
    if (moved !== undefined) agents.remember({ ...agent, routes: withRoute(agent.routes, moved) });
    await routes.set(device, mtp, "up");
    return "accepted";
  }

  /** An agent made itself known: one commit, then perhaps a session. */
  async contact(
    from: EndpointId,
    route: Route,
    what: Pick<Contact, "facts" | "events" | "values" | "reset" | "memory">,
    standing: Standing,
  ): Promise<Admission> {
    const { gateway, agents, log, routes, sessions, controller } = this.#parts;
    const known = await agents.byEndpoint(from);
    const reset = isReset(known, what);
    this.#noteMove(from, known, route);
    if (what.events.some((event) => event.type === "boot")) controller.forget(from);
    // A session of this replica goes on; one held elsewhere is fenced, its agent has started anew.
    const running = known !== undefined && sessions.isRunning(known.device);
    const admission = await gateway.contact({
      ...this.#said(from, known, { ...what, reset }, route.mtp, standing),
      memory: { ...what.memory, ...routeNotes(from, [route]) },
      session: !running || reset,
    });
    const version = agents.firstVersion(from);
    if (admission.verdict !== "accepted") {
      log.info({ endpoint: from, verdict: admission.verdict }, "agent not accepted");
      this.#noteRefusal(from, admission.verdict);
      if (admission.verdict === "quarantined")
        agents.hold({ device: admission.device, endpoint: from, routes: [route], version });
      return admission;
    }
    const { device, lease } = admission;
    const kept = known?.device === device && !reset ? known : undefined;
    const all = withRoute(kept?.routes ?? [], route);
    agents.remember({ version, ...kept, device, endpoint: from, routes: all });
    routes.heard(device, route.mtp);
    if (route.mtp === "websocket") this.#parts.moved(from, standing);
    this.#go(device, admission.work || admission.first || reset, lease);
    return admission;
  }

  /** For whoever asks why it does not show up; one that is quarantined stands in the registry. */
  #noteRefusal(from: EndpointId, verdict: Admission["verdict"]): void {
    if (verdict !== "refused" && verdict !== "challenge") return;
    const refused = verdict === "refused" ? "closed" : verdict;
    const { sightings, config } = this.#parts;
    sightings.note({ from, to: config.endpointId, version: FIRST_VERSION, kind: "message", refused });
  }

  /**
   * An agent without a login of its own tells that it exists. It is noted and no more: nobody knows yet who listens where it
   * says that it can be reached. True when it is to be answered.
   */
  async introduction(
    from: EndpointId,
    { mtp, standing }: Inbound,
    facts: DeviceFacts = {},
  ): Promise<boolean> {
    const { gateway, log } = this.#parts;
    const nothing = { facts, events: [], values: [], reset: false };
    const said = this.#said(from, undefined, nothing, mtp, standing);
    const { verdict } = await gateway.contact({ ...said, session: false });
    this.#noteRefusal(from, verdict);
    log.info({ endpoint: from, verdict }, "agent introduced itself");
    return verdict === "accepted" || verdict === "quarantined";
  }

  #said(
    from: EndpointId,
    known: Agent | undefined,
    what: Pick<Contact, "facts" | "events" | "values" | "reset">,
    mtp: Route["mtp"],
    standing: Standing,
  ): Omit<Contact, "session"> {
    const { clock, config } = this.#parts;
    const at = clock.now();
    return {
      protocol: "usp",
      identity: { scheme: "usp", value: from },
      proof: standing.kind === "proven" ? standing.proof : { kind: "none" },
      at,
      mtp,
      ...(this.#isPeriodic(known) ? { interval: config.periodicIntervalSeconds } : {}),
      events: eventsOf(what.events, what.reset, at),
      values: what.values,
      reset: what.reset,
      facts: { dataModel: "TR-181", ...factsOf(from), ...what.facts },
    };
  }

  /** Onboarding asks for a heartbeat; only an agent that is known to have none is never due. */
  #isPeriodic(agent: Agent | undefined): boolean {
    const model = this.#parts.models.of(agent?.model);
    return model.objects.length === 0 || model.has("Device.LocalAgent.Periodic!");
  }

  #go(device: DeviceId, hasWork: boolean, lease: Extract<Admission, { verdict: "accepted" }>["lease"]): void {
    const { sessions, gateway, log } = this.#parts;
    if (lease !== undefined && hasWork) sessions.start(lease);
    else if (lease !== undefined) background(log, "release lease", gateway.release(lease));
    else if (hasWork) background(log, "open session", sessions.open(device));
  }

  /** The return path of a Notify, when it is allowed and another than the known one. A change is never silent. */
  #newRoute(from: EndpointId, agent: Agent | undefined, { returnRoute, mtp }: Inbound): Route | undefined {
    if (returnRoute === undefined || isSameRoute(routeOver(agent, mtp), returnRoute)) return undefined;
    if (!this.#parts.replies.isAllowed(from, returnRoute)) {
      this.#parts.replies.refuseRoute(from, returnRoute);
      return undefined;
    }
    this.#noteMove(from, agent, returnRoute);
    return returnRoute;
  }

  #noteMove(from: EndpointId, agent: Agent | undefined, is: Route): void {
    const was = routeOver(agent, is.mtp);
    if (was === undefined || is.mtp === "websocket" || isSameRoute(was, is)) return;
    this.#parts.log.warn({ endpoint: from, was, is }, "agent's route changed");
  }
}

/** Proved by what several have: only the gateway can tell whether that is enough for this one, each time anew. */
function isShared(standing: Standing): boolean {
  return standing.kind === "proven" && rankOf(standing.proof) === 1;
}

/** An agent without subscriptions tells no Boot!: after a reset its Connect record is all there is. */
function isReset(known: Agent | undefined, what: Pick<Contact, "reset">): boolean {
  return what.reset || known?.forgot === true;
}

/** What such an agent did not tell of its reset, as one that kept its subscriptions does. */
function eventsOf(told: readonly DeviceEvent[], reset: boolean, at: number): readonly DeviceEvent[] {
  if (!reset || told.some(({ type }) => type === "boot" || type === "bootstrap")) return told;
  return [
    { id: "", at, type: "boot", cause: "RemoteFactoryReset", commandKey: "" },
    { id: "", at, type: "bootstrap", reason: "factoryReset" },
    ...told,
  ];
}
