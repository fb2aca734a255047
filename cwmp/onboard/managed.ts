import { schemaOf, type JsonObject, type NativeValue } from "#core";
import type { Answer, OperationContext } from "../ops/step.ts";
import { NO_NOTES, refusedPair, sendingPair, together, tookPair, type Notes, type PairName } from "./pair.ts";
import { jabberIdNotes } from "../wakeup/jabberid.ts";
import { ONBOARDING_SET, type Group, type SetRow, type Wishes } from "./set.table.ts";
import type { Discovered, Setup, SetupOutcome, SetupStep } from "./setup.ts";
import { wishesOf } from "./wishes.ts";

export interface ManagedState {
  /** What is still to be asked of the device: one SetParameterValues for each, the first is under way. */
  readonly batches: readonly (readonly Wanted[])[];
  readonly taken: readonly Wanted[];
  /** Asked without an answer: the device may have taken it or not. */
  readonly unknown: readonly Wanted[];
  /** CWMP fault codes by name. */
  readonly refused: Readonly<Record<string, number>>;
  /** Whose refusal has been noted, so that it is not noted again. */
  readonly notes: Notes;
}

export interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly group?: Group;
}

/**
 * The onboarding set: what differs from what was read, in one SetParameterValues. What is refused by name is left out of a
 * second try; a refusal without a name is narrowed down by halves. Nothing is written twice that was taken.
 */
export const managed: Setup<ManagedState> = {
  start: (found, context) => write(begun(wantedOf(found, context)), found, context),
  step: written,
};

/** The same for new credentials of one kind. */
export function renewed(only: Group): Setup<ManagedState> {
  return {
    start: (found, context) => write(begun(wantedOf(found, context, only)), found, context),
    step: written,
  };
}

/** One fault may be the fault of one parameter; the others say that the device wants nothing of it. */
const NARROWS = new Set([9002, 9003, 9004, 9005, 9006, 9007, 9008]);

const PAIRS: readonly PairName[] = ["connectionRequest", "stun"];

function begun(wanted: readonly Wanted[]): ManagedState {
  return {
    batches: wanted.length === 0 ? [] : [wanted],
    taken: [],
    unknown: [],
    refused: {},
    notes: NO_NOTES,
  };
}

/** What the device has and may be written, and is not as it should be. Of a group all of it, or nothing. */
export function wantedOf(found: Discovered, context: OperationContext, only?: Group): readonly Wanted[] {
  const wishes = wishesOf(found, context, only);
  const rows = ONBOARDING_SET.filter(({ group }) => only === undefined || group === only);
  const mayWrite = (wanted: Wanted | undefined): Wanted | undefined =>
    wanted === undefined || context.unwritten?.covers(wanted.name) === true ? undefined : wanted;
  const possible = new Map(rows.map((row) => [row, mayWrite(wantedBy(row, wishes, found))]));
  const lacks = (group: Group): boolean =>
    rows.some((row) => row.group === group && possible.get(row) === undefined);
  return [...possible].flatMap(([{ group, holds }, wanted]) => {
    if (wanted === undefined || (group !== undefined && lacks(group))) return [];
    const known = found.values.get(wanted.name);
    // What it has of a pair of credentials goes along: what is new beside it is its password.
    const isPair = group !== undefined && /(?:Username|Password)$/.test(wanted.name);
    const same = known !== undefined && (holds ?? isSame)(known.value, wanted.value, wishes);
    return same && !isPair ? [] : [{ ...wanted, type: known?.type || wanted.type }];
  });
}

function wantedBy(
  { leaf, type, value, group }: SetRow,
  wishes: Wishes,
  found: Discovered,
): Wanted | undefined {
  const wanted = value(wishes);
  if (wanted === undefined) return undefined;
  const connection = wishes.xmpp?.connection ?? "";
  const name = leaf.startsWith("*") ? `${connection}.${leaf.slice(1)}` : found.root + leaf;
  if (!found.has(name) || found.values.get(name)?.writable === false) return undefined;
  return { name, type, value: wanted, ...(group === undefined ? {} : { group }) };
}

function isSame(known: string, wanted: string): boolean {
  if (wanted === "true") return known === "1" || known.toLowerCase() === "true";
  return known === wanted;
}

/** Sends the next batch; none left means that all is as it should be, or as it can be. */
function write(state: ManagedState, found: Discovered, context: OperationContext): SetupStep<ManagedState> {
  const [batch] = state.batches;
  if (batch === undefined) return { do: "done", outcome: outcomeOf(state, found, context) };
  const valueAt = (leaf: string): string | undefined =>
    batch.find(({ name }) => name === `${found.root}ManagementServer.${leaf}`)?.value;
  const [username, password] = [valueAt("Username"), valueAt("Password")];
  const keep = together(
    ...pairsIn(batch, found).map(([name, pair]) =>
      sendingPair(name, context.knowledge, pair, context.commandKey),
    ),
  );
  return {
    do: "send",
    call: {
      rpc: "SetParameterValues",
      args: {
        ParameterList: batch.map(({ name, type, value }) => ({ Name: name, Value: { type, value } })),
        ParameterKey: context.commandKey,
      },
    },
    state,
    ...(username === undefined || password === undefined ? {} : { rotate: { username, password } }),
    ...(Object.keys(keep.memory).length === 0 ? {} : { keep }),
  };
}

