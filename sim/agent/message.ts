import { isFault, uspText, type UspFault } from "./fault.ts";
import type { Wire } from "./wire.ts";
import { MSG_TYPE } from "./wire.table.ts";

/** Request field, its response field and MsgType. */
const ANSWERS: Readonly<Record<string, readonly [field: string, type: number]>> = {
  get: ["getResp", MSG_TYPE.GET_RESP],
  set: ["setResp", MSG_TYPE.SET_RESP],
  add: ["addResp", MSG_TYPE.ADD_RESP],
  delete: ["deleteResp", MSG_TYPE.DELETE_RESP],
  operate: ["operateResp", MSG_TYPE.OPERATE_RESP],
  getInstances: ["getInstancesResp", MSG_TYPE.GET_INSTANCES_RESP],
  getSupportedDm: ["getSupportedDmResp", MSG_TYPE.GET_SUPPORTED_DM_RESP],
  getSupportedProtocol: ["getSupportedProtocolResp", MSG_TYPE.GET_SUPPORTED_PROTO_RESP],
};

/** A message as an agent looks at it. `kind` is absent when it asks for nothing. */
export interface Taken {
  readonly msgId: string;
  readonly kind: string | undefined;
  readonly request: Wire;
  /** It is a NotifyResp. */
  readonly acknowledges: boolean;
}

export function takeApart(message: Wire): Taken {
  const header = part(message, "header");
  const body = part(message, "body");
  const request = part(body, "request");
  const kind = Object.keys(request)[0];
  const asks = kind !== undefined && kind !== "notify";
  return {
    msgId: (header["msgId"] as string | undefined) ?? "",
    kind: asks ? kind : undefined,
    request: asks ? part(request, kind) : {},
    acknowledges: part(body, "response")["notifyResp"] !== undefined,
  };
}

function part(message: Wire, field: string): Wire {
  return (message[field] as Wire | undefined) ?? {};
}

export function notifyMessage(msgId: string, notify: Wire): Wire {
  return { header: { msgId, msgType: MSG_TYPE.NOTIFY }, body: { request: { notify } } };
}

export function responseMessage(msgId: string, kind: string, response: Wire | undefined): Wire | undefined {
  const answer = ANSWERS[kind];
  if (response === undefined || answer === undefined) return undefined;
  return { header: { msgId, msgType: answer[1] }, body: { response: { [answer[0]]: response } } };
}

/** `msg_type` 0 is not on the wire, exactly as with the reference agent. */
export function errorMessage(msgId: string, fault: UspFault): Wire {
  const paramErrs = (fault.params ?? []).map(({ path, code }) => ({
    paramPath: path,
    errCode: code,
    errMsg: uspText(code),
  }));
  return {
    header: { msgId, msgType: MSG_TYPE.ERROR },
    body: { error: { errCode: fault.code, errMsg: fault.text, paramErrs } },
  };
}

/** The way of a message to or from a controller. */
export interface Way {
  readonly from: string;
  readonly topic: string;
  readonly inSession: boolean;
}

/** What a request came to. */
export interface Done {
  readonly response: Wire | undefined;
  readonly afterwards?: readonly (() => void)[];
}

export function written(result: Wire | UspFault): Done | UspFault {
  return isFault(result) ? result : { response: result };
}
