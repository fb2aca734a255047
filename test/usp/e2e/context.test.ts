import { describe, expect, test } from "vitest";
import { LAST_SEQUENCE } from "../../../usp/e2e/context.machine.ts";
import { NO_CONTEXT, type SessionRecord } from "../../../usp/e2e/context.ts";
import { Peer, row } from "./peers.ts";

const payload = Buffer.from("x");
const record = (
  session: number | bigint,
  sequence: number | bigint,
  more: Partial<SessionRecord> = {},
): SessionRecord => ({
  session: BigInt(session),
  sequence: BigInt(sequence),
  expected: 1n,
  retransmit: 0n,
  sar: "NONE",
  payload,
  ...more,
});
const empty = new Uint8Array();
const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0]!;
};

/** Ids in the order in which they are drawn. */
const ids = (...drawn: number[]) => {
  const left = drawn.map(BigInt);
  return { draw: () => left.shift() ?? 999n };
};

describe("the worked example, step by step", () => {
  const c = new Peer({ room: 3, ...ids(77, 120) });
  const a = new Peer({ room: 6, ...ids(91, 153) });
  let segments: SessionRecord[] = [];
  let answers: SessionRecord[] = [];

  test("1-3: the Set leaves in three segments, session 77 begins [TR-369 R-E2E.4] [TR-369 R-E2E.14] [TR-369 R-E2E.15]", () => {
    segments = c.send("the Set!", "set");
    expect(segments.map(row)).toEqual(["77 1 1 0 BEGIN", "77 2 1 0 INPROCESS", "77 3 1 0 COMPLETE"]);
    expect(segments.flatMap((segment) => a.take(segment))).toEqual([]);
    expect(a.delivered.splice(0)).toEqual(["the Set!"]);
    expect(a.state.context).toMatchObject({ id: 77n, expected: 4n });
  });

  test("4-6: the SetResp in three, the second is lost: the third is kept [TR-369 R-E2E.16] [TR-369 R-E2E.17] [TR-369 R-E2E.20]", () => {
    answers = a.send("the long SetResp");
    expect(answers.map(row)).toEqual(["77 1 4 0 BEGIN", "77 2 4 0 INPROCESS", "77 3 4 0 COMPLETE"]);
    c.take(answers[0]!);
    expect(c.state.context).toMatchObject({ expected: 2n, kept: [] });
    c.take(answers[2]!);
    expect(c.state.context?.expected).toBe(2n);
    expect([...(c.state.context?.ahead.keys() ?? [])]).toEqual([3n]);
    expect(c.delivered).toEqual([]);
  });

  test("7-8: the missing one is asked for and sent again as it was; what was kept follows on", () => {
    const ask = only(c.do({ on: "gap" }));
    expect(row(ask)).toBe("77 4 2 2 empty");
    const again = only(a.take(ask));
    expect(again).toEqual(answers[1]);
    expect(c.take(again)).toEqual([]);
    expect(c.delivered.splice(0)).toEqual(["the long SetResp"]);
    // Its expected_id 4 is old: 4 was sent meanwhile and is not acknowledged.
    expect(c.state.context).toMatchObject({ expected: 4n, kept: [{ record: { sequence: 4n } }] });
  });

  test("9: an acknowledgement without payload, which is not acknowledged in turn", () => {
    const acknowledgement = only(c.do({ on: "acknowledge" }));
    expect(row(acknowledgement)).toBe("77 5 4 0 empty");
    a.take(acknowledgement);
    expect(a.state.context).toMatchObject({ expected: 6n, kept: [] });
    expect(a.do({ on: "acknowledge" })).toEqual([]);
    expect(c.do({ on: "acknowledge" })).toEqual([]);
  });

  test("10-12: a Notify, and the same by another transport: taken once [TR-369 R-E2E.25]", () => {
    const notify = only(a.send("Notify"));
    expect(row(notify)).toBe("77 4 6 0 NONE");
    c.take(notify);
    expect(c.state.context).toMatchObject({ expected: 5n, kept: [] });
    expect(c.take(notify)).toEqual([]);
    expect(c.delivered.splice(0)).toEqual(["Notify"]);
    expect(c.notes.at(-1)).toBe("duplicate");
    const response = only(c.send("NR"));
    expect(row(response)).toBe("77 6 5 0 NONE");
    a.take(response);
    expect(a.state.context).toMatchObject({ expected: 7n, kept: [] });
  });

  test("13-16: the agent reboots before a Get arrives: its new session is taken, the Get is told lost [TR-369 R-E2E.6]", () => {
    const get = only(c.send("Get", "get-1"));
    expect(row(get)).toBe("77 7 5 0 NONE");
    a.state = NO_CONTEXT;
    const boot = only(a.send("Boot!"));
    expect(row(boot)).toBe("91 1 1 0 NONE");
    c.take(boot);
    expect(c.delivered.splice(0)).toEqual(["Boot!"]);
    expect(c.lost.splice(0)).toEqual(["get-1"]);
    expect(c.state.context).toMatchObject({ id: 91n, expected: 2n, next: 1n, kept: [] });
    const response = only(c.send("NR"));
    expect(row(response)).toBe("91 1 2 0 NONE");
    const again = only(c.send("Get", "get-2"));
    expect(row(again)).toBe("91 2 2 0 NONE");
    a.take(response);
    a.take(again);
    expect(a.state.context).toMatchObject({ id: 91n, expected: 3n });
  });

  test("17-18: what comes late of 77 is ignored; the answer comes in 91", () => {
    const late = record(77, 5, { expected: 8n });
    expect(c.take(late)).toEqual([]);
    expect(c.notes.at(-1)).toBe("late");
    const response = only(a.send("GR"));
    expect(row(response)).toBe("91 2 3 0 NONE");
    c.take(response);
    expect(c.delivered.splice(0)).toEqual(["GR"]);
    expect(c.state.context?.expected).toBe(3n);
  });

  test("19-21: after a Disconnect there was no session at all; the next one has another id [TR-369 R-MTP.7] [TR-369 R-E2E.3]", () => {
    c.do({ on: "end" });
    expect(c.state).toEqual(NO_CONTEXT);
    c.do({ on: "connect" });
    const get = only(c.send("Get", "get-3"));
    expect(row(get)).toBe("120 1 1 0 NONE");
    // The agent forbids sessions: its Disconnect tells that the Get was not executed.
    c.do({ on: "end" });
    expect(c.lost.splice(0)).toEqual(["get-3"]);
  });

  test("22: asked for once more than is borne, the agent begins a session of its own [TR-369 R-E2E.21]", () => {
    const [asker, teller] = [new Peer(ids(140)), new Peer(ids(153))];
    for (const first of asker.send("open")) teller.take(first);
    teller.send("one");
    asker.take(record(140, 1, { expected: 2n, payload: Buffer.from("one") }));
    asker.take(record(140, 2, { expected: 2n, payload: Buffer.from("two") }));
    teller.send("two");
    teller.send("three");
    for (let i = 2; i <= 4; i++)
      expect(teller.take(record(140, i, { expected: 3n, retransmit: 3n, payload: empty })).map(row)).toEqual([
        "140 3 2 0 NONE",
      ]);
    const opening = only(teller.take(record(140, 5, { expected: 3n, retransmit: 3n, payload: empty })));
    expect(row(opening)).toBe("153 1 1 0 empty");
    asker.take(opening);
    expect(asker.state.context).toMatchObject({ id: 153n, expected: 2n, next: 1n });
  });
});

