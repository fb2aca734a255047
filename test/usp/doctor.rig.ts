import type { Finding, Setup } from "../../usp/doctor/finding.ts";
import type { Passed } from "../../usp/doctor/sighting.ts";
import { encodeMsg, encodeRecord } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";

export const AGENT = "os::0A8D8C-7DCF00000042";
export const OTHER = "os::0A8D8C-7DCF00000043";
export const SETUP: Setup = {
  endpointId: "self::causeway",
  topic: "usp/controller/causeway",
  agentTopic: "usp/agent/{endpointId}",
  enforces: true,
};

/** How the agent of a conversation is set up. */
export interface Agent {
  readonly endpointId: string;
  readonly controllerId: string;
  readonly topic: string;
  readonly responseTopic: string;
  readonly contentType: string;
  readonly recordVersion: string;
  readonly connectVersion: "V5" | "V3_1_1";
  readonly mqtt: "5" | "3.1.1";
  /** Its answers to Set. */
  readonly denies: boolean;
  readonly answers: boolean;
}

export const WELL: Agent = {
  endpointId: AGENT,
  controllerId: SETUP.endpointId,
  topic: `${SETUP.topic}/${AGENT}`,
  responseTopic: `usp/agent/${AGENT}`,
  contentType: "usp.msg",
  recordVersion: "1.3",
  connectVersion: "V5",
  mqtt: "5",
  denies: false,
  answers: true,
};

/** What passes the broker between the gateway and such an agent: Connect, a Notify with its answer, Get, Set. */
export function conversation(agent: Agent, setup: Setup = SETUP): readonly Passed[] {
  const connect = { version: agent.connectVersion, subscribedTopic: agent.responseTopic };
  const event = { objPath: "Device.", eventName: "Boot!", params: {} };
  const notify = { subscriptionId: "causeway-boot", sendResp: true, event };
  const failure = { errCode: 7006, errMsg: "" };
  const set = { requestedPath: "Device.WiFi.SSID.1.", operStatus: { operFailure: failure } };
  const done = { requestedPath: "Device.WiFi.SSID.1.", operStatus: { operSuccess: {} } };
  const answers: readonly Draft<"Msg">[] = [
    message("g1", "GET_RESP", { response: { getResp: {} } }),
    message("s1", "SET_RESP", { response: { setResp: { updatedObjResults: [agent.denies ? set : done] } } }),
  ];
  return [
    fromAgent(agent, setup, { mqttConnect: connect }),
    fromAgent(agent, setup, payload(message("n1", "NOTIFY", { request: { notify } }))),
    toAgent(agent, setup, message("g1", "GET", { request: { get: { paramPaths: ["Device."] } } })),
    toAgent(agent, setup, message("s1", "SET", { request: { set: {} } })),
    ...(agent.answers ? answers : []).map((msg) => fromAgent(agent, setup, payload(msg))),
  ];
}

function message(msgId: string, msgType: string, body: Draft<"Body">): Draft<"Msg"> {
  return { header: { msgId, msgType }, body } as Draft<"Msg">;
}

function payload(msg: Draft<"Msg">): Draft<"Record"> {
  return { noSessionContext: { payload: encodeMsg(msg) } };
}

function fromAgent(agent: Agent, _setup: Setup, content: Draft<"Record">): Passed {
  const { endpointId, controllerId, contentType, responseTopic, mqtt, topic } = agent;
  const record = { version: agent.recordVersion, toId: controllerId, fromId: endpointId, ...content };
  const bytes = encodeRecord(record);
  if (mqtt === "3.1.1") {
    const suffix = responseTopic === "" ? "" : `/reply-to=${responseTopic.replaceAll("/", "%2F")}`;
    return { topic: topic + suffix, bytes, properties: {} };
  }
  const properties = {
    ...(contentType === "" ? {} : { contentType }),
    ...(responseTopic === "" ? {} : { responseTopic }),
  };
  return { topic, bytes, properties };
}

function toAgent(agent: Agent, setup: Setup, msg: Draft<"Msg">): Passed {
  const { endpointId, responseTopic } = agent;
  const bytes = encodeRecord({ version: "1.3", toId: endpointId, fromId: setup.endpointId, ...payload(msg) });
  const properties = { contentType: "usp.msg", responseTopic: `${setup.topic}/${endpointId}` };
  return { topic: responseTopic, bytes, properties };
}

/** A set-up with one fault, and what the doctor must call it. */
export interface Broken {
  readonly name: string;
  readonly what: Finding["what"];
  readonly change: Partial<Agent>;
}

export const BROKEN: readonly Broken[] = [
  { name: "another controller topic", what: "topic", change: { topic: "usp/controller/other" } },
  {
    name: "another agent's response topic",
    what: "responseTopic",
    change: { responseTopic: `usp/agent/${OTHER}` },
  },
  { name: "an endpoint id that is none", what: "endpointId", change: { endpointId: "os::0A8D8C/42" } },
  { name: "another controller's endpoint id", what: "controllerId", change: { controllerId: "self::other" } },
  { name: "another agent's login", what: "login", change: { topic: `${SETUP.topic}/${OTHER}` } },
  { name: "no Content Type", what: "contentType", change: { contentType: "" } },
  { name: "a foreign Content Type", what: "contentType", change: { contentType: "text/plain" } },
  { name: "records of USP 2", what: "version", change: { recordVersion: "2.0" } },
  { name: "a Connect record of another MQTT version", what: "version", change: { connectVersion: "V3_1_1" } },
  { name: "a role without the right", what: "role", change: { denies: true } },
  { name: "no right to hear its topic", what: "acl", change: { answers: false } },
];
