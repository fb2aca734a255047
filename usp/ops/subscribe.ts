import {
  asFault,
  Fault,
  subscriptionsNote,
  subscriptionStatus,
  type NativeValue,
  type Outcome,
  type SubscriptionProblem,
  type SubscriptionStatus,
} from "#core";
import type { Draft } from "../message/descriptors.table.ts";
import { errorText, protocolCode } from "../message/error.table.ts";
import {
  addSubscriptions,
  isEmptyPlan,
  ownRow,
  planSubscriptions,
  SUBSCRIPTIONS,
  subscriptionRows,
  type Row,
} from "../subscribe.ts";
import type { Subscription } from "../subscription.table.ts";
import { rowsFor, wayOf, type RowGroup, type WantedRows } from "../wanted.ts";
import { part, type OpContext } from "./context.ts";
import { orRefused, readTree } from "./read.ts";

const CONTROLLERS = "Device.LocalAgent.Controller.";

/** What the agent was asked to change, and what became of each wanted subscription. */
export interface Subscribed {
  /** Rows added, changed and removed. */
  readonly changed: number;
  readonly items: readonly SubscriptionStatus[];
}

/** The first request: what rows the agent has, and which Controller row is us. */
export function subscribeRequests(): readonly Draft<"Request">[] {
  return [{ get: { paramPaths: [SUBSCRIPTIONS, CONTROLLERS], maxDepth: 0 } }];
}

/** Brings the agent's subscriptions to what is wanted; once more it changes nothing that is right. */
export async function subscribe(context: OpContext): Promise<Outcome> {
  const values = await readTree(context, [SUBSCRIPTIONS, CONTROLLERS]);
  if (values === undefined)
    throw new Fault("device.fault", { detail: "the agent does not show its subscriptions" });
  const self = ownRow(values, context.config.endpointId);
  const { changed, items } = await subscribed(context, values, self);
  const after = changed === 0 ? values : ((await readTree(context, [SUBSCRIPTIONS])) ?? []);
  const rows = subscriptionRows(after);
  const removed = [...subscriptionRows(values).keys()].filter((row) => !rows.has(row));
  return {
    state: "succeeded",
    result: { type: "subscribe", subscriptions: items },
    values: after,
    removed,
    memory: subscriptionsNote(context.now(), items),
  };
}

/**
 * The same on what was read of the agent. What is refused is asked for in other ways until the agent takes it, its objects
 * apart or each path by itself; what it takes in no way is told.
 */
export async function subscribed(
  context: OpContext,
  tree: readonly NativeValue[],
  self: string | undefined,
): Promise<Subscribed> {
  const wanted = rowsFor(context.wanted, context.model);
  let rows = subscriptionRows(tree);
  const ids = idsOf(rows);
  const way = new Map(wanted.groups.map((group) => [group, wayOf(group, ids)]));
  const most = Math.max(0, ...wanted.groups.map(({ ways }) => ways.length));
  let changed = 0;
  let refused: readonly Refused[] = [];
  for (let round = 0; round < most; round++) {
    const rowsWanted = wanted.groups.flatMap((group) => group.ways[way.get(group) ?? 0] ?? []);
    const plan = planSubscriptions(rowsWanted, rows, self);
    if (isEmptyPlan(plan)) break;
    if (changed === 0) await context.sending();
    refused = await carryOut(context, plan);
    changed += plan.add.length + plan.remove.length + plan.mend.length - refused.length;
    const next = wanted.groups.filter((group) => isRefused(group, way.get(group) ?? 0, refused));
    if (next.length === 0) break;
    for (const group of next) way.set(group, (way.get(group) ?? 0) + 1);
    rows = subscriptionRows((await readTree(context, [SUBSCRIPTIONS])) ?? []);
  }
  if (refused.length > 0)
    context.log.warn(
      { endpoint: context.agent.endpoint, refused: refused.map(({ row }) => row.id) },
      "subscriptions refused",
    );
  return { changed, items: statuses(context, wanted, refused) };
}

