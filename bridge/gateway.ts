import {
  asFault,
  background,
  type DeviceEvent,
  type DeviceId,
  type Gateway,
  type Lease,
  type OperationId,
  type Outcome,
  type Protocol,
} from "#core";
import { complete } from "./operate/completion.ts";
import type { OperateContext } from "./operate/context.ts";
import type { Dispatch } from "./operate/dispatch.ts";
import { releaseScript } from "./operate/release.script.ts";
import { read } from "./operate/ledger.ts";
import { leaseArgs } from "./operate/lease.ts";
import { resume, resumedBy } from "./operate/resume.ts";
import { claim, sending } from "./operate/session.ts";
import { settle } from "./operate/settle.ts";
import type { State } from "./state/registry.ts";
import type { Subscriptions } from "./subscriptions/subscriptions.ts";

const KNOWN_PAGE = 500;
/** New snapshots made before one is given up. */
const ATTEMPTS = 3;

/** What the stacks see: the registry for devices and sessions, the ledger for operations, and what joins them. */
export function createGateway(
  context: OperateContext,
  state: State,
  dispatch: Dispatch,
  subscriptions: Pick<Subscriptions, "concerns" | "met" | "given">,
): Gateway {
  /** Ends the pending operations that durable events complete. The forwarder repeats it, so nobody waits for it here. */
  function completed(device: DeviceId, events: readonly DeviceEvent[]): void {
    if (events.length === 0) return;
    const next = complete(context, device, events).then((waiting) => {
      for (const protocol of waiting) dispatch.queued(device, protocol);
    });
    background(context.log, "operations.complete", next);
  }

  /** What a snapshot that keeps moving on refuses is told value by value in the end. */
  async function settled(lease: Lease, operation: OperationId, outcome: Outcome) {
    for (let attempt = 1; ; attempt++) {
      const packed = await state.outcome(lease.device, lease.protocol, outcome, attempt > ATTEMPTS);
      try {
        return await settle(context, lease, operation, outcome, packed);
      } catch (error) {
        if (asFault(error).code !== "request.precondition" || attempt > ATTEMPTS) throw error;
      }
    }
  }

  return {
    async contact(contact) {
      const judged = await state.contact(contact);
      const admission = subscriptions.concerns(contact, judged)
        ? await subscriptions.met(contact, judged)
        : judged;
      if (admission.verdict !== "accepted") return admission;
      completed(admission.device, contact.events);
      // Not acknowledged yet: a device that is cut off here tells it again.
      const told = resumedBy(contact);
      const resumed = told.length > 0 && (await resume(context, admission.device, told)) > 0;
      if (admission.work && !contact.session) dispatch.queued(admission.device, contact.protocol);
      return resumed ? { ...admission, work: true } : admission;
    },

    async report(report) {
      await state.report(report);
      // Not acknowledged yet: a device that is cut off here tells it again.
      if (report.ready === true) await resume(context, report.device, ["ready"]);
      completed(report.device, report.events);
    },

    async release(lease) {
      const waiting = (await context.scripts.run(
        releaseScript,
        [context.keys.device(lease.device)],
        leaseArgs(context, lease),
      )) as Protocol[];
      for (const protocol of waiting) dispatch.queued(lease.device, protocol);
    },

    async settle(lease: Lease, operation, outcome: Outcome) {
      const next = await settled(lease, operation, outcome);
      state.settled(lease.device, lease.protocol, outcome);
      completed(lease.device, outcome.events ?? []);
      return subscriptions.given(next);
    },

    async route(device, protocol, mtp, routeState, at) {
      const heir = await state.route(device, protocol, mtp, routeState, at);
      if (heir !== undefined) background(context.log, "dispatch.ring", dispatch.ring(device, heir));
    },

    async known(protocol, cursor) {
      const page = await state.list({
        filter: `protocols:"${protocol}" AND enrolment="accepted"`,
        limit: KNOWN_PAGE,
        ...(cursor === "" ? {} : { cursor }),
      });
      return { devices: page.items.map(({ id }) => id), cursor: page.next ?? "" };
    },

    claim: async (lease) => subscriptions.given(await claim(context, lease)),
    sending: (lease, operation) => sending(context, lease, operation),
    operation: (id) => read(context, id),
    open: (device, protocol) => state.open(device, protocol),
    renew: (lease) => state.renew(lease),
    knowledge: (device, protocol) => state.knowledge(device, protocol),
    find: (identity) => state.find(identity),
    credentials: (username) => state.credentials(username),
    rotateCredential: (device, username, password) => state.rotateCredential(device, username, password),
    model: (protocol, key) => state.model(protocol, key),
    keepModel: (protocol, key, text) => state.keepModel(protocol, key, text),
  };
}