/** A peer whose session 50 was opened from the other side. */
function opened(rules: ConstructorParameters<typeof Peer>[0] = {}): Peer {
  const peer = new Peer({ ...ids(60, 61, 62, 63, 64), ...rules });
  peer.take(record(50, 1));
  peer.delivered.length = 0;
  return peer;
}

describe("a new session of our own, and what came up to there still counts [TR-369 R-E2E.22]", () => {
  const cases: [string, string, SessionRecord[], Parameters<typeof opened>[0]?][] = [
    ["an id that cannot be one [TR-369 R-E2E.24]", "sessionId", [record(1, 1)]],
    ["a sequence near the end [TR-369 R-E2E.8]", "exhausted", [record(50, LAST_SEQUENCE)]],
    ["a segment without a beginning [TR-369 R-E2E.21]", "segments", [record(50, 2, { sar: "INPROCESS" })]],
    ["an end without a beginning", "segments", [record(50, 2, { sar: "COMPLETE" })]],
    ["a message in the midst of another one", "segments", [record(50, 2, { sar: "BEGIN" }), record(50, 3)]],
    [
      "a beginning in the midst of a message",
      "segments",
      [record(50, 2, { sar: "BEGIN" }), record(50, 3, { sar: "BEGIN" })],
    ],
    [
      "a message that is too large",
      "tooLarge",
      [record(50, 2, { sar: "BEGIN" }), record(50, 3, { sar: "INPROCESS", payload: Buffer.alloc(4096) })],
    ],
    ["more ahead than is kept", "aheadFull", [record(50, 3), record(50, 4), record(50, 5)], { ahead: 2 }],
    [
      "more bytes ahead than are kept",
      "aheadFull",
      [record(50, 3, { payload: Buffer.alloc(9) })],
      { aheadBytes: 8 },
    ],
    ["a record asked for that never was", "notHeld", [record(50, 2, { retransmit: 9n, payload: empty })]],
  ];
  test.each(cases)("%s", (_name, why, records, rules) => {
    const peer = opened(rules);
    const out = records.flatMap((one) => peer.take(one));
    expect(peer.notes.at(-1)).toBe(why);
    expect(row(only(out))).toBe("60 1 1 0 empty");
    expect(peer.delivered).toEqual([]);
    // The session it replaced is known as such; only a new one is taken.
    peer.take(record(50, 3));
    expect(peer.delivered).toEqual([]);
  });

  test("a gap that is asked for as often as is borne", () => {
    const peer = opened({ tries: 2 });
    peer.take(record(50, 3));
    expect([1, 2, 3].flatMap(() => peer.do({ on: "gap" }).map(row))).toEqual([
      "50 1 2 2 empty",
      "50 2 2 2 empty",
      "60 1 1 0 empty",
    ]);
  });

  test("segments that never end", () => {
    const peer = opened();
    peer.take(record(50, 2, { sar: "BEGIN" }));
    expect(peer.do({ on: "stuck" }).map(row)).toEqual(["60 1 1 0 empty"]);
    expect(peer.do({ on: "stuck" })).toEqual([]);
  });

  test("a peer that acknowledges nothing", () => {
    const peer = opened({ kept: 3 });
    for (let i = 0; i < 5; i++) peer.send("more", `m${i}`);
    expect(peer.lost).toEqual(["m0", "m1", "m2"]);
    expect(peer.state.context).toMatchObject({ id: 60n, next: 3n });
  });

  test("a peer that lets itself be acknowledged and acknowledges nothing", () => {
    const peer = opened({ kept: 3 });
    for (let i = 2; i < 40; i++) {
      peer.take(record(peer.state.context?.id ?? 0, Number(peer.state.context?.expected)));
      peer.do({ on: "acknowledge" });
      expect(peer.state.context?.kept.length).toBeLessThanOrEqual(3);
    }
  });

  test("our own sequence near the end [TR-369 R-E2E.9]", () => {
    const peer = opened();
    peer.state = { ...peer.state, context: { ...peer.state.context!, next: LAST_SEQUENCE } };
    expect(peer.send("x").map(row)).toEqual(["60 1 1 0 NONE"]);
    expect(LAST_SEQUENCE).toBe(18_446_744_073_709_541_615n);
  });
});

