import type { UspConfig } from "../config.ts";

export interface OwnTopics {
  /** Filters to subscribe to, all at QoS 1. */
  readonly filters: readonly string[];
  /** Where answers to this link's requests go, each peer's one level below: the Response Topic of everything it sends. */
  readonly reply: string;
}

/**
 * The topics of one link. Alone, it takes the controller's topic and everything below, which is the `/reply-to=` form of
 * 3.1.1 peers. With several links the controller's topic is shared among all links of all replicas, while answers
 * come back over the very link that asked: what it publishes it can be answered. Agents publish to the controller's topic,
 * or one level below to that of their own endpoint id, 3.1.1 peers with their return path as one more level; the reply topics
 * lie three levels lower, where no `+` reaches.
 */
export function ownTopics(config: UspConfig, index: number): OwnTopics {
  const { topic, replica, connections } = config;
  if (connections <= 1) return { filters: [`${topic}/#`], reply: topic };
  const reply = `${topic}/replica/${replica}-${index}`;
  const shared = ["", "/+", "/+/+"].map((below) => `$share/causeway/${topic}${below}`);
  return { filters: [...shared, `${reply}/#`], reply };
}
