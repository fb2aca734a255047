import { randomBytes } from "node:crypto";
import {
  asFault,
  Fault,
  isTerminal,
  partitionOf,
  type Clock,
  type DeviceId,
  type DeviceStack,
  type Gateway,
  type Knowledge,
  type Log,
  type Metrics,
  type OperationId,
  type OperationRecord,
  type Parameter,
  type Post,
  type Protocol,
  type Rings,
  type SessionKeeper,
  type Slicer,
} from "#core";
import { createBus, type Bus } from "./events/bus.ts";
import type { EventFilter, FeedEvent } from "./events/feed.ts";
import { createForwarder } from "./events/forwarder.ts";
import { feedLag, type FeedLag } from "./events/lag.ts";
import {
  countEvents,
  readEvents,
  tallyEvents,
  type EventPage,
  type EventQuery,
  type EventTally,
} from "./events/read.ts";
import { FILES_CONFIG, type FilesConfig } from "./files/config.ts";
import { createFiles, type Files } from "./files/files.ts";
import { createGateway } from "./gateway.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { finishCompleted } from "./operate/finish.ts";
import type { OperateContext } from "./operate/context.ts";
import { createDispatch, type Dispatch } from "./operate/dispatch.ts";
import { createOperations, type Operations } from "./operate/operations.ts";
import { createSweep } from "./operate/sweep.ts";
import { createWaiters, type Waiters } from "./operate/waiters.ts";
import { createPost } from "./queue/post.ts";
import { createWakes } from "./queue/wakes.ts";
import { createRounds } from "./rounds.ts";
import { createBudgets, type Budget } from "./state/budgets.ts";
import { createActs } from "./batch/acts.ts";
import { createBatches, type Batches } from "./batch/batches.ts";
import { createImports, type Imports } from "./import/imports.ts";
import { createRecordings, type Recordings } from "./record/recordings.ts";
import type { Keys } from "./state/keys.ts";
import { createIndexWorker, type IndexWorker } from "./state/param.worker.ts";
import type { IndexProgress } from "./state/param.types.ts";
import { openLayout, provenKey } from "./state/layout.ts";
import { connectRedis, Scripts, type RedisClient } from "./state/redis.ts";
import { createReplicas, type Replica, type ReplicaAbout } from "./state/replicas.ts";
import { shortcomings } from "./state/durability.ts";
import { createRings, type RingStore } from "./state/rings.ts";
import { createState, type State } from "./state/registry.ts";
import { subscriptionParts } from "./subscriptions/parts.ts";
import type { Subscriptions } from "./subscriptions/subscriptions.ts";
import { createRules, type Rules } from "./state/rules.ts";
import { createVault } from "./state/secret.ts";
import { STATE_CONFIG, type StateConfig } from "./state/state.context.ts";

export interface BridgeConfig {
  /** 32 bytes; secrets at rest are sealed with it. */
  readonly secretKey: Buffer;
  /** Fixed at the first start of an installation; a power of two. */
  readonly partitions?: number;
  /** This replica looks after expiry and after devices that must be rung again. Default true. */
  readonly worker?: boolean;
  /** The protocols whose stacks run in this process: it takes their wake jobs. Default both. */
  readonly served?: readonly Protocol[];
  /** What to do when the store can lose what it acknowledged (see `shortcomings`). Default `warn`. */
  readonly undurableStore?: "warn" | "refuse";
  readonly limits?: Partial<Limits>;
  /** What this replica tells the others of itself. */
  readonly about?: Omit<ReplicaAbout, "name">;
  readonly state?: Partial<StateConfig>;
  readonly files: Pick<FilesConfig, "directory" | "key" | "address"> & Partial<FilesConfig>;
}

export interface BridgeOptions {
  readonly redis: { readonly url: string; readonly prefix: string };
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: BridgeConfig;
  /** Lets others run while a large tree is packed, read or shown; absent: nothing is sliced. */
  readonly slicer?: Slicer;
  /** The stacks of this process; asked for at every use, because they are made after the bridge. */
  stacks(): ReadonlyMap<Protocol, DeviceStack>;
}

/** The feed of events. */
export interface Events {
  readonly bus: Bus;
  page(query: EventQuery): Promise<EventPage>;
  tally(filter: EventFilter): Promise<EventTally>;
  counts(match: (type: string) => boolean): Promise<EventTally>;
}

