import { Queue, Worker } from "bullmq";
import { asFault, Fault, type DeviceId, type Log } from "#core";
import { connectRedis, stored, type RedisClient } from "../state/redis.ts";

/** The queue of wake jobs: one job asks one device for a session and ends. */
export interface Wakes {
  /** Adds a job unless one waits for the device already. Rejects while Redis is gone: the sweep adds it then. */
  add(device: DeviceId): Promise<void>;
  /** Connects; with `work` this replica also takes jobs. Fault `store.unavailable` when Redis does not answer. */
  start(work: boolean): Promise<void>;
  /** Lets running jobs end, then closes the connections. */
  stop(): Promise<void>;
  counts(): Promise<{ readonly waiting: number; readonly active: number }>;
}

export interface WakesOptions {
  readonly url: string;
  /** Of all keys of the installation; the queue's own slot is `<prefix>:{queue}`. */
  readonly prefix: string;
  readonly log: Log;
  readonly concurrency: number;
  readonly ring: (device: DeviceId) => Promise<unknown>;
}

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
  let queue: Queue<WakeJob> | undefined;
  let worker: Worker<WakeJob> | undefined;

  async function connect(overrides: Parameters<typeof connectRedis>[2]): Promise<RedisClient> {
    const client = await connectRedis(url, log, overrides);
    connections.push(client);
    return client;
  }

  async function run(device: DeviceId): Promise<void> {
    try {
      await ring(device);
    } catch (error) {
      log.warn({ device, error: asFault(error) }, "wake job failed");
    }
  }

  function opened(): Queue<WakeJob> {
    if (queue === undefined) throw new Fault("gateway.stopping");
    return queue;
  }

  return {
    async add(device) {
      // Without keepLastIfActive a wake that comes between the last empty claim and the job's end is lost.
      await stored(
        opened().add("wake", { device }, { deduplication: { id: device, keepLastIfActive: true } }),
      );
    },
    async start(work) {
      // What is added must be refused at once while Redis is gone, so the producer has a command connection.
      const producer = await connect({ enableAutoPipelining: false });
      queue = new Queue<WakeJob>("wake", { ...options, connection: producer, defaultJobOptions: JOB });
      queue.on("error", onError);
      await queue.waitUntilReady();
      if (!work) return;
      const consumer = await connect(WAITING);
      worker = new Worker<WakeJob>("wake", (job) => run(job.data.device), {
        ...options,
        ...WORKER,
        concurrency,
        connection: consumer,
      });
      worker.on("error", onError);
      await worker.waitUntilReady();
    },
    async stop() {
      await worker?.close();
      await queue?.close();
      for (const client of connections.splice(0)) client.disconnect();
    },
    async counts() {
      const counts = await opened().getJobCounts("waiting", "active");
      return { waiting: counts["waiting"] ?? 0, active: counts["active"] ?? 0 };
    },
  };
}
