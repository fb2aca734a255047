import { systemClock } from "../../src/platform/clock.ts";
import { randomBytes } from "node:crypto";
import {
  newDeviceId,
  silent,
  unmetered,
  type DeviceId,
  type Lease,
  type OperationRecord,
  type Protocol,
} from "#core";
import { LIMITS, type Limits } from "../../bridge/limits.ts";
import type { OperateContext } from "../../bridge/operate/context.ts";
import { createKeys, type Keys } from "../../bridge/state/keys.ts";
import { connectRedis, Scripts, type RedisClient } from "../../bridge/state/redis.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { MovableClock } from "../clock.ts";
import { filesConfig } from "../files/config.ts";
import { createFiles } from "../../bridge/files/files.ts";

export interface Rig {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly clock: MovableClock;
  readonly context: OperateContext;
  readonly endedHere: OperationRecord[];
  /** Whether the store counts as nearly full. */
  readonly pressure: { pressed: boolean };
  /** A device that was heard, without anything else. */
  device(partition?: number, protocol?: string): Promise<DeviceId>;
  /** A new session of the device, over its active protocol when none is given: older ones are fenced. */
  session(device: DeviceId, protocol?: Protocol): Promise<Lease>;
  events(partition: number): Promise<{ readonly id: string; readonly type: string; readonly data: string }[]>;
  close(): Promise<void>;
}

let count = 0;

export async function rig(url: string, limits: Partial<Limits> = {}): Promise<Rig> {
  const client = await connectRedis(url, silent);
  const keys = createKeys(`t${process.pid}-${randomBytes(3).toString("hex")}${count++}`, 4);
  const clock = new MovableClock();
  const endedHere: OperationRecord[] = [];
  const pressure = { pressed: false };
  const store = {
    scripts: new Scripts(client, systemClock),
    keys,
    clock,
    log: silent,
    metrics: unmetered,
    limits: { ...LIMITS, ...limits },
    vault: createVault(Buffer.alloc(32, 7)),
  };
  const context: OperateContext = {
    ...store,
    references: createFiles(store, filesConfig()).references,
    committed: () => undefined,
    ended: (record) => endedHere.push(record),
    awaited: () => true,
    pressed: () => pressure.pressed,
  };
  return {
    client,
    keys,
    clock,
    context,
    endedHere,
    pressure,
    async device(partition = 0, protocol = "cwmp") {
      const id = newDeviceId(partition, clock.now());
      await client.hset(keys.device(id), "dense", "0", "enrolment", "accepted", "activeProtocol", protocol);
      return id;
    },
    async session(device, protocol) {
      const active = (await client.hget(keys.device(device), "activeProtocol")) as Protocol;
      const by = protocol ?? active;
      const fence = await client.hincrby(keys.device(device), "fence", 1);
      const until = clock.now() + 30_000;
      await client.hset(
        keys.device(device),
        "lease.until",
        until,
        "lease.holder",
        "me",
        "lease.protocol",
        by,
      );
      return { device, protocol: by, fence, until };
    },
    async events(partition) {
      const entries = await client.xrange(keys.events(partition), "-", "+");
      return entries.map(([, flat]) => {
        const field = (name: string): string => flat[flat.indexOf(name) + 1] ?? "";
        return { id: field("id"), type: field("type"), data: field("data") };
      });
    },
    async close() {
      const found = await client.keys(`${keys.prefix}:*`);
      if (found.length > 0) await client.unlink(...found);
      client.disconnect();
    },
  };
}
