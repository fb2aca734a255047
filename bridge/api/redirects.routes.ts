import { z } from "zod";
import { type DeviceId, Fault } from "#core";
import type { CountedRedirect, Reach, Redirects } from "../state/redirects.ts";
import { id, integer, listOf, reasonOnly } from "./common.schema.ts";
import type { OperationParts } from "./operation.reply.ts";
import { type Context, ok, type Reply, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface RedirectParts extends Pick<OperationParts, "idempotent" | "resolve"> {
  readonly redirects: Redirects;
  /** Where CPEs reach this gateway, when it is known. */
  acsUrl(): string | undefined;
  counters(devices: readonly DeviceId[]): Promise<readonly { readonly queued: number }[]>;
  /** Work waits for the device's CWMP side. */
  queued(device: DeviceId): void;
}

const wanted = z.strictObject({
  filter: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .meta({ description: "AIP-160 subset, see /docs; with expectCount" }),
  deviceIds: z.array(id).min(1).max(20_000).optional(),
  url: z.string().min(1).max(256).meta({ description: "The other ACS, http or https" }),
  status: z.union([z.literal(302), z.literal(307)]).default(307),
  expectCount: integer(0, 100_000).optional().meta({
    description: "How many CWMP devices are to be reached; 409 when it is another number. Needed with filter",
  }),
  reason: z.string().min(1).max(512),
});
type Wanted = z.infer<typeof wanted>;

const shown = z
  .object({
    id: z.string(),
    url: z.string(),
    status: z.number().int(),
    phase: z.enum(["marking", "active", "lifting"]).meta({
      description: "marking, lifting: broken off; the same request once more finishes it",
    }),
    filter: z.string().nullable(),
    by: z.string(),
    reason: z.string(),
    createdAt: z.string(),
    counts: z.object({
      waiting: z.number().int().meta({ description: "Have not come since" }),
      sent: z.number().int().meta({ description: "Were told, and did not come again" }),
      returning: z.number().int().meta({
        description:
          "Came again after they were told, and were told again: their ACS URL still is this gateway",
      }),
    }),
  })
  .meta({ id: "Redirect", description: "Its devices: filter redirect.id, redirect.state" });

const PERMISSION = { role: "admin", scope: "device:takeover" } as const;

/** Sending devices to another ACS by HTTP redirect, and taking them back. */
export function redirectRoutes(parts: RedirectParts): readonly Route[] {
  const { redirects } = parts;
  const params = z.object({ id });
  return [
    route({
      method: "post",
      path: "/v1/redirects",
      tag: "redirects",
      summary:
        "Send CWMP devices to another ACS: their next Informs are answered 302 or 307; their operations wait",
      permission: PERMISSION,
      body: wanted,
      headers: ["Idempotency-Key"],
      faults: [
        "redirect.target",
        "redirect.count",
        "device.notFound",
        "filter.syntax",
        "filter.field",
        "gateway.overloaded",
        "idempotency.mismatch",
        "idempotency.running",
      ],
      replies: { 201: shown },
      handle: (context) => make(parts, context),
    }),
    route({
      method: "get",
      path: "/v1/redirects",
      tag: "redirects",
      summary: "Redirects with how many of their devices have gone, newest first",
      permission: "viewer",
      replies: { 200: listOf(shown) },
      handle: async () => ok({ items: (await redirects.list()).map(show) }),
    }),
    route({
      method: "get",
      path: "/v1/redirects/{id}",
      tag: "redirects",
      summary: "One redirect",
      permission: "viewer",
      params,
      replies: { 200: shown },
      handle: async ({ params: asked }) => ok(show(await redirects.get(asked.id))),
    }),
    route({
      method: "delete",
      path: "/v1/redirects/{id}",
      tag: "redirects",
      summary: "Take its devices back: they are served here again when they come, and their operations go on",
      permission: PERMISSION,
      params,
      query: reasonOnly,
      faults: ["gateway.overloaded"],
      replies: { 204: null },
      handle: async ({ params: asked }) => {
        await ask(parts, await redirects.lift(asked.id));
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/v1/devices/{id}/redirect",
      tag: "redirects",
      summary: "Take one device back",
      permission: PERMISSION,
      params,
      query: reasonOnly,
      faults: ["gateway.overloaded"],
      replies: { 204: null },
      handle: async ({ params: asked }) => {
        const device = await parts.resolve(asked.id);
        if (await redirects.unmark(device)) await ask(parts, [device]);
        return { status: 204 };
      },
    }),
  ];
}

async function make(parts: RedirectParts, context: Context<unknown, unknown, Wanted>): Promise<Reply> {
  const { body, principal, request } = context;
  const reach = reachOf(body);
  const target = { url: targetOf(body.url, parts.acsUrl()), status: body.status };
  const work = (seed?: string) =>
    parts.redirects.make({ ...target, by: principal.id, reason: body.reason }, reach, seed);
  const key = request.headers["idempotency-key"];
  const made = typeof key === "string" ? await once(parts, context, key, work) : await work();
  return {
    status: 201,
    body: show(made),
    headers: { Location: `/v1/redirects/${made.id}` },
    target: made.id,
  };
}

async function once(
  { idempotent, redirects }: RedirectParts,
  { body, principal, request }: Context<unknown, unknown, Wanted>,
  key: string,
  work: (seed: string) => Promise<CountedRedirect>,
): Promise<CountedRedirect> {
  if (key.length === 0 || key.length > 255)
    throw new Fault("request.invalid", { detail: "Idempotency-Key has 1 to 255 characters" });
  const same = { actor: principal.id, key, body: JSON.stringify([request.path, body]) };
  const { answer } = await idempotent(same, async (seed) => ({ id: (await work(seed)).id }));
  return redirects.get((answer as { readonly id: string }).id);
}

function reachOf({ filter, deviceIds, expectCount }: Wanted): Reach {
  if ((filter === undefined) === (deviceIds === undefined))
    throw new Fault("request.unprocessable", { detail: "give either filter or deviceIds" });
  if (deviceIds !== undefined) return { deviceIds, ...(expectCount === undefined ? {} : { expectCount }) };
  if (expectCount === undefined)
    throw new Fault("request.unprocessable", { detail: "expectCount: needed with a filter" });
  return { filter: filter ?? "", expectCount };
}

/** The address as it is sent. Fault `redirect.target`. */
function targetOf(text: string, own: string | undefined): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong = (detail: string): Fault => new Fault("redirect.target", { detail });
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw wrong("this is no http or https URL");
  if (url.username !== "" || url.password !== "") throw wrong("the URL has credentials");
  if (url.hash !== "" || url.href.length > 256)
    throw wrong("the URL has a fragment, or is too long for a CPE");
  if (own !== undefined && isSame(url, new URL(own))) throw wrong("this is the gateway itself");
  return url.href;
}

function isSame(a: URL, b: URL): boolean {
  const port = ({ port: given, protocol }: URL): string =>
    given === "" ? (protocol === "https:" ? "443" : "80") : given;
  const local = ({ hostname }: URL): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return port(a) === port(b) && (a.hostname === b.hostname || (local(a) && local(b)));
}

/** Devices that are back are asked for a session where work has waited for them. */
async function ask(parts: RedirectParts, devices: readonly DeviceId[]): Promise<void> {
  for (let at = 0; at < devices.length; at += 500) {
    const page = devices.slice(at, at + 500);
    const counts = await parts.counters(page);
    for (const [i, device] of page.entries()) if ((counts[i]?.queued ?? 0) > 0) parts.queued(device);
  }
}

function show({ createdAt, filter, ...redirect }: CountedRedirect) {
  return { ...redirect, filter: filter ?? null, createdAt: time(createdAt) };
}
