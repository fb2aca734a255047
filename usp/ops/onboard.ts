import {
  Fault,
  subscriptionsNote,
  type DeviceFacts,
  type JsonObject,
  type NativeValue,
  type Outcome,
  type SupportedObject,
} from "#core";
import { routeNotes } from "../agents.ts";
import { notesOfRow } from "../e2e/notes.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { Model, objectsOf, packModel } from "../model.ts";
import { ownRow, SUBSCRIPTIONS } from "../subscribe.ts";
import { part, type OpContext } from "./context.ts";
import { completed, provision } from "./controllerrow.ts";
import { getSupportedDMRequest } from "./getSupportedDM.ts";
import { orRefused, readTree } from "./read.ts";
import { subscribed } from "./subscribe.ts";
import { agreedVersion, OUR_VERSIONS } from "../version.ts";

export function supportedProtocolRequest(): Draft<"Request"> {
  return { getSupportedProtocol: { controllerSupportedProtocolVersions: OUR_VERSIONS.join(",") } };
}

/** The requests of an onboarding that do not depend on answers. */
export function onboardRequests(): readonly Draft<"Request">[] {
  const get = { get: { paramPaths: ["Device."], maxDepth: 0 } };
  return [supportedProtocolRequest(), getSupportedDMRequest(["Device."], false), get];
}

/** Discovers the agent (versions, model, whole tree) and sets it up; running it again changes nothing that is right. */
export async function onboard(context: OpContext): Promise<Outcome> {
  const versions = await agentVersions(context);
  const objects = await supportedObjects(context);
  const model = new Model(objects);
  const discovered: OpContext = { ...context, model };
  const tree = await wholeTree(discovered, objects);
  const self = ownRow(tree, context.config.endpointId);
  const prepared = self !== undefined && (await provision(discovered, tree, self));
  const { changed: subscriptionsAdded, items } = await subscribed(discovered, tree, self);
  const ended = self !== undefined && (await completed(discovered, tree, self));
  const written = prepared || ended;
  const changed = [...(self !== undefined && written ? [self] : []), SUBSCRIPTIONS];
  const values = written || subscriptionsAdded > 0 ? await refreshed(discovered, tree, changed) : tree;
  const { endpoint, routes } = context.agent;
  const memory: JsonObject = {
    // An agent that waited for approval was not stored before.
    ...routeNotes(endpoint, routes),
    versions: versions.join(","),
    version: agreedVersion(versions, context.agent.version),
    ...(objects.length === 0 ? {} : { model: packModel(objects) }),
    ...(self === undefined ? {} : { self, ...notesOfRow(values, self) }),
    ...subscriptionsNote(context.now(), items),
  };
  const summary: JsonObject = {
    versions,
    parameters: values.length,
    objects: objects.length,
    subscriptionsAdded,
    controller: self ?? null,
  };
  return {
    state: "succeeded",
    result: { type: "onboard", summary },
    values,
    complete: true,
    memory,
    facts: factsIn(values),
  };
}

/** None when the agent does not tell: it is spoken to as before. */
async function agentVersions(context: OpContext): Promise<readonly string[]> {
  const answer = await orRefused(context, "versions", context.ask(supportedProtocolRequest()));
  if (answer === undefined) return [];
  return part(answer, "getSupportedProtocolResp")
    .agentSupportedProtocolVersions.split(",")
    .map((version) => version.trim())
    .filter((version) => /^\d+\.\d+$/.test(version));
}

async function supportedObjects(context: OpContext): Promise<readonly SupportedObject[]> {
  const answer = await orRefused(context, "model", context.ask(getSupportedDMRequest(["Device."], false)));
  const results = answer === undefined ? [] : part(answer, "getSupportedDmResp").reqObjResults;
  return results.flatMap((result) => objectsOf(result.supportedObjs));
}

/** Everything below `Device.`; an agent that will not give it at once is asked object by object. */
async function wholeTree(
  context: OpContext,
  objects: readonly SupportedObject[],
): Promise<readonly NativeValue[]> {
  const whole = await readTree(context, ["Device."]);
  if (whole !== undefined) return whole;
  const tops = new Set(
    objects.map((o) => o.path.split(".").slice(0, 2).join(".")).filter((path) => path !== "Device."),
  );
  const values: NativeValue[] = [];
  for (const top of tops) values.push(...((await readTree(context, [`${top}.`])) ?? []));
  if (values.length === 0)
    throw new Fault("device.fault", { detail: "the agent gives none of its parameters" });
  return values;
}

/** The tree with the parts that were changed read again. */
async function refreshed(context: OpContext, tree: readonly NativeValue[], paths: readonly string[]) {
  const fresh = await readTree(context, paths);
  if (fresh === undefined) return tree;
  return [...tree.filter((v) => !paths.some((path) => v.path.startsWith(path))), ...fresh];
}

const FACTS: Readonly<Record<string, keyof DeviceFacts>> = {
  Manufacturer: "manufacturer",
  ManufacturerOUI: "oui",
  ProductClass: "productClass",
  ModelName: "modelName",
  SerialNumber: "serialNumber",
  HardwareVersion: "hardwareVersion",
  SoftwareVersion: "softwareVersion",
  ProvisioningCode: "provisioningCode",
};

/** What DeviceInfo says of the device; empty values say nothing. */
export function factsIn(values: readonly Pick<NativeValue, "path" | "value">[]): DeviceFacts {
  const facts: Record<string, string> = { dataModel: "TR-181" };
  for (const { path, value } of values) {
    const name = path.startsWith("Device.DeviceInfo.")
      ? FACTS[path.slice("Device.DeviceInfo.".length)]
      : undefined;
    if (name !== undefined && value !== "") facts[name] = value;
  }
  return facts;
}
