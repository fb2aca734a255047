import type { Fault } from "#core";
import type { Request } from "./message/codec.ts";
import type { Draft } from "./message/descriptors.table.ts";
import { errorText } from "./message/error.table.ts";
import { peek } from "./message/peek.ts";

const NOT_SUPPORTED = 7001;
const DENIED = 7002;
const DEREGISTER_FAILURE = 7030;

/** The Error message that answers a Request which does not decode; undefined when it must be dropped. [TR-369 R-MTP.5] [TR-369 R-ENC.5] */
export function errorAnswer(payload: Uint8Array, fault: Fault): Draft<"Msg"> | undefined {
  const { msgId, request } = peek(payload);
  if (msgId === undefined || !request) return undefined;
  const { uspCode } = fault.facts;
  return errorMsg(msgId, typeof uspCode === "number" ? uspCode : 7004, fault.message);
}

/** The answer to a request that only a controller may send, or that this one does not serve. [TR-369 R-MSG.1] */
export function refusal(msgId: string, request: Request): Draft<"Msg"> {
  const { register, deregister } = request;
  if (deregister !== undefined) {
    const deregisteredPathResults = deregister.paths.map((requestedPath) => ({
      requestedPath,
      operStatus: { operFailure: { errCode: DEREGISTER_FAILURE, errMsg: errorText(DEREGISTER_FAILURE, "") } },
    }));
    // Never an Error message. [TR-369 R-DEREG.4]
    const body = { response: { deregisterResp: { deregisteredPathResults } } };
    return { header: { msgId, msgType: "DEREGISTER_RESP" }, body };
  }
  if (register === undefined) return errorMsg(msgId, NOT_SUPPORTED, "");
  if (!register.allowPartial) return errorMsg(msgId, DENIED, ""); // [TR-369 R-REG.1]
  // Each path for itself. [TR-369 R-REG.0]
  const registeredPathResults = register.regPaths.map(({ path: requestedPath }) => ({
    requestedPath,
    operStatus: { operFailure: { errCode: DENIED, errMsg: errorText(DENIED, "") } },
  }));
  return {
    header: { msgId, msgType: "REGISTER_RESP" },
    body: { response: { registerResp: { registeredPathResults } } },
  };
}

function errorMsg(msgId: string, errCode: number, text: string): Draft<"Msg"> {
  return {
    header: { msgId, msgType: "ERROR" },
    body: { error: { errCode, errMsg: errorText(errCode, text) } },
  };
}