/** How much waits. */
export interface Lag {
  /** Wake jobs of both protocols. */
  readonly wakes: { readonly waiting: number; readonly active: number };
  readonly feed: FeedLag;
}

/** The parts of a bridge that was started. */
export interface BridgeParts {
  readonly scripts: Scripts;
  readonly keys: Keys;
  readonly state: State;
  readonly rules: Rules;
  /** Attributes and parameters that can be filtered and grouped by. */
  readonly indexed: Pick<StateConfig, "indexedAttributes" | "indexedParameters">;
  readonly operations: Operations;
  readonly dispatch: Dispatch;
  readonly events: Events;
  /** The replicas that are there. */
  replicas(): Promise<readonly Replica[]>;
  lag(): Promise<Lag>;
  /** How much of each budget is used. */
  budgets(): readonly Budget[];
  /** How far the index of parameters is; undefined where none is indexed. */
  indexing(): Promise<IndexProgress | undefined>;
  readonly recordings: Recordings;
  readonly rings: RingStore;
  readonly post: Post;
  readonly files: Files;
  readonly imports: Imports;
  readonly batches: Batches;
  readonly subscriptions: Subscriptions;
  readonly gateway: Gateway;
}

export interface Bridge {
  /** Keeps what stacks record of sessions. */
  readonly recorder: SessionKeeper;
  /** Whose turn it is to ring a device. */
  readonly rings: Rings;
  /** Questions between replicas. */
  readonly post: Post;
  /** For the stacks. Before `start` and after `stop` every call rejects with `gateway.stopping`. */
  readonly gateway: Gateway;
  /** Faults: `gateway.stopping` before `start` and after `stop`. */
  parts(): BridgeParts;
  /** Connects, opens the data, begins to forward events and to work. Faults: `store.unavailable`, `store.layout`. */
  start(): Promise<void>;
  /** Ends what runs, in reverse order. */
  stop(): Promise<void>;
  /** True while Redis answers. */
  ready(): Promise<boolean>;
}

/** How often presence is looked at. */
const TICK_MS = 5000;

export function createBridge(options: BridgeOptions): Bridge {
  let running: (BridgeParts & { readonly stop: () => Promise<void> }) | undefined;
  const parts = (): BridgeParts => {
    if (running === undefined) throw new Fault("gateway.stopping");
    return running;
  };
  return {
    gateway: delegate(parts),
    recorder: {
      follows: (device) => running?.recordings.follows(device) ?? false,
      keep: async (recording) => parts().recordings.keep(recording),
    },
    rings: {
      turn: async (device, holdMs) => parts().rings.turn(device, holdMs),
      done: async (device, end) => parts().rings.done(device, end),
      bind: async (device, binding, forMs) => parts().rings.bind(device, binding, forMs),
      isNews: async (device, ts, nonce) => parts().rings.isNews(device, ts, nonce),
      tookNews: async (device, ts, nonce) => parts().rings.tookNews(device, ts, nonce),
      came: async (device) => parts().rings.came(device),
    },
    post: {
      replica: options.config.state?.replica ?? STATE_CONFIG.replica,
      serve: (topic, answer) => parts().post.serve(topic, answer),
      ask: async (topic, body, wait) => parts().post.ask(topic, body, wait),
    },
    parts,
    async start() {
      running ??= await assemble(options);
    },
    async stop() {
      const ending = running;
      await ending?.stop();
      running = undefined;
    },
    async ready() {
      try {
        return (await parts().scripts.client.ping()) === "PONG";
      } catch {
        return false;
      }
    },
  };
}

