import { Fault, type Sliced } from "#core";
import { CAPS, type Caps } from "./caps.ts";
import { toUtf8 } from "./charset.ts";
import { child, type Element } from "./element.ts";
import { envelope, faultContent } from "./envelope.ts";
import { readHeader } from "./header.ts";
import type { Body, Decoded, EnvelopeOptions, SentFault } from "./message.ts";
import { cwmpNamespace } from "./namespace.ts";
import { argumentsReader, argumentsSlicer } from "./reader.ts";
import { isRpcName, RPC, type Request, type Response, type RpcName } from "./rpc.table.ts";
import { scan, scanning } from "./scan.ts";
import { readFault } from "./soapfault.ts";
import { Warnings } from "./warnings.ts";
import { tag, writeFields } from "./writer.ts";

type Read = (element: Element, warnings: Warnings) => Body;

/** How to read each element that may stand in a Body, by local name. */
const BODIES = new Map<string, Read>(
  Object.keys(RPC)
    .filter(isRpcName)
    .flatMap((rpc) => [
      [rpc, bodyReader("request", rpc)],
      [`${rpc}Response`, bodyReader("response", rpc)],
    ]),
);

function bodyReader(kind: "request" | "response", rpc: RpcName): Read {
  const name = kind === "request" ? rpc : `${rpc}Response`;
  const read = argumentsReader(name, RPC[rpc][kind]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reader was made from the row of this RPC
  return (element, warnings) => ({ kind, rpc, args: read(element, warnings) }) as Body;
}

/** The same for responses, in slices. */
const RESPONSES = new Map(
  Object.keys(RPC)
    .filter(isRpcName)
    .map((rpc) => [`${rpc}Response`, responseSlicer(rpc)]),
);

function responseSlicer(rpc: RpcName): (element: Element, warnings: Warnings) => Sliced<Body> {
  const slices = argumentsSlicer(`${rpc}Response`, RPC[rpc].response);
  return function* read(element, warnings) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the slicer was made from the row of this RPC
    return { kind: "response", rpc, args: yield* slices(element, warnings) } as Body;
  };
}

/**
 * Reads an envelope of either direction. Elements are matched by local name, in any order; what can be borne is borne and
 * named in `warnings`.
 *
 * @param contentType the HTTP header, for its charset
 * @throws Fault `cwmp.xml` {reason, offset}: see `scan` and `toUtf8`
 * @throws Fault `cwmp.soap` {reason: "envelope" | "body" | "emptyBody"}: well-formed, but no SOAP message
 */
export function decodeEnvelope(body: Buffer, contentType?: string, caps?: Partial<Caps>): Decoded {
  const warnings = new Warnings();
  const limits = caps === undefined ? CAPS : { ...CAPS, ...caps };
  const message = messageIn(scan(toUtf8(body, contentType, warnings), warnings, limits), warnings);
  return decoded(message, readBody(message.method, warnings), warnings);
}

/** As `decodeEnvelope`, in slices: for the answers to reading RPCs, which have no end. */
export function* decoding(body: Buffer, contentType?: string, caps?: Partial<Caps>): Sliced<Decoded> {
  const warnings = new Warnings();
  const limits = caps === undefined ? CAPS : { ...CAPS, ...caps };
  const root = yield* scanning(toUtf8(body, contentType, warnings), warnings, limits);
  const message = messageIn(root, warnings);
  const { method } = message;
  const slices = RESPONSES.get(method.name);
  const content = slices === undefined ? readBody(method, warnings) : yield* slices(method, warnings);
  return decoded(message, content, warnings);
}

/** The parts of an envelope that was scanned. */
interface Message {
  readonly root: Element;
  readonly method: Element;
  readonly namespace: string;
}

function messageIn(root: Element, warnings: Warnings): Message {
  if (root.name !== "Envelope") throw new Fault("cwmp.soap", { reason: "envelope" });
  const soapBody = child(root, "Body");
  if (soapBody === undefined) throw new Fault("cwmp.soap", { reason: "body" });
  const method = soapBody.children[0];
  if (method === undefined) throw new Fault("cwmp.soap", { reason: "emptyBody" });
  if (soapBody.children.length > 1) warnings.add("more than one element in Body");
  return { root, method, namespace: cwmpNamespace(root, soapBody, method, warnings) };
}

function decoded({ root, namespace }: Message, body: Body, warnings: Warnings): Decoded {
  return {
    namespace,
    ...readHeader(child(root, "Header"), warnings),
    body,
    warnings: warnings.list,
  };
}

function readBody(method: Element, warnings: Warnings): Body {
  const read = BODIES.get(method.name);
  if (read !== undefined) return read(method, warnings);
  if (method.name === "Fault") return { kind: "fault", fault: readFault(method, warnings) };
  return { kind: "unknown", name: method.name };
}

/**
 * An envelope with a request, without XML declaration.
 * @throws Fault `parameter.unrepresentable` when a text holds characters that XML has not
 */
export function encodeRequest<N extends RpcName>(rpc: N, args: Request<N>, options: EnvelopeOptions): string {
  return envelope(tag(`cwmp:${rpc}`, "", writeFields(RPC[rpc].request, args)), options);
}

/** An envelope with a response; as `encodeRequest`. */
export function encodeResponse<N extends RpcName>(
  rpc: N,
  args: Response<N>,
  options: EnvelopeOptions,
): string {
  return envelope(tag(`cwmp:${rpc}Response`, "", writeFields(RPC[rpc].response, args)), options);
}

/** An envelope with a fault. Characters that XML has not become U+FFFD: an answer must leave. */
export function encodeFault(fault: SentFault, options: EnvelopeOptions): string {
  return envelope(faultContent(fault), options);
}
