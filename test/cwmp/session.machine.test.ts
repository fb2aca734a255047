import fc from "fast-check";
import { expect, test } from "vitest";
import {
  NEW_SESSION,
  next,
  type SessionEffect,
  type SessionInput,
  type SessionState,
} from "../../cwmp/session.machine.ts";

const read = { on: "chosen", id: "1", rpc: "GetParameterValues", effect: "reads" } as const;
const write = { on: "chosen", id: "1", rpc: "SetParameterValues", effect: "writes" } as const;
const accepted = (work: boolean) => ({ on: "admitted", verdict: "accepted", work }) as const;
const answered = (id = "1", rpc = "GetParameterValues", hold = false) =>
  ({ on: "response", id, rpc, hold }) as const;
const empty = { on: "empty" } as const;
const inform = { on: "inform" } as const;
const TO_READ = [inform, accepted(true), empty, read] as const;
const TO_WRITE = [inform, accepted(true), empty, write] as const;

/** Runs inputs; gives the last state and the effects of the last input, by name. */
function run(inputs: readonly SessionInput[]): { state: SessionState; effects: readonly SessionEffect[] } {
  let state: SessionState = NEW_SESSION;
  let effects: readonly SessionEffect[] = [];
  for (const input of inputs) ({ state, effects } = next(state, input));
  return { state, effects };
}

const ROWS: readonly (readonly [
  what: string,
  inputs: readonly SessionInput[],
  at: string,
  effects: string,
])[] = [
  ["an Inform is committed first", [inform], "admitting", "admit"],
  ["an Inform is answered after its commit", [inform, accepted(false)], "cpeSpeaks", "answerInform"],
  [
    "an empty POST without work ends the session with 204",
    [inform, accepted(false), empty],
    "ended",
    "noContent",
  ],
  ["an empty POST with work asks the ledger", [inform, accepted(true), empty], "choosing", "choose"],
  [
    "work that comes before the empty POST is done in this session",
    [inform, accepted(false), { on: "work" }, empty],
    "choosing",
    "choose",
  ],
  [
    "work that comes while a request is stored is not forgotten",
    [
      inform,
      accepted(false),
      { on: "request", rpc: "TransferComplete" },
      { on: "work" },
      { on: "reported" },
      empty,
    ],
    "choosing",
    "choose",
  ],
  [
    "an empty ledger ends the session",
    [inform, accepted(true), empty, { on: "nothing" }],
    "ended",
    "release noContent",
  ],
  ["the chosen RPC is sent", TO_READ, "acsWaits", "send"],
  ["its response goes to the operation", [...TO_READ, answered()], "choosing", "deliver"],
  [
    "a response without an ID is taken for the outstanding one",
    [...TO_READ, { on: "response", rpc: "GetParameterValues", hold: false }],
    "choosing",
    "deliver",
  ],
  [
    "its fault goes to the operation",
    [...TO_READ, { on: "fault", id: "1", hold: false }],
    "choosing",
    "deliver",
  ],
  [
    "an empty POST while an RPC is outstanding repeats it with the same ID",
    [...TO_READ, empty],
    "acsWaits",
    "repeat",
  ],
  ["a second empty POST is silence", [...TO_READ, empty, empty], "choosing", "deliver"],
  ["a second empty POST after a write is silence too", [...TO_WRITE, empty, empty], "choosing", "deliver"],
  [
    "a response with a wrong ID is refused with 8003 and does not count",
    [...TO_READ, answered("2")],
    "acsWaits",
    "answerFault",
  ],
  [
    "a second wrong ID ends the session",
    [...TO_READ, answered("2"), answered("2")],
    "ended",
    "abandon refuse",
  ],
  [
    "a response of another method ends the session",
    [...TO_READ, answered("1", "SetParameterValues")],
    "ended",
    "break refuse",
  ],
  ["an unreadable answer ends the session", [...TO_READ, { on: "garbage" }], "ended", "break refuse"],
  [
    "a response without a request ends the session",
    [inform, accepted(true), answered()],
    "ended",
    "abandon refuse",
  ],
  [
    "a request of the CPE is stored before its answer",
    [inform, accepted(false), { on: "request", rpc: "TransferComplete" }],
    "reporting",
    "report",
  ],
  [
    "and answered after it",
    [inform, accepted(false), { on: "request", rpc: "TransferComplete" }, { on: "reported" }],
    "cpeSpeaks",
    "answerRequest",
  ],
  [
    "GetRPCMethods is answered at once",
    [inform, accepted(false), { on: "request", rpc: "GetRPCMethods" }],
    "cpeSpeaks",
    "answerRequest",
  ],
  [
    "an unknown method is refused with 8000",
    [inform, accepted(false), { on: "unknownRequest" }],
    "cpeSpeaks",
    "answerFault",
  ],
  [
    "a request while an RPC is outstanding leaves it outstanding",
    [...TO_READ, { on: "request", rpc: "Kicked" }, { on: "reported" }],
    "acsWaits",
    "answerRequest",
  ],
  [
    "a second Inform starts anew and gives up what was outstanding",
    [...TO_WRITE, inform],
    "admitting",
    "abandon admit",
  ],
  [
    "held requests get no RPC in the answer",
    [
      ...TO_READ,
      answered("1", "GetParameterValues", true),
      { on: "chosen", id: "2", rpc: "Reboot", effect: "writes" },
    ],
    "cpeSpeaks",
    "noContent",
  ],
  [
    "and get it after the next empty POST",
    [
      ...TO_READ,
      answered("1", "GetParameterValues", true),
      { on: "chosen", id: "2", rpc: "Reboot", effect: "writes" },
      empty,
    ],
    "choosing",
    "choose",
  ],
  [
    "a quarantined device is answered politely",
    [inform, { on: "admitted", verdict: "quarantined" }],
    "polite",
    "answerInform",
  ],
  [
    "and gets nothing else",
    [inform, { on: "admitted", verdict: "quarantined" }, { on: "request", rpc: "TransferComplete" }],
    "ended",
    "noContent",
  ],
  ["a challenge ends the session", [inform, { on: "admitted", verdict: "challenge" }], "ended", "challenge"],
  [
    "a device that another ACS serves is told so, and its session ends [TR-069a6 3.4.1]",
    [inform, { on: "admitted", verdict: "redirected", to: { url: "http://acs.example/", status: 307 } }],
    "ended",
    "redirect",
  ],
  ["a refusal ends the session", [inform, { on: "admitted", verdict: "refused" }], "ended", "refuse"],
  ["without the store nothing is acknowledged", [inform, { on: "unavailable" }], "ended", "refuse"],
  [
    "a closed session lets go of its operation",
    [...TO_WRITE, { on: "closed", why: "connection" }],
    "ended",
    "abandon",
  ],
  ["a session starts with an Inform", [empty], "ended", "refuse"],
  ["a message after the end is refused", [inform, accepted(false), empty, empty], "ended", "refuse"],
  ["a message before the last answer is refused", [inform, empty], "admitting", "refuse"],
];

