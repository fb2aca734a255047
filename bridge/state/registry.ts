import {
  asDeviceId,
  background,
  Fault,
  type Admission,
  type Credential,
  type DeviceId,
  type DeviceRecord,
  type Gateway,
  type Identity,
  type Knowledge,
  type Outcome,
  type Parameter,
  type Protocol,
} from "#core";
import { administer, type Administration } from "./administer.ts";
import { adopt, type Adopted, type Newcomer } from "./adopt.ts";
import type { Packed } from "./change.ts";
import { contact, type AfterCommit } from "./contact.ts";
import { createCredentialReader } from "./credential.reader.ts";
import { loginsOf, rotateCredential } from "./credentials.ts";
import { gaugeDevices } from "./gauge.ts";
import { findDevice } from "./identity.ts";
import { createHistory } from "./history.ts";
import type { History } from "./history.types.ts";
import { type HistoryPage, type HistoryQuery, readHistory } from "./history.read.ts";
import { createKnowledge, type KnowledgeReader } from "./known.ts";
import { parseIdentity } from "./keys.ts";
import { learned } from "./link.ts";
import { packOutcome } from "./outcome.ts";
import { createModels } from "./models.ts";
import { createParameterIndex, type ViewOf } from "./param.index.ts";
import type { ParameterIndex } from "./param.types.ts";
import { beat, forgiveOutage, markOverdue, setRoute } from "./presence.ts";
import { aggregateDevices, filtersOf, listDevices, listIds, valuesOf } from "./query.ts";
import type { Aggregate, AggregateQuery, DevicePage, DeviceQuery } from "./query.types.ts";
import { recordsOf } from "./records.ts";
import { createRedirects, type Redirects } from "./redirects.ts";
import { report } from "./report.ts";
import type { Vault } from "./secret.ts";
import { openSession, releaseSession, renewSession } from "./session.ts";
import { STATE_CONFIG, type StateConfig, type StateContext } from "./state.context.ts";
import type { StoreContext } from "./store.context.ts";

/** The gateway's knowledge of its devices. Every promise rejects with `store.unavailable` while Redis is gone. */
export interface State
  extends
    Pick<
      Gateway,
      | "contact"
      | "report"
      | "open"
      | "renew"
      | "release"
      | "find"
      | "credentials"
      | "rotateCredential"
      | "model"
      | "keepModel"
    >,
    Administration {
  /** See `setRoute`. */
  route(...told: Parameters<Gateway["route"]>): Promise<Protocol | undefined>;
  /** `protocol` absent: the active one. Fault `device.notFound`. */
  knowledge(device: DeviceId, protocol?: Protocol): ReturnType<KnowledgeReader["read"]>;
  /**
   * What an outcome changes of its device: the settle script applies it in its own step (`commit.fragment.ts`). `apart`: so
   * that no other change can make it refuse.
   */
  outcome(device: DeviceId, protocol: Protocol, outcome: Outcome, apart?: boolean): Promise<Packed>;
  /** Call it after the step that applied `outcome`; never waited for. */
  settled(device: DeviceId, protocol: Protocol, outcome: Outcome): void;
  /** A device by its id, or by an identity (`cwmp:…`, `usp:…`, or the bare value). Fault `device.notFound`. */
  device(idOrIdentity: string): Promise<DeviceRecord>;
  /** The id alone. Fault `device.notFound`. */
  resolve(idOrIdentity: string): Promise<DeviceId>;
  devices(ids: readonly DeviceId[]): Promise<readonly (DeviceRecord | undefined)[]>;
  list(query: DeviceQuery): Promise<DevicePage>;
  /** The ids of all devices of a filter, page by page. */
  ids(filter: string): AsyncIterable<readonly DeviceId[]>;
  /** See `filtersOf`. */
  filtersOf(device: DeviceId, filters: readonly string[]): Promise<readonly boolean[]>;
  aggregate(query: AggregateQuery): Promise<Aggregate>;
  /** The values of a field that devices have, with counts, most frequent first. */
  values(
    field: string,
    prefix: string,
    filter?: string,
  ): Promise<readonly { readonly value: string; readonly count: number }[]>;
  /** See `readHistory`. */
  history(device: DeviceId, query: HistoryQuery): Promise<HistoryPage>;
  /** A CPE's own credentials, newest first. */
  logins(device: DeviceId): Promise<readonly Credential[]>;
  /** See `adopt`. `mark` names the row that the device comes from. */
  adopt(newcomer: Newcomer, mark: string, dryRun: boolean): Promise<Adopted>;
  /** Devices on their way to another ACS. */
  readonly redirects: Redirects;
  /** The index of parameters, where there is one. */
  parameters(): ParameterIndex | undefined;
  /** At start: notes an outage and forgives the devices what they could not tell in it. */
  start(): Promise<void>;
  /** Every few seconds: notes that a replica is alive, marks overdue devices. */
  tick(): Promise<void>;
}

