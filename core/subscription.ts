import { asFault, type Fault } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Path } from "./path.step.ts";
import { parsePath } from "./path.ts";

/** What a subscription tells of, as TR-181 spells it. */
export const NOTIFY_TYPES = [
  "ValueChange",
  "ObjectCreation",
  "ObjectDeletion",
  "OperationComplete",
  "Event",
] as const;
export type NotifyType = (typeof NOTIFY_TYPES)[number];

/** What the gateway wants one device to tell, whatever its protocol. Names and meanings of `Device.LocalAgent.Subscription.{i}.` */
export interface WantedSubscription {
  /** Letters, digits, `_` and `.`, at most 48: part of the row's ID on the device. */
  readonly id: string;
  readonly notifType: NotifyType;
  /** USP paths, each once. */
  readonly paths: readonly string[];
  readonly persistent: boolean;
  /** Repeated until it is stored; on CWMP told in a session of its own, else with the next one. */
  readonly notifRetry: boolean;
  /** Seconds from its creation, 0 = for ever. */
  readonly timeToLive: number;
  /** Seconds for which a notification is repeated, 0 = without end. */
  readonly notifExpiration: number;
}

/** Why one path of a subscription does not work on a device. `unsupported`: the device or its protocol has no such thing. */
export interface SubscriptionProblem {
  readonly path: string;
  readonly why: "unsupported" | "refused";
  readonly detail: string;
  /** `usp:7026`, `cwmp:9009` */
  readonly protocolCode?: string;
}

/** What became of a wanted subscription on one device. `partial`: some of its paths have a problem. */
export interface SubscriptionStatus {
  readonly id: string;
  readonly state: "applied" | "partial" | "refused" | "unsupported";
  readonly problems: readonly SubscriptionProblem[];
}

/**
 * The member of a stack's memory of a device that is not opaque: what its subscriptions came to at `at` (ms). Written by
 * the stack in the outcome of `onboard` and `subscribe`.
 */
export const SUBSCRIPTIONS_NOTE = "subscriptions";

export interface SubscriptionsNote {
  readonly at: number;
  readonly items: readonly SubscriptionStatus[];
}

/** Problems kept of one subscription: a device that refuses everything must not fill its memory. */
const PROBLEMS = 16;
const DETAIL = 200;

/** The status by what is wrong with which path. Pure. */
export function subscriptionStatus(
  { id, paths }: Pick<WantedSubscription, "id" | "paths">,
  problems: readonly SubscriptionProblem[],
): SubscriptionStatus {
  const bad = new Set(problems.map(({ path }) => path));
  const good = paths.some((path) => !bad.has(path));
  const kept = problems
    .slice(0, PROBLEMS)
    .map((problem) => ({ ...problem, detail: problem.detail.slice(0, DETAIL) }));
  if (bad.size === 0) return { id, state: "applied", problems: [] };
  if (good) return { id, state: "partial", problems: kept };
  const refused = problems.some(({ why }) => why === "refused");
  return { id, state: refused ? "refused" : "unsupported", problems: kept };
}

export function subscriptionsNote(at: number, items: readonly SubscriptionStatus[]): JsonObject {
  return { [SUBSCRIPTIONS_NOTE]: { at, items: items as unknown as Json } };
}

/** The note in a memory; undefined: none was written yet. */
export function subscriptionsIn(memory: JsonObject): SubscriptionsNote | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `subscriptionsNote` alone
  return memory[SUBSCRIPTIONS_NOTE] as unknown as SubscriptionsNote | undefined;
}

/** What stands at the end of a path that may be subscribed to in each way; an object path means everything below it. */
const LEAVES = {
  ValueChange: ["parameter", "object"],
  ObjectCreation: ["object"],
  ObjectDeletion: ["object"],
  OperationComplete: ["command", "object"],
  Event: ["event", "object"],
} as const satisfies Record<NotifyType, readonly string[]>;

/** Why a path cannot be subscribed to in this way on any device; undefined: it can. [TR-369 R-NOT.0] */
export function subscriptionObjection(notifType: NotifyType, text: string): string | undefined {
  let path: Path;
  if (text.includes(","))
    return `${text.slice(0, 256)}: no comma may stand in a path, devices keep them in a list`;
  try {
    path = parsePath(text);
  } catch (error) {
    const { facts }: Fault = asFault(error);
    return `${text.slice(0, 256)}: ${facts.detail ?? "not a path"}`;
  }
  const kind = path.leaf?.kind ?? "object";
  const allowed: readonly string[] = LEAVES[notifType];
  if (!allowed.includes(kind))
    return `${notifType} takes the path of ${allowed.join(" or ")}, ${text} is the path of ${kind}`;
  if ((notifType === "ObjectCreation" || notifType === "ObjectDeletion") && path.steps.length === 1)
    return `${notifType} takes the path of a table, not ${text}`;
  return undefined;
}

/** A path with every selection of rows as `{i}`: `Device.WiFi.SSID.{i}.Status`. Undefined where a reference is followed. */
export function supportedPath(path: Path): string | undefined {
  if (path.steps.some(({ kind }) => kind === "follow")) return undefined;
  const steps = path.steps.map((step) => (step.kind === "name" ? `${step.name}.` : "{i}.")).join("");
  const { leaf } = path;
  if (leaf === undefined) return steps;
  return `${steps}${leaf.name}${leaf.kind === "command" ? "()" : leaf.kind === "event" ? "!" : ""}`;
}

/**
 * Whether everything that `inner` names `outer` names as well: so the second one is not subscribed to, and one change is
 * told once. An object path names all below it where `deep`. Searches by expression cover only themselves.
 */
export function coversPath(outer: string, inner: string, deep: boolean): boolean {
  if (outer === inner) return true;
  const [out, own] = [outer.split("."), inner.split(".")];
  if (outer.includes("[") || inner.includes("[") || outer.includes("+") || inner.includes("+")) return false;
  const ends = out.at(-1) === "";
  const steps = ends ? out.slice(0, -1) : out;
  if (ends ? own.length < out.length : own.length !== out.length) return false;
  if (ends && !deep && own.length !== out.length) return false;
  return steps.every((step, i) => step === own[i] || (step === "*" && /^(?:\*|\d+)$/.test(own[i] ?? "")));
}
