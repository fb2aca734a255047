import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContextEvent, SessionRecord } from "../../../usp/e2e/context.ts";
import { cut, join, withPart, type Parts } from "../../../usp/e2e/segment.ts";
import { Peer } from "./peers.ts";

const MOST = 2n ** 64n - 1n;
/** Near one another, so that records meet; and anywhere. */
const sequence = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt(0n, 8n) },
  { weight: 1, arbitrary: fc.bigInt(0n, MOST) },
);
const record: fc.Arbitrary<SessionRecord> = fc.record({
  session: fc.oneof(
    { weight: 8, arbitrary: fc.bigInt(2n, 4n) },
    { weight: 1, arbitrary: fc.bigInt(0n, MOST) },
  ),
  sequence,
  expected: sequence,
  retransmit: fc.oneof({ weight: 4, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: sequence }),
  sar: fc.constantFrom("NONE", "BEGIN", "INPROCESS", "COMPLETE"),
  payload: fc.uint8Array({ maxLength: 40 }),
});
const event: fc.Arbitrary<ContextEvent> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ on: fc.constant("record" as const), record }) },
  {
    weight: 3,
    arbitrary: fc.record({ on: fc.constant("send" as const), payload: fc.uint8Array({ maxLength: 90 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("acknowledge", "gap", "stuck", "connect", "end").map((on) => ({ on })),
  },
);

test("whatever comes, what is kept stays within its bounds, every number in order, and `expected` never goes back [TR-369 R-E2E.17]", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      let drawn = 100n;
      const bounds = { ahead: 5, aheadBytes: 100, kept: 12, messageBytes: 100, tries: 2 };
      const peer = new Peer({ ...bounds, room: 20, draw: () => drawn++ });
      for (const one of events) {
        const before = peer.state.context;
        const out = peer.do(one);
        const { context, early, replaced } = peer.state;
        expect(early.length).toBeLessThanOrEqual(bounds.ahead);
        expect(replaced.length).toBeLessThanOrEqual(8);
        if (context === undefined) continue;
        if (before?.id === context.id && one.on !== "record") expect(context.expected).toBe(before.expected);
        if (before?.id === context.id && !peer.state.greeted)
          expect(context.expected).toBeGreaterThanOrEqual(context.next === 1n ? 1n : before.expected);
        expect(context.ahead.size).toBeLessThanOrEqual(bounds.ahead);
        expect(context.aheadBytes).toBeLessThanOrEqual(bounds.aheadBytes);
        expect(context.parts?.bytes ?? 0).toBeLessThanOrEqual(bounds.messageBytes);
        // A message leaves whole: its segments may go beyond the bound, by one message.
        expect(context.kept.length).toBeLessThanOrEqual(bounds.kept + 5);
        const numbers = context.kept.map((kept) => kept.record.sequence);
        expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const { session, sequence: n, payload } of out) {
          expect(payload.length).toBeLessThanOrEqual(20);
          expect(session).toBeGreaterThan(1n);
          expect(n).toBeGreaterThan(0n);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("what is cut is put together again, at any size", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 6000 }), (payload, room) => {
      const parts = cut(payload, room);
      const states = parts.map(({ sar }) => sar);
      const midst = states.slice(1, -1);
      if (parts.length > 1) expect([states[0], states.at(-1)]).toEqual(["BEGIN", "COMPLETE"]);
      else expect(states).toEqual(["NONE"]);
      expect(midst.filter((sar) => sar !== "INPROCESS")).toEqual([]);
      const chain = parts.reduce<Parts | undefined>((sum, part) => withPart(sum, part.payload), undefined);
      expect(chain === undefined ? undefined : Buffer.from(join(chain)).equals(payload)).toBe(true);
    }),
  );
});
