import { expect, test } from "vitest";
import { decodeMsg, encodeMsg, type Request } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { deregister, MOST_PATHS, register, registeredIn } from "../../usp/register.ts";

const LIMITS = { bytes: 65_536, elements: 10_000 };

/** A request as it is read from the wire. */
function heard(request: Draft<"Request">, msgType: "REGISTER" | "DEREGISTER"): Request {
  const bytes = encodeMsg({ header: { msgId: "m", msgType }, body: { request } });
  return decodeMsg(bytes, LIMITS).body.request as Request;
}

function registered(allowPartial: boolean, paths: readonly string[], known: readonly string[] = []) {
  const regPaths = paths.map((path) => ({ path }));
  const request = heard({ register: { allowPartial, regPaths } }, "REGISTER").register;
  if (request === undefined) throw new TypeError("no register");
  const { answer, memory } = register("m", request, known);
  return { msg: decodeMsg(encodeMsg(answer), LIMITS), memory };
}

function deregistered(paths: readonly string[], known: readonly string[]) {
  const request = heard({ deregister: { paths } }, "DEREGISTER").deregister;
  if (request === undefined) throw new TypeError("no deregister");
  const { answer, memory } = deregister("m", request, known);
  return { msg: decodeMsg(encodeMsg(answer), LIMITS), memory };
}

test("with allow_partial each path stands for itself [TR-369 R-REG.0] [TR-369 R-REG.2]", () => {
  const paths = ["Device.WiFi.", "Device.WiFi.SSID.1.", "Device.WiFi.SSID.{i}.", "Device.X.Run()"];
  const { msg, memory } = registered(true, paths);
  expect(msg.header).toEqual({ msgId: "m", msgType: "REGISTER_RESP" });
  const results = msg.body.response?.registerResp?.registeredPathResults ?? [];
  expect(results.map(({ requestedPath }) => requestedPath)).toEqual(paths);
  expect(
    results.map(
      ({ operStatus }) => operStatus.operFailure?.errCode ?? operStatus.operSuccess?.registeredPath,
    ),
  ).toEqual(["Device.WiFi.", 7008, 7008, "Device.X.Run()"]);
  expect(registeredIn({ ...memory, other: "note" })).toEqual(["Device.WiFi.", "Device.X.Run()"]);
});

test("without it one bad path fails all of them, and nothing is noted [TR-369 R-REG.1]", () => {
  const { msg, memory } = registered(false, ["Device.WiFi.", "WiFi."]);
  expect(msg.body.error).toMatchObject({ errCode: 7008, paramErrs: [{ paramPath: "WiFi.", errCode: 7008 }] });
  expect(memory).toEqual({});
  expect(registered(false, ["Device.WiFi."]).memory).not.toEqual({});
});

test("a path registered again is registered, and one too many is not", () => {
  const known = Array.from({ length: MOST_PATHS }, (_, i) => `Device.X${i}.`);
  const { msg } = registered(true, ["Device.X0.", "Device.More."], known);
  const results = msg.body.response?.registerResp?.registeredPathResults ?? [];
  expect(results.map(({ operStatus }) => operStatus.operFailure?.errCode)).toEqual([undefined, 7005]);
});

test("an empty path gives all of them back, an unknown one fails alone [TR-369 R-DEREG.2] [TR-369 R-DEREG.4]", () => {
  const known = ["Device.A.", "Device.B."];
  const some = deregistered(["Device.A.", "Device.C."], known);
  expect(some.msg.body.response?.deregisterResp?.deregisteredPathResults).toMatchObject([
    { requestedPath: "Device.A.", operStatus: { operSuccess: { deregisteredPath: ["Device.A."] } } },
    { requestedPath: "Device.C.", operStatus: { operFailure: { errCode: 7030 } } },
  ]);
  const all = deregistered([""], known);
  expect(all.msg.body.response?.deregisterResp?.deregisteredPathResults).toMatchObject([
    { requestedPath: "", operStatus: { operSuccess: { deregisteredPath: known } } },
  ]);
  expect(Object.values(all.memory)).toEqual([null, null]);
  expect(deregistered([""], []).msg.body.error).toBeUndefined();
});
