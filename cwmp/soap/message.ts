import type { Request, Response, RpcName } from "./rpc.table.ts";

/** Header elements that were present. */
export interface SoapHeader {
  readonly holdRequests?: boolean;
  /** Only in the first TR-069; nothing follows from it. */
  readonly noMoreRequests?: boolean;
  /** Seconds the CPE keeps a session open. */
  readonly sessionTimeout?: number;
  readonly supportedVersions?: readonly string[];
  readonly useVersion?: string;
  /** Unknown header elements that were marked mustUnderstand: answer with a MustUnderstand fault. */
  readonly notUnderstood?: readonly string[];
}

/** One parameter's fault of a SetParameterValues. */
export interface ParameterFault {
  readonly name: string;
  readonly code: number;
  readonly message: string;
}

/** A SOAP fault. `code`: 8xxx or 9xxx, 0 when there was none. Texts are cut at 1,024 characters. */
export interface CwmpFault {
  readonly code: number;
  readonly message: string;
  readonly parameters: readonly ParameterFault[];
}

export type RequestBody = {
  [N in RpcName]: { readonly kind: "request"; readonly rpc: N; readonly args: Request<N> };
}[RpcName];
export type ResponseBody = {
  [N in RpcName]: { readonly kind: "response"; readonly rpc: N; readonly args: Response<N> };
}[RpcName];

export type Body =
  | RequestBody
  | ResponseBody
  | { readonly kind: "fault"; readonly fault: CwmpFault }
  /** A method that no CWMP version has; `name` without prefix. */
  | { readonly kind: "unknown"; readonly name: string };

/** A decoded envelope. What was wrong and could be borne is in `warnings`. */
export interface Decoded {
  /** The CWMP namespace as sent, `urn:dslforum-org:cwmp-1-0`; empty when none was declared. */
  readonly namespace: string;
  /** The ID as sent, byte for byte; cut at 256 characters. */
  readonly id?: string;
  readonly header: SoapHeader;
  readonly body: Body;
  readonly warnings: readonly string[];
}

/** A fault to send. `soap`: the SOAP faultcode, when it is not the one of the code's row. */
export interface SentFault extends CwmpFault {
  readonly soap?: "Client" | "Server" | "MustUnderstand" | "VersionMismatch";
}

/** What goes around a message that is sent. */
export interface EnvelopeOptions {
  /** Echoed or made by the caller; absent: no ID element. */
  readonly id?: string;
  /** The CPE's own namespace; one that is not `urn:dslforum-org:cwmp-1-<n>` becomes a known one. */
  readonly namespace: string;
  readonly holdRequests?: boolean;
  readonly useVersion?: string;
}
