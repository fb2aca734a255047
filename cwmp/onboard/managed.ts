import { createHash } from "node:crypto";
import { schemaOf, type NativeValue } from "#core";
import type { Answer, OperationContext } from "../ops/step.ts";
import type { Discovered, Setup, SetupStep } from "./setup.ts";

export interface ManagedState {
  /** What is asked of the device, by name. */
  readonly asked: readonly Wanted[];
  /** CWMP fault codes by name. */
  readonly refused: Readonly<Record<string, number>>;
}

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/**
 * ManagementServer: periodic Informs and credentials of its own, in one SetParameterValues with what differs. What is
 * refused by name is left out of a second try.
 */
export const managed: Setup<ManagedState> = {
  start: (found, context) => write({ asked: wantedOf(found, context), refused: {} }, found, context),
  step: written,
};

/** Together or not at all: half a pair of credentials locks the device out. */
const PAIRS = [
  ["Username", "Password"],
  ["ConnectionRequestUsername", "ConnectionRequestPassword"],
] as const;

function wantedOf(found: Discovered, context: OperationContext): readonly Wanted[] {
  const base = `${found.root}ManagementServer.`;
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
  const known = (name: string): NativeValue | undefined => found.values.get(base + name);
  const possible = wanted.filter(([name]) => known(name)?.writable !== false && found.has(base + name));
  return possible
    .filter(([name, type, value]) => {
      const pair = PAIRS.find((names) => names.some((half) => half === name));
      if (pair === undefined) return !holds(known(name), type, value, informInterval);
      // A name that the device has already goes along: its password is new.
      return pair.every((half) => possible.some(([other]) => other === half));
    })
    .map(([name, type, value]) => ({ name: base + name, type: known(name)?.type || type, value }));
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
function write(state: ManagedState, found: Discovered, context: OperationContext): SetupStep<ManagedState> {
  if (state.asked.length === 0) return done(state, "applied", found, context);
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

/** What is asked for under a name of ManagementServer. */
function askedFor(state: ManagedState, leaf: string): string | undefined {
  return state.asked.find(({ name }) => name.endsWith(`.ManagementServer.${leaf}`))?.value;
}

function written(
  state: ManagedState,
  answer: Answer,
  found: Discovered,
  context: OperationContext,
): SetupStep<ManagedState> {
  if (answer.kind === "response") return done(state, "applied", found, context);
  if (answer.kind === "silence") return done(state, "unknown", found, context);
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
    const code = names.map((name) => refused[name]).find((given) => given !== undefined);
    if (code !== undefined) for (const name of names) refused[name] = code;
  }
  const asked = state.asked.filter(({ name }) => refused[name] === undefined);
  // A fault that names no parameter leaves nothing to try again with.
  if (asked.length === state.asked.length) {
    for (const { name } of asked) refused[name] = answer.fault.code;
    return done({ asked: [], refused }, "refused", found, context);
  }
  return write({ asked, refused }, found, context);
}

function done(
  state: ManagedState,
  provisioning: "applied" | "unknown" | "refused",
  found: Discovered,
  { at }: OperationContext,
): SetupStep<ManagedState> {
  const applied = provisioning === "applied" ? state.asked : [];
  const ringName = askedFor(state, "ConnectionRequestUsername");
  const ringPassword = askedFor(state, "ConnectionRequestPassword");
  return {
    do: "done",
    outcome: {
      values: applied
        .filter(({ name }) => !name.endsWith("Password") && schemaOf(name)?.secret !== true)
        .map(({ name, type, value }) => ({ ...found.values.get(name), path: name, type, value, at })),
      ...(ringName === undefined ? {} : { memory: { connectionRequestUsername: ringName } }),
      ...(ringPassword === undefined ? {} : { secrets: { connectionRequestPassword: ringPassword } }),
      summary: {
        provisioning,
        provisioned: applied.map(({ name }) => name),
        refused: Object.entries(state.refused).map(([path, code]) => ({ path, code })),
      },
    },
  };
}
