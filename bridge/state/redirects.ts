import { asDeviceId, Fault, sortableId, type DeviceId } from "#core";
import { commit } from "./commit.ts";
import type { Commit } from "./change.ts";
import { readFields } from "./identity.ts";
import { lines } from "./record.ts";
import { stored } from "./redis.ts";
import { marking, type RedirectState, type RedirectTarget, UNMARKING } from "./redirect.ts";
import type { DevicePage, DeviceQuery } from "./query.types.ts";
import type { StateContext } from "./state.context.ts";

/** Which devices: those of a filter, so many as expected, or by id. */
export type Reach =
  | { readonly filter: string; readonly expectCount: number }
  | { readonly deviceIds: readonly string[]; readonly expectCount?: number };

/** Devices that are sent to another ACS together. `createdAt` in ms. */
export interface Redirect extends RedirectTarget {
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly filter?: string;
  /** `marking`, `lifting`: it was broken off; repeating the request finishes it. */
  readonly phase: "marking" | "active" | "lifting";
}

export interface CountedRedirect extends Redirect {
  readonly counts: Readonly<Record<RedirectState, number>>;
}

/** Devices on their way to another ACS. Faults: `store.unavailable`; `request.notFound` for an id that is none. */
export interface Redirects {
  /**
   * Marks the devices that speak CWMP; each is told at its next contact. `seed`: names it, for a request that may be repeated.
   * Faults `redirect.count`, `redirect.target` (not used any more by then), `device.notFound`, `filter.syntax`, `filter.field`.
   */
  make(
    wanted: RedirectTarget & Pick<Redirect, "by" | "reason">,
    reach: Reach,
    seed?: string,
  ): Promise<CountedRedirect>;
  list(): Promise<readonly CountedRedirect[]>;
  get(id: string): Promise<CountedRedirect>;
  /** Takes back every mark; the devices are served here again. Safe to repeat. Gives them. */
  lift(id: string): Promise<readonly DeviceId[]>;
  /** Takes back the mark of one device; false when it has none. */
  unmark(device: DeviceId): Promise<boolean>;
}

/** The registry, as far as devices are looked for. */
export interface RedirectParts {
  list(query: DeviceQuery): Promise<DevicePage>;
  counts(filter: string): Promise<ReadonlyMap<string, number>>;
  resolve(ref: string): Promise<DeviceId>;
}

const MOST = 100;
const MOST_DEVICES = 100_000;
const PAGE = 500;
const TOGETHER = 64;
const ATTEMPTS = 8;

