import type { StompConfig } from "../../config.ts";
import type { Inbound, Standing } from "../mtp.ts";
import { senderIn } from "./destination.ts";
import { escaped, type Frame } from "./frame.ts";

/** [TR-369 R-STOMP.20] */
export const CONTENT_TYPE = "application/vnd.bbf.usp.msg";

/** The headers of the first frame; the library escapes none of that one. */
export function connectHeaders(
  { username, password, cert, virtualHost }: StompConfig,
  endpoint: string,
): Record<string, string> {
  // A client certificate stands in for the login. [TR-369 R-STOMP.3]
  const login =
    username === undefined || (cert !== undefined && password === undefined) ? {} : { login: username };
  return {
    "endpoint-id": escaped(endpoint), // [TR-369 R-STOMP.4]
    ...(virtualHost === undefined ? {} : { host: virtualHost }), // [TR-369 R-STOMP.5]
    ...login,
    ...(password === undefined ? {} : { passcode: password }),
  };
}

/** The record in a MESSAGE [TR-369 R-STOMP.22]; undefined when its content type says that it is none. */
export function inboundOf({ headers, body }: Frame, config: StompConfig): Inbound | undefined {
  if (headers.get("content-type") !== CONTENT_TYPE) return undefined;
  const replyTo = headers.get("reply-to-dest"); // [TR-369 R-STOMP.23]
  return {
    mtp: "stomp",
    bytes: body,
    standing: standingOf(headers.get("destination") ?? "", config),
    ...(replyTo === undefined || replyTo === ""
      ? {}
      : { returnRoute: { mtp: "stomp" as const, destination: replyTo } }),
  };
}

/** A server that ties destinations to its users has proved whom the destination names. */
function standingOf(destination: string, { destination: own, enforcesDestinations }: StompConfig): Standing {
  if (!enforcesDestinations) return { kind: "claimed" };
  const endpoint = senderIn(destination, own);
  if (endpoint === undefined) return { kind: "stranger" };
  return { kind: "proven", endpoint, proof: { kind: "broker", username: endpoint } };
}
