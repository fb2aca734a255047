const REPLY_TO = "/reply-to=";

/** The return path in a 3.1.1 topic: after the last `/reply-to=`, `%2F` as `/`. [TR-369 R-MQTT.25] */
export function replyToOf(topic: string): string | undefined {
  const at = topic.lastIndexOf(REPLY_TO);
  return at < 0 ? undefined : topic.slice(at + REPLY_TO.length).replaceAll(/%2f/gi, "/");
}

/** The topic to publish on for a 3.1.1 peer. [TR-369 R-MQTT.24] */
export function withReplyTo(peer: string, own: string): string {
  return `${peer}${REPLY_TO}${own.replaceAll("/", "%2F")}`;
}

/** A name a message can be published to, and nothing a broker keeps for itself. */
export function isTopicName(topic: string): boolean {
  return (
    topic !== "" &&
    topic.length <= 1024 &&
    !/[+#\0]/.test(topic) &&
    !topic.startsWith("$") &&
    !topic.includes(REPLY_TO)
  );
}

/**
 * Whether an agent may be reached at `topic`: it matches the operator's pattern for exactly this endpoint id, so that a
 * forged record cannot turn the answers of the gateway to somebody else.
 */
export function topicAllowed(pattern: string, endpoint: string, topic: string): boolean {
  if (!isTopicName(topic)) return false;
  const wanted = pattern.split("/");
  const given = topic.split("/");
  for (const [i, want] of wanted.entries()) {
    if (want === "#") return true;
    const level = given[i];
    if (level === undefined) return false;
    if (want !== "+" && want.replaceAll("{endpointId}", endpoint) !== level) return false;
  }
  return wanted.length === given.length;
}

/**
 * The endpoint id that the topic of a message names below the controller's `base`: its own topic `base/<id>`, or that of an
 * answer `base/replica/<replica>/<id>`, each perhaps with a return path behind. A broker that lets each agent publish below its own id
 * only has proved the sender by that. Undefined: it names nobody.
 */
export function senderIn(topic: string, base: string): string | undefined {
  const at = topic.lastIndexOf(REPLY_TO);
  const name = at < 0 ? topic : topic.slice(0, at);
  if (!name.startsWith(`${base}/`)) return undefined;
  const levels = name.slice(base.length + 1).split("/");
  if (levels.length === 1) return levels[0];
  return levels.length === 3 && levels[0] === "replica" ? levels[2] : undefined;
}
