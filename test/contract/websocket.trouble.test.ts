import { expect, test } from "vitest";
import { TROUBLES, truthsOf } from "./trouble.contract.ts";

for (const [index, trouble] of TROUBLES.entries())
  test.concurrent(
    `over WebSocket, an agent ${trouble.what}: the operation ends once and truly, and ran at most once`,
    { timeout: 90_000 },
    async () => {
      const truths = await truthsOf(trouble, 970 + index, { websocket: "dials" });
      const agent = truths.find(({ kind }) => kind === "USP agent");
      expect(agent).toMatchObject({
        executed: trouble.executed,
        ends: 1,
        next: "succeeded",
        snapshotIsTrue: true,
      });
      expect(trouble.ends).toContain(agent?.state);
    },
  );
