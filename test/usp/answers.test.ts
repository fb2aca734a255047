import { expect, test } from "vitest";
import type { EndpointId } from "../../usp/endpointid.ts";
import { decodeMsg, decodeRecord, encodeMsg, type Request } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { disconnectRecord, noSessionRecord } from "../../usp/record.ts";
import { refusal } from "../../usp/refuse.ts";

const LIMITS = { bytes: 65_536, elements: 1000 };
const ends = { own: "self::causeway", peer: "os::012345-A" as EndpointId, version: "1.3" };

/** A request as it is read from the wire. */
function heard(request: Draft<"Request">, msgType: "REGISTER" | "DEREGISTER"): Request {
  const bytes = encodeMsg({ header: { msgId: "m", msgType }, body: { request } });
  return decodeMsg(bytes, LIMITS).body.request as Request;
}

test("an answer travels outside of a session, with its payload [TR-369 R-E2E.26] [TR-369 R-MSG.0a]", () => {
  const msg: Draft<"Msg"> = {
    header: { msgId: "m", msgType: "NOTIFY_RESP" },
    body: { response: { notifyResp: { subscriptionId: "s" } } },
  };
  const record = decodeRecord(noSessionRecord(ends, msg), LIMITS);
  expect(record).toMatchObject({ toId: ends.peer, fromId: ends.own, payloadSecurity: "PLAINTEXT" });
  expect(decodeMsg(record.noSessionContext?.payload ?? new Uint8Array(), LIMITS).header.msgId).toBe("m");
});

test("a Disconnect record tells code and reason [TR-369 R-MTP.9]", () => {
  const record = decodeRecord(disconnectRecord(ends, 7106, "no sessions"), LIMITS);
  expect(record.disconnect).toMatchObject({ reasonCode: 7106, reason: "no sessions" });
});

test("a Register is refused path by path, or as a whole when it wants all or nothing [TR-369 R-REG.0] [TR-369 R-REG.1]", () => {
  const regPaths = [{ path: "Device.X." }, { path: "Device.Y." }];
  const each = refusal("m", heard({ register: { allowPartial: true, regPaths } }, "REGISTER"));
  expect(each.body?.response?.registerResp?.registeredPathResults).toMatchObject(
    regPaths.map(({ path }) => ({ requestedPath: path, operStatus: { operFailure: { errCode: 7002 } } })),
  );
  const whole = refusal("m", heard({ register: { allowPartial: false, regPaths } }, "REGISTER"));
  expect(whole.body).toMatchObject({ error: { errCode: 7002 } });
});

test("a Deregister is answered with a DeregisterResp, never with an Error [TR-369 R-DEREG.4]", () => {
  const answer = refusal("m", heard({ deregister: { paths: ["Device.X."] } }, "DEREGISTER"));
  expect(answer).toMatchObject({
    header: { msgId: "m", msgType: "DEREGISTER_RESP" },
    body: {
      response: {
        deregisterResp: {
          deregisteredPathResults: [
            { requestedPath: "Device.X.", operStatus: { operFailure: { errCode: 7030 } } },
          ],
        },
      },
    },
  });
});
