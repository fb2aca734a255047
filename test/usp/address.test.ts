import { expect, test } from "vitest";
import { backoff } from "#core";
import { isOnLoopback, readConfig } from "../../src/config.ts";
import { asEndpointId, factsOf } from "../../usp/endpointid.ts";
import { decodeRecord, encodeRecord } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { replyToOf, senderIn, topicAllowed, withReplyTo } from "../../usp/mtp/topic.ts";
import { judge } from "../../usp/record.ts";

test.each([
  ["os::012345-OBUSPA0001", { oui: "012345", serialNumber: "OBUSPA0001" }],
  ["ops::012345-HG%208245-AB-1", { oui: "012345", productClass: "HG 8245", serialNumber: "AB-1" }],
  ["oui:00256D:box-1", {}],
  ["uuid::f81d4fae-7dec-11d0-a765-00a0c91e6bf6", {}],
  ["self::causeway", {}],
  ["proto::gateway-1", {}],
  ["newer:x.y:abc", {}],
])("%s is an endpoint id [TR-369 R-ARC.2a]", (text, facts) => {
  const id = asEndpointId(text);
  expect(id).toBe(text);
  expect(id && factsOf(id)).toEqual(facts);
});

test.each([
  "",
  "os:012345-A",
  "os::",
  "os:x:012345-A",
  "oui:zz:a",
  "os::012345/A",
  "os::+",
  "os::#",
  "os::a b",
  "os::a\0b",
  "os::a%2",
  "OS::012345-A",
  `os::${"a".repeat(51)}`,
  `self::${"a".repeat(300)}`,
  "os::012345-A:more",
])("REC-18: %j is none [TR-369 R-ARC.5] [TR-369 R-ARC.6]", (text) =>
  expect(asEndpointId(text)).toBeUndefined(),
);

test("the return path of 3.1.1 stands after the last /reply-to= [TR-369 R-MQTT.24] [TR-369 R-MQTT.25]", () => {
  expect(replyToOf("usp/c/reply-to=usp%2Fagent%2Fos::1")).toBe("usp/agent/os::1");
  expect(replyToOf("usp/c/reply-to=a/reply-to=b%2fc")).toBe("b/c");
  expect(replyToOf("usp/c")).toBeUndefined();
  // Decoded once only.
  expect(replyToOf("c/reply-to=a%252Fb")).toBe("a%252Fb");
  expect(withReplyTo("usp/agent/a", "usp/c/1")).toBe("usp/agent/a/reply-to=usp%2Fc%2F1");
});

test.each([
  ["usp/c/os::1", "os::1"],
  ["usp/c/os::1/reply-to=usp%2Fagent%2Fos::2", "os::1"],
  ["usp/c/replica/R-0/os::1", "os::1"],
  ["usp/c/replica/R-0/os::1/reply-to=x", "os::1"],
  ["usp/c", undefined],
  ["usp/c/reply-to=usp%2Fagent%2Fos::1", undefined],
  ["usp/c/replica/R-0", undefined],
  ["usp/c/other/R-0/os::1", undefined],
  ["usp/cx/os::1", undefined],
])("%s is a topic of %s", (topic, sender) => expect(senderIn(topic, "usp/c")).toBe(sender));

test.each([
  ["usp/agent/{endpointId}", "usp/agent/os::1", true],
  ["usp/agent/{endpointId}", "usp/agent/os::2", false],
  ["usp/agent/{endpointId}", "usp/agent/os::1/x", false],
  ["usp/agent/{endpointId}", "usp/agent", false],
  ["usp/agent/{endpointId}", "usp/agent/+", false],
  ["usp/agent/{endpointId}", "usp/agent/#", false],
  ["+/{endpointId}/#", "x/os::1/in", true],
  ["+/{endpointId}/#", "x/os::2/in", false],
  ["#", "anything/at/all", true],
  ["#", "$SYS/broker", false],
  ["#", "a/reply-to=b", false],
  ["#", "", false],
])("pattern %s and topic %s: %s", (pattern, topic, allowed) => {
  expect(topicAllowed(pattern, "os::1", topic)).toBe(allowed);
});

const own = "self::causeway";
const good: Draft<"Record"> = {
  version: "1.3",
  toId: own,
  fromId: "os::012345-A",
  noSessionContext: { payload: Buffer.from("x") },
};
test.each(["proto::gateway-1", "doc::x", "os::00256D-1", "pen:3561:box"])(
  "%s is refused where customers are, and let in on one machine [TR-369 R-ARC.3] [TR-369 R-ARC.4]",
  (fromId) => {
    const record = decodeRecord(encodeRecord({ ...good, fromId }), { bytes: 65_536, elements: 1000 });
    expect(judge(record, own, false)).toEqual({ kind: "drop", reason: "trial", from: fromId });
    expect(judge(record, own, true).kind).toBe("message");
    const production = { ...record, fromId: "os::0A8D8C-1" };
    expect(judge(production, own, false).kind).toBe("message");
  },
);

