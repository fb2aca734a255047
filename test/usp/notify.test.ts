import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { DeviceEvent } from "#core";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import { decodeMsg, decodeRecord } from "../../usp/message/codec.ts";
import { NO_MODEL } from "../../usp/model.ts";
import { noticeId, noticeOf, type Notice } from "../../usp/notify.ts";
import { entries, len, num } from "./wire.ts";

const LIMITS = { bytes: 8 * 1024 * 1024, elements: 200_000 };
const from = asEndpointId("os::012345-OBUSPA0001") ?? ("" as EndpointId);

function notices(file: string): { sub: string; notice: Notice; id: string }[] {
  const lines = readFileSync(new URL(`../fixtures/captures/usp/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n");
  return lines.flatMap((line) => {
    const record = decodeRecord(Buffer.from(/"b64":"([^"]+)"/.exec(line)?.[1] ?? "", "base64"), LIMITS);
    const payload = record.noSessionContext?.payload;
    const msg = payload && decodeMsg(payload, LIMITS);
    const notify = msg?.body.request?.notify;
    if (notify === undefined || payload === undefined || msg === undefined) return [];
    const id = noticeId(from, msg.header.msgId, payload);
    const notice = noticeOf(notify, { id, at: 1, valueChars: 8192, model: NO_MODEL });
    return [{ sub: notify.subscriptionId, notice, id }];
  });
}

/** A Notify with this oneof member, through the real decoder. */
function noticeFor(member: Uint8Array, valueChars = 8192): Notice {
  const payload = Buffer.concat([
    len(1, len(1, "m"), num(2, 3)),
    len(2, len(1, len(8, len(1, "s"), member))),
  ]);
  const notify = decodeMsg(payload, LIMITS).body.request?.notify;
  if (notify === undefined) throw new TypeError("no notify");
  return noticeOf(notify, { id: "n", at: 1, valueChars, model: NO_MODEL });
}

const eventOf = (notice: Notice): DeviceEvent | undefined => notice.events[0];

test("every recorded Notify becomes the events it stands for", () => {
  const all = ["mqtt5-basic.jsonl", "mqtt5-firmware.jsonl", "mqtt311-basic.jsonl"].flatMap(notices);
  const counts: Record<string, number> = {};
  for (const type of all.flatMap(({ notice }) => notice.events.map((event) => event.type)))
    counts[type] = (counts[type] ?? 0) + 1;
  expect(counts).toEqual({
    boot: 3,
    bootstrap: 2,
    commandComplete: 8,
    objectCreated: 1,
    transferComplete: 5,
    valueChanged: 2,
  });
  // Each is its own event; a repeated one has the id it had.
  expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
});

test("a recorded Boot! brings its cause and the parameters the agent was asked to send", () => {
  const boot = notices("mqtt5-basic.jsonl").find(({ notice }) => notice.contact === "boot");
  expect(boot?.notice.reset).toBe(false);
  expect(boot?.notice.events[0]).toMatchObject({ type: "boot", cause: "RemoteReboot" });
});

test("a factory reset is two events and forgets what was known", () => {
  const params = {
    Cause: "RemoteFactoryReset",
    CommandKey: "k",
    FirmwareUpdated: "1",
    ParameterMap: '{"Device.A":1,"B":"x","Device.C":{}}',
  };
  const notice = noticeFor(len(3, len(1, "Device."), len(2, "Boot!"), entries(3, params)));
  expect(notice).toMatchObject({
    reset: true,
    contact: "boot",
    events: [
      { type: "boot", commandKey: "k", firmwareUpdated: true },
      { type: "bootstrap", reason: "factoryReset" },
    ],
  });
  expect(notice.values.map((v) => [v.path, v.value])).toEqual([["Device.A", "1"]]);
});

test.each(["", "[1,2]", "not json", "null"])("a ParameterMap that is %j is left out", (ParameterMap) => {
  const notice = noticeFor(
    len(3, len(1, "Device."), len(2, "Boot!"), entries(3, { Cause: "LocalReboot", ParameterMap })),
  );
  expect(notice.values).toEqual([]);
});

test("Periodic! is no event", () => {
  const notice = noticeFor(len(3, len(1, "Device.LocalAgent."), len(2, "Periodic!")));
  expect(notice).toMatchObject({ events: [], contact: "none" });
});

const transfer = (CommandKey: string) =>
  eventOf(
    noticeFor(
      len(
        3,
        len(1, "Device.LocalAgent."),
        len(2, "TransferComplete!"),
        entries(3, { CommandKey, TransferType: "Download", FaultCode: "7002", FaultString: "no" }),
      ),
    ),
  );

test("TransferComplete! is ours only with a command key of ours", () => {
  expect(transfer("01".padEnd(28, "0"))).toMatchObject({
    type: "transferComplete",
    autonomous: false,
    faultCode: 7002,
  });
  expect(transfer("foreign")).toMatchObject({ autonomous: true, transferType: "Download" });
});

test("a failed command carries the agent's code", () => {
  const failure = len(5, Buffer.from([0x0d, 0x6f, 0x1b, 0, 0]), len(2, "canceled"));
  const notice = noticeFor(len(7, len(1, "Device."), len(2, "ScheduleTimer()"), len(3, "k"), failure));
  expect(eventOf(notice)).toMatchObject({
    type: "commandComplete",
    commandKey: "k",
    problem: { code: "operation.cancelled", protocolCode: "usp:7023" },
  });
});

test("MSG-18: an overlong value is cut in the event and kept out of the snapshot", () => {
  const notice = noticeFor(len(4, len(1, "Device.X.Y"), len(2, "v".repeat(100))), 10);
  expect(eventOf(notice)).toMatchObject({ type: "valueChanged", value: "v".repeat(10) });
  expect(notice.values).toEqual([]);
});

test("an OnBoardRequest is a contact that starts over, with its triple", () => {
  const notice = noticeFor(len(8, len(1, "012345"), len(2, "PC"), len(3, "S1"), len(4, "1.0,1.3")));
  expect(notice).toMatchObject({
    contact: "onboard",
    reset: true,
    facts: { oui: "012345", productClass: "PC", serialNumber: "S1" },
    events: [{ type: "bootstrap", reason: "onBoardRequest" }],
  });
});

test("REC-28: the same id with another content is another event", () => {
  const payload = Buffer.from("a");
  const id = noticeId(from, "1", payload);
  expect(noticeId(from, "1", Buffer.from("a"))).toBe(id);
  expect(noticeId(from, "1", Buffer.from("b"))).not.toBe(id);
  expect(noticeId(from, "2", payload)).not.toBe(id);
});
