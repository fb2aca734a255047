import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileServer, type FileServer } from "../fileserver.ts";
import { type Json, until } from "./api.ts";
import { commandContract } from "./command.contract.ts";
import { openStand, type Stand } from "./rig.ts";
import { stackContract } from "./stack.contract.ts";

const WAYS = [
  { how: "dials", what: "an agent that connects to the gateway", index: 961 },
  { how: "waits", what: "an agent that the gateway connects to", index: 962 },
] as const;

describe.each(WAYS)("over WebSocket, $what", ({ how, index }) => {
  let stand: Stand;
  let files: FileServer;
  beforeAll(async () => {
    files = await fileServer();
    stand = await openStand(index, [], undefined, { websocket: how });
  }, 30_000);
  afterAll(async () => {
    await stand.stop();
    await files.close();
  });

  const routes = async (): Promise<unknown> => {
    const { body } = await stand.api.call("GET", `/v1/devices/${stand.of("USP agent").id}`);
    return body["routes"];
  };
  const up = [{ protocol: "usp", mtp: "websocket", state: "up" }];

  test("it has one route, which is up [TR-369 R-MTP.6]", async () => {
    expect(await routes()).toEqual(up);
  });

  stackContract("USP agent", () => stand, `0${index}`);
  commandContract(
    "USP agent",
    () => stand,
    () => files,
  );

  test("a closed connection makes its route down at once, one that comes back makes it up", async () => {
    const agent = stand.of("USP agent");
    agent.off();
    await until("the route is down", async () => {
      const [route] = (await routes()) as Json[];
      return route?.["state"] === "down" ? route : undefined;
    });
    const { body } = await stand.api.call("GET", `/v1/devices/${agent.id}`);
    expect(body["presence"]).toBe("offline");
    await agent.on();
    await until("the route is up", async () => {
      const [route] = (await routes()) as Json[];
      return route?.["state"] === "up" ? route : undefined;
    });
    const { body: operation } = await stand.operate(agent, {
      type: "get",
      paths: ["Device.DeviceInfo.SoftwareVersion"],
    });
    expect(operation["state"]).toBe("succeeded");
  });
});
