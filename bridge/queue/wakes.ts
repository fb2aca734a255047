import { Queue, Worker } from "bullmq";
import { asFault, Fault, type DeviceId, type Log, type Protocol } from "#core";
import { connectRedis, stored, type RedisClient } from "../state/redis.ts";

/**
 * The queues of wake jobs, one for each protocol, so that a job is taken only where its stack runs. One job asks one
 * device for a session of that protocol and ends.
 */
export interface Wakes {
  /** Adds a job unless one waits for the device already. Rejects while Redis is gone: the sweep adds it then. */
  add(device: DeviceId, protocol: Protocol): Promise<void>;
  /** Connects; this replica takes the jobs of `served`. Fault `store.unavailable` when Redis does not answer. */
  start(served: readonly Protocol[]): Promise<void>;
  /** Lets running jobs end, then closes the connections. */
  stop(): Promise<void>;
  /** Jobs of both queues. Fault `store.unavailable`. */
  counts(): Promise<{ readonly waiting: number; readonly active: number }>;
}

export interface WakesOptions {
  readonly url: string;
  /** Of all keys of the installation; the queue's own slot is `<prefix>:{queue}`. */
  readonly prefix: string;
  readonly log: Log;
  readonly concurrency: number;
  readonly ring: (device: DeviceId, protocol: Protocol) => Promise<unknown>;
}

const PROTOCOLS: readonly Protocol[] = ["cwmp", "usp"];

interface WakeJob {
  readonly device: DeviceId;
}

/**
 * Connections of their own, because a worker's must wait through an outage (`maxRetriesPerRequest: null` is what BullMQ
 * asks for; repeated commands are harmless here, a job is only an attempt) while commands must fail at once.
 */
const WAITING = {
  enableAutoPipelining: false,
  maxRetriesPerRequest: null,
  enableOfflineQueue: true,
  // A blocking read answers every 5 s; silence of 30 s is a dead connection.
  socketTimeout: 30_000,
} as const;

const JOB = {
  // A failed ring is not tried by BullMQ: the sweep rings again, with back-off, as long as there is work.
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: true,
} as const;

const WORKER = {
  // Killed workers leave stalled jobs behind through no fault of the job; the default of 1 fails healthy ones.
  maxStalledCount: 100,
  // A job whose worker died, or lost Redis before it could say that it is done, holds back its device until it counts
  // as stalled: 4 to 6 s. Running it twice is harmless, a living worker renews its lock every 2 s.
  lockDuration: 4000,
  stalledInterval: 2000,
  drainDelay: 5,
  // After an outage of Redis the worker is back within a second, not after BullMQ's 15.
  runRetryDelay: 1000,
} as const;

export function createWakes({ url, prefix, log, concurrency, ring }: WakesOptions): Wakes {
  const options = { prefix: `${prefix}:{queue}`, skipVersionCheck: true };
  const onError = (error: Error): void => log.warn({ error: error.message }, "wake queue failed");
  const connections: RedisClient[] = [];
  const queues = new Map<Protocol, Queue<WakeJob>>();
  const workers: Worker<WakeJob>[] = [];

  async function connect(overrides: Parameters<typeof connectRedis>[2]): Promise<RedisClient> {
    const client = await connectRedis(url, log, overrides);
    connections.push(client);
    return client;
  }

  async function run(device: DeviceId, protocol: Protocol): Promise<void> {
    try {
      await ring(device, protocol);
    } catch (error) {
      log.warn({ device, error: asFault(error) }, "wake job failed");
    }
  }

  function opened(protocol: Protocol): Queue<WakeJob> {
    const queue = queues.get(protocol);
    if (queue === undefined) throw new Fault("gateway.stopping");
    return queue;
  }

  async function openQueue(protocol: Protocol, connection: RedisClient): Promise<void> {
    const queue = new Queue<WakeJob>(`wake-${protocol}`, { ...options, connection, defaultJobOptions: JOB });
    queue.on("error", onError);
    await queue.waitUntilReady();
    queues.set(protocol, queue);
  }

  async function openWorker(protocol: Protocol, connection: RedisClient): Promise<void> {
    const work = { ...options, ...WORKER, concurrency, connection };
    const worker = new Worker<WakeJob>(`wake-${protocol}`, (job) => run(job.data.device, protocol), work);
    worker.on("error", onError);
    workers.push(worker);
    await worker.waitUntilReady();
  }

  return {
    async add(device, protocol) {
      // Without keepLastIfActive a wake that comes between the last empty claim and the job's end is lost.
      const deduplication = { id: device, keepLastIfActive: true };
      await stored(opened(protocol).add("wake", { device }, { deduplication }));
    },
    async start(served) {
      // What is added must be refused at once while Redis is gone, so the producer has a command connection.
      const producer = await connect({ enableAutoPipelining: false });
      for (const protocol of PROTOCOLS) await openQueue(protocol, producer);
      if (served.length === 0) return;
      const consumer = await connect(WAITING);
      for (const protocol of served) await openWorker(protocol, consumer);
    },
    async stop() {
      await Promise.all(workers.splice(0).map((worker) => worker.close()));
      await Promise.all(Array.from(queues.values(), (queue) => queue.close()));
      queues.clear();
      for (const client of connections.splice(0)) client.disconnect();
    },
    async counts() {
      const all = await stored(
        Promise.all(PROTOCOLS.map((protocol) => opened(protocol).getJobCounts("waiting", "active"))),
      );
      const sum = (state: string): number => all.reduce((n, counts) => n + (counts[state] ?? 0), 0);
      return { waiting: sum("waiting"), active: sum("active") };
    },
  };
}
