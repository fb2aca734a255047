import type { DeviceFacts, Json, JsonObject, NativeValue, Operation, Outcome, Sliced } from "#core";
import {
  discovered,
  discoveryCall,
  foundBy,
  UNDISCOVERED,
  isBorrowed,
  paceIn,
  tellsValues,
  toldIn,
  unreadIn,
  withModel,
  type Discovery,
} from "../onboard/discover.ts";
import type { Discovered, SetupOutcome, SetupStep } from "../onboard/setup.ts";
import { SETUPS } from "../onboard/setup.table.ts";
import { accessNote } from "../translation.borrowed.ts";
import { end, joining, send, type OperationContext, type Step, type StepMachine } from "./step.ts";

type Onboard = Extract<Operation, { type: "onboard" }>;

export interface OnboardState {
  readonly discovery: Discovery;
  /** The setup at work, by its place in `SETUPS`; absent while the device is being read. */
  readonly setup?: { readonly at: number; readonly state: Json };
  readonly done: readonly SetupOutcome[];
}

/**
 * Reads the whole device and sets it up, once and idempotently. What a device refuses is left out and told in the summary:
 * an onboarding never fails.
 */
export const onboard: StepMachine<Onboard, OnboardState> = {
  start: (_operation, context) => proceed({ discovery: UNDISCOVERED, done: [] }, context),
  *step(_operation, state, answer, context) {
    const { setup } = state;
    if (setup === undefined)
      return yield* proceed(
        { ...state, discovery: yield* discovered(state.discovery, answer, context) },
        context,
      );
    const found = yield* foundBy(state.discovery, context);
    const step = SETUPS[setup.at]?.step(setup.state, answer, found, context);
    return yield* setUp(state, setup.at, step, found, context);
  },
};

function* proceed(state: OnboardState, context: OperationContext): Sliced<Step<OnboardState>> {
  const call = discoveryCall(state.discovery);
  if (call !== undefined) return send(call, state);
  const found = yield* foundBy(state.discovery, context);
  return yield* setUp(state, 0, SETUPS[0]?.start(found, context), found, context);
}

/** Walks the setups from the one that took a step. */
function* setUp(
  from: OnboardState,
  first: number,
  taken: SetupStep<Json> | undefined,
  found: Discovered,
  context: OperationContext,
): Sliced<Step<OnboardState>> {
  const done = [...from.done];
  let [at, step] = [first, taken];
  for (; step !== undefined; step = SETUPS[++at]?.start(found, context)) {
    if (step.do === "done") {
      done.push(step.outcome);
      continue;
    }
    return { ...step, state: { ...from, done, setup: { at, state: step.state } } };
  }
  return yield* finish({ ...from, done }, found, context);
}

function* finish(
  state: OnboardState,
  found: Discovered,
  context: OperationContext,
): Sliced<Step<OnboardState>> {
  const empty = { ...context.knowledge, values: new Map<string, NativeValue>() };
  const borrowed = isBorrowed(state.discovery);
  const all = overlaid(found, state.done);
  const knowledge = yield* joining(empty, borrowed ? yield* withModel(all, context) : all);
  const values = [...knowledge.values.values()];
  const unread = unreadIn(state.discovery);
  const complete = unread.length === 0 && values.length > 0;
  const secrets = Object.fromEntries(state.done.flatMap((outcome) => Object.entries(outcome.secrets ?? {})));
  const events = state.done.flatMap((setup) => setup.events ?? []);
  const outcome: Outcome = {
    state: "succeeded",
    values,
    ...(complete ? { complete: true } : {}),
    facts: factsOf(knowledge.values, found.root),
    memory: {
      ...(yield* context.translation.remembering(knowledge, tellsValues(state.discovery))),
      methods: found.methods,
      factoryReset: null,
      ...accessNote(borrowed),
      ...paceIn(state.discovery, context),
      ...merged(state.done.map(({ memory }) => memory)),
    },
    ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
    ...(events.length === 0 ? {} : { events }),
    result: {
      type: "onboard",
      summary: {
        parameters: values.length,
        methods: found.methods,
        ...merged(state.done.map(({ summary }) => summary)),
        unread,
      },
    },
  };
  return end(outcome, yield* toldIn(state.discovery, context));
}

function merged(parts: readonly (JsonObject | undefined)[]): JsonObject {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
}

function overlaid({ values }: Discovered, done: readonly SetupOutcome[]): readonly NativeValue[] {
  const all = new Map(values);
  for (const outcome of done) for (const value of outcome.values ?? []) all.set(value.path, value);
  return [...all.values()];
}

function factsOf(values: ReadonlyMap<string, NativeValue>, root: string): DeviceFacts {
  const base = `${root}DeviceInfo.`;
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
    dataModel: root === "Device." ? "TR-181" : "TR-098",
  };
}
