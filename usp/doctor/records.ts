import { asEndpointId } from "../endpointid.ts";
import { isTopicName, senderIn, topicAllowed } from "../mtp/topic.ts";
import { defectsOf, isForTrials } from "../trust/form.ts";
import { fault, type Finding, type Setup } from "./finding.ts";
import type { Sighting } from "./sighting.ts";

const CONTENT_TYPES = new Set(["usp.msg", "application/vnd.bbf.usp.msg"]);

type Told = Omit<Finding, "endpoint">;
type Rule = (seen: Sighting, setup: Setup) => Told | undefined;

/** What is wrong with one record of an agent, rule by rule. Each rule looks at a single thing. */
const RULES: readonly Rule[] = [
  ({ from }) => {
    const [defect] = defectsOf(from);
    // What only looks odd is let in.
    if (defect === undefined || asEndpointId(from) !== undefined) return undefined;
    const advice = `Correct Device.LocalAgent.EndpointID: ${defect}.`;
    return fault("endpointId", "from_id", [from, "scheme:authority:instance"], advice);
  },
  ({ from }, { trials = true }) => {
    const id = asEndpointId(from);
    if (trials || id === undefined || !isForTrials(id)) return undefined;
    const advice =
      "Give the agent an endpoint id of its vendor: proto, doc, OUI 00256D and PEN 3561 are for trials on one machine.";
    return fault("endpointId", "from_id", [from, "os::OUI-SerialNumber or another of its vendor"], advice);
  },
  ({ to }, { endpointId }) =>
    to === endpointId
      ? undefined
      : fault(
          "controllerId",
          "to_id",
          [to, endpointId],
          `Set Device.LocalAgent.Controller.{i}.EndpointID of the agent to ${endpointId}.`,
        ),
  topicRule,
  ({ from, topic, sender }, { topic: base, enforces }) => {
    const named = sender ?? (topic === undefined ? undefined : senderIn(topic, base));
    if (!enforces || named === undefined || named === from) return undefined;
    const advice = `Give the agent the login and the topic of ${from}, or correct its Device.LocalAgent.EndpointID.`;
    return fault("login", "from_id", [`${from} with the login of ${named}`, named], advice);
  },
  ({ contentType, mqtt, responseTopic }) => {
    if (mqtt === "3.1.1" || contentType === undefined) return undefined;
    if (contentType === null)
      return responseTopic === null
        ? undefined
        : fault(
            "contentType",
            "Content Type",
            ["none", "usp.msg"],
            "Send the Content Type usp.msg with every message.",
          );
    return CONTENT_TYPES.has(contentType)
      ? undefined
      : fault("contentType", "Content Type", [contentType, "usp.msg"], "Send the Content Type usp.msg.");
  },
  ({ contentType, responseTopic, mqtt }) =>
    mqtt === undefined && contentType === null && responseTopic === null
      ? fault(
          "version",
          "MQTT version",
          ["neither MQTT 5 properties nor /reply-to= in the topic", "one of them"],
          "Let the agent speak MQTT 5.0 (Device.MQTT.Client.{i}.ProtocolVersion), or 3.1.1 with /reply-to= in its topics.",
        )
      : undefined,
  ({ connect, mqtt }) =>
    connect === undefined || mqtt === undefined || connect.version === mqtt
      ? undefined
      : fault(
          "version",
          "mqtt_connect.version",
          [`MQTT ${connect.version} over a connection of ${mqtt}`, `MQTT ${mqtt}`],
          "The version in the Connect record must be that of the connection: correct Device.MQTT.Client.{i}.ProtocolVersion or the agent.",
        ),
  ({ version }) =>
    /^1\.\d{1,2}$/.test(version)
      ? undefined
      : fault("version", "record.version", [version, "1.0 to 1.4"], "The agent must speak USP 1."),
  responseRule,
  ({ from, refused }) => {
    if (refused === "closed")
      return fault(
        "enrolment",
        "enrolment",
        ["refused", "accepted"],
        "See CAUSEWAY_ENROLMENT and /v1/enrolment-rules, or announce it: POST /v1/devices.",
      );
    const advice = `Give the agent its own login (credentials:rotate), or take it back with DELETE /v1/devices/{id}.`;
    return refused === "challenge"
      ? fault("login", "from_id", [`${from} without its own login`, `the login of ${from}`], advice)
      : undefined;
  },
  ({ denied: [path] = [] }) =>
    path === undefined
      ? undefined
      : fault(
          "role",
          path === "" ? "Device." : path,
          ["7006, permission denied", "the right to it"],
          "Give the controller a role with this right in Device.LocalAgent.Controller.{i}.AssignedRole, or raise it by challenge.",
        ),
];

