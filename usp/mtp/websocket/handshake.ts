import type { IncomingHttpHeaders } from "node:http";
import { shownBy, type Shown } from "#core";
import { asEndpointId, type EndpointId } from "../../endpointid.ts";
import { extensionIn } from "./extension.ts";

/** [TR-369 R-WS.9] */
export const SUBPROTOCOL = "v1.usp";

/** What an upgrade request says, before anything of it is held against the gateway's own knowledge. */
export interface Opening {
  /** Who the peer says it is; a certificate may tell it instead. */
  readonly endpoint?: EndpointId;
  readonly shown: Shown;
  /** It wants the extension in the answer. */
  readonly extension: boolean;
}

/** An upgrade that is not made: HTTP status, and the reason as it is counted. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 503;
  readonly reason: RefusalReason;
  /** A certificate in the hands of one that says it is another endpoint. */
  readonly impersonation?: { readonly claimed: EndpointId; readonly proven: EndpointId };
}

export type RefusalReason =
  | "method"
  | "path"
  | "subprotocol"
  | "eid"
  | "origin"
  | "certificate"
  | "password"
  | "outranked"
  | "handshake"
  | "busy"
  | "store";

interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Reads an upgrade request to `path`. Pure. */
export function openingOf({ method, url = "", headers }: Asked, path: string): Opening | Refusal {
  const mark = url.indexOf("?");
  if (method !== "GET") return { status: 405, reason: "method" };
  // [TR-369 R-WS.2]
  if ((mark < 0 ? url : url.slice(0, mark)) !== path) return { status: 404, reason: "path" };
  // [TR-369 R-WS.12a]
  if (!isOffered(headers["sec-websocket-protocol"])) return { status: 400, reason: "subprotocol" };
  // A page in somebody's browser is no agent.
  if (isForeign(headers.origin, headers.host)) return { status: 403, reason: "origin" };
  const { asked: extension, eids } = extensionIn(headers["sec-websocket-extensions"]);
  const named = eidOf(mark < 0 ? "" : url.slice(mark + 1), eids);
  if (named === "bad") return { status: 400, reason: "eid" };
  return { shown: shownBy(headers.authorization), extension, ...named };
}

/** The endpoint of the query and of the extension, which later agents do not send; nothing where neither names one. [TR-369 R-WS.11c] */
function eidOf(query: string, extended: readonly string[]): { readonly endpoint?: EndpointId } | "bad" {
  const named = eidsIn(query);
  if (named === undefined || named.length > 1 || extended.length > 1) return "bad";
  const [name, ...others] = new Set([...named, ...extended]);
  if (name === undefined) return {};
  const endpoint = asEndpointId(name);
  return endpoint === undefined || others.length > 0 ? "bad" : { endpoint };
}

function isOffered(header: string | undefined): boolean {
  return (header ?? "").split(",").some((name) => name.trim() === SUBPROTOCOL);
}

/** Every `eid` of a query, decoded once: `%25` is a percent sign of the id. Undefined: one cannot be decoded. [TR-369 R-WS.10b] [TR-369 R-WS.10c] */
function eidsIn(query: string): readonly string[] | undefined {
  const values = query
    .split("&")
    .filter((pair) => pair.startsWith("eid="))
    .map((pair) => pair.slice("eid=".length));
  try {
    return values.map((value) => decodeURIComponent(value));
  } catch {
    return undefined;
  }
}

/** Libraries send all sorts of texts as Origin; that of a browser is an address, and tells whose page it is. */
function isForeign(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  if (origin === "null") return true;
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).host !== (host ?? "").toLowerCase();
}

/** The query with which the gateway names itself where it connects. [TR-369 R-WS.10b] [TR-369 R-WS.10c] */
export function withEid(url: string, own: string): string {
  return `${url}?eid=${encodeURIComponent(own)}`;
}
