import { z } from "zod";
import type { DeviceId } from "#core";
import type { RecordingInfo, Recordings } from "../record/recordings.ts";
import { id, integer, reason, reasonOnly } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";
import { time } from "./view.ts";

export interface SessionParts {
  readonly recordings: Recordings;
  resolve(ref: string): Promise<DeviceId>;
}

const DAY_S = 86_400;

const recording = z
  .object({
    id: z.string(),
    device: z.string(),
    protocol: z.string(),
    startedAt: z.string(),
    endedAt: z.string(),
    ended: z.string().meta({ description: "How it ended; done is well" }),
    faulty: z.boolean(),
    exchanges: z.number().int(),
    bytes: z.number().int(),
  })
  .meta({ id: "SessionRecording" });

function shown({ startedAt, endedAt, ...about }: RecordingInfo): object {
  return { ...about, startedAt: time(startedAt), endedAt: time(endedAt) };
}

const following = z.object({
  recordingUntil: z
    .string()
    .nullable()
    .meta({ description: "Every session of the device is kept until then" }),
});

/** The flight recorder: what a device and the gateway said to each other, without secrets. */
export function sessionRoutes(parts: SessionParts): readonly Route[] {
  const { recordings } = parts;
  const resolve = (ref: string): Promise<DeviceId> => parts.resolve(ref);
  const params = z.object({ id });
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/sessions",
      tag: "devices",
      summary: "Recorded sessions, newest first: the last that went wrong, and all while recording is on",
      permission: "viewer",
      params,
      replies: { 200: following.extend({ items: z.array(recording) }) },
      handle: async ({ params: asked }) => {
        const device = await resolve(asked.id);
        const [items, until] = await Promise.all([recordings.list(device), recordings.until(device)]);
        return ok({
          items: items.map(shown),
          recordingUntil: until === undefined ? null : time(until),
        });
      },
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/sessions/{session}",
      tag: "devices",
      summary: "One recording as JSON lines: a file for causeway replay",
      permission: "operator",
      params: z.object({ id, session: z.string().regex(/^s_[0-9a-z]{1,40}$/) }),
      mediaType: "application/jsonl",
      faults: ["request.notFound"],
      replies: { 200: null },
      handle: async ({ params: asked }) => ({
        status: 200,
        body: await recordings.lines(await resolve(asked.id), asked.session),
        headers: { "Content-Type": "application/jsonl; charset=utf-8" },
      }),
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}/sessions:start",
      tag: "devices",
      summary: "Keep every session of the device for a while (default a day), the newest 50 of them",
      permission: "operator",
      params,
      body: z.strictObject({ seconds: integer(60, 7 * DAY_S).default(DAY_S), reason }),
      faults: ["gateway.overloaded"],
      replies: { 200: following },
      handle: async ({ params: asked, body }) =>
        ok({ recordingUntil: time(await recordings.start(await resolve(asked.id), body.seconds * 1000)) }),
    }),
    route({
      method: "post",
      path: "/v1/devices/{id}/sessions:stop",
      tag: "devices",
      summary: "Keep only sessions that go wrong again; what was kept stays",
      permission: "operator",
      params,
      body: reasonOnly,
      replies: { 200: following },
      handle: async ({ params: asked }) => {
        await recordings.stop(await resolve(asked.id));
        return ok({ recordingUntil: null });
      },
    }),
  ];
}