test.each(ROWS)("%s [TR-069a6 3.7]", (_what, inputs, at, effects) => {
  const result = run(inputs);
  expect(result.state.at).toBe(at);
  expect(result.effects.map((effect) => effect.do).join(" ")).toBe(effects);
});

const anyInput: fc.Arbitrary<SessionInput> = fc.oneof(
  fc.constantFrom<SessionInput>(
    inform,
    empty,
    read,
    write,
    { on: "garbage" },
    { on: "unknownRequest" },
    { on: "request", rpc: "TransferComplete" },
    { on: "request", rpc: "GetRPCMethods" },
    { on: "reported" },
    { on: "nothing" },
    { on: "work" },
    { on: "unavailable" },
    { on: "closed", why: "timeout" },
    accepted(true),
    accepted(false),
    { on: "admitted", verdict: "quarantined" },
    { on: "admitted", verdict: "challenge" },
  ),
  fc.record({
    on: fc.constant("response" as const),
    id: fc.constantFrom("1", "2"),
    rpc: fc.constantFrom("GetParameterValues", "Reboot"),
    hold: fc.boolean(),
  }),
  fc.record({ on: fc.constant("fault" as const), id: fc.constantFrom("1", "2"), hold: fc.boolean() }),
);

const ANSWERS = new Set([
  "answerInform",
  "answerRequest",
  "answerFault",
  "send",
  "repeat",
  "noContent",
  "challenge",
  "refuse",
]);
const FROM_CPE = new Set(["inform", "request", "unknownRequest", "response", "fault", "empty", "garbage"]);

test("whatever comes, never two RPCs are outstanding, and each transition answers at most once and last", () => {
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => {
      let state: SessionState = NEW_SESSION;
      for (const input of inputs) {
        const before: SessionState = state;
        const transition = next(state, input);
        ({ state } = transition);
        const names = transition.effects.map((effect) => effect.do);
        expect(names.filter((name) => ANSWERS.has(name)).length).toBeLessThanOrEqual(1);
        if (names.some((name) => ANSWERS.has(name))) expect(ANSWERS.has(names.at(-1) ?? "")).toBe(true);
        // A new RPC leaves only from `choosing`, where none is outstanding; a repeat keeps its ID.
        if (names.includes("send")) expect(before.at).toBe("choosing");
        if (names.includes("repeat") && state.at === "acsWaits" && before.at === "acsWaits")
          expect(state.rpc.id).toBe(before.rpc.id);
        if (before.at === "acsWaits" && state.at !== "acsWaits")
          expect(
            names.some((name) => ["deliver", "break", "abandon", "report", "refuse"].includes(name)),
          ).toBe(true);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        if (before.at === "ended" && FROM_CPE.has(input.on) && input.on !== "inform")
          expect(names).toEqual(["refuse"]);
      }
    }),
    { numRuns: 2000 },
  );
});

test("an RPC goes out at most twice without an answer", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<SessionInput>(empty, { on: "work" }, answered("9")), { maxLength: 10 }),
      (inputs) => {
        let state = run(TO_WRITE).state;
        let sent = 1;
        for (const input of inputs) {
          const transition = next(state, input);
          ({ state } = transition);
          sent += transition.effects.filter(
            (effect) => effect.do === "send" || effect.do === "repeat",
          ).length;
        }
        expect(sent).toBeLessThanOrEqual(2);
      },
    ),
  );
});
