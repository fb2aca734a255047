import {
  asFault,
  subscriptionsIn,
  SUBSCRIPTIONS_NOTE,
  type Admission,
  type Claimed,
  type Contact,
  type DeviceId,
  type DeviceRecord,
  type JsonObject,
  type Protocol,
  type SubscriptionsNote,
  type WantedSubscription,
} from "#core";
import type { OperateContext } from "../operate/context.ts";
import { createRounds } from "../rounds.ts";
import { stored } from "../state/redis.ts";
import type { State } from "../state/registry.ts";
import { askToSubscribe } from "./ask.ts";
import { wantedBy, type SubscriptionRow } from "./row.ts";
import type { SubscriptionRows } from "./rows.ts";

/** What devices are wanted to tell, and what became of it. Every promise rejects with `store.unavailable` while Redis is gone. */
export interface Subscriptions {
  readonly rows: SubscriptionRows;
  /** Of one device, over a protocol; a device of two has them over USP alone, so that nothing is told twice. */
  wantedOf(device: DeviceId, protocol: Protocol): Promise<readonly WantedSubscription[]>;
  /** What became of them, as the stack noted it last; undefined: nothing yet. */
  notesOf(devices: readonly DeviceRecord[]): Promise<readonly (SubscriptionsNote | undefined)[]>;
  /** Queues what brings a device up to date, over each of its protocols; true when anything was queued. */
  ask(device: Pick<DeviceRecord, "id" | "protocols">, actor: string): Promise<readonly Protocol[]>;
  /** A device that came so is to have its subscriptions looked at in the session that follows. */
  concerns(contact: Contact, admission: Admission): boolean;
  /** Queues that, before the device gets its answer. */
  met(contact: Contact, admission: Admission): Promise<Admission>;
  /** A device is about to change in what filters ask for: it is brought up to date soon after. */
  changing(device: DeviceId): Promise<void>;
  /** With what the operation sets up. */
  given(claimed: Claimed | undefined): Promise<Claimed | undefined>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const ACTOR = "gateway";
/** Other replicas learn within this time that there are subscriptions at all. */
const REFRESH_MS = 2000;
/** A change of a device is stored within this time. */
const CHANGING_MS = 2000;

type Registry = Pick<State, "devices" | "filtersOf">;

export function createSubscriptions(
  context: OperateContext,
  state: Registry,
  rows: SubscriptionRows,
): Subscriptions {
  const { clock, log, keys, scripts } = context;
  /** Any are switched on. */
  let any = false;

  async function refresh(): Promise<void> {
    any = (await rows.list()).some(({ enabled }) => enabled);
  }

  // While Redis is gone the last known answer stays.
  const rounds = createRounds({
    clock,
    log,
    name: "reading subscriptions",
    everyMs: REFRESH_MS,
    level: "debug",
    work: refresh,
  });

  async function rowsOf(device: DeviceId): Promise<readonly SubscriptionRow[]> {
    const enabled = (await rows.list()).filter((row) => row.enabled);
    const holds = await state.filtersOf(
      device,
      enabled.map(({ filter }) => filter),
    );
    return enabled.filter((_, i) => holds[i]);
  }

  async function wantedOf(device: DeviceId, protocol: Protocol): Promise<readonly WantedSubscription[]> {
    const [record] = await state.devices([device]);
    if (record === undefined || ownerOf(record) !== protocol) return [];
    return (await rowsOf(device)).flatMap(wantedBy);
  }

  async function noteOf(device: DeviceId, protocol: Protocol): Promise<SubscriptionsNote | undefined> {
    const key = `${keys.tagOf(device)}:mem:${device}:${protocol}`;
    const text = await stored(scripts.client.hget(key, SUBSCRIPTIONS_NOTE));
    if (text === null) return undefined;
    return subscriptionsIn({ [SUBSCRIPTIONS_NOTE]: JSON.parse(text) as JsonObject });
  }

  /** It has subscriptions or is to have some: a boot is worth a look. */
  async function isSubscribed(device: DeviceId, protocol: Protocol): Promise<boolean> {
    const note = await noteOf(device, protocol);
    if (note !== undefined && note.items.length > 0) return true;
    return any && (await wantedOf(device, protocol)).length > 0;
  }

  async function ask(device: Pick<DeviceRecord, "id" | "protocols">, actor: string) {
    const queued: Protocol[] = [];
    for (const protocol of device.protocols)
      if (await askToSubscribe(context, device.id, protocol, actor)) queued.push(protocol);
    return queued;
  }

  return {
    rows,
    wantedOf,
    ask,

    notesOf: (devices) => Promise.all(devices.map((record) => noteOf(record.id, ownerOf(record)))),

    concerns(contact, admission) {
      if (admission.verdict !== "accepted" || contact.reset || admission.first) return false;
      return contact.subscribe === true || contact.events.some(({ type }) => type === "boot");
    },

    async met(contact, admission) {
      if (admission.verdict !== "accepted") return admission;
      if (contact.subscribe !== true && !(await isSubscribed(admission.device, contact.protocol)))
        return admission;
      await askToSubscribe(context, admission.device, contact.protocol, ACTOR).catch(
        notAsked(admission.device),
      );
      return { ...admission, work: true };
    },

    async changing(device) {
      if (any) await rows.walk(`id="${device}"`, CHANGING_MS);
    },

    async given(claimed) {
      if (claimed === undefined) return undefined;
      const { operation, device } = claimed.record;
      const sets =
        operation.type === "subscribe" || (operation.type === "onboard" && operation.only === undefined);
      if (!sets) return claimed;
      const wanted = await wantedOf(device, operation.protocol);
      if (operation.type === "onboard" && wanted.length > 0) await settleAfter(device, operation.protocol);
      return wanted.length === 0 ? claimed : { ...claimed, wanted };
    },

    async start() {
      await refresh();
      rounds.start();
    },
    stop: () => rounds.stop(),
  };

  /**
   * What is to follow an onboarding: a CPE is subscribed in an operation of its own, in the same session, once its tree is
   * known; a box that comes over USP is not to tell the same over CWMP any more.
   */
  async function settleAfter(device: DeviceId, protocol: Protocol): Promise<void> {
    const [record] = await state.devices([device]);
    const spoken = record?.protocols ?? [];
    if (protocol === "cwmp" || spoken.includes("cwmp"))
      await askToSubscribe(context, device, "cwmp", ACTOR).catch(notAsked(device));
  }

  /** A device whose queue is full goes on without it; it is looked at again at its next boot. */
  function notAsked(device: DeviceId): (error: unknown) => void {
    return (error) => {
      const { code } = asFault(error);
      if (code === "store.unavailable") throw error;
      log.warn({ device, code }, "subscriptions are not looked at");
    };
  }
}

/** The protocol that has the subscriptions of a device. */
function ownerOf({ protocols }: Pick<DeviceRecord, "protocols">): Protocol {
  return protocols.includes("usp") ? "usp" : "cwmp";
}
