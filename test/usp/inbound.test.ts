import * as fc from "fast-check";
import { expect, test } from "vitest";
import { asEndpointId } from "../../usp/endpointid.ts";
import { decodeMsg, decodeRecord } from "../../usp/message/codec.ts";
import { byMqtt, handler, inboundOf, LIMITS, recorded } from "./inbound.rig.ts";

test.each([["mqtt5-basic"], ["mqtt5-firmware"], ["mqtt311-basic"]])(
  "%s: the recorded agent becomes one device, each Notify is stored once and answered if asked [TR-369 R-NOT.6a]",
  async (name) => {
    const lines = recorded(name);
    const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
    const { inbound, gateway, mtp } = handler(controllerId);
    for (const { topic, bytes } of lines) await inbound.receive(inboundOf(topic, bytes));
    const stored = gateway.events.size;
    expect(gateway.devices.size).toBe(1);
    expect(stored).toBeGreaterThan(0);
    const asked = lines.flatMap(({ bytes }) => {
      const payload = decodeRecord(bytes, LIMITS).noSessionContext?.payload;
      const msg = payload && decodeMsg(payload, LIMITS);
      return msg?.body.request?.notify?.sendResp === true ? msg.header.msgId : [];
    });
    const answered = mtp.sent.flatMap(({ record }) => {
      const payload = decodeRecord(record, LIMITS).noSessionContext?.payload;
      const msg = payload && decodeMsg(payload, LIMITS);
      return msg?.body.response?.notifyResp === undefined ? [] : msg.header.msgId;
    });
    expect(answered).toEqual(asked);
    // All of it once more: nothing new.
    for (const { topic, bytes } of lines) await inbound.receive(inboundOf(topic, bytes));
    expect(gateway.events.size).toBe(stored);
    expect(gateway.devices.size).toBe(1);
  },
);

test("hostile records never reject, never send to a foreign topic and never make a device without an endpoint id", async () => {
  const lines = recorded("mqtt5-basic");
  const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
  const edits = fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 5 });
  const paths = fc.constantFrom(
    undefined,
    "usp/agent/victim",
    "$SYS/x",
    "a/#",
    controllerId,
    "usp/agent/os::012345-OBUSPA0001",
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lines), edits, paths, async ({ bytes }, changes, path) => {
      const { inbound, gateway, mtp } = handler(controllerId);
      const mutated = Buffer.from(bytes);
      for (const [at, byte] of changes) mutated[at % mutated.length] = byte;
      await inbound.receive(byMqtt(mutated, path));
      for (const { identity } of gateway.devices.values()) expect(asEndpointId(identity.value)).toBeDefined();
      for (const { route, record } of mtp.sent)
        expect(route).toMatchObject({ topic: `usp/agent/${decodeRecord(record, LIMITS).toId}` });
    }),
    { numRuns: 1000 },
  );
});

test("while the store is away a Notify is not acknowledged, garbage is", async () => {
  const lines = recorded("mqtt5-basic");
  const controllerId = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS).toId;
  const { inbound, gateway, mtp } = handler(controllerId);
  gateway.down = true;
  const [connect] = lines;
  const bytes = connect?.bytes ?? new Uint8Array();
  await expect(inbound.receive(byMqtt(bytes))).rejects.toMatchObject({ code: "store.unavailable" });
  await expect(inbound.receive(byMqtt(Buffer.from("garbage")))).resolves.toBe("refused");
  expect(mtp.sent).toEqual([]);
});
