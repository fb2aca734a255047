import { httpMethod } from "./http.ts";
import type { MethodFactory } from "./method.ts";
import { udpMethod } from "./udp.ts";
import { xmppMethod } from "./xmpp.ts";

/** Every way of waking a CPE, in the order in which they are tried on a device of which nothing is known yet. */
export const METHODS: readonly MethodFactory[] = [httpMethod, udpMethod, xmppMethod];
