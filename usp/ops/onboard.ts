import {
  asFault,
  Fault,
  type DeviceFacts,
  type JsonObject,
  type NativeValue,
  type Outcome,
  type SupportedObject,
} from "#core";
import { FIRST_VERSION, routeNotes } from "../agents.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { Model, objectsOf, packModel } from "../model.ts";
import {
  addSubscriptions,
  baselineFor,
  perCommand,
  planSubscriptions,
  subscriptionRows,
} from "../subscribe.ts";
import { COMMANDS } from "../subscription.table.ts";
import { nativeValue } from "../values.ts";
import { part, type OpContext } from "./context.ts";
import { getSupportedDMRequest } from "./getSupportedDM.ts";

/** Versions of TR-369 this controller speaks, oldest first. */
export const OUR_VERSIONS = ["1.0", "1.1", "1.2", "1.3", "1.4"];

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
  const written = await provision(discovered, tree, self);
  const subscribed = await subscribe(discovered, tree, self);
  const changed = [...(self !== undefined && written ? [self] : []), "Device.LocalAgent.Subscription."];
  const values = written || subscribed > 0 ? await refreshed(discovered, tree, changed) : tree;
  const { endpoint, routes } = context.agent;
  const memory: JsonObject = {
    // An agent that waited for approval was not stored before.
    ...routeNotes(endpoint, routes),
    versions: versions.join(","),
    version: agreedVersion(versions),
    ...(objects.length === 0 ? {} : { model: packModel(objects) }),
    ...(self === undefined ? {} : { self }),
  };
  const summary: JsonObject = {
    versions,
    parameters: values.length,
    objects: objects.length,
    subscriptionsAdded: subscribed,
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

async function agentVersions(context: OpContext): Promise<readonly string[]> {
  const answer = part(await context.ask(supportedProtocolRequest()), "getSupportedProtocolResp");
  return answer.agentSupportedProtocolVersions
    .split(",")
    .map((version) => version.trim())
    .filter((version) => /^\d+\.\d+$/.test(version));
}

/** The highest version both sides know. */
export function agreedVersion(theirs: readonly string[]): string {
  return OUR_VERSIONS.findLast((version) => theirs.includes(version)) ?? FIRST_VERSION;
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

/** Values below the paths; undefined when the agent refused one of them. */
async function readTree(
  context: OpContext,
  paramPaths: readonly string[],
): Promise<readonly NativeValue[] | undefined> {
  const answer = await orRefused(context, "tree", context.ask({ get: { paramPaths, maxDepth: 0 } }));
  if (answer === undefined) return undefined;
  const { reqPathResults } = part(answer, "getResp");
  if (reqPathResults.some((result) => result.errCode !== 0)) return undefined;
  return reqPathResults.flatMap((result) =>
    result.resolvedPathResults.flatMap((resolved) =>
      Object.entries(resolved.resultParams).map(([name, value]) =>
        nativeValue(`${resolved.resolvedPath}${name}`, value, context.now(), context.model),
      ),
    ),
  );
}

/** `Device.LocalAgent.Controller.1.`: the row that is us. */
function ownRow(values: readonly NativeValue[], endpoint: string): string | undefined {
  const row = /^Device\.LocalAgent\.Controller\.\d+\.EndpointID$/;
  return values.find((v) => v.value === endpoint && row.test(v.path))?.path.replace(/EndpointID$/, "");
}

/** Sets the own Controller row where it differs; true when something was written. */
async function provision(
  context: OpContext,
  tree: readonly NativeValue[],
  self: string | undefined,
): Promise<boolean> {
  if (self === undefined) return false;
  const now = new Map(tree.map((v) => [v.path, v.value]));
  const wanted = {
    PeriodicNotifInterval: String(context.config.periodicIntervalSeconds),
    OnBoardingComplete: "true",
  };
  const differing = Object.entries(wanted).filter(([name, value]) => {
    const current = now.get(`${self}${name}`);
    return current !== undefined && current !== value;
  });
  if (differing.length === 0) return false;
  await context.sending();
  const paramSettings = differing.map(([param, value]) => ({ param, value, required: false }));
  const set = { allowPartial: true, updateObjs: [{ objPath: self, paramSettings }] };
  return (await orRefused(context, "controller row", context.ask({ set }))) !== undefined;
}

/** Adds what is missing of the baseline; gives how many rows were added or changed. */
async function subscribe(
  context: OpContext,
  tree: readonly NativeValue[],
  self: string | undefined,
): Promise<number> {
  const rows = subscriptionRows(tree);
  const wanted = wantedFor(context, rows, self);
  const plan = planSubscriptions(wanted, rows, self);
  if (plan.add.length + plan.remove.length + plan.mend.length === 0) return 0;
  await context.sending();
  if (plan.remove.length > 0)
    await orRefused(
      context,
      "subscriptions",
      context.ask({ delete: { allowPartial: true, objPaths: plan.remove } }),
    );
  const updateObjs = plan.mend.map(({ path: objPath, params }) => ({
    objPath,
    paramSettings: Object.entries(params).map(([param, value]) => ({ param, value, required: false })),
  }));
  if (updateObjs.length > 0)
    await orRefused(context, "subscriptions", context.ask({ set: { allowPartial: true, updateObjs } }));
  const refused = plan.add.length === 0 ? [] : await addEach(context, plan.add);
  if (refused.includes(COMMANDS.id)) await addEach(context, perCommand(COMMANDS, context.model));
  return plan.add.length + plan.mend.length + plan.remove.length;
}

/** On an agent that took the commands one by one, `Device.` is not tried again. */
function wantedFor(context: OpContext, rows: ReturnType<typeof subscriptionRows>, self: string | undefined) {
  const single = perCommand(COMMANDS, context.model);
  const { add } = planSubscriptions(single, rows, self);
  const has = single.length > 0 && add.length < single.length;
  return baselineFor(context.model).flatMap((s) => (has && s.id === COMMANDS.id ? single : [s]));
}

/** Gives the ids the agent refused. */
async function addEach(
  context: OpContext,
  subscriptions: Parameters<typeof addSubscriptions>[0],
): Promise<readonly string[]> {
  if (subscriptions.length === 0) return [];
  const answer = await orRefused(context, "subscriptions", context.ask(addSubscriptions(subscriptions)));
  if (answer === undefined) return subscriptions.map((s) => s.id);
  const refused = part(answer, "addResp").createdObjResults.flatMap((result, i) =>
    result.operStatus.operFailure === undefined ? [] : (subscriptions[i]?.id ?? []),
  );
  if (refused.length > 0)
    context.log.warn({ endpoint: context.agent.endpoint, refused }, "subscriptions refused");
  return refused;
}

/** The tree with the parts that were changed read again. */
async function refreshed(context: OpContext, tree: readonly NativeValue[], paths: readonly string[]) {
  const fresh = await readTree(context, paths);
  if (fresh === undefined) return tree;
  return [...tree.filter((v) => !paths.some((path) => v.path.startsWith(path))), ...fresh];
}

/** The answer, or undefined when the agent answered with an error; an agent that is away stops the onboarding. */
async function orRefused<T>(context: OpContext, step: string, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const fault = asFault(error);
    if (fault.facts.protocolCode === undefined) throw error;
    context.log.warn(
      { endpoint: context.agent.endpoint, step, protocolCode: fault.facts.protocolCode },
      "agent refused",
    );
    return undefined;
  }
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