/** Makes the parts, from the store upwards, and sets them going. */
async function assemble(
  options: BridgeOptions,
): Promise<BridgeParts & { readonly stop: () => Promise<void> }> {
  const { redis, clock, log, metrics, config, slicer } = options;
  const limits = { ...LIMITS, ...config.limits };
  const client = await connectRedis(redis.url, log);
  await checkStore(client, options);
  const keys = await openLayout(client, redis.prefix, config.partitions ?? 64);
  const scripts = new Scripts(client, clock);
  const vault = createVault(config.secretKey);
  await provenKey(client, keys, vault);
  const waiters = createWaiters(clock, ({ state }) => isTerminal(state));
  const committed = (id: DeviceId | OperationId): void => forwarder.nudge(partitionOf(id));
  const store = { scripts, keys, clock, log, metrics, limits, vault, committed, slicer };
  const rules = createRules(client, keys, clock, log, config.state?.rules ?? []);
  const registry = createState({
    ...store,
    config: { ...config.state, rules: rules.live },
    view: (knowledge) => viewOf(options, knowledge),
  });
  const budgets = createBudgets({
    ...store,
    client,
    quarantineDevices: { ...STATE_CONFIG, ...config.state }.quarantineDevices,
    files: { ...FILES_CONFIG, ...config.files },
  });
  const recordings = createRecordings(store);
  const rings = createRings(store);
  const files = createFiles(store, { ...FILES_CONFIG, ...config.files });
  const name = config.state?.replica ?? "replica";
  const instance = `${name}.${randomBytes(6).toString("hex")}`;
  const about = { version: "", roles: [], ...config.about, name };
  const replicas = createReplicas(client, keys, clock, instance, about);
  const context: OperateContext = {
    ...store,
    ended: (record: OperationRecord) => waiters.ended(record.id, record),
    awaited: (id) => waiters.has(id),
    pressed: () => budgets.pressed(),
    references: files.references,
  };
  const { subscriptions, walks, state } = subscriptionParts(context, registry, instance, (device, protocol) =>
    dispatch.queued(device, protocol),
  );
  const forwarder = createForwarder({
    ...store,
    holder: instance,
    before: (events) => finishCompleted(context, events),
  });
  const bus = createBus({
    url: redis.url,
    keys,
    client,
    clock,
    log,
    onBell: (partitions) => partitions.forEach((partition) => forwarder.nudge(partition)),
  });
  const { replica } = { ...STATE_CONFIG, ...config.state };
  const post = createPost({ url: redis.url, keys, client, clock, log, replica });
  const served = config.served ?? ["cwmp", "usp"];
  const wakes = createWakes({
    url: redis.url,
    prefix: redis.prefix,
    log,
    concurrency: limits.wakeConcurrency,
    ring: (device, protocol) => dispatch.ring(device, protocol),
  });
  const dispatch = createDispatch({
    context,
    stacks: () => options.stacks(),
    served,
    enqueue: (device, protocol) => wakes.add(device, protocol),
    rung: (device, result, at) => rings.note(device, result, at),
  });
  const sweep = createSweep(context, (device, protocol) => wakes.add(device, protocol));
  const operations = createOperations(context, dispatch, waiters);
  const batches = createBatches({
    ...store,
    acts: createActs({ state, operations, dispatch, logins: () => options.stacks().get("usp")?.logins }),
    ids: (filter) => state.ids(filter),
    count: async (filter) => (await state.list({ filter, limit: 0 })).total ?? 0,
    pressed: () => budgets.pressed(),
    cancel: (id) => operations.cancel(id),
    read: (id) => operations.read(id),
  });
  const worker = config.worker ?? true;
  let indexing: IndexWorker | undefined;
  const tick = createRounds({
    clock,
    log,
    name: "tick",
    everyMs: TICK_MS,
    async work() {
      await replicas.beat();
      await recordings.refresh();
      await state.tick();
    },
  });

  async function stop(): Promise<void> {
    await tick.stop();
    await budgets.stop();
    await indexing?.stop();
    await files.stop();
    await rules.stop();
    await batches.worker.stop();
    await subscriptions.stop();
    await walks.stop();
    dispatch.stop();
    await sweep.stop();
    await wakes.stop();
    waiters.close();
    await forwarder.stop();
    post.stop();
    await bus.stop();
    // Without the store nobody is told; then it is missed after some heartbeats.
    await replicas.leave().catch(() => undefined);
    client.disconnect();
  }

  try {
    await rules.start();
    await subscriptions.start();
    await state.start();
    await recordings.refresh();
    await replicas.join();
    await bus.start();
    await post.start();
    bus.subscribe((event) => tellWaiters(waiters, event));
    forwarder.start();
    await wakes.start(served);
  } catch (error) {
    await stop();
    throw error;
  }
  if (worker) {
    sweep.start();
    batches.worker.start();
    walks.start();
    indexing = createIndexWorker(state.parameters(), clock, log);
    await indexing.start();
  }
  files.start();
  tick.start();
  await budgets.look();
  budgets.start();

  return {
    scripts,
    keys,
    state,
    rules,
    indexed: { ...STATE_CONFIG, ...config.state },
    dispatch,
    operations,
    batches,
    events: {
      bus,
      page: (query) => readEvents(client, keys, query),
      tally: (filter) => tallyEvents(client, keys, filter),
      counts: (match) => countEvents(client, keys, match),
    },
    replicas: () => replicas.list(),
    async lag() {
      const [waiting, feed] = await Promise.all([wakes.counts(), feedLag(client, keys, clock)]);
      return { wakes: waiting, feed };
    },
    budgets: () => budgets.list(),
    indexing: async () => state.parameters()?.progress(),
    recordings,
    rings,
    post,
    files,
    imports: createImports({
      ...store,
      adopt: (newcomer, mark, dryRun) => state.adopt(newcomer, mark, dryRun),
      pressed: () => budgets.pressed(),
    }),
    subscriptions,
    gateway: createGateway(context, state, dispatch, subscriptions),
    stop,
  };
}