/** What the registry stands on. */
export interface StateOptions extends StoreContext {
  readonly vault: Vault;
  readonly config: Partial<StateConfig>;
  /** Called after every commit that may have written events: the forwarder looks at the device's partition. */
  committed?(id: DeviceId): void;
  /** The TR-181 view of what is known of a device; indexed parameters are taken from it. */
  view?(knowledge: Knowledge): readonly Parameter[];
}

export function createState(options: StateOptions): State {
  let parameters: ParameterIndex | undefined;
  let history: History | undefined;
  const context: StateContext = {
    ...options,
    config: { ...STATE_CONFIG, ...options.config },
    committed: (id) => options.committed?.(id),
    get parameters() {
      return parameters;
    },
    get history() {
      return history;
    },
  };
  const reader = createKnowledge(context);
  const after: AfterCommit = {
    learned: (id) => learned(context, reader, id),
    compact: (id, protocol, overlaid) => reader.compact(id, protocol, overlaid),
  };

  const credentials = createCredentialReader(context);

  async function resolve(text: string): Promise<DeviceId> {
    const id = asDeviceId(text);
    if (id !== undefined) return id;
    for (const identity of identitiesOf(text)) {
      const found = await findDevice(context, identity);
      if (found !== undefined) return found;
    }
    throw new Fault("device.notFound", { detail: "no device has this id or identity" });
  }

  return {
    ...administer(context, reader),
    contact: (said) => counted(context, contact(context, after, said)),
    async report(told) {
      const overlaid = await report(context, told);
      afterwards(context, after, told.device, told.protocol, told, overlaid);
    },
    open: (device, protocol) => openSession(context, device, protocol),
    renew: (lease) => renewSession(context, lease),
    release: (lease) => releaseSession(context, lease),
    find: (identity) => findDevice(context, identity),
    credentials,
    rotateCredential: (device, username, password) => rotateCredential(context, device, username, password),
    route: (device, protocol, mtp, state, at) => setRoute(context, device, protocol, mtp, state, at),
    ...createModels(context),
    knowledge: (device, protocol) => reader.read(device, protocol),
    outcome: (device, protocol, outcome, apart = false) =>
      packOutcome(context, reader, device, protocol, outcome, apart),
    settled: (device, protocol, outcome) => afterwards(context, after, device, protocol, outcome),
    resolve,
    async device(text) {
      const id = await resolve(text);
      const [record] = await recordsOf(context, [id]);
      if (record === undefined) throw new Fault("device.notFound", { device: id });
      return record;
    },
    devices: (ids) => recordsOf(context, ids),
    list: (query) => listDevices(context, query),
    ids: (filter) => listIds(context, filter),
    filtersOf: (device, filters) => filtersOf(context, device, filters),
    aggregate: (query) => aggregateDevices(context, query),
    values: (field, prefix, filter) => valuesOf(context, field, prefix, filter),
    history: (device, query) => readHistory(context, device, query),
    logins: (device) => loginsOf(context, device, credentials),
    adopt: (newcomer, mark, dryRun) => adopt(context, reader, newcomer, { mark, dryRun, credentials }),
    redirects: createRedirects(context, {
      list: (query) => listDevices(context, query),
      resolve,
      async counts(filter) {
        const { groups } = await aggregateDevices(context, { groupBy: ["redirect.state"], filter });
        return new Map(groups.map(({ key, count }) => [key["redirect.state"] ?? "", count]));
      },
    }),
    parameters: () => parameters,
    async start() {
      const view: ViewOf = (known) => options.view?.(known) ?? [];
      history = createHistory(context, () => reader, view);
      parameters = await createParameterIndex(context, () => reader, view);
      const gap = await forgiveOutage(context);
      if (gap > 0) context.log.info({ ms: gap }, "due times moved by the time nobody could hear devices");
      await beat(context);
    },
    async tick() {
      await beat(context);
      const marked = await markOverdue(context);
      if (marked > 0) context.metrics.count("devices_overdue", {}, marked);
      await gaugeDevices(context);
    },
  };
}

async function counted({ metrics }: StateContext, answer: Promise<Admission>): Promise<Admission> {
  const admission = await answer;
  metrics.count("contacts", { verdict: admission.verdict });
  return admission;
}

/** What follows from new facts and values, without anybody waiting for it. */
function afterwards(
  { log }: StateContext,
  after: AfterCommit,
  device: DeviceId,
  protocol: Protocol,
  { facts, values = [] }: Pick<Outcome, "facts" | "values">,
  overlaid?: number,
): void {
  const told = values.some(({ path }) => path.endsWith(".EndpointID"));
  if (told || facts?.serialNumber !== undefined) background(log, "state.learned", after.learned(device));
  if (values.length > 0) background(log, "state.compact", after.compact(device, protocol, overlaid));
}

function identitiesOf(text: string): Identity[] {
  const whole = parseIdentity(text);
  const bare: Identity[] = (["cwmp", "usp", "certificate"] as const).map((scheme) => ({
    scheme,
    value: text,
  }));
  return whole === undefined ? bare : [whole, ...bare];
}
