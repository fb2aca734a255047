import { z } from "zod";
import { type DeviceId, genericPath, instancesOf, parsePath } from "#core";
import { id, repeated } from "./common.schema.ts";
import { type LiveParts, stackOf, treeOf } from "./live.ts";
import { ok, type Route, route } from "./route.ts";

export interface ModelParts extends Pick<LiveParts, "stacks" | "knowledge" | "slicer"> {
  /** The device behind an id or any identity; `device.notFound`. */
  resolve(ref: string): Promise<DeviceId>;
}

const path = repeated(z.string().min(1).max(2048)).default(["Device."]);
const flag = z.enum(["true", "false"]).default("false");

/** What a device's data model is made of: its rows and what it supports. */
export function modelRoutes(parts: ModelParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/devices/{id}/instances",
      tag: "devices",
      summary: "Rows of the device's tables with their unique keys, from the snapshot",
      permission: "viewer",
      params: z.object({ id }),
      query: z.strictObject({ path, firstLevelOnly: flag }),
      faults: ["path.syntax", "operation.unsupported"],
      replies: {
        200: z.object({
          items: z.array(z.object({ path: z.string(), uniqueKeys: z.record(z.string(), z.string()) })),
          missing: z.array(z.looseObject({ path: z.string(), code: z.string() })),
        }),
      },
      handle: async ({ params, query }) => {
        const tree = await treeOf(parts, await parts.knowledge(await parts.resolve(params.id)));
        const { rows, missing } = instancesOf(tree, query.path, query.firstLevelOnly === "true");
        return ok({ items: rows.map((row) => ({ path: row.path, uniqueKeys: row.uniqueKeys })), missing });
      },
    }),
    route({
      method: "get",
      path: "/v1/devices/{id}/schema",
      tag: "devices",
      summary: "What the device supports, in the form of GetSupportedDM, for both protocols",
      permission: "viewer",
      params: z.object({ id }),
      query: z.strictObject({ path }),
      faults: ["path.syntax", "operation.unsupported"],
      replies: {
        200: z.object({
          objects: z.array(z.looseObject({ path: z.string() })),
          registered: z
            .array(z.string())
            .optional()
            .meta({ description: "Paths that a USP agent registered to serve" }),
        }),
      },
      handle: async ({ params, query }) => {
        const prefixes = query.path.map(supportedPrefix);
        const knowledge = await parts.knowledge(await parts.resolve(params.id));
        if (knowledge.values.size === 0) return ok({ objects: [] });
        const stack = stackOf(parts.stacks(), knowledge);
        const isAsked = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));
        const objects = stack.supported(knowledge).filter((object) => isAsked(object.path));
        const registered = stack.registered?.(knowledge).filter(isAsked) ?? [];
        return ok({ objects, ...(registered.length === 0 ? {} : { registered }) });
      },
    }),
  ];
}

/** The object of a path, of either context, in the supported data model. Fault `path.syntax`. */
function supportedPrefix(text: string): string {
  const parsed = parsePath(text, text.includes("{i}") ? "supported" : "instance");
  const object = text.slice(0, text.length - (parsed.leaf?.name.length ?? 0));
  return genericPath(object.replaceAll(/\.(?:\*|\[[^\]]*\])(?=\.)/g, ".{i}"));
}
