import { z } from "zod";
import { type DeviceId, Fault } from "#core";
import { id, reason, reasonOnly } from "./common.schema.ts";
import { device, identity } from "./device.schema.ts";
import { type DeviceParts, shown, withTag } from "./device.show.ts";
import { ok, type Route, route } from "./route.ts";

/** What operators do to a device beyond its fields: `POST /v1/devices/{id}:verb`. */
export function deviceVerbs(parts: DeviceParts): readonly Route[] {
  const params = z.object({ id });
  const { state } = parts;
  const verb = (name: string, summary: string, act: (device: DeviceId) => Promise<void>): Route =>
    route({
      method: "post",
      path: `/v1/devices/{id}:${name}`,
      tag: "devices",
      summary,
      permission: "operator",
      params,
      body: reasonOnly,
      replies: { 200: device },
      handle: async ({ params: asked }) => {
        const found = await state.resolve(asked.id);
        await act(found);
        return withTag(parts, found);
      },
    });
  return [
    verb("approve", "Let a quarantined device in", async (found) => {
      await state.approve(found);
      parts.queued(await state.device(found));
    }),
    verb("quarantine", "Shut a device out until it is approved", (found) => state.quarantine(found)),
    route({
      method: "post",
      path: "/v1/devices/{id}:wake",
      tag: "devices",
      summary: "Ask the device for a session now",
      permission: "operator",
      params,
      body: reasonOnly,
      faults: ["device.unreachable"],
      replies: { 200: z.object({ state: z.string(), method: z.string(), detail: z.string().optional() }) },
      handle: async ({ params: asked }) => {
        const result = await parts.wake(await state.device(asked.id));
        if (result === undefined)
          throw new Fault("device.unreachable", { detail: "no stack of this replica can reach the device" });
        return ok(result);
      },
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}:merge",
      tag: "devices",
      summary: "Make two devices one: the other device's identities join this one",
      permission: "admin",
      params,
      body: z.strictObject({ with: id, reason }),
      replies: { 200: device },
      handle: async ({ params: asked, body }) => {
        const [kept, gone] = await Promise.all([state.resolve(asked.id), state.resolve(body.with)]);
        if (kept === gone)
          throw new Fault("request.unprocessable", { detail: "these are one device already" });
        await state.merge(kept, gone);
        return withTag(parts, kept);
      },
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}:split",
      tag: "devices",
      summary: "Make one identity a device of its own",
      permission: "admin",
      params,
      body: z.strictObject({ identity, reason }),
      replies: { 200: device },
      handle: async ({ params: asked, body }) =>
        ok(await shown(parts, await state.split(await state.resolve(asked.id), body.identity))),
    }),
  ];
}
