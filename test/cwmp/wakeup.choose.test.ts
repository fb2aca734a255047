import fc from "fast-check";
import { expect, test } from "vitest";
import type { Knowledge } from "#core";
import { ordered } from "../../cwmp/wakeup/choose.machine.ts";
import { ringCredentials } from "../../cwmp/wakeup/credentials.ts";

const ALL = ["http", "udp", "xmpp"];

test.each([
  ["nothing is known", {}, undefined, ["http", "udp", "xmpp"]],
  ["what brought it last comes first", {}, "xmpp", ["xmpp", "http", "udp"]],
  ["one failure puts it behind the others", { xmpp: 1 }, "xmpp", ["http", "udp", "xmpp"]],
  [
    "when all have failed as often it is first again",
    { http: 1, udp: 1, xmpp: 1 },
    "xmpp",
    ["xmpp", "http", "udp"],
  ],
  ["the one that failed least often", { http: 7, udp: 3, xmpp: 4 }, undefined, ["udp", "xmpp", "http"]],
] as const)("the order of methods: %s", (_what, inVain, worked, expected) => {
  expect(ordered(ALL, { inVain, ...(worked === undefined ? {} : { worked }) })).toEqual(expected);
});

test("rung in vain for ever, no method is forgotten, and a method that works is found within one round", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ALL),
      fc.dictionary(fc.constantFrom(...ALL), fc.nat(3)),
      (works, before) => {
        const inVain: Record<string, number> = { ...before };
        const most = Math.max(0, ...Object.values(inVain));
        for (let ring = 0; ring <= ALL.length * (most + 1); ring++) {
          const [first = ""] = ordered(ALL, { inVain });
          if (first === works) return true;
          inVain[first] = (inVain[first] ?? 0) + 1;
        }
        return false;
      },
    ),
  );
});

const known = (memory: Knowledge["memory"], secrets: Knowledge["secrets"]) => ({ memory, secrets });

test("credentials: the newest, the one before, the one it came with, then shared ones; none twice, at most four", () => {
  const all = known(
    {
      connectionRequestUsername: "new",
      connectionRequestUsernamePrevious: "old",
      connectionRequestUsernameBootstrap: "first",
    },
    {
      connectionRequestPassword: "1",
      connectionRequestPasswordPrevious: "2",
      connectionRequestPasswordBootstrap: "3",
    },
  );
  const shared = [
    { username: "old", password: "2" },
    { username: "acs", password: "acs" },
    { username: "fifth", password: "5" },
  ];
  expect(ringCredentials(all, shared).map(({ username }) => username)).toEqual([
    "new",
    "old",
    "first",
    "acs",
  ]);
  expect(ringCredentials(known({ connectionRequestUsername: "half" }, {}), [])).toEqual([]);
});
