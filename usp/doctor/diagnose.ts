import type { NativeValue } from "#core";
import { asEndpointId } from "../endpointid.ts";
import { Model } from "../model.ts";
import { defectsOf } from "../trust/form.ts";
import { faultsShown } from "./configured.ts";
import { fault, type FaultName, type Finding, type Setup } from "./finding.ts";
import { faultsIn } from "./records.ts";
import { sightingOf, type Passed, type Sighting } from "./sighting.ts";

/** How the agent took a question that was put to it where it should listen. */
export type Probe =
  /** It answered. */
  | "answered"
  /** The broker has a subscriber there, and no answer came. */
  | "silent"
  /** The broker says that nobody listens there. */
  | "noReceiver"
  /** It could not be asked. */
  | "unasked";

/** All that a gateway knows of an endpoint that does not show up. */
export interface Evidence {
  readonly setup: Setup;
  /** As the operator wrote it. */
  readonly endpoint: string;
  readonly seen: readonly Sighting[];
  /** Of the device, when it is known. */
  readonly enrolment?: string;
  /** It was taken on board once: only then it is to have its subscriptions. */
  readonly onboarded?: boolean;
  readonly probe: Probe;
  /** What the agent shows of itself, from its answer or from the last time. */
  readonly values?: ReadonlyMap<string, Pick<NativeValue, "value">>;
  readonly model?: Model;
}

/** Every fault the evidence shows; empty: none. Pure. */
export function diagnose(evidence: Evidence): readonly Finding[] {
  const { endpoint, setup, seen, values = new Map(), model = new Model([]) } = evidence;
  const id = asEndpointId(endpoint);
  const shown = (id === undefined ? [] : faultsShown(values, id, setup, model)).filter(
    ({ what }) => what !== "subscription" || evidence.onboarded === true,
  );
  const faults = merged([
    ...formFault(endpoint),
    ...faultsIn(seen, endpoint, setup),
    ...shown,
    ...enrolmentFault(evidence),
  ]);
  return [...faults, ...silence(evidence, faults)];
}

/** Faults that keep nobody from being heard. */
const UNRELATED = new Set<FaultName>(["subscription", "role", "enrolment"]);

/** There may be several of these, each in a place of its own. */
const MANY = new Set<FaultName>(["subscription", "role", "version"]);

/** What records and the configuration both tell is one fault, told where it is to be mended. */
function merged(faults: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const one of faults) kept.set(MANY.has(one.what) ? `${one.what} ${one.where}` : one.what, one);
  return [...kept.values()];
}

function formFault(endpoint: string): readonly Finding[] {
  const [defect] = defectsOf(endpoint);
  if (defect === undefined || asEndpointId(endpoint) !== undefined) return [];
  const where = "Device.LocalAgent.EndpointID";
  const told = [endpoint, "scheme:authority:instance"] as const;
  return [{ endpoint, ...fault("endpointId", where, told, `Correct ${where}: ${defect}.`) }];
}

function enrolmentFault({ endpoint, enrolment }: Evidence): readonly Finding[] {
  if (enrolment !== "quarantined" && enrolment !== "refused") return [];
  const advice =
    "Approve it: POST /v1/devices/{id}:approve; or see /v1/enrolment-rules and CAUSEWAY_ENROLMENT.";
  return [{ endpoint, ...fault("enrolment", "enrolment", [enrolment, "accepted"], advice) }];
}

/**
 * What silence means. An agent that listens and does not answer is kept from publishing, or from hearing what the broker
 * says it delivered; faults that were found already explain it.
 */
function silence(evidence: Evidence, faults: readonly Finding[]): readonly Finding[] {
  const { endpoint, seen, setup, probe } = evidence;
  const explained = faults.some(({ what }) => !UNRELATED.has(what));
  if (probe === "answered" || probe === "unasked" || explained) return [];
  const heard = seen.some(({ from, refused }) => from === endpoint && refused === undefined);
  const topic = setup.agentTopic.replaceAll("{endpointId}", endpoint);
  return [
    {
      endpoint,
      ...(probe === "silent" ? mute(heard, endpoint, topic, setup) : deaf(heard, endpoint, topic)),
    },
  ];
}

