/** What is wrong when an agent does not show up. */
export const FAULTS = {
  topic: "it publishes where this gateway does not listen",
  responseTopic: "the gateway may not or cannot answer where it wants its answers",
  endpointId: "its endpoint id is none",
  controllerId: "it speaks to another controller",
  login: "its login at the broker is another one's",
  acl: "the broker does not let it publish or hear",
  version: "the versions of both sides do not fit",
  contentType: "its messages are not marked as USP",
  role: "it does not give this controller the rights that are needed",
  subscription: "it does not tell what the gateway must know of",
  enrolment: "the gateway does not let it in",
  record: "what it sends cannot be read",
  silence: "nothing is heard of it",
} as const;

export type FaultName = keyof typeof FAULTS;

/** One fault of a set-up: what, where, and what to do. */
export interface Finding {
  /** The endpoint id it is about, as it was given or sent. */
  readonly endpoint: string;
  readonly what: FaultName;
  /** A field of the record, a topic, a parameter. */
  readonly where: string;
  readonly found: string;
  readonly expected: string;
  readonly advice: string;
}

/** How this gateway is set up, so far as agents must fit it. */
export interface Setup {
  readonly endpointId: string;
  /** The controller's MQTT topic. */
  readonly topic: string;
  /** The pattern of agents' topics; see `UspConfig.agentTopic`. */
  readonly agentTopic: string;
  /** The broker holds each agent to its own topics. */
  readonly enforces: boolean;
  /** Endpoint ids of prototypes are let in; absent: they are. */
  readonly trials?: boolean;
}

/** A finding of whatever endpoint. */
export function fault(
  what: FaultName,
  where: string,
  [found, expected]: readonly [found: string, expected: string],
  advice: string,
): Omit<Finding, "endpoint"> {
  return { what, where, found, expected, advice };
}
