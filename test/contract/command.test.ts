import { afterAll, beforeAll } from "vitest";
import { fileServer, type FileServer } from "../fileserver.ts";
import { commandContract } from "./command.contract.ts";
import { KINDS, openStand, type Stand } from "./rig.ts";

let stand: Stand;
let files: FileServer;
beforeAll(async () => {
  files = await fileServer();
  stand = await openStand(931);
}, 30_000);
afterAll(async () => {
  await stand.stop();
  await files.close();
});

for (const kind of KINDS)
  commandContract(
    kind,
    () => stand,
    () => files,
  );