export function createRedirects(context: StateContext, parts: RedirectParts): Redirects {
  const { keys, clock, scripts } = context;
  const { client } = scripts;
  const all = keys.meta("redirects");

  async function read(id: string): Promise<Redirect> {
    const text = await stored(client.hget(all, id));
    if (text === null) throw new Fault("request.notFound", { detail: "there is no redirect of this id" });
    return JSON.parse(text) as Redirect;
  }

  async function write(redirect: Redirect): Promise<void> {
    await stored(client.hset(all, redirect.id, JSON.stringify(redirect)));
  }

  async function counted(redirect: Redirect): Promise<CountedRedirect> {
    const counts = await parts.counts(`redirect.id="${redirect.id}"`);
    const of = (state: RedirectState): number => counts.get(state) ?? 0;
    return {
      ...redirect,
      counts: { waiting: of("waiting"), sent: of("sent"), returning: of("returning") },
    };
  }

  /** Changes a device; false when it is gone, or `decide` finds nothing to do. */
  async function change(
    id: DeviceId,
    decide: (fields: Readonly<Record<string, string>>) => Commit | undefined,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fields = await readFields(context, id);
      const wanted = fields === undefined ? undefined : decide(fields);
      if (fields === undefined || wanted === undefined) return false;
      // A contact that is being judged must not overwrite it unseen.
      const { state } = await commit(context, id, { change: { ...wanted, rev: fields["rev"] ?? "0" } });
      if (state !== "conflict") return state === "ok";
    }
    throw new Fault("gateway.overloaded", { detail: "the device's state kept changing" });
  }

  async function mark({ id, ...target }: Redirect, devices: readonly DeviceId[]): Promise<void> {
    await inGroups(devices, (device) =>
      change(device, (fields) =>
        fields["redirect.id"] === id || !lines(fields["protocols"]).includes("cwmp")
          ? undefined
          : marking(id, target),
      ),
    );
  }

  async function reached(reach: Reach): Promise<readonly DeviceId[] | undefined> {
    if ("deviceIds" in reach) {
      const ids: DeviceId[] = [];
      for (const ref of reach.deviceIds) ids.push(asDeviceId(ref) ?? (await parts.resolve(ref)));
      checkCount(new Set(ids).size, reach.expectCount);
      return ids;
    }
    const { total = 0 } = await parts.list({ filter: cwmpOf(reach.filter), limit: 0, count: true });
    checkCount(total, reach.expectCount);
    if (total > MOST_DEVICES)
      throw new Fault("redirect.count", {
        detail: `at most ${MOST_DEVICES} devices go together; make stages`,
      });
    return undefined;
  }

  return {
    async make({ url, status, by, reason }, reach, seed = sortableId(clock.now())) {
      const id = `rd_${seed}`;
      const before = await stored(client.hget(all, id));
      const ids =
        before === null ? await reached(reach) : "deviceIds" in reach ? await reached(reach) : undefined;
      if (before === null && (await stored(client.hlen(all))) >= MOST)
        throw new Fault("request.unprocessable", {
          detail: `there are at most ${MOST} redirects; take some back`,
        });
      const filter = "filter" in reach ? { filter: reach.filter } : {};
      const redirect: Redirect = {
        id,
        url,
        status,
        by,
        reason,
        createdAt: clock.now(),
        ...filter,
        phase: "marking",
      };
      await write(redirect);
      if (ids !== undefined) await mark(redirect, ids);
      else
        for await (const page of pagesOf(parts, cwmpOf((reach as { filter: string }).filter)))
          await mark(redirect, page);
      const active: Redirect = { ...redirect, phase: "active" };
      await write(active);
      return counted(active);
    },

    async list() {
      const texts = await stored(client.hvals(all));
      const found = texts
        .map((text) => JSON.parse(text) as Redirect)
        .toSorted((a, b) => (a.id < b.id ? 1 : -1));
      return Promise.all(found.map(counted));
    },

    get: async (id) => counted(await read(id)),

    async lift(id) {
      await write({ ...(await read(id)), phase: "lifting" });
      const back: DeviceId[] = [];
      const filter = `redirect.id="${id}"`;
      for await (const page of pagesOf(parts, filter)) {
        await inGroups(page, async (device) => {
          if (await change(device, (fields) => (fields["redirect.id"] === id ? UNMARKING : undefined)))
            back.push(device);
        });
      }
      await stored(client.hdel(all, id));
      return back;
    },

    unmark: (device) =>
      change(device, (fields) => ((fields["redirect.id"] ?? "") === "" ? undefined : UNMARKING)),
  };
}

function checkCount(count: number, expected: number | undefined): void {
  if (expected !== undefined && count !== expected)
    throw new Fault("redirect.count", {
      detail: `${count} CWMP devices are reached, ${expected} were expected`,
    });
}

/** Of the devices of a filter those that can be redirected. */
function cwmpOf(filter: string): string {
  return `(${filter}) AND protocols="cwmp"`;
}

async function* pagesOf(parts: RedirectParts, filter: string): AsyncGenerator<readonly DeviceId[]> {
  for (let cursor: string | undefined; ;) {
    const page = await parts.list({
      filter,
      orderBy: "id",
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items.map(({ id }) => id);
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

async function inGroups(ids: readonly DeviceId[], work: (id: DeviceId) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < ids.length; at += TOGETHER) await Promise.all(ids.slice(at, at + TOGETHER).map(work));
}
