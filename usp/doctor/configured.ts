import type { NativeValue } from "#core";
import type { EndpointId } from "../endpointid.ts";
import type { Model } from "../model.ts";
import { topicAllowed } from "../mtp/topic.ts";
import { baselineFor } from "../subscribe.ts";
import { lacking } from "../trust/needs.table.ts";
import { roleNames, trustOf } from "../trust/roles.ts";
import { fault, type Finding, type Setup } from "./finding.ts";

type Values = ReadonlyMap<string, Pick<NativeValue, "value">>;
type Told = Omit<Finding, "endpoint">;

/** The faults in what an agent shows of its own configuration. Pure. */
export function faultsShown(
  values: Values,
  endpoint: EndpointId,
  setup: Setup,
  model: Model,
): readonly Finding[] {
  if (values.size === 0) return [];
  const rows = [...values.keys()].flatMap(
    (path) => /^(Device\.LocalAgent\.Controller\.\d+\.)EndpointID$/.exec(path)?.[1] ?? [],
  );
  const self = rows.find((row) => values.get(`${row}EndpointID`)?.value === setup.endpointId);
  if (rows.length === 0) return [];
  if (self === undefined) {
    const found = rows.map((row) => values.get(`${row}EndpointID`)?.value ?? "").join(", ");
    const where = `${rows[0] ?? ""}EndpointID`;
    const advice = `Set it to ${setup.endpointId}.`;
    return [{ endpoint, what: "controllerId", where, found, expected: setup.endpointId, advice }];
  }
  const roles = roleFaults(values, self);
  const faults = [
    ...topicFaults(values, self, endpoint, setup),
    ...responseFaults(values, endpoint, setup),
    ...roles,
    // Without the right to it the agent cannot be given any.
    ...(roles.length === 0 ? subscriptionFaults(values, self, model) : []),
  ];
  return faults.map((told) => ({ endpoint, ...told }));
}

function topicFaults(values: Values, self: string, endpoint: EndpointId, setup: Setup): readonly Told[] {
  const { topic: base, enforces } = setup;
  const own = `${base}/${endpoint}`;
  const expected = enforces ? own : base;
  return matching(values, new RegExp(`^${escaped(self)}MTP\\.\\d+\\.MQTT\\.Topic$`))
    .filter(([, value]) => value !== "" && value !== own && (enforces || value !== base))
    .map(([where, found]) => ({ what: "topic", where, found, expected, advice: `Set it to ${expected}.` }));
}

function responseFaults(values: Values, endpoint: EndpointId, { agentTopic }: Setup): readonly Told[] {
  const expected = agentTopic.replaceAll("{endpointId}", endpoint);
  return matching(values, /^Device\.LocalAgent\.MTP\.\d+\.MQTT\.ResponseTopic(?:Configured|Discovered)$/)
    .filter(([, value]) => value !== "" && !topicAllowed(agentTopic, endpoint, value))
    .map(([where, found]) => ({
      what: "responseTopic",
      where,
      found,
      expected,
      advice: `Set ResponseTopicConfigured to ${expected}, or let the broker give no other one.`,
    }));
}

function roleFaults(values: Values, self: string): readonly Told[] {
  const trust = trustOf(values, self);
  const needs = lacking(trust);
  if (needs.length === 0) return [];
  const names = roleNames(trust);
  const wanted = needs.map(([, right, path]) => `${right} on ${path}`).join(", ");
  const by =
    trust.challenges.length === 0
      ? `Give it another role in ${self}AssignedRole.`
      : `Raise it by challenge: POST /v1/devices/{id}/trust:respond, docs/connect-an-agent.md.`;
  return [
    { what: "role", where: `${self}AssignedRole`, found: `role ${names}`, expected: wanted, advice: by },
  ];
}

/** Boot!, Periodic! and the rest of the baseline, each enabled; an agent that refuses one tells nothing of it. */
function subscriptionFaults(values: Values, self: string, model: Model): readonly Told[] {
  const rows = matching(values, /^Device\.LocalAgent\.Subscription\.\d+\.ID$/).map(([path, id]) => {
    const row = path.slice(0, -"ID".length);
    const text = (name: string): string => values.get(row + name)?.value ?? "";
    const ours = ["", self].includes(`${text("Recipient").replace(/\.$/, "")}.`.replace(/^\.$/, ""));
    return { row, id, ours, enabled: /^(?:true|1)$/.test(text("Enable")) };
  });
  const baseline = baselineFor(model).map(({ id }) => ({
    id,
    mine: rows.filter((row) => row.ours && (row.id === id || row.id.startsWith(`${id}-`))),
  }));
  const missing = baseline.filter(({ mine }) => mine.length === 0).map(({ id }) => id);
  const off = baseline.flatMap(({ mine }) => mine.filter(({ enabled }) => !enabled));
  const table = "Device.LocalAgent.Subscription.";
  const advice =
    "The agent refused or lost them: see its role, SupportedNumberOfSubscriptions, and the log line 'subscriptions refused'.";
  return [
    ...(missing.length === 0
      ? []
      : [fault("subscription", table, [`no ${missing.join(", ")}`, missing.join(", ")], advice)]),
    ...off.map(({ row, id }) =>
      fault("subscription", `${row}Enable`, [`${id} is off`, "true"], "Set it to true."),
    ),
  ];
}

function matching(values: Values, pattern: RegExp): readonly (readonly [path: string, value: string])[] {
  return [...values].flatMap(([path, { value }]) => (pattern.test(path) ? [[path, value] as const] : []));
}

function escaped(text: string): string {
  return text.replaceAll(".", "\\.");
}