const PREFIX = { connectionRequest: "ConnectionRequest", stun: "STUN" } as const;

/** The pairs that a batch writes. The state has them: the context's fresh ones are new at each step. */
function pairsIn(batch: readonly Wanted[], { root }: Discovered) {
  return PAIRS.flatMap((name) => {
    const half = (last: string): string | undefined =>
      batch.find((wanted) => wanted.name === `${root}ManagementServer.${PREFIX[name]}${last}`)?.value;
    const [username, password] = [half("Username"), half("Password")];
    return username === undefined || password === undefined ? [] : [[name, { username, password }] as const];
  });
}

function written(
  state: ManagedState,
  answer: Answer,
  found: Discovered,
  context: OperationContext,
): SetupStep<ManagedState> {
  const [batch = [], ...batches] = state.batches;
  if (answer.kind === "response") {
    const notes = together(state.notes, ...pairsIn(batch, found).map(([name]) => tookPair(name)));
    return write({ ...state, batches, taken: [...state.taken, ...batch], notes }, found, context);
  }
  // It knows no SetParameterValues, or is not well: nothing more is asked of it.
  if (answer.kind === "silence")
    return write({ ...state, batches: [], unknown: [...state.unknown, ...batch] }, found, context);
  const { code, parameters } = answer.fault;
  const named = new Map(parameters.map((one) => [one.name, one.code]));
  const units = unitsOf(batch);
  const guilty = units.filter((unit) => unit.some(({ name }) => named.has(name)));
  const refuse = (gone: typeof units, left: ManagedState["batches"]): SetupStep<ManagedState> =>
    write(
      { ...state, ...refusedIn(state, gone, named, code, found, context), batches: left },
      found,
      context,
    );
  if (guilty.length > 0) {
    const rest = units.filter((unit) => !guilty.includes(unit)).flat();
    return refuse(guilty, [...(rest.length === 0 ? [] : [rest]), ...batches]);
  }
  if (units.length === 1 || !NARROWS.has(code)) return refuse(units, batches);
  const half = Math.ceil(units.length / 2);
  const halves = [units.slice(0, half).flat(), units.slice(half).flat()];
  return write({ ...state, batches: [...halves, ...batches] }, found, context);
}

function refusedIn(
  state: ManagedState,
  units: readonly (readonly Wanted[])[],
  named: ReadonlyMap<string, number>,
  code: number,
  found: Discovered,
  { knowledge }: OperationContext,
): Pick<ManagedState, "refused" | "notes"> {
  const refused = { ...state.refused };
  for (const unit of units) {
    const why = unit.map(({ name }) => named.get(name)).find((one) => one !== undefined) ?? code;
    for (const { name } of unit) refused[name] = named.get(name) ?? why;
  }
  const lost = pairsIn(units.flat(), found).map(([name]) => refusedPair(name, knowledge));
  return { refused, notes: together(state.notes, ...lost) };
}

/** What can be asked for by itself. */
function unitsOf(batch: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const units = new Map<string, Wanted[]>();
  for (const wanted of batch) {
    const key = wanted.group ?? wanted.name;
    units.set(key, [...(units.get(key) ?? []), wanted]);
  }
  return [...units.values()];
}

function outcomeOf(state: ManagedState, found: Discovered, context: OperationContext): SetupOutcome {
  const { taken, unknown, refused, notes } = state;
  const { at, commandKey } = context;
  const jid = found.values.get(`${found.root}ManagementServer.ConnReqJabberID`)?.value ?? "";
  const provisioning =
    unknown.length > 0 ? "unknown" : taken.length > 0 || isEmpty(refused) ? "applied" : "refused";
  return {
    values: taken
      .filter(({ name }) => !name.endsWith("Password") && schemaOf(name)?.secret !== true)
      .map(({ name, type, value }): NativeValue => ({
        ...found.values.get(name),
        path: name,
        type,
        value,
        at,
      })),
    memory: { ...notes.memory, ...(jid === "" ? {} : jabberIdNotes(jid, context.onboarding.proven)) },
    secrets: notes.secrets,
    ...(isEmpty(refused)
      ? {}
      : {
          events: [
            {
              id: `${commandKey}.refused`,
              at,
              type: "event",
              path: "Device.ManagementServer.",
              name: "ProvisioningRefused",
              params: Object.fromEntries(Object.entries(refused).map(([name, code]) => [name, String(code)])),
            },
          ],
        }),
    summary: {
      provisioning,
      provisioned: taken.map(({ name }) => name),
      refused: Object.entries(refused).map(([path, code]) => ({ path, code })),
    },
  };
}

function isEmpty(refused: JsonObject): boolean {
  return Object.keys(refused).length === 0;
}
