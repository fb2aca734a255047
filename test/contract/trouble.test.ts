import { expect, test } from "vitest";
import { KINDS } from "./rig.ts";
import { TROUBLES, truthsOf } from "./trouble.contract.ts";

for (const [index, trouble] of TROUBLES.entries())
  test.concurrent(
    `a device ${trouble.what}: the operation ends once and truly, and ran at most once`,
    {
      timeout: 90_000,
    },
    async () => {
      const truths = await truthsOf(trouble, 910 + index);
      expect(truths).toMatchObject(
        KINDS.map((kind) => ({
          kind,
          executed: trouble.executed,
          ends: 1,
          next: "succeeded",
          snapshotIsTrue: true,
        })),
      );
      expect(trouble.ends).toEqual(expect.arrayContaining(truths.map(({ state }) => state)));
    },
  );