test("a record of no session that is known is answered by a session of our own: so an old one ends after a restart", () => {
  const peer = new Peer(ids(60));
  // Its first record may be on the way by another connection; when it does not come in time:
  expect(peer.take(record(50, 12))).toEqual([]);
  expect(peer.do({ on: "gap" }).map(row)).toEqual(["60 1 1 0 empty"]);
  expect(peer.take(record(60, 1, { expected: 2n })).map(row)).toEqual([]);
  expect(peer.delivered).toEqual(["x"]);
});

test("a peer that missed our new session is told again when it goes on in the old one, and then anew", () => {
  const peer = opened();
  peer.take(record(51, 4));
  const opening = only(peer.do({ on: "gap" }));
  expect(peer.take(record(50, 2))).toEqual([opening]);
  expect(peer.take(record(50, 3))).toEqual([opening]);
  expect(peer.take(record(50, 4))).toEqual([opening]);
  expect(peer.take(record(50, 5)).map(row)).toEqual(["61 1 1 0 empty"]);
});

test("both open at once: the larger id stands; a peer that opens again has not heard of it [TR-369 R-E2E.5]", () => {
  const larger = new Peer(ids(60));
  larger.send("Get", "get");
  expect(larger.take(record(50, 1))).toEqual([]);
  expect(larger.take(record(50, 2))).toEqual([]);
  expect(larger.state.context?.id).toBe(60n);
  larger.take(record(52, 1));
  expect(larger.state.context?.id).toBe(52n);
  expect(larger.lost).toEqual(["get"]);
  const smaller = new Peer(ids(40));
  smaller.send("Get", "get");
  smaller.take(record(50, 1));
  expect([smaller.state.context?.id, smaller.lost]).toEqual([50n, ["get"]]);
});