function mute(heard: boolean, endpoint: string, topic: string, setup: Setup): Omit<Finding, "endpoint"> {
  const own = `${setup.topic}/${endpoint}`;
  const advice = `Check the broker's access list for the login of ${endpoint}; deploy/mosquitto/acl has the lines.`;
  return heard
    ? fault("acl", topic, ["it is sent records there and answers none", `the right to read ${topic}`], advice)
    : fault(
        "acl",
        own,
        ["it listens, and nothing it publishes arrives", `the right to write ${own}`],
        advice,
      );
}

function deaf(heard: boolean, endpoint: string, topic: string): Omit<Finding, "endpoint"> {
  return heard
    ? fault(
        "acl",
        topic,
        ["nobody listens there any more", `a subscription of ${endpoint}`],
        "It is off or cut off, or the broker's access list refuses its subscription.",
      )
    : fault(
        "silence",
        topic,
        ["nothing came, and nobody listens there", "a Connect record"],
        "See in the broker's log whether it connects: address, port, TLS, user name, password (Device.MQTT.Client.{i}.).",
      );
}

/** Requests of the gateway in a capture and whether one was answered. */
function probeIn(seen: readonly Sighting[], endpoint: string, own: string): Probe {
  const asked = new Set(
    seen.flatMap(({ from, to, msgId, message }) =>
      from === own && to === endpoint && msgId !== undefined && message !== "notifyResp" ? [msgId] : [],
    ),
  );
  if (asked.size === 0) return "unasked";
  const answered = seen.some(
    ({ from, msgId }) => from === endpoint && msgId !== undefined && asked.has(msgId),
  );
  return answered ? "answered" : "silent";
}

/** What a capture shows: of one endpoint, or of every agent in it. Pure. */
export function diagnoseCapture(
  passed: readonly Passed[],
  setup: Setup,
  endpoint?: string,
): { readonly endpoints: readonly string[]; readonly findings: readonly Finding[] } {
  const all = passed.map(sightingOf);
  const endpoints = endpoint === undefined ? agentsIn(all, setup.endpointId) : [endpoint];
  const unreadable = endpoint === undefined ? all.filter((seen) => seen.kind === "undecodable") : [];
  const findings = endpoints.flatMap((id) => {
    const seen = all.filter(({ from }) => from === id);
    if (seen.length === 0) return [missing(id)];
    return diagnose({ setup, endpoint: id, seen, probe: probeIn(all, id, setup.endpointId) });
  });
  return { endpoints, findings: [...findings, ...unreadable.flatMap((seen) => unread(seen, setup))] };
}

/** Who speaks as an agent: whoever sends no request but Notify and Register. */
function agentsIn(all: readonly Sighting[], own: string): readonly string[] {
  const controllers = new Set([own]);
  for (const { from, message = "" } of all) if (ASKS.has(message)) controllers.add(from);
  return [...new Set(all.map(({ from }) => from))].filter((from) => from !== "" && !controllers.has(from));
}

const ASKS = new Set([
  "get",
  "getSupportedDm",
  "getInstances",
  "getSupportedProtocol",
  "set",
  "add",
  "delete",
  "operate",
]);

function missing(endpoint: string): Finding {
  const advice = "Capture longer, over all topics, or see in the broker's log whether it connects.";
  return { endpoint, ...fault("silence", "capture", ["no record of it", "a Connect record"], advice) };
}

/** Only where this gateway listens does anybody expect a record. */
function unread({ topic = "", refused = "" }: Sighting, setup: Setup): readonly Finding[] {
  if (topic !== setup.topic && !topic.startsWith(`${setup.topic}/`)) return [];
  const endpoint = topic.slice(setup.topic.length + 1);
  const advice = "The payload must be one USP record in protobuf encoding, nothing around it.";
  return [{ endpoint, what: "record", where: topic, found: refused, expected: "a USP record", advice }];
}
