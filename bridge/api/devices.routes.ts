import { z } from "zod";
import { Fault } from "#core";
import { removeDevice } from "../batch/acts.ts";
import { id, listOf, reasonOnly } from "./common.schema.ts";
import { deviceListRoutes } from "./device.list.ts";
import { device, identity, tags } from "./device.schema.ts";
import { type DeviceParts, shown, withTag } from "./device.show.ts";
import { deviceVerbs } from "./device.verbs.ts";
import { ok, type Route, route } from "./route.ts";

/** The registry northbound: lists, one device, and what operators do to it. */
export function deviceRoutes(parts: DeviceParts): readonly Route[] {
  return [...deviceListRoutes(parts), ...announce(parts), ...oneDevice(parts), ...deviceVerbs(parts)];
}

function announce(parts: DeviceParts): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/v1/devices",
      tag: "devices",
      summary: "Announce a device before it comes",
      permission: "operator",
      body: z.strictObject({
        identities: z.array(identity).min(1).max(8),
        credentials: z
          .strictObject({ username: z.string().min(1).max(256), password: z.string().min(8).max(256) })
          .optional(),
        tags: tags.default([]),
        label: z.string().max(256).optional(),
        attributes: z.record(z.string().regex(/^\w{1,64}$/), z.string().max(256)).default({}),
      }),
      faults: ["device.conflict"],
      replies: { 201: device },
      handle: async ({ body }) => {
        const { credentials, label, ...rest } = body;
        const made = await parts.state.preregister({
          ...rest,
          ...(credentials === undefined ? {} : { credentials }),
          ...(label === undefined ? {} : { label }),
        });
        return {
          status: 201,
          body: await shown(parts, made),
          headers: { Location: `/v1/devices/${made}` },
          target: made,
        };
      },
    }),
  ];
}

function oneDevice(parts: DeviceParts): readonly Route[] {
  const params = z.object({ id });
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "One device, by its id or any of its identities",
      permission: "viewer",
      params,
      replies: { 200: device },
      handle: async ({ params: asked }) => withTag(parts, await parts.state.resolve(asked.id)),
    }),
    route({
      method: "patch",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "Change tags, label and attributes; with If-Match only if the device has not changed",
      permission: "operator",
      params,
      body: z.strictObject({
        tags: tags.optional(),
        label: z.string().max(256).nullable().optional(),
        attributes: z.record(z.string().regex(/^\w{1,64}$/), z.string().max(256).nullable()).optional(),
      }),
      headers: ["If-Match"],
      faults: ["request.precondition", "gateway.overloaded"],
      replies: { 200: device },
      handle: async ({ params: asked, body, request }) => {
        const found = await parts.state.resolve(asked.id);
        const match = /^"(\d+)"$/.exec(request.headers["if-match"] ?? "")?.[1];
        if (request.headers["if-match"] !== undefined && match === undefined)
          throw new Fault("request.precondition");
        const { tags: newTags, label, attributes } = body;
        const patch = {
          ...(newTags === undefined ? {} : { tags: newTags }),
          ...(label === undefined ? {} : { label }),
          ...(attributes === undefined ? {} : { attributes }),
        };
        await parts.state.patch(found, patch, match);
        return withTag(parts, found);
      },
    }),
    route({
      method: "delete",
      path: "/v1/devices/{id}",
      tag: "devices",
      summary: "Forget a device, its snapshot, credentials and queue",
      permission: "admin",
      params,
      query: reasonOnly,
      faults: ["broker.unavailable"],
      replies: { 204: null },
      handle: async ({ params: asked }) => {
        await removeDevice(parts, await parts.state.device(asked.id));
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/identities",
      tag: "devices",
      summary: "The names a device is known by",
      permission: "viewer",
      params,
      replies: { 200: listOf(identity) },
      handle: async ({ params: asked }) => ok({ items: (await parts.state.device(asked.id)).identities }),
    }),
  ];
}
