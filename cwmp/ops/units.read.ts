import { completed, type JsonObject, type Knowledge, type Outcome } from "#core";
import { readAnswer, readCall, reading, readValues, type Reading } from "../reading/reading.ts";
import { goneAfter } from "../reading/verdicts.ts";
import type { Asked } from "./asked.ts";
import { asJson } from "./json.ts";
import { end, send, withValues, type Answer, type Step } from "./step.ts";

/** Note of the stack's memory of a device: how its deployment units were changed, by command key, until they are read. */
const NOTE = "units";
/** Changes that wait to be read at a time; of more the oldest is forgotten, and ends unread. */
const MOST = 8;

type Output = Readonly<Record<string, string>>;

/** The units are read after they were changed: so far the names. */
export interface UnitsState {
  readonly at: "units";
  readonly names: readonly string[];
  readonly reading: Reading;
}

function notesOf({ memory }: Pick<Knowledge, "memory">): Readonly<Record<string, Output>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `changed` and `forgotten` write it
  return (memory[NOTE] ?? {}) as unknown as Readonly<Record<string, Output>>;
}

/** What to remember of a change that the device told the end of. */
export function changed(knowledge: Knowledge, key: string, output: Output): JsonObject {
  const others = Object.entries(notesOf(knowledge)).filter(([other]) => other !== key);
  return { [NOTE]: asJson(Object.fromEntries([...others.slice(1 - MOST), [key, output]])) };
}

function forgotten(knowledge: Knowledge, key: string): JsonObject {
  const others = Object.entries(notesOf(knowledge)).filter(([other]) => other !== key);
  return { [NOTE]: others.length === 0 ? null : asJson(Object.fromEntries(others)) };
}

/** Reads the units of a device that told the end of this change; undefined: it did not. */
export function readUnits(asked: Asked): Step<UnitsState> | undefined {
  const { context } = asked;
  if (!Object.hasOwn(notesOf(context.knowledge), context.commandKey)) return undefined;
  const names = context.translation.sources(["Device.SoftwareModules."], context.knowledge);
  return onward(asked, { at: "units", names, reading: reading(names, context) });
}

/** The step after an answer to the reading. */
export function tookUnits(asked: Asked, state: UnitsState, answer: Answer): Step<UnitsState> {
  return onward(asked, { ...state, reading: readAnswer(state.reading, answer, asked.context) });
}

function onward(asked: Asked, state: UnitsState): Step<UnitsState> {
  const call = readCall(state.reading);
  return call === undefined ? end(ended(asked, state)) : send(call, state);
}

/** The change is over whether its result could be read or not. */
function ended({ command, context }: Asked, { names, reading: read }: UnitsState): Outcome {
  const { commandKey, knowledge, translation, at } = context;
  const output = notesOf(knowledge)[commandKey] ?? {};
  const values = readValues(read);
  const removed = goneAfter(names, read, knowledge.values);
  const bindings = translation.remember(withValues(knowledge, values, removed), false);
  return {
    state: "succeeded",
    result: { type: "operate", results: [{ command, output }] },
    events: [completed({ commandKey, command, output }, at)],
    values,
    removed,
    memory: { ...bindings, ...forgotten(knowledge, commandKey) },
  };
}