test("an agent that draws the same id at every start is taken anew after its Connect record, and only then", () => {
  const peer = opened();
  peer.take(record(50, 2));
  peer.take(record(50, 1));
  expect(peer.notes.at(-1)).toBe("duplicate");
  peer.do({ on: "connect" });
  peer.take(record(50, 1, { payload: Buffer.from("Boot!") }));
  expect(peer.delivered).toEqual(["x", "Boot!"]);
  // Without a reboot the session goes on over a new connection.
  peer.do({ on: "connect" });
  peer.take(record(50, 2, { payload: Buffer.from("y") }));
  expect(peer.delivered.at(-1)).toBe("y");
});

test("what nobody waits for any more is never sent again; acknowledged or not makes the difference", () => {
  const peer = opened();
  peer.send("one", "m1");
  peer.take(record(50, 2, { expected: 2n }));
  peer.do({ on: "abandon", message: "m1" });
  expect(peer.state.context?.id).toBe(50n);
  peer.send("two", "m2");
  peer.send("three", "m3");
  peer.do({ on: "abandon", message: "m2" });
  expect([peer.state.context, peer.lost]).toEqual([undefined, ["m3"]]);
  expect(peer.take(record(50, 3, { expected: 2n, retransmit: 2n })).map(row)).toEqual(["60 1 1 0 empty"]);
});

test("what is asked for by a record ahead is sent at once, and once: two that each miss one would wait for each other", () => {
  const peer = opened();
  const first = only(peer.send("one"));
  expect(peer.take(record(50, 3, { retransmit: 1n, payload: empty }))).toEqual([first]);
  expect(peer.take(record(50, 2))).toEqual([]);
  expect(peer.state.context).toMatchObject({ expected: 4n, aheadBytes: 0 });
});

test("an empty record may come between two segments", () => {
  const peer = opened();
  for (const one of [
    record(50, 2, { sar: "BEGIN", payload: Buffer.from("a") }),
    record(50, 3, { payload: empty }),
    record(50, 4, { sar: "COMPLETE", payload: Buffer.from("b") }),
  ])
    peer.take(one);
  expect(peer.delivered).toEqual(["ab"]);
});

test("records that come before the first of their session follow on; where that never comes it is not waited for [TR-369 R-E2E.24]", () => {
  const peer = opened();
  expect(peer.take(record(51, 3, { payload: Buffer.from("three") }))).toEqual([]);
  expect(peer.take(record(51, 2, { payload: Buffer.from("two") }))).toEqual([]);
  expect(peer.delivered).toEqual([]);
  peer.take(record(51, 1, { payload: Buffer.from("one") }));
  expect(peer.delivered).toEqual(["one", "two", "three"]);
  expect(peer.state).toMatchObject({ early: [], context: { id: 51n, expected: 4n } });
  peer.take(record(52, 2));
  expect(peer.do({ on: "gap" }).map(row)).toEqual(["60 1 1 0 empty"]);
  // Of no peer so many are kept.
  const flooded = Array.from({ length: 140 }, (_, n) => peer.take(record(70 + n, 9))).flat();
  expect(flooded.map(row)).toEqual(["61 1 1 0 empty", "62 1 1 0 empty"]);
});
