import { Fault } from "#core";
import type { Caps } from "./caps.ts";
import type { CwmpFault, Decoded, EnvelopeOptions } from "./message.ts";
import type { Request, Response, RpcName } from "./rpc.table.ts";

export function decodeEnvelope(_body: Buffer, _contentType?: string, _caps?: Partial<Caps>): Decoded {
  throw new Fault("internal");
}
export function encodeRequest<N extends RpcName>(
  _rpc: N,
  _args: Request<N>,
  _options: EnvelopeOptions,
): string {
  throw new Fault("internal");
}
export function encodeResponse<N extends RpcName>(
  _rpc: N,
  _args: Response<N>,
  _options: EnvelopeOptions,
): string {
  throw new Fault("internal");
}
export function encodeFault(_fault: CwmpFault, _options: EnvelopeOptions): string {
  throw new Fault("internal");
}
