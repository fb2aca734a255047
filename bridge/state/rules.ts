import { isIP } from "node:net";
import { Fault, sortableId, type Clock, type Log } from "#core";
import { createRounds } from "../rounds.ts";
import type { EnrolmentRule } from "./enrolment.ts";
import type { Keys } from "./keys.ts";
import { stored, type RedisClient } from "./redis.ts";

/** A rule that was made through the API. `createdAt`: RFC 3339. */
export interface StoredRule extends EnrolmentRule {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** Enrolment rules of the installation, kept in Redis and applied by every replica. */
export interface Rules {
  /** What enrolment reads at every contact: those of the configuration, then the stored ones. Changes in place. */
  readonly live: readonly EnrolmentRule[];
  list(): Promise<readonly StoredRule[]>;
  /** Faults: `request.unprocessable` (no condition, a network that is none, too many rules), `store.unavailable`. */
  add(rule: EnrolmentRule, by: string): Promise<StoredRule>;
  /** False: there is no such rule. */
  remove(id: string): Promise<boolean>;
  /** Reads the rules again; other replicas' changes arrive with it. */
  refresh(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Other replicas apply a change within this time. */
const REFRESH_MS = 2000;
/** Each is compared at contacts that say something new. */
const MOST = 200;

export function createRules(
  redis: RedisClient,
  keys: Keys,
  clock: Clock,
  log: Log,
  configured: readonly EnrolmentRule[],
): Rules {
  const key = keys.meta("enrolment-rules");
  const live: EnrolmentRule[] = [...configured];

  async function list(): Promise<readonly StoredRule[]> {
    const texts = await stored(redis.hvals(key));
    return texts.map((text) => JSON.parse(text) as StoredRule).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async function refresh(): Promise<void> {
    const rules = await list();
    live.splice(0, live.length, ...configured, ...rules);
  }

  // While Redis is gone the last known rules stay.
  const rounds = createRounds({
    clock,
    log,
    name: "reading enrolment rules",
    everyMs: REFRESH_MS,
    level: "debug",
    work: refresh,
  });

  return {
    live,
    list,
    refresh,
    async add(rule, by) {
      check(rule);
      if ((await stored(redis.hlen(key))) >= MOST)
        throw new Fault("request.unprocessable", { detail: `there are at most ${MOST} rules` });
      const now = clock.now();
      const made = {
        ...rule,
        id: `r_${sortableId(now)}`,
        createdAt: new Date(now).toISOString(),
        createdBy: by,
      };
      await stored(redis.hset(key, made.id, JSON.stringify(made)));
      await refresh();
      return made;
    },
    async remove(id) {
      const gone = await stored(redis.hdel(key, id));
      await refresh();
      return gone === 1;
    },
    async start() {
      await refresh();
      rounds.start();
    },
    stop: () => rounds.stop(),
  };
}

function check({ name: _name, ...conditions }: EnrolmentRule): void {
  if (Object.values(conditions).every((value) => value === undefined)) {
    throw new Fault("request.unprocessable", { detail: "a rule has at least one condition" });
  }
  const { cidr } = conditions;
  if (cidr !== undefined && !isNetwork(cidr))
    throw new Fault("request.unprocessable", { detail: `cidr: ${cidr} is no network` });
}

function isNetwork(cidr: string): boolean {
  const [address = "", bits = "", ...more] = cidr.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most && more.length === 0;
}
