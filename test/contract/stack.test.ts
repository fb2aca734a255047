import { afterAll, beforeAll } from "vitest";
import { KINDS, openStand, type Stand } from "./rig.ts";
import { stackContract } from "./stack.contract.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(906);
}, 30_000);
afterAll(() => stand.stop());

for (const kind of KINDS) stackContract(kind, () => stand, "0906");