/** The topics this gateway listens on; a broker that enforces them wants the agent's own name in them. */
function topicRule({ from, topic, kind, message }: Sighting, setup: Setup): Told | undefined {
  if (topic === undefined) return undefined;
  const { topic: base, enforces } = setup;
  const named = senderIn(topic, base);
  const knowsName = enforces && asEndpointId(from) !== undefined;
  const wanted = knowsName ? `${base}/${from}` : base;
  const advice = `Set Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT.Topic of the agent to ${wanted}.`;
  // An answer goes where the request asked for it.
  const isOurs =
    topic === base || named !== undefined || (message?.endsWith("Resp") === true && topic.startsWith(base));
  if (!isOurs) return fault("topic", "topic", [topic, wanted], advice);
  if (knowsName && topic === base && kind !== "connect")
    return fault("topic", "topic", [topic, wanted], advice);
  return undefined;
}

/** Where it wants its answers: in the properties or the topic of each message, and in its Connect record. */
function responseRule({ from, connect, responseTopic, mqtt }: Sighting, setup: Setup): Told | undefined {
  const wanted = setup.agentTopic.replaceAll("{endpointId}", from);
  const advice = `Set Device.LocalAgent.MTP.{i}.MQTT.ResponseTopicConfigured of the agent to ${wanted}, or correct CAUSEWAY_USP_AGENT_TOPIC.`;
  const stated = [responseTopic, connect?.topic === "" ? undefined : connect?.topic].filter(
    (topic) => topic !== undefined && topic !== null,
  );
  const wrong = stated.find((topic) => topic !== wanted && !mayAnswer(topic, from, setup));
  if (wrong !== undefined) return fault("responseTopic", "Response Topic", [wrong, wanted], advice);
  // Without it nothing can be answered; what lacks the Content Type as well is told as another version.
  return mqtt === "5" && responseTopic === null && stated.length === 0
    ? fault("responseTopic", "Response Topic", ["none", wanted], advice)
    : undefined;
}

function mayAnswer(topic: string, from: string, setup: Setup): boolean {
  const isOurs = topic === setup.topic || topic.startsWith(`${setup.topic}/`);
  return !isOurs && isTopicName(topic) && topicAllowed(setup.agentTopic, from, topic);
}

/** An agent may have other controllers beside this one, with topics of their own. */
function isForAnother({ to, topic }: Sighting, setup: Setup): boolean {
  if (to === setup.endpointId || topic === undefined) return false;
  return topic !== setup.topic && !topic.startsWith(`${setup.topic}/`);
}

/** The faults that the records of one endpoint show, each once. Pure. */
export function faultsIn(seen: readonly Sighting[], endpoint: string, setup: Setup): readonly Finding[] {
  const speaksToUs = seen.some(({ to }) => to === setup.endpointId);
  const found = new Map<string, Finding>();
  for (const sighting of seen) {
    if (speaksToUs && isForAnother(sighting, setup)) continue;
    for (const rule of RULES) {
      const told = rule(sighting, setup);
      if (told === undefined) continue;
      const key = `${told.what}\n${told.where}`;
      if (!found.has(key)) found.set(key, { endpoint, ...told });
    }
  }
  return [...found.values()];
}
