import fc from "fast-check";
import { expect, test } from "vitest";
import type { SessionRecord } from "../../../usp/e2e/context.ts";
import { Peer } from "./peers.ts";

type Act =
  | { readonly act: "send"; readonly a: boolean; readonly bytes: number }
  | { readonly act: "arrive" | "lose" | "repeat"; readonly a: boolean; readonly at: number }
  | { readonly act: "acknowledge"; readonly a: boolean }
  | { readonly act: "gap"; readonly a: boolean };

const side = fc.boolean();
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant("send" as const), a: side, bytes: fc.nat(900) }) },
    {
      weight: 8,
      arbitrary: fc.record({
        act: fc.constantFrom("arrive" as const, "arrive" as const, "lose" as const, "repeat" as const),
        a: side,
        at: fc.nat(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constantFrom("acknowledge" as const, "gap" as const), a: side }),
    },
  ),
  { maxLength: 80 },
);

/** Two machines and what is on its way to each of them. */
class Line {
  readonly a: Peer;
  readonly b: Peer;
  readonly toA: SessionRecord[] = [];
  readonly toB: SessionRecord[] = [];
  readonly sent: { a: string[]; b: string[] } = { a: [], b: [] };

  constructor(room: number) {
    const endless = { room, tries: Infinity, kept: Infinity, ahead: Infinity, aheadBytes: Infinity };
    let [a, b] = [9000n, 8000n];
    this.a = new Peer({ ...endless, draw: () => a++ });
    this.b = new Peer({ ...endless, draw: () => b++ });
  }

  peer(a: boolean): Peer {
    return a ? this.a : this.b;
  }

  /** What leaves of a peer is on its way to the other one. */
  out(a: boolean, records: readonly SessionRecord[]): void {
    (a ? this.toB : this.toA).push(...records);
  }

  send(a: boolean, bytes: number): void {
    const sent = a ? this.sent.a : this.sent.b;
    const text = `${a ? "a" : "b"}${sent.length}:${"x".repeat(bytes)}`;
    sent.push(text);
    this.out(a, this.peer(a).send(text));
  }

  play(act: Act): void {
    if (act.act === "send") return this.send(act.a, act.bytes);
    if (act.act === "acknowledge" || act.act === "gap")
      return this.out(act.a, this.peer(act.a).do({ on: act.act }));
    const way = act.a ? this.toA : this.toB;
    const at = way.length === 0 ? 0 : act.at % way.length;
    const record = way[at];
    if (record === undefined) return;
    if (act.act !== "repeat") way.splice(at, 1);
    if (act.act !== "lose") this.out(act.a, this.peer(act.a).take(record));
  }

  /** From now on nothing is lost: all that is on its way arrives, and both look for what is missing. */
  end(): void {
    this.send(true, 1);
    this.send(false, 1);
    for (let round = 0; round < 400 && !this.#isDone(); round++) {
      for (const a of [true, false]) {
        const way = a ? this.toA : this.toB;
        for (let record = way.shift(); record !== undefined; record = way.shift())
          this.out(a, this.peer(a).take(record));
        this.out(a, this.peer(a).do({ on: "gap" }));
      }
    }
  }

  #isDone(): boolean {
    return this.b.delivered.length >= this.sent.a.length && this.a.delivered.length >= this.sent.b.length;
  }
}

test("over a channel that loses, repeats and reorders every message arrives once and in order [TR-369 R-E2E.16] [TR-369 R-E2E.20] [TR-369 R-E2E.25]", () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 1, max: 700 }), (all, room) => {
      const line = new Line(room);
      // One opens, or both would at once and one of them begin again.
      line.send(true, 0);
      for (const record of line.toB.splice(0)) line.out(false, line.b.take(record));
      for (const act of all) line.play(act);
      line.end();
      expect(line.b.delivered).toEqual(line.sent.a);
      expect(line.a.delivered).toEqual(line.sent.b);
      expect([line.a.lost, line.b.lost]).toEqual([[], []]);
    }),
    { numRuns: 400 },
  );
});

test("when both open at once they agree on the larger id [TR-369 R-E2E.5]", () => {
  const line = new Line(50);
  line.send(true, 0);
  line.send(false, 0);
  line.end();
  expect([line.a.state.context?.id, line.b.state.context?.id]).toEqual([9000n, 9000n]);
  expect(line.b.delivered).toEqual(line.sent.a);
});

test("however the openings of both are lost or come late, they end in one session and nothing arrives twice", () => {
  fc.assert(
    fc.property(acts, (all) => {
      const line = new Line(50);
      line.send(true, 0);
      line.send(false, 0);
      for (const act of all) line.play(act);
      // Whoever is not answered in time ends the session; one that was missed is made good by the next message.
      for (let i = 0; i < 12; i++) line.end();
      expect(line.a.state.context?.id).toBe(line.b.state.context?.id);
      for (const [got, sent] of [
        [line.b.delivered, line.sent.a],
        [line.a.delivered, line.sent.b],
      ] as const)
        // An opening that comes after its session was left is one of a new session: order holds within a session only.
        expect(sent.filter((text) => got.includes(text))).toEqual(
          got.toSorted((x, y) => sent.indexOf(x) - sent.indexOf(y)),
        );
      expect(line.b.delivered.at(-1)).toBe(line.sent.a.at(-1));
      expect(line.a.delivered.at(-1)).toBe(line.sent.b.at(-1));
    }),
    { numRuns: 300 },
  );
});
