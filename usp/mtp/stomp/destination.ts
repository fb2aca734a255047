import { asEndpointId } from "../../endpointid.ts";

const NAME = "{endpointId}";

/** What one link is subscribed to, and where it is answered. */
export interface OwnDestinations {
  readonly subscriptions: readonly Subscription[];
  /** The destination a peer answers to: the `reply-to-dest` of everything sent to it. */
  reply(peer: string): string;
}

export interface Subscription {
  /** Unique on its connection. */
  readonly id: string;
  readonly destination: string;
  /** Headers beside `id`, `destination` and `ack`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The server keeps what comes while nobody is subscribed, so the link may leave it for a while. */
  readonly keeps: boolean;
}

export interface DestinationConfig {
  readonly destination: string;
  readonly enforcesDestinations: boolean;
  readonly connections: number;
  readonly replica: string;
}

/**
 * The destinations of one link. Alone, it takes and is answered at the controller's own destination. Several links take from
 * it in turn, and each is answered at one of its own: an answer must come to the link that asked. Where the server ties destinations to its users,
 * each agent sends to the destination that ends with its own endpoint id, so all below are taken.
 */
export function ownDestinations(config: DestinationConfig, index: number): OwnDestinations {
  const { destination, enforcesDestinations, connections, replica } = config;
  const below = enforcesDestinations ? ".#" : "";
  const named = (peer: string): string => (enforcesDestinations ? `.${peer}` : "");
  const shared = subscription("0", destination + below, queueOf(destination));
  if (connections <= 1) return { subscriptions: [shared], reply: (peer) => `${destination}${named(peer)}` };
  const answers = `${destination}-replica.${replica}-${index}`;
  return {
    subscriptions: [shared, subscription("1", answers + below)],
    reply: (peer) => `${answers}${named(peer)}`,
  };
}

/** The subscription to the destination that the server names in its CONNECTED frame. [TR-369 R-STOMP.6] */
export function namedBy(server: string): OwnDestinations {
  return { subscriptions: [subscription("0", server, queueOf(server))], reply: () => server };
}

/**
 * A topic forgets what nobody is there to hear. With `queue` RabbitMQ keeps it in a queue of that name, which all links that name it
 * take from in turn.
 */
function subscription(id: string, destination: string, queue?: string): Subscription {
  const isQueue = destination.startsWith("/queue/") || destination.startsWith("/amq/queue/");
  const keeps = isQueue || queue !== undefined;
  if (isQueue || queue === undefined) return { id, destination, headers: {}, keeps };
  return {
    id,
    destination,
    headers: { durable: "true", "auto-delete": "false", "x-queue-name": queue },
    keeps,
  };
}

/** The last part of a destination, which names the queue behind a topic. */
function queueOf(destination: string): string {
  return destination.slice(destination.lastIndexOf("/") + 1);
}

/**
 * The endpoint id that a message's destination names below the controller's own. A server that lets each user send to its own
 * only has proved the sender by that. Undefined: it names nobody.
 */
export function senderIn(destination: string, base: string): string | undefined {
  if (destination.startsWith(`${base}.`)) return asEndpointId(destination.slice(base.length + 1));
  const answers = `${base}-replica.`;
  if (!destination.startsWith(answers)) return undefined;
  // An endpoint id may hold dots, the name of a link does not.
  const dot = destination.indexOf(".", answers.length);
  return dot < 0 ? undefined : asEndpointId(destination.slice(dot + 1));
}

/**
 * Whether an agent may be reached at `destination`: it fits the operator's pattern for exactly this endpoint id (`*` stands for anything
 * but a slash), and is none of the controller's own.
 */
export function isDestinationAllowed(
  pattern: string,
  endpoint: string,
  destination: string,
  own: string,
): boolean {
  if (destination.length > 1024 || destination === own || destination.startsWith(`${own}.`)) return false;
  if (destination.startsWith(`${own}-replica.`)) return false;
  const expression = pattern
    .split(NAME)
    .map((part) => part.split("*").map(literal).join("[^/]*"))
    .join(`(?:${literal(endpoint)}|${literal(encodeURIComponent(endpoint))})`);
  return new RegExp(`^${expression}$`, "s").test(destination);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