/** A stack that does not run here can still tell what its devices' values mean. */
function viewOf(options: BridgeOptions, knowledge: Knowledge): readonly Parameter[] {
  return options.stacks().get(knowledge.protocol)?.view(knowledge) ?? [];
}

/** Fault `config.invalid` when the store may lose what it acknowledged and the configuration does not allow that. */
async function checkStore(client: RedisClient, { config, log, metrics }: BridgeOptions): Promise<void> {
  const wrong = await shortcomings(client);
  metrics.gauge("bridge_store_shortcomings", wrong.length);
  if (wrong.length === 0) return;
  if (config.undurableStore === "refuse") {
    client.disconnect();
    throw new Fault("config.invalid", { detail: `Redis can lose acknowledged work: ${wrong.join("; ")}` });
  }
  log.warn({ wrong }, "Redis can lose acknowledged work");
}

const NOBODY = { devices: [], cursor: "" } as const;

/** Every gateway call, on the parts of the moment. */
function delegate(parts: () => BridgeParts): Gateway {
  /** A promise layer costs the hot path more than its look: the call itself is the only one. */
  const on = <T>(call: (gateway: Gateway) => Promise<T>): Promise<T> => {
    try {
      return call(parts().gateway);
    } catch (error) {
      return Promise.reject(asFault(error));
    }
  };
  return {
    contact: (contact) => on((gateway) => gateway.contact(contact)),
    report: (report) => on((gateway) => gateway.report(report)),
    open: (device, protocol) => on((gateway) => gateway.open(device, protocol)),
    renew: (lease) => on((gateway) => gateway.renew(lease)),
    release: (lease) => on((gateway) => gateway.release(lease)),
    claim: (lease) => on((gateway) => gateway.claim(lease)),
    sending: (lease, operation) => on((gateway) => gateway.sending(lease, operation)),
    settle: (lease, operation, outcome) => on((gateway) => gateway.settle(lease, operation, outcome)),
    operation: (id) => on((gateway) => gateway.operation(id)),
    knowledge: (device, protocol) => on((gateway) => gateway.knowledge(device, protocol)),
    known: (protocol, cursor) =>
      on((gateway) => gateway.known?.(protocol, cursor) ?? Promise.resolve(NOBODY)),
    find: (identity) => on((gateway) => gateway.find(identity)),
    credentials: (username) => on((gateway) => gateway.credentials(username)),
    rotateCredential: (device, user, password) =>
      on((gateway) => gateway.rotateCredential(device, user, password)),
    model: (protocol, key) => on((gateway) => gateway.model(protocol, key)),
    keepModel: (protocol, key, text) => on((gateway) => gateway.keepModel(protocol, key, text)),
    route: (device, protocol, mtp, state, at) =>
      on((gateway) => gateway.route(device, protocol, mtp, state, at)),
  };
}

const ENDED = /^causeway\.operation\.(?:succeeded|failed|expired|cancelled|unknown-outcome)$/;
/** An event of an operation has the id `<operation>.<state>`. */
const OPERATION_ID_LENGTH = 30;

function tellWaiters(waiters: Waiters, event: FeedEvent): void {
  if (ENDED.test(event.type)) waiters.ended(event.id.slice(0, OPERATION_ID_LENGTH) as OperationId);
}