interface Refused {
  readonly row: Subscription;
  readonly code: number;
  readonly text: string;
}

/** Deletes, changes and adds; gives what was not added. */
async function carryOut(
  context: OpContext,
  { add, remove, mend }: ReturnType<typeof planSubscriptions>,
): Promise<readonly Refused[]> {
  const ask = (request: Draft<"Request">) => orRefused(context, "subscriptions", context.ask(request));
  if (remove.length > 0) await ask({ delete: { allowPartial: true, objPaths: remove } });
  const updateObjs = mend.map(({ path: objPath, params }) => ({
    objPath,
    paramSettings: Object.entries(params).map(([param, value]) => ({ param, value, required: false })),
  }));
  if (updateObjs.length > 0) await ask({ set: { allowPartial: true, updateObjs } });
  return add.length === 0 ? [] : await addEach(context, add);
}

async function addEach(
  context: OpContext,
  subscriptions: readonly Subscription[],
): Promise<readonly Refused[]> {
  try {
    const answer = part(await context.ask(addSubscriptions(subscriptions)), "addResp");
    return subscriptions.flatMap((row, i): Refused[] => {
      const failure = answer.createdObjResults[i]?.operStatus.operFailure;
      return failure === undefined ? [] : [{ row, code: failure.errCode, text: failure.errMsg }];
    });
  } catch (error) {
    const { facts } = asFault(error);
    const code = /^usp:(\d+)$/.exec(facts.protocolCode ?? "")?.[1];
    if (code === undefined) throw error;
    const text = facts.detail ?? "";
    return subscriptions.map((row) => ({ row, code: Number(code), text }));
  }
}

/** There is another way to ask for what was refused. */
function isRefused({ ways }: RowGroup, way: number, refused: readonly Refused[]): boolean {
  const asked = new Set(ways[way]?.map(({ id }) => id));
  return way + 1 < ways.length && refused.some(({ row }) => asked.has(row.id));
}

function idsOf(rows: ReadonlyMap<string, Row>): ReadonlySet<string> {
  return new Set([...rows.values()].map((row) => row.get("ID") ?? ""));
}

function statuses(
  context: OpContext,
  { groups, problems, covered }: WantedRows,
  refused: readonly Refused[],
): readonly SubscriptionStatus[] {
  const failed = new Map(
    groups.map((group): [string, readonly SubscriptionProblem[]] => {
      const own = new Set(group.ways.flat().map(({ id }) => id));
      return [group.id, refused.filter(({ row }) => own.has(row.id)).flatMap(problemsOf)];
    }),
  );
  return context.wanted.map((subscription) => {
    const { id } = subscription;
    const borrowed = covered
      .filter((one) => one.id === id)
      .flatMap(({ path, by }) =>
        (failed.get(by.id) ?? [])
          .filter((problem) => problem.path === by.path)
          .map((one) => ({ ...one, path })),
      );
    const own = named(subscription.paths, failed.get(id) ?? []);
    return subscriptionStatus(subscription, [...(problems.get(id) ?? []), ...own, ...borrowed]);
  });
}

function problemsOf({ row, code, text }: Refused): readonly SubscriptionProblem[] {
  const why = { why: "refused", detail: errorText(code, text), protocolCode: protocolCode(code) } as const;
  return row.references.map((path) => ({ path, ...why }));
}

/** A part of an object that was taken apart is told as a problem of the object. */
function named(
  paths: readonly string[],
  problems: readonly SubscriptionProblem[],
): readonly SubscriptionProblem[] {
  return problems.map((problem) =>
    paths.includes(problem.path)
      ? problem
      : {
          ...problem,
          path: paths.find((path) => path.endsWith(".") && problem.path.startsWith(path)) ?? problem.path,
          detail: `${problem.path}: ${problem.detail}`,
        },
  );
}
