import { randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Fault, type DeviceId, type SessionKeeper, type SessionRecording } from "#core";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { keepScript } from "./keep.script.ts";

/** What a recording is, without its lines. Times in ms. */
export interface RecordingInfo extends Omit<SessionRecording, "lines"> {
  readonly id: string;
  /** Of its lines. */
  readonly bytes: number;
}

/** Recordings of device sessions: the last faulty one of each device, and all of those that are followed. */
export interface Recordings extends SessionKeeper {
  /** Newest first. */
  list(device: DeviceId): Promise<readonly RecordingInfo[]>;
  /** Its JSON lines. Fault `request.notFound`. */
  lines(device: DeviceId, id: string): Promise<string>;
  /** Follows a device for `ms`. Fault `gateway.overloaded` when too many are followed. Gives until when. */
  start(device: DeviceId, ms: number): Promise<number>;
  stop(device: DeviceId): Promise<void>;
  /** Until when a device is followed; undefined: it is not. */
  until(device: DeviceId): Promise<number | undefined>;
  /** Learns which devices are followed, on whatever replica that was asked for. */
  refresh(): Promise<void>;
}

/** Devices followed at a time, and recordings of one of them. */
const FOLLOWED = 1000;
const PER_DEVICE = 50;

export function createRecordings({ scripts, keys, clock, limits }: StoreContext): Recordings {
  const { client } = scripts;
  const key = keys.meta("followed");
  let followed = new Map<DeviceId, number>();

  function follows(device: DeviceId): boolean {
    return followed.size > 0 && (followed.get(device) ?? 0) > clock.now();
  }

  async function refresh(): Promise<void> {
    const flat = await stored(client.zrangebyscore(key, clock.now(), "+inf", "WITHSCORES"));
    const next = new Map<DeviceId, number>();
    for (let i = 0; i + 1 < flat.length; i += 2) next.set(flat[i] as DeviceId, Number(flat[i + 1]));
    followed = next;
  }

  return {
    follows,
    refresh,

    async keep({ lines, ...about }) {
      const { device, endedAt } = about;
      const tag = keys.tagOf(device);
      const id = `s_${endedAt.toString(36)}${randomBytes(6).toString("hex")}`;
      const packed = deflateRawSync(lines);
      const info: RecordingInfo = { id, ...about, bytes: Buffer.byteLength(lines) };
      const budget = Math.floor(limits.recorderBytes / keys.partitions);
      await scripts.run(
        keepScript,
        [keys.device(device)],
        [
          tag,
          device,
          id,
          endedAt,
          JSON.stringify(info),
          packed,
          follows(device) ? "1" : "",
          budget,
          PER_DEVICE,
        ],
      );
    },

    async list(device) {
      const tag = keys.tagOf(device);
      const ids = await stored(client.zrevrange(`${tag}:recs:${device}`, 0, -1));
      if (ids.length === 0) return [];
      const rows = await stored(client.hmget(`${tag}:recm`, ...ids));
      return rows.filter((row) => row !== null).map((row) => JSON.parse(row) as RecordingInfo);
    },

    async lines(device, id) {
      const tag = keys.tagOf(device);
      const [score, packed] = await Promise.all([
        stored(client.zscore(`${tag}:recs:${device}`, id)),
        stored(client.getBuffer(`${tag}:rec:${id}`)),
      ]);
      if (score === null || packed === null)
        throw new Fault("request.notFound", { detail: "the device has no recording of this id" });
      return inflateRawSync(packed).toString();
    },

    async start(device, ms) {
      const now = clock.now();
      await stored(client.zremrangebyscore(key, "-inf", now));
      if (
        (await stored(client.zcard(key))) >= FOLLOWED &&
        (await stored(client.zscore(key, device))) === null
      )
        throw new Fault("gateway.overloaded", { detail: `${FOLLOWED} devices are followed already` });
      await stored(client.zadd(key, now + ms, device));
      await refresh();
      return now + ms;
    },

    async stop(device) {
      await stored(client.zrem(key, device));
      await refresh();
    },

    async until(device) {
      const until = Number((await stored(client.zscore(key, device))) ?? 0);
      return until > clock.now() ? until : undefined;
    },
  };
}
