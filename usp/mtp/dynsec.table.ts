import type { UspConfig } from "../config.ts";
import { withReplyTo } from "./topic.ts";

/** One permission of a role, as Mosquitto's dynamic security plugin writes it. */
export interface Acl {
  readonly acltype: "publishClientSend" | "publishClientReceive" | "subscribePattern";
  readonly topic: string;
  readonly allow: boolean;
}

const NAME = "{endpointId}";

const publish = (topic: string): Acl => ({ acltype: "publishClientSend", topic, allow: true });
const subscribe = (topic: string): Acl => ({ acltype: "subscribePattern", topic, allow: true });

/** What the login of one agent may do: publish below its own name, and hear what is sent to it. */
export function agentAcls({ topic, agentTopic }: UspConfig, endpoint: string): readonly Acl[] {
  const own = agentTopic.replaceAll(NAME, endpoint);
  const sends = [`${topic}/${endpoint}`, `${topic}/replica/+/${endpoint}`];
  return [
    ...sends.flatMap((name) => [publish(name), publish(withReplyTo(name, own))]),
    subscribe(withAllBelow(own)),
  ];
}

/**
 * What the login that new agents share may do: introduce itself on the topic that names nobody. An agent that cannot
 * subscribe does not publish, so it may; but it hears nothing, or it would hear what is sent to others. [TR-369 R-MQTT.17]
 */
export function bootstrapAcls({ topic, agentTopic }: UspConfig): readonly Acl[] {
  const deaf = { acltype: "publishClientReceive", topic: "#", allow: false } as const;
  return [publish(topic), subscribe(withAllBelow(agentTopic.replaceAll(NAME, "+"))), deaf];
}

function withAllBelow(topic: string): string {
  return topic.endsWith("#") ? topic : `${topic}/#`;
}
