import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { JsonObject, UdpBinding } from "#core";
import type { CwmpParts } from "../parts.ts";
import { STUN_TOPIC } from "../stun/server.ts";
import type { Ringable, Rung, WakeMethod } from "./method.ts";
import { udpRequest } from "./udp.request.ts";

/** A replica that is there answers much sooner. */
const ANSWER_MS = 1000;
/** A CPE takes one user name; more than the last two passwords of it are worth no datagram. */
const CREDENTIALS = 2;

/**
 * The UDP connection request. It leaves from the STUN socket that the device talks to, wherever that replica is, to where
 * the device has proved to be and to the address it told in its Inform; nothing answers it but the Inform. [TR-069a6 G.2.2.3]
 */
export function udpMethod({ post }: CwmpParts): WakeMethod {
  return {
    name: "udp",
    unable(device) {
      if (device.credentials.length === 0) return "the device has no connection request password";
      return targetsOf(device).length === 0
        ? "no address is known at which the device listens for UDP"
        : undefined;
    },
    async ring(device): Promise<Rung> {
      const targets = targetsOf(device);
      const allowed = targets.filter(({ address, port, proven }) => device.mayRing(address, port, proven));
      const sent = await Promise.all(allowed.map((target) => send(post, target, device)));
      if (sent.some(({ rung }) => rung)) return { rung: true };
      const [first] = sent;
      const [refused] = targets;
      return (
        first ?? { rung: false, detail: `connection requests to ${refused?.address ?? "it"} are not allowed` }
      );
    },
  };
}

interface Target {
  readonly address: string;
  readonly port: number;
  /** The device itself has proved that it is there, to this replica. */
  readonly proven: boolean;
  readonly replica?: string;
}

function targetsOf({ memory: { binding }, told }: Ringable): readonly Target[] {
  const public_ = toldTarget(told("UDPConnectionRequestAddress"));
  const isSame = public_?.address === binding?.address && public_?.port === binding?.port;
  const bound = binding === undefined ? [] : [boundTarget(binding)];
  return [...bound, ...(public_ === undefined || isSame ? [] : [public_])];
}

function boundTarget({ address, port, replica }: UdpBinding): Target {
  return { address, port, replica, proven: true };
}

/** `host:port`, `host` alone for port 80; IPv6 in brackets. Names are not looked up: a binding is an address. */
export function toldTarget(text: string | undefined): Target | undefined {
  const [, six, four, port = "80"] =
    /^\s*(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?\s*$/.exec(text ?? "") ?? [];
  const address = six ?? four ?? "";
  const number = Number(port);
  if (isIP(address) === 0 || number === 0 || number > 65_535) return undefined;
  return { address, port: number, proven: false };
}

async function send(
  post: CwmpParts["post"],
  { address, port, replica }: Target,
  { credentials, stamp }: Ringable,
): Promise<Rung> {
  const texts = credentials.slice(0, CREDENTIALS).map((credential, i) =>
    udpRequest({
      ...credential,
      address,
      port,
      ts: stamp,
      // Fits in 32 bits, and differs for each password and from the ring before.
      id: (stamp % 100_000_000) * 10 + i,
      cnonce: randomBytes(8).toString("hex"),
    }),
  );
  const body: JsonObject = { address, port, texts };
  const ask = (more: JsonObject, to?: string) =>
    post.ask(STUN_TOPIC, { ...body, ...more }, { withinMs: ANSWER_MS, ...(to === undefined ? {} : { to }) });
  // Who is not bound to a replica is rung by the one that has heard it, else by any: not every NAT minds.
  const answer =
    replica === undefined ? ((await ask({ heard: true })) ?? (await ask({}))) : await ask({}, replica);
  if (answer === undefined)
    return {
      rung: false,
      detail:
        replica === undefined
          ? "no replica has a STUN server"
          : `replica ${replica}, which the device talks to, does not answer`,
    };
  const told = answer as { readonly error?: string };
  return told.error === undefined ? { rung: true } : { rung: false, detail: told.error };
}
