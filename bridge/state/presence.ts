import type { DeviceId, Protocol, Route } from "#core";
import type { Commit } from "./change.ts";
import { commit } from "./commit.ts";
import { readFields } from "./identity.ts";
import { graceScript, overdueScript } from "./presence.script.ts";
import { lines, routesOf } from "./record.ts";
import { stored } from "./redis.ts";
import type { StateContext } from "./state.context.ts";

/** Overdue devices of one partition that one call marks. */
const BATCH = 500;
/** A shorter gap in the beats of all replicas is no outage. */
const OUTAGE_FROM_MS = 30_000;
const LOCK_MS = 600_000;

/** Marks overdue devices as offline, with their events. The queries do not wait for it: they compare due times. */
export async function markOverdue({ keys, scripts, clock, limits }: StateContext): Promise<number> {
  const now = clock.now();
  const marked = await Promise.all(
    keys.tags().map(async (tag) => {
      const args = [tag, now, BATCH, limits.partitionEvents];
      return (await scripts.run(overdueScript, [`${tag}:pdue`], args)) as number;
    }),
  );
  return marked.reduce((sum, n) => sum + n, 0);
}

/** Notes that a replica is there to hear devices. */
export async function beat({ keys, scripts, clock }: StateContext): Promise<void> {
  await stored(scripts.client.set(keys.meta("alive"), String(clock.now())));
}

/** At start: the time in which no replica could hear devices is added to what they were due at, once for each outage. */
export async function forgiveOutage(context: StateContext): Promise<number> {
  const { keys, scripts, clock } = context;
  const last = Number((await stored(scripts.client.get(keys.meta("alive")))) ?? "0");
  const gap = clock.now() - last;
  if (last === 0 || gap < OUTAGE_FROM_MS) return 0;
  const locked = await stored(scripts.client.set(keys.meta(`outage:${last}`), "1", "PX", LOCK_MS, "NX"));
  if (locked === null) return 0;
  // One after the other: all at once would keep the store from answering anything else for seconds.
  for (const tag of keys.tags()) await scripts.run(graceScript, [`${tag}:pdue`], [last, gap]);
  return gap;
}

/**
 * A route to a device went up or down, or nobody can tell any more. Gives the protocol whose sessions may have got work
 * by that: the one that came up, or the other one of a device that speaks both.
 */
export async function setRoute(
  context: StateContext,
  device: DeviceId,
  protocol: Protocol,
  mtp: string,
  state: Route["state"],
  at: number,
): Promise<Protocol | undefined> {
  const fields = await readFields(context, device);
  if (fields === undefined) return undefined;
  const other = lines(fields["protocols"]).find((spoken) => spoken !== protocol) as Protocol | undefined;
  const route = { protocol, set: { [`route.${protocol}`]: `${mtp} ${state}` } };
  const others = routesOf(protocol, fields[`route.${protocol}`]).filter((known) => known.mtp !== mtp);
  const change = routeChange(protocol, other, together(others, state), at);
  await commit(context, device, { change: { ...route, ...change } });
  return state === "up" ? protocol : other;
}

/** A device is as reachable as the best of its routes; undefined: another one is up, so this one changes nothing. */
function together(others: readonly Route[], state: Route["state"]): Route["state"] | undefined {
  if (state === "up") return state;
  if (others.some((route) => route.state === "up")) return undefined;
  return others.some((route) => route.state === "unknown") ? "unknown" : state;
}

function routeChange(
  protocol: Protocol,
  other: Protocol | undefined,
  state: Route["state"] | undefined,
  at: number,
): Commit {
  if (state === "up") return { seen: String(at), presence: "online" };
  // The next contact over this route must not look like one that says nothing new.
  const del = [`dg.${protocol}`];
  if (state === undefined) return { del };
  // A device that is there over the other protocol is not offline.
  return other === undefined ? { del, presence: state === "down" ? "offline" : "unknown" } : { del };
}
