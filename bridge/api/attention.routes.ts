import { z } from "zod";
import type { StackWarning } from "#core";
import { BUDGETS } from "../state/budget.table.ts";
import type { Budget } from "../state/budgets.ts";
import { STRANDED, type Stranded } from "./redirect.attention.ts";
import { ok, type Route, route } from "./route.ts";
import type { Dependency } from "./system.routes.ts";
import { time } from "./view.ts";

/** What the gateway finds wrong with itself is made of these. */
export interface AttentionParts {
  dependencies(): Promise<readonly Dependency[]>;
  budgets(): readonly Budget[];
  /** See `strandedDevices`. */
  stranded(): Promise<Stranded | undefined>;
  /** What the stacks of this replica noticed. */
  warnings(): readonly StackWarning[];
}

/** A present condition that somebody should look at. `filter`: the devices it is about, `count` of them. */
interface Condition {
  readonly kind: string;
  readonly severity: "warning" | "critical";
  readonly since: string;
  readonly count: number;
  readonly filter: string | null;
  readonly title: string;
  readonly advice: string;
}

const condition = z
  .object({
    kind: z.string(),
    severity: z.enum(["warning", "critical"]),
    since: z.string(),
    count: z.number().int(),
    filter: z.string().nullable().meta({ description: "The devices it is about, for GET /v1/devices" }),
    title: z.string(),
    advice: z.string(),
  })
  .meta({ id: "Condition" });

/** What needs somebody's attention now, worst first; empty when all is well. */
export function attentionRoutes(parts: AttentionParts): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/v1/attention",
      tag: "system",
      summary:
        "Present conditions that need somebody: dependencies that are away, budgets that are nearly used up, devices sent elsewhere with work left, senders that pretend",
      permission: "viewer",
      replies: { 200: z.object({ items: z.array(condition) }) },
      handle: async () => {
        const dependencies = await parts.dependencies();
        // While the store is away nobody can look at devices; that it is away is told.
        const stranded = await parts.stranded().catch(() => undefined);
        const found = [
          ...dependencies.flatMap(ofDependency),
          ...parts.budgets().flatMap(ofBudget),
          ...(stranded === undefined ? [] : [ofStranded(stranded)]),
          ...parts.warnings().map(ofStack),
        ];
        return ok({ items: found.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]) });
      },
    }),
  ];
}

const RANK = { critical: 0, warning: 1 } as const;

function ofDependency({ name, state, since, effect, advice }: Dependency): Condition[] {
  if (state === "up") return [];
  const title = `${name} is away. ${effect ?? ""}`.trim();
  const what = { kind: `dependency.${name}`, severity: "critical", count: 1, filter: null } as const;
  return [{ ...what, since: time(since), title, advice: advice ?? "" }];
}

function ofStranded({ count, since }: Stranded): Condition {
  return {
    kind: "redirect.operations",
    severity: "warning",
    since: time(since),
    count,
    filter: STRANDED,
    title: `${count} devices are sent to another ACS while operations wait for them here.`,
    advice:
      "Cancel the operations, or take the devices back (DELETE /v1/redirects/{id}); they expire at their time.",
  };
}

function ofStack({ since, ...what }: StackWarning): Condition {
  return { ...what, severity: "warning", since: time(since), filter: null };
}

function ofBudget({ name, level, since }: Budget): Condition[] {
  if (level === "ok") return [];
  const { title, advice } = BUDGETS[name];
  // Only memory makes work wait; the other budgets hold by letting go of their oldest.
  const severity = level === "critical" && name === "memory" ? "critical" : "warning";
  return [{ kind: `budget.${name}`, severity, since: time(since), count: 1, filter: null, title, advice }];
}
