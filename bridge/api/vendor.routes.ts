import { z } from "zod";
import { Fault, type DeviceRecord, type DeviceStack, type JsonObject, type Protocol } from "#core";
import { listOf } from "./common.schema.ts";
import { ok, type Route, route } from "./route.ts";

type Stacks = ReadonlyMap<Protocol, DeviceStack>;

const profile = z
  .looseObject({
    name: z.string(),
    title: z.string(),
    shipped: z.boolean().meta({ description: "It came with the gateway; otherwise it is the operator's" }),
    file: z.string(),
    match: z.array(z.looseObject({})),
    quirks: z.looseObject({}),
  })
  .meta({ id: "VendorProfile", description: "docs/vendor-profiles.md" });

/** The profiles of vendors' deviations, which are files. */
export function vendorRoutes(stacks: () => Stacks): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/vendor-profiles",
      tag: "administration",
      summary: "What is kept of vendors' deviations, sorted by name",
      permission: "viewer",
      replies: { 200: listOf(profile) },
      handle: async () => ok({ items: profilesOf(stacks()) }),
    }),
    route({
      method: "get",
      path: "/v1/vendor-profiles/{name}",
      tag: "administration",
      summary: "One vendor profile",
      permission: "viewer",
      params: z.object({ name: z.string().min(1).max(64) }),
      replies: { 200: profile },
      handle: async ({ params }) => {
        const found = profilesOf(stacks()).find(({ name }) => name === params.name);
        if (found === undefined)
          throw new Fault("request.notFound", { detail: `there is no vendor profile ${params.name}` });
        return ok(found);
      },
    }),
  ];
}

function profilesOf(stacks: Stacks): readonly JsonObject[] {
  return [...stacks.values()].flatMap(({ profiles }) => profiles?.list() ?? []);
}

/** The name of the profile a device has with one of its protocols. */
export function vendorProfileOf(device: DeviceRecord, stacks: Stacks): string | undefined {
  for (const protocol of device.protocols) {
    const name = stacks.get(protocol)?.profiles?.nameOf(device);
    if (name !== undefined) return name;
  }
  return undefined;
}
