import { z } from "zod";
import { type DeviceRecord, Fault } from "#core";
import type { IdempotentAnswer, IdempotentRequest } from "../operate/idempotency.ts";
import type { DevicePage, DeviceQuery } from "../state/query.types.ts";
import { reachOf, type SubscriptionRow, type SubscriptionSpec } from "../subscriptions/row.ts";
import { statusOf, type RowStatus } from "../subscriptions/status.ts";
import type { Subscriptions } from "../subscriptions/subscriptions.ts";
import { id, listOf, page, reasonOnly } from "./common.schema.ts";
import { revisionOf } from "./files.routes.ts";
import { paged } from "./paged.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import {
  deviceSubscription,
  objectionsTo,
  patchedSpec,
  showSubscription,
  specOf,
  STATUS,
  subscriptionBody,
  subscriptionOfDevice,
  subscriptionPatch,
  subscriptionShown,
} from "./subscription.schema.ts";
import { time } from "./view.ts";

export interface SubscriptionParts {
  subscriptions(): Pick<Subscriptions, "rows" | "notesOf">;
  list(query: DeviceQuery): Promise<DevicePage>;
  device(ref: string): Promise<DeviceRecord>;
  filtersOf(device: DeviceRecord["id"], filters: readonly string[]): Promise<readonly boolean[]>;
  idempotent<T extends { readonly id: string }>(
    request: IdempotentRequest,
    work: (seed: string) => Promise<T>,
  ): Promise<IdempotentAnswer<T>>;
}

const params = z.object({ id });
const TAG = "subscriptions";
const FILTER_FAULTS = ["filter.syntax", "filter.field"] as const;
/** Devices whose states are counted for one answer, and looked at for one page of a state. */
const LOOK = 2000;
const PAGE = 500;

/** What groups of devices are to tell, on both protocols, and what became of it on each of them. */
export function subscriptionRoutes(parts: SubscriptionParts): readonly Route[] {
  return [...collection(parts), ...item(parts), ...statuses(parts)];
}

function collection(parts: SubscriptionParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/subscriptions",
      tag: TAG,
      summary: "What groups of devices are to tell, oldest first",
      permission: "viewer",
      replies: { 200: listOf(subscriptionShown) },
      handle: async () => ok({ items: (await parts.subscriptions().rows.list()).map(showSubscription) }),
    }),
    route({
      method: "post",
      path: "/v1/subscriptions",
      tag: TAG,
      summary:
        "Have devices tell something, or a shipped set: they are set up at a rate, and at each onboarding and boot",
      permission: "operator",
      body: subscriptionBody,
      headers: ["Idempotency-Key"],
      faults: [...FILTER_FAULTS, "idempotency.mismatch", "idempotency.running"],
      replies: { 201: subscriptionShown },
      handle: (context) => add(parts, context),
    }),
  ];
}

function item(parts: SubscriptionParts): readonly Route[] {
  const rows = () => parts.subscriptions().rows;
  return [
    route({
      method: "get",
      path: "/v1/subscriptions/{id}",
      tag: TAG,
      summary: "One subscription, with how many of its devices it came to what",
      permission: "viewer",
      params,
      replies: { 200: subscriptionShown },
      handle: async ({ params: asked }) => {
        const row = await existing(parts, asked.id);
        return tagged(row, { devices: await counted(parts, row) });
      },
    }),
    route({
      method: "put",
      path: "/v1/subscriptions/{id}",
      tag: TAG,
      summary: "Replace a subscription; with If-Match only if it has not changed",
      permission: "operator",
      params,
      body: subscriptionBody,
      headers: ["If-Match"],
      faults: [...FILTER_FAULTS, "request.precondition"],
      replies: { 200: subscriptionShown },
      handle: async ({ params: asked, body, request }) => {
        const spec = await checked(parts, specOf(body));
        return tagged(await rows().change(asked.id, () => spec, revisionOf(request.headers["if-match"])));
      },
    }),
    route({
      method: "patch",
      path: "/v1/subscriptions/{id}",
      tag: TAG,
      summary: "Change a subscription, switch it on or off; with If-Match only if it has not changed",
      permission: "operator",
      params,
      body: subscriptionPatch,
      headers: ["If-Match"],
      faults: [...FILTER_FAULTS, "request.precondition"],
      replies: { 200: subscriptionShown },
      handle: async ({ params: asked, body, request }) => {
        const row = await existing(parts, asked.id);
        const given = revisionOf(request.headers["if-match"]);
        const spec = await checked(parts, patchedSpec(row, body));
        return tagged(await rows().change(asked.id, () => spec, given ?? row.revision));
      },
    }),
    route({
      method: "delete",
      path: "/v1/subscriptions/{id}",
      tag: TAG,
      summary: "Devices are not to tell it any more; with If-Match only if it has not changed",
      permission: "operator",
      params,
      query: reasonOnly,
      headers: ["If-Match"],
      faults: ["request.precondition"],
      replies: { 204: null },
      handle: async ({ params: asked, request }) => {
        await rows().remove(asked.id, revisionOf(request.headers["if-match"]));
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/v1/subscriptions/{id}:apply",
      tag: TAG,
      summary: "Look at all its devices again and set up what is missing, at a rate",
      permission: "operator",
      params,
      body: reasonOnly,
      replies: { 202: z.object({ devices: z.number().int() }) },
      handle: async ({ params: asked }) => {
        const row = await existing(parts, asked.id);
        await rows().walk(row.filter);
        return { status: 202, body: { devices: await matching(parts, row.filter) }, target: row.id };
      },
    }),
  ];
}

function statuses(parts: SubscriptionParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/subscriptions/{id}/devices",
      tag: TAG,
      summary:
        "Its devices and what became of it on each; a page that asks for a state may be short and go on",
      permission: "viewer",
      params,
      query: z.strictObject({ state: z.enum(STATUS).optional(), ...page }),
      replies: { 200: listOf(subscriptionOfDevice) },
      handle: async ({ params: asked, query, request }) => {
        const row = await existing(parts, asked.id);
        return paged(request, await devicesOf(parts, row, query));
      },
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/subscriptions",
      tag: TAG,
      summary: "What a device is to tell, and what became of it there",
      permission: "viewer",
      params,
      replies: { 200: listOf(deviceSubscription) },
      handle: async ({ params: asked }) => {
        const device = await parts.device(asked.id);
        const enabled = (await parts.subscriptions().rows.list()).filter((row) => row.enabled);
        const filters = enabled.map(({ filter }) => filter);
        const holds = await parts.filtersOf(device.id, filters);
        const [note] = await parts.subscriptions().notesOf([device]);
        const items = enabled
          .filter((_, i) => holds[i])
          .map((row) => ({ subscription: row.id, name: row.name, ...shown(statusOf(row, note)) }));
        return ok({ items });
      },
    }),
  ];
}

