import { createHash } from "node:crypto";
import {
  schemaOf,
  SLICE,
  type DeviceFacts,
  type JsonObject,
  type NativeValue,
  type Operation,
  type Sliced,
} from "#core";
import { readAnswer, readCall, reading, type Reading } from "./read.ts";
import {
  end,
  joining,
  send,
  type Answer,
  type Computed,
  type OperationContext,
  type Step,
  type StepMachine,
} from "./step.ts";

type Onboard = Extract<Operation, { type: "onboard" }>;

export interface OnboardState {
  readonly phase: "methods" | "names" | "values" | "provision";
  readonly methods: readonly string[];
  readonly named: readonly (readonly [path: string, writable: boolean])[];
  readonly reading?: Reading;
  /** What is asked of the device in the provisioning write, by name. */
  readonly asked: readonly Provision[];
  readonly refused: Readonly<Record<string, number>>;
}

interface Provision {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/**
 * Discovers the whole tree and sets the device up, once and idempotently: the methods it knows, all names, all values, one
 * SetParameterValues with what differs. What a device refuses is left out and told in the summary.
 */
export const onboard: StepMachine<Onboard, OnboardState> = {
  start() {
    return send(
      { rpc: "GetRPCMethods", args: {} },
      { phase: "methods", methods: [], named: [], asked: [], refused: {} },
    );
  },
  step(_operation, state, answer, context) {
    switch (state.phase) {
      case "methods":
        return askNames(state, answer, context);
      case "names":
        return tookNames(state, answer, context);
      case "values":
        return readOn({ ...state, reading: readAnswer(readingOf(state, context), answer, context) }, context);
      case "provision":
        return provisioned(state, answer, context);
    }
  },
};

function askNames(state: OnboardState, answer: Answer, context: OperationContext): Step<OnboardState> {
  const methods =
    answer.kind === "response" && answer.body.rpc === "GetRPCMethods" ? answer.body.args.MethodList : [];
  return send(
    { rpc: "GetParameterNames", args: { ParameterPath: rootName(context), NextLevel: false } },
    { ...state, phase: "names", methods },
  );
}

/** The forced parameters of the Inform already tell the root. */
function rootName(context: OperationContext): string {
  return context.translation.exact ? "Device." : "InternetGatewayDevice.";
}

function tookNames(state: OnboardState, answer: Answer, context: OperationContext): Computed<OnboardState> {
  // A CPE that cannot list its names still tells its values when the root itself is asked for.
  const list =
    answer.kind === "response" && answer.body.rpc === "GetParameterNames"
      ? answer.body.args.ParameterList.map(({ Name, Writable }) => [Name, Writable] as const)
      : [];
  const next: OnboardState = { ...state, phase: "values", named: list };
  return readOn({ ...next, reading: readingOf(next, context) }, context);
}

function readingOf(state: OnboardState, context: OperationContext): Reading {
  if (state.reading !== undefined) return state.reading;
  const leaves = state.named.map(([path]) => path).filter((path) => !path.endsWith("."));
  const parts =
    leaves.length === 0
      ? [[rootName(context)]]
      : partsOf(leaves, rootName(context), context.parametersPerRpc);
  return { ...reading([], 1), batches: parts };
}

/**
 * Partial paths that cover the tree, packed so that no answer has many more than `limit` parameters: a subtree that is larger
 * is asked for by its own children.
 */
function partsOf(leaves: readonly string[], root: string, limit: number): readonly (readonly string[])[] {
  const parts: { readonly names: string[]; size: number }[] = [];
  for (const [name, size] of subtrees(leaves, root, limit)) {
    const last = parts.at(-1);
    if (last !== undefined && last.size + size <= limit) {
      last.names.push(name);
      last.size += size;
    } else parts.push({ names: [name], size });
  }
  return parts.map(({ names }) => names);
}

function subtrees(
  leaves: readonly string[],
  prefix: string,
  limit: number,
): readonly (readonly [name: string, size: number])[] {
  const children = new Map<string, string[]>();
  for (const leaf of leaves) {
    const dot = leaf.indexOf(".", prefix.length);
    const child = dot < 0 ? leaf : leaf.slice(0, dot + 1);
    const below = children.get(child);
    if (below === undefined) children.set(child, [leaf]);
    else below.push(leaf);
  }
  return [...children].flatMap(([child, below]) =>
    below.length > limit && child.endsWith(".")
      ? subtrees(below, child, limit)
      : [[child, below.length] as const],
  );
}

function readOn(state: OnboardState, context: OperationContext): Computed<OnboardState> {
  const call = readCall(readingOf(state, context));
  if (call !== undefined) return send(call, state);
  return provision({ ...state, phase: "provision", asked: provisionsOf(state, context) }, context);
}

/** The whole tree as read, with what GetParameterNames told; what came with the Inform stays when a part could not be read. */
function* treeOf(state: OnboardState, context: OperationContext): Sliced<Map<string, NativeValue>> {
  const writable = new Map(state.named);
  yield;
  const read = readingOf(state, context);
  const values = new Map<string, NativeValue>();
  const known = Object.keys(read.failed).length > 0 ? context.knowledge.values.values() : [];
  for (const source of [known, read.values])
    for (const value of source) {
      values.set(value.path, withAccess(value, writable.get(value.path)));
      if (values.size % SLICE === 0) yield;
    }
  return values;
}

function withAccess(native: NativeValue, writable: boolean | undefined): NativeValue {
  if (writable === undefined) return native;
  const { path, value, type, at } = native;
  return { path, value, type, at, writable };
}

/** The same of one object alone. */
function managedBy(base: string, state: OnboardState, context: OperationContext): Map<string, NativeValue> {
  const writable = new Map(state.named.filter(([path]) => path.startsWith(base)));
  const read = readingOf(state, context);
  const known = Object.keys(read.failed).length > 0 ? [...context.knowledge.values.values()] : [];
  const values = [...known, ...read.values].filter(({ path }) => path.startsWith(base));
  return new Map(values.map((value) => [value.path, withAccess(value, writable.get(value.path))]));
}

/** Together or not at all: half a pair of credentials locks the device out. */
const PAIRS = [
  ["Username", "Password"],
  ["ConnectionRequestUsername", "ConnectionRequestPassword"],
] as const;

function provisionsOf(state: OnboardState, context: OperationContext): readonly Provision[] {
  const base = `${rootName(context)}ManagementServer.`;
  const known = managedBy(base, state, context);
  const { informInterval, credentials } = context.onboarding;
  const wanted: readonly (readonly [name: string, type: string, value: string])[] = [
    ["PeriodicInformEnable", "boolean", "true"],
    ["PeriodicInformInterval", "unsignedInt", String(informInterval)],
    ["PeriodicInformTime", "dateTime", informTime(context.device, informInterval)],
    ...(credentials === undefined
      ? []
      : ([
          ["ConnectionRequestUsername", "string", credentials.connectionRequestUsername],
          ["ConnectionRequestPassword", "string", credentials.connectionRequestPassword],
          ["Username", "string", credentials.username],
          ["Password", "string", credentials.password],
        ] as const)),
  ];
  const listed = new Set(state.named.map(([path]) => path).filter((path) => path.startsWith(base)));
  const possible = wanted.filter(
    ([name]) =>
      known.get(base + name)?.writable !== false && (listed.has(base + name) || known.has(base + name)),
  );
  return possible
    .filter(([name, type, value]) => {
      const pair = PAIRS.find((names) => names.some((half) => half === name));
      if (pair === undefined) return !holds(known.get(base + name), type, value, informInterval);
      // A name that the device has already goes along: its password is new.
      return pair.every((half) => possible.some(([other]) => other === half));
    })
    .map(([name, type, value]) => ({ name: base + name, type: known.get(base + name)?.type || type, value }));
}

/** Times are equal when their phase in the interval is. */
function holds(known: NativeValue | undefined, type: string, value: string, interval: number): boolean {
  if (known === undefined) return false;
  if (type === "boolean") return known.value === "1" || known.value.toLowerCase() === "true";
  if (type !== "dateTime") return known.value === value;
  const phase = (text: string): number => (Date.parse(text) / 1000) % interval;
  return phase(known.value) === phase(value);
}

/** A fixed moment whose phase in the interval is the device's own: a fleet that boots at once still informs spread out. */
function informTime(device: string, interval: number): string {
  const spread = createHash("sha256").update(device).digest().readUInt32BE(0) % Math.max(1, interval);
  return new Date(Date.UTC(2020, 0, 1) + spread * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Sends what is still asked for; an empty list means that all is as it should be. */
function provision(state: OnboardState, context: OperationContext): Computed<OnboardState> {
  if (state.asked.length === 0) return finish(state, context, "applied");
  const username = askedFor(state, "Username");
  const password = askedFor(state, "Password");
  return {
    do: "send",
    call: {
      rpc: "SetParameterValues",
      args: {
        ParameterList: state.asked.map(({ name, type, value }) => ({ Name: name, Value: { type, value } })),
        ParameterKey: context.commandKey,
      },
    },
    state,
    ...(username === undefined || password === undefined ? {} : { rotate: { username, password } }),
  };
}

/** What is asked for under a name of ManagementServer. The state has it: the context's credentials are new at each step. */
function askedFor(state: OnboardState, leaf: string): string | undefined {
  return state.asked.find(({ name }) => name.endsWith(`.ManagementServer.${leaf}`))?.value;
}

function provisioned(state: OnboardState, answer: Answer, context: OperationContext): Computed<OnboardState> {
  if (answer.kind === "response") return finish(state, context, "applied");
  if (answer.kind === "silence") return finish(state, context, "unknown");
  const named = new Map(answer.fault.parameters.map(({ name, code }) => [name, code]));
  const refused = { ...state.refused };
  for (const { name } of state.asked) {
    const code = named.get(name);
    if (code !== undefined) refused[name] = code;
  }
  for (const pair of PAIRS) {
    const names = state.asked
      .map(({ name }) => name)
      .filter((name) => pair.some((last) => name.endsWith(`.${last}`)));
    const code = names.map((name) => refused[name]).find((found) => found !== undefined);
    if (code !== undefined) for (const name of names) refused[name] = code;
  }
  const asked = state.asked.filter(({ name }) => refused[name] === undefined);
  // A fault that names no parameter leaves nothing to try again with.
  if (asked.length === state.asked.length) {
    for (const { name } of asked) refused[name] = answer.fault.code;
    return finish({ ...state, asked: [], refused }, context, "refused");
  }
  return provision({ ...state, asked, refused }, context);
}

function* finish(
  state: OnboardState,
  context: OperationContext,
  provisioning: "applied" | "unknown" | "refused",
): Sliced<Step<OnboardState>> {
  const tree = yield* treeOf(state, context);
  if (provisioning === "applied") overlay(tree, state.asked, context.at);
  const base = { ...context.knowledge, values: new Map<string, NativeValue>() };
  const knowledge = yield* joining(base, [...tree.values()]);
  const values = [...knowledge.values.values()];
  const ringName = askedFor(state, "ConnectionRequestUsername");
  const ringPassword = askedFor(state, "ConnectionRequestPassword");
  const read = readingOf(state, context);
  const complete = Object.keys(read.failed).length === 0 && values.length > 0;
  return end({
    state: "succeeded",
    values,
    ...(complete ? { complete: true } : {}),
    facts: factsOf(knowledge.values, context),
    memory: {
      ...(yield* context.translation.remembering(knowledge, read.values.length > 0)),
      methods: state.methods,
      factoryReset: null,
      ...(ringName === undefined ? {} : { connectionRequestUsername: ringName }),
    },
    ...(ringPassword === undefined ? {} : { secrets: { connectionRequestPassword: ringPassword } }),
    result: { type: "onboard", summary: summaryOf(state, read, provisioning, values.length) },
  });
}

/** Puts what was written over what was read. */
function overlay(values: Map<string, NativeValue>, written: readonly Provision[], at: number): void {
  for (const { name, type, value } of written)
    if (!name.endsWith("Password") && schemaOf(name)?.secret !== true)
      values.set(name, { ...values.get(name), path: name, type, value, at });
}

function factsOf(values: ReadonlyMap<string, NativeValue>, context: OperationContext): DeviceFacts {
  const base = `${rootName(context)}DeviceInfo.`;
  const fact = (key: keyof DeviceFacts, name: string): DeviceFacts => {
    const value = values.get(base + name)?.value;
    return value === undefined || value === "" ? {} : { [key]: value };
  };
  return {
    ...fact("manufacturer", "Manufacturer"),
    ...fact("modelName", "ModelName"),
    ...fact("hardwareVersion", "HardwareVersion"),
    ...fact("softwareVersion", "SoftwareVersion"),
    ...fact("provisioningCode", "ProvisioningCode"),
    dataModel: context.translation.exact ? "TR-181" : "TR-098",
  };
}

function summaryOf(state: OnboardState, read: Reading, provisioning: string, parameters: number): JsonObject {
  return {
    parameters,
    methods: state.methods,
    provisioning,
    provisioned: provisioning === "applied" ? state.asked.map(({ name }) => name) : [],
    refused: Object.entries(state.refused).map(([path, code]) => ({ path, code })),
    unread: Object.keys(read.failed),
  };
}