test("which server is on this machine is told by its address", () => {
  for (const url of [
    "mqtt://localhost:1",
    "mqtts://127.0.0.2",
    "stomp://[::1]:3",
    "mqtt://u:p@127.0.0.1:1883",
  ])
    expect([url, isOnLoopback(url)]).toEqual([url, true]);
  for (const url of [
    "mqtt://10.0.0.1:1",
    "mqtt://localhost.example.org",
    "stomp://[::2]:3",
    "mqtt://127.example.org",
  ])
    expect([url, isOnLoopback(url)]).toEqual([url, false]);
});

const verdictOf = (record: Draft<"Record">) =>
  judge(decodeRecord(encodeRecord(record), { bytes: 65_536, elements: 1000 }), own);

test.each<[string, Draft<"Record">, object]>([
  ["a message", good, { kind: "message", from: "os::012345-A" }],
  ["REC-15 another to_id", { ...good, toId: "self::other" }, { kind: "drop", reason: "wrongTo" }],
  ["REC-17 our own id", { ...good, fromId: own }, { kind: "drop", reason: "ourselves" }],
  ["REC-18 a from_id with a slash", { ...good, fromId: "os::a/b" }, { kind: "drop", reason: "wrongFrom" }],
  ["REC-14 version 9.9", { ...good, version: "9.9" }, { kind: "drop", reason: "version" }],
  [
    "REC-14 an endless version",
    { ...good, version: "1".repeat(10_000) },
    { kind: "drop", reason: "version" },
  ],
  ["a later version 1.x", { ...good, version: "1.9" }, { kind: "message" }],
  ["TLS12 without a session", { ...good, payloadSecurity: "TLS12" }, { kind: "refuse", code: 7104 }],
  [
    "TLS12 in a session",
    {
      version: "1.3",
      toId: own,
      fromId: "os::012345-A",
      payloadSecurity: "TLS12",
      sessionContext: { sessionId: "5", sequenceId: "1", expectedId: "1", retransmitId: "0" },
    },
    { kind: "refuse", code: 7102 },
  ],
])("%s: %o [TR-369 R-ARC.2] [TR-369 R-E2E.1] [TR-369 R-E2E.19] [TR-369 R-E2E.41]", (_name, record, verdict) =>
  expect(verdictOf(record)).toMatchObject(verdict),
);

test("Connect, Disconnect and session records are told apart", () => {
  const { noSessionContext: _, ...ends } = good;
  expect(verdictOf({ ...ends, mqttConnect: { version: "V5", subscribedTopic: "t" } })).toMatchObject({
    kind: "connect",
    by: { mtp: "mqtt", version: "5", topic: "t" },
  });
  expect(verdictOf({ ...ends, mqttConnect: {} })).toMatchObject({
    kind: "connect",
    by: { mtp: "mqtt", version: "3.1.1", topic: "" },
  });
  expect(verdictOf({ ...ends, disconnect: { reasonCode: 7105, reason: "bye" } })).toMatchObject({
    kind: "disconnect",
    code: 7105,
  });
  expect(
    verdictOf({ ...ends, sessionContext: { sessionId: "18446744073709551615", sequenceId: "1" } }),
  ).toMatchObject({
    kind: "session",
  });
  expect(verdictOf({ ...ends, websocketConnect: {} })).toMatchObject({ by: { mtp: "websocket" } });
  expect(verdictOf({ ...ends, stompConnect: { subscribedDestination: "/queue/a" } })).toMatchObject({
    by: { mtp: "stomp", destination: "/queue/a" },
  });
  expect(verdictOf({ ...ends, udsConnect: {} })).toMatchObject({ kind: "drop", reason: "otherMtp" });
});

test("the scheme proto is for loopback only [TR-369 R-ARC.4]", () => {
  const given = { CAUSEWAY_USP_ENDPOINT_ID: "proto::causeway" };
  expect(readConfig([], given).CAUSEWAY_USP_ENDPOINT_ID).toBe("proto::causeway");
  expect(() => readConfig([], { ...given, CAUSEWAY_BIND: "192.0.2.1" })).toThrow(/schemes proto and doc/);
});

test("back-off doubles, is spread and never exceeds 30 s", () => {
  expect(backoff(1, 0)).toBe(125);
  expect(backoff(1, 1)).toBe(250);
  expect(backoff(3, 1)).toBe(1000);
  expect(backoff(500, 1)).toBe(30_000);
});