async function add(
  parts: SubscriptionParts,
  { body, principal, request }: Context<unknown, unknown, z.infer<typeof subscriptionBody>>,
): Promise<Reply> {
  const spec = await checked(parts, specOf(body));
  const { rows } = parts.subscriptions();
  const key = request.headers["idempotency-key"];
  const work = async (seed?: string) => ({ id: (await rows.add(spec, principal.id, seed)).id });
  if (typeof key === "string" && (key.length === 0 || key.length > 255))
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const made =
    typeof key === "string"
      ? (
          await parts.idempotent(
            { actor: principal.id, key, body: JSON.stringify([request.path, body]) },
            work,
          )
        ).answer
      : await work();
  const row = await existing(parts, (made as { readonly id: string }).id);
  return {
    status: 201,
    body: showSubscription(row),
    headers: { Location: `/v1/subscriptions/${row.id}`, ETag: `"${row.revision}"` },
    target: row.id,
  };
}

/** The spec, when it means something. Faults `request.unprocessable`, those of filters. */
async function checked(parts: SubscriptionParts, spec: SubscriptionSpec): Promise<SubscriptionSpec> {
  const [first, ...more] = objectionsTo(spec);
  if (first !== undefined) {
    const errors = [first, ...more].map(({ path, detail }) => ({
      path,
      code: "request.unprocessable" as const,
      detail,
    }));
    throw new Fault("request.unprocessable", { detail: first.detail, errors });
  }
  // By itself first: what is wrong with it is told by its own places.
  if (spec.filter.trim() !== "") await parts.list({ filter: spec.filter, limit: 0 });
  await matching(parts, spec.filter);
  return spec;
}

async function existing(parts: SubscriptionParts, rowId: string): Promise<SubscriptionRow> {
  const row = await parts.subscriptions().rows.get(rowId);
  if (row === undefined)
    throw new Fault("request.notFound", { detail: "there is no subscription of this id" });
  return row;
}

async function matching(parts: SubscriptionParts, filter: string): Promise<number> {
  return (await parts.list({ filter: reachOf(filter), limit: 0, count: true })).total ?? 0;
}

async function counted(parts: SubscriptionParts, row: SubscriptionRow) {
  const counts = { waiting: 0, applied: 0, partial: 0, refused: 0, unsupported: 0 };
  let looked = 0;
  for await (const { states } of pages(parts, row, undefined, PAGE)) {
    for (const { status } of states) counts[status.state]++;
    looked += states.length;
    if (looked >= LOOK) break;
  }
  return { matching: await matching(parts, row.filter), looked, ...counts };
}

interface StateQuery {
  readonly state?: RowStatus["state"] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of devices; of one state alone it is searched for among so many. */
async function devicesOf(
  parts: SubscriptionParts,
  row: SubscriptionRow,
  { state, limit, cursor }: StateQuery,
) {
  if (limit === 0) return { items: [], total: await matching(parts, row.filter) };
  const items: object[] = [];
  let looked = 0;
  for await (const { states, next } of pages(parts, row, cursor, limit)) {
    for (const { device, status } of states)
      if (state === undefined || status.state === state) items.push({ device: device.id, ...shown(status) });
    looked += states.length;
    if (next === undefined) return { items };
    // Whole pages alone: the cursor stands at their end.
    if (state === undefined || items.length > 0 || looked >= LOOK) return { items, next };
  }
  return { items };
}

async function* pages(
  parts: SubscriptionParts,
  row: SubscriptionRow,
  from: string | undefined,
  limit: number,
) {
  let cursor = from;
  do {
    const query = { filter: reachOf(row.filter), limit };
    const found = await parts.list(cursor === undefined ? query : { ...query, cursor });
    const notes = await parts.subscriptions().notesOf(found.items);
    const states = found.items.map((device, i) => ({ device, status: statusOf(row, notes[i]) }));
    cursor = found.next;
    yield { states, next: cursor };
  } while (cursor !== undefined);
}

function shown({ state, at, problems }: RowStatus) {
  return { state, at: at === undefined ? null : time(at), problems };
}

function tagged(row: SubscriptionRow, more: object = {}): Reply {
  return ok({ ...showSubscription(row), ...more }, { ETag: `"${row.revision}"` });
}
